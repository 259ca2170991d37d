package seal

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"sync"
	"time"

	"hailong/internal/period"
	"hailong/internal/store"
	"hailong/internal/survey"
)

// A Night is what came of sealing.
type Night struct {
	// Entries were made by this very call.
	Entries []Entry
	// Sealed receipts are in them; Waiting were too few, or came since.
	Sealed, Waiting int
}

// grace is how long a day that is over may still get a response: the clocks of several
// instances differ, and a commit may be on its way. It is that of packing.
const grace = 2 * time.Hour

// Seal makes the entry of the day if there is none, and clears away the receipts that
// are in an entry.
//
// Several instances may do this at once, and any of them may die at any instant. What
// is decided is decided by creating one record, whole, under the next number: before
// that nothing has happened, and afterwards every receipt in it is sealed. Only then
// are the waiting ones deleted that an entry holds. What was left undone is done by the
// next call in the same way, since it too begins with clearing away whatever an entry
// holds; so a receipt is in one entry at most, and never in none while it waits no more.
func (l *Ledger) Seal(ctx context.Context) (Night, error) {
	var night Night
	for {
		k, err := l.sound(ctx)
		if err != nil {
			return night, fmt.Errorf("seal: %w", err)
		}
		waiting, err := l.clear(ctx, k)
		if err != nil {
			return night, fmt.Errorf("seal: %w", err)
		}
		night.Waiting = len(waiting)
		today := period.Today(l.now())
		if !k.owes(today, l.full) {
			return night, nil
		}
		r, err := l.write(ctx, k, today, waiting)
		if errors.Is(err, survey.ErrExists) {
			continue // another instance was faster: go on behind its entry
		}
		if err != nil {
			return night, fmt.Errorf("seal: %w", err)
		}
		night.Entries = append(night.Entries, r.Entry)
		night.Sealed += len(r.Given)
	}
}

// owes reports whether an entry is to be made: one a day, and further ones while the
// last was full.
func (k *known) owes(today survey.Date, full int) bool {
	return len(k.entries) == 0 || k.last().Day < today || k.tally.Receipts == full
}

// sound learns what there is, and brings the head up to date if somebody died before
// he had written it. It refuses to go on where entries are missing: a new one must not
// hide that.
func (l *Ledger) sound(ctx context.Context) (*known, error) {
	k, err := l.learn(ctx)
	if err != nil {
		return nil, err
	}
	head, err := heads.Get(ctx, l.store, headID)
	last := k.last()
	switch {
	case err != nil && !errors.Is(err, survey.ErrNotFound):
		return nil, err
	case head.Number > last.Number:
		return nil, fmt.Errorf("entries after %d are missing; run hailong verify", last.Number)
	case head.Number < last.Number:
		return k, heads.Replace(ctx, l.store, headID, last.Head())
	}
	return k, nil
}

// clear deletes the waiting receipts that an entry holds and returns the others in the
// order of their texts.
func (l *Ledger) clear(ctx context.Context, k *known) ([]survey.Receipt, error) {
	waiting, over, err := pending(ctx, l.store, k)
	if err != nil {
		return nil, err
	}
	return waiting, l.forget(ctx, over)
}

// pending lists the receipts that wait, and those that are sealed but still there.
func pending(ctx context.Context, s store.Registry, k *known) (waiting, over []survey.Receipt, err error) {
	for r, err := range s.List(ctx, string(store.Receipts)) {
		if err != nil {
			return nil, nil, err
		}
		receipt := survey.Receipt(r.ID)
		if _, sealed := k.find(receipt); sealed {
			over = append(over, receipt)
		} else {
			waiting = append(waiting, receipt)
		}
	}
	return waiting, over, nil
}

// atOnce is how many receipts are deleted at a time: they share commits.
const atOnce = 32

func (l *Ledger) forget(ctx context.Context, list []survey.Receipt) error {
	var mu sync.Mutex
	var failed error
	for part := range slices.Chunk(list, atOnce) {
		var wait sync.WaitGroup
		for _, r := range part {
			wait.Go(func() {
				if err := store.Receipts.Delete(ctx, l.store, string(r)); err != nil {
					mu.Lock()
					defer mu.Unlock()
					failed = err
				}
			})
		}
		if wait.Wait(); failed != nil {
			return failed
		}
	}
	return nil
}

