package tally

import (
	"fmt"
	"strings"

	"hailong/internal/survey"
)

// A Split keeps a tally for each part that responses fall into, such as the
// channels or the places. Hand it to Count.
type Split struct {
	template *survey.Template
	part     func(*survey.Response) string
	parts    map[string]*Tally
	marks    bool
}

// By returns an empty split of responses to the template by what part says of
// each. The parts together are the whole, since every response is in one. Part
// may look at where and when a response was given, not at what it says: for a
// Segment it is asked once for many of them. It may be asked by several
// goroutines.
func By(t *survey.Template, part func(*survey.Response) string) *Split {
	return &Split{template: t, part: part, parts: make(map[string]*Tally)}
}

// ByMarks is By for a part that looks at the flags of a response too. Those of its
// content are not stored: whoever counts must know them (Marks).
func ByMarks(t *survey.Template, part func(*survey.Response) string) *Split {
	s := By(t, part)
	s.marks = true
	return s
}

// Marks reports whether the split looks at flags.
func (s *Split) Marks() bool { return s.marks }

// Empty returns a split by the same parts that has counted nothing.
func (s *Split) Empty() *Split {
	return &Split{template: s.template, part: s.part, parts: make(map[string]*Tally), marks: s.marks}
}

// Channel, Place and Field are the parts that the reports show.
func Channel(r *survey.Response) string { return string(r.Channel) }

// Place returns the code of the response's reception point.
func Place(r *survey.Response) string { return r.Place }

// Field returns the code of the response's service field, "" for none.
func Field(r *survey.Response) string { return r.Field }

// Add counts one response in its part. A response that cannot be counted is an
// error, as in Count, and makes no part.
func (s *Split) Add(r *survey.Response) error {
	key := s.part(r)
	if c, ok := s.parts[key]; ok {
		return c.response(r)
	}
	c := New(s.template)
	if err := c.response(r); err != nil {
		return err
	}
	// A response may be overwritten by the next one; its strings are not kept.
	s.parts[strings.Clone(key)] = c
	return nil
}

// merge adds a tally of several responses to their part.
func (s *Split) merge(part string, of *Tally) error {
	c, ok := s.parts[part]
	if !ok {
		c = New(s.template)
		s.parts[strings.Clone(part)] = c
	}
	return c.Merge(of)
}

// Merge adds, part by part, what another split by the same parts has counted of
// other responses, or returns an ErrTemplate and changes nothing.
func (s *Split) Merge(other *Split) error {
	if err := New(s.template).Merge(New(other.template)); err != nil {
		return err
	}
	for part, of := range other.parts {
		if err := s.merge(part, of); err != nil {
			return fmt.Errorf("part %q: %w", part, err)
		}
	}
	return nil
}

// Subtract takes away, part by part, what another split by the same parts has
// counted of the same responses. A part of which nothing is left is none any
// more. The errors are those of Tally.Subtract; then nothing is changed.
func (s *Split) Subtract(other *Split) error {
	for key, take := range other.parts {
		c, ok := s.parts[key]
		if !ok {
			c = New(s.template)
		}
		if err := c.holds(take); err != nil {
			return fmt.Errorf("part %q: %w", key, err)
		}
	}
	for key, take := range other.parts {
		c, ok := s.parts[key]
		if !ok {
			continue // held by nothing, so it is nothing
		}
		if err := c.Subtract(take); err != nil {
			return fmt.Errorf("part %q: %w", key, err)
		}
		if c.Responses == 0 {
			delete(s.parts, key)
		}
	}
	return nil
}

// Parts returns the tallies by part; a part that got no response is not there.
func (s *Split) Parts() map[string]*Tally { return s.parts }
