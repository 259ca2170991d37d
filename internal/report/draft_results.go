package report

import (
	"fmt"
	"strings"

	"hailong/internal/index"
	"hailong/internal/survey"
)

// results is the chapter with the figures.
func (d *draft) results() {
	d.say(Chapter, "III. KẾT QUẢ KHẢO SÁT")
	if d.r.Index.Responses == 0 {
		none := "Trong kỳ chưa có phiếu trả lời nào"
		if d.r.Excluded > 0 {
			none = "Trong kỳ không có phiếu trả lời nào được tính"
		}
		d.say(Body, none, " nên chưa có kết quả. Chỉ số hài lòng chung: chưa đủ số liệu.")
		return
	}
	d.say(Section, "1. Chỉ số hài lòng chung")
	d.overall()
	d.say(Section, "2. Kết quả theo yếu tố")
	d.factors()
	d.say(Section, "3. Kết quả theo tiêu chí")
	d.criteria()
	d.say(Section, "4. Kết quả theo điểm tiếp nhận, lĩnh vực, hình thức trả lời")
	d.splits()
	d.say(Section, "5. Các tiêu chí được đánh giá cao nhất, thấp nhất")
	d.extremes()
	d.say(Section, "6. Mong đợi của người dân, tổ chức")
	d.expectations()
	d.say(Section, "7. Ý kiến góp ý")
	d.people(Opinions, "tổng hợp theo nhóm nội dung, không nêu tên người góp ý")
}

// overall is the headline, what it rests on, and what must be known about it.
func (d *draft) overall() {
	x := &d.r.Index
	o := x.Overall
	when := d.r.Period.Name(survey.Vietnamese)
	if o.Valid == 0 {
		d.say(Body, "Chưa có câu trả lời hợp lệ nào về các tiêu chí, nên chưa tính được chỉ số hài lòng chung.")
	} else {
		d.say(Body, fmt.Sprintf("Chỉ số hài lòng chung %s đạt %s (%s trên %s lượt trả lời hợp lệ của %s phiếu); tỷ lệ không hài lòng %s; điểm trung bình %s trên 5.",
			when, percentWords(o.Percent()), countWords(o.Satisfied), countWords(o.Valid), countWords(x.Responses), percentWords(o.DissatisfiedPercent()), o.Mean().Comma()))
	}
	if q := x.OverallQuestion; q != nil {
		d.overallQuestion(q)
	}
	if existing := d.existing(); existing > 0 {
		d.say(Body, fmt.Sprintf("Trung bình cộng chỉ số của các yếu tố, để đối chiếu: %s (%d trên %d yếu tố có số liệu).", percentWords(x.FactorMean), existing, len(x.Factors)))
	}
	d.compared()
	d.warned()
	if t := d.r.Target(); t != nil {
		d.say(Body, t.Verdict(), ": chỉ số hài lòng chung là ", percentWords(x.Overall.Percent()), ". ", t.Caveat())
	}
	d.people(Targets, "so với mục tiêu được giao")
}

func (d *draft) overallQuestion(q *index.Question) {
	about := "Theo câu hỏi chung " + quoted(d.names[q.Code]) + ", "
	if q.Valid == 0 {
		d.say(Body, about, "chưa có câu trả lời hợp lệ nào.")
		return
	}
	i := d.r.Index.Interval
	d.say(Body, about, fmt.Sprintf("tỷ lệ hài lòng là %s (%s trên %s người); khoảng tin cậy 95%%: từ %s đến %s.",
		percentWords(q.Percent()), countWords(q.Satisfied), countWords(q.Valid), percentWords(i.Low), percentWords(i.High)))
}

// existing counts the factors that have a figure.
func (d *draft) existing() int {
	n := 0
	for _, f := range d.r.Index.Factors {
		if f.Valid > 0 {
			n++
		}
	}
	return n
}

// compared tells the change since the period before, and whether it says much.
func (d *draft) compared() {
	if d.previous == nil {
		d.say(Body, "Không có số liệu của kỳ trước để so sánh.")
		return
	}
	x, y := &d.r.Index, &d.previous.Index
	before := d.previous.Period.Name(survey.Vietnamese)
	c := x.Overall.Percent().Since(y.Overall.Percent())
	if !c.Exists() {
		d.say(Body, "Không so sánh được với ", before, " vì một trong hai kỳ chưa đủ số liệu.")
		return
	}
	certainty := " " + Certainty(x, y)
	if c.Sign() == 0 {
		certainty = ""
	}
	moved := [...]string{"giảm " + c.Size().Comma() + " điểm phần trăm", "không thay đổi", "tăng " + c.Size().Comma() + " điểm phần trăm"}[c.Sign()+1]
	d.say(Body, fmt.Sprintf("So với %s (%s, %s phiếu): %s.%s", before, percentWords(y.Overall.Percent()), countWords(y.Responses), moved, certainty))
}

