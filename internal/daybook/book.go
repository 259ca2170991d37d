// Package daybook counts quickly. It is a book with a page for each closed day:
// the responses of the day as tally segments, kept in the registry beside the
// facts, so that a scope is counted from a few packed pages and the rows of
// today only.
//
// The facts alone are true. What the book holds is derived from them, may be
// lost at any time and is never believed unseen: a page that is missing, damaged
// or not the one that is listed is counted from its rows. Count always returns
// what streaming everything would.
//
// # What is kept
//
// Each row of a segment has the flags of its response: those that are stored, and
// those of its content, which package watch computes from the day and the weeks
// before it. What it wants people to look at is in the manifest, by day. Both follow
// from the responses alone. A day that is still open has the stored flags only.
//
// Segments lie under the kind "segments", as campaign/2026-10-05/0 and onwards:
// a large day has several parts. They follow from the responses alone, so
// packing a day again gives the same bytes, and two who pack at once do no harm.
// One manifest for each campaign, under the kind "daybooks", lists the days that
// have responses, with the hash of every part. All days up to its "through" are
// packed; it is written after the segments that it lists.
//
// # Which days are closed
//
// A response belongs to the day on which it was accepted, so a day that is over
// gets no more of them; it is closed two hours later, when the last one has long
// been stored. A clock can be wrong, though. Days that the present clock calls
// open are counted from the rows whatever the manifest says, and the next Pack
// takes the book back to the day before them. Whoever inserts into closed days
// takes the book back first: a Guard does so by itself for those of its own
// process, everybody else calls Reopen.
//
// The package decides nothing about what is counted or shown, and it starts
// nothing by itself: somebody calls Pack, one at a time.
package daybook

import (
	"sync"
	"time"

	"hailong/internal/courtesy"
	"hailong/internal/period"
	"hailong/internal/store"
	"hailong/internal/survey"
	"hailong/internal/watch"
)

// Store is what a book needs of an engine.
type Store interface {
	store.Responses
	store.Registry
}

// Options are what a Book can be told.
type Options struct {
	// Memory is how many bytes of segments are kept ready for the next count;
	// 0 is DefaultMemory.
	Memory int
	// Damaged, if it is set, learns why a packed day was counted from its rows.
	// The day is 0 where the whole manifest could not be read.
	Damaged func(campaign string, day survey.Date, err error)
	// Templates are needed to look at the content of responses. Whoever packs and
	// whoever verifies must have the same; without any, only stored flags are known.
	Templates watch.Templates
	// Courtesy lets others go before who reads whole days; nil does not.
	Courtesy *courtesy.Courtesy
}

// DefaultMemory is enough for about eleven million responses. Until the garbage is
// collected the process may take twice as much.
const DefaultMemory = 192 << 20

// A Book counts, and packs what is to be counted. Any number of goroutines may
// use it, and any number of books may lie on one store.
type Book struct {
	store   Store
	now     func() time.Time
	damaged func(campaign string, day survey.Date, err error)
	find    watch.Templates
	shelf   shelf
	reading contents
	packing sync.Mutex // held while a manifest is changed
	limits  limits

	courtesy *courtesy.Courtesy
}

// New opens the book of a store. The time is asked for at each call.
func New(s Store, now func() time.Time, o Options) *Book {
	b := &Book{store: s, now: now, damaged: o.Damaged, find: o.Templates, courtesy: o.Courtesy}
	if b.find == nil {
		b.find = unread{}
	}
	b.shelf.room = o.Memory
	if o.Memory == 0 {
		b.shelf.room = DefaultMemory
	}
	if b.damaged == nil {
		b.damaged = func(string, survey.Date, error) {}
	}
	return b
}

// unread are the templates of a book that was given none.
type unread struct{}

// Template finds none.
func (unread) Template(survey.Ref) (*survey.Template, error) { return nil, survey.ErrNotFound }

// grace is how long a day that is over stays open: the clocks of several
// instances differ, and an acknowledged response may wait for its commit.
const grace = 2 * time.Hour

// closed returns the last day that gets no more responses.
func (b *Book) closed() survey.Date { return period.Today(b.now().Add(-grace)) - 1 }
