package daybook

import (
	"context"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// Guard returns the responses of a store with an Insert that takes the book
// back before something is stored on a packed day. That happens when a clock
// was ahead while days were packed, or is behind now.
func (b *Book) Guard(r store.Responses) store.Responses { return &guard{r, b} }

type guard struct {
	facts
	book *Book
}

// facts is store.Responses by a name that its own method does not have.
type facts = interface{ store.Responses }

// Insert stores a batch.
func (g *guard) Insert(ctx context.Context, batch []survey.Response) ([]bool, error) {
	for i := range batch {
		if err := g.book.admit(ctx, batch[i].Campaign, batch[i].Date); err != nil {
			return nil, err
		}
	}
	return g.facts.Insert(ctx, batch)
}

// admit makes sure that a day is not packed, nor being packed. It asks the
// registry when a campaign's day is another one than the last time.
func (b *Book) admit(ctx context.Context, campaign string, d survey.Date) error {
	if b.limits.admits(campaign, d) {
		return nil
	}
	m, err := read(ctx, b.store, campaign)
	if err == nil && d > m.Through && b.limits.admit(campaign, d) {
		return nil
	}
	b.packing.Lock()
	defer b.packing.Unlock()
	if err := Reopen(ctx, b.store, campaign, d); err != nil {
		return err
	}
	b.limits.lower(campaign, d)
	return nil
}
