package opinion

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"pgregory.net/rapid"

	"hailong/internal/period"
	"hailong/internal/store"
	"hailong/internal/survey"
)

// planned is a good task of the first unit.
func planned(t fataler) NewTask {
	q4, err := period.Parse("2026-Q4")
	if err != nil {
		t.Fatal(err)
	}
	return NewTask{
		Unit: "xa", Campaign: "quy-4", Period: q4, Title: "Thêm ghế ở phòng chờ", Said: "Nhiều người phải đứng chờ.",
		Owner: "Văn phòng HĐND và UBND", Deadline: october(20), By: "lan",
	}
}

func register(s store.Store, day int) *Tasks { return NewTasks(s, rand.Reader, still(morning(day))) }

// update leaves a task as it is, apart from the state.
func update(task Task, state State) Update {
	return Update{Version: task.Version(), State: state, Owner: task.Owner, Deadline: task.Deadline, Outcome: task.Outcome, By: "minh"}
}

func TestATaskGoesItsWayAndItsHistoryTellsIt(t *testing.T) {
	everywhere(t, func(t *testing.T, s store.Store) {
		ctx, r := t.Context(), register(s, 9)
		task, err := r.Create(ctx, planned(t))
		must(t, err)
		if task.State != Open || task.Version() != 1 || len(task.ID) != 20 || task.Overdue(october(20)) || !task.Overdue(october(21)) {
			t.Fatalf("made %+v", task)
		}
		u := update(task, Doing)
		u.Owner, u.Deadline, u.Note = "Trung tâm", october(25), "Chờ hàng về"
		task, err = register(s, 10).Change(ctx, "xa", task.ID, u)
		must(t, err)
		u = update(task, Done)
		u.Outcome = "Đã mua 20 ghế"
		_, err = register(s, 24).Change(ctx, "xa", task.ID, u)
		must(t, err)
		got, err := r.Get(ctx, "xa", task.ID)
		must(t, err)
		var steps []string
		for _, c := range got.History {
			steps = append(steps, fmt.Sprintf("%s %s %s by %s on %s: %s%s", c.State, c.Owner, c.Deadline, c.By, c.At.Format("02"), c.Note, c.Outcome))
		}
		want := []string{
			"open Văn phòng HĐND và UBND 2026-10-20 by lan on 09: ",
			"doing Trung tâm 2026-10-25 by minh on 10: Chờ hàng về",
			"done Trung tâm 2026-10-25 by minh on 24: Đã mua 20 ghế",
		}
		if strings.Join(steps, "\n") != strings.Join(want, "\n") {
			t.Errorf("got\n%s\nwant\n%s", strings.Join(steps, "\n"), strings.Join(want, "\n"))
		}
		if got.State != Done || got.Outcome != "Đã mua 20 ghế" || got.Owner != "Trung tâm" || got.Title != "Thêm ghế ở phòng chờ" ||
			got.Period.String() != "2026-Q4" || got.Overdue(october(60)) {
			t.Errorf("got %+v", got)
		}
	})
}

func TestAStaleFormIsRefused(t *testing.T) {
	everywhere(t, func(t *testing.T, s store.Store) {
		ctx, r := t.Context(), register(s, 9)
		task, err := r.Create(ctx, planned(t))
		must(t, err)
		_, err = r.Change(ctx, "xa", task.ID, update(task, Doing))
		must(t, err)
		for _, version := range []int{-1, 0, 1, 3, 7} {
			u := update(task, Doing)
			u.Version = version
			if _, err := r.Change(ctx, "xa", task.ID, u); !errors.Is(err, ErrStale) {
				t.Errorf("version %d: %v", version, err)
			}
		}
		if got, err := r.Get(ctx, "xa", task.ID); err != nil || got.Version() != 2 {
			t.Errorf("version %d (%v), want 2", got.Version(), err)
		}
	})
}

func TestOfManyWhoChangeATaskAtOnceOneSucceeds(t *testing.T) {
	everywhere(t, func(t *testing.T, s store.Store) {
		task, err := register(s, 9).Create(t.Context(), planned(t))
		must(t, err)
		var changed, stale atomic.Int64
		var wait sync.WaitGroup
		for range 8 {
			r := register(s, 9) // an instance of its own
			wait.Go(func() {
				switch _, err := r.Change(t.Context(), "xa", task.ID, update(task, Doing)); {
				case err == nil:
					changed.Add(1)
				case errors.Is(err, ErrStale):
					stale.Add(1)
				default:
					t.Error(err)
				}
			})
		}
		wait.Wait()
		if changed.Load() != 1 || stale.Load() != 7 {
			t.Errorf("%d changed it, %d came late", changed.Load(), stale.Load())
		}
	})
}

