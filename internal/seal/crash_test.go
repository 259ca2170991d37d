package seal

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// A frail store fails from a write on: that one is done or not, and nothing is after
// it, as where the process is killed.
type frail struct {
	store.Store
	mu     sync.Mutex
	writes int
	done   bool // the write at which it fails is done all the same
}

var errCut = errors.New("cut")

func (f *frail) use(do func() error) error {
	f.mu.Lock()
	f.writes--
	left := f.writes
	f.mu.Unlock()
	if left < -1 || left == -1 && !f.done {
		return errCut
	}
	err := do()
	if left == -1 {
		return errCut
	}
	return err
}

func (f *frail) Create(ctx context.Context, kind, id string, v []byte) error {
	return f.use(func() error { return f.Store.Create(ctx, kind, id, v) })
}

func (f *frail) Replace(ctx context.Context, kind, id string, v []byte) error {
	return f.use(func() error { return f.Store.Replace(ctx, kind, id, v) })
}

func (f *frail) Delete(ctx context.Context, kind, id string) error {
	return f.use(func() error { return f.Store.Delete(ctx, kind, id) })
}

// TestANightThatWasBrokenOffAtAnyWriteIsFinishedByTheNextCall kills the sealing at
// every write, before and after it took place, with a mark of changed days as well.
func TestANightThatWasBrokenOffAtAnyWriteIsFinishedByTheNextCall(t *testing.T) {
	const n = 12
	for _, done := range []bool{false, true} {
		for cut := range 40 {
			d := embedded(t)
			d.answer(first, n)
			d.sleep(d.ledger(d.store), first+1)
			d.answer(first+1, n)
			d.must(Reopen(d.ctx, d.store, "a", first))
			d.at(first+2, 3)
			_, err := d.ledger(&frail{Store: d.store, writes: cut, done: done}).Seal(d.ctx)
			if err == nil {
				if cut < n+3 { // the entry, the head, the mark and every receipt
					t.Fatalf("only %d writes", cut)
				}
				break
			}
			if !errors.Is(err, errCut) {
				t.Fatal(err)
			}
			where := fmt.Sprintf("cut at write %d (done %v)", cut, done)
			l := d.ledger(d.store)
			for _, r := range append(d.given[first], d.given[first+1]...) {
				if err := l.Given(d.ctx, r); err != nil {
					t.Fatalf("%s: %s: %v", where, r, err)
				}
			}
			night, err := l.Seal(d.ctx)
			if d.must(err); night.Waiting != 0 {
				t.Fatalf("%s: then %+v", where, night)
			}
			d.proves(l, first, 1)
			d.proves(l, first+1, 2)
			d.sleep(l, first+3) // whose mark was left looks at its days once more
			if r := d.sound(); r.Head.Number != 3 || r.Receipts != 2*n || r.Waiting != 0 {
				t.Fatalf("%s: then %+v", where, r)
			}
			d.must(d.store.Close())
		}
	}
}

func TestAStoreThatCannotBeReadIsAnErrorAndNoAnswer(t *testing.T) {
	d := embedded(t)
	d.answer(first, 12)
	l := d.ledger(d.store)
	d.must(d.store.Close())
	if _, err := l.Seal(d.ctx); err == nil {
		t.Error("sealed in a closed store")
	}
	if _, err := l.Find(d.ctx, d.given[first][0]); err == nil || errors.Is(err, survey.ErrNotFound) {
		t.Errorf("a receipt in a closed store: %v", err)
	}
	if _, err := Verify(d.ctx, d.store); err == nil {
		t.Error("verified a closed store")
	}
}
