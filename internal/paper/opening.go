package paper

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// MaxWords is the most characters of the witnesses and of a reason.
const MaxWords = 200

// An Opening is what the minutes of opening the box say.
type Opening struct {
	// Day is the day of all responses of the batch.
	Day survey.Date `json:"day"`
	// Returned is how many numbers were in the box, counted by hand.
	Returned int `json:"returned"`
	// Unused is how many printed forms were never handed out.
	Unused int `json:"unused"`
	// Witnesses are who was there.
	Witnesses string `json:"witnesses"`
	// Why is the reason of a later count.
	Why string `json:"why,omitempty"`

	// By and At are who put it on record and when.
	By string    `json:"-"`
	At time.Time `json:"-"`
}

// A BadMinutes error says what is wrong with the minutes of opening the box or of
// destroying the forms: day, returned, unused, witnesses or why.
type BadMinutes struct{ What string }

// Error names it.
func (e *BadMinutes) Error() string { return "paper minutes: wrong " + e.What }

// Open puts the opening of the box on record. A wrong count is corrected by
// another, with the reason; the former stays in the folder. Errors: *BadMinutes,
// ErrClosed, ErrLocked, survey.ErrNotFound.
func (l *Ledger) Open(ctx context.Context, batch string, o Opening, by string) (*Folder, error) {
	o.Witnesses, o.Why = survey.Clean(o.Witnesses), survey.Clean(o.Why)
	o.By, o.At = "", time.Time{}
	return l.happen(ctx, batch, by, func(f *Folder) (*event, error) {
		if f.Closing != nil {
			return nil, fmt.Errorf("batch %s: %w", batch, ErrClosed)
		}
		if last := f.Opening(); last != nil && last.says(o, by) {
			return nil, nil // sent again, because the reply was lost
		}
		if err := f.count(&o); err != nil {
			return nil, err
		}
		if err := l.day(ctx, f, o.Day); err != nil {
			return nil, err
		}
		return &event{Opening: &o}, nil
	})
}

// says reports whether an opening is what somebody puts on record.
func (o *Opening) says(other Opening, by string) bool {
	other.By, other.At = by, o.At
	return *o == other
}

// count checks the numbers and words of an opening.
func (f *Folder) count(o *Opening) error {
	printed := f.Batch.printed()
	switch {
	case o.Unused < 0 || o.Unused > printed:
		return &BadMinutes{"unused"}
	case o.Returned < 0 || o.Returned > printed-o.Unused:
		return &BadMinutes{"returned"}
	case witnesses(o.Witnesses) < leastWitnesses || utf8.RuneCountInString(o.Witnesses) > MaxWords:
		return &BadMinutes{"witnesses"}
	case o.Why == "" && f.Opening() != nil || utf8.RuneCountInString(o.Why) > MaxWords:
		return &BadMinutes{"why"}
	}
	return nil
}

// leastWitnesses is how many persons open a box; one of them is of the Fatherland
// Front or of the hamlet (domain §7), which no program can see.
const leastWitnesses = 2

// witnesses counts the persons that were named.
func witnesses(text string) int {
	n := 0
	for _, part := range strings.FieldsFunc(strings.ReplaceAll(text, " và ", ","), func(r rune) bool { return r == ',' || r == ';' || r == '\n' }) {
		if strings.TrimSpace(part) != "" {
			n++
		}
	}
	return n
}

// day checks the day of a box: the batch was there, the campaign ran, the day has
// come, and its period is not final.
func (l *Ledger) day(ctx context.Context, f *Folder, d survey.Date) error {
	c, err := store.Campaigns.Get(ctx, l.store, f.Batch.Campaign)
	if err != nil {
		return fmt.Errorf("campaign of batch %s: %w", f.Batch.Code, err)
	}
	// That an office closed the campaign early does not close the boxes: its last
	// day is what counts.
	if d > l.today() || d < f.Batch.Made || d < c.Opens || c.Closes != nil && d > *c.Closes {
		return &BadMinutes{"day"}
	}
	return l.free(ctx, f, d)
}

// free returns ErrLocked where the period of a day is final.
func (l *Ledger) free(ctx context.Context, f *Folder, d survey.Date) error {
	locked, err := l.locked(ctx, f.Batch.Campaign, d)
	if err == nil && locked {
		err = ErrLocked
	}
	if err != nil {
		return fmt.Errorf("day %s of campaign %s: %w", d, f.Batch.Campaign, err)
	}
	return nil
}
