package premises

import (
	"context"
	"reflect"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// A UnitChange is what a unit shall say.
type UnitChange struct {
	Name, Authority survey.Text
	// Fields are the service fields to be offered, in order. A new one has no code
	// yet. One that is left out is hidden, and comes back when it is listed again;
	// without any the fields stay as they were.
	Fields []survey.Field
}

// CreateUnit makes a unit that uses the catalogue's service fields. Errors:
// *BadPremises.
func (p *Premises) CreateUnit(ctx context.Context, name, authority survey.Text) (survey.Unit, error) {
	var u survey.Unit
	if err := nameUnit(&u, name, authority); err != nil {
		return u, err
	}
	return create(ctx, p.registry, store.Units, u.Name.In(survey.Vietnamese), func(code string) survey.Unit {
		u.Code = code
		return u
	})
}

// ChangeUnit changes a unit that was seen with a stamp. Errors: *BadPremises,
// survey.ErrStale, survey.ErrNotFound.
func (p *Premises) ChangeUnit(ctx context.Context, code, stamp string, to UnitChange) (survey.Unit, error) {
	return change(ctx, p, store.Units, code, stamp, func(u *survey.Unit) error {
		if err := nameUnit(u, to.Name, to.Authority); err != nil {
			return err
		}
		if len(to.Fields) == 0 {
			return nil
		}
		m, err := merge(u.ServiceFields(p.catalogue), to.Fields, p.catalogue)
		if err != nil {
			return err
		}
		// Who changes nothing goes on following the catalogue.
		if len(u.Fields) > 0 || !reflect.DeepEqual(m.offered, p.catalogue) {
			u.Fields, u.Hidden = m.offered, m.hidden
		}
		return nil
	})
}

func nameUnit(u *survey.Unit, name, authority survey.Text) error {
	var ok bool
	if u.Name, ok = name.AsName(MaxName); !ok {
		return &BadPremises{What: "name"}
	}
	if u.Authority, ok = authority.AsName(MaxAuthority); !ok {
		return &BadPremises{What: "authority"}
	}
	return nil
}

// Fields returns every service field of a unit: those on offer, then the hidden.
func (p *Premises) Fields(ctx context.Context, unit string) ([]survey.Field, error) {
	u, err := store.Units.Get(ctx, p.registry, unit)
	if err != nil {
		return nil, err
	}
	return u.ServiceFields(p.catalogue), nil
}
