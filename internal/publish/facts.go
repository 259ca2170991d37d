package publish

import (
	"slices"
	"strings"

	"hailong/internal/index"
	"hailong/internal/report"
	"hailong/internal/survey"
)

// A state says how much there is to tell.
type state int

const (
	// none: nobody answered. few: fewer than index.FewLimit did. blank: enough
	// did, but gave fewer valid answers than that.
	none state = iota
	few
	blank
	// enough is the only state in which figures are given.
	enough
)

// A mark says what a factor's figure is worth.
type mark int

const (
	sound mark = iota
	// scarce figures rest on fewer than index.FewLimit answers, withheld ones on
	// so few (report.Few) that they could be those of persons: they are not
	// shown. missing ones do not exist.
	scarce
	withheld
	missing
)

// words of the marks, below or beside a figure.
var marks = [...]string{sound: "", scarce: "ít phiếu", withheld: "ít phiếu", missing: noFigure}

// A factor is one line of the result.
type factor struct {
	label string
	// percent does not exist where it is not shown.
	percent index.Decimal
	mark    mark
}

// figure writes the factor's figure, or what stands in its place.
func (f *factor) figure() string {
	switch f.mark {
	case sound:
		return percent(f.percent)
	case scarce:
		return percent(f.percent) + " (" + marks[scarce] + ")"
	}
	return marks[f.mark]
}

// The facts are all that the outputs say, before any words.
type facts struct {
	*Issue
	r     *report.Report
	state state
	// unit is the short name of the commune, kind what it is (xã, phường),
	// office its authority.
	unit, kind, office string
	period             string
	n                  int64
	overall            index.Decimal
	factors            []factor
	// best and worst are the factors with the highest and the lowest figure,
	// both empty where there are no such.
	best, worst      []factor
	change           change
	next, done, view []string
}

// The longest names in a text; a name may have any length.
const (
	longestUnit   = 48
	longestFactor = 60
)

// drawn checks an issue and draws the facts from it.
func (i *Issue) drawn() (*facts, error) {
	if err := i.Check(); err != nil {
		return nil, err
	}
	r := i.Report
	f := &facts{
		Issue: i, r: r, period: r.Period.Name(survey.Vietnamese), n: r.Index.Responses,
		next: written(i.Words.Next), done: written(i.Words.Done), view: written(i.Words.Assessment),
	}
	f.names()
	f.state = stateOf(&r.Index)
	if f.state == enough {
		f.overall = r.Index.Overall.Percent()
		f.factors = factorsOf(r)
		f.best, f.worst = extremes(f.factors)
		f.change = changeOf(r, i.Previous)
	}
	return f, nil
}

func (f *facts) names() {
	f.unit, f.office, f.kind = vietnamese(f.r.Unit.Name), vietnamese(f.r.Unit.Authority), "xã"
	if f.unit == "" {
		f.unit = "đơn vị"
	}
	if f.office == "" {
		f.office = raised(f.unit)
	}
	for _, kind := range []string{"xã", "phường", "thị trấn", "đặc khu", "đơn vị"} {
		if rest, found := strings.CutPrefix(strings.ToLower(f.unit), kind); found && (rest == "" || rest[0] == ' ') {
			f.kind = kind
		}
	}
}

func stateOf(x *index.Index) state {
	switch {
	case x.Responses == 0:
		return none
	case x.Responses < index.FewLimit:
		return few
	case x.Overall.Valid < index.FewLimit:
		return blank
	}
	return enough
}

func factorsOf(r *report.Report) []factor {
	names := make(map[string]string)
	for _, f := range r.Template.Factors {
		names[f.Code] = vietnamese(f.Text)
	}
	var list []factor
	for _, f := range r.Index.Factors {
		one := factor{label: clip(names[f.Code], longestFactor), percent: f.Percent()}
		if one.label == "" {
			one.label = clip(plain(f.Code), longestFactor)
		}
		switch {
		case r.Withheld[f.Code]:
			one.mark, one.percent = withheld, index.Decimal{}
		case f.Valid == 0:
			one.mark = missing
		case f.Valid < report.Few:
			one.mark, one.percent = withheld, index.Decimal{}
		case f.Valid < index.FewLimit:
			one.mark = scarce
		}
		list = append(list, one)
	}
	return list
}

// mostTied is how many factors may share the highest or the lowest figure to be
// named for it.
const mostTied = 2

// extremes finds the highest and the lowest among the figures that rest on
// enough answers. Where all are alike, or too many share one end, that end is
// not told.
func extremes(list []factor) (best, worst []factor) {
	list = slices.DeleteFunc(slices.Clone(list), func(f factor) bool { return f.mark != sound })
	if len(list) < 2 {
		return nil, nil
	}
	low, high := list[0].percent.Hundredths(), list[0].percent.Hundredths()
	for _, f := range list {
		low, high = min(low, f.percent.Hundredths()), max(high, f.percent.Hundredths())
	}
	if low == high {
		return nil, nil
	}
	at := func(h int64) []factor {
		some := slices.DeleteFunc(slices.Clone(list), func(f factor) bool { return f.percent.Hundredths() != h })
		if len(some) > mostTied {
			return nil
		}
		return some
	}
	return at(high), at(low)
}

// partial reports whether some factors have too few answers to be the highest or
// the lowest, so that it must be said among which the others are.
func (f *facts) partial() bool {
	return slices.ContainsFunc(f.factors, func(f factor) bool { return f.mark == scarce || f.mark == withheld })
}

func labels(list []factor) []string {
	var names []string
	for _, f := range list {
		names = append(names, lowered(f.label))
	}
	return names
}
