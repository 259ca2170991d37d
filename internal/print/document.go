package print

import (
	"errors"
	"io"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"hailong/internal/survey"
)

// A document is a PDF in the making. All coordinates are millimetres from the
// top left corner of the page. The first fault is kept and told by write.
type document struct {
	pdf *fpdf.Fpdf
	err error
	// pages is what was put where. No text may stand outside its page or in the
	// border of a code; the tests hold every print to that.
	pages []page
}

// A page is what stands on one page of a document.
type page struct {
	sheet box
	texts []placed
	codes []box // with their borders
	// ticks are the boxes that people tick, without their labels.
	ticks  []box
	stamps []stamp
}

// A placed block is a block and the box it takes up.
type placed struct {
	block
	at box
}

// newDocument begins a document with what a reader shows as its title. The
// date stands in the file, which is otherwise the same for the same input.
func newDocument(title string, lang survey.Lang, printed time.Time) *document {
	pdf := fpdf.New("P", "mm", "A4", "")
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetMargins(0, 0, 0)
	pdf.SetCellMargin(0)
	pdf.SetCatalogSort(true)
	pdf.SetCreationDate(printed)
	pdf.SetModificationDate(printed)
	pdf.SetProducer("Hài Lòng", true)
	pdf.SetTitle(sans.clean(title), true)
	pdf.SetLang(in(lang).Tag)
	pdf.SetDisplayMode("fullpage", "single")
	d := &document{pdf: pdf}
	if printed.IsZero() {
		d.fail(errors.New("no date of printing")) // the library would ask the clock
	}
	return d
}

// fail keeps the first fault.
func (d *document) fail(err error) {
	if d.err == nil {
		d.err = err
	}
}

// page begins a page of that size.
func (d *document) page(w, h float64) {
	d.pdf.AddPageFormat("P", fpdf.SizeType{Wd: w, Ht: h})
	d.pages = append(d.pages, page{sheet: box{0, 0, w, h}})
}

// bookmark names the page in the list beside it, so that one of a hundred
// posters is found.
func (d *document) bookmark(name string) {
	d.use(sans, 10)
	d.pdf.Bookmark(sans.clean(name), 0, 0)
}

// write ends the document. Where it failed nothing is written.
func (d *document) write(w io.Writer) error {
	if d.err == nil {
		d.err = d.pdf.Error()
	}
	if d.err != nil {
		return d.err
	}
	return d.pdf.Output(w)
}

// use chooses a face, which is put into the document on its first use.
func (d *document) use(f *face, size float64) {
	family := strings.ToLower(f.name)
	if d.pdf.GetFontDesc(family, "").Ascent == 0 {
		b, err := f.file()
		if err == nil {
			err = f.load()
		}
		if err != nil {
			d.fail(err)
			return
		}
		d.pdf.AddUTF8FontFromBytes(family, "", b)
	}
	d.pdf.SetFont(family, "", size)
}

// text fits what somebody typed into a box and puts it there.
func (d *document) text(s string, at box, st style) block { return d.say(st.face.clean(s), at, st) }

// say does the same with our own words, which may hold breaks.
func (d *document) say(s string, at box, st style) block {
	b := st.fit(s, at.w, at.h)
	d.put(b, at)
	return b
}

// put puts a block into a box: aligned as its style says, and in the middle of
// its height unless the style wants the top.
func (d *document) put(b block, at box) {
	if len(b.lines) == 0 {
		return
	}
	d.use(b.style.face, b.size)
	d.pdf.SetTextColor(b.style.ink.r, b.style.ink.g, b.style.ink.b)
	y := at.y
	if !b.style.top {
		slack := (at.h - b.height()) / 2
		y += slack - min(slack, b.lift())
	}
	used := box{at.x + b.style.align.indent(at.w, b.width()), y, b.width(), b.height()}
	p := &d.pages[len(d.pages)-1]
	p.texts = append(p.texts, placed{b, used})
	y += b.style.face.ascent(b.size)
	for _, line := range b.lines {
		x := at.x + b.style.align.indent(at.w, b.style.face.width(line, b.size))
		d.pdf.Text(x, y, line)
		y += b.pitch()
	}
}

// indent returns how far from the left something of width used begins in w.
func (a align) indent(w, used float64) float64 {
	switch a {
	case centred:
		return (w - used) / 2
	case rightward:
		return w - used
	}
	return 0
}
