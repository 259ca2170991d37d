package staff

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// tried is a try that was wrong, or the wait for it.
func tried(th *throttle, name string) time.Duration {
	_, wait := th.try(name)
	return wait
}

// However the guesses are spread, no day holds more than 100.
func TestNoDayHoldsMoreThanAHundredTries(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := newClock()
		th := newThrottle(c.Now)
		var looked []time.Time
		start := c.Now()
		for c.Now().Sub(start) < 60*time.Hour {
			if tried(th, "lan") == 0 {
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
		wait := tried(th, "lan")
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
		c.advance(tried(th, "lan"))
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
		c.advance(tried(th, "lan"))
	}
	c.advance(remembered)
	for i := range 2 {
		if wait := tried(th, "lan"); wait != 0 {
			t.Errorf("try %d after a day: got a wait of %v", i, wait)
		}
	}
	for range 10 {
		k, wait := th.try("hoa")
		if wait != 0 {
			t.Fatal("got a wait although no try was looked at")
		}
		th.untry("hoa", k)
	}
}

func TestAClockSetBackLocksNobodyOut(t *testing.T) {
	c := newClock()
	th := newThrottle(c.Now)
	for range 10 {
		c.advance(tried(th, "lan"))
	}
	th.try("lan")
	c.advance(-48 * time.Hour)
	if wait := tried(th, "lan"); wait > 15*time.Minute {
		t.Errorf("got a wait of %v", wait)
	}
}

// Whoever has a password may log in as often as he likes, and take as long as he
// likes: that brings him no code more to guess. A login is a try that is taken
// back later, a guess one that stays.
func TestTriesInFlightAreNoVouchersForGuesses(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := newClock()
		th := newThrottle(c.Now)
		var flying []ticket
		var looked []time.Time
		for range rapid.IntRange(500, 1500).Draw(t, "steps") {
			switch rapid.IntRange(0, 2).Draw(t, "step") {
			case 0: // a login
				if k, wait := th.try("lan"); wait == 0 {
					flying = append(flying, k)
				} else {
					c.advance(wait)
				}
			case 1:
				if len(flying) > 0 {
					i := rapid.IntRange(0, len(flying)-1).Draw(t, "landing")
					th.untry("lan", flying[i])
					flying = slices.Delete(flying, i, i+1)
				}
			case 2:
				wait := tried(th, "lan")
				if wait == 0 {
					looked = append(looked, c.Now())
				}
				c.advance(wait)
			}
		}
		busiest(t, looked)
	})
}

// The same by the shortest way: a login hangs, a guess is made, the login ends.
func TestALoginThatHangsIsNoVoucherForAGuess(t *testing.T) {
	c := newClock()
	th := newThrottle(c.Now)
	var looked []time.Time
	for range 300 {
		k, wait := th.try("lan")
		for ; wait > 0; k, wait = th.try("lan") {
			c.advance(wait)
		}
		for wait := tried(th, "lan"); wait > 0; wait = tried(th, "lan") {
			c.advance(wait)
		}
		looked = append(looked, c.Now())
		th.untry("lan", k)
	}
	busiest(t, looked)
}

func TestATryThatIsTakenBackLeavesWhatWasBefore(t *testing.T) {
	c := newClock()
	th := newThrottle(c.Now)
	c.advance(tried(th, "lan"))
	c.advance(tried(th, "lan"))
	before := th.tries["lan"]
	c.advance(2 * time.Second)
	k, _ := th.try("lan")
	th.untry("lan", k)
	if got := th.tries["lan"]; got != before {
		t.Errorf("got %+v, want %+v", got, before)
	}
	k, _ = th.try("hoa")
	th.untry("hoa", k)
	if _, known := th.tries["hoa"]; known {
		t.Error("a name is remembered whose only try was taken back")
	}
}
