package mongostore

import (
	"context"
	"crypto/rand"

	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

const canaryID = "canary"

// A canary is what Probe overwrites. All instances share it.
type canary struct {
	ID   string `bson:"_id"`
	Beat string `bson:"beat"`
}

// Probe overwrites the canary, with the write concern of a response.
func (s *Store) Probe(ctx context.Context) error {
	return s.again(ctx, "probe store", func(ctx context.Context) error {
		_, err := s.engine.ReplaceOne(ctx, only(canaryID), canary{canaryID, rand.Text()}, options.Replace().SetUpsert(true))
		return err
	})
}
