package opinion

import (
	"errors"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"hailong/internal/period"
	"hailong/internal/survey"
)

// A State is how far a task is.
type State string

// The states.
const (
	Open    State = "open"
	Doing   State = "doing"
	Done    State = "done"
	Dropped State = "dropped"
)

// States lists every state in the order of the pages.
var States = []State{Open, Doing, Done, Dropped}

// Over reports whether nothing more is to be done.
func (s State) Over() bool { return s == Done || s == Dropped }

// A Task is something that a unit does since people said something.
type Task struct {
	ID       string        `json:"id"`
	Unit     string        `json:"unit"`
	Campaign string        `json:"campaign"`
	Period   period.Period `json:"period"`
	Title    string        `json:"title"`
	// Said is what people said, in the words of the office, masked.
	Said string `json:"said"`
	// Owner does it, until Deadline.
	Owner    string      `json:"owner"`
	Deadline survey.Date `json:"deadline"`
	State    State       `json:"state"`
	// Outcome is what came of it.
	Outcome string `json:"outcome,omitempty"`
	// History has every change, the making of the task first.
	History []Change `json:"-"`
}

// A Change is one entry of a task's history: how everything that can change was
// from then on.
type Change struct {
	Task     string      `json:"task"`
	State    State       `json:"state"`
	Owner    string      `json:"owner"`
	Deadline survey.Date `json:"deadline"`
	Outcome  string      `json:"outcome,omitempty"`
	// Note says why.
	Note string `json:"note,omitempty"`
	By   string `json:"by"`
	// At is in UTC. A task is of a period and leads to no response.
	At time.Time `json:"at"`
}

// Version counts the changes. A form carries the one that it was made from.
func (t *Task) Version() int { return len(t.History) }

// Overdue reports whether the deadline has passed and the task is not over.
func (t *Task) Overdue(today survey.Date) bool { return !t.State.Over() && t.Deadline < today }

// apply makes a change the task's present state.
func (t *Task) apply(c Change) {
	t.State, t.Owner, t.Deadline, t.Outcome = c.State, c.Owner, c.Deadline, c.Outcome
	t.History = append(t.History, c)
}

// ErrStale: the task has changed since the form was made.
var ErrStale = errors.New("task changed meanwhile")

// A BadTask error says why a task cannot be kept as it is, by the name of what
// is wrong: campaign, period, title, said, owner, deadline, state, outcome or
// note.
type BadTask struct{ What string }

// Error names it.
func (e *BadTask) Error() string { return "task: wrong " + e.What }

// The most letters of each text, for the pages too.
const (
	MaxTitle   = 200
	MaxSaid    = 2000
	MaxOwner   = 200
	MaxOutcome = 2000
	MaxNote    = 1000
)

// farthest is how many days ahead a deadline may lie: a slip of the keyboard in
// the year is no deadline.
const farthest = 2 * 366

// texted cleans a text, and refuses one that is too long, or missing.
func texted(what string, s *string, most int, required bool) error {
	*s = survey.Clean(*s)
	if n := utf8.RuneCountInString(*s); n > most || required && n == 0 {
		return &BadTask{what}
	}
	return nil
}

// check cleans a change and refuses what makes no sense: what is done has an
// outcome, what is dropped a reason.
func (c *Change) check() error {
	if !slices.Contains(States, c.State) {
		return &BadTask{"state"}
	}
	for _, err := range []error{
		texted("owner", &c.Owner, MaxOwner, true),
		texted("outcome", &c.Outcome, MaxOutcome, c.State == Done),
		texted("note", &c.Note, MaxNote, c.State == Dropped),
	} {
		if err != nil {
			return err
		}
	}
	return nil
}

// due refuses a deadline that has passed or is no day.
func due(deadline, today survey.Date) error {
	if deadline < today || deadline > today+farthest {
		return &BadTask{"deadline"}
	}
	return nil
}

// changeID names the change that makes a version. Ids sort by task and version.
func changeID(task string, version int) string { return fmt.Sprintf("%s/%06d", task, version) }
