package audit

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// A Head names the last event, and by its hash all of them.
type Head struct {
	Seq  int64  `json:"seq"`
	Hash string `json:"hash"`
}

const (
	events store.Kind[Event] = "audit"
	// heads holds one record, so that who cuts events off at the end is found.
	heads store.Kind[Head] = "audit-head"
)

// headID is where the one head lies.
const headID = "head"

// A Log adds events and reads them.
type Log struct {
	registry store.Registry
	now      func() time.Time
	mu       sync.Mutex
	last     Head // as far as this instance knows
}

// New returns the log in a registry.
func New(r store.Registry, now func() time.Time) *Log { return &Log{registry: r, now: now} }

// Record adds an entry. After it returned without an error the event is in the
// log; after an error it may be.
func (l *Log) Record(ctx context.Context, e Entry) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.catchUp(ctx); err != nil {
		return fmt.Errorf("record %s: %w", e.Action, err)
	}
	e = e.tidied()
	for {
		next, err := Event{Seq: l.last.Seq + 1, At: l.now().UTC().Truncate(time.Second), Entry: e, Prev: l.last.Hash}.sealed()
		if err != nil {
			return err
		}
		err = events.Create(ctx, l.registry, id(next.Seq), next)
		if errors.Is(err, survey.ErrExists) { // another instance was faster
			err = l.forward(ctx)
			if err == nil {
				continue
			}
		}
		if err != nil {
			return fmt.Errorf("record %s: %w", e.Action, err)
		}
		l.last = Head{next.Seq, next.Hash}
		// A crash before this leaves a head that is behind, which Verify allows.
		return heads.Replace(ctx, l.registry, headID, l.last)
	}
}

// Head returns the last event's number and hash.
func (l *Log) Head(ctx context.Context) (Head, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	err := l.catchUp(ctx)
	return l.last, err
}

// catchUp finds the end of the log: from what is known, or from the head.
func (l *Log) catchUp(ctx context.Context) error {
	if l.last.Seq == 0 {
		head, err := heads.Get(ctx, l.registry, headID)
		if err != nil && !errors.Is(err, survey.ErrNotFound) {
			return err
		}
		l.last = head
	}
	return l.forward(ctx)
}

// forward reads on to the end.
func (l *Log) forward(ctx context.Context) error {
	for {
		e, err := events.Get(ctx, l.registry, id(l.last.Seq+1))
		if errors.Is(err, survey.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		l.last = Head{e.Seq, e.Hash}
	}
}

// Before returns up to n events that match, the newest first, of those with a
// number below before; 0 is the end of the log. more is the number below which to
// go on, 0 where there are no more.
func (l *Log) Before(ctx context.Context, before int64, n int, match func(*Event) bool) (list []Event, more int64, err error) {
	if before <= 0 {
		head, err := l.Head(ctx)
		if err != nil {
			return nil, 0, err
		}
		before = head.Seq + 1
	}
	for seq := before - 1; seq > 0; seq-- {
		e, err := events.Get(ctx, l.registry, id(seq))
		if errors.Is(err, survey.ErrNotFound) {
			continue // Verify says so; the page shows what there is
		}
		if err != nil {
			return nil, 0, err
		}
		if !match(&e) {
			continue
		}
		if list = append(list, e); len(list) == n && seq > 1 {
			return list, seq, nil
		}
	}
	return list, 0, nil
}
