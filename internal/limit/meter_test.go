package limit

import (
	"fmt"
	"net/netip"
	"testing"
	"time"

	"hailong/internal/survey"
)

// flagged sends n sheets to one unit and returns how many had the flag.
func flagged(l *Limiter, n int, flag survey.Flags, sheet func(i int) Sheet) int {
	had := 0
	for i := range n {
		if l.Sheet(sheet(i)).Flags.Has(flag) {
			had++
		}
	}
	return had
}

func TestOneNetworkThatBringsManyToOneUnitIsFlaggedFromTheSeventhOn(t *testing.T) {
	for name, c := range map[string]struct {
		from func(i int) netip.Addr
		want int
	}{
		"an address":      {always(address("203.0.113.7")), 34},
		"a /64":           {func(i int) netip.Addr { return address("2001:db8:1:2::%x", i) }, 34},
		"a /48":           {func(i int) netip.Addr { return address("2001:db8:1:%x::1", i) }, 34},
		"many networks":   {func(i int) netip.Addr { return address("2001:db8:%x::1", i) }, 0},
		"no address":      {always(netip.Addr{}), 0},
		"many addresses":  {func(i int) netip.Addr { return address("203.0.113.%d", i) }, 0},
		"IPv4 in clothes": {always(address("::ffff:203.0.113.7")), 34},
	} {
		l, _ := newLimiter(t)
		got := flagged(l, 40, survey.FlagNetwork, func(i int) Sheet { return Sheet{From: c.from(i), Code: fmt.Sprint(i), Unit: "xa"} })
		if got != c.want {
			t.Errorf("%s: %d of 40 are flagged, want %d", name, got, c.want)
		}
	}
	l, _ := newLimiter(t)
	if got := flagged(l, 18, survey.FlagNetwork, func(i int) Sheet {
		return Sheet{From: address("203.0.113.7"), Code: fmt.Sprint(i), Unit: fmt.Sprint(i % 3)}
	}); got != 0 {
		t.Errorf("a carrier's exit with people of three units: %d are flagged", got)
	}
}

func TestAnOrdinaryDayBehindOneAddressIsNotFlagged(t *testing.T) {
	l, c := newLimiter(t)
	for range 7 * 60 / 2 { // a person every two minutes, all day
		if v := l.Sheet(Sheet{From: address("203.0.113.7"), Code: "DEMO", Unit: "xa"}); v.Flags != 0 || !v.Allowed() {
			t.Fatalf("got %+v", v)
		}
		c.move(2 * time.Minute)
	}
}

func TestABurstIsFlaggedForACodeThatIsNotUsedToIt(t *testing.T) {
	others := func(i int) Sheet { return Sheet{From: address("2001:db8:%x::1", i), Code: "DEMO", Unit: "xa"} }
	l, _ := newLimiter(t)
	if got := flagged(l, 60, survey.FlagBurst, others); got != 52 {
		t.Errorf("of 60 at a code that was never used %d are flagged, want 52", got)
	}
	for perWindow, want := range map[int]int{2: 51, 6: 36, 8: 28} { // from 9, from 24, from 32
		l, c := newLimiter(t)
		for range 30 {
			if n := flagged(l, perWindow, survey.FlagBurst, others); n != 0 {
				t.Errorf("at %d in ten minutes %d are flagged", perWindow, n)
			}
			c.move(window)
		}
		c.move(window) // a pause, so that the last window does not count in
		if got := flagged(l, 59, survey.FlagBurst, others); got != want {
			t.Errorf("used to %d in ten minutes, %d of 59 are flagged, want %d", perWindow, got, want)
		}
	}
}

func TestAMeterCountsTheLastTenMinutesOnly(t *testing.T) {
	var m meter
	for range 10 {
		m.count(0)
	}
	for at, want := range map[time.Duration]int{
		window - 1: 11, window: 11, window + window/2: 6, 2*window - 1: 1, 2 * window: 1, 1000 * window: 1,
	} {
		k := m
		if got := k.count(at); got != want {
			t.Errorf("after %v the meter shows %d, want %d", at, got, want)
		}
	}
	m.uncount(5 * window)
	if m.now != 0 {
		t.Errorf("a meter shows %d", m.now)
	}
}
