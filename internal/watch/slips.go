package watch

import (
	"math"
	"slices"

	"hailong/internal/survey"
)

// Slipped is what is known of the slips of a place in a period.
type Slipped struct {
	Campaign, Place string
	// Issued slips and those Returned, which are responses now.
	Issued, Returned int64
}

// chanceSlips is that of one place to differ so much from the others.
const chanceSlips = 0.0005

// leastIssued is how many slips a place must have to be compared.
const leastIssued = 30

// LookSlips looks at the slips of one campaign as of a day: more of them than the
// unit had cases, which nobody can have handed out honestly, and places whose
// slips come back far more or far less often than those of all others. Cases is 0
// where nobody wrote it down.
func LookSlips(day survey.Date, campaign string, list []Slipped, cases int64) []Alert {
	alert := Alert{Campaign: campaign, Day: day, Kind: Slips, Days: 1}
	var alerts []Alert
	var all share
	for _, s := range list {
		all = all.plus(share{int(s.Returned), int(s.Issued)})
	}
	if cases > 0 && int64(all.of) > cases {
		a := alert
		a.Count, a.Of, a.Usual, a.Severity = int64(all.of), cases, cases, Severe
		alerts = append(alerts, a)
	}
	// The oddest place makes all others look odd, so it is left out of the rest.
	left := slices.DeleteFunc(slices.Clone(list), func(s Slipped) bool { return s.Returned > s.Issued })
	for {
		worst, usual, chance := oddest(left)
		if chance >= chanceSlips {
			return alerts
		}
		a := alert
		a.Place, a.Count, a.Of, a.Usual, a.Severity = left[worst].Place, left[worst].Returned, left[worst].Issued, usual, Odd
		alerts = append(alerts, a)
		left = slices.Delete(left, worst, worst+1)
	}
}

// oddest returns the place that differs most from the others, how many of its
// slips would usually have come back, and the chance of that.
func oddest(list []Slipped) (worst int, usual int64, chance float64) {
	chance = 1
	for i, s := range list {
		var rest share
		for j, other := range list {
			if j != i {
				rest = rest.plus(share{int(other.Returned), int(other.Issued)})
			}
		}
		if s.Issued < leastIssued || rest.of < leastIssued {
			continue
		}
		b := anyShare.after(rest)
		p := math.Min(b.atLeast(int(s.Returned), int(s.Issued)), belief{b.b, b.a}.atLeast(int(s.Issued-s.Returned), int(s.Issued)))
		if p < chance {
			worst, usual, chance = i, int64(math.Ceil(b.expected(int(s.Issued)))), p
		}
	}
	return worst, usual, chance
}
