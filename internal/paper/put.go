package paper

import (
	"context"
	"fmt"
	"unicode/utf8"

	"hailong/internal/survey"
)

// version is a keyed form with the author and the time of its event.
func (k keyed) version(e *event) Version { return Version{k.Form, e.By, e.At, k.Why} }

// Put makes an entry, or a correction of one; what was there stays as a former
// version. Where two entries of a form differ, it is also the third look that
// settles them, by somebody else than the first clerk. Once numbers were drawn, a
// change needs a reason, and the number is drawn from again. Putting the same again does
// nothing. Errors: *BadEntry, *survey.Invalid, ErrUnopened, ErrClosed, ErrConflict,
// ErrAwaits, ErrSamePerson, survey.ErrNotFound.
func (l *Ledger) Put(ctx context.Context, batch string, d Draft) (*Folder, error) {
	k, err := l.keyed(ctx, batch, &d)
	if err != nil {
		return nil, err
	}
	return l.happen(ctx, batch, d.By, func(f *Folder) (*event, error) {
		if f.has(k, &d) {
			return nil, nil
		}
		if err := f.takes(k, &d); err != nil {
			return nil, err
		}
		return &event{Keyed: []keyed{k}}, nil
	})
}

// keyed reads a draft.
func (l *Ledger) keyed(ctx context.Context, batch string, d *Draft) (keyed, error) {
	q, err := l.questionnaire(ctx, batch)
	if err != nil {
		return keyed{}, err
	}
	form, err := d.form(q)
	if err != nil {
		return keyed{}, err
	}
	why := survey.Clean(d.Why)
	if utf8.RuneCountInString(why) > MaxWords {
		return keyed{}, &BadEntry{"why"}
	}
	return keyed{d.Serial, form, why}, nil
}

// has reports whether a draft is the version after the one it builds on: it was
// sent before, and the reply was lost.
func (f *Folder) has(k keyed, d *Draft) bool {
	e := f.entries[d.Serial]
	if e == nil || len(e.Versions) != d.Version+1 {
		return false
	}
	last := e.Last()
	return last.By == d.By && last.Why == k.Why && last.equal(&k.Form)
}

// takes returns nil where a draft may become an entry.
func (f *Folder) takes(k keyed, d *Draft) error {
	if err := f.writable(); err != nil {
		return err
	}
	if !f.Batch.Has(d.Serial) {
		return &BadEntry{"serial"}
	}
	e := f.entries[d.Serial]
	if e == nil {
		e = &Entry{Serial: d.Serial}
	}
	switch {
	case len(e.Versions) != d.Version:
		return fmt.Errorf("number %d of batch %s: %w", d.Serial, f.Batch.Code, ErrConflict)
	case d.Version == 0 && !k.Form.returned():
		return &BadEntry{"reason"} // there is nothing to take back
	case e.Awaits():
		return fmt.Errorf("number %d of batch %s: %w", d.Serial, f.Batch.Code, ErrAwaits)
	case e.Unsettled() && e.keyedBy(d.By):
		return fmt.Errorf("settle number %d of batch %s: %w", d.Serial, f.Batch.Code, ErrSamePerson)
	case e.Second != nil && e.keyedBy(d.By):
		return fmt.Errorf("change number %d of batch %s after its second entry: %w", d.Serial, f.Batch.Code, ErrSamePerson)
	case d.Version > 0 && k.Why == "" && (e.Last().By != d.By || f.covered[d.Serial]):
		return &BadEntry{"why"}
	}
	return nil
}
