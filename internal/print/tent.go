package print

// tent draws an A4 sheet that is folded across its middle: two faces, the upper
// one upside down, so that both stand upright when the sheet stands.
func (s *sheet) tent() {
	s.page(210, 297)
	s.u = 0.85
	paper := s.pages[len(s.pages)-1].sheet
	back, front := paper.top(paper.h / 2)
	s.tentFace(front)
	s.upsideDown(back, func() { s.tentFace(back) })
	for _, x := range []float64{edge, paper.w - edge - 5} {
		s.line(x, back.h, x+5, back.h, 0.2, soft)
	}
	s.say(s.words.Fold, box{edge + 7, back.h - 2, 60, 4}, style{face: sans, size: 7, lines: 1, ink: soft})
	if s.trial != "" {
		s.trialMark(s.words.Trial, 42*s.u)
	}
}

// tentFace draws one half: the code on the left, the words on the right.
func (s *sheet) tentFace(half box) {
	half = half.inset(edge)
	const side = 112.5
	left, right := half.left(side)
	code, key := left.top(side)
	s.square(code)
	_, key = key.top(1.8)
	s.letters(key, 31*s.u)

	_, right = right.left(5)
	rest := right
	next := func(h, gap float64) (at box) {
		at, rest = rest.top(h)
		_, rest = rest.top(gap)
		return at
	}
	head := next(37, 1.5)
	s.area(head, 3*s.u, brand)
	head = head.inset(2.5)
	authority, title := head.top(9)
	s.text(s.authority(), authority, style{face: sansBold, size: 9, least: 4, align: centred, ink: white})
	s.say(s.words.Title, title, style{face: sansBold, size: 20, least: 7, lines: 2, align: centred, ink: white})
	s.where(next(18, 0.5), 0.66)
	s.address(next(12, 1), 17*s.u)
	s.steps(next(26, 1.5).rows(3, 0.8))
	foot, notes := rest.bottom(4.5)
	notes.h--
	s.notes(notes)
	s.foot(foot)
}
