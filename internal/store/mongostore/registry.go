package mongostore

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// prefix stands before a kind in the name of its collection.
const prefix = "records."

// A record is an entry of the registry as the database holds it.
type record struct {
	ID    string `bson:"_id"`
	Value []byte `bson:"value"`
	// Nonce tells a record that this very call created from another's like it.
	Nonce []byte `bson:"nonce"`
}

func (s *Store) kind(name string) *mongo.Collection { return s.database.Collection(prefix + name) }

// Create inserts a record. Where the reply was lost and the next try finds one
// there, the nonce tells whose it is.
func (s *Store) Create(ctx context.Context, kind, id string, value []byte) error {
	op := "create " + kind
	mine := newRecord(id, value)
	exists := false
	err := s.again(ctx, op, func(ctx context.Context) error {
		_, err := s.kind(kind).InsertOne(ctx, mine)
		if !taken(err) {
			return err
		}
		var theirs record
		err = s.kind(kind).FindOne(ctx, only(id)).Decode(&theirs)
		exists = err == nil && !bytes.Equal(theirs.Nonce, mine.Nonce)
		return err
	})
	if err == nil && exists {
		return fmt.Errorf("%s: %w", op, survey.ErrExists)
	}
	return err
}

func newRecord(id string, value []byte) record {
	nonce := make([]byte, 16)
	rand.Read(nonce) // never fails: crypto/rand ends the program instead
	return record{id, append([]byte{}, value...), nonce}
}

// Replace replaces a record whole.
func (s *Store) Replace(ctx context.Context, kind, id string, value []byte) error {
	whole := newRecord(id, value)
	return s.again(ctx, "replace "+kind, func(ctx context.Context) error {
		_, err := s.kind(kind).ReplaceOne(ctx, only(id), whole, options.Replace().SetUpsert(true))
		return err
	})
}

// Read returns a record.
func (s *Store) Read(ctx context.Context, kind, id string) ([]byte, error) {
	op := "read " + kind
	var found record
	missing := false
	err := s.again(ctx, op, func(ctx context.Context) error {
		err := s.kind(kind).FindOne(ctx, only(id)).Decode(&found)
		if missing = errors.Is(err, mongo.ErrNoDocuments); missing {
			return nil
		}
		return err
	})
	if err == nil && missing {
		return nil, fmt.Errorf("%s: %w", op, survey.ErrNotFound)
	}
	return found.Value, err
}

// List yields the records of a kind in the order of their ids as bytes.
func (s *Store) List(ctx context.Context, kind string) iter.Seq2[store.Record, error] {
	return func(yield func(store.Record, error) bool) {
		find := func(ctx context.Context) (*mongo.Cursor, error) {
			return s.kind(kind).Find(ctx, bson.D{}, options.Find().SetSort(only(1)).SetBatchSize(batchSize))
		}
		err := s.each(ctx, "list "+kind, operationLimit, find, func(raw bson.Raw) (bool, error) {
			var r record
			if err := bson.Unmarshal(raw, &r); err != nil {
				return false, fmt.Errorf("list %s: %w", kind, errForeign)
			}
			return yield(store.Record{ID: r.ID, Value: r.Value}, nil), nil
		})
		if err != nil {
			yield(store.Record{}, err)
		}
	}
}

// Kinds returns the kinds of which there is, or was, a record.
func (s *Store) Kinds(ctx context.Context) ([]string, error) {
	var kinds []string
	err := s.again(ctx, "list kinds", func(ctx context.Context) error {
		names, err := s.database.ListCollectionNames(ctx, bson.D{})
		kinds = kinds[:0]
		for _, name := range names {
			if kind, is := strings.CutPrefix(name, prefix); is {
				kinds = append(kinds, kind)
			}
		}
		return err
	})
	slices.Sort(kinds)
	return kinds, err
}

// Delete removes a record.
func (s *Store) Delete(ctx context.Context, kind, id string) error {
	return s.again(ctx, "delete "+kind, func(ctx context.Context) error {
		_, err := s.kind(kind).DeleteOne(ctx, only(id))
		return err
	})
}
