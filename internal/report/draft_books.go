package report

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"hailong/internal/index"
	"hailong/internal/survey"
)

// counts is the table of what was done and what became of the paper forms.
func (d *draft) counts() {
	b := d.r.Books
	if b == nil {
		return
	}
	t := &Table{Code: "B1a", Caption: "Số giao dịch và số phiếu giấy", Columns: []Column{
		{Title: "Nội dung", Width: 120},
		{Title: "Số lượng", Width: 40, Number: true},
	}}
	add := func(name string, c Cell) { t.Rows = append(t.Rows, Row{Cells: []Cell{words(name), c}}) }
	if b.Volume == nil {
		add("Số giao dịch (hồ sơ) trong kỳ", words("chưa nhập"))
	} else {
		add("Số giao dịch (hồ sơ) trong kỳ", number(b.Volume.Total))
		add("Số phiếu được tính trên số giao dịch (%)", figure(index.Percent(d.r.Index.Responses, b.Volume.Total)))
	}
	if b.Paper.Batches == 0 && d.paperCame() {
		t.Notes = append(t.Notes, "Kỳ này có phiếu giấy nhưng không có sổ lô phiếu giấy, nên không nêu số phiếu đã in, phát ra và thu về.")
	} else {
		d.paperRows(t)
	}
	d.add(t)
}

// paperCame reports whether paper forms are among the responses. Without a batch
// that they are of, rows of zeros would contradict them.
func (d *draft) paperCame() bool {
	paper := string(survey.ChannelPaper)
	return slices.ContainsFunc(d.r.Channels, func(p Part) bool { return p.Code == paper && p.Index.Responses > 0 }) ||
		slices.ContainsFunc(d.r.ExcludedChannels, func(p ExcludedPart) bool { return p.Code == paper && p.Responses > 0 })
}

// paperRows are what became of the paper forms.
func (d *draft) paperRows(t *Table) {
	add := func(name string, c Cell) { t.Rows = append(t.Rows, Row{Cells: []Cell{words(name), c}}) }
	p, returned := &d.r.Books.Paper, func(n int64) Cell { return number(n) }
	if d.r.PaperHidden() {
		returned = func(int64) Cell { return words(unseen) }
		t.Notes = append(t.Notes, d.hiddenNote())
	}
	add("Phiếu giấy đã in", number(p.Printed))
	if p.Waiting > 0 {
		add("Phiếu giấy của lô chưa mở hòm", number(p.Waiting))
	}
	add("Phiếu giấy không dùng", number(p.Unused))
	add("Phiếu giấy phát ra", number(p.Issued))
	add("Phiếu giấy thu về", returned(p.Returned))
	add("Phiếu giấy không thu về", returned(p.NotReturned))
	add("Phiếu giấy đã nhập", returned(p.Keyed))
	add("Phiếu giấy hợp lệ", returned(p.Valid))
	for _, r := range p.Rejected {
		add("Phiếu giấy loại: "+vietnamese(r.Reason), returned(r.Forms))
	}
	if p.Pending > 0 {
		t.Notes = append(t.Notes, "Có lô phiếu giấy chưa khóa; phiếu hợp lệ của lô đó chưa được tính vào kết quả.")
	}
}

// feedback is the table of the requests for an answer.
func (d *draft) feedback() {
	b := d.r.Books
	if b == nil || len(b.Requests) == 0 {
		return
	}
	t := &Table{Code: "B8", Caption: "Yêu cầu được trả lời: tiếp nhận và giải quyết", Columns: []Column{
		{Title: "Tháng", Width: 34},
		{Title: "Tiếp nhận", Width: 21, Number: true},
		{Title: "Đã trả lời", Width: 21, Number: true},
		{Title: "Đúng hạn", Width: 21, Number: true},
		{Title: "Đúng hạn (%)", Width: 21, Number: true, Ratio: "100*{3}/{1}", Whole: "{1}"},
		{Title: "Đang chờ", Width: 21, Number: true},
		{Title: "Đã xóa, chưa trả lời", Width: 21, Number: true},
	}, Notes: []string{"Tháng theo dương lịch. Đúng hạn tính trên số tiếp nhận. Yêu cầu được giữ riêng, không nối với phiếu nào."}}
	row := func(name string, m RequestMonth) Row {
		return Row{Cells: []Cell{words(name), number(m.Received), number(m.Answered), number(m.OnTime),
			figure(index.Percent(m.OnTime, m.Received)), number(m.Open), number(m.Ended)}}
	}
	var sum RequestMonth
	for _, m := range b.Requests {
		t.Rows = append(t.Rows, row(monthWords(m.Month), m))
		sum.Received, sum.Answered, sum.OnTime = sum.Received+m.Received, sum.Answered+m.Answered, sum.OnTime+m.OnTime
		sum.Open, sum.Ended = sum.Open+m.Open, sum.Ended+m.Ended
	}
	whole := row("Cộng", sum)
	whole.Whole = true
	t.Rows = append(t.Rows, whole)
	d.add(t)
}

