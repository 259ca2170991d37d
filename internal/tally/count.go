package tally

import (
	"context"
	"fmt"
	"iter"

	"hailong/internal/survey"
)

// Count counts a stream of responses to the template in one pass, and into each
// of the splits on the way. It stops at the first error of the stream, at a
// response to another version of the template (ErrTemplate, naming it) and when
// ctx ends; then there is no tally, and the splits mean nothing.
func Count(ctx context.Context, responses iter.Seq2[*survey.Response, error], t *survey.Template, splits ...*Split) (*Tally, error) {
	c := New(t)
	for r, err := range responses {
		if err == nil {
			err = ctx.Err()
		}
		if err == nil {
			err = c.response(r)
		}
		for _, s := range splits {
			if err == nil {
				err = s.Add(r)
			}
		}
		if err != nil {
			return nil, fmt.Errorf("count responses: %w", err)
		}
	}
	return c, nil
}

// response counts a response after looking at what it was given to: cells of
// another version may fit by accident and mean something else.
func (c *Tally) response(r *survey.Response) error {
	if r.Template != c.template.Ref() {
		return fmt.Errorf("a response of campaign %s was given to %s, not %s: %w",
			r.Campaign, r.Template, c.template.Ref(), ErrTemplate)
	}
	return c.Add(r.Answers)
}
