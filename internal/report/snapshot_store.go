package report

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// A frozenStore is the records of a snapshot. It holds no response and takes
// nothing.
type frozenStore struct{ of *Snapshot }

// Read returns a record of the snapshot.
func (f frozenStore) Read(_ context.Context, kind, id string) ([]byte, error) {
	b, ok := f.of.Records[kind][id]
	if !ok {
		return nil, fmt.Errorf("%s %s: %w", kind, id, survey.ErrNotFound)
	}
	return b, nil
}

// List yields the records of a kind by their codes.
func (f frozenStore) List(_ context.Context, kind string) iter.Seq2[store.Record, error] {
	return func(yield func(store.Record, error) bool) {
		for _, id := range slices.Sorted(maps.Keys(f.of.Records[kind])) {
			if !yield(store.Record{ID: id, Value: f.of.Records[kind][id]}, nil) {
				return
			}
		}
	}
}

// Kinds returns the kinds of the snapshot's records.
func (f frozenStore) Kinds(context.Context) ([]string, error) {
	return slices.Sorted(maps.Keys(f.of.Records)), nil
}

// Create refuses.
func (f frozenStore) Create(context.Context, string, string, []byte) error { return ErrNotKept }

// Replace refuses.
func (f frozenStore) Replace(context.Context, string, string, []byte) error { return ErrNotKept }

// Delete refuses.
func (f frozenStore) Delete(context.Context, string, string) error { return ErrNotKept }

// Insert refuses.
func (f frozenStore) Insert(context.Context, []survey.Response) ([]bool, error) {
	return nil, ErrNotKept
}

// Known refuses.
func (f frozenStore) Known(context.Context, survey.ID) (bool, error) { return false, ErrNotKept }

// Responses yields that there are none to be had.
func (f frozenStore) Responses(context.Context, survey.Scope) iter.Seq2[*survey.Response, error] {
	return func(yield func(*survey.Response, error) bool) { yield(nil, ErrNotKept) }
}
