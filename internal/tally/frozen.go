package tally

import (
	"fmt"
	"slices"

	"hailong/internal/survey"
)

// Frozen is the counts of a tally as they can be kept: of a report that was
// issued, say, which must be the same years later. It means something only with
// the very version of the template that it names.
type Frozen struct {
	Template  survey.Ref `json:"template"`
	Responses int64      `json:"responses"`
	// Counts are by column and value, Ticked by multi question, as in a Tally.
	Counts []int64 `json:"counts"`
	Ticked []int64 `json:"ticked"`
}

// Freeze returns a copy of the counts.
func (c *Tally) Freeze() Frozen {
	return Frozen{c.template.Ref(), c.Responses, slices.Clone(c.counts), slices.Clone(c.ticked)}
}

// Thaw returns the tally that was frozen. Counts that cannot be those of the
// template are an ErrTemplate.
func Thaw(t *survey.Template, f Frozen) (*Tally, error) {
	c := New(t)
	if f.Template != t.Ref() || len(f.Counts) != len(c.counts) || len(f.Ticked) != len(c.ticked) || !c.possible(f) {
		return nil, fmt.Errorf("thaw counts of %s as %s: %w", f.Template, t.Ref(), ErrTemplate)
	}
	copy(c.counts, f.Counts)
	copy(c.ticked, f.Ticked)
	c.Responses = f.Responses
	return c, nil
}

// possible reports whether each column's counts add up to the responses.
func (c *Tally) possible(f Frozen) bool {
	for i, column := range c.template.Columns() {
		var sum int64
		for _, n := range f.Counts[c.first[i] : c.first[i]+column.Size] {
			if n < 0 || n > f.Responses {
				return false
			}
			sum += n
		}
		if sum != f.Responses {
			return false
		}
	}
	return !slices.ContainsFunc(f.Ticked, func(n int64) bool { return n < 0 || n > f.Responses })
}

// Freeze returns a copy of the counts of every part.
func (s *Split) Freeze() map[string]Frozen {
	parts := make(map[string]Frozen, len(s.parts))
	for part, c := range s.parts {
		parts[part] = c.Freeze()
	}
	return parts
}

// Put adds frozen counts, part by part, to a split of the same kind. Counts of
// another template are an ErrTemplate.
func (s *Split) Put(parts map[string]Frozen) error {
	for part, f := range parts {
		c, err := Thaw(s.template, f)
		if err == nil {
			err = s.merge(part, c)
		}
		if err != nil {
			return fmt.Errorf("part %q: %w", part, err)
		}
	}
	return nil
}
