package report

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"hailong/internal/store"
	"hailong/internal/survey"
	"hailong/internal/tally"
)

// Released returns the last day up to which a campaign is told to those who read
// totals only. It moves in steps of whole days that are over, each with at least
// Few responses, cut from the campaign's first day on: whoever looks before and
// after sees what a few more said together, and never one person's answers. Before
// the first step it is a day on which there was nothing.
func Released(ctx context.Context, src Source, campaign string, today survey.Date) (survey.Date, error) {
	k, err := store.Campaigns.Get(ctx, src.Store, campaign)
	if err != nil {
		return 0, fmt.Errorf("released days of %.60q: %w", campaign, err)
	}
	t, err := src.Templates.Template(k.Template)
	if err != nil {
		return 0, broken("template", k.Template.String(), err)
	}
	days := tally.By(t, func(r *survey.Response) string { return r.Date.String() })
	if _, err := src.Counter.Count(ctx, survey.Scope{Campaign: k.Code, From: k.Opens, To: today - 1}, t, days); err != nil {
		return 0, fmt.Errorf("released days of %s: %w", k.Code, err)
	}
	last, waiting := k.Opens-1, int64(0)
	parts := days.Parts()
	for _, text := range slices.Sorted(maps.Keys(parts)) {
		if waiting += parts[text].Responses; waiting < Few {
			continue
		}
		if last, err = survey.ParseDate(text); err != nil {
			return 0, err
		}
		waiting = 0
	}
	return last, nil
}
