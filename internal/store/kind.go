package store

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"

	"hailong/internal/survey"
)

// A Kind is one noun of the registry: its name in the engine and its Go type.
type Kind[T any] string

// The nouns that several packages share. A package that alone uses a noun
// declares the kind itself.
const (
	Units     Kind[survey.Unit]     = "units"
	Places    Kind[survey.Place]    = "places"
	Campaigns Kind[survey.Campaign] = "campaigns"
	Posters   Kind[survey.Poster]   = "posters"
	// Receipts are those given for responses and not yet sealed, by the receipt:
	// Insert adds them, with nothing that leads to the response, to a day or to
	// one another.
	Receipts Kind[struct{}] = "receipts"
)

// Given is the whole value of a receipt's record.
var Given = []byte("{}")

// Create stores a value under an id that must be free, or survey.ErrExists.
func (k Kind[T]) Create(ctx context.Context, r Registry, id string, v T) error {
	return k.write(ctx, r.Create, id, v)
}

// Replace stores a value whole, whether or not it was there.
func (k Kind[T]) Replace(ctx context.Context, r Registry, id string, v T) error {
	return k.write(ctx, r.Replace, id, v)
}

func (k Kind[T]) write(ctx context.Context, put func(context.Context, string, string, []byte) error, id string, v T) error {
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("encode %s: %w", k, err)
	}
	return put(ctx, string(k), id, b)
}

// Get returns a value or survey.ErrNotFound.
func (k Kind[T]) Get(ctx context.Context, r Registry, id string) (T, error) {
	var v T
	b, err := r.Read(ctx, string(k), id)
	if err != nil {
		return v, err
	}
	return v, k.decode(b, &v)
}

// All yields every value of the kind in the order of the ids.
func (k Kind[T]) All(ctx context.Context, r Registry) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for rec, err := range r.List(ctx, string(k)) {
			var v T
			if err == nil {
				err = k.decode(rec.Value, &v)
			}
			if !yield(v, err) || err != nil {
				return
			}
		}
	}
}

// Delete removes a value; one that is not there is no error.
func (k Kind[T]) Delete(ctx context.Context, r Registry, id string) error {
	return r.Delete(ctx, string(k), id)
}

func (k Kind[T]) decode(b []byte, v *T) error {
	if err := json.Unmarshal(b, v); err != nil {
		return fmt.Errorf("decode %s: %w", k, err)
	}
	return nil
}
