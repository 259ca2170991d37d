package campaign

import (
	"context"
	"errors"
	"slices"

	"hailong/internal/period"
	"hailong/internal/store"
	"hailong/internal/survey"
)

// MaxName is the most characters of a campaign's name.
const MaxName = 100

// A BadCampaign error says what cannot be so, by the name of the part.
type BadCampaign struct {
	// What is name, template, scheme, opens, closes, places, target, or state where the
	// campaign is still a draft.
	What string
	// Settled tells that the part itself is right, but may not change any more.
	Settled bool
}

// Error names it.
func (e *BadCampaign) Error() string {
	if e.Settled {
		return "campaign: may not change its " + e.What
	}
	return "campaign: wrong " + e.What
}

// A Plan is what a campaign shall say.
type Plan struct {
	Name     survey.Text
	Template survey.Ref
	// Scheme is that of package period.
	Scheme string
	Opens  survey.Date
	// Closes is nil for a campaign without an end.
	Closes *survey.Date
	// Places are some of the unit's; none means all of them, also those to come.
	Places []string
	// Target is what the index is to reach, in hundredths of a percent; 0 is none.
	// It may change at any time: an edition keeps the one it was locked with.
	Target int64
}

// PlanOf returns what a campaign says now, to be changed.
func PlanOf(c survey.Campaign) Plan {
	return Plan{c.Name, c.Template, c.Scheme, c.Opens, c.Closes, c.Places, c.Target}
}

// plan puts a checked plan into a campaign.
func (o *Office) plan(ctx context.Context, c *survey.Campaign, to Plan) error {
	name, ok := to.Name.AsName(MaxName)
	if !ok {
		return &BadCampaign{What: "name"}
	}
	// What is there already is not asked about again: a campaign whose
	// questionnaire is gone can still be given an end.
	if to.Template != c.Template || c.Code == "" {
		if err := o.known(to.Template); err != nil {
			return err
		}
	}
	if _, err := period.ParseScheme(to.Scheme); err != nil {
		return &BadCampaign{What: "scheme"}
	}
	if !likely(to.Opens) {
		return &BadCampaign{What: "opens"}
	}
	if to.Closes != nil && (*to.Closes < to.Opens || !likely(*to.Closes)) {
		return &BadCampaign{What: "closes"}
	}
	if to.Target < 0 || to.Target > survey.WholeTarget {
		return &BadCampaign{What: "target"}
	}
	places, err := o.places(ctx, c.Unit, to.Places)
	if err != nil {
		return err
	}
	c.Name, c.Template, c.Scheme = name, to.Template, to.Scheme
	c.Opens, c.Closes, c.Places, c.Target = to.Opens, to.Closes, places, to.Target
	return nil
}

// known refuses a questionnaire that is not in the catalogue.
func (o *Office) known(ref survey.Ref) error {
	_, err := o.catalog.Template(ref)
	if errors.Is(err, survey.ErrNotFound) {
		return &BadCampaign{What: "template"}
	}
	return err
}

// likely keeps a slip in the year (0226, 20266) from becoming an opening day. The
// years are those that package period reports on.
func likely(d survey.Date) bool {
	return d >= survey.Day(2000, 1, 1) && d <= survey.Day(2099, 12, 31)
}

// places returns the codes sorted and once each, if all are places of the unit.
func (o *Office) places(ctx context.Context, unit string, codes []string) ([]string, error) {
	codes = slices.Compact(slices.Sorted(slices.Values(codes)))
	for _, code := range codes {
		p, err := store.Places.Get(ctx, o.store, code)
		if errors.Is(err, survey.ErrNotFound) || err == nil && p.Unit != unit {
			return nil, &BadCampaign{What: "places"}
		}
		if err != nil {
			return nil, err
		}
	}
	return codes, nil
}

// settled refuses what may not change of a campaign that has been opened. Its
// questionnaire may not even while nobody has answered: another instance may
// serve the old one for a moment, and a response to it could never be counted. The
// opening day may, until it has come.
func settled(before, after *survey.Campaign, begun bool) error {
	switch {
	case after.Template != before.Template:
		return &BadCampaign{"template", true}
	case after.Scheme != before.Scheme:
		return &BadCampaign{"scheme", true}
	case after.Opens != before.Opens && begun:
		return &BadCampaign{"opens", true}
	}
	if len(after.Places) == 0 {
		return nil // all of the unit
	}
	kept := func(code string) bool { return slices.Contains(after.Places, code) }
	if len(before.Places) == 0 || slices.ContainsFunc(before.Places, func(code string) bool { return !kept(code) }) {
		return &BadCampaign{"places", true}
	}
	return nil
}
