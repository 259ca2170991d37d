package mongostore

import (
	"context"
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// A document is a response as the database holds it.
type document struct {
	ID       string `bson:"_id"`
	Campaign string `bson:"campaign"`
	Day      int32  `bson:"day"`
	Unit     string `bson:"unit"`
	Place    string `bson:"place"`
	Counter  string `bson:"counter"`
	Channel  string `bson:"channel"`
	Field    string `bson:"field"`
	Template string `bson:"template"`
	Version  int    `bson:"version"`
	Answers  []byte `bson:"answers"`
	Comment  string `bson:"comment"`
}

func documentOf(r *survey.Response) document {
	return document{
		ID: r.ID.String(), Campaign: r.Campaign, Day: int32(r.Date),
		Unit: r.Unit, Place: r.Place, Counter: r.Counter, Channel: string(r.Channel), Field: r.Field,
		Template: r.Template.Code, Version: r.Template.Version,
		Answers: append([]byte{}, r.Answers...), Comment: r.Comment,
	}
}

// Insert stores the batch in one unordered command.
func (s *Store) Insert(ctx context.Context, batch []survey.Response) ([]bool, error) {
	const op = "insert responses"
	if len(batch) > store.MaxBatch {
		return nil, fmt.Errorf("%s: %d in one batch, at most %d", op, len(batch), store.MaxBatch)
	}
	fresh := make([]bool, len(batch))
	if len(batch) == 0 {
		return fresh, nil
	}
	documents := make([]any, len(batch))
	for i := range batch {
		documents[i] = documentOf(&batch[i])
	}
	err := s.again(ctx, op, func(ctx context.Context) error {
		there, err := s.insert(ctx, documents)
		for i := range fresh {
			fresh[i] = !there[i]
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return fresh, nil
}

// insert sends a batch once. Where it succeeds every document is in the
// database for good, and there tells which ones had been before.
func (s *Store) insert(ctx context.Context, documents []any) (there []bool, err error) {
	there = make([]bool, len(documents))
	_, err = s.responses.InsertMany(ctx, documents, options.InsertMany().SetOrdered(false))
	var bulk mongo.BulkWriteException
	if !errors.As(err, &bulk) {
		return there, err
	}
	if bulk.WriteConcernError != nil {
		return there, err // written, but nobody knows whether for good
	}
	for _, e := range bulk.WriteErrors {
		if e.Code != codeDuplicateKey || e.Index < 0 || e.Index >= len(there) {
			return there, err
		}
		there[e.Index] = true
	}
	return there, nil
}

// Known looks an _id up.
func (s *Store) Known(ctx context.Context, id survey.ID) (bool, error) {
	known := false
	err := s.again(ctx, "look up response", func(ctx context.Context) error {
		err := s.responses.FindOne(ctx, only(id.String()), options.FindOne().SetProjection(only(1))).Err()
		known = err == nil
		if errors.Is(err, mongo.ErrNoDocuments) {
			return nil
		}
		return err
	})
	return known, err
}

// only is a filter, or a projection, of the _id.
func only(v any) bson.D { return bson.D{{Key: "_id", Value: v}} }
