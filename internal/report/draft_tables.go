package report

import (
	"fmt"
	"slices"

	"hailong/internal/index"
	"hailong/internal/survey"
)

// few marks a figure that says little; fewNote explains the mark.
const few = " (*)"

func fewNote() string {
	return fmt.Sprintf("(*) Ít phiếu: dưới %d lượt trả lời hợp lệ hoặc dưới %d phiếu, không nên dùng để so sánh, xếp hạng.", index.FewLimit, index.FewLimit)
}

// satisfiedShare is the column with the index, made of two columns before it.
func satisfiedShare(satisfied, valid int, width float64) Column {
	return Column{Title: "Hài lòng (%)", Width: width, Number: true, Ratio: fmt.Sprintf("100*{%d}/{%d}", satisfied, valid), Whole: fmt.Sprintf("{%d}", valid)}
}

// factors is the table and the chart of the factors.
func (d *draft) factors() {
	x := &d.r.Index
	t := d.factorTable()
	chart := &Chart{Caption: "Chỉ số hài lòng theo yếu tố (%)", Of: t}
	marked := false
	for i, f := range x.Factors {
		name := d.name(f.Code)
		chart.Bars = append(chart.Bars, Bar{name, f.Percent()})
		if len(x.At(f.Code)) > 0 {
			name, marked = name+few, true
		}
		before := func(y *index.Index) index.Figure { return y.Factors[i].Figure }
		t.Rows = append(t.Rows, Row{Cells: d.factorCells(name, f.Figure, before)})
	}
	whole := d.factorCells("Chỉ số chung", x.Overall, func(y *index.Index) index.Figure { return y.Overall })
	t.Rows = append(t.Rows, Row{Whole: true, Cells: whole})
	if marked {
		t.Notes = append(t.Notes, fewNote())
	}
	if target := d.r.Target(); target != nil {
		t.Notes = append(t.Notes, target.Verdict()+" (chỉ số chung).")
	}
	if d.previous != nil {
		t.Notes = append(t.Notes, "Kỳ trước: "+d.previous.Period.Name(survey.Vietnamese)+". Chênh lệch tính bằng điểm phần trăm.")
	}
	d.sayFactors()
	d.add(t)
	if len(chart.Bars) > 0 {
		d.add(chart)
	}
}

// factorTable is the empty table; where nothing is compared it has no columns
// for the period before.
func (d *draft) factorTable() *Table {
	t := &Table{Code: "B3", Caption: "Chỉ số hài lòng theo yếu tố", Columns: []Column{
		{Title: "Yếu tố", Width: 58},
		{Title: "Lượt hài lòng", Width: 18, Number: true},
		{Title: "Lượt hợp lệ", Width: 18, Number: true},
		satisfiedShare(1, 2, 17),
		{Title: "Điểm TB", Width: 15, Number: true},
		{Title: "Kỳ trước (%)", Width: 17, Number: true},
		{Title: "Chênh lệch", Width: 17, Number: true, Ratio: "{3}-{5}"},
	}}
	if d.previous == nil {
		t.Columns = t.Columns[:5]
		t.Columns[0].Width += 34
	}
	return t
}

// factorCells are the figures of a factor, and those of the period before.
func (d *draft) factorCells(name string, f index.Figure, before func(*index.Index) index.Figure) []Cell {
	cells := []Cell{words(name), number(f.Satisfied), number(f.Valid), figure(f.Percent()), figure(f.Mean())}
	if d.previous != nil {
		earlier := before(&d.previous.Index).Percent()
		cells = append(cells, figure(earlier), change(f.Percent().Since(earlier)))
	}
	return cells
}

// sayFactors names the best and the worst factor.
func (d *draft) sayFactors() {
	var ranked []index.Factor
	for _, f := range d.r.Index.Factors {
		if f.Valid >= index.FewLimit {
			ranked = append(ranked, f)
		}
	}
	slices.SortStableFunc(ranked, func(a, b index.Factor) int { return rank(a.Figure, b.Figure) })
	if len(ranked) < 2 || ranked[0].Percent() == ranked[len(ranked)-1].Percent() {
		d.say(Body, "Kết quả của từng yếu tố như Bảng B3.")
		return
	}
	high, low := ranked[0], ranked[len(ranked)-1]
	d.say(Body, fmt.Sprintf("Yếu tố được đánh giá cao nhất là %s (%s); thấp nhất là %s (%s). Kết quả của từng yếu tố như Bảng B3.",
		quoted(d.names[high.Code]), percentWords(high.Percent()), quoted(d.names[low.Code]), percentWords(low.Percent())))
}

