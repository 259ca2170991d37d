package premises

import (
	"context"
	"fmt"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// A PlaceChange is what a reception point shall say.
type PlaceChange struct {
	Name   survey.Text
	Hours  []survey.Hours
	Closed bool
}

// CreatePlace makes a place of a unit, without a counter. Errors: *BadPremises,
// survey.ErrNotFound where there is no such unit.
func (p *Premises) CreatePlace(ctx context.Context, unit string, to PlaceChange) (survey.Place, error) {
	place := survey.Place{Unit: unit}
	if err := to.onto(&place); err != nil {
		return place, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if _, err := store.Units.Get(ctx, p.registry, unit); err != nil {
		return place, fmt.Errorf("create place in unit %q: %w", unit, err)
	}
	if err := p.alone(ctx, &place); err != nil {
		return place, err
	}
	return create(ctx, p.registry, store.Places, place.Name.In(survey.Vietnamese), func(code string) survey.Place {
		place.Code = code
		return place
	})
}

// ChangePlace changes a place that was seen with a stamp. Errors: *BadPremises,
// survey.ErrStale, survey.ErrNotFound.
func (p *Premises) ChangePlace(ctx context.Context, code, stamp string, to PlaceChange) (survey.Place, error) {
	return change(ctx, p, store.Places, code, stamp, func(place *survey.Place) error {
		before := place.Name
		if err := to.onto(place); err != nil || same(before, place.Name) {
			return err
		}
		return p.alone(ctx, place)
	})
}

func (to PlaceChange) onto(place *survey.Place) error {
	var ok bool
	if place.Name, ok = to.Name.AsName(MaxName); !ok {
		return &BadPremises{What: "name"}
	}
	if place.Hours, ok = week(to.Hours); !ok {
		return &BadPremises{What: "hours"}
	}
	place.Closed = to.Closed
	return nil
}

// alone refuses a name that another place of the unit has, since nobody could tell
// them apart on a poster or in a table, and a place too many.
func (p *Premises) alone(ctx context.Context, place *survey.Place) error {
	list, err := p.Places(ctx, place.Unit)
	if err != nil {
		return err
	}
	for _, o := range list {
		if o.Code != place.Code && same(o.Name, place.Name) {
			return &BadPremises{"twin", place.Name.In(survey.Vietnamese)}
		}
	}
	if place.Code == "" && len(list) >= MaxPlaces {
		return &BadPremises{What: "places"}
	}
	return nil
}

// Places returns the places of a unit by code, the closed ones too.
func (p *Premises) Places(ctx context.Context, unit string) ([]survey.Place, error) {
	var list []survey.Place
	for place, err := range store.Places.All(ctx, p.registry) {
		if err != nil {
			return nil, fmt.Errorf("places of unit %q: %w", unit, err)
		}
		if place.Unit == unit {
			list = append(list, place)
		}
	}
	return list, nil
}
