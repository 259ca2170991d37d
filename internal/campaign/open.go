package campaign

import (
	"context"
	"fmt"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// Open ends the making of a draft that was seen with a stamp: what is opened is
// what was looked at. From its opening day it takes responses. A campaign that is
// no draft stays as it is, so that the same form sent twice does no harm. Errors:
// *BadCampaign where it could not take any, survey.ErrStale, survey.ErrNotFound.
func (o *Office) Open(ctx context.Context, code, stamp string) (survey.Campaign, error) {
	return o.edit(ctx, code, func(c *survey.Campaign) error {
		if !c.Draft {
			return nil
		}
		if c.Stamp() != stamp {
			return fmt.Errorf("open campaign %q: %w", code, survey.ErrStale)
		}
		if err := o.ready(ctx, c); err != nil {
			return err
		}
		c.Draft = false
		return nil
	})
}

// ready finds what keeps a draft from taking responses.
func (o *Office) ready(ctx context.Context, c *survey.Campaign) error {
	if err := o.known(c.Template); err != nil {
		return err
	}
	if c.Closes != nil && *c.Closes < o.today() {
		return &BadCampaign{What: "closes"}
	}
	for p, err := range store.Places.All(ctx, o.store) {
		if err != nil {
			return fmt.Errorf("open campaign %q: %w", c.Code, err)
		}
		if p.Unit == c.Unit && !p.Closed && c.At(p.Code) {
			return nil
		}
	}
	return &BadCampaign{What: "places"}
}

// Close ends a campaign at once; today is its last day if it has had any. One that
// is closed stays as it is. Errors: *BadCampaign of a draft, survey.ErrNotFound.
func (o *Office) Close(ctx context.Context, code string) (survey.Campaign, error) {
	return o.edit(ctx, code, func(c *survey.Campaign) error {
		today := o.today()
		switch c.State(today) {
		case survey.StateDraft:
			return &BadCampaign{What: "state"}
		case survey.StateOpen:
			c.Closes = &today
			c.Closed = true
		case survey.StateEarly:
			c.Closed = true
		}
		return nil
	})
}

// Reopen lets a closed campaign take responses again, without an end unless one is
// still to come. One that is not closed stays as it is. Errors: *BadCampaign of a
// draft, survey.ErrNotFound.
func (o *Office) Reopen(ctx context.Context, code string) (survey.Campaign, error) {
	return o.edit(ctx, code, func(c *survey.Campaign) error {
		today := o.today()
		switch c.State(today) {
		case survey.StateDraft:
			return &BadCampaign{What: "state"}
		case survey.StateClosed:
			if c.Closes != nil && *c.Closes <= today {
				c.Closes = nil
			}
			c.Closed = false
		}
		return nil
	})
}
