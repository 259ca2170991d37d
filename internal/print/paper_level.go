package print

import "hailong/internal/survey"

// The table of levels: the code, the text, and a column for each level and for
// "not applicable", all equally wide.
type levels struct {
	code, text box
	columns    []box
}

// levels divides a row.
func (p *paper) levels(at box) levels {
	n := float64(survey.Levels)
	if p.anyNA() {
		n++
	}
	w := min(max(14.2*p.base, 13.2), 17)
	var l levels
	rest := at
	l.code, rest = rest.left(p.gutter())
	l.text, rest = rest.left(rest.w - n*w)
	for range int(n) {
		var c box
		c, rest = rest.left(w)
		l.columns = append(l.columns, c)
	}
	return l
}

// gutter is the width of the column of codes, which is the same at every kind
// of question so that they stand below each other.
func (p *paper) gutter() float64 { return max(11.5, 11.5*p.base) }

// anyNA reports whether a question offers "not applicable".
func (p *paper) anyNA() bool {
	any := false
	p.form.Template.Questions(func(q *survey.Question) { any = any || q.OffersNA() })
	return any
}

// levelWords returns the words of the columns.
func (p *paper) levelWords() []string {
	t := p.form.Template
	var all []string
	for _, l := range t.Levels {
		all = append(all, serifBold.clean(p.in(l)))
	}
	if p.anyNA() {
		all = append(all, serifBold.clean(p.in(t.NA)))
	}
	return all
}

// columnHead is a heading with the words of the columns beside it.
func (p *paper) columnHead(lines []headingLine) *part {
	l := p.levels(box{w: body().w, h: 1})
	w := l.code.w + l.text.w
	blocks, h := p.stack(lines, w)
	words := p.levelWords()
	h = max(h, 9.2*p.u)
	cells := make([]box, len(words))
	for i, c := range l.columns {
		cells[i] = box{c.x + 0.9, 0.6, c.w - 1.8, h - 1.2}
	}
	st := style{face: serifBold, size: 8.8 * p.u, least: 4, align: centred, ink: black}
	fitted := st.same(words, cells)
	return &part{h: h, draw: func(at box) {
		p.area(at, 0, shade)
		p.putStack(blocks, box{at.x, at.y, w, at.h})
		for i, b := range fitted {
			p.put(b, cells[i].moved(at.x, at.y+(at.h-h)/2))
		}
		p.grid(at)
	}}
}

// grid draws the lines about a row of the table.
func (p *paper) grid(at box) {
	p.frame(at, 0, 0.2, ruled)
	for _, c := range p.levels(at).columns {
		p.line(c.x, at.y, c.x, at.y+at.h, 0.2, ruled)
	}
}

// row is a level question: one row of the table.
func (p *paper) row(q *survey.Question, skip string) *part {
	l := p.levels(box{w: body().w, h: 1})
	f := serif
	if q.Overall {
		f = serifBold
	}
	text := []headingLine{{p.in(q.Text), p.style(f, 10.2, leftward).evenly()}}
	for _, s := range []string{p.in(q.Help), skip} {
		if serif.clean(s) != "" {
			text = append(text, headingLine{s, p.style(serifItalic, 8.6, leftward)})
		}
	}
	blocks, h := p.stack(text, l.text.w)
	side := p.box()
	h = max(h, side+2.2*p.u)
	na := p.ownNA(q, l)
	if na.height() > 0 {
		h = max(h, side+na.height()+p.u)
	}
	return &part{h: h, grow: 6 * p.u, table: true, draw: func(at box) {
		l := p.levels(at)
		p.codeOf(q, l.code)
		p.putStack(blocks, l.text)
		for i, c := range l.columns {
			if i == survey.Levels && !q.OffersNA() {
				p.area(c, 0, shade)
				continue
			}
			p.levelCell(c, side, i == survey.Levels, na)
		}
		p.grid(at)
	}}
}

// levelCell draws the box in a column; own words of "not applicable" stand below.
func (p *paper) levelCell(c box, side float64, isNA bool, na block) {
	h := side
	if isNA && na.height() > 0 {
		h += na.height() + 0.3
	}
	y := c.y + (c.h-h)/2
	p.tick(box{c.x + (c.w-side)/2, y, side, side})
	if h > side {
		p.put(na, box{c.x + 0.5, y + side + 0.3, c.w - 1, na.height()})
	}
}

// ownNA returns the question's own words for "not applicable".
func (p *paper) ownNA(q *survey.Question, l levels) block {
	if !q.OffersNA() || len(q.NA) == 0 {
		return block{style: style{face: serif}}
	}
	st := style{face: serif, size: 6.8 * p.u, least: 4, lines: 3, align: centred, ink: black, top: true}
	w := l.columns[survey.Levels].w - 1
	return st.fit(serif.clean(p.in(q.NA)), w, paperHeight)
}

// codeOf draws the code of a question in the column of codes.
func (p *paper) codeOf(q *survey.Question, at box) {
	if q.Kind == survey.KindField || q.Kind == survey.KindComment {
		return // their codes are names of the program, which mean nothing here
	}
	p.text(q.Code, box{at.x + 0.6, at.y, at.w - 1, at.h}, style{face: serif, size: 8 * p.u, least: 3.2, lines: 1, align: centred, ink: grey})
}
