package register

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"hailong/internal/period"
	"hailong/internal/store"
	"hailong/internal/survey"
)

// What is wrong with where a code shall point. None is survey.ErrNotFound, which
// is said of the code itself.
var (
	ErrCampaign = errors.New("there is no such campaign")
	ErrPlace    = errors.New("there is no such place")
	ErrCounter  = errors.New("the place has no such counter")
	ErrUnit     = errors.New("campaign and place belong to different units")
	ErrField    = errors.New("there is no such service field")
)

// A Register changes codes and writes down prints.
type Register struct {
	registry store.Registry
	fields   []survey.Field
	rand     io.Reader
	now      func() time.Time
}

// New returns the register of a store whose forms offer the service fields.
func New(r store.Registry, fields []survey.Field, rand io.Reader, now func() time.Time) *Register {
	return &Register{r, fields, rand, now}
}

// A Target is what a code opens.
type Target struct {
	Campaign string
	Place    string
	// Counter is "" where the code hangs for the whole place.
	Counter string
	// Field is the service field offered first, or "".
	Field string
	// Kiosk makes a code for a tablet that stands there for everybody. What a code
	// is it stays, because its responses say so.
	Kiosk bool
}

// drawings is how many codes are drawn before somebody is told that all seem
// taken. Of 33 million a commune has some hundreds, so the second is enough.
const drawings = 20

// Create makes a code of its own for a target.
func (g *Register) Create(ctx context.Context, to Target) (survey.Poster, error) {
	p := survey.Poster{Channel: survey.ChannelQR}
	if to.Kiosk {
		p.Channel = survey.ChannelKiosk
	}
	p, err := g.pointed(ctx, p, to)
	if err != nil {
		return p, err
	}
	for range drawings {
		if p.Code, err = survey.NewCode(g.rand); err != nil {
			return p, err
		}
		err = store.Posters.Create(ctx, g.registry, p.Code, p)
		if !errors.Is(err, survey.ErrExists) {
			return p, err
		}
	}
	return p, fmt.Errorf("create code, %d times: %w", drawings, err)
}

// Repoint makes a code that hangs open something else.
func (g *Register) Repoint(ctx context.Context, code string, to Target) (survey.Poster, error) {
	p, err := store.Posters.Get(ctx, g.registry, code)
	if err == nil {
		p, err = g.pointed(ctx, p, to)
	}
	if err != nil {
		return p, err
	}
	return p, store.Posters.Replace(ctx, g.registry, code, p)
}

// pointed returns the code with a new target, which must exist and be of one
// unit. A code at another place has to be noticed there first, so its days are
// counted anew.
func (g *Register) pointed(ctx context.Context, p survey.Poster, to Target) (survey.Poster, error) {
	campaign, err := store.Campaigns.Get(ctx, g.registry, to.Campaign)
	if err != nil {
		return p, missing(err, ErrCampaign, to.Campaign)
	}
	place, err := store.Places.Get(ctx, g.registry, to.Place)
	switch {
	case err != nil:
		return p, missing(err, ErrPlace, to.Place)
	case campaign.Unit != place.Unit:
		return p, fmt.Errorf("campaign %s, place %s: %w", campaign.Code, place.Code, ErrUnit)
	case place.Closed || !campaign.At(place.Code):
		return p, fmt.Errorf("place %q: %w", to.Place, ErrPlace)
	}
	if counter := place.Counter(to.Counter); to.Counter != "" && (counter == nil || counter.Closed) {
		return p, fmt.Errorf("counter %q: %w", to.Counter, ErrCounter)
	}
	if err := g.offers(ctx, campaign.Unit, to.Field); err != nil {
		return p, err
	}
	if p.Place != to.Place || p.Counter != to.Counter {
		p.Since = period.Today(g.now())
	}
	p.Campaign, p.Place, p.Counter, p.Field = to.Campaign, to.Place, to.Counter, to.Field
	return p, nil
}

// offers refuses a service field that the unit does not offer.
func (g *Register) offers(ctx context.Context, unit, field string) error {
	if field == "" {
		return nil
	}
	u, err := store.Units.Get(ctx, g.registry, unit)
	if err != nil {
		return fmt.Errorf("unit %q: %w", unit, err)
	}
	for _, f := range u.OfferedFields(g.fields) {
		if f.Code == field {
			return nil
		}
	}
	return fmt.Errorf("field %q: %w", field, ErrField)
}

// missing makes "not found" say what was not found.
func missing(err, what error, code string) error {
	if errors.Is(err, survey.ErrNotFound) {
		return fmt.Errorf("%q: %w", code, what)
	}
	return err
}

// Void withdraws a code; who scans it is told so.
func (g *Register) Void(ctx context.Context, code string) (survey.Poster, error) {
	return g.setVoided(ctx, code, true)
}

// Restore makes a withdrawn code good again.
func (g *Register) Restore(ctx context.Context, code string) (survey.Poster, error) {
	return g.setVoided(ctx, code, false)
}

func (g *Register) setVoided(ctx context.Context, code string, voided bool) (survey.Poster, error) {
	p, err := store.Posters.Get(ctx, g.registry, code)
	if err != nil || p.Voided == voided {
		return p, err
	}
	p.Voided = voided
	if !voided {
		p.Since = period.Today(g.now())
	}
	return p, store.Posters.Replace(ctx, g.registry, code, p)
}
