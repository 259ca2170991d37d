package mongostore

import (
	"context"
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/x/bsonx/bsoncore"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// documentOf writes a response as the database holds it, by hand: that is the
// work of every submission, and reflection would take longer than the rest of it.
func documentOf(r *survey.Response) bson.Raw {
	const most = 256 // bytes of everything but answers and comment, usually
	at, b := bsoncore.AppendDocumentStart(make([]byte, 0, most+len(r.Answers)+len(r.Comment)))
	b = bsoncore.AppendStringElement(b, "_id", r.ID.String())
	b = bsoncore.AppendStringElement(b, "campaign", r.Campaign)
	b = bsoncore.AppendInt32Element(b, "day", int32(r.Date))
	b = bsoncore.AppendStringElement(b, "unit", r.Unit)
	b = bsoncore.AppendStringElement(b, "place", r.Place)
	b = bsoncore.AppendStringElement(b, "counter", r.Counter)
	b = bsoncore.AppendStringElement(b, "channel", string(r.Channel))
	b = bsoncore.AppendStringElement(b, "field", r.Field)
	b = bsoncore.AppendStringElement(b, "template", r.Template.Code)
	b = bsoncore.AppendInt32Element(b, "version", int32(r.Template.Version))
	b = bsoncore.AppendBinaryElement(b, "answers", bson.TypeBinaryGeneric, r.Answers)
	b = bsoncore.AppendStringElement(b, "comment", r.Comment)
	if r.Flags != 0 {
		b = bsoncore.AppendInt32Element(b, "flags", int32(r.Flags))
	}
	b, err := bsoncore.AppendDocumentEnd(b, at)
	if err != nil { // the length of what was just appended
		panic(err)
	}
	return b
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
		there, err := insert(ctx, s.responses, documents)
		for i := range fresh {
			fresh[i] = !there[i]
		}
		return err
	})
	if err == nil {
		err = s.give(ctx, op, batch)
	}
	if err != nil {
		return nil, err
	}
	return fresh, nil
}

// give stores the receipts of a batch that is in the database. Those of responses
// that had been there are given again: an instance may have died in between.
func (s *Store) give(ctx context.Context, op string, batch []survey.Response) error {
	var receipts []any
	for i := range batch {
		if r := batch[i].Receipt; r != "" {
			receipts = append(receipts, record{ID: string(r), Value: store.Given, Nonce: []byte{}})
		}
	}
	if len(receipts) == 0 {
		return nil
	}
	return s.again(ctx, op, func(ctx context.Context) error {
		_, err := insert(ctx, s.kind(string(store.Receipts)), receipts)
		return err
	})
}

// insert sends a batch once. Where it succeeds every document is in the
// database for good, and there tells which ones had been before.
func insert(ctx context.Context, into *mongo.Collection, documents []any) (there []bool, err error) {
	there = make([]bool, len(documents))
	_, err = into.InsertMany(ctx, documents, options.InsertMany().SetOrdered(false))
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
