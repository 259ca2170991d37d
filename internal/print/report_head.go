package print

import "strings"

// headLeft is how wide the left column of the letterhead is.
const headLeft = 64

// top draws the letterhead and, right of it, the name of the state.
func (s *statement) top(float64) *part {
	return &part{h: 15.5, draw: func(at box) {
		left, right := at.left(headLeft)
		unit := ""
		if n := len(s.r.Authority); n > 1 {
			unit = s.r.Authority[n-1]
		}
		s.letterhead(left, strings.Join(s.r.Authority, " "), unit, 12.5)
		_, right = right.left(1)
		b := s.say("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", right, official(serifBold, 12).to(centred))
		_, right = right.top(b.height() + 0.3)
		b = s.say("Độc lập - Tự do - Hạnh phúc", right, official(serifBold, 13).to(centred))
		x, y := right.x+(right.w-b.width())/2, right.y+b.height()+0.8
		s.line(x, y, x+b.width(), y, 0.3, black)
	}}
}

// numberLine is the line with the number, the place and the date, to be filled in.
func (s *statement) numberLine(float64) *part {
	st := official(serif, bodySize).to(centred)
	st.lines = 1
	return &part{h: st.size * pitch * mmPerPoint, gap: 0.5, draw: func(at box) {
		left, right := at.left(headLeft)
		s.say(s.r.NumberLine(), left, st)
		st := st
		st.face = serifItalic
		d := *s.r
		d.Seat = limited(serifItalic.clean(d.Seat), 40)
		s.say(d.Dateline(), right, st)
	}}
}

// signature is who gets the report and who signs it; it is never cut.
func (s *statement) signature(w float64) *part {
	st := official(serif, 11)
	return &part{h: 46, gap: 7, draw: func(at box) {
		left, right := at.left(w / 2)
		b := s.say("Nơi nhận:", left, official(serifBoldItalic(), 12))
		_, left = left.top(b.height() + 0.6)
		for _, line := range s.r.Recipients {
			b := s.text(line, left, st)
			_, left = left.top(b.height() + 0.2)
		}
		for _, line := range s.r.Signer {
			b := s.text(line, right, official(serifBold, bodySize).to(centred))
			_, right = right.top(b.height() + 0.3)
		}
	}}
}

// serifBoldItalic is the face of "Nơi nhận:"; the fonts that travel with the
// program have none, so it is the italic one.
func serifBoldItalic() *face { return serifItalic }
