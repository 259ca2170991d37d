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
	slips *slip.Drawer
	store store.Responses
	queue *Queue
	now   func() time.Time
}

// NewDesk opens a desk over the store, the questionnaires and a queue.
func NewDesk(s store.Store, c Catalog, q *Queue, now func() time.Time) *Desk {
	return &Desk{
		forms: &forms{registry: s, catalog: c, now: now, kept: make(map[string]keptForm)},
		slips: slip.NewDrawer(s, now),
		store: s,
		queue: q,
		now:   now,
	}
}

// Form returns what stands behind a public code, in any case of its letters, or
// survey.ErrNotFound. A withdrawn code and a closed campaign have a form all the
// same; Shut tells.
func (d *Desk) Form(ctx context.Context, code string) (*Form, error) {
	return d.forms.get(ctx, code)
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
}

// Submit checks a sheet and stores it once for its key. It returns after the
// commit. Errors: *survey.Invalid with every fault, those of Shut,
// survey.ErrBusy, survey.ErrUnavailable.
func (d *Desk) Submit(ctx context.Context, f *Form, e Entry) (Accepted, error) {
	today := d.Today()
	if err := d.Shut(f); err != nil {
		return d.recall(ctx, f, e.Key, err)
	}
	filled, err := e.check(f)
	if err != nil {
		return Accepted{}, err
	}
	fresh, err := d.queue.Add(ctx, response(f, e.Key, today, filled))
	if err != nil {
		return Accepted{}, fmt.Errorf("record response: %w", err)
	}
	return Accepted{survey.ReceiptOf(f.Campaign.Code, e.Key), fresh}, nil
}

// recall answers a sheet that comes too late: one that was stored in time and is
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
