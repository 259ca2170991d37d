package premises

import (
	"context"
	"fmt"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// A CounterChange is what a counter shall say.
type CounterChange struct {
	Name   survey.Text
	Closed bool
}

// AddCounter adds a counter at the end of a place that was seen with a stamp, so
// that the same form sent twice adds one. Errors: those of ChangePlace.
func (p *Premises) AddCounter(ctx context.Context, place, stamp string, name survey.Text) (survey.Place, error) {
	return change(ctx, p, store.Places, place, stamp, func(pl *survey.Place) error {
		if len(pl.Counters) >= MaxCounters {
			return &BadPremises{What: "counters"}
		}
		var c survey.Counter
		if err := nameCounter(pl, &c, name); err != nil {
			return err
		}
		for c.Code = range survey.Codes(c.Name.In(survey.Vietnamese)) {
			if pl.Counter(c.Code) == nil {
				break
			}
		}
		pl.Counters = append(pl.Counters, c)
		return nil
	})
}

// ChangeCounter changes a counter of a place that was seen with a stamp. Errors:
// those of ChangePlace; survey.ErrNotFound too where the place has no such counter.
func (p *Premises) ChangeCounter(ctx context.Context, place, stamp, code string, to CounterChange) (survey.Place, error) {
	return change(ctx, p, store.Places, place, stamp, func(pl *survey.Place) error {
		c := pl.Counter(code)
		if c == nil {
			return fmt.Errorf("counter %q of place %q: %w", code, place, survey.ErrNotFound)
		}
		c.Closed = to.Closed
		return nameCounter(pl, c, to.Name)
	})
}

// nameCounter gives a counter a name that no other of the place has.
func nameCounter(pl *survey.Place, c *survey.Counter, name survey.Text) error {
	name, ok := name.AsName(MaxName)
	if !ok {
		return &BadPremises{What: "name"}
	}
	before := c.Name
	c.Name = name
	for _, o := range pl.Counters {
		if o.Code != c.Code && same(o.Name, name) && !same(before, name) {
			return &BadPremises{"twin", name.In(survey.Vietnamese)}
		}
	}
	return nil
}
