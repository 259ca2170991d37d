package print

import (
	"fmt"
	"io"
	"slices"
)

// A sheet of stickers is A4 with 3 x 8 of them, each 70 x 37 mm as on the labels
// that are sold for printers; it can as well be cut from plain paper.
const (
	stickerColumns = 3
	stickerRows    = 8
	stickerWidth   = 70.0
	stickerHeight  = 37.0
	perSheet       = stickerColumns * stickerRows
)

// Stickers writes a PDF of sticker sheets. A single code fills a sheet; of
// several each gets one sticker, in their order. To have more of one it is put
// into the list more often.
func Stickers(w io.Writer, list []Poster, o Options) error {
	d, err := stickers(list, o)
	if err == nil {
		err = d.write(w)
	}
	if err != nil {
		return fmt.Errorf("print stickers: %w", err)
	}
	return nil
}

func stickers(list []Poster, o Options) (*document, error) {
	if len(list) == 0 {
		return nil, errNone
	}
	title := in(o.Lang).Stickers
	if len(list) == 1 {
		title = fmt.Sprintf("%s %s", title, list[0].Code)
	}
	d := newDocument(title, o.Lang, o.Printed)
	all := make([]*sheet, len(list))
	for i := range list {
		s, err := newSheet(d, &list[i], &o, small)
		if err != nil {
			return nil, list[i].fault(err)
		}
		all[i] = s
	}
	if len(all) == 1 {
		all = slices.Repeat(all, perSheet)
	}
	sheets := (len(all) + perSheet - 1) / perSheet
	done := 0
	for some := range slices.Chunk(all, perSheet) {
		d.stickerPage(some)
		done++
		o.progress(done, sheets)
	}
	return d, nil
}

// stickerPage draws up to 24 stickers. One that must not be used marks the page.
func (d *document) stickerPage(some []*sheet) {
	d.page(210, 297)
	d.cuts()
	for i, s := range some {
		s.sticker(stickerAt(i))
	}
	if i := slices.IndexFunc(some, func(s *sheet) bool { return s.trial != "" }); i >= 0 {
		d.trialMark(some[i].words.Trial, 30)
	}
}

// stickerAt returns the place of a sticker on its sheet.
func stickerAt(i int) box {
	top := (297 - stickerRows*stickerHeight) / 2
	return box{float64(i%stickerColumns) * stickerWidth, top + float64(i/stickerColumns)*stickerHeight, stickerWidth, stickerHeight}
}

// cuts draws pale lines between the stickers, for a knife.
func (d *document) cuts() {
	first, last := stickerAt(0), stickerAt(perSheet-1)
	for i := 1; i < stickerColumns; i++ {
		x := float64(i) * stickerWidth
		d.line(x, first.y, x, last.y+last.h, 0.1, line)
	}
	for i := range stickerRows + 1 {
		y := first.y + float64(i)*stickerHeight
		d.line(0, y, 210, y, 0.1, line)
	}
}

// sticker draws one sticker: the code on the left, the words on the right. What
// a printer cannot reach at the rim of the sheet stays white.
func (s *sheet) sticker(at box) {
	at = at.inset(2)
	_, at = at.left(1)
	code, text := at.left(at.h)
	s.symbol(code)
	text = box{text.x, text.y + 1.5, text.w - 3, text.h - 3}

	rest := text
	next := func(h float64) (at box) {
		at, rest = rest.top(h)
		return at
	}
	s.say(s.words.Invite, next(8.5), style{face: sansBold, size: 8.5, least: 5, ink: brand})
	s.say(s.words.Reader, next(6), style{face: sans, size: 6, least: 4, ink: dark})
	s.text(s.words.Code+s.poster.Code, next(6), style{face: sansBold, size: 12, least: 4, lines: 1, ink: dark})
	if s.trial != "" {
		s.area(rest, 0.8, warn)
		s.say(s.words.Trial+hardBreak+s.trial, rest.inset(0.6), style{face: sansBold, size: 7, least: 3.5, align: centred, ink: white})
		return
	}
	address := next(6)
	s.put(spell(s.poster.Address).fit(style{face: sansBold, size: 7, least: 3, ink: dark}, address.w, address.h), address)
	name := s.poster.counter(s.lang)
	if sans.clean(name) == "" {
		name = s.poster.Place.Name.In(s.lang)
	}
	s.text(name, rest, style{face: sans, size: 6, least: 4, ink: soft})
}
