package print

import "strings"

// A slipFace is where the parts of a slip stand.
type slipFace struct{ head, code, say, letters, foot box }

// slipPlan divides a slip: who asks and what for above, the code on the left,
// the words and the code in letters on the right.
func slipPlan(at box) slipFace {
	inner := at.inset(slipEdge)
	var p slipFace
	p.head, inner = inner.top(7)
	// The border of the code is white and may lie in the rim.
	p.code = box{at.x + 1.4, inner.y, 25.8, 25.8}
	left := p.code.x + p.code.w - at.x
	p.say = box{at.x + left, inner.y + 0.4, at.w - left - slipEdge + 0.6, inner.h - 0.4}
	p.foot, p.say = p.say.bottom(8.1)
	p.letters, p.say = p.say.bottom(4.9)
	return p
}

// face draws what all slips say that have the same address to type.
func (s *slipSheet) face(typed string) {
	plan := slipPlan(box{0, 0, slipWidth, slipHeight})
	w, l := &s.words.Slip, s.o.Lang

	line, title := plan.head.top(2.7)
	unit := line
	if sans.clean(s.o.Batch) != "" {
		unit.w = line.w * 0.68
		batch := box{line.x + line.w*0.7, line.y, line.w * 0.3, line.h}
		s.text(w.Batch+s.o.Batch, batch, style{face: sans, size: 6, least: 4, lines: 1, align: rightward, ink: soft})
	}
	s.text(strings.ToUpper(s.o.Unit.Authority.In(l)), unit, style{face: sansBold, size: 6, least: 4, lines: 1, ink: dark})
	s.say(w.Title, title, style{face: sansBold, size: 9, least: 5, lines: 1, ink: brand})

	address, invite := plan.say.bottom(3)
	how, invite := invite.bottom(2.6)
	if s.trial != "" {
		s.area(plan.say.inset(0.3), 0.8, warn)
		s.say(s.words.Trial+hardBreak+s.trial, plan.say.inset(0.8), style{face: sansBold, size: 7, least: 3.5, align: centred, ink: white})
	} else {
		s.say(w.Invite, invite, style{face: sans, size: 6.6, least: 4, lines: 1, ink: dark})
		s.say(w.How, how, style{face: sans, size: 6, least: 3.5, lines: 1, ink: dark})
		at := spelling{host: typed}
		if i := strings.LastIndexByte(strings.TrimSuffix(typed, "/"), '/'); i > 0 && !strings.HasSuffix(typed[:i], "/") {
			at = spelling{typed[:i], typed[i:]}
		}
		s.put(at.fit(style{face: sansBold, size: 6.6, least: 3, ink: dark}, address.w, address.h), address)
	}

	foot := plan.foot
	if s.o.Until != nil {
		var until box
		until, foot = foot.top(2.8)
		s.say(s.o.Until.Time().Format(w.Until), until, style{face: sansBold, size: 6.4, least: 4, lines: 1, ink: dark})
	}
	promise, place := foot.top(2.6)
	s.say(w.Promise, promise, style{face: sans, size: 6, least: 4, lines: 1, ink: dark})
	place.h = min(place.h, 2.6)
	s.text(s.o.Place.Name.In(l), place, style{face: sans, size: 6, least: 4, lines: 1, ink: dark})
}

// cutLines draws the dotted lines between the slips, and short marks at the rim
// of the sheet for the knife.
func (s *slipSheet) cutLines() {
	const mark = 4
	for i := 1; i < slipColumns; i++ {
		x := float64(i) * slipWidth
		s.dots(x, mark, x, 297-mark, 0.25, 1.2, ruled)
		s.line(x, 0, x, mark, 0.2, dark)
		s.line(x, 297-mark, x, 297, 0.2, dark)
	}
	for i := 1; i < slipRows; i++ {
		y := float64(i) * slipHeight
		s.dots(mark, y, 210-mark, y, 0.25, 1.2, ruled)
		s.line(0, y, mark, y, 0.2, dark)
		s.line(210-mark, y, 210, y, 0.2, dark)
	}
}
