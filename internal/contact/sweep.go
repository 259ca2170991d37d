package contact

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"hailong/internal/survey"
)

// How many days a request is kept: after its answer, and at the most.
const (
	DaysAfterReply = 30
	MostDays       = 90
)

// Withdraw deletes a request and its reply because the person asks for it. By is
// who was asked. Errors: *BadRequest, survey.ErrNotFound.
func (d *Desk) Withdraw(ctx context.Context, id, by string) error {
	if by == "" {
		return &BadRequest{[]string{"by"}}
	}
	c, err := d.Find(ctx, id)
	if err != nil {
		return err
	}
	return d.bury(ctx, &c, by)
}

// Sweep deletes what has been kept long enough, and finishes what was left half
// done, and returns how many requests it deleted. Any number of instances may
// sweep at once, and one that was stopped is continued by the next.
func (d *Desk) Sweep(ctx context.Context, today survey.Date) (deleted int, err error) {
	list, err := d.List(ctx, "")
	if err != nil {
		return 0, err
	}
	for i := range list {
		over := list[i].Ends() <= today
		if !over { // somebody may have been stopped who wanted to delete it
			if over, err = d.buried(ctx, list[i].ID); err != nil {
				return deleted, err
			}
		}
		if !over {
			continue
		}
		if err := d.bury(ctx, &list[i], ""); err != nil {
			return deleted, fmt.Errorf("sweep contacts: %w", err)
		}
		deleted++
	}
	if err := d.sweepReplies(ctx); err != nil {
		return deleted, fmt.Errorf("sweep contacts: %w", err)
	}
	return deleted, d.sweepSlots(ctx, today)
}

// Ends returns the day on which Sweep deletes the request.
func (c *Case) Ends() survey.Date {
	ends := c.Made + MostDays
	if c.Reply != nil {
		ends = min(ends, c.Reply.Made+DaysAfterReply)
	}
	return ends
}

// bury leaves the fact and deletes the rest. Whoever is stopped after the fact is
// created has counted the request, and the next one deletes it without counting.
// The request goes before the reply: it is what must not stay.
func (d *Desk) bury(ctx context.Context, c *Case, by string) error {
	f := factOf(c)
	f.Withdrawn, f.By = by != "", by
	if err := facts.Create(ctx, d.registry, f.ID, f); err != nil && !errors.Is(err, survey.ErrExists) {
		return err
	}
	if err := requests.Delete(ctx, d.registry, c.ID); err != nil {
		return err
	}
	return replies.Delete(ctx, d.registry, c.ID)
}

// buried reports whether a request has left its fact.
func (d *Desk) buried(ctx context.Context, id string) (bool, error) {
	_, err := facts.Get(ctx, d.registry, factID(id))
	if errors.Is(err, survey.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}

// sweepReplies deletes replies whose requests are gone.
func (d *Desk) sweepReplies(ctx context.Context) error {
	all, err := d.replies(ctx)
	if err != nil {
		return err
	}
	for id := range all {
		_, err := requests.Get(ctx, d.registry, id)
		if errors.Is(err, survey.ErrNotFound) {
			err = replies.Delete(ctx, d.registry, id)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// sweepSlots deletes the places of past days. Yesterday's stay: on another
// instance's clock it may still be that day.
func (d *Desk) sweepSlots(ctx context.Context, today survey.Date) error {
	var past []string
	for record, err := range d.registry.List(ctx, string(slots)) {
		if err != nil {
			return fmt.Errorf("sweep contact slots: %w", err)
		}
		text, _, _ := strings.Cut(record.ID, "/")
		day, err := survey.ParseDate(text)
		if err != nil {
			return fmt.Errorf("sweep contact slots: %w", err)
		}
		if day >= today-1 {
			break // they are listed by their days
		}
		past = append(past, record.ID)
	}
	for _, id := range past {
		if err := slots.Delete(ctx, d.registry, id); err != nil {
			return fmt.Errorf("sweep contact slots: %w", err)
		}
	}
	return nil
}
