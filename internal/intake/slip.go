package intake

import (
	"context"
	"fmt"

	"hailong/internal/slip"
	"hailong/internal/survey"
)

// Slip returns the form that a single-use code opens, however it is typed, or
// survey.ErrNotFound. The form has the key of the one response that the code is
// worth. Shut tells of a batch that was voided or is over.
func (d *Desk) Slip(ctx context.Context, typed string) (*Form, error) {
	code, ok := survey.ParseSlipCode(typed)
	if !ok {
		return nil, fmt.Errorf("slip: %w", survey.ErrNotFound)
	}
	batch, err := d.slips.Find(ctx, code)
	if err != nil {
		return nil, err
	}
	form, err := d.forms.batch(ctx, batch)
	if err != nil {
		return nil, err
	}
	mine := *form
	mine.Path, mine.Key = "/p/"+code, batch.Key(code)
	return &mine, nil
}

// Used reports whether the one response of a slip's form is stored.
func (d *Desk) Used(ctx context.Context, f *Form) (bool, error) {
	return d.store.Known(ctx, survey.IDOf(f.Campaign.Code, f.Key))
}

// batch returns what all slips of a batch have in common.
func (f *forms) batch(ctx context.Context, b slip.Batch) (*Form, error) {
	name := "slip " + b.Code // no poster's code has a blank
	if b.Voided {
		name = "void " + b.Code
	}
	return f.remember(ctx, name, func(ctx context.Context) (*Form, error) {
		poster := survey.Poster{Campaign: b.Campaign, Place: b.Place, Channel: survey.ChannelSlip, Voided: b.Voided}
		form, err := f.follow(ctx, poster, "")
		if err == nil && (form.Campaign.Closes == nil || *form.Campaign.Closes > b.Until) {
			form.Campaign.Closes = &b.Until
		}
		return form, err
	})
}
