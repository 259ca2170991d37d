// Package store is the contract between Hài Lòng and the engine that keeps its
// data. Two engines fulfil it, equal in every feature: sqlitestore (embedded,
// the default) and mongostore; package storetest is the definition of
// "fulfil", and both run it.
//
// An engine is dumb on purpose: it keeps facts and small records and streams
// them back. It knows no rule of who may answer, computes no figure and joins
// nothing. What it promises:
//
//   - An acknowledged write is on the disk: it survives kill -9 and a power cut.
//   - A response is stored once for its id, however often and from however many
//     sides it is inserted, and never changes or disappears.
//   - No order of arrival can be read from what it returns, nor, once a night has
//     passed, from its files.
//   - A record that is created is created by exactly one of many racers.
//   - An error says nothing about what was stored: call again with the same ids.
package store

import (
	"context"
	"io"
	"iter"

	"hailong/internal/survey"
)

// Store is everything an engine does.
type Store interface {
	Responses
	Registry
	Health
	io.Closer
}

// Responses keeps the facts.
type Responses interface {
	// Insert stores the responses durably in one commit. fresh[i] tells whether
	// batch[i] was stored by this very call; false means that a response with
	// its id was there already (or stands earlier in the batch) and was left as
	// it was. An engine that had to ask again, because a reply was lost, may say
	// false of what it stored itself; it never says true twice. On an error, which wraps survey.ErrUnavailable where the engine
	// cannot write, some or none may be stored; inserting the same batch again
	// is safe.
	//
	// A response's receipt, where it has one, becomes a record of Receipts before
	// Insert returns; a receipt whose response was there already may be added once
	// more after it was deleted.
	//
	// A batch holds at most MaxBatch responses.
	Insert(ctx context.Context, batch []survey.Response) (fresh []bool, err error)

	// Known reports whether a response with the id is stored: whoever sends one
	// again after the campaign has closed is told the truth.
	Known(ctx context.Context, id survey.ID) (bool, error)

	// Responses yields every response in the scope, by day, the earliest first,
	// and within a day in an order that says nothing about arrival. What is
	// yielded is valid only until the next step, except by copying
	// (survey.Response.Answers is reused). An error ends the sequence. Stopping
	// early releases everything.
	Responses(ctx context.Context, scope survey.Scope) iter.Seq2[*survey.Response, error]
}

// MaxBatch is the most responses of one Insert.
const MaxBatch = 512

// Registry keeps small records that change: units, places, campaigns, posters,
// accounts, sessions. A record is a JSON document with a kind and an id; kinds
// are declared with Kind, so that no two packages share a name by accident.
type Registry interface {
	// Create stores a record under an id that must be free; of many racers one
	// succeeds and the others get survey.ErrExists. It is also how a claim is made.
	Create(ctx context.Context, kind, id string, value []byte) error
	// Replace stores a record whole, whether or not it was there.
	Replace(ctx context.Context, kind, id string, value []byte) error
	// Read returns a record or survey.ErrNotFound.
	Read(ctx context.Context, kind, id string) ([]byte, error)
	// List yields the records of a kind in the order of their ids, as bytes.
	List(ctx context.Context, kind string) iter.Seq2[Record, error]
	// Kinds returns the kinds that have a record, and perhaps some that had one,
	// in the order of their names: whoever moves a store leaves nothing behind.
	Kinds(ctx context.Context) ([]string, error)
	// Delete removes a record; one that is not there is no error.
	Delete(ctx context.Context, kind, id string) error
}

// A Record is an entry of the registry.
type Record struct {
	ID    string
	Value []byte
}

// Health tells whether the engine can keep a response now.
type Health interface {
	// Probe writes something durably and removes or overwrites it. Only a real
	// write is evidence: a full disk still answers a ping.
	Probe(ctx context.Context) error
}
