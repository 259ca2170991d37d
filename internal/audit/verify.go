package audit

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// A BrokenError says where the log is not what was recorded.
type BrokenError struct {
	// Seq is the number of the first event that is wrong or missing.
	Seq  int64
	What string
}

// Error says it in one line.
func (e *BrokenError) Error() string {
	return fmt.Sprintf("audit log, event %d: %s", e.Seq, e.What)
}

// Verify reads the whole log in a registry and returns its head. A log in which
// anything was changed, removed, inserted or moved is a *BrokenError. known are
// heads that were written down elsewhere: the log must contain them.
func Verify(ctx context.Context, r store.Registry, known ...Head) (Head, error) {
	head, err := heads.Get(ctx, r, headID)
	headless := errors.Is(err, survey.ErrNotFound)
	if err != nil && !headless {
		return Head{}, fmt.Errorf("verify audit log: %w", err)
	}
	c := checker{expected: append([]Head{head}, known...)}
	for record, err := range r.List(ctx, string(events)) {
		if err != nil {
			return Head{}, fmt.Errorf("verify audit log: %w", err)
		}
		if err := c.event(record); err != nil {
			return Head{}, err
		}
	}
	// Only a crash between the very first event and its head leaves none.
	if headless && c.last.Seq > 1 {
		return Head{}, &BrokenError{c.last.Seq + 1, "the record of the head is missing, and with it perhaps the events after this"}
	}
	for _, h := range c.expected {
		if h.Seq > c.last.Seq {
			return Head{}, &BrokenError{c.last.Seq + 1, fmt.Sprintf("the events up to %d are missing", h.Seq)}
		}
	}
	return c.last, nil
}

// A checker walks along the chain.
type checker struct {
	last     Head
	expected []Head
}

func (c *checker) event(record store.Record) error {
	seq := c.last.Seq + 1
	if record.ID != id(seq) {
		return &BrokenError{seq, "missing; the next record is " + record.ID}
	}
	var e Event
	if err := json.Unmarshal(record.Value, &e); err != nil {
		return &BrokenError{seq, "unreadable"}
	}
	// A decoder forgives what a changed byte did; so the bytes themselves count.
	if again, err := json.Marshal(e); err != nil || !bytes.Equal(again, record.Value) {
		return &BrokenError{seq, "not as it was written"}
	}
	sum, err := e.sum()
	switch {
	case err != nil:
		return err
	case e.Seq != seq:
		return &BrokenError{seq, fmt.Sprintf("says it is number %d", e.Seq)}
	case e.Hash != sum:
		return &BrokenError{seq, "changed: its hash is another"}
	case e.Prev != c.last.Hash:
		return &BrokenError{seq, "does not follow the event before it"}
	}
	c.last = Head{seq, e.Hash}
	for _, h := range c.expected {
		if h.Seq == seq && h.Hash != e.Hash {
			return &BrokenError{seq, "is not the one that was written down as the head"}
		}
	}
	return nil
}
