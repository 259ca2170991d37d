package contact

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hailong/internal/store"
	"hailong/internal/store/sqlitestore"
	"hailong/internal/survey"
)

func TestARequestIsKeptForItsTimeAndNotLonger(t *testing.T) {
	everywhere(t, func(o *office) {
		answered, open := o.submitted(1), o.submitted(2)
		o.turn(5)
		o.must(o.Reply(o.Context(), answered.ID, "minh", "Đã gọi"))
		for _, step := range []struct{ days, deleted, requests, replies int }{
			{DaysAfterReply - 1, 0, 2, 1}, {1, 1, 1, 0}, {1, 0, 1, 0}, {MostDays - DaysAfterReply - 7, 0, 1, 0}, {1, 1, 0, 0}, {1, 0, 0, 0},
		} {
			o.turn(step.days)
			if n := o.swept(); n != step.deleted || o.left(string(requests)) != step.requests || o.left(string(replies)) != step.replies {
				o.Errorf("on %s %d deleted, %d requests and %d replies left, want %+v", survey.DateOf(o.Now()), n, o.left(string(requests)), o.left(string(replies)), step)
			}
		}
		if _, err := o.Find(o.Context(), open.ID); !errors.Is(err, survey.ErrNotFound) {
			o.Errorf("after its time: %v", err)
		}
		want := []Month{{Unit: "ninh-giang", Month: "2026-11", Received: 2, Answered: 1, OnTime: 1, Expired: 1}}
		if got := o.months(); !slices.Equal(got, want) {
			o.Errorf("counted %+v, want %+v", got, want)
		}
	})
}

func TestAnAnswerIsOnTimeUpToItsDay(t *testing.T) {
	everywhere(t, func(o *office) {
		one, two := o.submitted(1), o.submitted(2)
		o.turn(ReplyDays)
		o.must(o.Reply(o.Context(), one.ID, "minh", ""))
		o.turn(1)
		o.must(o.Reply(o.Context(), two.ID, "minh", ""))
		want := []Month{{Unit: "ninh-giang", Month: "2026-11", Received: 2, Answered: 2, OnTime: 1}}
		if got := o.months(); !slices.Equal(got, want) {
			o.Errorf("counted %+v, want %+v", got, want)
		}
	})
}

func TestWhoAsksIsForgottenAtOnce(t *testing.T) {
	everywhere(t, func(o *office) {
		open, answered := o.submitted(1), o.submitted(2)
		o.must(o.Reply(o.Context(), answered.ID, "minh", "Đã gọi số 0912345678"))
		var bad *BadRequest
		if err := o.Withdraw(o.Context(), open.ID, ""); !errors.As(err, &bad) || !bad.Has("by") {
			o.Errorf("nobody was asked: %v", err)
		}
		for _, r := range []Request{open, answered} {
			o.must(o.Withdraw(o.Context(), r.ID, "hoa"))
			if err := o.Withdraw(o.Context(), r.ID, "hoa"); !errors.Is(err, survey.ErrNotFound) {
				o.Errorf("withdrawn twice: %v", err)
			}
			if err := o.Reply(o.Context(), r.ID, "minh", ""); !errors.Is(err, survey.ErrNotFound) {
				o.Errorf("answered after it was withdrawn: %v", err)
			}
		}
		if n := o.left(string(requests)) + o.left(string(replies)); n != 0 {
			o.Errorf("%d records are left", n)
		}
		if _, err := o.Submit(o.Context(), form(1)); !errors.Is(err, ErrGone) {
			o.Errorf("a telephone that sends it again: %v", err)
		}
		want := []Month{{Unit: "ninh-giang", Month: "2026-11", Received: 2, Answered: 1, OnTime: 1, Withdrawn: 1}}
		if got := o.months(); !slices.Equal(got, want) {
			o.Errorf("counted %+v, want %+v", got, want)
		}
	})
}

func TestPlacesOfPastDaysAreSwept(t *testing.T) {
	everywhere(t, func(o *office) {
		o.submitted(1)
		o.turn(1)
		o.submitted(2)
		o.turn(1)
		o.swept()
		if n := o.left(string(slots)); n != 1 {
			o.Errorf("%d places left two days after the first, want 1", n)
		}
	})
}

