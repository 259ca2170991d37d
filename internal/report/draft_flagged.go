package report

import (
	"fmt"
	"slices"

	"hailong/internal/index"
	"hailong/internal/survey"
)

// flagged says how many responses look odd and what the figure is without them,
// and lists them in a table.
func (d *draft) flagged() {
	f := d.r.Flagged
	if f == nil || d.r.Index.Responses == 0 {
		return
	}
	text := d.r.FlaggedSentence()
	if f.Hidden || f.None() {
		d.say(Body, text)
		return
	}
	d.say(Body, text, " Phiếu có dấu hiệu bất thường vẫn được tính trong mọi số liệu của báo cáo này: dấu hiệu không phải là kết luận, phiếu chỉ bị loại theo quyết định của hai người. Chi tiết như Bảng B10 của Phụ lục.")
	d.Appendix = append(d.Appendix, d.flaggedTable(f))
}

// FlaggedSentence is what the flagged responses are told in, in Vietnamese; "" where
// nobody looked.
func (r *Report) FlaggedSentence() string {
	f := r.Flagged
	switch {
	case f == nil:
		return ""
	case f.Hidden:
		return "Số phiếu có dấu hiệu bất thường và chỉ số nếu không tính các phiếu đó không được nêu ở đây, để không ai bị nhận ra."
	case f.Fewer:
		return "Số phiếu có dấu hiệu bất thường: " + r.FlaggedNumber() + ". Để không ai bị nhận ra, không nêu con số cụ thể và chỉ số khi không tính các phiếu này."
	case f.None():
		return "Không có phiếu nào có dấu hiệu bất thường."
	}
	return "Số phiếu có dấu hiệu bất thường: " + countWords(f.Responses) + " trên " + countWords(f.Responses+f.Index.Responses) +
		" phiếu; nếu không tính các phiếu này thì chỉ số hài lòng chung là " + percentWords(f.Index.Overall.Percent()) +
		" (" + countWords(f.Index.Responses) + " phiếu), tính cả là " + percentWords(r.Index.Overall.Percent()) + "."
}

// FlaggedNumber is how many responses carry a flag, for a sentence in Vietnamese; ""
// where nobody looked or that is hidden.
func (r *Report) FlaggedNumber() string {
	switch f := r.Flagged; {
	case f == nil || f.Hidden:
		return ""
	case f.Fewer:
		return aFew + " phiếu"
	default:
		return countWords(f.Responses) + " phiếu"
	}
}

// flaggedTable is the figures with and without, and how the flagged spread.
func (d *draft) flaggedTable(f *Flagged) *Table {
	t := &Table{Code: "B10", Caption: "Phiếu có dấu hiệu bất thường", Columns: []Column{
		{Title: "Nội dung", Width: 88},
		{Title: "Số phiếu", Width: 18, Number: true},
		{Title: "Lượt hài lòng", Width: 18, Number: true},
		{Title: "Lượt hợp lệ", Width: 18, Number: true},
		satisfiedShare(2, 3, 18),
	}, Notes: []string{"Dấu hiệu không phải là kết luận: thí dụ một lớp học cùng đến, mạng chung của trụ sở cũng để lại dấu hiệu. Một phiếu có thể có nhiều dấu hiệu."}}
	whole := partRow("Tất cả phiếu (số liệu chính thức)", &d.r.Index)
	if f.Fewer {
		t.Rows = []Row{{Cells: whole.Cells[:5]}, {Cells: []Cell{words("Phiếu có dấu hiệu"), words(aFew), words(index.None), words(index.None), words(index.None)}}}
		return t
	}
	without := partRow("Không tính phiếu có dấu hiệu", &f.Index)
	t.Rows = append(t.Rows, Row{Cells: whole.Cells[:5]}, Row{Cells: without.Cells[:5]})
	list := func(title string, parts []FlaggedPart) {
		if len(parts) == 0 {
			return
		}
		t.Rows = append(t.Rows, Row{Heading: true, Cells: []Cell{words(title)}})
		for _, p := range parts {
			t.Rows = append(t.Rows, Row{Cells: []Cell{words(p.Name.In(survey.Vietnamese)), p.cell(), words(""), words(""), words("")}})
		}
	}
	list("Theo dấu hiệu", f.Kinds)
	list("Theo hình thức trả lời", f.Channels)
	if anyFlaggedHidden(f.Kinds) || anyFlaggedHidden(f.Channels) {
		t.Notes = append(t.Notes, fmt.Sprintf("Để không ai bị nhận ra, nhóm dưới %d phiếu không ghi số; khi cần, nhóm nhỏ kế tiếp cũng vậy, để không suy ra được bằng phép trừ.", Few))
	}
	return t
}

func anyFlaggedHidden(parts []FlaggedPart) bool {
	return slices.ContainsFunc(parts, func(p FlaggedPart) bool { return p.Hidden })
}
