package report

import (
	"encoding/json"
	"io"

	"hailong/internal/index"
	"hailong/internal/survey"
)

// WriteIndexJSON writes the index of a report as one line of JSON. Figures are
// strings with two decimals ("84.00") or null where they do not exist; lists
// are never null. Members may be added in later versions, none is renamed.
func WriteIndexJSON(w io.Writer, r *Report) error {
	return json.NewEncoder(w).Encode(indexOfReport(r))
}

func indexOfReport(r *Report) indexJSON {
	x := &r.Index
	return indexJSON{
		Period:          r.Period.String(),
		Scope:           scopeOf(r),
		Template:        x.Template,
		Method:          x.Method,
		Responses:       x.Responses,
		Excluded:        shownNumber(r.Excluded, r.ExcludedHidden),
		Everything:      r.Everything,
		All:             allOf(r.All),
		Flagged:         flaggedJSONOf(r.Flagged),
		Overall:         figureOf(x.Overall),
		OverallQuestion: overallOf(x),
		FactorMean:      percentJSON{x.FactorMean},
		Factors:         each(x.Factors, factorOf),
		Criteria:        each(x.Criteria, questionOf),
		Outside:         each(x.Outside, questionOf),
		Warnings:        each(x.Warnings, func(w index.Warning) index.Warning { return w }),
	}
}

type indexJSON struct {
	Period    string     `json:"period"`
	Scope     scopeJSON  `json:"scope"`
	Template  survey.Ref `json:"template"`
	Method    string     `json:"method"`
	Responses int64      `json:"responses"`
	// Excluded is the number of responses left out, or null where it is hidden.
	Excluded   *int64 `json:"excluded"`
	Everything bool   `json:"everything"`
	// All is what the figures are with nothing excluded, or null where that is
	// not told.
	All *allJSON `json:"all"`
	// Flagged is what looks odd, or null where nobody looked.
	Flagged         *flaggedJSON    `json:"flagged"`
	Overall         figureJSON      `json:"overall"`
	OverallQuestion *overallJSON    `json:"overall_question"`
	FactorMean      percentJSON     `json:"factor_mean"`
	Factors         []factorJSON    `json:"factors"`
	Criteria        []questionJSON  `json:"criteria"`
	Outside         []questionJSON  `json:"outside"`
	Warnings        []index.Warning `json:"warnings"`
}

type allJSON struct {
	Responses int64      `json:"responses"`
	Overall   figureJSON `json:"overall"`
}

type scopeJSON struct {
	Campaign string           `json:"campaign"`
	From     survey.Date      `json:"from"`
	To       survey.Date      `json:"to"`
	Places   []string         `json:"places"`
	Counters []string         `json:"counters"`
	Fields   []string         `json:"fields"`
	Channels []survey.Channel `json:"channels"`
	Groups   []string         `json:"groups"`
}

type figureJSON struct {
	Satisfied           int64         `json:"satisfied"`
	Dissatisfied        int64         `json:"dissatisfied"`
	Valid               int64         `json:"valid"`
	Percent             index.Decimal `json:"percent"`
	DissatisfiedPercent index.Decimal `json:"dissatisfied_percent"`
	Mean                index.Decimal `json:"mean"`
}

type percentJSON struct {
	Percent index.Decimal `json:"percent"`
}

type factorJSON struct {
	Code string `json:"code"`
	figureJSON
}

type questionJSON struct {
	Code    string               `json:"code"`
	Factor  string               `json:"factor,omitempty"`
	Counts  [survey.Levels]int64 `json:"counts"` // levels 1 to 5
	NA      int64                `json:"na"`
	Blank   int64                `json:"blank"`
	Invalid int64                `json:"invalid"`
	figureJSON
}

type overallJSON struct {
	questionJSON
	// Interval is [low, high] in percent, or null.
	Interval *[2]index.Decimal `json:"interval"`
}

func scopeOf(r *Report) scopeJSON {
	same := func(s string) string { return s }
	return scopeJSON{
		Campaign: r.Scope.Campaign,
		From:     r.Scope.From,
		To:       r.Scope.To,
		Places:   each(r.Scope.Places, same),
		Counters: each(r.Scope.Counters, same),
		Fields:   each(r.Scope.Fields, same),
		Channels: each(r.Scope.Channels, func(c survey.Channel) survey.Channel { return c }),
		Groups:   each(r.Scope.Groups, func(g survey.Group) string { return g.Question + ":" + g.Option }),
	}
}

func allOf(x *index.Index) *allJSON {
	if x == nil {
		return nil
	}
	return &allJSON{x.Responses, figureOf(x.Overall)}
}

// shownNumber is null for what is hidden.
func shownNumber(n int64, hidden bool) *int64 {
	if hidden {
		return nil
	}
	return &n
}

func figureOf(f index.Figure) figureJSON {
	return figureJSON{f.Satisfied, f.Dissatisfied, f.Valid, f.Percent(), f.DissatisfiedPercent(), f.Mean()}
}

func factorOf(f index.Factor) factorJSON { return factorJSON{f.Code, figureOf(f.Figure)} }

func questionOf(q index.Question) questionJSON {
	return questionJSON{q.Code, q.Factor, q.Levels, q.NA, q.Blank, q.Invalid, figureOf(q.Figure)}
}

func overallOf(x *index.Index) *overallJSON {
	if x.OverallQuestion == nil {
		return nil
	}
	o := &overallJSON{questionJSON: questionOf(*x.OverallQuestion)}
	if x.Interval.Low.Exists() {
		o.Interval = &[2]index.Decimal{x.Interval.Low, x.Interval.High}
	}
	return o
}

// each maps a list, to an empty list rather than to null.
func each[T, U any](list []T, f func(T) U) []U {
	mapped := make([]U, len(list))
	for i, v := range list {
		mapped[i] = f(v)
	}
	return mapped
}
