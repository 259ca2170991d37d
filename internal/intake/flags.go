package intake

import (
	"context"
	"errors"
	"time"

	"hailong/internal/period"
	"hailong/internal/survey"
)

// readingTime is how long it takes to read one question and its levels, at the
// least: half a second for some fifteen syllables is four times as fast as people
// read silently, so that whoever knows the form and ticks at a run is not flagged.
// A form of six questions wants three seconds, the full one some fifteen.
const readingTime = 500 * time.Millisecond

// lateGrace is how long after a stretch of its hours a place still has people
// whom it received in time.
const lateGrace = 30 // minutes

// reading is the time below which nobody has read the form's questions.
func reading(f *Form) time.Duration {
	var asked time.Duration
	f.Template.Questions(func(*survey.Question) { asked++ })
	return asked * readingTime
}

// mark judges the key that came with a sheet and returns the flags of the way in
// that the desk sees. Errors: ErrStaleKey, those of the store.
func (d *Desk) mark(ctx context.Context, f *Form, key string) (survey.Flags, error) {
	if f.Key != "" { // a slip is taken home and answered when there is time
		return 0, nil
	}
	var flags survey.Flags
	if !receives(f.Place.Hours, d.now()) {
		flags |= survey.FlagHours
	}
	if !ValidKey(key) { // check will name it
		return flags, nil
	}
	issued, err := d.mint.judge(ctx, key, f.Poster.Code)
	switch {
	case errors.Is(err, errForeignKey):
		return flags | survey.FlagKey, nil
	case err != nil:
		return flags, err
	}
	// A key from the future is of an instance whose clock is ahead; it says nothing
	// about reading.
	if age := d.now().Sub(issued); age >= 0 && age < reading(f) {
		flags |= survey.FlagFast
	}
	return flags, nil
}

// receives reports whether a place receives people at an instant; one that has
// told no hours always does.
func receives(hours []survey.Hours, at time.Time) bool {
	if len(hours) == 0 {
		return true
	}
	local := period.Local(at)
	minute := survey.Clock(local.Hour()*60 + local.Minute())
	for _, h := range hours {
		if h.Weekday == local.Weekday() && h.From <= minute && minute < h.To+lateGrace {
			return true
		}
	}
	return false
}
