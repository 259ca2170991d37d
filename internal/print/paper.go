package print

import (
	"fmt"
	"math"

	"hailong/internal/survey"
)

// The sheet of the questionnaire. A mark stands in every corner; between the
// lower two is the foot.
const (
	paperWidth, paperHeight = 210.0, 297.0
	paperMargin             = 12.5
	markEdge, markSide      = 6.0, 5.0
	headTop, headHeight     = 9.0, 25.5
	bodyTop, bodyEnd        = headTop + headHeight, paperHeight - markEdge - markSide - 0.5
)

// A paper is a questionnaire being laid out.
type paper struct {
	*document
	form  *Form
	words *words
	lang  survey.Lang
	// trial says why the forms must not be handed out, or is "".
	trial string
	// base is the unit of the layout: 1 is text of 10 points. u is that of the
	// part being laid out, which is less where its texts are too long for a side.
	base, u float64
	// most limits the lines of a text where a single question would not fit a
	// side otherwise; 0 is no limit.
	most int
}

// A paperSide is what stands on one side of every form.
type paperSide struct {
	*column
	// same is the drawing; it is made when the first form is printed.
	same *stencil
}

// The greatest and the least unit. Below the least a form gets more sheets.
const (
	largest  = 1.4
	smallest = 0.84
)

// body returns the part of a side that questions fill.
func body() box {
	return box{paperMargin, bodyTop, paperWidth - 2*paperMargin, bodyEnd - bodyTop}
}

func sheetBox() box { return box{0, 0, paperWidth, paperHeight} }

// plan divides the questions over sides: as few sheets as the smallest letters
// allow, and the greatest letters that fit those.
func (p *paper) plan() []paperSide {
	sides := p.flowed(smallest)
	want := (len(sides) + 1) / 2 * 2
	// From here on a larger unit never needs fewer sides, or hardly ever.
	lo, hi := smallest, largest
	if tried := p.flowed(largest); len(tried) <= want {
		sides, lo = tried, largest
	}
	for hi-lo > 0.01 {
		u := (lo + hi) / 2
		if tried := p.flowed(u); len(tried) <= want {
			sides, lo = tried, u
		} else {
			hi = u
		}
	}
	p.base, p.u = lo, lo
	if last := sides[len(sides)-1]; len(sides)%2 == 1 || last.used < lean*body().h {
		sides = p.balanced(sides)
	}
	return sides
}

// lean is the part of a last side below which it looks as if it were forgotten.
const lean = 0.6

// flowed lays the questions out in one unit.
func (p *paper) flowed(u float64) []paperSide {
	p.base, p.u = u, u
	return columns(flow(p.parts(), body().h))
}

// balanced fills the last side of a sheet, which would stay empty or nearly so:
// a section begins on it, so that the last two sides are about equally full. One
// that stays empty gets room for a longer comment.
func (p *paper) balanced(sides []paperSide) []paperSide {
	parts := p.parts()
	want := (len(sides) + 1) / 2 * 2
	var best []*column
	even := body().h
	for _, q := range parts {
		if !q.heading || q == parts[0] {
			continue
		}
		q.side = true
		tried := flow(parts, body().h)
		q.side = false
		if n := len(tried); n == want {
			if uneven := math.Abs(tried[n-1].used - tried[n-2].used); uneven < even {
				best, even = tried, uneven
			}
		}
	}
	switch {
	case best != nil:
		return columns(best)
	case len(sides) < want:
		return columns(flow(append(parts, p.blank()), body().h))
	}
	return sides
}

func columns(all []*column) []paperSide {
	sides := make([]paperSide, len(all))
	for i := range all {
		sides[i].column = all[i]
	}
	return sides
}

// blank is a side without a question.
func (p *paper) blank() *part {
	h := body().h
	for _, s := range p.form.Template.Sections {
		for i := range s.Questions {
			if s.Questions[i].Kind == survey.KindComment {
				return &part{h: h, side: true, draw: func(at box) { p.moreLines(at) }}
			}
		}
	}
	return &part{h: h, side: true, draw: func(at box) {
		p.say(p.words.Form.Blank, at, p.style(serifItalic, 11, centred))
	}}
}

// style returns how text is set, at a size in the unit of the layout.
func (p *paper) style(f *face, size float64, a align) style {
	return style{face: f, size: size * p.u, align: a, ink: black, top: true, ragged: a == leftward, lines: p.most}
}

// evenly makes the lines about equally long, as those of a question should be.
func (s style) evenly() style {
	s.ragged = false
	return s
}

// longest is how many bytes a text has at most whose lines are made equally long:
// that takes time, and only a title or a question gains by it.
const longest = 300

// fitted breaks text into lines of a width.
func (p *paper) fitted(s string, w float64, st style) block {
	st.least = min(st.size, 6)
	st.ragged = st.ragged || len(s) > longest
	return st.fit(st.face.clean(s), w, paperHeight*100)
}

func (p *paper) in(t survey.Text) string { return t.In(p.lang) }

// bookmarkForm names the first side of a form in the list beside the pages.
func (p *paper) bookmarkForm(n int) {
	p.use(serif, 10)
	p.pdf.Bookmark(p.words.Form.Serial+Serial(n), 0, 0)
}

// drawSide draws what is alike on one side of all forms.
func (p *paper) drawSide(c *paperSide, side, of int) {
	p.cornerMarks(sheetBox().inset(markEdge), markSide)
	p.head(side, of)
	c.draw(body())
	p.foot(side, of)
}

// foot draws what to do next, between the lower corner marks.
func (p *paper) foot(side, of int) {
	at := box{paperMargin + 4, paperHeight - markEdge - markSide, paperWidth - 2*paperMargin - 8, markSide}
	w := &p.words.Form
	said := w.Thanks
	switch {
	case side < of && side%2 == 0:
		said = w.Next
	case side < of:
		said = w.Turn
	}
	if p.trial != "" {
		p.area(at, 0.8, warn)
		p.say(p.words.Trial+". "+p.trial, at, style{face: serifBold, size: 10, lines: 1, align: centred, ink: white})
		return
	}
	p.say(fmt.Sprintf(w.Side, side, of)+" – "+said, at, style{face: serifItalic, size: 10, least: 6, lines: 1, align: centred, ink: black})
}
