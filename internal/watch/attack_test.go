package watch

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"hailong/internal/demo"
	"hailong/internal/survey"
)

// before is how many days an office had before the attacks: six weeks.
const before = 42

// A siege is one office that is attacked in each way, on a Monday and on all days
// of the week that it begins.
type siege struct {
	*office
	seed uint64
	at   demo.Thresholds
	past *Diary
}

func newSiege(code string, size int, seed uint64, at demo.Thresholds) *siege {
	s := &siege{newOffice(code, size, before/7+1, seed, at), seed, at, NewDiary("dot", questionnaires)}
	for i, rows := range s.days[:before] {
		see(s.past, first+survey.Date(i), rows)
	}
	return s
}

// attack adds a fifth to each of some days and returns on how many of them there
// was an alert.
func (s *siege) attack(a demo.Attack, days int) int {
	d := *s.past
	d.days = maps.Clone(d.days)
	dice := rand.New(rand.NewPCG(s.seed, 2))
	alerted := 0
	for i := before; i < before+days; i++ {
		rows := slices.Clone(s.days[i])
		if len(rows) == 0 {
			continue
		}
		extra := a.Stuff(dice, s.template, rows, (len(rows)+4)/5, fmt.Sprint(s.seed, i))
		s.at.Flag(dice, rows, a, extra)
		if _, alerts := see(&d, first+survey.Date(i), append(rows, extra...)); len(alerts) > 0 {
			alerted++
		}
	}
	return alerted
}

// besiege returns of how many sieges each attack was seen.
func besiege(code string, size, sieges, days int, at demo.Thresholds) map[demo.Attack]int {
	seen := make(map[demo.Attack]int)
	for seed := range uint64(sieges) {
		s := newSiege(code, size, seed+1, at)
		for _, a := range demo.Attacks {
			if s.attack(a, days) > 0 {
				seen[a]++
			}
		}
	}
	return seen
}

// sieges is how many seeds are tried.
func sieges(t *testing.T, most int) int {
	if testing.Short() {
		return most / 10
	}
	t.Parallel()
	return most
}

func TestEachAttackOfAFifthIsSeenWithinItsDay(t *testing.T) {
	for _, c := range []struct {
		code       string
		size, most int
	}{{"short", 60, 200}, {"full", 60, 200}, {"short", 300, 20}, {"full", 300, 20}} {
		t.Run(fmt.Sprint(c.code, c.size), func(t *testing.T) {
			n := sieges(t, c.most)
			seen := besiege(c.code, c.size, n, 1, desk)
			t.Logf("of %d: %v", n, seen)
			for _, a := range demo.Attacks {
				if 100*seen[a] < 99*n {
					t.Errorf("%s seen on %d of %d days, want 99 of 100", a, seen[a], n)
				}
			}
		})
	}
}

// Two responses more where there are ten are not to be seen in a day unless they
// are alike, or come as no person's do.
func TestAtASmallPlaceWhatIsRareIsSeenWithinItsDay(t *testing.T) {
	for _, code := range []string{"short", "full"} {
		t.Run(code, func(t *testing.T) {
			n := sieges(t, 200)
			day, week := besiege(code, 10, n, 1, desk), besiege(code, 10, n, 7, desk)
			t.Logf("of %d: %v within the day, %v within the week", n, day, week)
			for _, a := range []demo.Attack{demo.SameText, demo.OneCookie} {
				if 100*day[a] < 95*n || week[a] < n {
					t.Errorf("%s seen on %d of %d days and in %d weeks", a, day[a], n, week[a])
				}
			}
		})
	}
}

// The desk decides what is seen of a burst. With the larger thresholds a burst of
// twelve in ten minutes shows no flag.
func TestADeskThatFlagsLateHidesBurstsOfAMediumPlace(t *testing.T) {
	n := sieges(t, 100)
	seen := besiege("short", 60, n, 1, demo.Thresholds{Network: 15, Burst: 20})
	t.Logf("of %d: %v", n, seen)
	if seen[demo.OneNetwork] > n/2 {
		t.Errorf("seen %v: then the desk may flag as late", seen)
	}
}
