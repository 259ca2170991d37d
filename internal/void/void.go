package void

import (
	"errors"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// What is kept: proposals by their ids, and decisions by campaign and number.
const (
	voids     store.Kind[Void]     = "voids"
	decisions store.Kind[Decision] = "void-decisions"
)

// The refusals that callers tell apart.
var (
	// ErrSamePerson: who proposed it may not decide it.
	ErrSamePerson = errors.New("proposed by the same person")
	// ErrDecided: somebody has decided it already.
	ErrDecided = errors.New("already decided")
	// ErrOverlap: a void in force holds some of these responses already. It is
	// what an *Overlap is.
	ErrOverlap = errors.New("shares responses with a void in force")
	// ErrNotInForce: there is no such void in force, so that there is nothing to
	// lift.
	ErrNotInForce = errors.New("void not in force")
)

// A BadVoid error says why something cannot be proposed or decided, by the name
// of what is wrong: campaign, days, place, counter, field, channel, reason, text,
// note or by; nothing, where the set holds no response; few, where it holds
// fewer than Least.
type BadVoid struct{ What string }

// Error names it.
func (e *BadVoid) Error() string { return "void: wrong " + e.What }

// An Overlap error names the void in force that holds some of the responses.
type Overlap struct{ With string }

// Error names it.
func (e *Overlap) Error() string { return "void " + e.With + ": " + ErrOverlap.Error() }

// Unwrap makes it an ErrOverlap.
func (e *Overlap) Unwrap() error { return ErrOverlap }

// A Void is a proposal not to count a set of responses, or to lift one that is
// in force. It never changes.
type Void struct {
	ID   string `json:"id"`
	Unit string `json:"unit"`
	Box
	Reason Reason `json:"reason"`
	// Text is what the proposer has to say. It may name persons and is for
	// those who decide and supervise only.
	Text string `json:"text"`
	// Lifts is the void to be lifted, with its box and reason; "" for a void.
	Lifts string `json:"lifts,omitempty"`
	// Share is what the proposal concerned on the day it was made.
	Share Share       `json:"share"`
	By    string      `json:"by"`
	Made  survey.Date `json:"made"`
}

// A Decision is the second person's.
type Decision struct {
	Void     string `json:"void"`
	Campaign string `json:"campaign"`
	// Number counts the decisions on a campaign, from 1.
	Number  int         `json:"number"`
	Approve bool        `json:"approve"`
	Note    string      `json:"note,omitempty"`
	By      string      `json:"by"`
	Made    survey.Date `json:"made"`
}

// A State is what has become of a proposal.
type State string

// The states. A proposal to lift is never lifted itself.
const (
	Proposed State = "proposed"
	Approved State = "approved"
	Refused  State = "refused"
	Lifted   State = "lifted"
)

// A Case is a proposal with what has become of it.
type Case struct {
	Void
	State State
	// Decision is nil while nobody has decided.
	Decision *Decision
	// LiftedBy is the proposal by which a void was lifted.
	LiftedBy string
}
