package intake

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"time"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// A Form is everything that stands behind a public code at this moment. It is
// shared between requests and must not be changed.
type Form struct {
	Poster   survey.Poster
	Campaign survey.Campaign
	Template *survey.Template
	Unit     survey.Unit
	Place    survey.Place
	// Counter is nil where the poster hangs for the whole place.
	Counter *survey.Counter
	// Fields are the service fields on offer: the unit's own or the catalogue's.
	Fields []survey.Field
	// Path is the address of the form on our site.
	Path string
	// Key is the one-time key where the form is worth one response only, as a
	// slip's; "" where every sheet has its own.
	Key string
}

// A Catalog is where the questionnaires come from.
type Catalog interface {
	Template(survey.Ref) (*survey.Template, error)
	Fields() []survey.Field
}

// formLife bounds how long a form is served from memory before the registry is
// asked again: another instance's change shows after this time at the latest.
const formLife = 2 * time.Second

// Time limits of asking the registry: whoever waits has been promised an answer
// in three seconds, and where there is an older form to serve, it is enough to
// ask for a moment.
const (
	loadLimit    = 2500 * time.Millisecond
	refreshLimit = 400 * time.Millisecond
)

// forms remembers the forms behind codes. Only codes that exist are kept, so
// that guessing cannot fill the memory.
type forms struct {
	registry store.Registry
	catalog  Catalog
	now      func() time.Time

	mu   sync.RWMutex
	kept map[string]keptForm
}

type keptForm struct {
	form  *Form
	until time.Time
}

// get returns what stands behind a poster's code.
func (f *forms) get(ctx context.Context, code string) (*Form, error) {
	code = strings.ToUpper(code)
	return f.remember(ctx, code, func(ctx context.Context) (*Form, error) {
		poster, err := store.Posters.Get(ctx, f.registry, code)
		if err != nil {
			return nil, fmt.Errorf("poster: %w", err)
		}
		return f.follow(ctx, poster, "/s/"+poster.Code)
	})
}

// remember returns what is kept under a name while it is fresh, else what load
// finds.
func (f *forms) remember(ctx context.Context, code string, load func(context.Context) (*Form, error)) (*Form, error) {
	f.mu.RLock()
	k, ok := f.kept[code]
	f.mu.RUnlock()
	// A clock that was set back must not make the form last longer.
	if now := f.now(); ok && now.Before(k.until) && !now.Before(k.until.Add(-2*formLife)) {
		return k.form, nil
	}
	form, err := fresh(ctx, load, k.form)
	if err != nil {
		return nil, err
	}
	f.mu.Lock()
	f.kept[code] = keptForm{form, f.now().Add(formLife)}
	f.mu.Unlock()
	return form, nil
}

// fresh asks the registry. While the registry cannot be asked the form that was
// known before, if any, is the office's last word: a person who has filled it in
// gets it back with what was typed.
func fresh(ctx context.Context, load func(context.Context) (*Form, error), before *Form) (*Form, error) {
	limit := loadLimit
	if before != nil {
		limit = refreshLimit
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	form, err := load(ctx)
	switch {
	case err != nil && before != nil && away(err):
		return before, nil
	case err != nil:
		return nil, err
	case before != nil && reflect.DeepEqual(form, before):
		return before, nil // so that what was rendered from it stays good
	}
	return form, nil
}

// away reports whether the store did not answer.
func away(err error) bool {
	return errors.Is(err, survey.ErrUnavailable) || errors.Is(err, context.DeadlineExceeded)
}

// forget makes every form be asked for again.
func (f *forms) forget() {
	f.mu.Lock()
	for code, k := range f.kept {
		f.kept[code] = keptForm{form: k.form}
	}
	f.mu.Unlock()
}

// follow goes from a poster through the registry. Whatever is missing is a fault
// of ours.
func (f *forms) follow(ctx context.Context, poster survey.Poster, path string) (*Form, error) {
	form := &Form{Poster: poster, Path: path}
	var err error
	if form.Campaign, err = store.Campaigns.Get(ctx, f.registry, form.Poster.Campaign); err != nil {
		return nil, broken("campaign", form.Poster.Campaign, err)
	}
	if form.Unit, err = store.Units.Get(ctx, f.registry, form.Campaign.Unit); err != nil {
		return nil, broken("unit", form.Campaign.Unit, err)
	}
	form.Fields = form.Unit.OfferedFields(f.catalog.Fields())
	if form.Place, err = store.Places.Get(ctx, f.registry, form.Poster.Place); err != nil {
		return nil, broken("place", form.Poster.Place, err)
	}
	form.Counter = form.Place.Counter(form.Poster.Counter)
	if form.Template, err = f.catalog.Template(form.Campaign.Template); err != nil {
		return nil, broken("template", form.Campaign.Template.String(), err)
	}
	return form, nil
}

// broken names the link that is missing without passing survey.ErrNotFound on:
// the citizen's code is right, so a 404 would be a lie.
func broken(noun, id string, err error) error {
	if errors.Is(err, survey.ErrNotFound) {
		return fmt.Errorf("poster points to %s %q, which does not exist", noun, id)
	}
	return fmt.Errorf("%s %q: %w", noun, id, err)
}
