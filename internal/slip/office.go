package slip

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

// A BadOrder error says why a batch cannot be made, by the name of what is wrong:
// campaign, place, count or days.
type BadOrder struct{ What string }

// Error names it.
func (e *BadOrder) Error() string { return "slip batch: wrong " + e.What }

// An Order is what somebody asks for.
type Order struct {
	Campaign, Place string
	Count           int
	// Days is how long the slips are accepted, the day of issue included.
	Days int
	By   string
}

// MaxDays is the longest that slips may be accepted: a quarter and its report.
const MaxDays = 120

// An Issuer makes batches, voids and seals them.
type Issuer struct {
	store Store
	rand  io.Reader
	now   func() time.Time
}

// Store is what an Issuer needs of an engine.
type Store interface {
	store.Responses
	store.Registry
}

// NewIssuer returns an issuer over a store.
func NewIssuer(s Store, rand io.Reader, now func() time.Time) *Issuer { return &Issuer{s, rand, now} }

// Issue makes a batch. Errors: *BadOrder.
func (i *Issuer) Issue(ctx context.Context, o Order) (Batch, error) {
	today := period.Today(i.now())
	if err := i.check(ctx, o); err != nil {
		return Batch{}, err
	}
	b := Batch{
		Campaign: o.Campaign, Place: o.Place, Issued: o.Count,
		Made: today, By: o.By, Until: today + survey.Date(o.Days) - 1,
	}
	if err := b.draw(i.rand); err != nil {
		return Batch{}, err
	}
	year, week := today.Time().ISOWeek()
	for n := 1; ; n++ {
		b.Code = fmt.Sprintf("%d-W%02d-%02d", year, week, n)
		err := Batches.Create(ctx, i.store, b.Code, b)
		if !errors.Is(err, survey.ErrExists) {
			return b, err
		}
	}
}

func (i *Issuer) check(ctx context.Context, o Order) error {
	if o.Count < MinBatch || o.Count > MaxBatch {
		return &BadOrder{"count"}
	}
	if o.Days < 1 || o.Days > MaxDays {
		return &BadOrder{"days"}
	}
	campaign, err := store.Campaigns.Get(ctx, i.store, o.Campaign)
	if err != nil {
		return missing(err, "campaign")
	}
	place, err := store.Places.Get(ctx, i.store, o.Place)
	if err != nil {
		return missing(err, "place")
	}
	if place.Unit != campaign.Unit || place.Closed || !campaign.At(place.Code) {
		return &BadOrder{"place"}
	}
	return nil
}

func missing(err error, what string) error {
	if errors.Is(err, survey.ErrNotFound) {
		return &BadOrder{what}
	}
	return err
}

// Void makes every slip of a batch worthless that was not used yet.
func (i *Issuer) Void(ctx context.Context, code string) error {
	b, err := Batches.Get(ctx, i.store, code)
	if err != nil {
		return err
	}
	b.Voided = true
	return Batches.Replace(ctx, i.store, code, b)
}

// Returned counts the responses that batches have brought, by batch, in one pass
// over each campaign.
func (i *Issuer) Returned(ctx context.Context, batches []Batch) (map[string]int, error) {
	brought := make(map[string]int)
	campaigns := make(map[string]*search)
	for n := range batches {
		b := &batches[n]
		if b.Sealed() {
			brought[b.Code] = b.Returned
			continue
		}
		s := campaigns[b.Campaign]
		if s == nil {
			s = newSearch(b)
			campaigns[b.Campaign] = s
		}
		if err := s.add(b); err != nil {
			return nil, err
		}
	}
	for _, s := range campaigns {
		if err := s.run(ctx, i.store, brought); err != nil {
			return nil, err
		}
	}
	return brought, nil
}

// Seal destroys the secret of a batch, after counting what it brought. There is
// no way back: its slips are worthless, and nothing leads from a code to a
// response any more. A batch that can still be answered is not sealed.
func (i *Issuer) Seal(ctx context.Context, code string) error {
	b, err := Batches.Get(ctx, i.store, code)
	if err != nil || b.Sealed() {
		return err
	}
	if !b.Voided && period.Today(i.now()) <= b.Until {
		return &BadOrder{"days"}
	}
	brought, err := i.Returned(ctx, []Batch{b})
	if err != nil {
		return err
	}
	b.Returned, b.Secret = brought[b.Code], nil
	return Batches.Replace(ctx, i.store, code, b)
}

// SealOver seals every batch whose slips nobody can use any more: two days after
// its last day, so that what was sent at midnight has arrived.
func (i *Issuer) SealOver(ctx context.Context) error {
	over := period.Today(i.now()) - 2
	for b, err := range Batches.All(ctx, i.store) {
		if err != nil {
			return err
		}
		if b.Until <= over && !b.Sealed() {
			if err := i.Seal(ctx, b.Code); err != nil {
				return fmt.Errorf("seal %s: %w", b.Code, err)
			}
		}
	}
	return nil
}
