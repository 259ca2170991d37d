package premises

import (
	"cmp"
	"slices"

	"hailong/internal/survey"
)

// week returns opening hours in the order of a week that begins on Monday, and
// whether they are possible: each stretch within its day, none into the next.
func week(hours []survey.Hours) ([]survey.Hours, bool) {
	list := slices.SortedFunc(slices.Values(hours), func(a, b survey.Hours) int {
		return cmp.Or(cmp.Compare(fromMonday(a), fromMonday(b)), cmp.Compare(a.From, b.From))
	})
	var onDay [7]int
	for i, h := range list {
		if h.Weekday < 0 || h.Weekday > 6 || !h.From.Valid() || !h.To.Valid() || h.From >= h.To {
			return nil, false
		}
		if i > 0 && list[i-1].Weekday == h.Weekday && h.From < list[i-1].To {
			return nil, false
		}
		if onDay[h.Weekday]++; onDay[h.Weekday] > MaxStretches {
			return nil, false
		}
	}
	return list, true
}

func fromMonday(h survey.Hours) int { return (int(h.Weekday) + 6) % 7 }