func TestMonthsAreByUnit(t *testing.T) {
	everywhere(t, func(o *office) {
		o.submitted(1)
		o.turn(8) // December
		other := form(2)
		other.Unit = "tan-huong"
		for _, f := range []Form{form(3), other} {
			if _, err := o.Submit(o.Context(), f); err != nil {
				o.Fatal(err)
			}
		}
		want := []Month{{Unit: "ninh-giang", Month: "2026-11", Received: 1, Open: 1}, {Unit: "ninh-giang", Month: "2026-12", Received: 1, Open: 1}, {Unit: "tan-huong", Month: "2026-12", Received: 1, Open: 1}}
		if got := o.months(); !slices.Equal(got, want) {
			o.Errorf("counted %+v, want %+v", got, want)
		}
		if got, err := o.Months(o.Context(), "tan-huong"); err != nil || !slices.Equal(got, want[2:]) {
			o.Errorf("of one unit %+v, %v", got, err)
		}
	})
}

// A cut registry is stopped at a write: before it, or after it and before its
// reply, as a program is that is killed.
type cut struct {
	store.Registry
	left  int
	after bool
}

var errKilled = errors.New("killed")

func (c *cut) write(do func() error) error {
	c.left--
	if c.left > 0 {
		return do()
	}
	if c.left == 0 && c.after {
		if err := do(); err != nil {
			return err
		}
	}
	return errKilled
}

func (c *cut) Create(ctx context.Context, kind, id string, value []byte) error {
	return c.write(func() error { return c.Registry.Create(ctx, kind, id, value) })
}

func (c *cut) Replace(ctx context.Context, kind, id string, value []byte) error {
	return c.write(func() error { return c.Registry.Replace(ctx, kind, id, value) })
}

func (c *cut) Delete(ctx context.Context, kind, id string) error {
	return c.write(func() error { return c.Registry.Delete(ctx, kind, id) })
}

// Whatever is sent, answered, withdrawn and swept, and wherever that is stopped:
// a month counts each request once, and one more sweep leaves nothing half done.
func TestNothingIsCountedTwiceWhereverItIsStopped(t *testing.T) {
	dir, run := t.TempDir(), 0
	rapid.Check(t, func(r *rapid.T) {
		run++
		s, err := sqlitestore.Open(t.Context(), filepath.Join(dir, strconv.Itoa(run)))
		if err != nil {
			r.Fatal(err)
		}
		defer s.Close()
		o := newOffice(t, s)
		fates := o.live(r)
		o.Desk.registry = &cut{s, rapid.IntRange(1, 25).Draw(r, "writes"), rapid.Bool().Draw(r, "after the write")}
		for _, f := range fates {
			if f.withdrawn && !f.gone(o) {
				if err := o.Withdraw(o.Context(), f.id, "hoa"); err != nil && !errors.Is(err, errKilled) {
					r.Fatal(err)
				}
			}
		}
		_, _ = o.Sweep(o.Context(), survey.DateOf(o.Now())) // killed sooner or later
		o.holds(r, fates)
		o.Desk.registry = s
		o.swept()
		o.holds(r, fates)
		if n := o.swept(); n != 0 {
			r.Fatalf("a second sweep deletes %d", n)
		}
		o.nothingHalf(r, fates)
	})
}

// A fate is what becomes of a request.
type fate struct {
	id        string
	made      survey.Date
	answered  *survey.Date
	withdrawn bool
}

func (f *fate) gone(o *office) bool {
	_, err := o.Find(o.Context(), f.id)
	return errors.Is(err, survey.ErrNotFound)
}

// live lets people send requests on some days and the office answer some.
func (o *office) live(r *rapid.T) []fate {
	var list []fate
	for n := range rapid.IntRange(0, 8).Draw(r, "requests") {
		f := fate{id: o.submitted(n).ID, made: survey.DateOf(o.Now()), withdrawn: rapid.Bool().Draw(r, "withdrawn")}
		list = append(list, f)
		o.turn(rapid.SampledFrom([]int{0, 1, 14, 30}).Draw(r, "days"))
		if which := rapid.IntRange(0, len(list)-1).Draw(r, "which"); list[which].answered == nil && rapid.Bool().Draw(r, "answered") {
			o.must(o.Reply(o.Context(), list[which].id, "minh", "Đã gọi"))
			today := survey.DateOf(o.Now())
			list[which].answered = &today
		}
	}
	return list
}

