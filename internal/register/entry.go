package register

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"hailong/internal/period"
	"hailong/internal/store"
	"hailong/internal/survey"
)

// A State is what a citizen who scans a code meets.
type State int

// The states, in the order of the list.
const (
	Open   State = iota
	Early        // its campaign has not begun
	Ended        // its campaign is over
	Broken       // what it points to is gone
	Voided       // the office has withdrawn it
)

// stands is what a citizen meets where nothing is wrong with the code itself.
var stands = map[survey.State]State{
	survey.StateDraft: Early, survey.StateEarly: Early, survey.StateOpen: Open, survey.StateClosed: Ended,
}

// An Entry is a code with everything that is known of it.
type Entry struct {
	Poster   survey.Poster
	State    State
	Campaign survey.Campaign
	Unit     survey.Unit
	Place    survey.Place
	// Counter is nil where the code hangs for the whole place.
	Counter *survey.Counter
	Prints  []Print // the newest first
	Usage   Usage
	// Silent is set where nobody scans the code while others are scanned.
	Silent bool
}

// Entries returns every code: first those that are open, by their place.
func (g *Register) Entries(ctx context.Context) ([]Entry, error) {
	l, err := g.look(ctx)
	if err != nil {
		return nil, err
	}
	var list []Entry
	for p, err := range store.Posters.All(ctx, g.registry) {
		if err != nil {
			return nil, err
		}
		list = append(list, l.entry(p))
	}
	markSilent(list, l.today)
	slices.SortStableFunc(list, func(a, b Entry) int {
		return cmp.Or(cmp.Compare(a.State, b.State), cmp.Compare(a.Place.Code, b.Place.Code), cmp.Compare(a.desk(), b.desk()), cmp.Compare(a.Poster.Code, b.Poster.Code))
	})
	return list, nil
}

// Entry returns one code.
func (g *Register) Entry(ctx context.Context, code string) (Entry, error) {
	if _, err := store.Posters.Get(ctx, g.registry, code); err != nil {
		return Entry{}, err
	}
	list, err := g.Entries(ctx) // whether it is silent depends on the others
	if err != nil {
		return Entry{}, err
	}
	i := slices.IndexFunc(list, func(e Entry) bool { return e.Poster.Code == code })
	if i < 0 {
		return Entry{}, survey.ErrNotFound
	}
	return list[i], nil
}

// desk is where the counter stands in its place: 0 is the whole place.
func (e *Entry) desk() int {
	return slices.IndexFunc(e.Place.Counters, func(c survey.Counter) bool { return c.Code == e.Poster.Counter }) + 1
}

// A look is the registry at one moment, to find things by their codes in.
type look struct {
	campaigns map[string]survey.Campaign
	places    map[string]survey.Place
	units     map[string]survey.Unit
	prints    map[string][]Print
	usage     map[string]Usage
	today     survey.Date
}

func (g *Register) look(ctx context.Context) (*look, error) {
	l := look{today: period.Today(g.now())}
	var errs [5]error
	l.campaigns, errs[0] = byCode(ctx, g.registry, store.Campaigns, func(c survey.Campaign) string { return c.Code })
	l.places, errs[1] = byCode(ctx, g.registry, store.Places, func(p survey.Place) string { return p.Code })
	l.units, errs[2] = byCode(ctx, g.registry, store.Units, func(u survey.Unit) string { return u.Code })
	l.prints, errs[3] = g.prints(ctx)
	l.usage, errs[4] = g.Usage(ctx)
	return &l, errors.Join(errs[:]...)
}

func byCode[T any](ctx context.Context, r store.Registry, k store.Kind[T], code func(T) string) (map[string]T, error) {
	all := make(map[string]T)
	for v, err := range k.All(ctx, r) {
		if err != nil {
			return nil, err
		}
		all[code(v)] = v
	}
	return all, nil
}

func (l *look) entry(p survey.Poster) Entry {
	e := Entry{Poster: p, Prints: l.prints[p.Code], Usage: l.usage[p.Code]}
	var there [3]bool
	e.Campaign, there[0] = l.campaigns[p.Campaign]
	e.Place, there[1] = l.places[p.Place]
	e.Unit, there[2] = l.units[e.Campaign.Unit]
	e.Counter = e.Place.Counter(p.Counter)
	switch {
	case p.Voided:
		e.State = Voided
	case there != [3]bool{true, true, true}:
		e.State = Broken
	default:
		e.State = stands[e.Campaign.State(l.today)]
	}
	return e
}
