package backup

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// marks are the one record that a target has while it is being filled.
const marks store.Kind[mark] = "restores"

const markID = "restore"

// A mark says which backup a target is filled from.
type mark struct {
	ID   string    `json:"id"`
	Made time.Time `json:"made"`
}

// Finished returns ErrUnfinished for a store that a restore has left half full:
// no service may run on it.
func Finished(ctx context.Context, s store.Registry) error {
	m, err := marks.Get(ctx, s, markID)
	if errors.Is(err, survey.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	return fmt.Errorf("%w from the backup of %s; run the same hailong restore again to the end, or empty it and begin anew",
		ErrUnfinished, m.Made.Format(time.DateTime))
}

// A Target is what a backup is restored into.
type Target struct {
	Store store.Store
	// Begin, if set, is called before each stage with the number of responses in
	// it, or -1 where it is not known yet; Step during it.
	Begin func(stage string, responses int64)
	Step  func(n int)
}

// The stages of a restore, in order.
const (
	Checking  = "checking"
	Restoring = "restoring"
	Comparing = "comparing"
)

// Restore fills an empty store from a backup, which is opened twice: once to
// prove it, when nothing is written yet. Errors: those of Check, ErrNotEmpty,
// ErrDiffers.
func (t Target) Restore(ctx context.Context, opened func() (io.ReadCloser, error)) (*Manifest, error) {
	t.begin(Checking, -1)
	proved, err := reading(opened, func(r io.Reader) (*Manifest, error) { return Check(ctx, r, t.Step) })
	if err != nil {
		return nil, err
	}
	if err := t.mark(ctx, proved.Header); err != nil {
		return nil, err
	}
	t.begin(Restoring, proved.Total())
	f := &filling{ctx: ctx, to: t.Store, id: proved.ID, step: t.Step}
	if _, err := reading(opened, func(r io.Reader) (*Manifest, error) { return read(ctx, r, f) }); err != nil {
		return nil, err
	}
	if err := f.flush(); err != nil {
		return nil, err
	}
	t.begin(Comparing, proved.Total())
	if err := t.compare(ctx, proved); err != nil {
		return nil, err
	}
	return proved, marks.Delete(ctx, t.Store, markID)
}

func (t Target) begin(stage string, responses int64) {
	if t.Begin != nil {
		t.Begin(stage, responses)
	}
}

func reading(opened func() (io.ReadCloser, error), do func(io.Reader) (*Manifest, error)) (*Manifest, error) {
	r, err := opened()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return do(r)
}

// mark claims an empty target, or takes up again what was broken off.
func (t Target) mark(ctx context.Context, h Header) error {
	m, err := marks.Get(ctx, t.Store, markID)
	switch {
	case err == nil && m.ID == h.ID:
		return nil
	case err == nil:
		return fmt.Errorf("%w: a restore of the backup of %s was broken off there; restore that one to the end, or empty it", ErrNotEmpty, m.Made.Format(time.DateTime))
	case !errors.Is(err, survey.ErrNotFound):
		return fmt.Errorf("target: %w", err)
	}
	kinds, err := t.Store.Kinds(ctx)
	if err != nil {
		return fmt.Errorf("target: %w", err)
	}
	for _, kind := range kinds {
		for _, err := range t.Store.List(ctx, kind) {
			if err != nil {
				return fmt.Errorf("target: %w", err)
			}
			return fmt.Errorf("%w: it has %s. Name an empty folder with HAILONG_DATA_DIR, or an empty database with HAILONG_MONGODB_URI", ErrNotEmpty, kind)
		}
	}
	if err := marks.Create(ctx, t.Store, markID, mark{h.ID, h.Made}); err != nil {
		return fmt.Errorf("target: %w", err)
	}
	return nil
}

// compare reads the whole target back.
func (t Target) compare(ctx context.Context, want *Manifest) error {
	b := &body{frames: frameWriter{w: io.Discard}, manifest: newManifest(), step: t.Step}
	s := Source{Contents: t.Store, Still: true}
	if err := s.fill(ctx, b); err != nil {
		return fmt.Errorf("target: %w", err)
	}
	if list := want.Differences(b.manifest); len(list) > 0 {
		return fmt.Errorf("%w: %s. Stop every service on it, empty it and restore again", ErrDiffers, strings.Join(list, "; "))
	}
	return nil
}

// A filling writes a backup into a store, some at a time.
type filling struct {
	ctx       context.Context
	to        store.Store
	id        string
	step      func(int)
	kind      string
	records   []store.Record
	responses []survey.Response
}

func (f *filling) header(h Header) error {
	if h.ID != f.id {
		return errors.New("another file was put in the place of the backup meanwhile; restore again")
	}
	return nil
}

// together is how many records are written at once.
const together = store.MaxBatch

func (f *filling) record(r record) error {
	if r.kind == string(marks) {
		return damaged(errors.New("a record that no backup has"))
	}
	if r.kind != f.kind || len(f.records) == together {
		if err := f.flushRecords(); err != nil {
			return err
		}
	}
	f.kind = r.kind
	f.records = append(f.records, store.Record{ID: r.id, Value: r.value})
	return nil
}

func (f *filling) response(r survey.Response) error {
	if len(f.responses) == store.MaxBatch {
		if err := f.flush(); err != nil {
			return err
		}
	}
	f.responses = append(f.responses, r)
	return nil
}

func (f *filling) flush() error {
	if err := f.flushRecords(); err != nil || len(f.responses) == 0 {
		return err
	}
	if _, err := f.to.Insert(f.ctx, f.responses); err != nil {
		return fmt.Errorf("target: %w", err)
	}
	if f.step != nil {
		f.step(len(f.responses))
	}
	f.responses = f.responses[:0]
	return nil
}

// A filler is an engine that replaces many records in one commit.
type filler interface {
	ReplaceAll(ctx context.Context, kind string, records []store.Record) error
}

// flushRecords writes the records that wait, in one commit where the engine can,
// else some at a time: each waits for a disk, or for a majority.
func (f *filling) flushRecords() error {
	defer func() { f.records = f.records[:0] }()
	if len(f.records) == 0 {
		return nil
	}
	if all, is := f.to.(filler); is {
		if err := all.ReplaceAll(f.ctx, f.kind, f.records); err != nil {
			return fmt.Errorf("target: %w", err)
		}
		return nil
	}
	for some := range slices.Chunk(f.records, abreast) {
		if err := f.abreast(some); err != nil {
			return fmt.Errorf("target: %w", err)
		}
	}
	return nil
}

// abreast is how many records are on their way at once.
const abreast = 16

func (f *filling) abreast(some []store.Record) error {
	errs := make(chan error, len(some))
	for _, r := range some {
		go func() { errs <- f.to.Replace(f.ctx, f.kind, r.ID, r.Value) }()
	}
	var err error
	for range some {
		err = errors.Join(err, <-errs)
	}
	return err
}
