package paper

import (
	"slices"
	"strings"
	"time"
)

// An Entry is what was keyed under one number, in all its versions.
type Entry struct {
	Serial int
	// Versions are the entries, the last of which counts.
	Versions []Version
	// Drawn tells that the number is to be keyed a second time, or was.
	Drawn bool
	// Second is the second entry, or nil.
	Second *Second
}

// A Version is an entry as somebody keyed it at one time.
type Version struct {
	Form
	By string
	// At is when it was keyed, in UTC and whole seconds.
	At time.Time
	// Why is the reason of a correction, where one was asked for.
	Why string
}

// A Second is the entry that another person made without seeing the first.
type Second struct {
	Version
	// Of is how many versions there were: the last of them was compared.
	Of int
	// Compared is how many cells were compared: the judgement of the form, and
	// where both could read it, its questions.
	Compared int
	// Different are the codes of the questions that differ, and AtForm where one
	// rejected the form by hand and the other did not, or for another reason.
	Different []string
}

// AtForm stands for the form as a whole among the differences.
const AtForm = "form"

// Last returns the version that counts.
func (e *Entry) Last() *Version { return &e.Versions[len(e.Versions)-1] }

// Awaits reports whether somebody has to key the form a second time.
func (e *Entry) Awaits() bool { return e.Drawn && e.Second == nil }

// Unsettled reports whether the two entries differ and nobody has looked a third
// time yet.
func (e *Entry) Unsettled() bool {
	return e.Second != nil && len(e.Second.Different) > 0 && len(e.Versions) == e.Second.Of
}

// keyedBy reports whether somebody has keyed a version.
func (e *Entry) keyedBy(username string) bool {
	return slices.ContainsFunc(e.Versions, func(v Version) bool { return v.By == username })
}

// A Draft is an entry that somebody makes.
type Draft struct {
	Serial int
	// Version is how many versions there were when the clerk looked; 0 is the first
	// entry of the number.
	Version int
	// Keys are what ParseKeyed reads, the field and the comment among them.
	Keys map[string]string
	// Reason rejects the form by hand; there are no keys then.
	Reason Reason
	// Why is needed where somebody changes what another keyed.
	Why string
	By  string
}

// form reads a draft. Errors: *BadEntry, *survey.Invalid.
func (d *Draft) form(q *questionnaire) (Form, error) {
	if d.Reason == "" {
		return q.read(d.Keys)
	}
	if !slices.Contains(seen, d.Reason) {
		return Form{}, &BadEntry{"reason"}
	}
	for _, key := range d.Keys {
		if strings.TrimSpace(key) != "" {
			return Form{}, &BadEntry{"keys"}
		}
	}
	return Form{Reason: d.Reason}, nil
}

// A BadEntry error says why an entry cannot be made, by the name of what is wrong:
// serial, by, keys, reason or why.
type BadEntry struct{ What string }

// Error names it.
func (e *BadEntry) Error() string { return "paper entry: wrong " + e.What }
