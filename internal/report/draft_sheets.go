package report

import (
	"fmt"
	"strings"

	"hailong/internal/index"
	"hailong/internal/survey"
)

// unseen is what stands in the place of hidden figures.
const unseen = "không hiện"

// hiddenNote explains it. It does not say how small a part is.
func (d *draft) hiddenNote() string {
	return fmt.Sprintf("Để không ai bị nhận ra, số liệu của nhóm dưới %d phiếu không được hiện; khi cần, nhóm nhỏ kế tiếp cũng không hiện, để không suy ra được bằng phép trừ.", d.r.Least)
}

// anyHidden reports whether a part of a table is hidden.
func anyHidden(parts []Part) bool {
	for _, p := range parts {
		if p.Hidden {
			return true
		}
	}
	return false
}

// sheets tells how many responses came, and by which channel.
func (d *draft) sheets() {
	x := &d.r.Index
	switch {
	case x.Responses == 0 && d.r.Excluded > 0:
		d.say(Body, "Mọi phiếu trả lời đã thu trong kỳ đều bị loại, theo hình thức trả lời như Bảng B1.")
	case x.Responses == 0:
		d.say(Body, "Trong kỳ chưa thu được phiếu trả lời nào.")
	default:
		d.say(Body, "Số phiếu hợp lệ đã thu: ", countWords(x.Responses), " phiếu, chia theo hình thức trả lời như Bảng B1.")
	}
	t := &Table{Code: "B1", Caption: "Số phiếu theo hình thức trả lời", Columns: d.sheetColumns()}
	for _, p := range d.everyChannel() {
		row := Row{Cells: []Cell{words(vietnamese(p.Name)), words(unseen), words(index.None)}}
		if !p.Hidden {
			row.Cells[1], row.Cells[2] = number(p.Index.Responses), figure(index.Percent(p.Index.Responses, x.Responses))
		}
		row.Cells = append(row.Cells, d.leftOutCells(p.Code, p.Hidden)...)
		t.Rows = append(t.Rows, row)
	}
	whole := []Cell{words("Cộng"), number(x.Responses), figure(index.Percent(x.Responses, x.Responses)), leftOutCell(d.r.Excluded, d.r.ExcludedHidden), words("")}
	t.Rows = append(t.Rows, Row{Whole: true, Cells: whole[:len(t.Columns)]})
	t.Notes = d.exclusionNotes()
	if anyHidden(d.r.Channels) {
		t.Notes = append(t.Notes, d.hiddenNote())
	}
	if x.Responses > 0 {
		t.Notes = append(t.Notes, "Các tỷ lệ được làm tròn nên tổng có thể lệch 100,00.")
	}
	d.add(t)
}

// everyChannel lists all channels, with those that nobody used, and whatever
// else there is.
func (d *draft) everyChannel() []Part {
	var list []Part
	for _, c := range survey.Channels {
		part := Part{Code: string(c), Name: ChannelName(c)}
		for _, p := range d.r.Channels {
			if p.Code == part.Code {
				part = p
			}
		}
		list = append(list, part)
	}
	for _, p := range d.r.Channels {
		if !hasChannel(p.Code) {
			list = append(list, p)
		}
	}
	return list
}

// attributes tabulates the questions with one answer: who answered, and what
// the visit was like.
func (d *draft) attributes() {
	d.say(Section, "4. Thông tin về người trả lời và lần làm thủ tục")
	t := d.options("B2", "Thông tin về người trả lời và lần làm thủ tục", false)
	switch {
	case len(t.Rows) > 0:
		d.say(Body, "Kết quả các câu hỏi về lần làm thủ tục và nhận định của người trả lời như Bảng B2 của Phụ lục.")
		d.Appendix = append(d.Appendix, t)
	case d.asks(survey.KindChoice):
		d.say(Body, "Chưa đủ số phiếu để tổng hợp các câu hỏi này mà không làm lộ người trả lời.")
	default:
		d.say(Body, "Mẫu phiếu này không hỏi thêm thông tin về người trả lời.")
	}
}

// asks reports whether the template has a question of the kind.
func (d *draft) asks(k survey.Kind) bool {
	found := false
	d.r.Template.Questions(func(q *survey.Question) { found = found || q.Kind == k })
	return found
}

// options is a table of the choice questions, or of those that could be
// answered several times.
func (d *draft) options(code, caption string, multi bool) *Table {
	t := &Table{Code: code, Caption: caption, Columns: []Column{
		{Title: "Câu hỏi, câu trả lời", Width: 100},
		{Title: "Số người chọn", Width: 30, Number: true},
		{Title: "Tỷ lệ (%)", Width: 30, Number: true},
	}}
	for _, c := range d.r.Choices {
		if c.Multi != multi {
			continue
		}
		head := fmt.Sprintf("%s (%s người trả lời, %s người bỏ trống)", vietnamese(c.Text), countWords(c.Answered), countWords(c.Blank))
		t.Rows = append(t.Rows, Row{Heading: true, Cells: []Cell{words(head)}})
		for _, o := range c.Options {
			t.Rows = append(t.Rows, Row{Cells: []Cell{words(vietnamese(o.Text)), number(o.Count), figure(o.Percent)}})
		}
	}
	if len(t.Rows) > 0 {
		t.Notes = []string{"Tỷ lệ tính trên số người trả lời câu hỏi."}
	}
	if multi && len(t.Rows) > 0 {
		t.Notes[0] = strings.TrimSuffix(t.Notes[0], ".") + "; một người được chọn nhiều ý nên tổng có thể vượt 100%."
	}
	return t
}
