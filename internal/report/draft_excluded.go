package report

import (
	"fmt"
	"strings"

	"hailong/internal/survey"
)

// leftOut says in the method what was not counted, by whose decision and what
// difference that makes.
func (d *draft) leftOut() {
	r := d.r
	if len(r.Exclusions) == 0 {
		return
	}
	if r.Everything {
		d.say(Body, "Báo cáo này tính cả những phiếu đã có quyết định loại của hai người (", d.reasons(), "), nên không thay cho kết quả chung.")
		return
	}
	number := countWords(r.Excluded)
	if r.ExcludedHidden {
		number = fmt.Sprintf("dưới %d", SmallPart)
	}
	text := "Số liệu không tính " + number + " phiếu bị loại theo quyết định của hai người, một người đề nghị và một người duyệt (lý do: " + d.reasons() + "); các phiếu này không bị sửa hay xóa"
	if r.All == nil {
		d.say(Body, text, ". Chỉ số nếu tính cả không được nêu, để không ai bị nhận ra.")
		return
	}
	d.say(Body, text, "; nếu tính cả thì chỉ số hài lòng chung là ", percentWords(r.All.Overall.Percent()), " (", countWords(r.All.Responses), " phiếu).")
}

// reasons are why anything was left out, each once.
func (d *draft) reasons() string {
	var list []survey.Text
	for _, e := range d.r.Exclusions {
		list = withReason(list, e.Reason)
	}
	return reasonWords(list)
}

func reasonWords(list []survey.Text) string {
	var texts []string
	for _, t := range list {
		texts = append(texts, lowered(vietnamese(t)))
	}
	return strings.Join(texts, "; ")
}

// exclusionNotes tell below B1 which sets were left out.
func (d *draft) exclusionNotes() []string {
	if d.r.Everything {
		return nil
	}
	var notes []string
	for _, e := range d.r.Exclusions {
		days := "ngày " + dateWords(e.Scope.From)
		if e.Scope.From != e.Scope.To {
			days = "từ " + days + " đến hết ngày " + dateWords(e.Scope.To)
		}
		notes = append(notes, fmt.Sprintf("Phiếu bị loại: %s, phiếu %s; số phiếu: %s.", lowered(vietnamese(e.Reason)), days, e.Number()))
	}
	return notes
}

// sheetColumns are the columns of B1. That of the reasons is there only with
// some to tell.
func (d *draft) sheetColumns() []Column {
	columns := []Column{
		{Title: "Hình thức trả lời", Width: 76},
		{Title: "Số phiếu", Width: 30, Number: true},
		{Title: "Tỷ lệ (%)", Width: 30, Number: true, Ratio: "100*{1}/{1:}", Whole: "{1:}"},
		{Title: "Loại", Width: 24, Number: true},
	}
	if len(d.r.ExcludedChannels) > 0 {
		for i, width := range []float64{52, 23, 23, 18} {
			columns[i].Width = width
		}
		columns = append(columns, Column{Title: "Lý do loại", Width: 44})
	}
	return columns
}

// leftOutCells are the last cells of a channel in B1.
func (d *draft) leftOutCells(channel string, hidden bool) []Cell {
	var of ExcludedPart
	for _, p := range d.r.ExcludedChannels {
		if p.Code == channel {
			of = p
		}
	}
	cells := []Cell{leftOutCell(of.Responses, of.Hidden), words(reasonWords(of.Reasons))}
	if hidden { // how many a small part has lost tells how small it is
		cells = []Cell{words(unseen), words(unseen)}
	}
	if len(d.r.ExcludedChannels) == 0 {
		cells = cells[:1]
	}
	return cells
}
