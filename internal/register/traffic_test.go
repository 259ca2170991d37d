package register

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"hailong/internal/period"
	"hailong/internal/store"
	"hailong/internal/survey"
)

// firstMonday begins the week in which a year ends.
var firstMonday = survey.Day(2026, 12, 28)

func TestAWeekBeginsOnMonday(t *testing.T) {
	for _, c := range []struct{ day, monday, name string }{
		{"2026-11-22", "2026-11-16", "2026-W47"},
		{"2026-11-23", "2026-11-23", "2026-W48"},
		{"2026-12-31", "2026-12-28", "2026-W53"},
		{"2027-01-03", "2026-12-28", "2026-W53"},
		{"2027-01-04", "2027-01-04", "2027-W01"},
	} {
		day, err := survey.ParseDate(c.day)
		must(t, err)
		if got := monday(day).String(); got != c.monday || weekName(day) != c.name {
			t.Errorf("%s: Monday %s of %s, want %s of %s", c.day, got, weekName(day), c.monday, c.name)
		}
		if at := midnight(day); period.Today(at) != day || period.Today(at.Add(-time.Second)) != day-1 {
			t.Errorf("%s begins at %v", c.day, at)
		}
	}
}

func TestScansAndAnswersAreCountedByWeek(t *testing.T) {
	both(t, func(t *testing.T, open func() store.Store) {
		o := newOffice(t, open())
		traffic := NewTraffic(open(), "máy 1", o.clock.Now)
		use := func(code string, scans, answers int) {
			for range scans {
				traffic.Scanned(code)
			}
			for range answers {
				traffic.Answered(code)
			}
		}
		o.clock.set(t, "2026-11-13 10:00")
		use("A", 100, 100) // long ago
		o.clock.set(t, "2026-11-22 23:59")
		use("A", 3, 2)
		o.clock.set(t, "2026-11-23 00:00")
		use("A", 5, 0)
		use("B", 1, 1)
		o.clock.set(t, "2026-11-25 12:00")
		use("A", 2, 4)
		must(t, traffic.Flush(t.Context()))
		must(t, traffic.Flush(t.Context())) // changes nothing
		got, err := o.Usage(t.Context())
		must(t, err)
		if want := (Usage{Count{7, 4}, Count{3, 2}, survey.Day(2026, 11, 25)}); got["A"] != want {
			t.Errorf("A is used %+v, want %+v", got["A"], want)
		}
		if want := (Usage{Count{1, 1}, Count{}, survey.Day(2026, 11, 23)}); got["B"] != want {
			t.Errorf("B is used %+v, want %+v", got["B"], want)
		}
		o.clock.set(t, "2026-12-20 12:00")
		if got, err = o.Usage(t.Context()); err != nil || got["A"] != (Usage{Last: survey.Day(2026, 11, 25)}) {
			t.Errorf("a month later: %+v, %v", got["A"], err)
		}
	})
}

// counted is a registry that counts writes, and refuses some.
type counted struct {
	store.Registry
	writes int
	refuse func() bool
}

var errRefused = errors.New("the store is away")

func (c *counted) Replace(ctx context.Context, kind, id string, value []byte) error {
	c.writes++
	if c.refuse != nil && c.refuse() {
		if c.writes%2 == 0 { // the reply was lost, the write was not
			if err := c.Registry.Replace(ctx, kind, id, value); err != nil {
				return err
			}
		}
		return errRefused
	}
	return c.Registry.Replace(ctx, kind, id, value)
}

func TestOnlyWhatHasChangedIsWritten(t *testing.T) {
	both(t, func(t *testing.T, open func() store.Store) {
		o := newOffice(t, open())
		registry := &counted{Registry: o.store}
		traffic := NewTraffic(registry, "máy 1", o.clock.Now)
		for i := range 5 {
			traffic.Scanned(fmt.Sprint(i))
		}
		must(t, traffic.Flush(t.Context()))
		traffic.Answered("3")
		for range 3 {
			must(t, traffic.Flush(t.Context()))
		}
		if registry.writes != 6 {
			t.Errorf("%d writes, want 6", registry.writes)
		}
		registry.refuse = func() bool { return true }
		traffic.Scanned("1")
		if err := traffic.Flush(t.Context()); !errors.Is(err, errRefused) {
			t.Errorf("a refused write: %v", err)
		}
		registry.refuse = nil
		must(t, traffic.Flush(t.Context()))
		if got, err := o.Usage(t.Context()); err != nil || got["1"].This.Scans != 2 {
			t.Errorf("after a failure %+v (%v), want 2 scans", got["1"], err)
		}
	})
}

