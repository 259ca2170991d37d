package mongostore

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"hailong/internal/survey"
)

// batchSize is how many documents the server hands over at a time.
const batchSize = 2000

const readOp = "read responses"

// Responses yields the responses in the scope by day, and within a day in the
// order of their random ids.
func (s *Store) Responses(ctx context.Context, scope survey.Scope) iter.Seq2[*survey.Response, error] {
	return func(yield func(*survey.Response, error) bool) {
		find := func(ctx context.Context) (*mongo.Cursor, error) {
			days := bson.D{{Key: "$gte", Value: int32(scope.From)}, {Key: "$lte", Value: int32(scope.To)}}
			filter := bson.D{{Key: "campaign", Value: scope.Campaign}, {Key: "day", Value: days}}
			order := bson.D{{Key: "day", Value: 1}, {Key: "_id", Value: 1}}
			return s.responses.Find(ctx, filter, options.Find().SetSort(order).SetBatchSize(batchSize))
		}
		var r survey.Response
		err := s.each(ctx, readOp, streamLimit, find, func(raw bson.Raw) (bool, error) {
			if err := decode(raw, &r); err != nil {
				return false, err
			}
			return !scope.Has(&r) || yield(&r, nil), nil
		})
		if err != nil {
			yield(nil, err)
		}
	}
}

// each visits the documents of a cursor, which it closes however it ends: every
// batch has its own time limit, and the visitor takes as long as it likes.
func (s *Store) each(ctx context.Context, op string, limit time.Duration, find func(context.Context) (*mongo.Cursor, error), visit func(bson.Raw) (bool, error)) error {
	limited, cancel, err := s.beginFor(ctx, op, limit)
	if err != nil {
		return err
	}
	cursor, err := find(limited)
	cancel()
	if err != nil {
		return fault(ctx, op, err)
	}
	defer leave(cursor)
	for {
		more, err := s.next(ctx, op, limit, cursor)
		if err != nil || !more {
			return err
		}
		if more, err = visit(cursor.Current); err != nil || !more {
			return err
		}
	}
}

// next moves the cursor on, and asks the server where the batch is used up.
func (s *Store) next(ctx context.Context, op string, limit time.Duration, cursor *mongo.Cursor) (bool, error) {
	limited, cancel := ctx, context.CancelFunc(func() {})
	if err := ctx.Err(); err != nil {
		return false, fmt.Errorf("%s: %w", op, err)
	}
	if cursor.RemainingBatchLength() == 0 {
		var err error
		if limited, cancel, err = s.beginFor(ctx, op, limit); err != nil {
			return false, err
		}
	}
	defer cancel()
	if cursor.Next(limited) {
		return true, nil
	}
	if err := cursor.Err(); err != nil {
		return false, fault(ctx, op, err)
	}
	return false, nil
}

// leave closes a cursor, also after its asker has gone.
func leave(cursor *mongo.Cursor) {
	ctx, cancel := context.WithTimeout(context.Background(), cursorLimit)
	defer cancel()
	_ = cursor.Close(ctx) // the server forgets it by itself after some minutes
}

// errForeign: a document that this engine did not write.
var errForeign = errors.New("a document of responses is not one of ours")

// decode reads a response; its answers lie in the batch.
func decode(raw bson.Raw, r *survey.Response) error {
	elements, err := raw.Elements()
	if err != nil {
		return errForeign
	}
	*r = survey.Response{}
	ok := true
	text := func(v bson.RawValue) string {
		s, is := v.StringValueOK()
		ok = ok && is
		return s
	}
	number := func(v bson.RawValue) int64 {
		n, is := v.AsInt64OK()
		ok = ok && is
		return n
	}
	for _, e := range elements {
		v := e.Value()
		switch e.Key() {
		case "_id":
			r.ID, err = survey.ParseID(text(v))
			ok = ok && err == nil
		case "campaign":
			r.Campaign = text(v)
		case "day":
			r.Date = survey.Date(number(v))
		case "unit":
			r.Unit = text(v)
		case "place":
			r.Place = text(v)
		case "counter":
			r.Counter = text(v)
		case "channel":
			r.Channel = survey.Channel(text(v))
		case "field":
			r.Field = text(v)
		case "template":
			r.Template.Code = text(v)
		case "version":
			r.Template.Version = int(number(v))
		case "answers":
			_, cells, is := v.BinaryOK()
			r.Answers, ok = cells, ok && is
		case "comment":
			r.Comment = text(v)
		case "flags":
			r.Flags = survey.Flags(number(v))
		}
	}
	if !ok {
		return errForeign
	}
	return nil
}
