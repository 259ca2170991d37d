package opinion

import (
	"context"
	"fmt"
	"time"

	"hailong/internal/period"
	"hailong/internal/store"
	"hailong/internal/survey"
)

// Store is what a Desk needs of an engine.
type Store interface {
	store.Responses
	store.Registry
}

// A Desk shows released comments, and the themes that they are about.
type Desk struct {
	store Store
	now   func() time.Time
}

// NewDesk returns the desk of a store. The time is asked for at each call.
func NewDesk(s Store, now func() time.Time) *Desk { return &Desk{s, now} }

// A Query says which batches are meant: those of a campaign whose last day is
// one of From..To. A batch that crosses the end of a quarter belongs to the
// second, and one batch alone is asked for by its last day.
type Query struct {
	Campaign string
	From, To survey.Date
}

// A Released is what may be shown of the comments that were asked for.
type Released struct {
	Batches []Batch
	// Waiting: some response of these days stands in no batch yet. Whether it
	// has a comment is not told.
	Waiting bool
	// More: some batch is without its comments, or without all of them, since
	// there are too many for one answer.
	More bool
}

// Release returns the batches of comments that may be shown.
func (d *Desk) Release(ctx context.Context, q Query) (Released, error) {
	var all Released
	shown := 0
	waiting, err := d.Each(ctx, q, func(b Batch) {
		if shown > 0 && shown+len(b.Comments) > Most {
			b.Comments, b.More = nil, true
		}
		shown += len(b.Comments)
		all.More = all.More || b.More
		all.Batches = append(all.Batches, b)
	})
	all.Waiting = waiting
	return all, err
}

// grace is how long a day that is over stays open, as in package daybook: the
// clocks of several instances differ, and an acknowledged response may wait for
// its commit.
const grace = 2 * time.Hour

// Each hands out the batches one by one, the earliest first, and then tells
// whether some response waits: for who shows a few of them and counts them all.
//
// It goes through the campaign from its first day, so that the same days make the
// same batches whatever is asked for. It holds one batch in memory.
func (d *Desk) Each(ctx context.Context, q Query, each func(Batch)) (waiting bool, err error) {
	campaign, err := store.Campaigns.Get(ctx, d.store, q.Campaign)
	if err != nil {
		return false, fmt.Errorf("release comments: %w", err)
	}
	p := pile{campaign: campaign.Code, from: campaign.Opens}
	if p.masker, err = MaskerOf(ctx, d.store, campaign.Unit); err != nil {
		return false, err
	}
	if p.tags, err = tagsOf(ctx, d.store); err != nil {
		return false, err
	}
	closed := period.Today(d.now().Add(-grace)) - 1
	// From the first day there is: nobody answers before a campaign opens, but a
	// response that did would fall out of every batch.
	for r, err := range d.store.Responses(ctx, survey.Scope{Campaign: campaign.Code, To: closed}) {
		if err != nil {
			return false, fmt.Errorf("release comments of %s: %w", campaign.Code, err)
		}
		if p.full() && r.Date > p.last {
			if q.From <= p.last && p.last <= q.To {
				each(p.batch())
			}
			if p.last >= q.To {
				return false, nil
			}
			p.begin(p.last + 1)
		}
		p.add(r)
	}
	if !p.full() {
		return p.responses > 0 && p.first <= q.To, nil
	}
	if q.From <= p.last && p.last <= q.To {
		each(p.batch())
	}
	return false, nil
}
