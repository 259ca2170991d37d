package intake

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"hailong/internal/period"
	"hailong/internal/slip"
	"hailong/internal/store"
	"hailong/internal/survey"
)

// A Desk takes sheets in.
type Desk struct {
	forms *forms
	mint  *mint
	slips *slip.Drawer
	store store.Responses
	queue *Queue
	now   func() time.Time
}

// NewDesk opens a desk over the store, the questionnaires and a queue.
func NewDesk(s store.Store, c Catalog, q *Queue, now func() time.Time) *Desk {
	return &Desk{
		forms: &forms{registry: s, catalog: c, now: now, kept: make(map[string]keptForm)},
		mint:  &mint{registry: s, now: now},
		slips: slip.NewDrawer(s, now),
		store: s,
		queue: q,
		now:   now,
	}
}

// Prepare makes the secret of the form keys where there is none yet, so that no
// form needs to write: on a full disk people still see why nothing is recorded.
func (d *Desk) Prepare(ctx context.Context) error {
	_, err := d.mint.ready(ctx)
	return err
}

// Form returns what stands behind a public code, in any case of its letters, or
// survey.ErrNotFound. A withdrawn code and a closed campaign have a form all the
// same; Shut tells.
func (d *Desk) Form(ctx context.Context, code string) (*Form, error) {
	return d.forms.get(ctx, code)
}

// Key returns the one-time key for a form that is about to be shown: a slip's own,
// or a fresh one that is good for twelve hours and for this code alone.
func (d *Desk) Key(ctx context.Context, f *Form) (string, error) {
	if f.Key != "" {
		return f.Key, nil
	}
	return d.mint.issue(ctx, f.Poster.Code, d.now())
}

// Renew returns a fresh key for a form that is shown again as it was filled in.
// It is as old as reading takes, since the person has read it.
func (d *Desk) Renew(ctx context.Context, f *Form) (string, error) {
	if f.Key != "" {
		return f.Key, nil
	}
	return d.mint.issue(ctx, f.Poster.Code, d.now().Add(-reading(f)))
}

// Forget drops what the desk remembers of forms, after the office changed one.
func (d *Desk) Forget() {
	d.forms.forget()
	d.slips.Forget()
}

// Today is the day on which a response sent now is accepted.
func (d *Desk) Today() survey.Date { return period.Today(d.now()) }

// Shut tells why the form accepts no responses now: survey.ErrVoided for a
// withdrawn code, a *survey.ShutError for the campaign, or nil where it does.
func (d *Desk) Shut(f *Form) error {
	if f.Poster.Voided {
		return fmt.Errorf("poster %s: %w", f.Poster.Code, survey.ErrVoided)
	}
	return f.Campaign.Shut(d.Today())
}

// An Accepted response was durably stored, now or by an earlier try with the
// same key.
type Accepted struct {
	Receipt survey.Receipt
	// Fresh is false where the key had been used before.
	Fresh bool
}

// An Entry is a sheet as it came in.
type Entry struct {
	// Key is the form's one-time key.
	Key   string
	Sheet survey.Sheet
	// Faults are those found while the sheet was read from its format.
	Faults []survey.Fault
	// Unread is set where nothing could be read, so that nothing can be missing.
	Unread bool
	// Gate, if set, may say that the sheet comes too soon after others.
	Gate Gate
}

// A Gate bounds how many sheets come in.
type Gate interface {
	// Admit counts a sheet that has no fault, just before it is stored, and returns
	// what was odd about its sender, or why it may not pass now.
	Admit() (survey.Flags, error)
	// Return takes back what Admit counted: nothing new was stored.
	Return()
}