// TestTheSumIsWhatWasCounted lets several instances count, flush, fail and be
// replaced by others in random orders over three weeks.
func TestTheSumIsWhatWasCounted(t *testing.T) {
	both(t, func(t *testing.T, open func() store.Store) {
		for round := range uint64(6) {
			theSumIsWhatWasCounted(t, open, round)
		}
	})
}

func theSumIsWhatWasCounted(t *testing.T, open func() store.Store, seed uint64) {
	dice := rand.New(rand.NewPCG(seed, 7))
	o := newOffice(t, open())
	for rec, err := range o.store.List(t.Context(), string(traffic)) {
		must(t, err)
		must(t, o.store.Delete(t.Context(), string(traffic), rec.ID))
	}
	o.clock.set(t, midnight(firstMonday).Format("2006-01-02 15:04"))
	var instances []*Traffic
	for i := range 3 {
		registry := &counted{Registry: open(), refuse: func() bool { return dice.IntN(4) == 0 }}
		instances = append(instances, NewTraffic(registry, fmt.Sprintf("%d máy %d", seed, i), o.clock.Now))
	}
	want := make(map[string]map[string]Count) // by week and code
	last := make(map[string]survey.Date)
	for range 400 {
		today := period.Today(o.clock.Now())
		week, code := weekName(today), fmt.Sprint(dice.IntN(4))
		if want[week] == nil {
			want[week] = make(map[string]Count)
		}
		n, one := want[week][code], instances[dice.IntN(len(instances))]
		switch dice.IntN(8) {
		case 0, 1, 2:
			one.Scanned(code)
			n.Scans++
			last[code] = today
		case 3, 4:
			one.Answered(code)
			n.Answers++
		case 5:
			_ = one.Flush(t.Context()) // may be refused
		case 6:
			later := o.clock.Now().Add(time.Duration(dice.IntN(8)) * time.Hour)
			o.clock.set(t, period.Local(later).Format("2006-01-02 15:04"))
		}
		want[week][code] = n
	}
	for _, i := range dice.Perm(len(instances)) {
		for instances[i].Flush(t.Context()) != nil {
		}
	}
	for first := firstMonday; first <= period.Today(o.clock.Now())+daysOfWeek; first += daysOfWeek {
		o.clock.set(t, midnight(first).Format("2006-01-02 15:04"))
		got, err := o.Usage(t.Context())
		must(t, err)
		for code := range last {
			if got[code].This != want[weekName(first)][code] || got[code].Last != last[code] {
				t.Fatalf("seed %d, %s in %s: got %+v, want %+v, last %v", seed, code, weekName(first), got[code], want[weekName(first)][code], last[code])
			}
		}
		if first > firstMonday+20*daysOfWeek {
			break
		}
	}
}

func TestManyAtOnceAreAllCounted(t *testing.T) {
	both(t, func(t *testing.T, open func() store.Store) {
		o := newOffice(t, open())
		o.clock.set(t, "2026-11-22 23:59")
		traffic := NewTraffic(o.store, "máy 1", o.clock.Now)
		const people, each = 8, 500
		var wait sync.WaitGroup
		for i := range people {
			wait.Go(func() {
				for n := range each {
					traffic.Scanned(fmt.Sprint(n % 5))
					traffic.Answered(fmt.Sprint(n % 5))
					if i == 0 && n == each/2 {
						o.clock.set(t, "2026-11-23 00:00") // the week ends amid them
					}
					if n%100 == i {
						if err := traffic.Flush(t.Context()); err != nil {
							t.Error(err)
						}
					}
				}
			})
		}
		wait.Wait()
		must(t, traffic.Flush(t.Context()))
		got, err := o.Usage(t.Context())
		must(t, err)
		var sum Count
		for _, u := range got {
			sum.Scans += u.This.Scans + u.Previous.Scans
			sum.Answers += u.This.Answers + u.Previous.Answers
		}
		if sum != (Count{people * each, people * each}) {
			t.Errorf("counted %+v, want %d of each", sum, people*each)
		}
	})
}

