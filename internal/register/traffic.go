package register

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"sync"
	"sync/atomic"
	"time"

	"hailong/internal/period"
	"hailong/internal/store"
	"hailong/internal/survey"
)

// A use is what one instance counted of one code in one week. Its record has
// one writer and is replaced whole.
type use struct {
	Code    string `json:"code"`
	Week    string `json:"week"`
	Scans   int64  `json:"scans"`
	Answers int64  `json:"answers"`
	// Last is the last day on which the code was scanned, zero for never.
	Last survey.Date `json:"last,omitzero"`
}

const traffic store.Kind[use] = "traffic"

// Traffic counts what one instance sees. Scanned and Answered cost a look at the
// clock and an addition, and wait for nobody; Flush writes down what they counted.
// What was counted since the last Flush is lost with the process.
type Traffic struct {
	registry store.Registry
	instance string
	now      func() time.Time

	week atomic.Pointer[week] // the present one
	mu   sync.Mutex           // held to change week and past
	past []*week              // those before it that may not be written yet

	flushing sync.Mutex
}

// A week is what is counted in a calendar week. It is replaced by a copy where a
// code is new in it, so that counting needs no lock.
type week struct {
	name  string
	first survey.Date
	from  time.Time
	until time.Time
	codes map[string]*counts
}

type counts struct {
	scans, answers atomic.Int64
	last           atomic.Int32 // a survey.Date
	written        use          // belongs to Flush
}

// NewTraffic returns the counter of an instance with a name of its own.
func NewTraffic(r store.Registry, instance string, now func() time.Time) *Traffic {
	return &Traffic{registry: r, instance: instance, now: now}
}

// Scanned counts that the form behind a code was shown. Codes that do not exist
// must not be counted: each one takes memory.
func (t *Traffic) Scanned(code string) {
	now := t.now()
	w, c := t.counts(now, code)
	c.scans.Add(1)
	// Viet Nam's days all have 24 hours (period.Local).
	day := int32(w.first) + int32(max(0, now.Sub(w.from))/(24*time.Hour))
	for last := c.last.Load(); last < day; last = c.last.Load() {
		if c.last.CompareAndSwap(last, day) {
			return
		}
	}
}

// Answered counts that an answer was stored that had not been there.
func (t *Traffic) Answered(code string) {
	_, c := t.counts(t.now(), code)
	c.answers.Add(1)
}

func (t *Traffic) counts(now time.Time, code string) (*week, *counts) {
	if w := t.week.Load(); w != nil && now.Before(w.until) {
		if c := w.codes[code]; c != nil {
			return w, c
		}
	}
	return t.begin(now, code)
}

// begin makes room for a code, in a new week where the old one is over. A clock
// that is set back changes nothing until it has caught up.
func (t *Traffic) begin(now time.Time, code string) (*week, *counts) {
	t.mu.Lock()
	defer t.mu.Unlock()
	before := t.week.Load()
	next := new(week)
	switch {
	case before == nil || !now.Before(before.until):
		if before != nil {
			t.past = append(t.past, before)
		}
		first := monday(period.Today(now))
		*next = week{weekName(first), first, midnight(first), midnight(first + daysOfWeek), map[string]*counts{}}
	case before.codes[code] != nil:
		return before, before.codes[code] // another was faster
	default:
		*next = *before
		next.codes = maps.Clone(before.codes)
	}
	c := new(counts)
	next.codes[code] = c
	t.week.Store(next)
	return next, c
}

// Flush writes what has changed since it was last written. After an error the
// rest is written by the next one.
func (t *Traffic) Flush(ctx context.Context) error {
	t.flushing.Lock()
	defer t.flushing.Unlock()
	t.mu.Lock()
	weeks := append([]*week{}, t.past...)
	t.mu.Unlock()
	over := len(weeks)
	if w := t.week.Load(); w != nil {
		weeks = append(weeks, w)
	}
	var failed error
	for _, w := range weeks {
		for code, c := range w.codes {
			failed = errors.Join(failed, t.write(ctx, w.name, code, c))
			if ctx.Err() != nil {
				return fmt.Errorf("flush traffic: %w", ctx.Err())
			}
		}
	}
	if failed != nil {
		return fmt.Errorf("flush traffic: %w", failed)
	}
	t.forget(over)
	return nil
}

func (t *Traffic) write(ctx context.Context, week, code string, c *counts) error {
	u := use{Code: code, Week: week, Scans: c.scans.Load(), Answers: c.answers.Load(), Last: survey.Date(c.last.Load())}
	if u == c.written {
		return nil
	}
	if err := traffic.Replace(ctx, t.registry, week+" "+code+" "+t.instance, u); err != nil {
		return err
	}
	c.written = u
	return nil
}

// forget drops weeks that are over and written, except the last: a request that
// began before midnight may still be counting in it.
func (t *Traffic) forget(over int) {
	if over < 2 {
		return
	}
	t.mu.Lock()
	t.past = t.past[over-1:]
	t.mu.Unlock()
}
