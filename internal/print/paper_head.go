package print

import (
	"fmt"
	"strings"
)

// A paperHead is where the parts of the head of a side stand.
type paperHead struct{ left, serial, batch, side, reader, code box }

func headPlan() paperHead {
	at := box{paperMargin, headTop, paperWidth - 2*paperMargin, headHeight}
	var h paperHead
	const side = 25
	h.code = box{at.x + at.w - side, at.y - 0.5, side, side}
	right := box{h.code.x - 52, at.y + 2, 51, 20}
	h.left = box{at.x, at.y + 2, right.x - at.x - 4, 20}
	rows := right.rows(4, 0)
	h.serial, h.batch, h.side, h.reader = rows[0], rows[1], rows[2], rows[3]
	return h
}

// head draws who asks, and which batch and side this is. The number and the
// code are different on every form.
func (p *paper) head(side, of int) {
	at := headPlan()
	w := &p.words.Form
	st := style{face: serif, size: 10.5, least: 6, lines: 1, align: rightward, ink: black}
	if serif.clean(p.form.Batch) != "" {
		p.text(w.Batch+p.form.Batch, at.batch, st)
	}
	p.say(fmt.Sprintf(w.Side, side, of), at.side, st)
	st.face, st.size, st.ink = serifItalic, 8.5, grey
	p.say(w.Reader, at.reader, st)
	if side == 1 {
		left := at.left
		left.w = min(left.w, 82)
		p.letterhead(left, p.in(p.form.Unit.Authority), p.in(p.form.Unit.Name), 12)
		return
	}
	upper, lower := at.left.top(at.left.h * 0.55)
	p.text(p.in(p.form.Template.Title), upper, style{face: serifBold, size: 10, least: 6, lines: 3, ink: black})
	p.text(p.in(p.form.Unit.Authority), lower, style{face: serif, size: 9.5, least: 6, lines: 2, ink: black, top: true})
}

// letterhead draws the authority at the top of a box as the decree on documents
// wants it: in capitals, its own name on a line of its own, a short line below.
func (d *document) letterhead(at box, authority, unit string, size float64) {
	st := style{face: serifBold, size: size, least: 6, lines: 3, align: centred, ink: black, top: true}
	upper, lower := st.face.clean(strings.ToUpper(authority)), st.face.clean(strings.ToUpper(unit))
	if before, found := strings.CutSuffix(upper, " "+lower); found && before != "" {
		upper = before + hardBreak + lower
	}
	at.h -= 2
	b := d.say(upper, at, st)
	if len(b.lines) == 0 {
		return
	}
	w := b.style.face.width(b.lines[len(b.lines)-1], b.size) * 0.45
	y := at.y + b.height() + 0.9
	d.line(at.x+(at.w-w)/2, y, at.x+(at.w+w)/2, y, 0.3, black)
}

// opening returns the parts above the first question: title, place, what it is
// for, and how to fill it in.
func (p *paper) opening() []*part {
	w := body().w
	t := p.form.Template
	all := []*part{p.atMost(openingShare, func() *part { return p.title(strings.ToUpper(p.in(t.Title)), w) })}
	say := func(text string, gap float64, st func() style) {
		if serif.clean(text) != "" {
			all = append(all, p.atMost(openingShare, func() *part { return p.said(text, st(), w, gap) }))
		}
	}
	say(p.in(p.form.Place.Name), 0.4, func() style { return p.style(serifBold, 11, centred) })
	say(p.in(t.Intro), 1.6, func() style { return p.style(serif, 10.5, leftward) })
	say(p.words.Form.Promise, 0.6, func() style { return p.style(serifItalic, 10.5, leftward) })
	return append(all, p.howTo(w))
}

// openingShare is the share of a side that each text above the questions may
// take up.
const openingShare = 0.2

// title is the title on one line, if it can be without becoming much smaller.
func (p *paper) title(s string, w float64) *part {
	st := p.style(serifBold, 13.5, centred)
	one := st
	one.least, one.lines = 0.85*st.size, 1
	b := one.fit(st.face.clean(s), w, paperHeight)
	if b.cut {
		b = p.fitted(s, w, st)
	}
	return &part{h: b.height(), draw: func(at box) { p.put(b, at) }}
}

// said is a part of text only.
func (p *paper) said(s string, st style, w, gap float64) *part {
	b := p.fitted(s, w, st)
	return &part{h: b.height(), gap: gap * p.u, draw: func(at box) { p.put(b, at) }}
}

// howTo shows how a box is ticked and how a tick is corrected.
func (p *paper) howTo(w float64) *part {
	words := &p.words.Form
	side := p.box()
	pad, gap := 1.6*p.u, 1.4*p.u
	bold, plain := p.style(serifBold, 10, leftward), p.style(serif, 10, leftward)
	label := p.fitted(words.Fill, w, bold)
	rest := w - 2*pad - label.width() - 2*gap
	one := p.fitted(words.One, rest*0.4-side-gap, plain)
	wrong := p.fitted(words.Wrong, rest*0.6-2*side-2*gap-1, plain)
	h := max(one.height(), wrong.height(), side) + 2*pad
	return &part{h: h, gap: 2 * p.u, draw: func(at box) {
		p.frame(at, 0, 0.3, black)
		in := at.inset(pad)
		put := func(b block, x float64) { p.put(b, box{x, in.y + (in.h-b.height())/2, b.width() + 1, b.height()}) }
		sample := func(x float64) box { return box{x, in.y + (in.h-side)/2, side, side} }
		x := in.x
		put(label, x)
		x += label.width() + 2*gap
		p.frame(sample(x), 0, 0.28, black)
		p.cross(sample(x))
		put(one, x+side+gap)
		x = in.x + in.w - rest*0.6
		p.area(sample(x), 0, black)
		p.frame(sample(x+side+1), 0, 0.28, black)
		p.cross(sample(x + side + 1))
		put(wrong, x+2*side+1+gap)
	}}
}

// box returns the side of a box to tick: as large as a pen needs, and as a
// scanner needs too.
func (p *paper) box() float64 { return max(3.4, min(3.7*p.u, 5)) }
