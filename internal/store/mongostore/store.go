package mongostore

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"go.mongodb.org/mongo-driver/v2/event"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/mongo/readconcern"
	"go.mongodb.org/mongo-driver/v2/mongo/readpref"
	"go.mongodb.org/mongo-driver/v2/mongo/writeconcern"

	"hailong/internal/store"
)

// Time limits, in place of the driver's, which wait for half a minute.
const (
	selectionLimit = 3 * time.Second // to find a server that can do it
	operationLimit = 5 * time.Second // one command
	streamLimit    = time.Minute     // one batch of a stream, which a server may have to sort
	closeLimit     = 5 * time.Second
	cursorLimit    = 2 * time.Second // to tell the server that a stream is left
)

// connections is how many commands may be under way at once; more wait.
const connections = 64

// DefaultDatabase is the database where the address names none.
const DefaultDatabase = "hailong"

// Store is a connected database. Its methods may be called from any number of
// goroutines.
type Store struct {
	client    *mongo.Client
	database  *mongo.Database
	responses *mongo.Collection
	engine    *mongo.Collection
	alone     bool
	closed    atomic.Bool
}

var _ store.Store = (*Store)(nil)

// Open connects to the database that an address names and prepares it: of
// several instances that start at once each may do so. The error never holds the
// address, which may hold a password.
func Open(ctx context.Context, uri string) (*Store, error) {
	return open(ctx, uri, nil)
}

// open may be given a monitor of every command.
func open(ctx context.Context, uri string, monitor *event.CommandMonitor) (*Store, error) {
	address, err := Parse(uri)
	if err != nil {
		return nil, err
	}
	client, err := mongo.Connect(settings(uri).SetMonitor(monitor))
	if err != nil {
		return nil, errAddress
	}
	s := &Store{client: client, database: client.Database(address.Database)}
	s.responses = s.database.Collection("responses")
	s.engine = s.database.Collection("engine")
	if err := s.prepare(ctx); err != nil {
		s.Close()
		return nil, fmt.Errorf("cannot use the database %s; is it running, and is HAILONG_MONGODB_URI right? (%w)", address, err)
	}
	return s, nil
}

// settings are the address's, and ours above them.
func settings(uri string) *options.ClientOptions {
	return options.Client().ApplyURI(uri).
		SetAppName("hailong").
		SetServerSelectionTimeout(selectionLimit).
		SetConnectTimeout(selectionLimit).
		SetTimeout(operationLimit).
		SetMaxPoolSize(connections).
		SetWriteConcern(&writeconcern.WriteConcern{W: "majority", Journal: ptr(true)}).
		SetReadConcern(readconcern.Majority()).
		SetReadPreference(readpref.Primary()).
		SetRetryWrites(true).
		SetRetryReads(true)
}

func ptr[T any](v T) *T { return &v }

// Close ends what is under way and disconnects. Whatever is called afterwards
// fails. Closing again does nothing.
func (s *Store) Close() error {
	if s.closed.Swap(true) {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), closeLimit)
	defer cancel()
	if err := s.client.Disconnect(ctx); err != nil {
		return failure("close store", err)
	}
	return nil
}

// Alone tells that the server is not a member of a replica set: it acknowledges
// what only its own disk holds, and nobody takes over when it fails.
func (s *Store) Alone() bool { return s.alone }

// begin bounds one operation in time, unless it cannot begin at all.
func (s *Store) begin(ctx context.Context, op string) (context.Context, context.CancelFunc, error) {
	return s.beginFor(ctx, op, operationLimit)
}

func (s *Store) beginFor(ctx context.Context, op string, limit time.Duration) (context.Context, context.CancelFunc, error) {
	if err := ctx.Err(); err != nil {
		return nil, nil, fmt.Errorf("%s: %w", op, err)
	}
	if s.closed.Load() {
		return nil, nil, errClosed(op)
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	return ctx, cancel, nil
}
