package print

import (
	"fmt"
	"slices"

	"hailong/internal/survey"
)

// An option grid is boxes with their words in equal columns.
type optionGrid struct {
	columns int
	words   []block
	rows    []float64 // their heights
	side    float64   // of a box
	w       float64   // of the whole
}

// h returns the height of a grid.
func (g *optionGrid) h() float64 {
	h := 0.0
	for _, row := range g.rows {
		h += row
	}
	return h
}

// grow returns how much higher a grid may become.
func (g *optionGrid) grow(u float64) float64 { return (1 + 1.2*float64(len(g.rows))) * u }

// choice is a question with options, of which one or several are ticked.
func (p *paper) choice(q *survey.Question, skip string) *part {
	options := make([]string, len(q.Options))
	for i, o := range q.Options {
		options[i] = p.in(o.Text)
	}
	most := ""
	if q.Kind == survey.KindMulti {
		most = fmt.Sprintf(p.words.Form.Most, q.Max)
	}
	return p.options(q, options, most, skip)
}

// manyFields is how many fields are printed with a box. Where there are more,
// people write theirs.
const manyFields = 24

// fields is the question for the service field.
func (p *paper) fields(q *survey.Question) *part {
	if n := len(p.form.Fields); n == 0 || n > manyFields {
		return p.written(q, 1)
	}
	options := make([]string, len(p.form.Fields))
	for i := range options {
		options[i] = p.in(p.form.Fields[i].Text)
	}
	return p.options(q, options, "", "")
}

// asked returns the lines of a question: its text, and what is to be known.
func (p *paper) asked(q *survey.Question, beside ...string) []headingLine {
	all := []headingLine{{p.in(q.Text), p.style(serifBold, 10.2, leftward).evenly()}}
	for _, s := range append([]string{p.in(q.Help)}, beside...) {
		if serif.clean(s) != "" {
			all = append(all, headingLine{s, p.style(serifItalic, 9, leftward)})
		}
	}
	return all
}

// options lays a question out with its options on its right, or below it where
// that takes less room.
func (p *paper) options(q *survey.Question, options []string, most, skip string) *part {
	_, cell := box{w: body().w}.left(p.gutter())
	lines := p.asked(q, most, skip)
	narrow := cell.w * 0.34
	label, labelHeight := p.stack(lines, narrow)
	beside := p.optionsIn(options, cell.w-narrow-p.pad())
	wide, wideHeight := p.stack(lines, cell.w)
	below := p.optionsIn(options, cell.w-2*p.pad())

	pad := 0.8 * p.u
	h := max(labelHeight, beside.h()+0.6*p.u) + pad
	if low := wideHeight + below.h() + pad; low < h-3*p.u {
		return &part{h: low, grow: below.grow(p.u), draw: func(at box) {
			cell := p.questionCell(q, at, wideHeight)
			head, rest := cell.top(wideHeight)
			p.putStack(wide, head)
			rest.x += p.pad()
			p.drawGrid(below, rest)
		}}
	}
	return &part{h: h, grow: beside.grow(p.u), draw: func(at box) {
		cell := p.questionCell(q, at, at.h)
		head, rest := cell.left(narrow)
		p.putStack(label, head)
		p.drawGrid(beside, rest)
	}}
}

// questionCell draws the code of a question and the line below it, and returns
// the cell beside the code. The code stands beside the first lines, which are
// as high as told.
func (p *paper) questionCell(q *survey.Question, at box, first float64) box {
	p.line(at.x, at.y+at.h, at.x+at.w, at.y+at.h, 0.2, ruled)
	code, cell := at.left(p.gutter())
	code.h = first
	p.codeOf(q, code)
	return cell
}

// optionsIn puts options into as many columns as all of them fit in on one line.
// Two and three options stand in three columns, so that those of questions below
// each other stand below each other too.
func (p *paper) optionsIn(options []string, w float64) *optionGrid {
	g := &optionGrid{side: p.box(), w: w}
	st := p.style(serif, 10, leftward)
	widest := 0.0
	for _, s := range options {
		widest = max(widest, st.face.width(st.face.clean(s), st.size))
	}
	for _, n := range []int{6, 5, 4, 3, 2, 1} {
		if n > max(3, len(options)) {
			continue
		}
		if rows := (len(options) + n - 1) / n; rows > 1 && (len(options)+rows-1)/rows != n {
			continue // fewer columns take no more rows
		}
		g.columns = n
		room := g.column() - g.side - 2.8*p.u
		if n > 2 && widest > room || n == 2 && widest > 2*room {
			continue
		}
		if g.fill(p, options, room, st); n == 1 || !g.spoilt() {
			break
		}
	}
	for from := 0; from < len(g.words); from += g.columns {
		row := g.side
		for _, b := range g.words[from:min(from+g.columns, len(g.words))] {
			row = max(row, b.height())
		}
		g.rows = append(g.rows, row+1.1*p.u)
	}
	return g
}

// fill fits the options into the width of a column.
func (g *optionGrid) fill(p *paper, options []string, room float64, st style) {
	g.words = g.words[:0]
	for _, s := range options {
		g.words = append(g.words, p.fitted(s, room, st))
	}
}

// spoilt reports whether an option takes more than two lines or has lost its end.
func (g *optionGrid) spoilt() bool {
	return slices.ContainsFunc(g.words, func(b block) bool { return b.cut || len(b.lines) > 2 })
}

// column returns the width of a column.
func (g *optionGrid) column() float64 { return g.w / float64(g.columns) }

// drawGrid draws the options in the middle of a box's height; room that is left
// moves the rows apart.
func (p *paper) drawGrid(g *optionGrid, at box) {
	apart := min((at.h-g.h())/float64(len(g.rows)), 1.5*p.u)
	y := at.y + (at.h-g.h()-apart*float64(len(g.rows)))/2
	for i, b := range g.words {
		c := box{at.x + float64(i%g.columns)*g.column(), y, g.column(), g.rows[i/g.columns] + apart}
		p.tick(box{c.x, c.y + (c.h-g.side)/2, g.side, g.side})
		b.style.top = false
		_, text := c.left(g.side + 1.2*p.u)
		p.put(b, text)
		if i%g.columns == g.columns-1 {
			y += c.h
		}
	}
}
