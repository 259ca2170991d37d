package survey

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestADateIsTheDayThatTheClockOnTheWallShows(t *testing.T) {
	hanoi := time.FixedZone("ICT", 7*60*60)
	for _, c := range []struct {
		t    time.Time
		want string
	}{
		{time.Date(2026, 10, 5, 0, 0, 0, 0, hanoi), "2026-10-05"},
		{time.Date(2026, 10, 5, 23, 59, 59, 999, hanoi), "2026-10-05"},
		{time.Date(2026, 10, 4, 17, 0, 0, 0, time.UTC).In(hanoi), "2026-10-05"},
		{time.Date(2026, 10, 4, 16, 59, 59, 0, time.UTC).In(hanoi), "2026-10-04"},
		{time.Date(1969, 12, 31, 23, 0, 0, 0, time.UTC), "1969-12-31"},
	} {
		if got := DateOf(c.t).String(); got != c.want {
			t.Errorf("%s: got %s, want %s", c.t, got, c.want)
		}
	}
}

func TestDaysCountFrom1970(t *testing.T) {
	if got := Day(1970, time.January, 1); got != 0 {
		t.Errorf("got %d, want 0", got)
	}
	if got, want := Day(2026, time.February, 29), Day(2026, time.March, 1); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := Day(2026, time.December, 31)+1, Day(2027, time.January, 1); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestADateIsReadAsItWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first, last := Day(0, time.January, 1), Day(9999, time.December, 31)
		d := Date(rapid.Int32Range(int32(first), int32(last)).Draw(t, "date"))
		text, err := d.MarshalText()
		if err != nil {
			t.Fatal(err)
		}
		var got Date
		if err := got.UnmarshalText(text); err != nil || got != d {
			t.Fatalf("%s: got %v %v, want %v", text, got, err, d)
		}
	})
}

func TestParseDateRefusesOtherSpellings(t *testing.T) {
	for _, s := range []string{"", "2026-1-5", "05/10/2026", "2026-02-30", "2026-10-05T00:00:00Z", "2026-10-05 "} {
		if got, err := ParseDate(s); err == nil {
			t.Errorf("%q: got %s, want an error", s, got)
		}
	}
}

func TestACampaignIsOpenFromItsFirstToItsLastDay(t *testing.T) {
	last := Day(2026, 12, 31)
	c := Campaign{Opens: Day(2026, 10, 1), Closes: &last}
	for day, want := range map[Date]bool{
		Day(2026, 9, 30): false, Day(2026, 10, 1): true, Day(2026, 12, 31): true, Day(2027, 1, 1): false,
	} {
		if got := c.OpenOn(day); got != want {
			t.Errorf("%s: got %v, want %v", day, got, want)
		}
	}
	c.Closes = nil
	if !c.OpenOn(Day(2099, 1, 1)) {
		t.Error("a campaign without an end was closed")
	}
}

func TestAPlaceFindsItsCounters(t *testing.T) {
	p := Place{Counters: []Counter{{Code: "q1"}, {Code: "q2"}}}
	if got := p.Counter("q2"); got == nil || got.Code != "q2" {
		t.Errorf("got %v, want q2", got)
	}
	if got := p.Counter("q3"); got != nil {
		t.Errorf("got %v, want none", got)
	}
}
