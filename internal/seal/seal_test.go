package seal

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"hailong/internal/audit"
	"hailong/internal/period"
	"hailong/internal/store"
	"hailong/internal/store/mongostore"
	"hailong/internal/store/mongostore/mongotest"
	"hailong/internal/store/sqlitestore"
	"hailong/internal/survey"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// first is the day on which the story of every test begins.
var first = survey.Day(2026, time.October, 5)

// engines are both.
var engines = map[string]func(*testing.T) store.Store{
	"embedded": func(t *testing.T) store.Store {
		s, err := sqlitestore.Open(t.Context(), t.TempDir())
		return opened(t, s, err)
	},
	"mongodb": func(t *testing.T) store.Store {
		s, err := mongostore.Open(t.Context(), mongotest.Database(t))
		return opened(t, s, err)
	},
}

func opened(t *testing.T, s store.Store, err error) store.Store {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func everywhere(t *testing.T, test func(*desk)) {
	for name, open := range engines {
		t.Run(name, func(t *testing.T) { test(newDesk(t, open(t))) })
	}
}

// A desk takes responses and seals them at night.
type desk struct {
	*testing.T
	ctx   context.Context
	store store.Store
	seed  uint64

	mu    sync.Mutex
	now   time.Time
	given map[survey.Date][]survey.Receipt
}

func newDesk(t *testing.T, s store.Store) *desk {
	d := &desk{T: t, ctx: t.Context(), store: s, given: map[survey.Date][]survey.Receipt{}}
	for _, code := range []string{"a", "quý-4"} {
		d.must(store.Campaigns.Create(d.ctx, s, code, survey.Campaign{Code: code, Opens: first}))
	}
	d.at(first, 9)
	return d
}

func embedded(t *testing.T) *desk { return newDesk(t, engines["embedded"](t)) }

func (d *desk) must(err error) {
	d.Helper()
	if err != nil {
		d.Fatal(err)
	}
}

func (d *desk) at(day survey.Date, hour int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	t := day.Time()
	d.now = time.Date(t.Year(), t.Month(), t.Day(), hour, 0, 0, 0, period.Local(t).Location())
}

func (d *desk) clock() time.Time {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.now
}

// ledger returns another instance's.
func (d *desk) ledger(s store.Store) *Ledger {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.seed++
	return NewLedger(s, rand.NewChaCha8([32]byte{byte(d.seed)}), d.clock)
}

func sample(campaign string, day survey.Date, i int) survey.Response {
	key := fmt.Sprint("khóa ", day, i)
	return survey.Response{
		ID: survey.IDOf(campaign, key), Campaign: campaign, Date: day, Template: survey.Ref{Code: "short", Version: 1},
		Unit: "ninh-giang", Place: "trung tâm", Counter: "1", Channel: survey.ChannelQR, Field: "HOTICH",
		Answers: survey.Answers{5, byte(i % 5), 0}, Comment: fmt.Sprint("nhận xét ", i%3), Receipt: survey.ReceiptOf(campaign, key),
	}
}

// answer stores n responses of a day, half for each campaign, with two from paper.
func (d *desk) answer(day survey.Date, n int) {
	d.Helper()
	var batch []survey.Response
	for i := range n {
		r := sample([]string{"a", "quý-4"}[i%2], day, i)
		d.given[day] = append(d.given[day], r.Receipt)
		batch = append(batch, r)
	}
	for i := range 2 {
		r := sample("a", day, 10_000+i)
		r.Channel, r.Receipt = survey.ChannelPaper, ""
		batch = append(batch, r)
	}
	for len(batch) > 0 {
		some := batch[:min(len(batch), store.MaxBatch)]
		_, err := d.store.Insert(d.ctx, some)
		d.must(err)
		batch = batch[len(some):]
	}
}

// sleep seals as the night of a day does.
func (d *desk) sleep(l *Ledger, day survey.Date) Night {
	d.Helper()
	d.at(day, 3)
	night, err := l.Seal(d.ctx)
	d.must(err)
	return night
}

// sound fails unless everything agrees.
func (d *desk) sound(known ...Head) Report {
	d.Helper()
	r, err := Verify(d.ctx, d.store, known...)
	d.must(err)
	if len(r.Faults)+len(r.Notes) > 0 {
		d.Errorf("faults %q, notes %q", r.Faults, r.Notes)
	}
	return r
}

// proves fails unless every receipt of a day is proved to be in an entry.
func (d *desk) proves(l *Ledger, day survey.Date, number int64) {
	d.Helper()
	for _, r := range d.given[day] {
		p, err := l.Find(d.ctx, r)
		if err != nil || p == nil || p.Entry.Number != number {
			d.Fatalf("receipt %s of %s: %+v, %v, want a proof by entry %d", r, day, p, err, number)
		}
		if err := climb(p); err != nil {
			d.Fatalf("receipt %s of %s: %v", r, day, err)
		}
	}
}

func TestWhatCameInOnADayIsSealedAtNight(t *testing.T) {
	everywhere(t, func(d *desk) {
		l := d.ledger(d.store)
		d.answer(first, 40)
		for _, r := range d.given[first] {
			if p, err := l.Find(d.ctx, r); p != nil || err != nil {
				d.Errorf("before the night: %v, %v", p, err)
			}
		}
		night := d.sleep(l, first+1)
		if len(night.Entries) != 1 || night.Sealed != 40 || night.Waiting != 0 || night.Entries[0].Day != first+1 || night.Entries[0].Size != 64 {
			d.Errorf("the night: %+v", night)
		}
		d.proves(l, first, 1)
		d.proves(d.ledger(d.store), first, 1) // another instance
		d.answer(first+1, 11)
		if again := d.sleep(l, first+1); len(again.Entries) != 0 || again.Waiting != 11 {
			d.Errorf("sealed twice in a night: %+v", again)
		}
		d.sleep(l, first+2)
		d.proves(l, first, 1)
		d.proves(l, first+1, 2)
		r := d.sound(night.Entries[0].Head())
		if r.Head.Number != 2 || r.Receipts != 51 || r.Waiting != 0 {
			d.Errorf("report %+v", r)
		}
	})
}

func TestFewReceiptsWaitForOthers(t *testing.T) {
	d := embedded(t)
	l := d.ledger(d.store)
	d.answer(first, Least-1)
	night := d.sleep(l, first+1)
	if night.Sealed != 0 || night.Waiting != Least-1 || len(night.Entries) != 1 || night.Entries[0].Size != smallest {
		t.Errorf("the first night: %+v", night)
	}
	if p, err := l.Find(d.ctx, d.given[first][0]); p != nil || err != nil {
		t.Errorf("while it waits: %+v, %v", p, err)
	}
	d.answer(first+1, 1)
	if night = d.sleep(l, first+2); night.Sealed != Least || night.Waiting != 0 || night.Entries[0].Size != smallest {
		t.Errorf("the second night: %+v", night)
	}
	d.proves(l, first, 2)
	d.sound()
}

func TestAReceiptThatNobodyWasGivenIsNotFound(t *testing.T) {
	d := embedded(t)
	l := d.ledger(d.store)
	d.answer(first, 20)
	d.sleep(l, first+1)
	for _, r := range []survey.Receipt{survey.ReceiptOf("a", "của người khác"), "", "AAAAA-AAAAA-A", "x"} {
		if p, err := l.Find(d.ctx, r); !errors.Is(err, survey.ErrNotFound) || p != nil {
			t.Errorf("%q: %+v, %v", r, p, err)
		}
		if err := l.Given(d.ctx, r); !errors.Is(err, survey.ErrNotFound) {
			t.Errorf("%q: %v", r, err)
		}
	}
	if err := l.Given(d.ctx, d.given[first][7]); err != nil {
		t.Error(err)
	}
}

func TestWhatIsTooMuchForOneEntryGoesIntoTheNext(t *testing.T) {
	d := embedded(t)
	l := d.ledger(d.store)
	l.full = 32
	d.answer(first, 75) // 32, 32, 11
	night := d.sleep(l, first+1)
	if len(night.Entries) != 3 || night.Sealed != 75 || night.Waiting != 0 {
		t.Errorf("the night: %+v", night)
	}
	d.sound()
}

func TestASheetSentAgainAfterItsSealGetsNoSecondLeaf(t *testing.T) {
	everywhere(t, func(d *desk) {
		l := d.ledger(d.store)
		d.answer(first, 30)
		d.sleep(l, first+1)
		again := sample("a", first, 0)
		fresh, err := d.store.Insert(d.ctx, []survey.Response{again})
		if d.must(err); fresh[0] {
			d.Fatal("stored twice")
		}
		d.answer(first+1, 12)
		if night := d.sleep(l, first+2); night.Sealed != 12 || night.Waiting != 0 {
			d.Errorf("the second night: %+v", night)
		}
		d.proves(l, first, 1)
		if r := d.sound(); r.Receipts != 42 {
			d.Errorf("report %+v", r)
		}
	})
}

func TestInstancesThatSealAtOnceMakeOneChain(t *testing.T) {
	everywhere(t, func(d *desk) {
		for night := range survey.Date(3) {
			d.answer(first+night, 25)
			d.at(first+night+1, 3)
			var wait sync.WaitGroup
			var mu sync.Mutex
			made, sealed := 0, 0
			for range 4 {
				l := d.ledger(d.store)
				wait.Go(func() {
					n, err := l.Seal(d.ctx)
					mu.Lock()
					defer mu.Unlock()
					made, sealed = made+len(n.Entries), sealed+n.Sealed
					if err != nil {
						d.Error(err)
					}
				})
			}
			if wait.Wait(); made != 1 || sealed != 25 {
				d.Errorf("night %d: %d entries with %d receipts, want 1 with 25", night, made, sealed)
			}
		}
		if r := d.sound(); r.Head.Number != 3 || r.Receipts != 75 || r.Waiting != 0 {
			d.Errorf("report %+v", r)
		}
	})
}

func TestTheHeadOfTheAuditLogIsSealed(t *testing.T) {
	d := embedded(t)
	log := audit.New(d.store, d.clock)
	d.must(log.Record(d.ctx, audit.Entry{Actor: "lan", Action: "campaign.close"}))
	head, err := log.Head(d.ctx)
	d.must(err)
	d.sleep(d.ledger(d.store), first+1)
	if r := d.sound(); len(r.Audit) != 1 || r.Audit[0] != head {
		t.Errorf("audit heads %+v, want %+v", r.Audit, head)
	}
}

func TestACommandThatChangesSealedDaysHasThemSealedAnew(t *testing.T) {
	d := embedded(t)
	l := d.ledger(d.store)
	d.answer(first, 20)
	d.answer(first+1, 20)
	d.sleep(l, first+2)
	d.must(Reopen(d.ctx, d.store, "a", first+1))
	extra := sample("a", first+1, 99)
	extra.Receipt = "" // as a demo's
	_, err := d.store.Insert(d.ctx, []survey.Response{extra})
	d.must(err)
	if r, err := Verify(d.ctx, d.store); err != nil || len(r.Faults) != 0 || len(r.Notes) != 1 {
		t.Errorf("while it is marked: %+v, %v", r, err)
	}
	night := d.sleep(l, first+3)
	if night.Entries[0].Reopened != 1 {
		t.Errorf("the public is told of %d days", night.Entries[0].Reopened)
	}
	d.sound()
	if next := d.sleep(l, first+4); next.Entries[0].Reopened != 0 {
		t.Errorf("reopened again: %+v", next)
	}
}

func TestAStoreThatWasNeverSealedIsSound(t *testing.T) {
	d := embedded(t)
	d.answer(first, 15)
	if r := d.sound(); r.Head != (Head{}) || r.Waiting != 15 {
		t.Errorf("report %+v", r)
	}
}

func TestNothingIsSealedBehindAGap(t *testing.T) {
	d := embedded(t)
	for n := range survey.Date(3) {
		d.answer(first+n, 12)
		d.sleep(d.ledger(d.store), first+n+1)
	}
	d.must(records.Delete(d.ctx, d.store, id(2)))
	d.at(first+4, 3)
	if n, err := d.ledger(d.store).Seal(d.ctx); err == nil || len(n.Entries) > 0 {
		t.Errorf("sealed on: %+v, %v", n, err)
	}
}