func TestATaskThatCannotBeSaysWhy(t *testing.T) {
	s := embedded(t)
	r := register(s, 9)
	long := func(n int) string { return strings.Repeat("ế", n+1) }
	for _, c := range []struct {
		what  string
		spoil func(*NewTask)
	}{
		{"campaign", func(n *NewTask) { n.Campaign = "khong-co" }},
		{"campaign", func(n *NewTask) { n.Campaign = "noi-khac" }}, // another unit's
		{"campaign", func(n *NewTask) { n.Unit = "" }},
		{"period", func(n *NewTask) { n.Period = period.Period{} }},
		{"title", func(n *NewTask) { n.Title = "" }},
		{"title", func(n *NewTask) { n.Title = " \u200b\n" }},
		{"title", func(n *NewTask) { n.Title = long(MaxTitle) }},
		{"said", func(n *NewTask) { n.Said = "" }},
		{"said", func(n *NewTask) { n.Said = long(MaxSaid) }},
		{"owner", func(n *NewTask) { n.Owner = "\t" }},
		{"owner", func(n *NewTask) { n.Owner = long(MaxOwner) }},
		{"deadline", func(n *NewTask) { n.Deadline = 0 }},
		{"deadline", func(n *NewTask) { n.Deadline = october(8) }},
		{"deadline", func(n *NewTask) { n.Deadline = october(9) + farthest + 1 }},
	} {
		n := planned(t)
		c.spoil(&n)
		var bad *BadTask
		if _, err := r.Create(t.Context(), n); !errors.As(err, &bad) || bad.What != c.what || bad.Error() == "" {
			t.Errorf("%s: %v", c.what, err)
		}
	}
	if list, err := r.List(t.Context(), "xa"); len(list) != 0 || err != nil {
		t.Errorf("kept all the same: %v (%v)", list, err)
	}
}

func TestAChangeThatCannotBeSaysWhy(t *testing.T) {
	s := embedded(t)
	r := register(s, 9)
	task, err := r.Create(t.Context(), planned(t))
	must(t, err)
	for _, c := range []struct {
		what  string
		spoil func(*Update)
	}{
		{"state", func(u *Update) { u.State = "" }},
		{"state", func(u *Update) { u.State = "lost" }},
		{"owner", func(u *Update) { u.Owner = "" }},
		{"outcome", func(u *Update) { u.State = Done }},
		{"outcome", func(u *Update) { u.Outcome = strings.Repeat("a", MaxOutcome+1) }},
		{"note", func(u *Update) { u.State = Dropped }},
		{"note", func(u *Update) { u.Note = strings.Repeat("a", MaxNote+1) }},
		{"deadline", func(u *Update) { u.Deadline = october(8) }},
		{"deadline", func(u *Update) { u.Deadline = survey.Day(2266, 10, 9) }},
	} {
		u := update(task, Doing)
		c.spoil(&u)
		var bad *BadTask
		if _, err := r.Change(t.Context(), "xa", task.ID, u); !errors.As(err, &bad) || bad.What != c.what {
			t.Errorf("%s: %v", c.what, err)
		}
	}
	if got, err := r.Get(t.Context(), "xa", task.ID); err != nil || got.Version() != 1 {
		t.Errorf("version %d (%v), want 1", got.Version(), err)
	}
	late := update(task, Doing) // with the deadline that it had, which has passed
	if _, err := register(s, 30).Change(t.Context(), "xa", task.ID, late); err != nil {
		t.Errorf("a late task cannot be taken up: %v", err)
	}
}

func TestAnotherUnitsTaskIsNotThere(t *testing.T) {
	s := embedded(t)
	r := register(s, 9)
	task, err := r.Create(t.Context(), planned(t))
	must(t, err)
	for _, c := range []struct{ unit, id string }{{"khac", task.ID}, {"", task.ID}, {"xa", ""}, {"xa", "khong-co"}, {"xa", changeID(task.ID, 1)}} {
		if _, err := r.Get(t.Context(), c.unit, c.id); !errors.Is(err, survey.ErrNotFound) {
			t.Errorf("get %v: %v", c, err)
		}
		if _, err := r.Change(t.Context(), c.unit, c.id, update(task, Doing)); !errors.Is(err, survey.ErrNotFound) {
			t.Errorf("change %v: %v", c, err)
		}
	}
	if list, err := r.List(t.Context(), "khac"); len(list) != 0 || err != nil {
		t.Errorf("got %v (%v)", list, err)
	}
}

func TestTasksStandByTheirDeadlinesAndTheOverdueOnesAreTold(t *testing.T) {
	everywhere(t, func(t *testing.T, s store.Store) {
		ctx, r := t.Context(), register(s, 9)
		for i, deadline := range []int{25, 15, 20, 12} {
			n := planned(t)
			n.Title, n.Deadline = fmt.Sprint("việc ", i), october(deadline)
			task, err := r.Create(ctx, n)
			must(t, err)
			if i == 3 {
				u := update(task, Dropped)
				u.Note = "Đã làm năm ngoái"
				_, err := r.Change(ctx, "xa", task.ID, u)
				must(t, err)
			}
		}
		titles := func(list []Task, err error) string {
			must(t, err)
			var all []string
			for _, task := range list {
				all = append(all, task.Title)
			}
			return strings.Join(all, ", ")
		}
		if got, want := titles(r.List(ctx, "xa")), "việc 1, việc 2, việc 0, việc 3"; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
		for day, want := range map[int]string{15: "", 16: "việc 1", 21: "việc 1, việc 2", 40: "việc 1, việc 2, việc 0"} {
			if got := titles(register(s, day).Overdue(ctx, "xa")); got != want {
				t.Errorf("on day %d: got %s, want %s", day, got, want)
			}
		}
	})
}