// monthWords writes 2026-11 as people do.
func monthWords(month string) string {
	if len(month) != len("2026-11") {
		return plain(month)
	}
	return month[5:] + "/" + month[:4]
}

// stateWords say how far a task is.
var stateWords = map[TaskState]string{TaskOpen: "chưa làm", TaskDoing: "đang làm", TaskDone: "đã xong", TaskDropped: "không làm nữa"}

// longestOutcome is how many characters of an outcome a table takes: a row must
// not fill a page.
const longestOutcome = 300

// followUps is the table of what became of what was promised.
func (d *draft) followUps() {
	b := d.r.Books
	if b == nil || len(b.Tasks) == 0 {
		return
	}
	t := &Table{Code: "B9", Caption: "Việc cần làm sau khi nghe ý kiến: kết quả thực hiện", Columns: []Column{
		{Title: "TT", Width: 10}, {Title: "Việc", Width: 52}, {Title: "Đơn vị chủ trì", Width: 32}, {Title: "Thời hạn", Width: 24}, {Title: "Kết quả", Width: 42},
	}, Notes: []string{"Theo sổ việc cần làm, đến ngày " + dateWords(d.today) + "."}}
	for i, f := range b.Tasks {
		t.Rows = append(t.Rows, Row{Cells: []Cell{words(fmt.Sprint(i + 1)), words(plain(f.What)), words(plain(f.Owner)), words(dateWords(f.Deadline)), words(d.became(&f))}})
	}
	d.add(t)
}

// became says how far a task is, whether it is late, and what came of it.
func (d *draft) became(f *FollowUp) string {
	text := stateWords[f.State]
	if (f.State == TaskOpen || f.State == TaskDoing) && f.Deadline < d.today {
		text += ", quá hạn"
	}
	outcome := plain(f.Outcome)
	if utf8.RuneCountInString(outcome) > longestOutcome {
		outcome = string([]rune(outcome)[:longestOutcome-1]) + "…"
	}
	if outcome != "" {
		text += ": " + outcome
	}
	return text
}

// weighted is the second figure, with its warning.
func (d *draft) weighted() {
	w := d.r.Weighted
	if w == nil {
		return
	}
	t := &Table{Code: "B5d", Caption: WeightedLabel, Columns: []Column{
		{Title: "Lĩnh vực", Width: 70},
		{Title: "Số hồ sơ", Width: 30, Number: true},
		{Title: "Số phiếu", Width: 30, Number: true},
		{Title: "Hài lòng (%)", Width: 30, Number: true},
	}, Notes: []string{WeightedWarning}}
	for _, f := range w.Fields {
		t.Rows = append(t.Rows, Row{Cells: []Cell{words(vietnamese(f.Name)), number(f.Transactions), number(f.Index.Responses), figure(f.Index.Overall.Percent())}})
	}
	t.Rows = append(t.Rows, Row{Whole: true, Cells: []Cell{words("Có trọng số"), number(w.Covered), words(""), figure(w.Percent)}})
	if w.Unstated {
		t.Notes = append(t.Notes, "Phiếu không ghi lĩnh vực không tính vào số có trọng số.")
	}
	if w.Covered < w.Weight {
		t.Notes = append(t.Notes, fmt.Sprintf("Các lĩnh vực có phiếu chiếm %s số hồ sơ của kỳ; lĩnh vực không có phiếu không tính.", percentWords(index.Percent(w.Covered, w.Weight))))
	}
	d.say(Body, WeightedLabel+": "+percentWords(w.Percent)+". "+WeightedWarning+" Cách tính như Bảng B5d.")
	d.add(t)
}
