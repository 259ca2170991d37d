package paper

import (
	"context"
	"fmt"

	"hailong/internal/period"
	"hailong/internal/survey"
)

// Forget removes what stood on the forms of a closed batch, and the secret that
// leads from a number to its response, after the forms were destroyed on the day of
// their minutes. Who keyed what number when, which were rejected and why, and how
// well it was keyed stay; the reasons of corrections go, since they may quote the
// form. There is no way back. Errors: ErrOpen, *BadMinutes, survey.ErrNotFound.
//
// That it was decided is written first: interrupted, it leaves a folder that says
// so (Remains), and is called again.
func (l *Ledger) Forget(ctx context.Context, batch string, destroyed survey.Date, by string) (*Folder, error) {
	_, err := l.happen(ctx, batch, by, func(f *Folder) (*event, error) {
		switch {
		case f.Closed == nil:
			return nil, fmt.Errorf("batch %s: %w", batch, ErrOpen)
		case f.Destroyed != nil:
			return nil, nil
		case destroyed > l.today() || destroyed < period.Today(f.Closed.At):
			return nil, &BadMinutes{"day"}
		}
		return &event{Destroyed: &destroyed}, nil
	})
	if err != nil {
		return nil, err
	}
	if err := l.strip(ctx, batch); err != nil {
		return nil, err
	}
	return l.Look(ctx, batch)
}

// strip replaces every event of a batch that holds something by what stays of it.
// Events are only ever added otherwise, so this races with nobody but itself.
func (l *Ledger) strip(ctx context.Context, batch string) error {
	for e, err := range l.journal(ctx, func(other string) bool { return other == batch }) {
		if err != nil {
			return err
		}
		bare, had := e.bare()
		if !had {
			continue
		}
		if err := events.Replace(ctx, l.store, eventID(batch, e.n), bare); err != nil {
			return err
		}
	}
	return nil
}
