package campaign

import (
	"context"
	"errors"
	"fmt"
	"math"
	"sync"
	"time"

	"hailong/internal/period"
	"hailong/internal/store"
	"hailong/internal/survey"
)

// Catalog is where the questionnaires and the common service fields come from.
type Catalog interface {
	// Template returns one version of a template, or survey.ErrNotFound.
	Template(survey.Ref) (*survey.Template, error)
	// Templates returns every version, sorted by code; Latest the newest of one.
	Templates() []*survey.Template
	Latest(code string) (*survey.Template, error)
	Fields() []survey.Field
}

// Store is what an Office needs of an engine.
type Store interface {
	store.Responses
	store.Registry
}

// An Office makes and changes campaigns. A process has one, so that changes of
// the same campaign wait for each other.
type Office struct {
	store   Store
	catalog Catalog
	now     func() time.Time
	mu      sync.Mutex // held from reading a campaign to replacing it
}

// New returns the office over a store and the questionnaires.
func New(s Store, c Catalog, now func() time.Time) *Office {
	return &Office{store: s, catalog: c, now: now}
}

func (o *Office) today() survey.Date { return period.Today(o.now()) }

// Offered returns the newest version of each questionnaire, by code.
func (o *Office) Offered() []*survey.Template {
	var list []*survey.Template
	last := ""
	for _, t := range o.catalog.Templates() {
		if t.Code == last {
			continue
		}
		last = t.Code
		if newest, err := o.catalog.Latest(t.Code); err == nil {
			list = append(list, newest)
		}
	}
	return list
}

// Create makes a draft of a campaign of a unit, under the first free code of its
// name. Errors: *BadCampaign, survey.ErrNotFound where there is no such unit.
func (o *Office) Create(ctx context.Context, unit string, to Plan) (survey.Campaign, error) {
	c := survey.Campaign{Unit: unit, Draft: true}
	if _, err := store.Units.Get(ctx, o.store, unit); err != nil {
		return c, fmt.Errorf("create campaign of unit %q: %w", unit, err)
	}
	if err := o.plan(ctx, &c, to); err != nil {
		return c, err
	}
	for c.Code = range survey.Codes(c.Name.In(survey.Vietnamese)) {
		if err := store.Campaigns.Create(ctx, o.store, c.Code, c); !errors.Is(err, survey.ErrExists) {
			return c, err
		}
	}
	return c, fmt.Errorf("create campaign %q, every code is taken: %w", c.Code, survey.ErrExists)
}

// Change changes a campaign that was seen with a stamp. Errors: *BadCampaign,
// survey.ErrStale, survey.ErrNotFound.
func (o *Office) Change(ctx context.Context, code, stamp string, to Plan) (survey.Campaign, error) {
	return o.edit(ctx, code, func(c *survey.Campaign) error {
		if c.Stamp() != stamp {
			return fmt.Errorf("change campaign %q: %w", code, survey.ErrStale)
		}
		answered, err := o.answered(ctx, code)
		if err != nil {
			return err
		}
		before := *c
		if err := o.plan(ctx, c, to); err != nil {
			return err
		}
		if before.Draft && !answered {
			return nil
		}
		return settled(&before, c, answered || before.Opens <= o.today())
	})
}

// answered reports whether somebody has answered a campaign.
func (o *Office) answered(ctx context.Context, code string) (bool, error) {
	whole := survey.Scope{Campaign: code, From: math.MinInt32, To: math.MaxInt32}
	for _, err := range o.store.Responses(ctx, whole) {
		return err == nil, err
	}
	return false, nil
}

// edit replaces a campaign by what change makes of it.
func (o *Office) edit(ctx context.Context, code string, change func(*survey.Campaign) error) (survey.Campaign, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	c, err := store.Campaigns.Get(ctx, o.store, code)
	if err != nil {
		return c, fmt.Errorf("campaign %q: %w", code, err)
	}
	changed := c
	if err := change(&changed); err != nil {
		return c, err
	}
	return changed, store.Campaigns.Replace(ctx, o.store, code, changed)
}
