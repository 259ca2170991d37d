package period

import (
	"testing"
	"time"
)

func TestTheDayChangesAtMidnightInVietNam(t *testing.T) {
	for _, c := range []struct{ now, day string }{
		{"2026-12-31T16:59:59Z", "2026-12-31"},
		{"2026-12-31T17:00:00Z", "2027-01-01"},
		{"2026-12-31T23:59:59+07:00", "2026-12-31"},
		{"2026-12-31T23:59:59-10:00", "2027-01-01"},
		{"2028-02-28T17:00:00Z", "2028-02-29"},
	} {
		now, err := time.Parse(time.RFC3339, c.now)
		if err != nil {
			t.Fatal(err)
		}
		if got := Today(now).String(); got != c.day {
			t.Errorf("at %s it is %s, want %s", c.now, got, c.day)
		}
		if !Local(now).Equal(now) {
			t.Errorf("Local moved %s to %s", c.now, Local(now))
		}
	}
}

func TestEveryEdgeFrom2020To2035IsRightToTheSecond(t *testing.T) {
	vietnam := time.FixedZone("+07", 7*60*60) // independent of the zone file
	edges := 0
	for year := 2020; year <= 2035; year++ {
		for month := time.January; month <= time.December; month++ {
			for _, first := range []int{1, cutDay} {
				edges++
				midnight := time.Date(year, month, first, 0, 0, 0, 0, vietnam)
				before, after := midnight.Add(-time.Second), midnight.Add(time.Second)
				if Today(before)+1 != Today(midnight) || Today(midnight) != Today(after) {
					t.Fatalf("around %s it is %s, %s, %s", midnight, Today(before), Today(midnight), Today(after))
				}
				for _, k := range Kinds {
					edge(t, k, Calendar, before, midnight, after, first == 1 && begins(k, month))
					edge(t, k, Reporting, before, midnight, after, first == cutDay && begins(k, month+1))
				}
			}
		}
	}
	if want := 16 * 12 * 2; edges != want {
		t.Errorf("looked at %d edges, want %d", edges, want)
	}
}

// begins reports whether a calendar period of the kind begins in the month.
func begins(k Kind, month time.Month) bool {
	return (int(month)-1)%k.months() == 0
}

func edge(t *testing.T, k Kind, s Scheme, before, midnight, after time.Time, changes bool) {
	t.Helper()
	was, is, stays := Of(k, Today(before), s), Of(k, Today(midnight), s), Of(k, Today(after), s)
	want := was
	if changes {
		want = was.Next()
	}
	if is != want || stays != want {
		t.Errorf("%s: before midnight of %s %s, at midnight %s, after %s, want %s", s, Today(midnight), was, is, stays, want)
	}
	if from, _ := is.Dates(s); (from == Today(midnight)) != changes {
		t.Errorf("%s: %s begins on %s, midnight is of %s", s, is, from, Today(midnight))
	}
}