// rank orders by the printed figure, highest first: what looks equal is equal.
func rank(a, b index.Figure) int { return int(b.Percent().Hundredths() - a.Percent().Hundredths()) }

// criteria is the table with every count.
func (d *draft) criteria() {
	x := &d.r.Index
	t := &Table{Code: "B4", Caption: "Kết quả theo tiêu chí: số người chọn từng mức", Columns: []Column{{Title: "Tiêu chí", Width: 36}}}
	for i := range survey.Levels {
		t.Columns = append(t.Columns, Column{Title: fmt.Sprintf("Mức %d", i+1), Width: 10, Number: true})
	}
	const valid = "({1}+{2}+{3}+{4}+{5})"
	t.Columns = append(t.Columns,
		Column{Title: "KAD", Width: 10, Number: true}, Column{Title: "Trống", Width: 10, Number: true}, Column{Title: "KĐR", Width: 9, Number: true},
		Column{Title: "Hợp lệ", Width: 11, Number: true},
		Column{Title: "HL (%)", Width: 11.5, Number: true, Ratio: "100*({4}+{5})/{9}", Whole: "{9}"},
		Column{Title: "KHL (%)", Width: 11.5, Number: true, Ratio: "100*({1}+{2})/{9}", Whole: "{9}"},
		Column{Title: "Điểm TB", Width: 11, Number: true, Ratio: "({1}+2*{2}+3*{3}+4*{4}+5*{5})/{9}", Whole: "{9}"})
	t.Columns[9].Ratio = valid
	marked := false
	add := func(q index.Question) {
		name := d.name(q.Code)
		if len(x.At(q.Code)) > 0 {
			name, marked = name+few, true
		}
		t.Rows = append(t.Rows, questionRow(name, q))
	}
	for _, f := range x.Factors {
		d.criteriaOf(t, f, add)
	}
	if others := d.others(); len(others) > 0 {
		t.Rows = append(t.Rows, Row{Heading: true, Cells: []Cell{words("Câu hỏi khác, không tính vào chỉ số")}})
		for _, q := range others {
			add(q)
		}
	}
	t.Notes = []string{d.legend()}
	if marked {
		t.Notes = append(t.Notes, fewNote())
	}
	d.say(Body, "Số người chọn từng mức ở từng tiêu chí như Bảng B4 của Phụ lục.")
	d.Appendix = append(d.Appendix, t)
}

// legend says what the short heads of B4 mean.
func (d *draft) legend() string {
	s := "Mức 1 đến mức 5: từ mức thấp nhất đến mức cao nhất; "
	if levels := d.r.Template.Levels; len(levels) == survey.Levels {
		s = fmt.Sprintf("Mức 1: %s; mức 5: %s; ", lowered(vietnamese(levels[0])), lowered(vietnamese(levels[survey.Levels-1])))
	}
	return s + "KAD: không áp dụng; Trống: bỏ trống; KĐR: không đọc được; HL: hài lòng (mức 4, 5); KHL: không hài lòng (mức 1, 2); Điểm TB: điểm trung bình (1–5)."
}

// criteriaOf adds the criteria of a factor, below its name unless it is the
// name of its only criterion.
func (d *draft) criteriaOf(t *Table, f index.Factor, add func(index.Question)) {
	headed := false
	for _, q := range d.r.Index.Criteria {
		if q.Factor != f.Code {
			continue
		}
		if !headed && q.Code != f.Code {
			t.Rows = append(t.Rows, Row{Heading: true, Cells: []Cell{words(d.name(f.Code))}})
		}
		headed = true
		add(q)
	}
}

// others are the level questions outside the index.
func (d *draft) others() []index.Question {
	var list []index.Question
	if q := d.r.Index.OverallQuestion; q != nil {
		list = append(list, *q)
	}
	return append(list, d.r.Index.Outside...)
}

