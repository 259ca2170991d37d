package void

import (
	"context"
	"fmt"

	"hailong/internal/period"
	"hailong/internal/store"
	"hailong/internal/survey"
)

// A Share is how many of the responses of some days are concerned.
type Share struct {
	Responses int64       `json:"responses"`
	Of        int64       `json:"of"`
	From      survey.Date `json:"from"`
	To        survey.Date `json:"to"`
}

// AlertPercent is the share of a month's responses up to which voids are the
// ordinary mishaps of an office; more is shown to whoever supervises it.
const AlertPercent = 2

// Least is the fewest responses of a set that is no trial: the figures with and
// without a smaller one would tell what a few people answered.
const Least = 10

// Alert reports whether more than AlertPercent are concerned.
func (s Share) Alert() bool { return 100*s.Responses > AlertPercent*s.Of }

// Month returns how many of the responses given to a campaign in the calendar
// month of a day are voided.
func (o *Office) Month(ctx context.Context, campaign string, day survey.Date) (Share, error) {
	c, err := store.Campaigns.Get(ctx, o.registry, campaign)
	if err != nil {
		return Share{}, err
	}
	year, month, _ := day.Time().Date()
	s := Share{From: survey.Day(year, month, 1), To: survey.Day(year, month+1, 0)}
	whole := survey.Scope{Campaign: campaign, From: s.From, To: s.To}
	list, err := InForce(ctx, o.registry, campaign)
	if err != nil {
		return s, err
	}
	for _, v := range list {
		within, ok := whole.Intersect(v.Scope())
		if !ok {
			continue
		}
		n, err := o.count(ctx, c, within)
		if err != nil {
			return s, err
		}
		s.Responses += n // no two in force share a response
	}
	s.Of, err = o.count(ctx, c, whole)
	return s, err
}

// Alert reports whether more than AlertPercent of the responses of a month are
// voided.
func (o *Office) Alert(ctx context.Context, campaign string, day survey.Date) (bool, error) {
	s, err := o.Month(ctx, campaign, day)
	return s.Alert(), err
}

// share counts a box within the quarters of its campaign in which it lies.
func (o *Office) share(ctx context.Context, c survey.Campaign, b *Box) (Share, error) {
	scheme, err := period.ParseScheme(c.Scheme)
	if err != nil {
		return Share{}, fmt.Errorf("campaign %s: %w", c.Code, err)
	}
	var s Share
	s.From, _ = period.Of(period.Quarter, b.From, scheme).Dates(scheme)
	_, s.To = period.Of(period.Quarter, b.To, scheme).Dates(scheme)
	if s.Responses, err = o.count(ctx, c, b.Scope()); err == nil {
		s.Of, err = o.count(ctx, c, survey.Scope{Campaign: c.Code, From: s.From, To: s.To})
	}
	return s, err
}

func (o *Office) count(ctx context.Context, c survey.Campaign, s survey.Scope) (int64, error) {
	t, err := o.Templates.Template(c.Template)
	if err != nil {
		return 0, fmt.Errorf("template %s of %s: %v", c.Template, c.Code, err)
	}
	n, err := o.Counter.Count(ctx, s, t)
	if err != nil {
		return 0, fmt.Errorf("count what is voided: %w", err)
	}
	return n.Responses, nil
}
