package limit

import (
	"fmt"
	"time"

	"hailong/internal/survey"
)

// A Subject is what there is a budget of.
type Subject string

// The subjects.
const (
	Sheets   Subject = "sheets"
	Guesses  Subject = "wrong slip codes"
	Contacts Subject = "requests"
)

// A Verdict says whether something may pass.
type Verdict struct {
	Of Subject
	// Wait is how long it takes until it may, where nobody else comes first; 0 where
	// it may now.
	Wait time.Duration
	// Flags are what was unusual about it. A flag refuses nothing.
	Flags survey.Flags
}

// Allowed reports whether it may pass now.
func (v Verdict) Allowed() bool { return v.Wait == 0 }

// Err returns nil for what is allowed, else a *Refused.
func (v Verdict) Err() error {
	if v.Allowed() {
		return nil
	}
	return &Refused{v.Of, v.Wait}
}

// A Refused error says that a budget is used up, and when to come again.
type Refused struct {
	Of   Subject
	Wait time.Duration
}

// Error names the subject, and nobody.
func (r *Refused) Error() string { return fmt.Sprintf("too many %s, wait %v", r.Of, r.Wait) }

// Seconds is the wait in whole seconds, never too short.
func (r *Refused) Seconds() int { return int((r.Wait + time.Second - 1) / time.Second) }
