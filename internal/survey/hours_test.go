package survey

import (
	"testing"

	"pgregory.net/rapid"
)

func TestAClockIsReadAsItWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := Clock(rapid.IntRange(0, minutesPerDay-1).Draw(t, "minutes"))
		got, err := ParseClock(c.String())
		if err != nil || got != c || !c.Valid() {
			t.Fatalf("%s: got %s, %v", c, got, err)
		}
	})
	if got := Clock(7*60 + 30).String(); got != "07:30" {
		t.Errorf("got %s, want 07:30", got)
	}
}

func TestAClockRefusesOtherSpellings(t *testing.T) {
	for _, s := range []string{"", "7:30", "07:60", "24:00", "07.30", "07:30:00", " 07:30", "07h30", "-1:30", "0730"} {
		if got, err := ParseClock(s); err == nil {
			t.Errorf("%q: got %s, want an error", s, got)
		}
	}
	for _, c := range []Clock{-1, minutesPerDay} {
		if c.Valid() {
			t.Errorf("%d minutes are a time of day", c)
		}
	}
}

func FuzzParseClock(f *testing.F) {
	for _, s := range []string{"07:30", "23:59", "24:00", "7:30", "٠٧:٣٠", "07:30\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if c, err := ParseClock(s); err == nil && (c.String() != s || !c.Valid()) {
			t.Errorf("%q was read as %s", s, c)
		}
	})
}
