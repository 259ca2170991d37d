package premises

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// The limits, in characters and in number. They keep a slip of the hand from
// filling a list that people choose from on a phone.
const (
	MaxName      = 100
	MaxAuthority = 150
	MaxPlaces    = 50 // of a unit
	MaxCounters  = 50 // of a place
	MaxFields    = 30 // on offer in a unit
	MaxKept      = 100
	MaxStretches = 4 // of opening hours on one day
)

// A BadPremises error says what cannot be so, by the name of the part.
type BadPremises struct {
	// What is the part:
	//
	//	name       missing, too long, or without a letter
	//	twin       another one of the same unit or place has this name
	//	authority  missing or too long
	//	hours      no time of a day, or stretches that overlap
	//	places     more places than MaxPlaces
	//	counters   more counters than MaxCounters
	//	fields     more than MaxFields on offer, or more than MaxKept with the hidden
	//	field      the words of a field: missing, too long, or without a letter
	//	office     the office of a field: too long
	//	code       a field's code that the unit does not have, or has been given twice
	What string
	// At is the code or else the name of the field that is meant.
	At string
}

// Error names it.
func (e *BadPremises) Error() string {
	if e.At != "" {
		return fmt.Sprintf("premises: wrong %s at %.60q", e.What, e.At)
	}
	return "premises: wrong " + e.What
}

// Premises makes and changes units, places and counters. A process has one, so
// that changes of the same record wait for each other.
type Premises struct {
	registry  store.Registry
	catalogue []survey.Field
	mu        sync.Mutex // held from reading a record to replacing it
}

// New returns the premises of a store whose units use the catalogue's service
// fields until they have their own.
func New(r store.Registry, catalogue []survey.Field) *Premises {
	return &Premises{registry: r, catalogue: catalogue}
}

// create stores a value under the first free code of its name. A code is claimed
// by the same write that stores the value, so that of two who give the same name
// at once each gets a code of its own.
func create[T any](ctx context.Context, r store.Registry, k store.Kind[T], name string, coded func(code string) T) (T, error) {
	for code := range survey.Codes(name) {
		v := coded(code)
		if err := k.Create(ctx, r, code, v); !errors.Is(err, survey.ErrExists) {
			return v, err
		}
	}
	var none T
	return none, fmt.Errorf("create %s %q, every code is taken: %w", k, name, survey.ErrExists)
}

// change replaces a record by what make makes of it, unless it says something
// else than the stamp.
func change[T interface{ Stamp() string }](ctx context.Context, p *Premises, k store.Kind[T], code, stamp string, edit func(*T) error) (T, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	v, err := k.Get(ctx, p.registry, code)
	if err != nil {
		return v, fmt.Errorf("change %s %q: %w", k, code, err)
	}
	if v.Stamp() != stamp {
		return v, fmt.Errorf("change %s %q: %w", k, code, survey.ErrStale)
	}
	changed := v
	if err := edit(&changed); err != nil {
		return v, err
	}
	return changed, k.Replace(ctx, p.registry, code, changed)
}

// same reports whether people would take two names for one.
func same(a, b survey.Text) bool { return read(a) == read(b) }

// read is what is left of a name for the ear: an unbreakable blank is a blank.
func read(t survey.Text) string {
	return strings.Join(strings.Fields(strings.ToLower(t.In(survey.Vietnamese))), " ")
}
