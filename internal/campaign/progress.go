package campaign

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"hailong/internal/index"
	"hailong/internal/period"
	"hailong/internal/store"
	"hailong/internal/survey"
	"hailong/internal/tally"
)

// A Counter counts responses, package daybook for one.
type Counter interface {
	// Count counts every response in the scope into a tally of the template,
	// and into each of the splits, as tally.Count does of a stream.
	Count(ctx context.Context, scope survey.Scope, t *survey.Template, splits ...*tally.Split) (*tally.Tally, error)
}

// Progress is how far a campaign has come in a period. The numbers are exact: who
// shows them to the rated office does as with those of a report.
type Progress struct {
	Campaign survey.Campaign
	Period   period.Period
	// From and To are the first and last day of the period.
	From, To survey.Date
	// Goal is of all responses.
	Goal
	// Places are those of the campaign by code, closed ones only with responses.
	// A volume is not known by place.
	Places []Part
	// Fields are those of the unit in its order, hidden ones only with responses
	// or a volume. Responses without a field are the last, under "".
	Fields []Part
	// Weeks tile the period.
	Weeks []Week
	// DaysLeft is how many days of the period can still bring responses, with
	// today.
	DaysLeft int
}

// A Part is the progress at one place or in one service field.
type Part struct {
	Code string
	// Name is nil for what is not known any more.
	Name survey.Text
	Goal
	// Valid is how many persons gave a valid answer to the criterion that most
	// answered. Below Reliable the part has too few (chưa đủ dữ liệu).
	Valid  int64
	TooFew bool
}

// A Week is the responses of an ISO week, as far as it lies in the period.
type Week struct {
	Year, Number int
	From, To     survey.Date
	Responses    int64
}

// Progress has the responses of a period counted, week by week and each once, so
// that the weeks, places and fields each add up to the whole. Errors:
// survey.ErrNotFound where there is no such campaign, those of the counter.
func (o *Office) Progress(ctx context.Context, k Counter, campaign string, p period.Period) (*Progress, error) {
	c, err := store.Campaigns.Get(ctx, o.store, campaign)
	if err != nil {
		return nil, fmt.Errorf("progress of %q: %w", campaign, err)
	}
	g := &Progress{Campaign: c, Period: p}
	if err := o.measure(ctx, k, g); err != nil {
		return nil, fmt.Errorf("progress of %s in %s: %w", campaign, p, err)
	}
	return g, nil
}

// Goal has the responses of a period counted as a whole, which is all that a list
// of campaigns tells of each.
func (o *Office) Goal(ctx context.Context, k Counter, c *survey.Campaign, p period.Period) (Goal, error) {
	scheme, err := period.ParseScheme(c.Scheme)
	if err != nil {
		return Goal{}, fmt.Errorf("goal of %s: %w", c.Code, err)
	}
	t, err := o.catalog.Template(c.Template)
	if err != nil {
		return Goal{}, fmt.Errorf("goal of %s: %w", c.Code, broken("template", c.Template.String(), err))
	}
	volume, err := o.Volume(ctx, c.Code, p)
	if err != nil && !errors.Is(err, survey.ErrNotFound) {
		return Goal{}, fmt.Errorf("goal of %s: %w", c.Code, err)
	}
	from, to := p.Dates(scheme)
	n, err := k.Count(ctx, survey.Scope{Campaign: c.Code, From: from, To: to}, t)
	if err != nil {
		return Goal{}, fmt.Errorf("goal of %s: %w", c.Code, err)
	}
	return GoalOf(n.Responses, volume.Total), nil
}

