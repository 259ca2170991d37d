package duty

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"hailong/internal/store"
	"hailong/internal/store/mongostore"
	"hailong/internal/store/mongostore/mongotest"
	"hailong/internal/store/sqlitestore"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// both runs a test on either engine. The function opens one more instance.
func both(t *testing.T, test func(t *testing.T, instance func(name string, now func() time.Time) *Roster)) {
	run := func(name string, connect func(t *testing.T) func() store.Store) {
		t.Run(name, func(t *testing.T) {
			open := connect(t)
			test(t, func(name string, now func() time.Time) *Roster { return NewRoster(open(), name, now) })
		})
	}
	run("sqlite", func(t *testing.T) func() store.Store {
		s, err := sqlitestore.Open(t.Context(), t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { s.Close() })
		return func() store.Store { return s }
	})
	run("mongodb", func(t *testing.T) func() store.Store {
		uri := mongotest.Database(t)
		return func() store.Store {
			s, err := mongostore.Open(t.Context(), uri)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { s.Close() })
			return s
		}
	})
}

// noon is when these tests happen, unless they say so.
var noon = time.Date(2026, time.November, 23, 12, 0, 0, 0, time.UTC)

func still(at time.Time) func() time.Time { return func() time.Time { return at } }

func TestOfManyInstancesOneDoesATurn(t *testing.T) {
	both(t, func(t *testing.T, instance func(string, func() time.Time) *Roster) {
		var done atomic.Int64
		var wait sync.WaitGroup
		for i := range 6 {
			r := instance(fmt.Sprint("máy ", i), still(noon))
			wait.Go(func() {
				for range 4 {
					if _, err := r.Do(t.Context(), "dem", "2026-11-23", func(context.Context) error { done.Add(1); return nil }); err != nil {
						t.Error(err)
					}
				}
			})
		}
		wait.Wait()
		if n := done.Load(); n != 1 {
			t.Errorf("done %d times, want once", n)
		}
		mine, err := instance("khác", still(noon)).Do(t.Context(), "dem", "2026-11-24", func(context.Context) error { return nil })
		if err != nil || !mine {
			t.Errorf("the next turn: mine %v, error %v", mine, err)
		}
	})
}

