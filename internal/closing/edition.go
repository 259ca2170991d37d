package closing

import (
	"fmt"
	"time"

	"hailong/internal/period"
	"hailong/internal/report"
	"hailong/internal/store"
	"hailong/internal/survey"
)

// A Lock is the first record of an edition and never changes.
type Lock struct {
	Campaign string        `json:"campaign"`
	Unit     string        `json:"unit"`
	Period   period.Period `json:"period"`
	// Number counts the editions of a campaign and a period from 1.
	Number int `json:"number"`
	// From and To are the days of the period as the campaign cuts it.
	From survey.Date `json:"from"`
	To   survey.Date `json:"to"`
	// Snapshot is the digest under which the figures lie.
	Snapshot string      `json:"snapshot"`
	Day      survey.Date `json:"day"`
	By       string      `json:"by"`
	// Why says what a later edition corrects.
	Why string `json:"why,omitempty"`

	again bool // an edition before it was published
}

// Provisional reports whether the figures were locked before the period was over,
// which may be done when the campaign was ended.
func (l *Lock) Provisional() bool { return l.Day <= l.To }

// A Kind says what a step does.
type Kind string

// The steps.
const (
	Check    Kind = "check"
	Approve  Kind = "approve"
	Publish  Kind = "publish"
	Back     Kind = "back"
	Withdraw Kind = "withdraw"
)

// A Step is one thing that happened to an edition after it was locked.
type Step struct {
	Kind Kind      `json:"kind"`
	By   string    `json:"by"`
	At   time.Time `json:"at"`
	Note string    `json:"note,omitempty"`
	// Written is the text that was checked.
	Written *report.Written `json:"written,omitempty"`
	// Show is what the publication told everybody; nil in publications of before
	// it was kept.
	Show *report.Show `json:"show,omitempty"`
}

// A State says how far an edition is.
type State string

// The states.
const (
	Locked    State = "locked"
	Checked   State = "checked"
	Approved  State = "approved"
	Published State = "published"
	Withdrawn State = "withdrawn"
)

// next is what each step asks for and leads to.
var next = map[Kind]struct {
	from []State
	to   State
}{
	Check:    {[]State{Locked}, Checked},
	Approve:  {[]State{Checked}, Approved},
	Publish:  {[]State{Approved}, Published},
	Back:     {[]State{Checked, Approved}, Locked},
	Withdraw: {[]State{Locked, Checked, Approved}, Withdrawn},
}

// An Edition is a lock with what has become of it.
type Edition struct {
	Lock
	Steps []Step
	State State
	// Superseded tells that a later edition is published.
	Superseded bool
}

// Written is the text that goes with the figures once it was checked; before, and
// after it was sent back, there is none.
func (e *Edition) Written() (report.Written, bool) {
	for i := len(e.Steps) - 1; i >= 0; i-- {
		switch e.Steps[i].Kind {
		case Back:
			return report.Written{}, false
		case Check:
			return *e.Steps[i].Written, true
		}
	}
	return report.Written{}, false
}

// last returns who last did a step, "" for nobody.
func (e *Edition) last(k Kind) string {
	for i := len(e.Steps) - 1; i >= 0; i-- {
		if e.Steps[i].Kind == k {
			return e.Steps[i].By
		}
	}
	return ""
}

// AwaitsApproval reports whether somebody who may approve at all could do so now: it
// is checked, and he neither locked its figures nor checked them.
func (e *Edition) AwaitsApproval(by string) bool { return e.State == Checked && e.approvable(by) }

func (e *Edition) approvable(by string) bool { return by != e.By && by != e.last(Check) }

// PublishedOn is the day of publication, in the unit's zone; zero before it.
func (e *Edition) PublishedOn() survey.Date {
	if at := e.publishedAt(); !at.IsZero() {
		return period.Today(at)
	}
	return 0
}

// The records. A lock's id is CAMPAIGN/2026-Q4/01, a step's the same with /01 and
// onwards, a snapshot's its digest.
const (
	locks     store.Kind[Lock]            = "closings"
	steps     store.Kind[Step]            = "closing-steps"
	snapshots store.Kind[report.Snapshot] = "closing-snapshots"
	texts     store.Kind[Text]            = "closing-texts"
)

func lockID(campaign string, p period.Period, number int) string {
	return fmt.Sprintf("%s/%s/%02d", campaign, p, number)
}

func (l *Lock) id() string { return lockID(l.Campaign, l.Period, l.Number) }

func stepID(l *Lock, number int) string { return fmt.Sprintf("%s/%03d", l.id(), number) }
