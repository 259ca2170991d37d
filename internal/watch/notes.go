package watch

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// Notes are what people wrote about alerts. They are kept as they are: a second
// thought is a second note.
const Notes store.Kind[Note] = "watch-notes"

// The lengths of a note in characters.
const (
	MinNote = 5
	MaxNote = 1000
)

// mostNotes is how many notes an alert may have.
const mostNotes = 100

// A Note says what somebody found when he looked at an alert.
type Note struct {
	// Alert is its key.
	Alert    string      `json:"alert"`
	Campaign string      `json:"campaign"`
	Text     string      `json:"text"`
	By       string      `json:"by"`
	Day      survey.Date `json:"day"`
}

// A BadNote error says what is wrong with a note.
type BadNote struct {
	// What is text (too short or too long) or many (the alert has too many).
	What string
}

// Error says it in one line.
func (e *BadNote) Error() string { return "note on an alert: bad " + e.What }

// Check returns a *BadNote for a note whose text cannot be kept.
func (n Note) Check() error {
	if length := utf8.RuneCountInString(survey.Clean(n.Text)); length < MinNote || length > MaxNote {
		return &BadNote{"text"}
	}
	return nil
}

// Write keeps a note. Of several people who write at once, each has his own: an
// id is claimed, and whoever comes second takes the next. The same words of the
// same person on the same day, which is a double tap, are kept once.
func Write(ctx context.Context, r store.Registry, n Note) error {
	n.Text = survey.Clean(n.Text)
	if err := n.Check(); err != nil {
		return err
	}
	for i := 1; i <= mostNotes; i++ {
		id := fmt.Sprintf("%s#%03d", n.Alert, i)
		err := Notes.Create(ctx, r, id, n)
		if !errors.Is(err, survey.ErrExists) {
			return err
		}
		before, err := Notes.Get(ctx, r, id)
		if err != nil || before == n {
			return err
		}
	}
	return &BadNote{"many"}
}

// Written returns the notes on the alerts of some campaigns, by the keys of the
// alerts, the oldest first.
func Written(ctx context.Context, r store.Registry, campaigns []string) (map[string][]Note, error) {
	notes := make(map[string][]Note)
	for n, err := range Notes.All(ctx, r) {
		if err != nil {
			return nil, fmt.Errorf("notes on alerts: %w", err)
		}
		if slices.Contains(campaigns, n.Campaign) && strings.HasPrefix(n.Alert, n.Campaign+"/") {
			notes[n.Alert] = append(notes[n.Alert], n)
		}
	}
	return notes, nil
}