func TestWhatPeopleSaidIsKeptCleanAndMasked(t *testing.T) {
	s := embedded(t)
	must(t, SaveNames(t.Context(), s, "xa", "Nguyễn Thị Hương", "admin", october(1)))
	n := planned(t)
	n.Said = " Chị Hương\u202e bảo gọi 0912 345 678\x00 "
	task, err := register(s, 9).Create(t.Context(), n)
	must(t, err)
	got, err := register(s, 9).Get(t.Context(), "xa", task.ID)
	must(t, err)
	if want := "Chị [tên cán bộ] bảo gọi [số điện thoại]"; got.Said != want || task.Said != want {
		t.Errorf("got %q and %q, want %q", task.Said, got.Said, want)
	}
}

func TestATaskHalfMadeIsNotThere(t *testing.T) {
	s := embedded(t)
	r := register(s, 9)
	must(t, changes.Create(t.Context(), s, changeID("abc", 1), Change{Task: "abc", State: Open})) // and then the program died
	if list, err := r.List(t.Context(), "xa"); len(list) != 0 || err != nil {
		t.Errorf("got %v (%v)", list, err)
	}
	if _, err := r.Get(t.Context(), "xa", "abc"); !errors.Is(err, survey.ErrNotFound) {
		t.Errorf("got %v", err)
	}
}

func TestWithoutChanceNoTaskIsMade(t *testing.T) {
	s := embedded(t)
	r := NewTasks(s, bytes.NewReader(make([]byte, 9)), still(morning(9)))
	if _, err := r.Create(t.Context(), planned(t)); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("got %v", err)
	}
}

func TestATaskIsItsHistory(t *testing.T) {
	s := embedded(t)
	rapid.Check(t, func(t *rapid.T) {
		r := register(s, 9)
		task, err := r.Create(t.Context(), planned(t))
		if err != nil {
			t.Fatal(err)
		}
		good := 0
		for _, state := range rapid.SliceOfN(rapid.SampledFrom([]State{Open, Doing, Done, Dropped, "lost"}), 0, 6).Draw(t, "states") {
			u := update(task, state)
			u.Outcome = rapid.SampledFrom([]string{"", "xong"}).Draw(t, "outcome")
			u.Note = rapid.SampledFrom([]string{"", "vì thế"}).Draw(t, "note")
			if next, err := r.Change(t.Context(), "xa", task.ID, u); err == nil {
				task, good = next, good+1
			}
		}
		got, err := r.Get(t.Context(), "xa", task.ID)
		if err != nil || fmt.Sprint(got) != fmt.Sprint(task) || got.Version() != good+1 {
			t.Fatalf("got %v (%v), want %v", got, err, task)
		}
		last := got.History[len(got.History)-1]
		if got.State != last.State || got.Outcome != last.Outcome {
			t.Fatalf("%+v is not what its last change says", got)
		}
	})
}

func TestWhoAsksForSeveralUnitsGetsTheTasksOfThoseThatPass(t *testing.T) {
	everywhere(t, func(t *testing.T, s store.Store) {
		ctx, r := t.Context(), register(s, 9)
		own, err := r.Create(ctx, planned(t))
		must(t, err)
		n := planned(t)
		n.Unit, n.Campaign, n.Deadline = "khac", "noi-khac", october(19)
		other, err := r.Create(ctx, n)
		must(t, err)
		for want, passes := range map[string]func(string) bool{
			fmt.Sprint([]string{other.ID, own.ID}): func(string) bool { return true },
			fmt.Sprint([]string{own.ID}):           func(unit string) bool { return unit == "xa" },
			fmt.Sprint([]string{}):                 func(string) bool { return false },
		} {
			list, err := r.Within(ctx, passes)
			must(t, err)
			ids := []string{}
			for _, task := range list {
				ids = append(ids, task.ID)
			}
			if got := fmt.Sprint(ids); got != want {
				t.Errorf("got %s, want %s", got, want)
			}
		}
		if unit, err := r.Unit(ctx, other.ID); unit != "khac" || err != nil {
			t.Errorf("unit %q, %v", unit, err)
		}
		if _, err := r.Unit(ctx, "khong-co"); !errors.Is(err, survey.ErrNotFound) {
			t.Errorf("of no task: %v", err)
		}
	})
}
