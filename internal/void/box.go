package void

import (
	"context"
	"fmt"
	"slices"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// MaxDays is the most days of one void: a year.
const MaxDays = 366

// A Box is a set of responses by where and when they were given. An empty list
// narrows nothing.
type Box struct {
	Campaign string           `json:"campaign"`
	From     survey.Date      `json:"from"`
	To       survey.Date      `json:"to"`
	Places   []string         `json:"places,omitempty"`
	Counters []string         `json:"counters,omitempty"`
	Fields   []string         `json:"fields,omitempty"`
	Channels []survey.Channel `json:"channels,omitempty"`
}

// Scope returns the box as a scope.
func (b *Box) Scope() survey.Scope {
	return survey.Scope{
		Campaign: b.Campaign, From: b.From, To: b.To,
		Places: b.Places, Counters: b.Counters, Fields: b.Fields, Channels: b.Channels,
	}
}

// Meets reports whether a response could be in both boxes.
func (b *Box) Meets(other *Box) bool {
	s := b.Scope()
	_, meet := s.Intersect(other.Scope())
	return meet
}

// tidied returns the box with every list sorted and without repetitions.
func (b Box) tidied() Box {
	b.Places, b.Counters, b.Fields, b.Channels = tidy(b.Places), tidy(b.Counters), tidy(b.Fields), tidy(b.Channels)
	return b
}

func tidy[T ~string](list []T) []T {
	list = slices.Clone(list)
	slices.Sort(list)
	return slices.Compact(list)
}

// check holds the box to what there is in the campaign's unit. Errors: *BadVoid.
func (o *Office) check(ctx context.Context, b *Box, unit string, today survey.Date) error {
	if b.From > b.To || b.To >= today || b.To-b.From >= MaxDays {
		return &BadVoid{"days"}
	}
	places := make(map[string]survey.Place)
	for p, err := range store.Places.All(ctx, o.registry) {
		if err != nil {
			return fmt.Errorf("places: %w", err)
		}
		if p.Unit == unit {
			places[p.Code] = p
		}
	}
	for _, code := range b.Places {
		if _, ok := places[code]; !ok {
			return &BadVoid{"place"}
		}
	}
	for _, code := range b.Counters {
		if !hasCounter(places, b.Places, code) {
			return &BadVoid{"counter"}
		}
	}
	// Of fields that are no longer on offer there are responses, too.
	own, err := store.Units.Get(ctx, o.registry, unit)
	if err != nil {
		return fmt.Errorf("unit %s: %w", unit, err)
	}
	fields := own.ServiceFields(o.Fields)
	for _, code := range b.Fields {
		if !slices.ContainsFunc(fields, func(f survey.Field) bool { return f.Code == code }) {
			return &BadVoid{"field"}
		}
	}
	for _, c := range b.Channels {
		if !slices.Contains(survey.Channels, c) {
			return &BadVoid{"channel"}
		}
	}
	return nil
}

// hasCounter looks in the places that the box names, or in all of the unit.
func hasCounter(places map[string]survey.Place, named []string, code string) bool {
	for _, p := range places {
		if p.Counter(code) != nil && (len(named) == 0 || slices.Contains(named, p.Code)) {
			return true
		}
	}
	return false
}
