package page

import (
	"fmt"
	"strconv"
	"strings"

	"hailong/internal/index"
	"hailong/internal/report"
	"hailong/internal/survey"
)

// OfficeResults shows the figures of one scope.
type OfficeResults struct {
	Office
	Report *report.Report
	// Select are the lists by which the scope is chosen.
	Select []Selection
	// ReportURL is the official report without its extension; "" where the scope
	// is narrowed, since a report is of the whole, or counts what was voided.
	ReportURL string
	// IndexURL, CSVURL, XLSXURL and JSONURL are the downloads of the same scope. Single
	// responses are offered only to who may have them.
	IndexURL, CSVURL, XLSXURL, JSONURL string
	MayExport                          bool
	// Narrowed says by what the scope is narrowed, one part each.
	Narrowed []string
	// TooFew tells that the reader may not see the figures of so few responses;
	// the report then has none.
	TooFew bool
	// Current tells that the period has not ended.
	Current bool
	// FormURL is where a citizen answers, shown while nobody has.
	FormURL string
	// Trend are the periods up to this one, the earliest first.
	Trend []report.Point
	// By chooses the question by which Grouped splits the responses; without
	// options there is none.
	By      Selection
	Grouped []report.Part
	// OtherURL is the page with what was voided counted, or again without it; ""
	// where there is no such page.
	OtherURL string
	// Unseen is how many alerts of the last weeks nobody has looked at, for who may.
	Unseen int
	// Waiting are the editions that wait for the reader's approval.
	Waiting []Link
	// MayWatch tells that the reader may see what is odd.
	MayWatch bool
	// Keep is the rest of the address, which choosing By leaves as it is.
	Keep []Pick
}

// A Selection is one list of the scope, with what is chosen in it.
type Selection struct {
	Name, Label string
	Options     []SelectOption
}

// A SelectOption is one choice of a list, under a heading where it has a Group.
type SelectOption struct {
	Value, Text string
	Chosen      bool
	Group       string
}

// A selectGroup is the options of a list under one heading.
type selectGroup struct {
	Heading string
	Options []SelectOption
}

// Groups are the options by their headings, in their order.
func (s Selection) Groups() []selectGroup {
	var groups []selectGroup
	for _, o := range s.Options {
		if n := len(groups); n == 0 || groups[n-1].Heading != o.Group {
			groups = append(groups, selectGroup{Heading: o.Group})
		}
		last := &groups[len(groups)-1]
		last.Options = append(last.Options, o)
	}
	return groups
}

// Chosen is the text of what is chosen.
func (s Selection) Chosen() string {
	for _, o := range s.Options {
		if o.Chosen {
			return o.Text
		}
	}
	return ""
}

type resultsView struct {
	OfficeResults
	Factors  []figureView
	Criteria []criterionView
	Splits   []splitView
	Warnings []string
	// Few is the number below which TooFew applies.
	Few int
	// Existing is the number of factors that have a figure.
	Existing int
	Best     []criterionView
	Worst    []criterionView
	Chart    *chartView
	History  []trendRow
	// Change says how the headline moved since the period before, or why that
	// cannot be said.
	Change string
}

// A figureView is a ratio with its name, written as the office does.
type figureView struct {
	Code, Name       string
	Percent, Mean    string
	Satisfied, Valid int64
	// Bar is the length of the bar, in percent.
	Bar string
	Few bool
}

type criterionView struct {
	figureView
	Levels             [survey.Levels]int64
	NA, Blank, Invalid int64
	Dissatisfied       string
	// Bars are the shares of the levels, for a drawing.
	Bars []levelBar
}

// A levelBar is the share of one level, in percent of the bar's length.
type levelBar struct {
	Level       int
	From, Width string
}

type splitView struct {
	Title string
	Parts []partView
}

type partView struct {
	figureView
	Responses int64
	Hidden    bool
	// Weak parts have too few responses for a figure.
	Weak     bool
	Interval string
}

// OfficeResults renders the figures.
func (s *Set) OfficeResults(p OfficeResults) (Rendered, error) {
	v := resultsView{OfficeResults: p}
	v.Title, v.Here = "Kết quả", "/office"
	if p.Report != nil && !p.TooFew {
		v.fill(p.Report)
	}
	v.Few = report.Few
	return s.office("office_results", &v.Office, &v)
}

func (v *resultsView) fill(r *report.Report) {
	x := &r.Index
	names := namesOf(r.Template)
	for _, f := range x.Factors {
		v.Factors = append(v.Factors, figureOf(x, f.Code, names[f.Code], f.Figure))
	}
	for _, q := range x.Criteria {
		v.Criteria = append(v.Criteria, criterionOf(x, names, q))
	}
	if x.OverallQuestion != nil {
		v.Criteria = append(v.Criteria, criterionOf(x, names, *x.OverallQuestion))
	}
	for _, q := range x.Outside {
		v.Criteria = append(v.Criteria, criterionOf(x, names, q))
	}
	v.Splits = []splitView{
		{"Theo hình thức trả lời", partsOf(r.Channels)},
		{"Theo điểm tiếp nhận", partsOf(r.Places)},
		{"Theo lĩnh vực", partsOf(r.Fields)},
	}
	if len(v.Grouped) > 0 {
		v.Splits = append(v.Splits, splitView{"Theo nhóm: " + v.By.Chosen(), partsOf(v.Grouped)})
	}
	best, worst := r.Extremes(mostExtremes)
	v.Best, v.Worst = criteriaOf(x, names, best), criteriaOf(x, names, worst)
	v.Chart, v.History, v.Change = trendChart(v.Trend), trendRows(v.Trend), changeWords(v.Trend)
	v.Warnings = warnings(x.Warnings)
	for _, f := range x.Factors {
		if f.Valid > 0 {
			v.Existing++
		}
	}
}

