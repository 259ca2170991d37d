package print

import (
	"fmt"
	"time"
)

// The heights of the notice in units; what is left goes to the bars and plans.
const (
	noticeHead     = 40.0
	noticeTop      = 60.0
	noticeCompared = 11.0
	noticeNotes    = 25.0
	noticeGap      = 3.5
)

func noticed(r *Result, size Size, printed time.Time) (*document, error) {
	if size != A4 && size != A3 {
		return nil, fmt.Errorf("size %q: want a3 or a4", size)
	}
	plan := portraits[size]
	s := newResultSheet(r, resultTitle, plan.w, plan.h, plan.w/portraits[A4].w, printed)
	rest := s.pages[0].sheet.inset(edge)
	next := func(h float64) (at box) {
		at, rest = rest.top(h)
		_, rest = rest.top(noticeGap * s.u)
		return at
	}
	notes, above := rest.bottom(noticeNotes * s.u)
	rest = above
	rest.h -= noticeGap * s.u
	s.head(next(noticeHead * s.u))
	if err := s.number(next(noticeTop * s.u)); err != nil {
		return nil, err
	}
	if r.Compared != "" {
		s.compared(next(noticeCompared * s.u))
	}
	if len(r.Bars) > 0 {
		s.bars(next((rest.h - noticeGap*s.u) * 0.6))
	}
	s.plans(rest)
	s.small(s.trial(notes), 10.5*s.u)
	return s.document, nil
}

// trial marks a notice whose code a phone would warn of and says why at its
// foot. It returns what is left of the foot.
func (s *resultSheet) trial(foot box) box {
	words := in("")
	why := words.trial(s.r.Address, false)
	if s.r.Address == "" || why == "" {
		return foot
	}
	at, rest := foot.bottom(6 * s.u)
	s.area(at, 1.2*s.u, warn)
	s.say(words.Trial+". "+why, at, style{face: sansBold, size: 11 * s.u, least: 5 * s.u, lines: 1, align: centred, ink: white})
	s.trialMark(words.Trial, 42*s.u)
	return rest
}

// number draws the one number and, at its right, the code of the results.
func (s *resultSheet) number(at box) error {
	left := at
	if s.r.Address != "" {
		code, err := encode(s.r.Address, sturdy)
		if err != nil {
			return err
		}
		var right box
		left, right = at.left(at.w - 58*s.u)
		left.w -= noticeGap * s.u
		s.symbol(right, code)
	}
	s.area(left, 3*s.u, brandPale)
	in := left.inset(3 * s.u)
	if s.r.Figure == "" {
		s.text(s.r.Headline, in, style{face: sansBold, size: 22 * s.u, least: 7 * s.u, align: centred, ink: brand})
		return nil
	}
	title, in := in.top(in.h * 0.2)
	figure, count := in.top(in.h * 0.7)
	s.text(s.r.Headline, title, style{face: sansBold, size: 17 * s.u, least: 7 * s.u, align: centred, ink: dark})
	s.text(s.r.Figure, figure, style{face: sansBold, size: 80 * s.u, least: 12 * s.u, lines: 1, align: centred, ink: brand})
	s.text(s.r.Count, count, style{face: sans, size: 14 * s.u, least: 6 * s.u, lines: 2, align: centred, ink: dark})
	return nil
}

// symbol draws the code, its border and, below it, the address for who types.
func (s *resultSheet) symbol(at box, code matrix) {
	label, rest := at.top(5 * s.u)
	s.say("Quét để xem kết quả đầy đủ", label, style{face: sansBold, size: 10 * s.u, least: 5 * s.u, lines: 1, align: centred, ink: brand})
	address, rest := rest.bottom(12 * s.u)
	square := rest.square()
	n := float64(len(code))
	s.code(code, square.inset(square.w*quiet/(n+2*quiet)))
	s.put(spell(s.r.Address).fit(style{face: sans, size: 9 * s.u, least: 4 * s.u, align: centred, ink: dark}, address.w, address.h), address)
}

// compared draws how the figure moved.
func (s *resultSheet) compared(at box) {
	s.text(s.r.Compared, at, style{face: sans, size: 13 * s.u, least: 6 * s.u, lines: 2, align: centred, ink: dark})
}

// bars draws a bar for every factor on a scale of 0 to 100 percent, each with
// its figure in words, so that no colour is needed to read it.
func (s *resultSheet) bars(at box) {
	title, rest := at.top(8 * s.u)
	s.say("Tỷ lệ hài lòng theo từng nội dung", title, style{face: sansBold, size: 13 * s.u, least: 6 * s.u, lines: 1, ink: brand})
	rows := rest.rows(len(s.r.Bars), 1.5*s.u)
	names, fields, figures := make([]box, len(rows)), make([]box, len(rows)), make([]box, len(rows))
	texts, values := make([]string, len(rows)), make([]string, len(rows))
	for i, row := range rows {
		names[i], row = row.left(74 * s.u)
		names[i].w -= 2 * s.u
		fields[i], figures[i] = row.left(row.w - 40*s.u)
		figures[i] = box{figures[i].x + 2*s.u, figures[i].y, figures[i].w - 2*s.u, figures[i].h}
		texts[i], values[i] = sans.clean(s.r.Bars[i].Label), sansBold.clean(s.r.Bars[i].Figure)
	}
	label := style{face: sans, size: 12.5 * s.u, least: 4 * s.u, ink: dark}
	value := style{face: sansBold, size: 13 * s.u, least: 5 * s.u, lines: 1, ink: dark}
	labels, written := label.same(texts, names), value.same(values, figures)
	for i := range rows {
		s.put(labels[i], names[i])
		s.put(written[i], figures[i])
		bar := fields[i]
		high := min(bar.h, 8*s.u)
		bar = box{bar.x, bar.y + (bar.h-high)/2, bar.w, high}
		s.area(bar, 0, brandPale)
		if v := s.r.Bars[i].Value; v.Exists() && v.Hundredths() > 0 {
			s.area(box{bar.x, bar.y, bar.w * float64(v.Hundredths()) / 10000, bar.h}, 0, brand)
		}
	}
}

// plans draws what the commune will do.
func (s *resultSheet) plans(at box) {
	s.frame(at.inset(0.25*s.u), 3*s.u, 0.5*s.u, brand)
	title, rest := at.inset(3 * s.u).top(9 * s.u)
	s.text(s.r.PlansTitle, title, style{face: sansBold, size: 16 * s.u, least: 7 * s.u, lines: 1, ink: brand})
	size := 15.0
	if len(s.r.Bars) == 0 {
		size = 24 // they have the room of the bars too
	}
	var lines []string
	for _, line := range s.r.Plans {
		lines = append(lines, "• "+line)
	}
	s.say(s.cleaned(lines, sans), rest, style{face: sans, size: size * s.u, least: 4 * s.u, ink: dark, ragged: true, top: true})
}
