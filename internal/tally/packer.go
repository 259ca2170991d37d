package tally

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"

	"hailong/internal/survey"
)

// A Packer puts the responses of one campaign and day into segments. What it
// writes follows from the responses alone, not from the order in which they
// were added: equal days are equal bytes, and nobody can read from them who
// came first.
type Packer struct {
	campaign string
	date     survey.Date
	stacks   map[origin]*stack
	rows     int
}

// A stack is the rows of one origin, one after the other.
type stack struct {
	cells []byte
	rows  int
}

// NewPacker returns an empty packer.
func NewPacker(campaign string, date survey.Date) *Packer {
	return &Packer{campaign: campaign, date: date, stacks: make(map[origin]*stack)}
}

// Add adds a response, of which nothing is kept but copies.
func (p *Packer) Add(r *survey.Response) error {
	if r.Campaign != p.campaign || r.Date != p.date {
		return fmt.Errorf("pack %s of %s: a response of %s of %s does not belong there", p.campaign, p.date, r.Campaign, r.Date)
	}
	o := origin{r.Template, len(r.Answers), source{r.Flags, r.Place, r.Channel, r.Field, r.Unit, r.Counter}}
	s := p.stacks[o]
	if s == nil {
		s = new(stack)
		p.stacks[o.clone()] = s
	}
	s.cells = append(s.cells, r.Answers...)
	s.rows++
	p.rows++
	return nil
}

// Rows returns how many responses were added.
func (p *Packer) Rows() int { return p.rows }

// clone copies the texts, which may lie in memory that is overwritten.
func (o origin) clone() origin {
	o.template.Code = strings.Clone(o.template.Code)
	o.place, o.field = strings.Clone(o.place), strings.Clone(o.field)
	o.unit, o.counter = strings.Clone(o.unit), strings.Clone(o.counter)
	o.channel = survey.Channel(strings.Clone(string(o.channel)))
	return o
}

// Encode yields segments of about limit bytes, none where nothing was added.
// One is larger only by its head, or where a single row is.
func (p *Packer) Encode(limit int) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for part := range p.parts(limit) {
			if !yield(p.encode(part)) {
				return
			}
		}
	}
}

// parts cuts what was added, in its order, into what fits one segment.
func (p *Packer) parts(limit int) iter.Seq[[]piece] {
	return func(yield func([]piece) bool) {
		var part []piece
		left := limit
		for _, o := range slices.SortedFunc(maps.Keys(p.stacks), compareOrigins) {
			head, width := o.cost(), max(1, o.width)
			for rows := p.stacks[o].sorted(o.width); len(rows) > 0; {
				if left < head+width && len(part) > 0 {
					if !yield(part) {
						return
					}
					part, left = nil, limit
				}
				n := min(len(rows), max(1, (left-head)/width))
				part = append(part, piece{o, rows[:n]})
				rows, left = rows[n:], left-head-n*width
			}
		}
		if len(part) > 0 {
			yield(part)
		}
	}
}

// cost is at least how many bytes a block takes besides its cells.
func (o *origin) cost() int {
	const numbers = 7 * binary.MaxVarintLen32
	return numbers + len(o.template.Code) + len(o.place) + len(o.channel) + len(o.field) + len(o.unit) + len(o.counter)
}

// sorted returns the rows in the order of their cells.
func (s *stack) sorted(width int) [][]byte {
	rows := make([][]byte, s.rows)
	for i := range rows {
		rows[i] = s.cells[i*width : (i+1)*width]
	}
	slices.SortFunc(rows, bytes.Compare)
	return rows
}