// write makes the next entry. The marks of days that were changed are deleted after
// it: if that fails, those days are only looked at once more.
func (l *Ledger) write(ctx context.Context, k *known, today survey.Date, waiting []survey.Receipt) (*record, error) {
	changed, err := reopened(ctx, l.store)
	if err != nil {
		return nil, err
	}
	r, err := l.compose(ctx, k, today, waiting, changed)
	if err != nil {
		return nil, err
	}
	if err := records.Create(ctx, l.store, id(r.Number), *r); err != nil {
		return nil, err
	}
	if err := heads.Replace(ctx, l.store, headID, r.Head()); err != nil {
		return nil, err
	}
	for _, m := range changed {
		if err := marks.Delete(ctx, l.store, m.id()); err != nil {
			return nil, err
		}
	}
	return r, nil
}

func (l *Ledger) compose(ctx context.Context, k *known, today survey.Date, waiting []survey.Receipt, changed []mark) (*record, error) {
	r := record{Entry: Entry{Number: k.next(), Day: today, Previous: k.last().Hash}, Given: []survey.Receipt{}, Days: []Day{}}
	if _, err := io.ReadFull(l.rand, r.Seed[:]); err != nil {
		return nil, fmt.Errorf("read randomness: %w", err)
	}
	if len(waiting) >= Least {
		r.Given = waiting[:min(len(waiting), l.full)]
	}
	// A clock that was put back must not reopen days.
	r.Through = max(k.through, period.Today(l.now().Add(-grace))-1)
	days, err := l.newDays(ctx, k, r.Through, changed)
	if err != nil {
		return nil, err
	}
	for _, d := range days {
		if d.Date <= k.through {
			r.Reopened++
		}
		r.Days = append(r.Days, d)
	}
	if r.Tally, err = l.tally(ctx, k, &r, len(waiting)); err != nil {
		return nil, err
	}
	if r.Audit, err = l.log.Head(ctx); err != nil {
		return nil, err
	}
	r, err = r.sealed()
	return &r, err
}

// newDays returns the days that became over, and of those that were changed the ones
// that are no longer what was sealed.
func (l *Ledger) newDays(ctx context.Context, k *known, through survey.Date, changed []mark) ([]Day, error) {
	codes, err := campaigns(ctx, l.store)
	if err != nil {
		return nil, err
	}
	var list []Day
	for _, code := range codes {
		from := k.after()
		for _, m := range changed {
			if m.Campaign == code {
				from = min(from, m.From)
			}
		}
		days, err := daysOf(ctx, l.store, code, from, through)
		if err != nil {
			return nil, err
		}
		there := map[dayKey]bool{}
		for _, d := range days {
			there[d.key()] = true
			if k.days[d.key()] != d {
				list = append(list, d)
			}
		}
		for key, d := range k.days { // what had responses and has none
			if key.campaign == code && key.date >= from && !there[key] && d.Responses > 0 {
				list = append(list, Day{Campaign: code, Date: key.date})
			}
		}
	}
	slices.SortFunc(list, compareDays)
	return list, nil
}

// after is the first day that is not sealed.
func (k *known) after() survey.Date {
	if k.through == beginning {
		return beginning
	}
	return k.through + 1
}

// tally counts what is sealed and what is not. Receipts are listed before the
// responses are counted and again afterwards, so that the truth lies between.
func (l *Ledger) tally(ctx context.Context, k *known, r *record, before int) (Tally, error) {
	t := Tally{Receipts: len(r.Given), Total: k.tally.Total + len(r.Given), Waiting: before - len(r.Given), Responses: map[string]int{}}
	days := maps.Clone(k.days)
	for _, d := range r.Days {
		days[d.key()] = d
	}
	stored, err := stored(ctx, l.store, days, r.Through, t.Responses)
	if err != nil {
		return t, err
	}
	after, _, err := pending(ctx, l.store, k)
	t.Bare = Bounds{Low: stored - k.tally.Total - len(after), High: stored - k.tally.Total - before}
	return t, err
}

// stored counts the responses of the sealed days, by campaign, and all others.
func stored(ctx context.Context, s Store, days map[dayKey]Day, through survey.Date, by map[string]int) (n int, err error) {
	for _, d := range days {
		if d.Responses > 0 {
			by[d.Campaign] += d.Responses
			n += d.Responses
		}
	}
	codes, err := campaigns(ctx, s)
	if err != nil {
		return n, err
	}
	for _, code := range codes {
		open, err := count(ctx, s, code, through)
		if err != nil {
			return n, err
		}
		n += open
	}
	return n, nil
}
