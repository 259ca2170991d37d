package closing

import (
	"errors"
	"slices"

	"hailong/internal/period"
	"hailong/internal/report"
)

// ErrTooClose: whoever subtracts figures that are published already from these
// would have those of fewer than report.Few people.
var ErrTooClose = errors.New("too few responses apart from what is published")

// A told edition is one that is published, or is to be.
type told struct {
	// quarters are those of its period with how many people and answers stand in
	// each line of its tables. The public is told their sums only.
	quarters map[period.Period]report.Lines
	// hidden are the tables in which it hides a line, show those that it tells.
	hidden, show report.Show
}

// A table is one table of an edition.
type table struct {
	lines func(*report.Lines) map[string]int64
	of    func(*report.Show) *bool
}

// tables are those that an edition may leave out.
var tables = []table{
	{func(l *report.Lines) map[string]int64 { return l.Question }, func(s *report.Show) *bool { return &s.Question }},
	{func(l *report.Lines) map[string]int64 { return l.Factors }, func(s *report.Show) *bool { return &s.Factors }},
	{func(l *report.Lines) map[string]int64 { return l.Criteria }, func(s *report.Show) *bool { return &s.Criteria }},
	{func(l *report.Lines) map[string]int64 { return l.Channels }, func(s *report.Show) *bool { return &s.Channels }},
	{func(l *report.Lines) map[string]int64 { return l.Places }, func(s *report.Show) *bool { return &s.Places }},
	{func(l *report.Lines) map[string]int64 { return l.Fields }, func(s *report.Show) *bool { return &s.Fields }},
}

// decide says what may be told of an edition beside those that are told already,
// or that nothing may (ErrTooClose).
//
// A table whose responses no told edition has a table of may always be told: what
// is few in it is hidden, and there is nothing to subtract. One beside others is
// told only if none of them hides anything, since a line that one hides could be
// had from two that do not, and if no line is cut into pieces of a few. Editions
// that are told keep what they tell, so this holds for all of them together,
// whatever comes in which order. The whole cannot be left out; where it would be
// cut too fine, the edition is refused.
func decide(mine told, before []told) (report.Show, error) {
	if cutFine(func(l *report.Lines) map[string]int64 { return l.Whole }, append(slices.Clone(before), mine)) {
		return report.Show{}, ErrTooClose
	}
	show := report.Everything
	for _, t := range tables {
		*t.of(&show) = t.mayTell(mine, before)
	}
	// The criteria of a factor add up to it.
	show.Criteria = show.Criteria && show.Factors
	return show, nil
}

// mayTell reports whether a table may be told beside the same of other editions.
func (t *table) mayTell(mine told, before []told) bool {
	have := slices.DeleteFunc(slices.Clone(before), func(other told) bool { return !*t.of(&other.show) })
	beside := slices.DeleteFunc(slices.Clone(have), func(other told) bool { return !mine.meets(&other) })
	if len(beside) == 0 {
		return true
	}
	if *t.of(&mine.hidden) || slices.ContainsFunc(beside, func(other told) bool { return *t.of(&other.hidden) }) {
		return false
	}
	return !cutFine(t.lines, append(have, mine))
}

// meets reports whether two editions are of the same responses in part.
func (t *told) meets(other *told) bool {
	for q := range t.quarters {
		if _, both := other.quarters[q]; both {
			return true
		}
	}
	return false
}

// cutFine reports whether editions cut a line into pieces of a few people. A piece
// is what the same editions count: no sum or difference of theirs, of however
// many, tells of less. Of a quarter that two editions count, the one with fewer
// people in a line is taken for a part of the other: responses are only added to a
// quarter, as a rule, and where some were left out instead, the numbers are apart
// by as many.
func cutFine(lines func(*report.Lines) map[string]int64, list []told) bool {
	pieces := make(map[string]int64) // by line and by the editions that count them
	for q := range quartersIn(list) {
		for name := range namesIn(lines, list, q) {
			cut(pieces, name, list, func(t *told) int64 {
				l := t.quarters[q]
				return lines(&l)[name]
			})
		}
	}
	for _, people := range pieces {
		if 0 < people && people < report.Few {
			return true
		}
	}
	return false
}

// cut adds the pieces of a line in a quarter, of which each edition counts so many.
func cut(pieces map[string]int64, name string, list []told, people func(*told) int64) {
	ends := make([]int64, len(list))
	for i := range list {
		ends[i] = people(&list[i])
	}
	var from int64
	for _, end := range slices.Compact(slices.Sorted(slices.Values(ends))) {
		if end == 0 {
			continue
		}
		piece := []byte(name + "/")
		for _, e := range ends {
			piece = append(piece, "01"[min(1, max(0, e-end+1))])
		}
		pieces[string(piece)] += end - from
		from = end
	}
}

func quartersIn(list []told) map[period.Period]bool {
	all := make(map[period.Period]bool)
	for _, t := range list {
		for q := range t.quarters {
			all[q] = true
		}
	}
	return all
}

func namesIn(lines func(*report.Lines) map[string]int64, list []told, q period.Period) map[string]bool {
	all := make(map[string]bool)
	for _, t := range list {
		if l, ok := t.quarters[q]; ok {
			for name := range lines(&l) {
				all[name] = true
			}
		}
	}
	return all
}

// quartersOf are the quarters of a period.
func quartersOf(p period.Period) []period.Period {
	if p.Kind() == period.Quarter {
		return []period.Period{p}
	}
	var list []period.Period
	for _, part := range p.Parts() {
		list = append(list, quartersOf(part)...)
	}
	return list
}
