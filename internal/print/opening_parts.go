package print

import (
	"fmt"
	"strconv"
	"strings"
)

// A cell is one field of a table.
type cell struct {
	text string
	st   style
}

// tableRow is a row with cells of the widths.
func (s *minutes) tableRow(widths []float64, height float64, cells ...cell) *part {
	blocks := make([]block, len(cells))
	for i, c := range cells {
		blocks[i] = c.st.inMiddle().fit(c.text, widths[i]-3, 297)
		height = max(height, blocks[i].height()+1.6)
	}
	return &part{h: height, grow: 1.5, keep: true, draw: func(at box) {
		x := at.x
		for i, b := range blocks {
			s.frame(box{x, at.y, widths[i], at.h}, 0, 0.2, black)
			s.put(b, box{x + 1.5, at.y, widths[i] - 3, at.h})
			x += widths[i]
		}
	}}
}

// tabled joins rows to one part: it is never cut.
func tabled(gap float64, rows ...*part) *part {
	whole := &part{gap: gap}
	for _, r := range rows {
		whole.h += r.h
		whole.grow += r.grow
	}
	whole.draw = func(at box) {
		more := (at.h - whole.h) / float64(len(rows))
		for _, r := range rows {
			var row box
			row, at = at.top(r.h + more)
			r.draw(row)
		}
	}
	return whole
}

// people is the table of those who take part.
func (s *minutes) people(unit, office string, w float64) *part {
	widths := []float64{11, 46, 30, w - 87}
	head, text := official(serifBold, 12).to(centred), official(serif, 12)
	rows := []*part{s.tableRow(widths, 8, cell{"TT", head}, cell{"Họ và tên", head}, cell{"Chức vụ", head}, cell{"Đại diện cho", head})}
	for i, body := range []string{
		chair(office),
		"Ủy ban MTTQ Việt Nam " + shown(unit),
		"Thôn, tổ dân phố, người chứng kiến",
		"Người lập biên bản",
	} {
		rows = append(rows, s.tableRow(widths, 10, cell{strconv.Itoa(i + 1), text.to(centred)}, cell{"", text}, cell{"", text}, cell{body, text}))
	}
	return tabled(2.5, rows...)
}

// chair is who presides; an office that is not known is written by hand.
func chair(office string) string {
	if clean := shown(office); clean != "" {
		return "Người chủ trì – " + clean
	}
	return "Người chủ trì"
}

// seal is the state of the box before it is opened.
func (s *minutes) seal(w float64) []*part {
	return []*part{
		s.section("1. Tình trạng hòm phiếu trước khi mở", w),
		s.ticks(w, "Niêm phong nguyên vẹn", "Niêm phong rách, hở", "Không có niêm phong"),
		s.filled("Số niêm phong (nếu có): _", w, 0.5),
		s.filled("Tình trạng khác (nếu có): _", w, 0.5),
	}
}

// section is a heading, which stays with what follows.
func (s *minutes) section(title string, w float64) *part {
	p := s.said(title, official(serifBold, 13), w, 4)
	p.keep = true
	return p
}

// ticks is a row of boxes with their words.
func (s *minutes) ticks(w float64, words ...string) *part {
	const side = 4.2
	st := official(serif, 13)
	st.lines = 1
	return &part{h: 8, gap: 0.5, keep: true, draw: func(at box) {
		used := 0.0
		for _, text := range words {
			used += side + 1.8 + st.face.width(text, st.size)
		}
		gap := min(12, (w-used)/float64(len(words)))
		x := at.x
		for _, text := range words {
			s.tick(box{x, at.y + (at.h-side)/2, side, side})
			x += side + 1.8
			b := s.say(text, box{x, at.y, w - x + at.x, at.h}, st.inMiddle())
			x += b.width() + gap
		}
	}}
}

