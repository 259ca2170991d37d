package campaign

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"hailong/internal/period"
	"hailong/internal/survey"
)

func TestWeeksTileThePeriod(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		kind := rapid.SampledFrom(period.Kinds).Draw(t, "kind")
		scheme := rapid.SampledFrom(period.Schemes).Draw(t, "scheme")
		day := survey.Day(2020, 1, rapid.IntRange(1, 6000).Draw(t, "day"))
		from, to := period.Of(kind, day, scheme).Dates(scheme)
		next := from
		for _, w := range weeks(from, to) {
			year, number := w.To.Time().ISOWeek()
			if w.From != next || w.To < w.From || w.Year != year || w.Number != number {
				t.Fatalf("%+v, want it from %s in week %d of %d", w, next, number, year)
			}
			if w.From != from && w.From.Time().Weekday() != time.Monday || w.To != to && w.To.Time().Weekday() != time.Sunday {
				t.Fatalf("%s..%s is no week", w.From, w.To)
			}
			next = w.To + 1
		}
		if next != to+1 {
			t.Fatalf("the weeks end before %s, the period on %s", next, to)
		}
	})
}

func TestTheWeeksOfAQuarterAreClipped(t *testing.T) {
	list := weeks(survey.Day(2026, 10, 1), survey.Day(2026, 12, 31))
	first, last := list[0], list[len(list)-1]
	if len(list) != 14 || first.Number != 40 || first.To != survey.Day(2026, 10, 4) || last.Number != 53 || last.Year != 2026 || last.From != survey.Day(2026, 12, 28) {
		t.Errorf("%d weeks from %+v to %+v", len(list), first, last)
	}
}

func TestTheDaysLeftCountTodayAndEndWithTheCampaign(t *testing.T) {
	from, to := survey.Day(2026, 10, 1), survey.Day(2026, 12, 31)
	closes := survey.Day(2026, 11, 30)
	for _, c := range []struct {
		name   string
		change func(*survey.Campaign)
		today  survey.Date
		want   int
	}{
		{"on the last day", func(*survey.Campaign) {}, to, 1},
		{"on the first day", func(*survey.Campaign) {}, from, 92},
		{"long before", func(*survey.Campaign) {}, from - 100, 92},
		{"when it is over", func(*survey.Campaign) {}, to + 1, 0},
		{"long after", func(*survey.Campaign) {}, to + 500, 0},
		{"with an end before", func(c *survey.Campaign) { c.Closes = &closes }, closes - 1, 2},
		{"after that end", func(c *survey.Campaign) { c.Closes = &closes }, closes + 1, 0},
		{"of a closed campaign", func(c *survey.Campaign) { c.Closed = true }, from, 0},
		{"of one that begins later", func(c *survey.Campaign) { c.Opens = to - 1 }, from, 2},
		{"of a draft", func(c *survey.Campaign) { c.Draft, c.Opens = true, to }, from, 1},
	} {
		k := survey.Campaign{Opens: from - 1000}
		c.change(&k)
		if got := daysLeft(&k, from, to, c.today); got != c.want {
			t.Errorf("%s: got %d, want %d", c.name, got, c.want)
		}
	}
}
