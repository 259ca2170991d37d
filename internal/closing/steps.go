package closing

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"hailong/internal/report"
	"hailong/internal/survey"
)

// An Action is a step that somebody wants to make. Seen is the number of steps
// that he saw: an edition that has moved on since is ErrMoved.
type Action struct {
	Kind Kind
	By   string
	Note string
	Seen int
}

// Do makes a step. Errors: ErrMoved, ErrSamePerson, ErrTooClose,
// report.ErrTooFew, *BadText.
func (o *Office) Do(ctx context.Context, e *Edition, a Action) (*Edition, error) {
	s := Step{Kind: a.Kind, By: a.By, At: o.Now().UTC().Truncate(time.Second), Note: survey.Clean(a.Note)}
	if err := mayDo(e, a, s.Note); err != nil {
		return nil, fmt.Errorf("%s %s: %w", a.Kind, e.id(), err)
	}
	// What cannot be published is not approved either: a leader's word stands.
	if a.Kind == Publish || a.Kind == Approve {
		show, err := o.mayPublish(ctx, e)
		if err != nil {
			return nil, fmt.Errorf("%s %s: %w", a.Kind, e.id(), err)
		}
		if a.Kind == Publish {
			s.Show = &show
		}
	}
	if a.Kind == Check {
		text, err := o.Text(ctx, e)
		if err != nil {
			return nil, fmt.Errorf("check %s: %w", e.id(), err)
		}
		s.Written = &text.Written
	}
	err := steps.Create(ctx, o.Store, stepID(&e.Lock, len(e.Steps)+1), s)
	if errors.Is(err, survey.ErrExists) {
		err = ErrMoved
	}
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w", a.Kind, e.id(), err)
	}
	return o.Edition(ctx, e.Campaign, e.Period, e.Number)
}

// mayPublish says what a publication would tell now.
func (o *Office) mayPublish(ctx context.Context, e *Edition) (report.Show, error) {
	src, err := o.Figures(ctx, e)
	if err != nil {
		return report.Show{}, err
	}
	return o.tellable(ctx, src, &e.Lock)
}

// mayDo holds a step to the order of steps and to the rule of two persons: whoever
// locked the figures does not approve them, nor does who checked them.
func mayDo(e *Edition, a Action, note string) error {
	rule, known := next[a.Kind]
	switch {
	case !known, a.Seen != len(e.Steps), !slices.Contains(rule.from, e.State):
		return ErrMoved
	case a.Kind == Approve && !e.approvable(a.By):
		return ErrSamePerson
	}
	n := utf8.RuneCountInString(note)
	if n > MaxNote || (a.Kind == Back || a.Kind == Withdraw) && n < MinWhy {
		return &BadText{"note"}
	}
	return nil
}

// A Text is what people have written for a period so far. It belongs to all of its
// editions: who corrects one begins with the words of the one before.
type Text struct {
	report.Written
	// Version counts the changes; who changes an older one is refused.
	Version int         `json:"version"`
	By      string      `json:"by"`
	Day     survey.Date `json:"day"`
}

func textID(e *Edition) string { return e.Campaign + "/" + e.Period.String() }

// Text returns what was written so far; nothing is no error.
func (o *Office) Text(ctx context.Context, e *Edition) (Text, error) {
	t, err := texts.Get(ctx, o.Store, textID(e))
	if errors.Is(err, survey.ErrNotFound) {
		return Text{}, nil
	}
	return t, err
}

// MaxTasks is the most measures of a report.
const MaxTasks = 30

// Write replaces the text parts while an edition is locked and not checked. seen
// is the version that was changed. Errors: ErrMoved, survey.ErrStale, *BadText.
func (o *Office) Write(ctx context.Context, e *Edition, w report.Written, by string, seen int) error {
	if e.State != Locked {
		return ErrMoved
	}
	for part, text := range w.Parts {
		text = survey.Clean(text)
		if !slices.Contains(report.WrittenParts, part) || utf8.RuneCountInString(text) > report.MaxWritten {
			return &BadText{string(part)}
		}
		w.Parts[part] = text
	}
	if len(w.Tasks) > MaxTasks {
		return &BadText{"tasks"}
	}
	before, err := o.Text(ctx, e)
	if err != nil {
		return err
	}
	// Two who save within the same moments: the last one stays. Within a person's
	// time the version tells.
	if before.Version != seen {
		return survey.ErrStale
	}
	return texts.Replace(ctx, o.Store, textID(e), Text{Written: w, Version: seen + 1, By: by, Day: o.today()})
}
