package page

import (
	"fmt"
	"html/template"
	"strings"

	"hailong/internal/closing"
	"hailong/internal/index"
	"hailong/internal/report"
	"hailong/internal/survey"
)

// Results is the public history of what was published.
type Results struct {
	Citizen
	// Units are those that have published, where there are several.
	Units   []Pick
	History []ResultsSeries
}

// ResultsSeries are the results of one questionnaire.
type ResultsSeries struct {
	Code   string
	Title  survey.Text
	Lines  []ResultsLine
	Points []report.Point
}

// Chart draws the quarters of a series.
func (s ResultsSeries) Chart() *chartView { return trendChart(s.Points) }

// ResultsLine is one published edition.
type ResultsLine struct {
	Path    string
	Report  *report.Report
	Edition *closing.Edition
	// Shared tells that other campaigns have results of the period, so that this
	// one is called by its name.
	Shared bool
	// Until is the last day that is in the figures where the period was not over,
	// zero where it was.
	Until survey.Date
}

// Results renders the history.
func (s *Set) Results(p Results) (Rendered, error) {
	w := resultsWordsIn(p.W.Lang)
	p.Title, p.Style = w.Title, template.CSS(s.citizen+s.results)
	return s.render("results", struct {
		Results
		R *resultsWords
	}{p, w}, p.Style)
}

// Result is the public page of one edition.
type Result struct {
	Citizen
	Edition *closing.Edition
	Report  *report.Report
	Open    *report.Open
	Written report.Written
	// Data is where the open data lie, without extension.
	Data string
	// Others are the other editions and campaigns of the period.
	Others []ResultsLine
	// Shared tells that some of them are of other campaigns.
	Shared bool
}

type resultView struct {
	Result
	R *resultsWords
	// Overall, Question and the lists are the lines of the open data.
	Overall            report.OpenLine
	Question           *report.OpenLine
	Factors, Criteria  []openLine
	Splits             []openSplit
	From, To, Day, Out string
}

type openSplit struct {
	Title string
	Lines []openLine
}

// LeftOut reports whether the edition leaves out a table that others have.
func (v resultView) LeftOut() bool {
	return len(v.Splits) < 3 || len(v.Factors) == 0 || len(v.Criteria) == 0
}

// An openLine is a line as the page shows it.
type openLine struct {
	Name, Percent, Bar string
	Hidden             string
	Few                string
}

// openLineIn writes a line in a language.
func openLineIn(l report.OpenLine, lang survey.Lang, w *resultsWords) openLine {
	line := openLine{Name: l.Text.In(lang), Bar: l.Percent.String()}
	switch {
	case l.Hidden:
		line.Hidden = w.Few
	case !l.Percent.Exists():
		line.Hidden = "—"
	default:
		line.Percent = percentIn(l.Percent, lang)
		if l.Responses != nil && *l.Responses < index.FewLimit {
			line.Few = numberIn(*l.Responses, lang) + " " + w.Responses
		}
	}
	if line.Name == "" {
		line.Name = l.Name
	}
	return line
}

// percentIn and numberIn write figures as people of a language read them.
func percentIn(d index.Decimal, lang survey.Lang) string {
	if lang == survey.English {
		return d.String() + "%"
	}
	return d.Comma() + "%"
}

func numberIn(n int64, lang survey.Lang) string {
	text := Count(n)
	if lang == survey.English {
		text = strings.ReplaceAll(text, ".", ",")
	}
	return text
}

// Provisional says up to which day the figures are, where the period was not over;
// "" where it was.
func (v resultView) Provisional() string {
	if !v.Open.Provisional {
		return ""
	}
	return fmt.Sprintf(v.R.Provisional, v.To, v.Day)
}

// Number and Share write figures in the language of the page.
func (v resultView) Number(n int64) string { return numberIn(n, v.W.Lang) }

// Share writes a percentage in the language of the page.
func (v resultView) Share(d index.Decimal) string { return percentIn(d, v.W.Lang) }

// Number writes a count in the language of the page.
func (p Results) Number(n int64) string { return numberIn(n, p.W.Lang) }

// Share writes a percentage in the language of the page.
func (p Results) Share(d index.Decimal) string { return percentIn(d, p.W.Lang) }

// Result renders the page of one edition.
func (s *Set) Result(p Result) (Rendered, error) {
	w := resultsWordsIn(p.W.Lang)
	v := resultView{Result: p, R: w}
	v.Title, v.Style = w.Title+": "+p.Report.Period.Name(p.W.Lang), template.CSS(s.citizen+s.results)
	if p.Shared {
		v.Title += " – " + p.Report.Campaign.Name.In(p.W.Lang)
	}
	v.From, v.To = p.W.Date(p.Open.Since), p.W.Date(p.Open.Until)
	v.Day, v.Out = p.W.Date(p.Edition.Day), p.W.Date(p.Edition.PublishedOn())
	splits := map[string]*openSplit{"channel": {Title: w.ByChannel}, "place": {Title: w.ByPlace}, "field": {Title: w.ByField}}
	for i, line := range p.Open.Figures {
		switch line.Kind {
		case "overall":
			v.Overall = line
		case "question":
			v.Question = &p.Open.Figures[i]
		case "factor":
			v.Factors = append(v.Factors, openLineIn(line, p.W.Lang, w))
		case "criterion":
			v.Criteria = append(v.Criteria, openLineIn(line, p.W.Lang, w))
		default:
			splits[line.Kind].Lines = append(splits[line.Kind].Lines, openLineIn(line, p.W.Lang, w))
		}
	}
	for _, kind := range []string{"channel", "place", "field"} {
		if len(splits[kind].Lines) > 0 {
			v.Splits = append(v.Splits, *splits[kind])
		}
	}
	return s.render("result", v, v.Style)
}

// NoResult says that no such result was published.
func (s *Set) NoResult(p Citizen) (Rendered, error) {
	w := resultsWordsIn(p.W.Lang)
	p.Title, p.Style = w.NoResultTitle, template.CSS(s.citizen)
	return s.render("no_result", struct {
		Citizen
		R *resultsWords
	}{p, w}, p.Style)
}

// ResultsMethod renders how figures are made, for citizens.
func (s *Set) ResultsMethod(p Citizen) (Rendered, error) {
	w := resultsWordsIn(p.W.Lang)
	p.Title, p.Style = w.MethodTitle, template.CSS(s.citizen+s.results)
	return s.render("results_method", struct {
		Citizen
		R *resultsWords
	}{p, w}, p.Style)
}
