package demo

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hailong/internal/survey"
)

// oneDay is a busy day of the short questionnaire.
func oneDay(t *testing.T, n int) (Plan, []survey.Response) {
	t.Helper()
	p := plan(t, "short", n, 3)
	p.From = survey.Day(2026, time.October, 5)
	p.To = p.From
	return p, slices.Collect(p.All())
}

func TestAnAttackIsTheSameFromTheSameSeedAndFitsTheTemplate(t *testing.T) {
	p, like := oneDay(t, 60)
	for _, a := range Attacks {
		stuffed := func() []survey.Response {
			dice := rand.New(rand.NewPCG(1, 2))
			extra := a.Stuff(dice, p.Template, like, 12, "mot")
			Thresholds{Network: 6, Burst: 8}.Flag(dice, slices.Clone(like), a, extra)
			return extra
		}
		one, again := stuffed(), stuffed()
		for i, r := range one {
			same := again[i]
			if r.ID != same.ID || r.Flags != same.Flags || !slices.Equal(r.Answers, same.Answers) {
				t.Errorf("%s: response %d is another the second time", a, i)
			}
			if !p.Template.Fits(r.Answers) || r.Flags&^survey.FlagsStored != 0 || r.Date != p.From || slices.ContainsFunc(like, func(l survey.Response) bool { return l.ID == r.ID }) {
				t.Errorf("%s: %+v cannot be stored beside the others", a, r)
			}
		}
	}
}

func TestEachAttackLeavesTheTracesOfItsKind(t *testing.T) {
	p, like := oneDay(t, 60)
	for a, want := range map[Attack]struct {
		flag  survey.Flags
		least int
	}{
		StaffBurst: {survey.FlagNetwork, 6}, SameText: {0, 12}, AllBest: {0, 12}, Night: {survey.FlagHours, 12},
		OneCookie: {survey.FlagFast | survey.FlagKey, 12}, OneNetwork: {survey.FlagNetwork, 6},
	} {
		dice := rand.New(rand.NewPCG(1, 2))
		extra := a.Stuff(dice, p.Template, like, 12, "mot")
		Thresholds{Network: 6, Burst: 8}.Flag(dice, slices.Clone(like), a, extra)
		n := 0
		for _, r := range extra {
			if r.Flags.Has(want.flag) {
				n++
			}
			if (r.Comment != "") != (a == SameText) {
				t.Errorf("%s says %q", a, r.Comment)
			}
			if a == AllBest && slices.ContainsFunc(p.Template.Columns(), func(c survey.Column) bool {
				v := r.Answers[p.Template.Column(c.Question)]
				return c.Question.Kind == survey.KindLevel && v > 0 && v < survey.Levels
			}) {
				t.Errorf("%s gives %v", a, r.Answers)
			}
		}
		if n < want.least {
			t.Errorf("%s: %d of 12 carry %s, want %d", a, n, want.flag, want.least)
		}
	}
}

// TestADeskFlagsNobodyBelowItsThresholds: whoever comes alone is not of a network,
// nor of a burst, and paper carries nothing.
func TestADeskFlagsNobodyBelowItsThresholds(t *testing.T) {
	_, like := oneDay(t, 60)
	rapid.Check(t, func(t *rapid.T) {
		list := slices.Clone(like)
		at := Thresholds{Network: rapid.IntRange(3, 30).Draw(t, "network"), Burst: rapid.IntRange(3, 30).Draw(t, "burst")}
		at.Flag(rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0)), list, "", nil)
		network, burst := 0, 0
		for _, r := range list {
			if r.Channel == survey.ChannelPaper && r.Flags != 0 {
				t.Fatalf("paper is flagged %s", r.Flags)
			}
			if r.Flags.Has(survey.FlagNetwork) {
				network++
			}
			if r.Flags.Has(survey.FlagBurst) {
				burst++
			}
		}
		if network > len(list)-at.Network || burst > len(list)-at.Burst {
			t.Fatalf("%d of a network and %d of a burst of %d", network, burst, len(list))
		}
	})
}
