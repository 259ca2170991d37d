package mongostore

import (
	"context"
	"errors"
	"time"

	"go.mongodb.org/mongo-driver/v2/mongo"
)

const (
	tries = 3
	pause = 50 * time.Millisecond
)

// again does what may be done twice, up to three times: the reply may have been
// lost, or another instance may just do the same.
func (s *Store) again(asker context.Context, op string, do func(context.Context) error) error {
	ctx, cancel, err := s.begin(asker, op)
	if err != nil {
		return err
	}
	defer cancel()
	for try := 1; ; try++ {
		err := do(ctx)
		if err == nil {
			return nil
		}
		if try == tries || ctx.Err() != nil || !passing(err) {
			return fault(asker, op, err)
		}
		select {
		case <-ctx.Done():
			return fault(asker, op, err)
		case <-time.After(pause):
		}
	}
}

// passing reports whether the same command may well succeed in a moment.
func passing(err error) bool {
	switch codeOf(err) {
	case codeUnauthorized, codeAuthentication, codeAtlasLogin:
		return false
	}
	return !errors.Is(err, mongo.ErrNoDocuments)
}