// namesOf maps codes to names; where a factor and its only criterion share a
// code they also share what they mean.
func namesOf(t *survey.Template) map[string]string {
	names := make(map[string]string)
	t.Questions(func(q *survey.Question) { names[q.Code] = q.Text.In(survey.Vietnamese) })
	for _, f := range t.Factors {
		names[f.Code] = f.Text.In(survey.Vietnamese)
	}
	return names
}

func figureOf(x *index.Index, code, name string, f index.Figure) figureView {
	v := figureView{
		Code: code, Name: name,
		Percent: f.Percent().Comma(), Mean: f.Mean().Comma(),
		Satisfied: f.Satisfied, Valid: f.Valid,
		Few: len(x.At(code)) > 0,
	}
	if f.Percent().Exists() {
		v.Bar = f.Percent().String()
	}
	return v
}

func criterionOf(x *index.Index, names map[string]string, q index.Question) criterionView {
	return criterionView{
		figureView: figureOf(x, q.Code, names[q.Code], q.Figure),
		Bars:       levelBars(q),
		Levels:     q.Levels, NA: q.NA, Blank: q.Blank, Invalid: q.Invalid,
		Dissatisfied: q.DissatisfiedPercent().Comma(),
	}
}

// mostExtremes is how many criteria are shown from either end.
const mostExtremes = 3

func criteriaOf(x *index.Index, names map[string]string, list []index.Question) []criterionView {
	var views []criterionView
	for _, q := range list {
		views = append(views, criterionOf(x, names, q))
	}
	return views
}

// levelBars draws the five levels one after the other.
func levelBars(q index.Question) []levelBar {
	var bars []levelBar
	var before int64
	for i, n := range q.Levels {
		if n > 0 {
			bars = append(bars, levelBar{i + 1, index.Percent(before, q.Valid).String(), index.Percent(n, q.Valid).String()})
		}
		before += n
	}
	return bars
}

// changeWords say how the headline moved since the period before.
func changeWords(points []report.Point) string {
	if len(points) == 0 {
		return ""
	}
	last := &points[len(points)-1]
	before, ok := report.Comparable(points)
	switch {
	case !last.Shown():
		return ""
	case last.Broken:
		return "Không so với kỳ trước, vì mẫu phiếu hoặc cách tính đã khác."
	case !ok:
		return "Chưa có số liệu của kỳ liền trước để so sánh."
	}
	was := before.Index.Overall.Percent()
	change := last.Index.Overall.Percent().Since(was)
	moved := [...]string{"Giảm " + change.Size().Comma() + " điểm phần trăm", "Không đổi", "Tăng " + change.Size().Comma() + " điểm phần trăm"}[change.Sign()+1]
	return fmt.Sprintf("%s so với %s (%s%%). %s", moved, before.Period.Name(survey.Vietnamese), was.Comma(), report.Certainty(&last.Index, &before.Index))
}

func partsOf(parts []report.Part) []partView {
	var views []partView
	for _, p := range parts {
		v := partView{Responses: p.Index.Responses, Hidden: p.Hidden, Weak: p.Index.Responses < index.FewLimit, Interval: intervalWords(p.Index.Interval)}
		v.figureView = figureOf(&p.Index, p.Code, p.Name.In(survey.Vietnamese), p.Index.Overall)
		views = append(views, v)
	}
	return views
}

// warnings say what a reader must know about the figures: one sentence a kind,
// with the codes it is about.
func warnings(list []index.Warning) []string {
	var sentences, few, none []string
	for _, w := range list {
		switch {
		case w.Code == index.WarnFewResponses:
			sentences = append(sentences, fmt.Sprintf("Mới có %s phiếu, dưới %d: số liệu chưa đủ tin cậy để công bố hay so sánh.", Count(w.N), w.Limit))
		case w.Code == index.WarnNoValid && w.At == "":
			sentences = append(sentences, "Chưa có câu trả lời hợp lệ nào, chưa tính được chỉ số.")
		case w.Code == index.WarnNoValid:
			none = append(none, w.At)
		case w.Code == index.WarnFewValid:
			few = append(few, fmt.Sprintf("%s (%s)", w.At, Count(w.N)))
		default:
			sentences = append(sentences, string(w.Code)+" "+w.At)
		}
	}
	if len(none) > 0 {
		sentences = append(sentences, "Chưa đủ số liệu: "+strings.Join(none, ", ")+".")
	}
	if len(few) > 0 {
		sentences = append(sentences, "Ít phiếu (số lượt trả lời hợp lệ): "+strings.Join(few, ", ")+".")
	}
	return sentences
}

// Count writes a whole number with dots between the thousands, as Vietnamese
// documents do.
func Count(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "." + s[i:]
	}
	return s
}
