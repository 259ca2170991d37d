package survey

import (
	"fmt"
	"slices"
)

// A Scope says which responses are meant: those of one campaign within a range
// of days, narrowed by any of the lists. An empty list narrows nothing.
type Scope struct {
	Campaign string
	// From and To are the first and the last day, both included.
	From, To Date
	Places   []string
	Counters []string
	Fields   []string
	Channels []Channel
	Groups   []Group
}

// A Group narrows a scope to those who gave one answer to a choice question.
type Group struct {
	Question string
	Option   string
	column   int
	cell     byte
}

// Group returns the group of those who chose the option, as this version of
// the template stores it.
func (t *Template) Group(question, option string) (Group, error) {
	q := t.Question(question)
	if q == nil || !q.Groups() {
		return Group{}, fmt.Errorf("group %s: template %s has no such choice question to narrow by: %w", question, t.Ref(), ErrNotFound)
	}
	n := q.Option(option)
	if n == 0 {
		return Group{}, fmt.Errorf("group %s:%s: no such option: %w", question, option, ErrNotFound)
	}
	return Group{question, option, q.column, byte(n)}, nil
}

// Cell returns the column that the group looks at and the value that its
// members have there, for whoever keeps answers by column.
func (g Group) Cell() (column int, value byte) { return g.column, g.cell }

// Has reports whether a response is in the scope. Both engines use it, so that
// they cannot disagree.
func (s *Scope) Has(r *Response) bool {
	if r.Campaign != s.Campaign || r.Date < s.From || r.Date > s.To {
		return false
	}
	return among(s.Places, r.Place) && among(s.Counters, r.Counter) &&
		among(s.Fields, r.Field) && among(s.Channels, r.Channel) && s.inGroups(r.Answers)
}

func (s *Scope) inGroups(a Answers) bool {
	for _, g := range s.Groups {
		if g.column >= len(a) || a[g.column] != g.cell {
			return false
		}
	}
	return true
}

func among[T comparable](list []T, v T) bool { return len(list) == 0 || slices.Contains(list, v) }

// Intersect returns the scope of exactly those responses that are in both, and
// false where the days or a list show that there can be none. Groups must all
// hold, so they are joined; two that nobody can be in at once are not noticed.
func (s *Scope) Intersect(other Scope) (Scope, bool) {
	both := Scope{
		Campaign: s.Campaign, From: max(s.From, other.From), To: min(s.To, other.To),
		Groups: slices.Concat(s.Groups, other.Groups),
	}
	ok := s.Campaign == other.Campaign && both.From <= both.To
	ok = common(&both.Places, s.Places, other.Places) && ok
	ok = common(&both.Counters, s.Counters, other.Counters) && ok
	ok = common(&both.Fields, s.Fields, other.Fields) && ok
	ok = common(&both.Channels, s.Channels, other.Channels) && ok
	if !ok {
		return Scope{}, false
	}
	return both, true
}

// common finds what is in both lists, of which an empty one narrows nothing. It
// reports false where two that do narrow share nothing: the result, being empty,
// would stand for everything.
func common[T comparable](both *[]T, a, b []T) bool {
	for _, v := range a {
		if among(b, v) {
			*both = append(*both, v)
		}
	}
	if len(a) == 0 {
		*both = slices.Clone(b)
	}
	return len(*both) > 0 || len(a)+len(b) == 0
}