// counts is the table of forms, and the lines for their numbers.
func (s *minutes) counts(w float64) []*part {
	m := s.m
	widths := []float64{11, 76, 26, w - 113}
	head, text, number := official(serifBold, 12).to(centred), official(serif, 12), official(serifBold, 12).to(centred)
	printed, issued, serials := "", "", ""
	if m.Issued > 0 {
		issued = strconv.Itoa(m.Issued)
	}
	if m.From > 0 {
		printed = strconv.Itoa(m.To - m.From + 1)
		serials = fmt.Sprintf("Số %s đến %s", Serial(m.From), Serial(m.To))
	}
	rows := []*part{s.tableRow(widths, 8, cell{"TT", head}, cell{"Nội dung", head}, cell{"Số lượng", head}, cell{"Ghi chú", head})}
	for i, c := range []struct{ text, number, note string }{
		{"Số phiếu đã in", printed, serials},
		{"Số phiếu còn lại, chưa phát", "", ""},
		{"Số phiếu phát ra", issued, "= (1) – (2)"},
		{"Số phiếu thu về (có trong hòm)", "", ""},
		{"Số phiếu không thu về", "", "= (3) – (4)"},
		{"Số phiếu hợp lệ", "", ""},
		{"Số phiếu không hợp lệ (trả lời quá ít câu)", "", ""},
		{"Số phiếu hỏng (rách, ướt, không đọc được)", "", "(6) + (7) + (8) = (4)"},
	} {
		rows = append(rows, s.tableRow(widths, 8, cell{fmt.Sprintf("(%d)", i+1), text.to(centred)}, cell{c.text, text}, cell{c.number, number}, cell{c.note, text}))
	}
	return []*part{
		s.section("2. Kết quả kiểm phiếu", w),
		tabled(1, rows...),
		s.filled("Số của các phiếu không thu về: _", w, 3).with(),
		s.writing(1, 0),
		s.filled("Số của các phiếu không hợp lệ, phiếu hỏng: _", w, 2).with(),
		s.writing(1, 0),
	}
}

// afterwards is where box and forms went.
func (s *minutes) afterwards(office string, w float64) []*part {
	return []*part{
		s.section("3. Sau khi kiểm phiếu", w),
		s.ticks(w, "Hòm phiếu được niêm phong lại và dùng tiếp", "Hòm phiếu thôi dùng"),
		s.filled("Số niêm phong mới (nếu có): ____", w, 1),
		s.filled("Toàn bộ phiếu thu về được cho vào túi niêm phong, giao cho ông/bà ______ ("+office+") để nhập và lưu giữ.", w, 1),
		s.section("4. Ý kiến của những người tham gia (nếu có)", w),
		s.writing(3, 2),
	}
}

// writing is lines to write on, and some more where there is room.
func (s *minutes) writing(n, more int) *part {
	const pitch = 8.0
	return &part{h: float64(n) * pitch, grow: float64(more) * pitch, draw: func(at box) {
		for i := range int((at.h + hair) / pitch) {
			y := at.y + float64(i+1)*pitch
			s.dots(at.x, y, at.x+at.w, y, 0.3, 1.1, grey)
		}
	}}
}

// closing is the last sentences and the signatures, which stay together.
func (s *minutes) closing(unit, office string, w float64) []*part {
	promise := s.filled("Khi mở hòm và kiểm phiếu, không ai ghi chép hoặc tìm cách nhận ra người trả lời.", w, 4).with()
	end := s.filled("Biên bản kết thúc hồi _ giờ _ phút cùng ngày, đã đọc cho mọi người cùng nghe, thống nhất và ký tên. "+
		"Biên bản lập thành 02 bản có giá trị như nhau: "+office+" giữ 01 bản, Ủy ban Mặt trận Tổ quốc Việt Nam "+unit+" giữ 01 bản.", w, 1).with()
	return []*part{promise, end, s.signatures(unit, w)}
}

// signatures is the room for four people to sign; two of them must.
func (s *minutes) signatures(unit string, w float64) *part {
	who := []string{
		"NGƯỜI LẬP BIÊN BẢN", "NGƯỜI CHỦ TRÌ",
		"ĐẠI DIỆN THÔN, TỔ DÂN PHỐ" + hardBreak + "HOẶC NGƯỜI DÂN CHỨNG KIẾN", "ĐẠI DIỆN ỦY BAN MTTQ VIỆT NAM" + hardBreak + strings.ToUpper(shown(unit)),
	}
	return &part{h: 78, gap: 5, grow: 20, draw: func(at box) {
		rows := at.rows(2, 0)
		for i, name := range who {
			cell, right := rows[i/2].left(w / 2)
			if i%2 == 1 {
				cell = right
			}
			st := official(serifBold, 12).to(centred)
			b := st.fit(name, cell.w-4, 14)
			s.put(b, cell)
			_, below := cell.top(b.height())
			s.say("(Ký, ghi rõ họ tên)", below, official(serifItalic, 12).to(centred))
		}
	}}
}
