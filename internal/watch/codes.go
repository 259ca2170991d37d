package watch

import (
	"maps"
	"slices"
)

// What is odd about a counter's code: that it brings nothing where it usually
// brings ten (by chance that happens once in twenty thousand days), or five times
// as many and not just a handful.
const (
	silentBelow = 10
	floodTimes  = 5
	floodLeast  = 15
	// knownDays is on how many days the place must have had responses before.
	knownDays = 7
)

// codes looks for counters whose own code fell silent or brings far more. Another
// code may be stuck over it.
func (v *view) codes() {
	counters := make(map[string]bool)
	open := 0
	for day := v.day - weeks*weekDays; day < v.day; day++ {
		if n := v.diary.noted(v.place, day); n != nil && n.responses > 0 {
			open++
			for c := range n.codes {
				counters[c] = true
			}
		}
	}
	if open < knownDays {
		return
	}
	whole := v.median(func(n *notes) int { return n.responses })
	for c := range v.lot.codes {
		counters[c] = true
	}
	for _, c := range slices.Sorted(maps.Keys(counters)) {
		usual, today := v.median(func(n *notes) int { return n.codes[c] }), v.lot.codes[c]
		a := Alert{Kind: Poster, Counter: c, Days: 1, Count: int64(today), Of: int64(usual), Usual: int64(usual), Severity: Odd}
		switch {
		case today == 0 && usual >= silentBelow && 2*v.lot.responses >= whole:
			v.raise(a)
		case today >= floodTimes*usual && today >= floodLeast:
			a.Severity = Severe
			v.raise(a)
		}
	}
}

// median is that of the place's days with responses in the four weeks before.
func (v *view) median(of func(*notes) int) int {
	var list []int
	for day := v.day - weeks*weekDays; day < v.day; day++ {
		if n := v.diary.noted(v.place, day); n != nil && n.responses > 0 {
			list = append(list, of(n))
		}
	}
	if len(list) == 0 {
		return 0
	}
	slices.Sort(list)
	return list[len(list)/2]
}
