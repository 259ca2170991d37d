package limit

import (
	"crypto/rand"
	"encoding/binary"
	"fmt"
	"net/netip"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hailong/internal/period"
)

func TestManyAddressesAreNoMoreThanTheKeysThereAre(t *testing.T) {
	l, c := newLimiter(t)
	for i := range 300_000 {
		var a [4]byte
		binary.BigEndian.PutUint32(a[:], uint32(i))
		l.Contact(netip.AddrFrom4(a))
		if i%100 == 0 {
			l.Sheet(Sheet{From: address("2001:db8:%x:%x::1", i>>16, i&0xffff), Code: fmt.Sprint(i), Unit: fmt.Sprint(i)})
		}
		c.move(time.Millisecond)
	}
	if n := l.Keys(); n > MostKeys || n < mostSenders || MostKeys != 100_000 {
		t.Errorf("%d keys are remembered, want at most %d and not few", n, MostKeys)
	}
}

func TestStrangersPushOutNoCodeAndWhatIsRefusedNobody(t *testing.T) {
	l, _ := newLimiter(t)
	for range 120 {
		l.Sheet(Sheet{Code: "DEMO"})
	}
	for i := range 2 * mostSenders {
		l.Contact(address("2001:db8:%x::%x", i>>16, i&0xffff)) // most are refused
	}
	before := l.Keys()
	if before > 1000 {
		t.Errorf("%d keys for what was refused", before)
	}
	if l.Sheet(Sheet{From: address("203.0.113.7"), Code: "DEMO"}).Allowed() {
		t.Error("strangers have filled a code's bucket")
	}
	if l.Keys() != before {
		t.Error("a refused sheet is remembered")
	}
}

// A sender that comes at any times is never let in more often than its budget and
// what was refilled, in any window, and one that waits as told passes.
func TestNoWindowHoldsMoreThanTheBudgetAndItsRefill(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := &clock{at: time.Date(2026, time.November, 23, 9, 0, 0, 0, time.UTC)}
		l, err := New(Options{Now: c.now, Day: period.Today, Rand: rand.Reader})
		if err != nil {
			t.Fatal(err)
		}
		var in []time.Duration
		s := Sheet{From: address("203.0.113.7"), Code: "DEMO", Unit: "xa"}
		start := c.at
		haste := rapid.SampledFrom([]time.Duration{1, time.Second, 10 * time.Second, time.Minute, 14 * time.Hour}).Draw(t, "haste")
		for range rapid.IntRange(60, 300).Draw(t, "visits") {
			c.move(time.Duration(rapid.Int64Range(0, int64(haste)).Draw(t, "pause")))
			v := l.Sheet(s)
			if !v.Allowed() && rapid.Bool().Draw(t, "patient") {
				c.move(time.Duration(v.Err().(*Refused).Seconds()) * time.Second)
				if v = l.Sheet(s); !v.Allowed() {
					t.Fatalf("it waited as told and is told %v more", v.Wait)
				}
			}
			if v.Allowed() {
				in = append(in, c.at.Sub(start))
			}
		}
		for i := range in {
			for j := i; j < len(in); j++ {
				sum := j - i + 1
				for _, b := range []Budget{sheetTiers.narrow, codeBudget, unitBudget} {
					if most := b.Most + int((in[j]-in[i])/b.step()); sum > most {
						t.Fatalf("%d within %v, want at most %d", sum, in[j]-in[i], most)
					}
				}
			}
		}
	})
}

func TestAClockThatJumpsNeitherLocksOutNorLetsIn(t *testing.T) {
	from := address("203.0.113.7")
	l, c := newLimiter(t)
	passed, v := sheets(l, 100, always(from))
	c.move(-time.Hour)
	if n, again := sheets(l, 1, always(from)); n != 0 || again.Wait != v.Wait {
		t.Errorf("set back an hour: %d of %d passed, then %v; want the wait of before, %v", n, passed, again.Wait, v.Wait)
	}
	if n, w := sheets(l, 30, always(address("203.0.113.8"))); n != 30 {
		t.Errorf("set back an hour: an honest one waits %v", w.Wait)
	}
	c.move(v.Wait)
	if n, again := sheets(l, 1, always(from)); n != 1 {
		t.Errorf("set back, then waited as told: wait %v", again.Wait)
	}
	c.move(240 * time.Hour)
	if n, _ := sheets(l, 100, always(from)); n != 60 {
		t.Errorf("ten days ahead: %d passed, want a full budget and no more", n)
	}
}

func TestMidnightForgetsWhoAndNotHowMuch(t *testing.T) {
	l, c := newLimiter(t)
	c.move(15*time.Hour - time.Minute) // a minute to midnight in Viet Nam
	from := address("203.0.113.7")
	sheets(l, 60, always(from))
	who := reachOf(from, 32).name(forSheets, "")
	before := l.salt.key(who)
	c.move(2 * time.Minute)
	if n, _ := sheets(l, 100, always(from)); n != 12 {
		t.Errorf("after midnight %d pass, want the 12 that two minutes refill", n)
	}
	if l.salt.key(who) == before {
		t.Error("today's key is yesterday's")
	}
	if _, ok := l.senders.Peek(before); ok {
		t.Error("yesterday's key is still there")
	}
	c.move(saltLag)
	l.Sheet(Sheet{From: from})
	if l.stale != nil {
		t.Error("an hour later yesterday's salt is still there")
	}
}

func TestWithoutRandomnessNothingBeginsAndNothingStops(t *testing.T) {
	c := &clock{}
	if _, err := New(Options{Now: c.now, Day: period.Today, Rand: noDice{}}); err == nil {
		t.Error("a limiter without salt")
	}
	l, c := newLimiter(t)
	sheets(l, 60, always(address("203.0.113.7")))
	l.rand = noDice{}
	c.move(24 * time.Hour)
	if n, _ := sheets(l, 100, always(address("203.0.113.7"))); n != 60 {
		t.Errorf("on the next day %d pass, want 60", n)
	}
}

func TestNoKeyShowsAnAddress(t *testing.T) {
	one, _ := newLimiter(t)
	two, _ := newLimiter(t)
	n := reachOf(address("203.0.113.7"), 32).name(forSheets, "")
	if one.salt.key(n) == two.salt.key(n) || one.salt.key(n) == one.house.key(n) {
		t.Error("the same key under another salt")
	}
	if first, again := one.salt.key(n), one.salt.key(n); first != again {
		t.Error("another key under the same salt")
	}
}
