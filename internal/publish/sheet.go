package publish

import (
	"io"
	"strings"

	"hailong/internal/print"
	"hailong/internal/report"
)

// result is the issue as the printed sheets show it.
func (f *facts) result() *print.Result {
	r := &print.Result{
		Authority: f.office, Period: f.period, Headline: f.headline(), Notes: f.notes(), Address: f.address(), Points: f.points(),
	}
	if f.state == enough {
		r.Figure, r.Headline = percent(f.overall), "Chỉ số hài lòng chung"
		r.Count = number(f.n) + " phiếu trả lời được tính"
		r.Compared = f.compared()
	}
	for i := range f.factors {
		one := &f.factors[i]
		r.Bars = append(r.Bars, print.ResultBar{Bar: report.Bar{Label: one.label, Value: one.percent}, Figure: one.figure()})
	}
	r.PlansTitle, r.Plans = raised(f.kind)+" sẽ làm gì", f.next
	if len(f.next) == 0 {
		r.PlansTitle, r.Plans = "Cách tham gia góp ý", howTo
	}
	return r
}

// howTo fills the room of plans that nobody wrote.
var howTo = []string{
	"Mỗi lần làm thủ tục, ông/bà có thể điền phiếu giấy tại nơi tiếp nhận hồ sơ, hoặc dùng điện thoại quét mã QR niêm yết tại đó.",
	"Phiếu không hỏi tên. Trả lời thế nào cũng không ảnh hưởng đến hồ sơ.",
}

// points are the five sentences of the hand-out.
func (f *facts) points() []string {
	list := []string{
		"Trong " + f.period + ", có " + number(f.n) + " phiếu trả lời được tính về sự phục vụ hành chính của " + clip(f.unit, longestUnit) + ".",
		f.headline(),
	}
	if f.state == enough {
		list[1] = "Chỉ số hài lòng chung là " + percent(f.overall) + ": tỷ lệ lượt trả lời ở mức hài lòng hoặc rất hài lòng."
		ends := f.extreme("Hài lòng nhiều nhất", f.best)
		if worst := f.extreme("Cần cải thiện trước", f.worst); worst != "" {
			if ends != "" {
				ends += " "
			}
			ends += worst
		}
		if ends == "" {
			ends = "Các nội dung có kết quả ở bảng dưới đây."
		}
		list = append(list, ends, f.compared())
	} else {
		list = append(list, "Khi có đủ phiếu trả lời, kết quả sẽ được công bố đầy đủ, dù cao hay thấp.", howTo[1])
	}
	if len(f.next) > 0 {
		return append(list, raised(f.kind)+" sẽ làm: "+f.plan())
	}
	return append(list, howTo[0])
}

// longestPlan is how many characters of the plans stand on the hand-out, whose
// five sentences share one size.
const longestPlan = 280

// plan is what will be done, in one sentence after the other.
func (f *facts) plan() string { return clip(strings.Join(f.next, " "), longestPlan) }

func notice(large bool) func(io.Writer, *facts) error {
	size := print.A4
	if large {
		size = print.A3
	}
	return func(w io.Writer, f *facts) error { return print.Notice(w, f.result(), size, f.Locked.Time()) }
}

// writeHandout writes the page of the village meeting.
func writeHandout(w io.Writer, f *facts) error {
	return print.Handout(w, f.result(), f.Locked.Time())
}
