package closing

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"hailong/internal/period"
	"hailong/internal/report"
	"hailong/internal/survey"
)

// ErrTooClose: whoever subtracts figures that are published already from these
// would have those of fewer than report.Few people.
var ErrTooClose = errors.New("too few responses apart from what is published")

// A pile is the responses of a published edition, as far as the public is told how
// many they are: some quarters of a campaign.
type pile struct {
	quarters  []period.Period
	responses int64
}

// apart refuses an edition from whose figures those of a few people could be had:
// by subtracting an earlier edition of the same period, the quarters of a year, or
// itself from a longer period. An edition of fewer than report.Few responses tells
// no figure and so stands in nobody's way.
func (o *Office) apart(ctx context.Context, e *Edition) error {
	mine, err := o.pile(ctx, e)
	if err != nil || mine.responses < report.Few {
		return err
	}
	list, err := o.Editions(ctx, e.Campaign)
	if err != nil {
		return err
	}
	piles := []pile{mine}
	for _, other := range list {
		if other.State != Published {
			continue
		}
		p, err := o.pile(ctx, other)
		if err != nil {
			return err
		}
		if p.responses >= report.Few {
			piles = append(piles, p)
		}
	}
	for i, whole := range piles {
		if few(whole, i == 0, whole.quarters, piles, 0, whole.responses) {
			return ErrTooClose
		}
	}
	return nil
}

// few reports whether taking piles that do not overlap from a whole, the first of
// the list among them or being the whole, leaves a few responses. left are the
// quarters that nothing was taken of yet, rest the responses that remain.
func few(whole pile, used bool, left []period.Period, piles []pile, from int, rest int64) bool {
	if used && rest != whole.responses && rest != 0 && max(rest, -rest) < report.Few {
		return true
	}
	for i := from; i < len(piles); i++ {
		p := piles[i]
		if slices.ContainsFunc(p.quarters, func(q period.Period) bool { return !slices.Contains(left, q) }) {
			continue
		}
		remain := slices.DeleteFunc(slices.Clone(left), func(q period.Period) bool { return slices.Contains(p.quarters, q) })
		if few(whole, used || i == 0, remain, piles, i+1, rest-p.responses) {
			return true
		}
	}
	return false
}

// pile counts an edition as the public sees it.
func (o *Office) pile(ctx context.Context, e *Edition) (pile, error) {
	src, err := o.Figures(ctx, e)
	if err != nil {
		return pile{}, err
	}
	r, err := report.Compile(ctx, src, report.Request{Campaign: e.Campaign, Period: e.Period})
	if err != nil {
		return pile{}, fmt.Errorf("count %s: %w", e.id(), err)
	}
	return pile{quartersOf(e, period.Scheme(r.Campaign.Scheme)), r.Index.Responses}, nil
}

// quartersOf are the quarters of an edition's period.
func quartersOf(e *Edition, scheme period.Scheme) []period.Period {
	var list []period.Period
	for day := e.From; day <= e.To; {
		q := period.Of(period.Quarter, day, scheme)
		list = append(list, q)
		_, last := q.Dates(scheme)
		day = last + survey.Date(1)
	}
	return list
}