func questionRow(name string, q index.Question) Row {
	cells := []Cell{words(name)}
	for _, n := range q.Levels {
		cells = append(cells, number(n))
	}
	return Row{Cells: append(cells, number(q.NA), number(q.Blank), number(q.Invalid), number(q.Valid),
		figure(q.Percent()), figure(q.DissatisfiedPercent()), figure(q.Mean()))}
}

// splits are the tables by place, field and channel.
func (d *draft) splits() {
	d.say(Body, "Kết quả theo điểm tiếp nhận, lĩnh vực và hình thức trả lời như các Bảng B5a, B5b và B5c.")
	d.split("B5a", "điểm tiếp nhận", "Điểm tiếp nhận", d.r.Places)
	d.split("B5b", "lĩnh vực", "Lĩnh vực", d.r.Fields)
	d.split("B5c", "hình thức trả lời", "Hình thức trả lời", d.r.Channels)
	d.weighted()
}

func (d *draft) split(code, by, title string, parts []Part) {
	t := &Table{Code: code, Caption: "Chỉ số hài lòng theo " + by, Columns: []Column{
		{Title: title, Width: 72},
		{Title: "Số phiếu", Width: 18, Number: true},
		{Title: "Lượt hài lòng", Width: 18, Number: true},
		{Title: "Lượt hợp lệ", Width: 18, Number: true},
		satisfiedShare(2, 3, 18),
		{Title: "Điểm TB", Width: 16, Number: true},
	}}
	marked := false
	for _, p := range parts {
		name := vietnamese(p.Name)
		if p.Hidden {
			t.Rows = append(t.Rows, Row{Cells: []Cell{words(name), words(unseen), words(index.None), words(index.None), words(index.None), words(index.None)}})
			continue
		}
		if p.Index.Responses < index.FewLimit {
			name, marked = name+few, true
		}
		t.Rows = append(t.Rows, partRow(name, &p.Index))
	}
	whole := partRow("Toàn bộ", &d.r.Index)
	whole.Whole = true
	t.Rows = append(t.Rows, whole)
	if anyHidden(parts) {
		t.Notes = append(t.Notes, d.hiddenNote())
	}
	if marked {
		t.Notes = append(t.Notes, fewNote())
	}
	d.add(t)
}

func partRow(name string, x *index.Index) Row {
	o := x.Overall
	return Row{Cells: []Cell{words(name), number(x.Responses), number(o.Satisfied), number(o.Valid), figure(o.Percent()), figure(o.Mean())}}
}

// mostExtremes is how many criteria B6 lists from either end.
const mostExtremes = 3

// extremes are the criteria with the highest and the lowest index.
func (d *draft) extremes() {
	best, worst := d.r.Extremes(mostExtremes)
	if len(best) == 0 {
		d.say(Body, fmt.Sprintf("Chưa xếp thứ tự các tiêu chí, vì chưa có đủ hai tiêu chí đạt %d lượt trả lời hợp lệ.", index.FewLimit))
		return
	}
	t := &Table{Code: "B6", Caption: "Các tiêu chí có chỉ số cao nhất, thấp nhất", Columns: []Column{
		{Title: "Tiêu chí", Width: 100},
		{Title: "Lượt hài lòng", Width: 20, Number: true},
		{Title: "Lượt hợp lệ", Width: 20, Number: true},
		satisfiedShare(1, 2, 20),
	}, Notes: []string{fmt.Sprintf("Chỉ xếp các tiêu chí có từ %d lượt trả lời hợp lệ.", index.FewLimit)}}
	add := func(title string, list []index.Question) {
		t.Rows = append(t.Rows, Row{Heading: true, Cells: []Cell{words(title)}})
		for _, q := range list {
			t.Rows = append(t.Rows, Row{Cells: []Cell{words(d.name(q.Code)), number(q.Satisfied), number(q.Valid), figure(q.Percent())}})
		}
	}
	add(fmt.Sprintf("%d tiêu chí cao nhất", len(best)), best)
	add(fmt.Sprintf("%d tiêu chí thấp nhất", len(worst)), worst)
	d.add(t)
}
