package paper

import (
	"context"
	"errors"
	"fmt"
	"time"

	"hailong/internal/period"
	"hailong/internal/store"
	"hailong/internal/survey"
)

// Batches are the batches in the registry, by their codes.
const Batches store.Kind[Batch] = "paper-batches"

// MaxBatch is the most forms of one batch, MaxSerial the highest number.
const (
	MaxBatch  = 500
	MaxSerial = 9999
)

// A Batch is the forms that were printed at one time for one place.
type Batch struct {
	// Code is what stands on every form: the campaign and the first number.
	Code     string     `json:"code"`
	Campaign string     `json:"campaign"`
	Place    string     `json:"place"`
	Template survey.Ref `json:"template"`
	// From and To are the first and the last number.
	From int         `json:"from"`
	To   int         `json:"to"`
	Made survey.Date `json:"made"`
	By   string      `json:"by"`
	// Fields are the unit's own service fields as they were printed; none means
	// the catalogue's.
	Fields []survey.Field `json:"fields,omitempty"`
}

// Printed returns the service fields in the order in which the forms list them,
// whatever the unit has changed since.
func (b *Batch) Printed(catalogue []survey.Field) []survey.Field {
	if len(b.Fields) > 0 {
		return b.Fields
	}
	return catalogue
}

// Has reports whether a number is of the batch.
func (b *Batch) Has(serial int) bool { return b.From <= serial && serial <= b.To }

// A BadOrder error says why a batch cannot be made, by the name of what is wrong:
// campaign, place or count.
type BadOrder struct{ What string }

// Error names it.
func (e *BadOrder) Error() string { return "paper batch: wrong " + e.What }

// An Order is what somebody asks for.
type Order struct {
	Campaign, Place string
	Count           int
	By              string
}

// An Issuer makes batches.
type Issuer struct {
	registry store.Registry
	now      func() time.Time
}

// NewIssuer returns an issuer over a registry.
func NewIssuer(r store.Registry, now func() time.Time) *Issuer { return &Issuer{r, now} }

// Issue makes a batch with the next free numbers of the campaign. Errors:
// *BadOrder.
func (i *Issuer) Issue(ctx context.Context, o Order) (Batch, error) {
	campaign, err := i.check(ctx, o)
	if err != nil {
		return Batch{}, err
	}
	unit, err := store.Units.Get(ctx, i.registry, campaign.Unit)
	if err != nil {
		return Batch{}, fmt.Errorf("unit %s: %w", campaign.Unit, err)
	}
	b := Batch{
		Fields: unit.Fields, Campaign: o.Campaign, Place: o.Place, Template: campaign.Template,
		Made: period.Today(i.now()), By: o.By,
	}
	for {
		last, err := i.last(ctx, o.Campaign)
		if err != nil {
			return Batch{}, err
		}
		if b.From, b.To = last+1, last+o.Count; b.To > MaxSerial {
			return Batch{}, &BadOrder{"count"}
		}
		// Of two who ask for the same numbers at once, one finds them taken.
		b.Code = fmt.Sprintf("%s-%04d", o.Campaign, b.From)
		if err := Batches.Create(ctx, i.registry, b.Code, b); !errors.Is(err, survey.ErrExists) {
			return b, err
		}
	}
}

// last returns the highest number of a campaign so far.
func (i *Issuer) last(ctx context.Context, campaign string) (int, error) {
	last := 0
	for b, err := range Batches.All(ctx, i.registry) {
		if err != nil {
			return 0, err
		}
		if b.Campaign == campaign {
			last = max(last, b.To)
		}
	}
	return last, nil
}

func (i *Issuer) check(ctx context.Context, o Order) (survey.Campaign, error) {
	campaign, err := store.Campaigns.Get(ctx, i.registry, o.Campaign)
	if err != nil {
		return campaign, missing(err, "campaign")
	}
	place, err := store.Places.Get(ctx, i.registry, o.Place)
	if err != nil {
		return campaign, missing(err, "place")
	}
	switch {
	case place.Unit != campaign.Unit, place.Closed, !campaign.At(place.Code):
		return campaign, &BadOrder{"place"}
	case o.Count < 1 || o.Count > MaxBatch:
		return campaign, &BadOrder{"count"}
	}
	return campaign, nil
}

func missing(err error, what string) error {
	if errors.Is(err, survey.ErrNotFound) {
		return &BadOrder{what}
	}
	return err
}