// Submit checks a sheet and stores it once for its key. It returns after the
// commit. What is stored already is answered as before, whatever the gate or the
// age of the key say. Errors: *survey.Invalid with every fault, ErrStaleKey, both
// joined, those of Shut, those of the gate, survey.ErrBusy, survey.ErrUnavailable.
func (d *Desk) Submit(ctx context.Context, f *Form, e Entry) (Accepted, error) {
	today := d.Today()
	if err := d.Shut(f); err != nil {
		return d.recall(ctx, f, e.Key, err)
	}
	flags, stale := d.mark(ctx, f, e.Key)
	if errors.Is(stale, ErrStaleKey) {
		if a, err := d.recall(ctx, f, e.Key, stale); !errors.Is(err, ErrStaleKey) {
			return a, err
		}
	} else if stale != nil {
		return Accepted{}, stale
	}
	filled, err := e.check(f)
	if err != nil || stale != nil {
		return Accepted{}, errors.Join(err, stale)
	}
	r := response(f, e.Key, today, filled)
	r.Flags = flags
	return d.record(ctx, f, e, r)
}

// record lets a response through the gate and stores it. Only where the gate is
// shut is the store asked first: what is there already never waits.
func (d *Desk) record(ctx context.Context, f *Form, e Entry, r survey.Response) (Accepted, error) {
	if e.Gate != nil {
		flags, err := e.Gate.Admit()
		if err != nil {
			return d.recall(ctx, f, e.Key, err)
		}
		r.Flags |= flags
	}
	fresh, err := d.queue.Add(ctx, r)
	if e.Gate != nil && costsNothing(fresh, err) {
		e.Gate.Return()
	}
	if err != nil {
		return Accepted{}, fmt.Errorf("record response: %w", err)
	}
	return Accepted{survey.ReceiptOf(f.Campaign.Code, e.Key), fresh}, nil
}

// costsNothing reports whether nothing new was stored, through no fault of who
// sent it. A sender that hangs up is not among them: its response is stored all
// the same.
func costsNothing(fresh bool, err error) bool {
	return err == nil && !fresh || errors.Is(err, survey.ErrBusy) || errors.Is(err, survey.ErrUnavailable)
}

// recall answers a sheet that is not taken now: one that was stored in time and is
// sent again, because its answer was lost, gets its receipt; any other hears why
// it is not taken.
func (d *Desk) recall(ctx context.Context, f *Form, key string, shut error) (Accepted, error) {
	if !ValidKey(key) {
		return Accepted{}, shut
	}
	known, err := d.store.Known(ctx, survey.IDOf(f.Campaign.Code, key))
	switch {
	case err != nil:
		return Accepted{}, fmt.Errorf("recall response: %w", err)
	case !known:
		return Accepted{}, shut
	}
	return Accepted{Receipt: survey.ReceiptOf(f.Campaign.Code, key)}, nil
}

// check gathers the faults of the format, the key and the sheet, one for each
// place: a value that could not be read is not missing as well.
func (e *Entry) check(f *Form) (survey.Filled, error) {
	all := survey.Invalid{Faults: slices.Clone(e.Faults)}
	if e.Unread {
		return survey.Filled{}, &all
	}
	if !ValidKey(e.Key) && all.Fault("key") == nil {
		all.Faults = append(all.Faults, survey.Fault{At: "key", Code: survey.FaultKey})
	}
	filled, err := f.Template.Fill(e.Sheet, f.Fields)
	var invalid *survey.Invalid
	switch {
	case errors.As(err, &invalid):
		for _, fault := range invalid.Faults {
			if all.Fault(fault.At) == nil && (fault.Code != survey.FaultEmpty || len(e.Faults) == 0) {
				all.Faults = append(all.Faults, fault)
			}
		}
	case err != nil:
		return survey.Filled{}, fmt.Errorf("check sheet: %w", err)
	}
	if len(all.Faults) > 0 {
		return survey.Filled{}, &all
	}
	return filled, nil
}

func response(f *Form, key string, today survey.Date, filled survey.Filled) survey.Response {
	return survey.Response{
		ID:       survey.IDOf(f.Campaign.Code, key),
		Template: f.Template.Ref(),
		Campaign: f.Campaign.Code,
		Unit:     f.Campaign.Unit,
		Place:    f.Poster.Place,
		Counter:  f.Poster.Counter,
		Channel:  f.Poster.Channel,
		Field:    filled.Field,
		Date:     today,
		Answers:  filled.Answers,
		Comment:  filled.Comment,
		Receipt:  survey.ReceiptOf(f.Campaign.Code, key),
	}
}