func (o *Office) measure(ctx context.Context, k Counter, g *Progress) error {
	scheme, err := period.ParseScheme(g.Campaign.Scheme)
	if err != nil {
		return err
	}
	t, err := o.catalog.Template(g.Campaign.Template)
	if err != nil {
		return broken("template", g.Campaign.Template.String(), err)
	}
	volume, err := o.Volume(ctx, g.Campaign.Code, g.Period)
	if err != nil && !errors.Is(err, survey.ErrNotFound) {
		return err
	}
	g.From, g.To = g.Period.Dates(scheme)
	g.DaysLeft = daysLeft(&g.Campaign, g.From, g.To, o.today())
	g.Weeks = weeks(g.From, g.To)
	places, fields := tally.By(t, tally.Place), tally.By(t, tally.Field)
	var all int64
	for i := range g.Weeks {
		w := &g.Weeks[i]
		n, err := k.Count(ctx, survey.Scope{Campaign: g.Campaign.Code, From: w.From, To: w.To}, t, places, fields)
		if err != nil {
			return err
		}
		w.Responses = n.Responses
		all += n.Responses
	}
	g.Goal = GoalOf(all, volume.Total)
	return o.split(ctx, g, &volume, parting{t, places.Parts()}, parting{t, fields.Parts()})
}

// split makes the parts of the places and the fields.
func (o *Office) split(ctx context.Context, g *Progress, v *Volume, places, fields parting) error {
	unit, err := o.unit(ctx, &g.Campaign)
	if err != nil {
		return err
	}
	for p, err := range store.Places.All(ctx, o.store) {
		if err != nil {
			return fmt.Errorf("places: %w", err)
		}
		if p.Unit == unit.Code && (places.has(p.Code) || !p.Closed && g.Campaign.At(p.Code)) {
			g.Places = append(g.Places, places.take(p.Code, p.Name, 0))
		}
	}
	g.Places = places.rest(g.Places)
	for _, f := range unit.OfferedFields(o.catalog.Fields()) {
		n, _ := v.Field(f.Code)
		g.Fields = append(g.Fields, fields.take(f.Code, f.Text, n))
	}
	for _, f := range unit.Hidden {
		if n, known := v.Field(f.Code); known || fields.has(f.Code) {
			g.Fields = append(g.Fields, fields.take(f.Code, f.Text, n))
		}
	}
	g.Fields = fields.rest(g.Fields)
	return nil
}

// unit returns the unit of a campaign.
func (o *Office) unit(ctx context.Context, c *survey.Campaign) (survey.Unit, error) {
	u, err := store.Units.Get(ctx, o.store, c.Unit)
	if err != nil {
		return u, broken("unit", c.Unit, err)
	}
	return u, nil
}

// broken tells that the campaign is there but names something that is not. To the
// caller survey.ErrNotFound means the campaign, so that cause is cut off.
func broken(what, code string, err error) error {
	if errors.Is(err, survey.ErrNotFound) {
		return fmt.Errorf("its %s %s is missing", what, code)
	}
	return fmt.Errorf("its %s %s: %w", what, code, err)
}

// A parting is the tallies of a split that are not yet put into parts.
type parting struct {
	template *survey.Template
	left     map[string]*tally.Tally
}

func (s parting) has(code string) bool { return s.left[code] != nil }

// take makes the part of a code, also where nobody has answered.
func (s parting) take(code string, name survey.Text, volume int64) Part {
	p := Part{Code: code, Name: name}
	var responses int64
	if c := s.left[code]; c != nil {
		responses, p.Valid = c.Responses, valid(index.Of(s.template, c))
		delete(s.left, code)
	}
	p.Goal, p.TooFew = GoalOf(responses, volume), p.Valid < Reliable
	return p
}

// rest appends the parts of what is not known any more, and of those without a
// code at the end.
func (s parting) rest(list []Part) []Part {
	codes := slices.Sorted(maps.Keys(s.left))
	if len(codes) > 0 && codes[0] == "" {
		codes = append(codes[1:], "")
	}
	for _, code := range codes {
		list = append(list, s.take(code, nil, 0))
	}
	return list
}

// valid returns how many persons at least gave an answer that the index counts.
func valid(x index.Index) int64 {
	var most int64
	for _, c := range x.Criteria {
		most = max(most, c.Valid)
	}
	if len(x.Criteria) == 0 && x.OverallQuestion != nil {
		most = x.OverallQuestion.Valid
	}
	return most
}
