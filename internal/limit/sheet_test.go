package limit

import (
	"fmt"
	"net/netip"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"hailong/internal/survey"
)

func TestThirtyHonestPeopleBehindOneAddressAllPass(t *testing.T) {
	for _, from := range []string{"203.0.113.7", "::ffff:203.0.113.7", "2001:db8:1:2::7", "fe80::1%wlan0"} {
		for _, apart := range []time.Duration{0, 20 * time.Second} {
			l, c := newLimiter(t)
			for i := range 30 {
				if v := l.Sheet(Sheet{From: address("%s", from), Code: "DEMO", Unit: "xa"}); !v.Allowed() {
					t.Fatalf("%s, one every %v: person %d waits %v", from, apart, i+1, v.Wait)
				}
				c.move(apart)
			}
		}
	}
}

func TestAScriptFromOneAddressIsStoppedAndToldWhen(t *testing.T) {
	l, c := newLimiter(t)
	from := address("203.0.113.7")
	passed, v := sheets(l, 1000, always(from))
	if passed != 60 || v.Wait != 10*time.Second || v.Of != Sheets {
		t.Fatalf("%d passed, then %+v; want 60, then 10 s", passed, v)
	}
	if passed, _ := sheets(l, 1, always(address("::ffff:203.0.113.7"))); passed != 0 {
		t.Error("the same address in the clothes of IPv6 passes")
	}
	if passed, _ := sheets(l, 1, always(address("203.0.113.8"))); passed != 1 {
		t.Error("its neighbour pays for it")
	}
	c.move(v.Wait - 1)
	if passed, _ := sheets(l, 1, always(from)); passed != 0 {
		t.Error("it passes before it was told to come")
	}
	c.move(1)
	if passed, _ := sheets(l, 2, always(from)); passed != 1 {
		t.Errorf("%d passed when it came as told, want 1", passed)
	}
}

func TestFreshAddressesOfOneNetworkAreStoppedByItsTiers(t *testing.T) {
	for _, c := range []struct {
		network string
		from    func(i int) netip.Addr
		want    int
	}{
		{"/64", func(i int) netip.Addr { return address("2001:db8:1:2::%x", i+1) }, 60},
		{"/56", func(i int) netip.Addr { return address("2001:db8:1:%x::1", i%256) }, 180},
		{"/48", func(i int) netip.Addr { return address("2001:db8:1:%x::1", i*89%65536) }, 600},
		{"one /48 each", func(i int) netip.Addr { return address("2001:db8:%x::1", i) }, 2000},
	} {
		l, _ := newLimiter(t)
		if passed, v := sheets(l, 2000, c.from); passed != c.want || (c.want < 2000) == v.Allowed() {
			t.Errorf("from one %s %d passed, then %+v; want %d", c.network, passed, v, c.want)
		}
	}
}

func TestACodeAndAUnitHaveBudgetsWhoeverSends(t *testing.T) {
	for name, c := range map[string]struct {
		sheet func(i int) Sheet
		want  int
		wait  time.Duration
	}{
		"a code": {func(i int) Sheet {
			return Sheet{From: address("2001:db8:%x::1", i), Code: "DEMO", Unit: fmt.Sprint(i)}
		}, 120, 30 * time.Second},
		"a unit": {func(i int) Sheet {
			return Sheet{From: address("2001:db8:%x::1", i), Code: fmt.Sprint(i), Unit: "xa"}
		}, 600, 6 * time.Second},
		"a shared tablet": {func(int) Sheet { return Sheet{Code: "DEMO"} }, 120, 30 * time.Second},
	} {
		l, _ := newLimiter(t)
		passed := 0
		v := l.Sheet(c.sheet(0))
		for ; v.Allowed() && passed < 1000; v = l.Sheet(c.sheet(passed)) {
			passed++
		}
		if passed != c.want || v.Wait != c.wait {
			t.Errorf("%s: %d passed, then wait %v; want %d, then %v", name, passed, v.Wait, c.want, c.wait)
		}
	}
}

func TestWhatIsRefusedByOneBudgetTakesFromNone(t *testing.T) {
	l, _ := newLimiter(t)
	sheets(l, 60, always(address("203.0.113.7")))
	for range 1000 {
		if l.Sheet(Sheet{From: address("203.0.113.7"), Code: "DEMO", Unit: "xa"}).Allowed() {
			t.Fatal("a used up sender passes")
		}
	}
	for i := range 120 {
		if v := l.Sheet(Sheet{From: address("2001:db8:%x::1", i), Code: "DEMO", Unit: "xa"}); !v.Allowed() {
			t.Fatalf("sheet %d of others waits %v for what was refused", i, v.Wait)
		}
	}
}

