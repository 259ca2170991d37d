package backup

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"sync"
	"syscall"
	"testing"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// A shy disk has room for some bytes only.
type shy struct{ room int }

func (s *shy) Write(p []byte) (int, error) {
	if s.room -= len(p); s.room < 0 {
		return 0, syscall.ENOSPC
	}
	return len(p), nil
}

func TestAFullDiskIsSaidAndLeavesNoBackup(t *testing.T) {
	s := embedded(t)
	furnish(t, s, 600)
	b, _ := written(t, s, "one")
	for room := 0; room < len(b); room += 397 {
		if _, err := sourceOf(s, "one").Write(t.Context(), &shy{room}); !errors.Is(err, syscall.ENOSPC) {
			t.Fatalf("with room for %d of %d bytes: %v", room, len(b), err)
		}
	}
}

func TestABackupEndsWithItsContext(t *testing.T) {
	s := embedded(t)
	furnish(t, s, 600)
	ctx, cancel := context.WithCancel(t.Context())
	source := sourceOf(s, "one")
	source.Step = func(int) { cancel() }
	var b bytes.Buffer
	if _, err := source.Write(ctx, &b); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if err := check(b.Bytes()); !errors.Is(err, ErrDamaged) {
		t.Errorf("what was written passes for a backup: %v", err)
	}
}

// A restless store changes a record whenever the kind is listed, so many times.
type restless struct {
	store.Store
	changes int
	t       *testing.T
}

func (r *restless) List(ctx context.Context, kind string) iter.Seq2[store.Record, error] {
	if kind == "accounts" && r.changes > 0 {
		r.changes--
		must(r.t, r.Replace(ctx, kind, "0", fmt.Append(nil, r.changes)))
	}
	return r.Store.List(ctx, kind)
}

func TestTheRecordsOfALivingStoreAreThoseOfOneMoment(t *testing.T) {
	s := embedded(t)
	furnish(t, s, 10)
	for changes, want := range map[int]error{0: nil, 3: nil, readings - 2: nil, 2 * readings: ErrMoving} {
		source := sourceOf(&restless{s, changes, t}, "one")
		source.Still = false
		var b bytes.Buffer
		m, err := source.Write(t.Context(), &b)
		if !errors.Is(err, want) {
			t.Errorf("%d changes: %v, want %v", changes, err, want)
		}
		if err == nil {
			must(t, check(b.Bytes()))
			holds(t, s, m)
		}
	}
}

// On a store that moves, what was acknowledged before the start is in the backup
// and the total is one that the store had.
func TestABackupUnderLoadHoldsWhatWasAcknowledgedBefore(t *testing.T) {
	for name, opened := range map[string]func(testing.TB) store.Store{"embedded": embedded, "MongoDB": mongo} {
		t.Run(name, func(t *testing.T) {
			s, to := opened(t), embedded(t)
			furnish(t, s, 600)
			ctx, stop := context.WithCancel(t.Context())
			var wg sync.WaitGroup
			var mu sync.Mutex
			acked := map[survey.ID]bool{}
			begun := 600
			for i := range 4 {
				wg.Go(func() {
					for n := 0; ctx.Err() == nil; n++ {
						r := given(2)[n%2]
						r.ID = survey.IDOf("load", fmt.Sprint(i, n))
						mu.Lock()
						begun++
						mu.Unlock()
						if _, err := s.Insert(context.Background(), []survey.Response{r}); err != nil {
							t.Error(err)
							return
						}
						mu.Lock()
						acked[r.ID] = true
						mu.Unlock()
					}
				})
			}
			for stop := false; !stop; {
				mu.Lock()
				stop = len(acked) >= 20
				mu.Unlock()
			}
			mu.Lock()
			before := make([]survey.ID, 0, len(acked))
			for id := range acked {
				before = append(before, id)
			}
			mu.Unlock()
			source := sourceOf(s, "one")
			source.Still = false
			var b bytes.Buffer
			m, err := source.Write(t.Context(), &b)
			mu.Lock()
			most := begun
			mu.Unlock()
			stop()
			wg.Wait()
			must(t, err)
			_, err = Target{Store: to}.Restore(t.Context(), reopened(b.Bytes()))
			must(t, err)
			for _, id := range before {
				if known, err := to.Known(t.Context(), id); err != nil || !known {
					t.Fatalf("%s was acknowledged before the start and is not there (%v)", id, err)
				}
			}
			if n := int(m.Total()); n < 600+len(before) || n > most {
				t.Errorf("%d responses; there were %d at the start and %d at the end", n, 600+len(before), most)
			}
		})
	}
}
