// Package tally counts answers. A Tally holds integers only, one for each
// column of a template and each value its cells may hold, so tallies add up:
// counting two piles and merging gives what counting them together gives, in
// whatever order. What was added can be subtracted again.
//
// It computes no ratio and rounds nothing (package index does), and it refuses
// what it cannot read: a cell outside its column, a response to another version
// of the template. Nothing is dropped silently.
//
// Responses are counted as a stream (Count) or, much faster, from segments
// (Piles): the responses of a day that is over, packed by column. Both end in
// the same counters of a Tally.
package tally

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"hailong/internal/survey"
)

// ErrTemplate means that answers were given to another template, or another
// version of it, than the one being counted.
var ErrTemplate = errors.New("answers to another template")

// ErrMore means that more was to be subtracted than had been counted.
var ErrMore = errors.New("more than was counted")

// A Tally is the counts of any number of responses to one template. Use New.
type Tally struct {
	// Responses is the number of responses counted.
	Responses int64

	template *survey.Template
	first    []int   // where the counts of each column begin
	counts   []int64 // of column i and value v at first[i]+v
	multis   []span  // the columns of each multi question
	ticked   []int64 // by multi question: responses with at least one tick
}

// A span is the columns from, from+1 .. to-1.
type span struct{ from, to int }

// New returns an empty tally for a template that was built.
func New(t *survey.Template) *Tally {
	c := &Tally{template: t}
	size := 0
	for i, column := range t.Columns() {
		c.first = append(c.first, size)
		size += column.Size
		if column.Option == 0 {
			c.multis = append(c.multis, span{i, i + len(column.Question.Options)})
		}
	}
	c.counts = make([]int64, size)
	c.ticked = make([]int64, len(c.multis))
	return c
}

// Add counts the answers of one response. Cells that do not fit the template
// are an ErrTemplate, and then nothing of them was counted.
func (c *Tally) Add(a survey.Answers) error {
	if !c.template.Fits(a) {
		return fmt.Errorf("tally: %d cells do not fit the %d columns of %s: %w",
			len(a), len(c.first), c.template.Ref(), ErrTemplate)
	}
	for i, cell := range a {
		c.counts[c.first[i]+int(cell)]++
	}
	for i, m := range c.multis {
		if bytes.IndexByte(a[m.from:m.to], 1) >= 0 {
			c.ticked[i]++
		}
	}
	c.Responses++
	return nil
}

// Merge adds the counts of another tally of the same template, or returns an
// ErrTemplate and changes nothing.
func (c *Tally) Merge(other *Tally) error {
	if !c.Of(other.template) {
		return fmt.Errorf("tally: merge %s into %s: %w", other.template.Ref(), c.template.Ref(), ErrTemplate)
	}
	add(c.counts, other.counts)
	add(c.ticked, other.ticked)
	c.Responses += other.Responses
	return nil
}

// Subtract takes away the counts of responses that are among those counted here,
// so that they might never have been. Another template is an ErrTemplate, more
// of anything than there is an ErrMore; then nothing is changed.
func (c *Tally) Subtract(other *Tally) error {
	if err := c.holds(other); err != nil {
		return err
	}
	subtract(c.counts, other.counts)
	subtract(c.ticked, other.ticked)
	c.Responses -= other.Responses
	return nil
}

// holds tells why another tally cannot be a part of this one, if it cannot.
func (c *Tally) holds(other *Tally) error {
	if !c.Of(other.template) {
		return fmt.Errorf("tally: subtract %s from %s: %w", other.template.Ref(), c.template.Ref(), ErrTemplate)
	}
	if other.Responses > c.Responses || !least(c.counts, other.counts) || !least(c.ticked, other.ticked) {
		return fmt.Errorf("tally: subtract %d responses from %d: %w", other.Responses, c.Responses, ErrMore)
	}
	return nil
}

// least reports whether every count is at least the other.
func least(counts, others []int64) bool {
	for i, n := range others {
		if n > counts[i] {
			return false
		}
	}
	return true
}

func subtract(from, take []int64) {
	for i, n := range take {
		from[i] -= n
	}
}

func add(to, from []int64) {
	for i, n := range from {
		to[i] += n
	}
}

// Equal reports whether both count the same template and hold the same counts.
func (c *Tally) Equal(other *Tally) bool {
	return c.Of(other.template) && c.Responses == other.Responses &&
		slices.Equal(c.counts, other.counts) && slices.Equal(c.ticked, other.ticked)
}

// Of reports whether the tally counts answers to this very version of the
// template. A used version is frozen, so its name and its columns say enough.
func (c *Tally) Of(t *survey.Template) bool {
	return c.template.Ref() == t.Ref() && slices.EqualFunc(c.template.Columns(), t.Columns(), sameColumn)
}

func sameColumn(a, b survey.Column) bool {
	return a.Question.Code == b.Question.Code && a.Option == b.Option && a.Size == b.Size
}

// Counts returns how many responses hold each value in the cell of a level or
// choice question: by survey.CellBlank, the levels 1..5, CellNA and CellInvalid,
// or by blank and the number of the option. For a multi question it returns the
// ticks of each option, by its index. The slice is the caller's. A question
// that has no cells or is not of the template has nil.
func (c *Tally) Counts(q *survey.Question) []int64 {
	own := c.own(q)
	if own == nil {
		return nil
	}
	at := c.template.Column(own)
	if own.Kind != survey.KindMulti {
		from := c.first[at]
		return slices.Clone(c.counts[from : from+c.template.Columns()[at].Size])
	}
	ticks := make([]int64, len(own.Options))
	for i := range ticks {
		ticks[i] = c.counts[c.first[at+i]+1]
	}
	return ticks
}

// Answered returns how many responses say anything at the question: a level,
// "not applicable" or an unreadable tick, one option, or at least one tick.
func (c *Tally) Answered(q *survey.Question) int64 {
	own := c.own(q)
	if own == nil {
		return 0
	}
	at := c.template.Column(own)
	if own.Kind != survey.KindMulti {
		return c.Responses - c.counts[c.first[at]+int(survey.CellBlank)]
	}
	for i, m := range c.multis {
		if m.from == at {
			return c.ticked[i]
		}
	}
	return 0 // a multi question without options
}

// own returns the tally's question of the same code, if it has cells. It may
// not be the one given: the same template can be decoded twice.
func (c *Tally) own(q *survey.Question) *survey.Question {
	own := c.template.Question(q.Code)
	if own == nil || own.Kind != q.Kind {
		return nil
	}
	switch own.Kind {
	case survey.KindLevel, survey.KindChoice, survey.KindMulti:
		return own
	default:
		return nil
	}
}
