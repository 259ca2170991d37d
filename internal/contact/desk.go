package contact

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"hailong/internal/period"
	"hailong/internal/store"
	"hailong/internal/survey"
)

// A Desk takes requests and keeps what becomes of them.
type Desk struct {
	registry store.Registry
	now      func() time.Time
}

// NewDesk returns a desk over a registry.
func NewDesk(r store.Registry, now func() time.Time) *Desk { return &Desk{r, now} }

// Submit keeps a request. The same form again, by its key, is the same request
// as it was first sent. Errors: *BadRequest, ErrFull, ErrGone.
func (d *Desk) Submit(ctx context.Context, f Form) (Request, error) {
	r, err := f.request(period.Today(d.now()))
	if err != nil {
		return r, err
	}
	if _, err := store.Units.Get(ctx, d.registry, r.Unit); err != nil {
		if errors.Is(err, survey.ErrNotFound) {
			err = &BadRequest{[]string{"unit"}}
		}
		return Request{}, err
	}
	before, err := requests.Get(ctx, d.registry, r.ID)
	if !errors.Is(err, survey.ErrNotFound) {
		return before, err
	}
	if gone, err := d.buried(ctx, r.ID); err != nil || gone {
		return Request{}, cmp.Or(err, ErrGone)
	}
	// The place in the day is taken first: whoever is stopped after it has cost
	// the day one place, and no day can have more requests than places.
	if err := d.take(ctx, r.Unit, r.Made); err != nil {
		return Request{}, err
	}
	err = requests.Create(ctx, d.registry, r.ID, r)
	if errors.Is(err, survey.ErrExists) { // the other half of a double tap
		return requests.Get(ctx, d.registry, r.ID)
	}
	return r, err
}

// MaxPerDay is how many requests a unit takes in a day. A commune gets a handful;
// more is somebody who wants to fill the disk.
const MaxPerDay = 200

// take takes one of the unit's places in a day, or ErrFull. A place does not say
// whose it is.
func (d *Desk) take(ctx context.Context, unit string, day survey.Date) error {
	// They are taken one after the other, so the first free one is found by halving.
	low, high := 1, MaxPerDay+1
	for low < high {
		middle := (low + high) / 2
		switch _, err := slots.Get(ctx, d.registry, slotID(unit, day, middle)); {
		case err == nil:
			low = middle + 1
		case errors.Is(err, survey.ErrNotFound):
			high = middle
		default:
			return err
		}
	}
	for n := low; n <= MaxPerDay; n++ {
		if err := slots.Create(ctx, d.registry, slotID(unit, day, n), struct{}{}); !errors.Is(err, survey.ErrExists) {
			return err
		}
	}
	return fmt.Errorf("unit %s: %w", unit, ErrFull)
}

// slotID begins with the day, so that past days are found without knowing units.
func slotID(unit string, day survey.Date, n int) string {
	return fmt.Sprintf("%s/%s/%03d", day, unit, n)
}

// Reply marks a request as answered. The same once more by the same person is
// no other answer. Errors: *BadRequest, ErrAnswered, survey.ErrNotFound.
func (d *Desk) Reply(ctx context.Context, id, by, note string) error {
	r := Reply{id, by, survey.Clean(note), period.Today(d.now())}
	switch {
	case by == "":
		return &BadRequest{[]string{"by"}}
	case utf8.RuneCountInString(r.Note) > MaxNote:
		return &BadRequest{[]string{"note"}}
	}
	if _, err := requests.Get(ctx, d.registry, id); err != nil {
		return err
	}
	err := replies.Create(ctx, d.registry, id, r)
	if !errors.Is(err, survey.ErrExists) {
		return err
	}
	before, err := replies.Get(ctx, d.registry, id)
	if err == nil && (before.By != r.By || before.Note != r.Note) {
		err = ErrAnswered
	}
	return err
}

// A Case is a request with its answer.
type Case struct {
	Request
	// Reply is nil while nobody has answered.
	Reply *Reply
	// Due is the day by which it is to be answered to be on time.
	Due survey.Date
}

// List returns the requests of a unit, or of all for "": those without an answer
// first, the oldest day first.
func (d *Desk) List(ctx context.Context, unit string) ([]Case, error) {
	answered, err := d.replies(ctx)
	if err != nil {
		return nil, err
	}
	var list []Case
	for r, err := range requests.All(ctx, d.registry) {
		if err != nil {
			return nil, fmt.Errorf("contacts: %w", err)
		}
		if unit == "" || r.Unit == unit {
			list = append(list, Case{r, answered[r.ID], r.Made + ReplyDays})
		}
	}
	slices.SortStableFunc(list, func(a, b Case) int {
		return cmp.Or(cmp.Compare(order(a), order(b)), cmp.Compare(a.Made, b.Made), cmp.Compare(a.ID, b.ID))
	})
	return list, nil
}

func order(c Case) int {
	if c.Reply == nil {
		return 0
	}
	return 1
}

// Find returns a request, or survey.ErrNotFound.
func (d *Desk) Find(ctx context.Context, id string) (Case, error) {
	r, err := requests.Get(ctx, d.registry, id)
	if err != nil {
		return Case{}, err
	}
	c := Case{r, nil, r.Made + ReplyDays}
	switch reply, err := replies.Get(ctx, d.registry, id); {
	case err == nil:
		c.Reply = &reply
	case !errors.Is(err, survey.ErrNotFound):
		return Case{}, err
	}
	return c, nil
}

// replies reads every reply, by the id of its request.
func (d *Desk) replies(ctx context.Context) (map[string]*Reply, error) {
	all := make(map[string]*Reply)
	for r, err := range replies.All(ctx, d.registry) {
		if err != nil {
			return nil, fmt.Errorf("contact replies: %w", err)
		}
		all[r.Request] = &r
	}
	return all, nil
}
