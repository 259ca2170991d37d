// Package storetest is the definition of a store: what every engine must do,
// written as cases that know nothing of the engine. Both engines run it
// unchanged.
//
// The amounts are moderate, because one of the servers it runs against is slow,
// and every case begins on an empty store of its own.
package storetest

import (
	"context"
	"testing"
	"time"

	"hailong/internal/store"
)

// patience bounds every case, so that an engine that hangs fails with a name.
const patience = 2 * time.Minute

// Run runs the suite. For each case fresh makes an empty place for a store and
// returns a function that opens the store there. A case may close its store and
// open it again: it must find everything.
func Run(t *testing.T, fresh func(t *testing.T) (open func() store.Store)) {
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), patience)
			defer cancel()
			h := &harness{T: t, ctx: ctx, open: fresh(t)}
			h.Store = h.open()
			t.Cleanup(func() {
				if err := h.Close(); err != nil {
					t.Errorf("close: %v", err)
				}
			})
			c.run(h)
		})
	}
}

type testCase struct {
	name string
	run  func(h *harness)
}

var cases = []testCase{
	{"a response inserted is read back in every field", roundTrip},
	{"an empty batch is nothing", emptyBatch},
	{"a batch over the limit is refused whole", batchLimit},
	{"a batch of the limit is stored", fullBatch},
	{"inserting again changes nothing and is not fresh", idempotent},
	{"an id twice in a batch is fresh once, the first time", twiceInBatch},
	{"a response is known by its id once it is stored", knownByID},
	{"a receipt is given by the commit of its response and kept apart from it", givesReceipts},
	{"an id resent on another day stays on its first day", resentNextDay},
	{"of 64 racers on one id exactly one is fresh", raceOneID},
	{"of racing batches that overlap every id is fresh once", raceBatches},
	{"what is streamed shows no order of arrival", orderFree},
	{"what is streamed comes by day", byDay},
	{"a scope has its first and its last day", scopeEdges},
	{"an unknown campaign has no responses", unknownCampaign},
	{"any scope streams just what Scope.Has says", scopeProperty},
	{"a stream has everything acknowledged before it began", longStream},
	{"stopping early releases the store", stopEarly},
	{"writing while reading is possible", writeWhileReading},
	{"a cancelled context stores nothing", cancelledWrite},
	{"a cancelled context ends a stream with its error", cancelledRead},
	{"a record created is read back byte by byte", recordRoundTrip},
	{"a record that is there cannot be created", createTwice},
	{"of 64 racers creating a record one wins", raceCreate},
	{"replacing stores whether or not it was there", replace},
	{"what is not there is not found", notFound},
	{"deleting removes, and again is no error", deleteRecord},
	{"a list is in the order of the ids as bytes", listOrder},
	{"a list is of one kind only", listKind},
	{"the kinds that have records are known", kinds},
	{"a list can be left early and be written under", listEarly},
	{"reopening finds everything", reopen},
	{"a probe succeeds and leaves nothing behind", probe},
	{"after Close everything is an error", afterClose},
	{"closing twice is closing once", closeTwice},
}

// A harness is a case's store and what it needs to look at it.
type harness struct {
	*testing.T
	store.Store
	ctx  context.Context
	open func() store.Store
}

// reopen closes the store and opens it again in the same place.
func (h *harness) reopen() {
	h.Helper()
	h.must(h.Close())
	h.Store = h.open()
}

func (h *harness) must(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}
