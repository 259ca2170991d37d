package mongostore

import (
	"context"
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// ErrNewer: the database was written by a newer version of the program.
var ErrNewer = errors.New("written by a newer version")

// version is the schema's. A program that knows only an older one refuses.
const version = 1

const schemaID = "schema"

// A schema is the document that says how the others are to be read.
type schema struct {
	ID      string `bson:"_id"`
	Version int    `bson:"version"`
}

// byDay is the index of every stream.
func byDay() mongo.IndexModel {
	return mongo.IndexModel{
		Keys:    bson.D{{Key: "campaign", Value: 1}, {Key: "day", Value: 1}, {Key: "_id", Value: 1}},
		Options: options.Index().SetName("campaign_day_id"),
	}
}

// prepare makes whatever is missing. Every step may be repeated, also by several
// instances at once.
func (s *Store) prepare(ctx context.Context) error {
	const op = "open store"
	if err := s.greet(ctx, op); err != nil {
		return err
	}
	if err := s.checkSchema(ctx, op); err != nil {
		return err
	}
	return s.again(ctx, op, func(ctx context.Context) error {
		_, err := s.responses.Indexes().CreateOne(ctx, byDay())
		return err
	})
}

// greet asks the server what it is.
func (s *Store) greet(ctx context.Context, op string) error {
	ctx, cancel, err := s.begin(ctx, op)
	if err != nil {
		return err
	}
	defer cancel()
	var hello struct {
		Set string `bson:"setName"`
		Msg string `bson:"msg"`
	}
	if err := s.database.RunCommand(ctx, bson.D{{Key: "hello", Value: 1}}).Decode(&hello); err != nil {
		return failure(op, err)
	}
	s.alone = hello.Set == "" && hello.Msg != "isdbgrid"
	return nil
}

func (s *Store) checkSchema(ctx context.Context, op string) error {
	var found schema
	err := s.again(ctx, op, func(ctx context.Context) error {
		_, err := s.engine.InsertOne(ctx, schema{schemaID, version})
		if err == nil || !taken(err) {
			return err
		}
		return s.engine.FindOne(ctx, bson.D{{Key: "_id", Value: schemaID}}).Decode(&found)
	})
	if err == nil && found.Version > version {
		return fmt.Errorf("%w: it has schema %d and this program knows %d; start the newer hailong again", ErrNewer, found.Version, version)
	}
	return err
}

// Exists reports whether the database holds a store, without making one.
func Exists(ctx context.Context, uri string) (bool, error) {
	const op = "look for store"
	address, err := Parse(uri)
	if err != nil {
		return false, err
	}
	client, err := mongo.Connect(settings(uri))
	if err != nil {
		return false, errAddress
	}
	s := &Store{client: client, database: client.Database(address.Database)}
	defer s.Close()
	ctx, cancel, err := s.begin(ctx, op)
	if err != nil {
		return false, err
	}
	defer cancel()
	var found schema
	err = s.database.Collection("engine").FindOne(ctx, bson.D{{Key: "_id", Value: schemaID}}).Decode(&found)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("cannot use the database %s; is it running, and is HAILONG_MONGODB_URI right? (%w)", address, failure(op, err))
	}
	return true, nil
}
