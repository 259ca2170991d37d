package report

import (
	"context"
	"errors"
	"fmt"

	"hailong/internal/index"
	"hailong/internal/period"
	"hailong/internal/survey"
	"hailong/internal/tally"
)

// The figures of a report, before any ratio. They add up and can be subtracted.
type figures struct {
	template                 *survey.Template
	whole                    *tally.Tally
	channels, places, fields *tally.Split
	// marks are by quarter, flags and channel (see flagged.go).
	marks *tally.Split
}

func newFigures(r *Report) *figures {
	t := r.Template
	return &figures{t, tally.New(t), tally.By(t, tally.Channel), tally.By(t, tally.Place), tally.By(t, tally.Field), byMarks(r)}
}

func (f *figures) splits() []*tally.Split { return []*tally.Split{f.channels, f.places, f.fields} }

// count adds the responses of a scope, and counts them into more splits.
func (f *figures) count(ctx context.Context, c Counter, scope survey.Scope, more ...*tally.Split) error {
	// The marks are the last: a snapshot of before there were any lacks them.
	whole, err := c.Count(ctx, scope, f.template, append(append(f.splits(), more...), f.marks)...)
	if err != nil {
		return err
	}
	return f.whole.Merge(whole)
}

// quarterly splits responses by the quarter of their campaign. It is shown
// nowhere; it tells of how few responses a difference between periods is made.
func quarterly(r *Report) *tally.Split {
	scheme := period.Scheme(r.Campaign.Scheme)
	return tally.By(r.Template, func(r *survey.Response) string { return period.Of(period.Quarter, r.Date, scheme).String() })
}

// add adds figures of other responses.
func (f *figures) add(other *figures) error {
	err := f.whole.Merge(other.whole)
	for i, s := range f.splits() {
		err = errors.Join(err, s.Merge(other.splits()[i]))
	}
	return errors.Join(err, f.marks.Merge(other.marks))
}

// subtract takes away figures of some of the responses.
func (f *figures) subtract(some *figures) error {
	err := f.whole.Subtract(some.whole)
	for i, s := range f.splits() {
		err = errors.Join(err, s.Subtract(some.splits()[i]))
	}
	err = errors.Join(err, f.marks.Subtract(some.marks))
	if err != nil {
		return fmt.Errorf("leave out %d of %d responses: %w", some.whole.Responses, f.whole.Responses, err)
	}
	return nil
}

// both returns the index with nothing left out, as far as the asker may have it
// beside the other: the difference of the two is the figures of those left out.
// Who reads totals only gets the overall figure, and not even that where less
// than Few were left out of any quarter. It is held to quarters in a longer
// period too, or the pairs of three of them and of the year would give the
// fourth.
func (q *Request) both(all index.Index, quarters *tally.Split) *index.Index {
	if !q.Totals {
		return &all
	}
	for _, quarter := range quarters.Parts() {
		if quarter.Responses < Few {
			return nil
		}
	}
	return &index.Index{Template: all.Template, Method: all.Method, Responses: all.Responses, Overall: all.Overall}
}
