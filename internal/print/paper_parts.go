package print

import (
	"strconv"
	"strings"

	"hailong/internal/survey"
)

// The shares of a side that a question and a heading may take up. Together with
// the words of the columns they always fit one.
const (
	questionShare = 0.68
	headingShare  = 0.15
)

// parts returns the questionnaire in its order, cut where a side may end.
func (p *paper) parts() []*part {
	all := p.opening()
	for i := range p.form.Template.Sections {
		all = append(all, p.section(i)...)
	}
	return all
}

// section returns the parts of a section: its heading and its questions. The
// heading stays with the first question.
func (p *paper) section(i int) []*part {
	s := &p.form.Template.Sections[i]
	shared := p.sharedSkip(s)
	var all []*part
	if h := p.heading(i, shared); h != nil {
		all = append(all, h)
	}
	var head *part // of every row that may be the first on its side
	for j := range s.Questions {
		q := &s.Questions[j]
		made := p.atMost(questionShare, func() *part { return p.question(q, shared == "") })
		if q.Kind == survey.KindLevel {
			if head == nil {
				head = p.headOf(i, true)
			}
			made.head = head
		}
		all = append(all, made)
	}
	return all
}

// question returns the part of one question; skip says whether its condition is
// told beside it.
func (p *paper) question(q *survey.Question, skip bool) *part {
	said := ""
	if skip {
		said = p.skip(q, false)
	}
	switch q.Kind {
	case survey.KindLevel:
		return p.row(q, said)
	case survey.KindComment:
		return p.comment(q)
	case survey.KindField:
		return p.fields(q)
	}
	return p.choice(q, said)
}

// atMost makes a part that is no higher than a share of a side: in smaller
// letters where it must be, and without the ends of its texts where that does
// not help either. Only texts far longer than any form needs come to that.
func (p *paper) atMost(share float64, make func() *part) *part {
	u := p.u
	defer func() { p.u, p.most = u, 0 }()
	high := share * body().h
	for ; p.u > tiny; p.u *= 0.9 {
		if made := make(); made.h <= high {
			return made.inUnit(p)
		}
	}
	p.u = tiny
	for _, p.most = range []int{16, 8, 4, 2, 1} {
		if made := make(); made.h <= high {
			return made.inUnit(p)
		}
	}
	made := make()
	made.h = min(made.h, high)
	return made.inUnit(p)
}

// tiny is the unit below which texts are cut instead.
const tiny = 0.5

// inUnit makes a part be drawn in the unit it was made in.
func (made *part) inUnit(p *paper) *part {
	draw, u, most := made.draw, p.u, p.most
	made.draw = func(at box) {
		was, lines := p.u, p.most
		p.u, p.most = u, most
		draw(at)
		p.u, p.most = was, lines
	}
	return made
}

// heading returns the heading of a section, or nil where it has nothing to say.
func (p *paper) heading(i int, skip string) *part {
	s := &p.form.Template.Sections[i]
	level := s.Questions[0].Kind == survey.KindLevel
	made := p.atMost(headingShare, func() *part {
		lines := p.headingLines(i, skip, level && p.newStem(i), false)
		band := p.band(lines, body().w)
		if level && len(lines) > 0 {
			plain := band.draw
			band.draw = func(at box) {
				plain(at)
				p.frame(at, 0, 0.2, ruled)
			}
		}
		return band
	})
	made.keep, made.heading = true, true
	made.gap = 1.8 * p.u
	if level {
		made.table = true
		made.head = p.headOf(i, false)
		made.gap = 0
	}
	if made.h == 0 {
		if !level {
			return nil
		}
		made.draw = func(box) {}
	}
	return made
}

// headOf returns the heading of a section with the words of the columns.
func (p *paper) headOf(i int, continued bool) *part {
	s := &p.form.Template.Sections[i]
	made := p.atMost(headingShare, func() *part {
		return p.columnHead(p.headingLines(i, p.sharedSkip(s), true, continued))
	})
	made.table, made.heading, made.keep = true, true, true
	made.gap = 1.8 * p.u
	return made
}

// A headingLine is one line of a heading with its style.
type headingLine struct {
	text string
	st   style
}

// newStem reports whether a section's stem is not that of the section before,
// below which the eye still has it.
func (p *paper) newStem(i int) bool {
	all := p.form.Template.Sections
	return i == 0 || p.in(all[i].Stem) != p.in(all[i-1].Stem)
}

// headingLines returns what stands in a heading: the number and the title of
// the section, what its questions complete, and its note.
func (p *paper) headingLines(i int, skip string, stem, continued bool) []headingLine {
	s := &p.form.Template.Sections[i]
	title := p.in(s.Title)
	if strings.TrimSpace(title) != "" {
		title = p.number(i) + ". " + title
		if continued {
			title += " " + p.words.Form.Continued
		}
	}
	all := []headingLine{{title, p.style(serifBold, 10.5, leftward)}}
	if stem {
		all = append(all, headingLine{p.in(s.Stem), p.style(serifItalic, 10, leftward)})
	}
	if !continued {
		all = append(all, headingLine{strings.TrimSpace(p.in(s.Note) + " " + skip), p.style(serifItalic, 9, leftward)})
	}
	kept := all[:0]
	for _, line := range all {
		if serif.clean(line.text) != "" {
			kept = append(kept, line)
		}
	}
	return kept
}

// number returns the number of a section in Roman numerals; sections without a
// title are not counted.
func (p *paper) number(i int) string {
	n := 0
	for _, s := range p.form.Template.Sections[:i+1] {
		if strings.TrimSpace(p.in(s.Title)) != "" {
			n++
		}
	}
	return roman(n)
}

func roman(n int) string {
	if n >= 40 {
		return strconv.Itoa(n)
	}
	s := strings.Repeat("X", n/10)
	return s + []string{"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"}[n%10]
}

// band is a heading as a shaded strip.
func (p *paper) band(lines []headingLine, w float64) *part {
	blocks, h := p.stack(lines, w)
	return &part{h: h, draw: func(at box) {
		p.area(at, 0, shade)
		p.putStack(blocks, at)
	}}
}

// pad is the room between the edge of a cell and its text.
func (p *paper) pad() float64 { return 1.1 * p.u }

// stack fits lines below each other into a cell and returns its height.
func (p *paper) stack(lines []headingLine, w float64) ([]block, float64) {
	var blocks []block
	h := 0.0
	for _, line := range lines {
		if b := p.fitted(line.text, w-2*p.pad(), line.st); len(b.lines) > 0 {
			blocks = append(blocks, b)
			h += b.height()
		}
	}
	if h > 0 {
		h += 1.2 * p.u
	}
	return blocks, h
}

// putStack draws it in the middle of the cell's height.
func (p *paper) putStack(blocks []block, at box) {
	h := 0.0
	for _, b := range blocks {
		h += b.height()
	}
	y := at.y + (at.h-h)/2
	for _, b := range blocks {
		if y+b.height() > at.y+at.h+hair {
			return
		}
		p.put(b, box{at.x + p.pad(), y, at.w - 2*p.pad(), b.height()})
		y += b.height()
	}
}