func TestWhatWasNotStoredIsGivenBackWhole(t *testing.T) {
	l, c := newLimiter(t)
	s := Sheet{From: address("2001:db8::1"), Code: "DEMO", Unit: "xa"}
	for i := range 1000 {
		if v := l.Sheet(s); !v.Allowed() || v.Flags != 0 {
			t.Fatalf("try %d: %+v", i, v)
		}
		l.Return(s)
		c.move(time.Duration(i%3) * time.Second)
	}
	l.Return(s) // more than was taken is not more than there is
	passed := 0
	for l.Sheet(s).Allowed() {
		passed++
	}
	if passed != 60 {
		t.Errorf("%d passed, want the budget of 60", passed)
	}
}

func TestHoweverManyRaceTheBudgetIsTheSame(t *testing.T) {
	l, _ := newLimiter(t)
	var wait sync.WaitGroup
	var passed, wrong atomic.Int64
	for range 50 {
		wait.Go(func() {
			for range 20 {
				if l.Sheet(Sheet{From: address("203.0.113.7"), Code: "DEMO", Unit: "xa"}).Allowed() {
					passed.Add(1)
				}
				if l.Guess(address("203.0.113.7"), false).Allowed() {
					wrong.Add(1)
				}
				l.Contact(address("2001:db8::1"))
				l.Keys()
			}
		})
	}
	wait.Wait()
	if passed.Load() != 60 || wrong.Load() != 10 {
		t.Errorf("%d sheets and %d guesses passed, want 60 and 10", passed.Load(), wrong.Load())
	}
}

func TestWhoGuessesTooOftenIsToldNothingOfARightCode(t *testing.T) {
	l, c := newLimiter(t)
	from := address("203.0.113.7")
	for range 200 { // right ones cost nothing
		if !l.Guess(from, true).Allowed() {
			t.Fatal("a right code is refused")
		}
	}
	for i := range 10 {
		if !l.Guess(from, false).Allowed() {
			t.Fatalf("wrong code %d is refused", i+1)
		}
	}
	right, wrong := l.Guess(from, true), l.Guess(from, false)
	if right != wrong || right.Wait != time.Minute || right.Of != Guesses {
		t.Errorf("right %+v, wrong %+v; want the same minute", right, wrong)
	}
	if !l.Guess(address("203.0.113.8"), true).Allowed() {
		t.Error("its neighbour pays for it")
	}
	c.move(time.Minute)
	if !l.Guess(from, true).Allowed() {
		t.Error("a right code is refused after the wait")
	}
}

func TestAThousandWrongCodesAnHourAreAllThereAre(t *testing.T) {
	l, c := newLimiter(t)
	for i := range 1000 {
		if v := l.Guess(address("2001:db8:%x::1", i), false); !v.Allowed() {
			t.Fatalf("wrong code %d waits %v", i+1, v.Wait)
		}
	}
	v := l.Guess(address("198.51.100.1"), true)
	if v.Allowed() {
		t.Fatal("after a thousand a right one passes")
	}
	c.move(v.Wait)
	if !l.Guess(address("198.51.100.1"), true).Allowed() {
		t.Error("it does not pass after its wait")
	}
}

func TestASenderMakesTenRequestsInTenMinutes(t *testing.T) {
	l, _ := newLimiter(t)
	from := address("203.0.113.7")
	for i := range 10 {
		if !l.Contact(from).Allowed() {
			t.Fatalf("request %d is refused", i+1)
		}
	}
	if v := l.Contact(from); v.Wait != time.Minute || v.Of != Contacts {
		t.Errorf("the eleventh: %+v", v)
	}
	l.ReturnContact(from)
	if !l.Contact(from).Allowed() {
		t.Error("what was given back is not there")
	}
}

func TestNoLimiterAndNoAddressRefuseNobody(t *testing.T) {
	var none *Limiter
	l, _ := newLimiter(t)
	for range 2000 {
		s := Sheet{From: address("203.0.113.7"), Code: "DEMO", Unit: "xa"}
		if v := none.Sheet(s); v != (Verdict{}) || !none.Guess(s.From, false).Allowed() || !none.Contact(s.From).Allowed() {
			t.Fatal("no limiter refuses or flags")
		}
		none.Return(s)
		none.ReturnContact(s.From)
		if v := l.Sheet(Sheet{}); v.Flags != 0 || !v.Allowed() || !l.Contact(netip.Addr{}).Allowed() {
			t.Fatal("nobody in particular is refused")
		}
	}
}

func TestTheErrorSaysWhenAndNotWho(t *testing.T) {
	l, _ := newLimiter(t)
	_, v := sheets(l, 100, always(address("203.0.113.7")))
	if err := v.Err(); err == nil || err.Error() != "too many sheets, wait 10s" {
		t.Errorf("got %v", err)
	}
	for wait, want := range map[time.Duration]int{1: 1, time.Second: 1, time.Second + 1: 2, time.Minute: 60} {
		if got := (&Refused{Wait: wait}).Seconds(); got != want {
			t.Errorf("%v are %d seconds, want %d", wait, got, want)
		}
	}
	if (Verdict{Flags: survey.FlagBurst}).Err() != nil {
		t.Error("a flag refuses")
	}
}
