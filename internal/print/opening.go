package print

import (
	"fmt"
	"io"
	"strings"
	"time"

	"hailong/internal/survey"
)

// Minutes are what is known before the box with the paper forms is opened; all
// else is written by hand. They are an official document of the commune and so
// exist in Vietnamese only.
type Minutes struct {
	Unit  survey.Unit
	Place survey.Place
	// Office is the office that keeps and enters the forms; where it is "" it
	// is written by hand.
	Office string
	// Batch names the batch of forms; From and To are its numbers and Issued is
	// how many were handed out. What is 0 is written by hand.
	Batch            string
	From, To, Issued int
	// Printed stands in the document as its date.
	Printed time.Time
}

// Opening writes a PDF with the minutes of opening the box.
func Opening(w io.Writer, m Minutes) error {
	d, err := opening(&m)
	if err == nil {
		err = d.write(w)
	}
	if err != nil {
		return fmt.Errorf("print minutes: %w", err)
	}
	return nil
}

func opening(m *Minutes) (*document, error) {
	if m.From < 0 || m.To < m.From || m.Issued < 0 {
		return nil, fmt.Errorf("numbers %d to %d, %d handed out: want a range", m.From, m.To, m.Issued)
	}
	s := &minutes{
		document: newDocument("Biên bản mở hòm phiếu "+m.Batch, survey.Vietnamese, m.Printed),
		m:        m,
	}
	at := minutesBody()
	for i, c := range flow(s.parts(at.w), at.h) {
		s.page(210, 297)
		if i > 0 {
			// In the middle of the upper margin, and not on the first page.
			s.say(fmt.Sprint(i+1), box{at.x, 10, at.w, 8}, official(serif, 13).to(centred))
		}
		c.draw(at)
	}
	return s.document, nil
}

// minutes is the sheet being drawn.
type minutes struct {
	*document
	m *Minutes
}

// minutesBody returns the page within the margins of the decree on documents:
// 30 mm on the left, where it is bound, 17 on the right, 20 above and below.
func minutesBody() box { return box{30, 20, 163, 257} }

// official is the style of a document.
func official(f *face, size float64) style {
	return style{face: f, size: size, least: 6, ink: black, ragged: true, top: true}
}

func (s style) to(a align) style {
	s.align = a
	return s
}

func (s style) inMiddle() style {
	s.top = false
	return s
}

// handed returns what somebody typed, made safe to stand within a sentence and
// no longer than two lines, or blanks to write on.
func handed(s string, blanks int) string {
	if s = serif.clean(strings.ReplaceAll(s, blank, " ")); s == "" {
		return strings.Repeat(blank, blanks)
	}
	return limited(s, 2*minutesBody().w)
}

// limited cuts text that is longer than some millimetres.
func limited(s string, w float64) string {
	if serif.width(s, 13) <= w {
		return s
	}
	return serif.shorten(s, 13, w)
}

// parts returns the minutes in their order.
func (s *minutes) parts(w float64) []*part {
	m := s.m
	unit := handed(m.Unit.Name.In(survey.Vietnamese), 3)
	place := handed(m.Place.Name.In(survey.Vietnamese), 6)
	office := handed(m.Office, 4)
	all := []*part{
		s.nation(),
		s.place(),
		s.said("BIÊN BẢN MỞ HÒM PHIẾU", official(serifBold, 14).to(centred), w, 7),
		s.said("Kiểm phiếu khảo sát sự hài lòng – đợt phát phiếu "+shown(handed(m.Batch, 0)), official(serifBold, 13).to(centred), w, 0.5),
		s.filled("Hôm nay, hồi _ giờ _ phút, ngày _ tháng _ năm ___, tại: "+place+", chúng tôi gồm:", w, 5),
		s.people(unit, office, w),
		s.filled("đã cùng mở hòm phiếu khảo sát đặt tại "+place+" và kiểm phiếu, kết quả như sau:", w, 3),
	}
	all = append(all, s.seal(w)...)
	all = append(all, s.counts(w)...)
	all = append(all, s.afterwards(office, w)...)
	return append(all, s.closing(unit, office, w)...)
}

// shown leaves out the blanks where there is nothing to write.
func shown(s string) string { return strings.Trim(s, blank+" ") }

// nation draws the letterhead and, right of it, the name of the state.
func (s *minutes) nation() *part {
	return &part{h: 17, draw: func(at box) {
		left, right := at.left(64)
		s.letterhead(left, s.m.Unit.Authority.In(survey.Vietnamese), s.m.Unit.Name.In(survey.Vietnamese), 12.5)
		_, right = right.left(2)
		b := s.say("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", right, official(serifBold, 12.5).to(centred))
		_, right = right.top(b.height() + 0.3)
		b = s.say("Độc lập - Tự do - Hạnh phúc", right, official(serifBold, 13.5).to(centred))
		x, y := right.x+(right.w-b.width())/2, right.y+b.height()+0.8
		s.line(x, y, x+b.width(), y, 0.3, black)
	}}
}

// place is the line with the number of the document, the place and the date.
func (s *minutes) place() *part {
	name := s.m.Unit.Name.In(survey.Vietnamese)
	for _, kind := range []string{"xã ", "phường ", "thị trấn ", "đặc khu "} {
		name = strings.TrimPrefix(name, kind)
	}
	st := official(serif, 13)
	st.lines = 1
	return &part{h: st.size * pitch * mmPerPoint, gap: 1, draw: func(at box) {
		left, right := at.left(64)
		left.x, left.w = left.x+12, 40
		s.fillLine("Số: _ /BB", left, st)
		st := st
		st.face = serifItalic
		_, right = right.left(6)
		s.fillLine(limited(handed(name, 2), 40)+", ngày _ tháng _ năm 20_", right, st)
	}}
}

// said is a part of text only.
func (s *minutes) said(text string, st style, w, gap float64) *part {
	b := st.fit(st.face.clean(text), w, 297)
	return &part{h: b.height(), gap: gap, draw: func(at box) { s.put(b, at) }}
}