// Certainty says in a sentence whether the intervals of two periods lie apart.
func Certainty(x, y *index.Index) string {
	switch {
	case x.Responses < index.FewLimit || y.Responses < index.FewLimit:
		return fmt.Sprintf("Một trong hai kỳ có dưới %d phiếu, chưa nên kết luận tăng hay giảm.", index.FewLimit)
	case !x.Interval.Low.Exists() || !y.Interval.Low.Exists():
		return "Không có khoảng tin cậy để xét chênh lệch."
	case x.Interval.Low.Hundredths() > y.Interval.High.Hundredths() || y.Interval.Low.Hundredths() > x.Interval.High.Hundredths():
		return "Khoảng tin cậy của hai kỳ (theo câu hỏi chung) tách rời nhau."
	}
	return "Khoảng tin cậy của hai kỳ (theo câu hỏi chung) chồng lên nhau: chênh lệch có thể nằm trong phạm vi sai số."
}

// mostNamed is the number of warnings up to which each is told with the words of
// its question and not by its code only.
const mostNamed = 4

// warned says what a reader must know, one sentence a kind.
func (d *draft) warned() {
	var few, none []string
	about := func(w index.Warning) string {
		if len(d.r.Index.Warnings) > mostNamed {
			return plain(w.At)
		}
		return d.name(plain(w.At))
	}
	for _, w := range d.r.Index.Warnings {
		switch {
		case w.Code == index.WarnFewResponses:
			d.say(Body, fmt.Sprintf("Lưu ý: mới có %s phiếu, dưới %d phiếu; số liệu chưa đủ tin cậy để công bố hay so sánh.", countWords(w.N), w.Limit))
		case w.Code == index.WarnNoValid && w.At != "":
			none = append(none, about(w))
		case w.Code == index.WarnFewValid:
			few = append(few, fmt.Sprintf("%s (%s lượt)", about(w), countWords(w.N)))
		case w.Code == index.WarnTemplate:
			d.say(Body, "Lưu ý: số liệu không thuộc mẫu phiếu của đợt khảo sát, nên không tính được chỉ số.")
		}
	}
	if len(none) > 0 {
		d.say(Body, "Lưu ý: chưa đủ số liệu (không có câu trả lời hợp lệ) ở ", strings.Join(none, "; "), ".")
	}
	if len(few) > 0 {
		d.say(Body, fmt.Sprintf("Lưu ý: ít phiếu (dưới %d lượt trả lời hợp lệ) ở %s; không nên dùng để so sánh.", index.FewLimit, strings.Join(few, "; ")))
	}
}

// expectations is what people want improved first.
func (d *draft) expectations() {
	t := d.options("B7", "Nội dung người dân, tổ chức mong được cải thiện trước", true)
	if len(t.Rows) == 0 {
		if d.asks(survey.KindMulti) {
			d.say(Body, "Chưa đủ số phiếu để tổng hợp nội dung này mà không làm lộ người trả lời.")
		} else {
			d.say(Body, "Mẫu phiếu này không hỏi nội dung mong được cải thiện.")
		}
		return
	}
	for _, c := range d.r.Choices {
		if best := mostChosen(c); c.Multi && best != nil {
			d.say(Body, fmt.Sprintf("Nội dung được chọn nhiều nhất là %s: %s người, bằng %s số người trả lời câu hỏi này.",
				quoted(vietnamese(best.Text)), countWords(best.Count), percentWords(best.Percent)))
		}
	}
	d.add(t)
}

// mostChosen is the one option chosen most; nil where that is several or none.
func mostChosen(c Choice) *Option {
	var best *Option
	alone := false
	for i := range c.Options {
		o := &c.Options[i]
		switch {
		case best == nil || o.Count > best.Count:
			best, alone = o, true
		case o.Count == best.Count:
			alone = false
		}
	}
	if best == nil || !alone || best.Count == 0 {
		return nil
	}
	return best
}
