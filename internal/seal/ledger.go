package seal

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"hailong/internal/audit"
	"hailong/internal/store"
	"hailong/internal/survey"
)

// Store is what is sealed and where the seals are kept.
type Store interface {
	store.Registry
	store.Responses
}

// A Ledger seals and looks up. It remembers the entries and the receipts in them,
// which never change.
type Ledger struct {
	store Store
	rand  io.Reader
	now   func() time.Time
	log   *audit.Log
	full  int // most, but in tests

	known   atomic.Pointer[known]
	reading sync.Mutex // held by who makes known grow
	proving sync.Mutex // held while the tree of an entry is made
	grown   atomic.Pointer[grownTree]
}

// NewLedger returns the ledger of a store.
func NewLedger(s Store, rand io.Reader, now func() time.Time) *Ledger {
	l := &Ledger{store: s, rand: rand, now: now, log: audit.New(s, now), full: most}
	l.known.Store(nothing())
	return l
}

// known is what a ledger remembers. It is never changed, only followed by another.
type known struct {
	entries []Entry
	places  []place
	through survey.Date
	tally   Tally
	days    map[dayKey]Day
}

// nothing is what is known before the first entry.
func nothing() *known { return &known{through: beginning, days: map[dayKey]Day{}} }

// A place tells in which entry a receipt is.
type place struct {
	body  [10]byte
	entry uint32
}

// bodyOf is a receipt without its dashes and its check character.
func bodyOf(r survey.Receipt) (b [10]byte) {
	if len(r) == len("XXXXX-XXXXX-C") {
		copy(b[:5], r[:5])
		copy(b[5:], r[6:11])
	}
	return b
}

func (k *known) next() int64 { return int64(len(k.entries)) + 1 }

// last returns the newest entry, or one of zeros before the first.
func (k *known) last() Entry {
	if len(k.entries) == 0 {
		return Entry{}
	}
	return k.entries[len(k.entries)-1]
}

// find returns the number of the entry that holds a receipt.
func (k *known) find(r survey.Receipt) (number int64, ok bool) {
	body := bodyOf(r)
	i, ok := slices.BinarySearchFunc(k.places, body, func(p place, b [10]byte) int { return bytes.Compare(p.body[:], b[:]) })
	if !ok {
		return 0, false
	}
	return int64(k.places[i].entry), true
}

// with returns what is known after some records more.
func (k *known) with(list []*record) *known {
	next := &known{
		entries: slices.Clone(k.entries), places: slices.Clone(k.places),
		through: k.through, tally: k.tally, days: maps.Clone(k.days),
	}
	for _, r := range list {
		next.add(r)
	}
	next.sort()
	return next
}

func (k *known) add(r *record) {
	k.entries = append(k.entries, r.Entry)
	k.through, k.tally = r.Through, r.Tally
	for _, g := range r.Given {
		k.places = append(k.places, place{bodyOf(g), uint32(r.Number)})
	}
	for _, d := range r.Days {
		k.days[d.key()] = d
	}
}

// sort makes what was added findable.
func (k *known) sort() {
	slices.SortFunc(k.places, func(a, b place) int { return bytes.Compare(a.body[:], b.body[:]) })
}

// learn reads what was sealed since. Where nothing was, it costs a look for a record
// that is not there, and no lock: guesses of receipts come this way.
func (l *Ledger) learn(ctx context.Context) (*known, error) {
	k := l.known.Load()
	_, err := l.store.Read(ctx, string(records), id(k.next()))
	if errors.Is(err, survey.ErrNotFound) {
		return k, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read seals: %w", err)
	}
	l.reading.Lock()
	defer l.reading.Unlock()
	k = l.known.Load()
	var list []*record
	for number := k.next(); ; number++ {
		r, err := l.record(ctx, number)
		if errors.Is(err, survey.ErrNotFound) {
			break
		}
		if err != nil {
			return nil, err
		}
		list = append(list, r)
	}
	k = k.with(list)
	l.known.Store(k)
	return k, nil
}

func (l *Ledger) record(ctx context.Context, number int64) (*record, error) {
	b, err := l.store.Read(ctx, string(records), id(number))
	if err != nil {
		return nil, fmt.Errorf("read seal %d: %w", number, err)
	}
	r, err := decode(b)
	if err != nil {
		return nil, fmt.Errorf("read seal %d: %w; run hailong verify", number, err)
	}
	return r, nil
}

// Entries returns the public parts, the first first. They must not be changed.
func (l *Ledger) Entries(ctx context.Context) ([]Entry, error) {
	k, err := l.learn(ctx)
	if err != nil {
		return nil, err
	}
	return k.entries, nil
}
