package page

import (
	"fmt"
	"html/template"

	"hailong/internal/index"
	"hailong/internal/report"
	"hailong/internal/survey"
)

// Embed is the last published result of a unit for the page of another site.
type Embed struct {
	Lang survey.Lang
	// Unit is what the unit is called, Link the address of the whole result.
	Unit, Link string
	// Report is nil while nothing was published; Before is the one to compare with,
	// or nil.
	Report, Before *report.Report
	// Shared tells that other campaigns have results of the same period, so that
	// this one is called by its name.
	Shared bool
	// Until is the last day that is in the figures where the period was not over,
	// zero where it was.
	Until survey.Date
}

type embedView struct {
	Embed
	R     *resultsWords
	Style template.CSS
}

// Embed renders the small page.
func (s *Set) Embed(p Embed) (Rendered, error) {
	css := template.CSS(s.embed)
	return s.render("embed", embedView{p, resultsWordsIn(p.Lang), css}, css)
}

// Few reports whether hardly enough people have answered.
func (p Embed) Few() bool { return p.Report.Index.Responses < index.FewLimit }

// Campaign is what the campaign is called, "" where there is no other to take it
// for.
func (p Embed) Campaign() string {
	if !p.Shared {
		return ""
	}
	return p.Report.Campaign.Name.In(p.Lang)
}

// Provisional says up to which day the figures are, "" where the period was over.
func (p Embed) Provisional() string {
	if p.Until == 0 {
		return ""
	}
	return fmt.Sprintf(resultsWordsIn(p.Lang).UntilDay, WordsIn(p.Lang).Date(p.Until))
}

// Number and Share write figures in the language of the page.
func (p Embed) Number(n int64) string { return numberIn(n, p.Lang) }

// Share writes a percentage in the language of the page.
func (p Embed) Share(d index.Decimal) string { return percentIn(d, p.Lang) }

// Interval says in a sentence how far the result might move.
func (p Embed) Interval() string {
	x := p.Report.Index
	if x.OverallQuestion == nil {
		return ""
	}
	return fmt.Sprintf(resultsWordsIn(p.Lang).IntervalWords, percentIn(x.OverallQuestion.Percent(), p.Lang), percentIn(x.Interval.Low, p.Lang), percentIn(x.Interval.High, p.Lang))
}

// Change says how the index moved since the period before.
func (p Embed) Change() string {
	w := resultsWordsIn(p.Lang)
	if p.Before == nil {
		return w.NoBefore
	}
	step := p.Report.Index.Overall.Percent().Since(p.Before.Index.Overall.Percent())
	if !step.Exists() {
		return w.NoBefore
	}
	size := step.Size().Comma()
	if p.Lang == survey.English {
		size = step.Size().String()
	}
	before := p.Before.Period.Name(p.Lang)
	if step.Sign() == 0 {
		return fmt.Sprintf(w.Same, before)
	}
	moved := w.Rose
	if step.Sign() < 0 {
		moved = w.Fell
	}
	words := fmt.Sprintf(moved, before, size)
	x, y := p.Report.Index.Interval, p.Before.Index.Interval
	apart := x.Low.Exists() && y.Low.Exists() && (x.Low.Hundredths() > y.High.Hundredths() || y.Low.Hundredths() > x.High.Hundredths())
	if !apart {
		words += " " + w.Chance
	}
	return words
}