// holds compares the counts with a plain reading of the fates. A request of which
// the withdrawal was stopped may count as withdrawn or not yet.
func (o *office) holds(r *rapid.T, fates []fate) {
	received, answered, onTime := map[string]int{}, map[string]int{}, map[string]int{}
	for _, f := range fates {
		month := f.made.Time().Format("2006-01")
		received[month]++
		if f.answered != nil {
			answered[month]++
			if *f.answered-f.made <= ReplyDays {
				onTime[month]++
			}
		}
	}
	list := o.months()
	for _, m := range list {
		if m.Received != received[m.Month] || m.Answered != answered[m.Month] || m.OnTime != onTime[m.Month] ||
			m.Answered+m.Withdrawn+m.Expired+m.Open != m.Received {
			r.Fatalf("counted %+v, want %d received, %d answered, %d on time", m, received[m.Month], answered[m.Month], onTime[m.Month])
		}
	}
	if len(list) != len(received) {
		r.Fatalf("%d months, want %d", len(list), len(received))
	}
}

// nothingHalf holds that what is over is gone and what is not is there.
func (o *office) nothingHalf(r *rapid.T, fates []fate) {
	today, live, open := survey.DateOf(o.Now()), 0, 0
	for _, f := range fates {
		over := today-f.made >= MostDays || f.answered != nil && today-*f.answered >= DaysAfterReply
		gone := f.gone(o)
		if over && !gone || gone && !over && !f.withdrawn {
			r.Fatalf("a request of %s, answered %v, is gone on %s: %v", f.made, f.answered, today, gone)
		}
		buried, err := o.buried(o.Context(), f.id)
		if o.must(err); buried != gone {
			r.Fatalf("a request has left its fact: %v; it is gone: %v", buried, gone)
		}
		if !gone {
			live++
			if f.answered == nil {
				open++
			}
		}
	}
	if o.left(string(requests)) != live || o.left(string(replies)) != live-open {
		r.Fatalf("%d requests and %d replies are left, want %d and %d", o.left(string(requests)), o.left(string(replies)), live, live-open)
	}
}

func TestAFactHoldsNothingOfThePerson(t *testing.T) {
	everywhere(t, func(o *office) {
		r := o.submitted(1)
		o.must(o.Withdraw(o.Context(), r.ID, "hoa"))
		for record, err := range o.store.List(o.Context(), string(facts)) {
			o.must(err)
			want := fmt.Sprintf(`{"id":%q,"unit":"ninh-giang","month":"2026-11","withdrawn":true,"by":"hoa"}`, record.ID)
			if string(record.Value) != want || record.ID == r.ID {
				o.Errorf("a fact is %s, want %s", record.Value, want)
			}
		}
	})
}

func TestTheNthWorkingDayIsFoundOverWeekends(t *testing.T) {
	for _, c := range []struct{ after, n, want int }{
		{23, 0, 23}, {23, 1, 24}, {23, 2, 25}, {26, 2, 30}, {27, 1, 30}, {28, 1, 30}, {29, 2, 31}, {27, 10, 41},
	} {
		if got := WorkDay(november(c.after), c.n); got != november(c.want) {
			t.Errorf("%d working days after %s: %s, want %s", c.n, november(c.after), got, november(c.want))
		}
	}
	if got := RightsDue(november(27)); got != survey.Day(2026, time.December, 1) {
		t.Errorf("asked on a Friday, due on %s", got)
	}
}

func TestSoManyWorkingDaysLieBeforeADeadline(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		after, n := survey.Date(rapid.Int32Range(0, 40000).Draw(t, "after")), rapid.IntRange(1, 30).Draw(t, "n")
		due := WorkDay(after, n)
		count := 0
		for d := after + 1; d <= due; d++ {
			if w := d.Time().Weekday(); w >= time.Monday && w <= time.Friday {
				count++
			}
		}
		if w := due.Time().Weekday(); count != n || w == time.Saturday || w == time.Sunday {
			t.Fatalf("%d working days after %s is %s, a %s with %d before", n, after, due, w, count)
		}
	})
}

func TestARequestSaysWhenItIsDeleted(t *testing.T) {
	for name, c := range map[string]struct {
		reply *Reply
		want  survey.Date
	}{
		"without an answer":    {nil, november(1) + MostDays},
		"answered at once":     {&Reply{Made: november(1)}, november(1) + DaysAfterReply},
		"answered very late":   {&Reply{Made: november(1) + MostDays - 1}, november(1) + MostDays},
		"answered in between":  {&Reply{Made: november(20)}, november(20) + DaysAfterReply},
		"answered on the edge": {&Reply{Made: november(1) + MostDays - DaysAfterReply}, november(1) + MostDays},
	} {
		k := Case{Request: Request{Made: november(1)}, Reply: c.reply}
		if got := k.Ends(); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}
