package staff

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// However the guesses are spread, no day holds more than 100.
func TestNoDayHoldsMoreThanAHundredTries(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := newClock()
		th := newThrottle(c.Now)
		var looked []time.Time
		start := c.Now()
		for c.Now().Sub(start) < 60*time.Hour {
			if th.try("lan") == 0 {
				looked = append(looked, c.Now())
			}
			c.advance(time.Duration(rapid.Int64Range(1, int64(20*time.Minute)).Draw(t, "pause")))
		}
		busiest(t, looked)
	})
}

func TestTheFastestGuesserHasAHundredTriesADay(t *testing.T) {
	c := newClock()
	th := newThrottle(c.Now)
	var looked []time.Time
	for start := c.Now(); c.Now().Sub(start) < 72*time.Hour; {
		wait := th.try("lan")
		if wait == 0 {
			looked = append(looked, c.Now())
		}
		if wait > 15*time.Minute {
			t.Fatalf("got a wait of %v, want at most 15 minutes", wait)
		}
		c.advance(wait)
	}
	busiest(t, looked)
}

func busiest(t interface{ Fatalf(string, ...any) }, looked []time.Time) {
	for i, first := range looked {
		n := 0
		for _, at := range looked[i:] {
			if at.Sub(first) < 24*time.Hour {
				n++
			}
		}
		if n > 100 {
			t.Fatalf("got %d tries in the day from %v, want at most 100", n, first)
		}
	}
}

func TestInventedNamesDoNotFreeTheOneThatIsAttacked(t *testing.T) {
	c := newClock()
	th := newThrottle(c.Now)
	for range 6 {
		c.advance(th.try("lan"))
	}
	for i := range throttled + 500 {
		th.try(fmt.Sprint("tên", i))
	}
	if len(th.tries) > throttled {
		t.Errorf("got %d names remembered, want at most %d", len(th.tries), throttled)
	}
	if wrong := th.tries["lan"].wrong; wrong < 3 {
		t.Errorf("got %d wrong tries remembered of the attacked name", wrong)
	}
}

func TestTriesAreForgottenAfterADayAndTakenBackWhenNotLookedAt(t *testing.T) {
	c := newClock()
	th := newThrottle(c.Now)
	for range 10 {
		c.advance(th.try("lan"))
	}
	c.advance(remembered)
	for i := range 2 {
		if wait := th.try("lan"); wait != 0 {
			t.Errorf("try %d after a day: got a wait of %v", i, wait)
		}
	}
	for range 10 {
		if th.try("hoa") != 0 {
			t.Fatal("got a wait although no try was looked at")
		}
		th.untry("hoa")
	}
}

func TestAClockSetBackLocksNobodyOut(t *testing.T) {
	c := newClock()
	th := newThrottle(c.Now)
	for range 10 {
		c.advance(th.try("lan"))
	}
	th.try("lan")
	c.advance(-48 * time.Hour)
	if wait := th.try("lan"); wait > 15*time.Minute {
		t.Errorf("got a wait of %v", wait)
	}
}
