package report

import (
	"maps"
	"slices"

	"hailong/internal/index"
)

// Show says which figures of a report everybody may have beside those that were
// published before. The overall index and the number of responses always are.
type Show struct {
	Question bool `json:"question"`
	Factors  bool `json:"factors"`
	Criteria bool `json:"criteria"`
	Channels bool `json:"channels"`
	Places   bool `json:"places"`
	Fields   bool `json:"fields"`
}

// Everything shows all.
var Everything = Show{true, true, true, true, true, true}

// Public returns what everybody may be told of a report that was compiled for
// totals only. What is not to be shown is not in it any more: neither the lines of
// Withheld nor the figures of hidden parts, no tables that show forbids, no choice
// questions and nothing of the other registers. So no page can print it.
func Public(r *Report, show Show) *Report {
	p := *r
	p.Books, p.Weighted, p.Choices = nil, nil, nil
	p.Index = publicIndex(&r.Index, show)
	p.Withheld = make(map[string]bool)
	if show.Factors {
		p.withhold(show.Criteria)
	}
	p.Channels, p.Places, p.Fields = shownParts(r.Channels, show.Channels, show), shownParts(r.Places, show.Places, show), shownParts(r.Fields, show.Fields, show)
	// What a channel has lost tells of how many it has.
	p.ExcludedChannels = nil
	return &p
}

// publicIndex is the index without what show forbids. The mean of the factors and
// the warnings would tell of single lines.
func publicIndex(x *index.Index, show Show) index.Index {
	p := *x
	p.FactorMean, p.Outside, p.Warnings = index.Decimal{}, nil, nil
	p.Factors, p.Criteria = slices.Clone(x.Factors), slices.Clone(x.Criteria)
	if !show.Factors {
		p.Factors = nil
	}
	if !show.Factors || !show.Criteria {
		p.Criteria = nil
	}
	if q := p.OverallQuestion; q == nil || !show.Question || q.Valid < Few {
		p.OverallQuestion, p.Interval = nil, index.Interval{}
	}
	return p
}

// withhold empties the factors and criteria that few could judge.
func (r *Report) withhold(criteria bool) {
	factors := hiddenFactors(&r.Index)
	maps.Copy(r.Withheld, onlyTrue(factors))
	if criteria {
		maps.Copy(r.Withheld, onlyTrue(hiddenCriteria(&r.Index, factors)))
	}
	for i, f := range r.Index.Factors {
		if factors[f.Code] {
			r.Index.Factors[i].Figure = index.Figure{}
		}
	}
	for i, q := range r.Index.Criteria {
		if r.Withheld[q.Code] {
			r.Index.Criteria[i] = index.Question{Code: q.Code, Factor: q.Factor}
		}
	}
}

func onlyTrue(m map[string]bool) map[string]bool {
	maps.DeleteFunc(m, func(_ string, yes bool) bool { return !yes })
	return m
}

func shownParts(parts []Part, table bool, show Show) []Part {
	if !table {
		return nil
	}
	parts = slices.Clone(parts)
	for i, yes := range withoutInterval(parts) {
		if yes || !show.Question {
			parts[i].Index.OverallQuestion, parts[i].Index.Interval = nil, index.Interval{}
		}
		if parts[i].Hidden {
			parts[i].Index = index.Index{}
		}
	}
	return parts
}

// withoutInterval finds the parts whose interval is not told. It is that of the
// overall question, and from both its ends and their distance follows how many
// have answered that and how: so it is hidden with the part, where few have
// answered it, and where the answers of a few would remain when those of all
// other parts are subtracted from the whole.
func withoutInterval(parts []Part) []bool {
	without := make([]bool, len(parts))
	var sum int64
	hide := func(i int) { without[i], sum = true, sum+asked(&parts[i]) }
	for i := range parts {
		if n := asked(&parts[i]); parts[i].Hidden || n < Few {
			hide(i)
		}
	}
	for 0 < sum && sum < Few {
		next := -1
		for i := range parts {
			if !without[i] && (next < 0 || asked(&parts[i]) < asked(&parts[next])) {
				next = i
			}
		}
		if next < 0 {
			break
		}
		hide(next)
	}
	return without
}

// asked is how many people of a part have answered the overall question.
func asked(p *Part) int64 {
	if q := p.Index.OverallQuestion; q != nil {
		return q.Valid
	}
	return 0
}

// Lines are the numbers of people or answers that the tables of a report tell of,
// by table and line; Whole is what is always told.
type Lines struct {
	Whole, Question, Factors, Criteria, Channels, Places, Fields map[string]int64
	// Hidden tells which tables hide a line.
	Hidden Show
}

// LinesOf returns the lines of a report that was compiled for totals only, with
// those that are hidden.
func LinesOf(r *Report) Lines {
	x := &r.Index
	l := Lines{
		Whole:    map[string]int64{"responses": x.Responses, "valid": x.Overall.Valid},
		Question: make(map[string]int64), Factors: make(map[string]int64), Criteria: make(map[string]int64),
		Channels: sizes(r.Channels), Places: sizes(r.Places), Fields: sizes(r.Fields),
	}
	if q := x.OverallQuestion; q != nil {
		l.Question[q.Code] = q.Valid
		l.Hidden.Question = q.Valid < Few
	}
	for _, f := range x.Factors {
		l.Factors[f.Code] = f.Valid
	}
	for _, q := range x.Criteria {
		l.Criteria[q.Code] = q.Valid
	}
	factors := hiddenFactors(x)
	l.Hidden.Factors = len(onlyTrue(maps.Clone(factors))) > 0
	l.Hidden.Criteria = len(onlyTrue(hiddenCriteria(x, factors))) > 0
	l.Hidden.Channels, l.Hidden.Places, l.Hidden.Fields = anyHidden(r.Channels), anyHidden(r.Places), anyHidden(r.Fields)
	return l
}

func sizes(parts []Part) map[string]int64 {
	m := make(map[string]int64)
	for _, p := range parts {
		m[p.Code] = p.Index.Responses
	}
	return m
}
