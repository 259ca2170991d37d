package paper

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"hailong/internal/period"
	"hailong/internal/store"
	"hailong/internal/survey"
)

// The outcomes that a page tells apart, besides those of package survey.
var (
	// ErrUnopened: the count of the box is not on record yet.
	ErrUnopened = errors.New("box not opened")
	// ErrClosed: the batch is closed, or is being closed.
	ErrClosed = errors.New("batch closed")
	// ErrOpen: the batch is not closed yet.
	ErrOpen = errors.New("batch not closed")
	// ErrLocked: the figures of the period are final.
	ErrLocked = errors.New("period locked")
	// ErrConflict: somebody else keyed the same number meanwhile.
	ErrConflict = errors.New("keyed by somebody else meanwhile")
	// ErrAwaits: the number was drawn for a second entry, and its first is not
	// changed before that.
	ErrAwaits = errors.New("second entry awaited")
	// ErrSamePerson: it takes somebody else than who keyed the form first.
	ErrSamePerson = errors.New("same person")
)

// A Catalog is where the questionnaires come from.
type Catalog interface {
	Template(survey.Ref) (*survey.Template, error)
	Fields() []survey.Field
}

// A Ledger keeps what became of batches.
type Ledger struct {
	store     store.Registry
	responses store.Responses
	catalog   Catalog
	locked    func(ctx context.Context, campaign string, day survey.Date) (bool, error)
	rand      io.Reader
	now       func() time.Time
}

// LedgerOptions are what a Ledger needs.
type LedgerOptions struct {
	Registry store.Registry
	// Responses takes the responses of a closed batch, on days that are past.
	Responses store.Responses
	Catalog   Catalog
	// Locked tells whether the period of a day is final.
	Locked func(ctx context.Context, campaign string, day survey.Date) (bool, error)
	// Rand is what samples and secrets are drawn from.
	Rand io.Reader
	Now  func() time.Time
}

// NewLedger returns a ledger.
func NewLedger(o LedgerOptions) *Ledger {
	return &Ledger{o.Registry, o.Responses, o.Catalog, o.Locked, o.Rand, o.Now}
}

// Look returns all that is known of a batch, or survey.ErrNotFound.
func (l *Ledger) Look(ctx context.Context, batch string) (*Folder, error) {
	b, err := Batches.Get(ctx, l.store, batch)
	if err != nil {
		return nil, err
	}
	f := newFolder(b)
	for e, err := range l.journal(ctx, func(other string) bool { return other == batch }) {
		if err == nil {
			err = f.add(&e)
		}
		if err != nil {
			return nil, err
		}
	}
	return f, nil
}

// All returns the folders of every batch, in the order of the codes, in one pass.
func (l *Ledger) All(ctx context.Context) ([]*Folder, error) {
	var all []*Folder
	by := make(map[string]*Folder)
	for b, err := range Batches.All(ctx, l.store) {
		if err != nil {
			return nil, err
		}
		f := newFolder(b)
		all, by[b.Code] = append(all, f), f
	}
	for e, err := range l.journal(ctx, func(batch string) bool { return by[batch] != nil }) {
		if err == nil {
			err = by[e.batch].add(&e)
		}
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}

// happen writes the event that decide makes of a folder, and returns the folder
// with it. Where somebody else's event came first, decide is asked again with what
// is true then; it returns nil where there is nothing to write.
func (l *Ledger) happen(ctx context.Context, batch, by string, decide func(*Folder) (*event, error)) (*Folder, error) {
	if by == "" {
		return nil, &BadEntry{"by"}
	}
	for {
		f, err := l.Look(ctx, batch)
		if err != nil {
			return nil, err
		}
		e, err := decide(f)
		if err != nil {
			return nil, err
		}
		if e == nil {
			return f, nil
		}
		e.At, e.By = l.now().UTC().Truncate(time.Second), by
		next := numbered{*e, batch, f.events + 1}
		err = events.Create(ctx, l.store, eventID(batch, next.n), *e)
		switch {
		case err == nil:
			return f, f.add(&next)
		case !errors.Is(err, survey.ErrExists):
			return nil, err
		}
	}
}

// questionnaire returns what a batch was printed from.
func (l *Ledger) questionnaire(ctx context.Context, batch string) (*questionnaire, error) {
	b, err := Batches.Get(ctx, l.store, batch)
	if err != nil {
		return nil, err
	}
	t, err := l.catalog.Template(b.Template)
	if err != nil {
		// Not as it is: the caller's batch is right, so "not found" would be a lie.
		return nil, fmt.Errorf("batch %s was printed from template %s: %v", batch, b.Template, err)
	}
	return &questionnaire{t, b.Printed(l.catalog.Fields())}, nil
}

// draw returns random bytes.
func (l *Ledger) draw() ([]byte, error) {
	b := make([]byte, secretSize)
	if _, err := io.ReadFull(l.rand, b); err != nil {
		return nil, fmt.Errorf("draw: %w", err)
	}
	return b, nil
}

// secretSize is that of an HMAC key, in bytes.
const secretSize = 32

func (l *Ledger) today() survey.Date { return period.Today(l.now()) }
