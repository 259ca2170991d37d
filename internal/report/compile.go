package report

import (
	"context"
	"errors"
	"fmt"

	"hailong/internal/index"
	"hailong/internal/period"
	"hailong/internal/store"
	"hailong/internal/survey"
	"hailong/internal/tally"
)

// Store is what Compile needs of an engine.
type Store interface {
	store.Responses
	store.Registry
}

// Templates finds the templates that responses were given to.
type Templates interface {
	// Template returns one version of a template, built, or survey.ErrNotFound.
	Template(survey.Ref) (*survey.Template, error)
}

// A Counter counts responses, package daybook for one.
type Counter interface {
	// Count counts every response in the scope into a tally of the template,
	// and into each of the splits, as tally.Count does of a stream.
	Count(ctx context.Context, scope survey.Scope, t *survey.Template, splits ...*tally.Split) (*tally.Tally, error)
}

// A Source is where the facts and the names come from.
type Source struct {
	// Store holds the names and single responses, Counter their numbers.
	Store     Store
	Counter   Counter
	Templates Templates
	// Fields are the service fields of units without a list of their own, in the
	// order of the tables.
	Fields []survey.Field
	// Excluded returns what is not to be counted of a campaign: sets of which no
	// two share a response. Of each only Scope and Reason are read. nil is none.
	Excluded func(ctx context.Context, campaign string) ([]Exclusion, error)
	// Books returns what the other registers say of a campaign and a period; nil
	// is nothing.
	Books func(ctx context.Context, k survey.Campaign, p period.Period) (*Books, error)
	// Frozen says that what is counted does not move any more, as in a snapshot.
	Frozen bool
}

// Compile has the responses counted that the request means, once, and returns
// their report. An unknown campaign is survey.ErrNotFound, anything else unknown
// in the request a *BadRequest, and ErrTooFew refuses totals of hardly anybody.
// A response to another version of the campaign's template is tally.ErrTemplate:
// it belongs to the campaign, but cannot be counted with the others, and leaving
// it out would be a wrong figure.
//
// What the source excludes is left out of every figure, as if it had never been,
// and told beside them.
func Compile(ctx context.Context, src Source, q Request) (*Report, error) {
	r, k, err := find(ctx, src, q)
	if err != nil {
		return nil, fmt.Errorf("report on %.60q: %w", q.Campaign, err)
	}
	if err := src.fill(ctx, q, r, k); err != nil {
		return nil, fmt.Errorf("report on %s: %w", r.Campaign.Code, err)
	}
	return r, nil
}

// fill computes the figures of a report of which everything else is known.
func (src *Source) fill(ctx context.Context, q Request, r *Report, k known) error {
	// What is left out is counted first. Of a response that comes in between more
	// would otherwise be left out than was counted; this way it is left out a
	// moment later.
	quarters := quarterly(r)
	out, err := src.leftOut(ctx, r, quarters)
	if err != nil {
		return err
	}
	in := newFigures(r)
	if err := in.count(ctx, src.Counter, r.Scope); err != nil {
		return err
	}
	all := index.Of(r.Template, in.whole)
	if q.Everything {
		r.Everything, r.ExcludedChannels = true, nil
	} else {
		r.Excluded = out.whole.Responses
		err = in.subtract(out)
	}
	if err == nil {
		err = q.guard(in.whole.Responses, out.whole.Responses)
	}
	if err != nil {
		return err
	}
	r.Index, r.All, r.Least = index.Of(r.Template, in.whole), q.both(all, quarters), q.least()
	r.Flagged = src.flagged(q, in, out)
	r.Channels = parts(r.Template, in.channels, channelNames)
	r.Places = parts(r.Template, in.places, k.placeNames())
	r.Fields = parts(r.Template, in.fields, k.fieldNames())
	for _, split := range [][]Part{r.Channels, r.Places, r.Fields} {
		hide(split, r.Least)
	}
	r.hideExclusions(q.Totals)
	r.Choices = choices(r.Template, in.whole, q.narrowed())
	r.Weighted = r.weigh()
	return nil
}

// find reads what the request names and fills in everything but the figures.
func find(ctx context.Context, src Source, q Request) (*Report, known, error) {
	r, k := &Report{Period: q.Period}, known{}
	var err error
	if r.Campaign, err = store.Campaigns.Get(ctx, src.Store, q.Campaign); err != nil {
		return nil, k, err
	}
	if r.Unit, err = store.Units.Get(ctx, src.Store, r.Campaign.Unit); err != nil {
		return nil, k, broken("unit", r.Campaign.Unit, err)
	}
	k.fields = r.Unit.ServiceFields(src.Fields)
	if r.Template, err = src.Templates.Template(r.Campaign.Template); err != nil {
		return nil, k, broken("template", r.Campaign.Template.String(), err)
	}
	for p, err := range store.Places.All(ctx, src.Store) {
		if err != nil {
			return nil, k, fmt.Errorf("places: %w", err)
		}
		if p.Unit == r.Unit.Code {
			k.places = append(k.places, p)
		}
	}
	k.template = r.Template
	if r.Scope, err = k.scope(q, r.Campaign); err != nil {
		return nil, k, err
	}
	if r.Exclusions, err = src.exclusions(ctx, r.Scope); err != nil {
		return nil, k, err
	}
	return r, k, src.open(ctx, q, r)
}

// broken tells that the campaign is there but names something that is not. To
// the caller survey.ErrNotFound means the campaign, so that cause is cut off.
func broken(what, code string, err error) error {
	if errors.Is(err, survey.ErrNotFound) {
		return fmt.Errorf("its %s %s is missing", what, code)
	}
	return fmt.Errorf("its %s %s: %w", what, code, err)
}