func TestWhatIsToldIsRough(t *testing.T) {
	for n, want := range map[int64]int64{0: 0, 1: 0, 9: 0, 10: 10, 14: 10, 15: 20, 118: 120, 124: 120, 125: 130} {
		if got := Rough(n); got != want {
			t.Errorf("%d is told as %d, want %d", n, got, want)
		}
	}
}

func TestCountsOfLastYearAreSweptAway(t *testing.T) {
	both(t, func(t *testing.T, open func() store.Store) {
		o := newOffice(t, open())
		for i, day := range []string{"2025-11-23 09:00", "2026-05-20 09:00", "2026-06-10 09:00", "2026-11-23 09:00"} {
			o.clock.set(t, day)
			one := NewTraffic(o.store, fmt.Sprint(i), o.clock.Now)
			one.Scanned("A")
			must(t, one.Flush(t.Context()))
		}
		must(t, Sweep(t.Context(), o.store, period.Today(o.clock.Now())))
		var left []string
		for rec, err := range o.store.List(t.Context(), string(traffic)) {
			must(t, err)
			left = append(left, rec.ID)
		}
		if want := "[2026-W24 A 2 2026-W48 A 3]"; fmt.Sprint(left) != want {
			t.Errorf("left %v, want %v", left, want)
		}
	})
}

func TestAPosterThatNobodyScansIsNoticed(t *testing.T) {
	both(t, func(t *testing.T, open func() store.Store) {
		o := newOffice(t, open())
		old, day := survey.Day(2026, 10, 1), func(local string) { o.clock.set(t, local) }
		o.hang("CU", "quy-4", "1", old)
		o.hang("MOI", "quy-4", "2", survey.Day(2026, 11, 24))
		o.hang("DONG", "quy-4", "2", old)
		o.hang("HET", "thang-10", "2", old)
		o.hang("THOI", "quy-4", "2", old)
		if _, err := o.Void(t.Context(), "THOI"); err != nil {
			t.Fatal(err)
		}
		silent := func() (codes string) {
			list, err := o.Entries(t.Context())
			must(t, err)
			for _, e := range list {
				if e.Silent {
					codes += e.Poster.Code + " "
				}
			}
			return codes
		}
		scan := func(local, code string) {
			day(local)
			one := NewTraffic(o.store, local, o.clock.Now)
			one.Scanned(code)
			must(t, one.Flush(t.Context()))
		}
		if got := silent(); got != "" {
			t.Errorf("nobody scans anything: %q is silent", got)
		}
		scan("2026-11-23 09:00", "CU")
		scan("2026-11-20 23:00", "HET") // what is over tells nothing
		day("2026-11-30 08:00")
		if got := silent(); got != "" {
			t.Errorf("a quiet week for all: %q is silent", got)
		}
		scan("2026-11-30 09:00", "DONG")
		if got := silent(); got != "CU " {
			t.Errorf("got %q, want CU, scanned a week ago", got)
		}
		day("2026-11-29 09:00")
		if got := silent(); got != "" {
			t.Errorf("got %q; six days are no week", got)
		}
		day("2026-12-01 09:00")
		if got := silent(); got != "MOI CU " && got != "CU MOI " {
			t.Errorf("got %q, want CU and MOI, now a week old", got)
		}
		scan("2026-12-01 10:00", "CU")
		if got := silent(); got != "MOI " {
			t.Errorf("got %q, want MOI alone", got)
		}
	})
}

// BenchmarkScanned is the cost of counting on the hot path.
func BenchmarkScanned(b *testing.B) {
	traffic := NewTraffic(nil, "máy 1", time.Now)
	codes := make([]string, 200)
	for i := range codes {
		codes[i] = fmt.Sprintf("AB%04d", i)
		traffic.Scanned(codes[i])
	}
	b.Run("one", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			traffic.Scanned(codes[i%len(codes)])
		}
	})
	b.Run("many", func(b *testing.B) {
		b.ReportAllocs()
		b.RunParallel(func(p *testing.PB) {
			for p.Next() {
				traffic.Scanned("AB0007")
			}
		})
	})
}