func TestOneJobDoesNotHinderAnother(t *testing.T) {
	both(t, func(t *testing.T, instance func(string, func() time.Time) *Roster) {
		r := instance("a", still(noon))
		_, err := r.Do(t.Context(), "dem", "1", func(ctx context.Context) error {
			mine, err := r.Do(ctx, "dem nay", "1", func(context.Context) error { return nil })
			if !mine {
				t.Error("another job is taken for the same")
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	})
}

func TestADeadHoldersJobIsTakenOverAndItStopsWhenItWakes(t *testing.T) {
	both(t, func(t *testing.T, instance func(string, func() time.Time) *Roster) {
		asleep := instance("a", still(noon))
		id, mine, err := asleep.take(t.Context(), "dem", "1")
		if err != nil || !mine {
			t.Fatal(mine, err)
		}
		did := func(context.Context) error { return nil }
		if mine, err := instance("b", still(noon.Add(Patience-time.Second))).Do(t.Context(), "dem", "1", did); mine || err != nil {
			t.Errorf("a live holder lost its job (%v)", err)
		}
		if mine, err := instance("c", still(noon.Add(Patience))).Do(t.Context(), "dem", "1", did); !mine || err != nil {
			t.Errorf("nobody took over from a dead holder (%v)", err)
		}
		if err := asleep.renew(t.Context(), id, claim{Job: "dem"}); !errors.Is(err, errLost) {
			t.Errorf("who woke up renews: %v", err)
		}
	})
}

// slow is a registry whose first list is answered long before it is used.
type slow struct {
	store.Registry
	meanwhile func()
}

func (s *slow) Create(ctx context.Context, kind, id string, value []byte) error {
	if then := s.meanwhile; then != nil {
		s.meanwhile = nil
		then()
	}
	return s.Registry.Create(ctx, kind, id, value)
}

func TestWhoLookedLongAgoDoesNotDoATurnAgain(t *testing.T) {
	both(t, func(t *testing.T, instance func(string, func() time.Time) *Roster) {
		a, b := instance("a", still(noon)), instance("b", still(noon))
		nothing := func(context.Context) error { return nil }
		b.registry = &slow{b.registry, func() {
			for turn := range 2 { // the second clears the first's claim away
				if mine, err := a.Do(t.Context(), "dem", fmt.Sprint(turn), nothing); !mine || err != nil {
					t.Fatal(mine, err)
				}
			}
		}}
		mine, err := b.Do(t.Context(), "dem", "1", func(context.Context) error { t.Error("done again"); return nil })
		if mine || err != nil {
			t.Errorf("mine %v, error %v", mine, err)
		}
	})
}

func TestAFailedTurnMayBeTriedAtOnce(t *testing.T) {
	both(t, func(t *testing.T, instance func(string, func() time.Time) *Roster) {
		broken := errors.New("hỏng")
		mine, err := instance("a", still(noon)).Do(t.Context(), "dem", "1", func(context.Context) error { return broken })
		if !mine || !errors.Is(err, broken) {
			t.Errorf("mine %v, error %v", mine, err)
		}
		mine, err = instance("b", still(noon)).Do(t.Context(), "dem", "1", func(context.Context) error { return nil })
		if !mine || err != nil {
			t.Errorf("after a failure: mine %v, error %v", mine, err)
		}
	})
}

func TestHoldWaitsAndKeepsOthersOut(t *testing.T) {
	both(t, func(t *testing.T, instance func(string, func() time.Time) *Roster) {
		var inside, most atomic.Int64
		var wait sync.WaitGroup
		for i := range 3 {
			r := instance(fmt.Sprint(i), still(noon))
			wait.Go(func() {
				err := r.Hold(t.Context(), "dem", func(context.Context) error {
					most.Store(max(most.Load(), inside.Add(1)))
					inside.Add(-1)
					return nil
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		wait.Wait()
		if most.Load() != 1 {
			t.Errorf("%d inside at once", most.Load())
		}
	})
}

func TestHoldEndsWithItsContext(t *testing.T) {
	both(t, func(t *testing.T, instance func(string, func() time.Time) *Roster) {
		if _, _, err := instance("a", still(noon)).take(t.Context(), "dem", "1"); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer cancel()
		err := instance("b", still(noon)).Hold(ctx, "dem", func(context.Context) error { t.Error("held"); return nil })
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("error %v", err)
		}
	})
}

// A clock that jumps may have a turn done once more, which harms nothing; it must
// leave none undone and no claim that nobody can take over.
func TestAClockThatJumpsLeavesNoTurnUndone(t *testing.T) {
	both(t, func(t *testing.T, instance func(string, func() time.Time) *Roster) {
		at := time.Date(2026, time.November, 23, 2, 58, 0, 0, time.UTC)
		r := instance("một", func() time.Time { return at })
		done := 0
		do := func(context.Context) error { done++; return nil }
		for _, jump := range []time.Duration{time.Hour, -time.Hour, -5 * time.Minute, time.Hour, 24 * time.Hour} {
			at = at.Add(jump)
			turn, before := at.Add(-3*time.Hour).Format(time.DateOnly), done
			if mine, err := r.Do(t.Context(), "night", turn, do); err != nil || !mine && done != before {
				t.Fatalf("after %v: %v, %v", jump, mine, err)
			}
			if mine, err := r.Do(t.Context(), "night", turn, do); err != nil || mine {
				t.Errorf("after %v the turn %s is done twice on end: %v", jump, turn, err)
			}
		}
		if done < 2 || done > 4 {
			t.Errorf("done %d times in three nights by that clock, want each once, and once more for a jump back at most", done)
		}
		// A holder whose clock was an hour ahead died: its claim is from the future.
		ahead := at.Add(time.Hour)
		if _, err := claimed(t, instance("chết", func() time.Time { return ahead })); err != nil {
			t.Fatal(err)
		}
		if mine, err := r.Do(t.Context(), "night", "đêm sau", do); err != nil || !mine {
			t.Errorf("a dead holder's claim from the future: %v, %v; want it taken over", mine, err)
		}
	})
}

// claimed takes the night for an instance that then dies.
func claimed(t *testing.T, r *Roster) (string, error) {
	id, _, err := r.take(t.Context(), "night", "đêm")
	return id, err
}
