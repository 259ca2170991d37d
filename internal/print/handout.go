package print

import (
	"fmt"
	"time"
)

// The heights of the hand-out in millimetres.
const (
	handoutHead  = 32.0
	handoutNotes = 20.0
	handoutWrite = 44.0
	handoutGap   = 4.0
)

// handedOut draws the page that is given to everybody in a village meeting: the
// result in a few plain sentences, a table, and room to write on.
func handedOut(r *Result, printed time.Time) *document {
	s := newResultSheet(r, resultTitle+" – họp thôn", 210, 297, 1, printed)
	rest := s.pages[0].sheet.inset(edge + 2)
	head, rest := rest.top(handoutHead)
	s.head(head)
	notes, rest := rest.bottom(handoutNotes)
	s.small(notes, 9)
	_, rest = rest.top(handoutGap)
	rest.h -= handoutGap
	write, rest := rest.bottom(handoutWrite)
	s.toWrite(write)
	rest.h -= handoutGap
	if len(r.Bars) > 0 {
		var grid box
		grid, rest = rest.bottom(rest.h * 0.4)
		s.grid(grid)
		rest.h -= handoutGap
	}
	s.points(rest)
	return s.document
}

// points draws the numbered sentences in one size.
func (s *resultSheet) points(at box) {
	if len(s.r.Points) == 0 {
		return
	}
	rows := at.rows(len(s.r.Points), 2)
	texts, boxes := make([]string, len(rows)), make([]box, len(rows))
	for i, row := range rows {
		number, text := row.left(11)
		disc := number.square()
		disc.x = number.x
		side := min(disc.w, 9)
		disc = box{disc.x, row.y + (row.h-side)/2, side, side}
		s.area(disc, side/2-0.01, brand)
		s.say(fmt.Sprint(i+1), disc, style{face: sansBold, size: 13, least: 6, lines: 1, align: centred, ink: white})
		texts[i], boxes[i] = sans.clean(s.r.Points[i]), text
	}
	st := style{face: sans, size: 14, least: 7, ink: dark, ragged: true}
	for i, b := range st.same(texts, boxes) {
		s.put(b, boxes[i])
	}
}

// grid draws the factors as a table.
func (s *resultSheet) grid(at box) {
	rows := at.rows(len(s.r.Bars)+1, 0)
	names, figures := make([]box, len(rows)), make([]box, len(rows))
	texts, values := []string{"Nội dung"}, []string{"Tỷ lệ hài lòng"}
	for i, row := range rows {
		names[i], figures[i] = row.left(row.w - 52)
		names[i] = box{names[i].x + 2, names[i].y + 0.5, names[i].w - 4, names[i].h - 1}
		figures[i] = box{figures[i].x + 2, figures[i].y + 0.5, figures[i].w - 4, figures[i].h - 1}
		if i > 0 {
			texts = append(texts, sans.clean(s.r.Bars[i-1].Label))
			values = append(values, sans.clean(s.r.Bars[i-1].Figure))
		}
	}
	s.area(rows[0], 0, brandPale)
	name := style{face: sans, size: 12, least: 4, ink: dark}
	value := style{face: sansBold, size: 12, least: 5, lines: 1, align: rightward, ink: dark}
	labels, written := name.same(texts, names), value.same(values, figures)
	for i, row := range rows {
		s.frame(row, 0, 0.2, soft)
		s.put(labels[i], names[i])
		s.put(written[i], figures[i])
	}
}

// toWrite draws dotted lines.
func (s *resultSheet) toWrite(at box) {
	title, rest := at.top(7)
	s.say("Ghi chép, ý kiến tại cuộc họp:", title, style{face: sansBold, size: 12, least: 6, lines: 1, ink: brand})
	for _, row := range rest.rows(4, 0) {
		s.dots(row.x, row.y+row.h-1, row.x+row.w, row.y+row.h-1, 0.3, 1.2, soft)
	}
}
