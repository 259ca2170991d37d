package tally

import (
	"encoding/binary"

	"hailong/internal/survey"
)

// Piles count segments. They keep a tally for each combination of parts that
// responses fall into, so that a cell is counted once however many splits there
// are. What they count is what Count would count of the same responses.
//
// A split is asked once for all responses of a source, with a response that has
// no id, answers or comment. Several goroutines may each have Piles with the
// same splits, until one after the other puts them Into a tally.
type Piles struct {
	template *survey.Template
	splits   []*Split
	byParts  map[string]*pile
	last     *pile // the one asked for last
	key      []byte
	touched  []*pile // those with rows of the section that is being counted
}

// NewPiles returns piles without a response.
func NewPiles(t *survey.Template, splits ...*Split) *Piles {
	return &Piles{template: t, splits: splits, byParts: make(map[string]*pile)}
}

// Into adds what was counted to the whole and to the splits, and empties the
// piles.
func (p *Piles) Into(whole *Tally) error {
	for key, pile := range p.byParts {
		if err := p.into(whole, pile); err != nil {
			return err
		}
		delete(p.byParts, key)
	}
	p.last = nil
	return nil
}

func (p *Piles) into(whole *Tally, pile *pile) error {
	if pile.tally.Responses == 0 {
		return nil // nobody of the source was in the group
	}
	if err := whole.Merge(pile.tally); err != nil {
		return err
	}
	for i, s := range p.splits {
		if err := s.merge(pile.parts[i], pile.tally); err != nil {
			return err
		}
	}
	return nil
}

// of returns the pile that a response belongs on. Neighbours are mostly on the
// same.
func (p *Piles) of(r *survey.Response) *pile {
	if p.last != nil && p.on(p.last, r) {
		return p.last
	}
	p.key = p.key[:0]
	for _, s := range p.splits {
		part := s.part(r)
		p.key = append(binary.AppendUvarint(p.key, uint64(len(part))), part...)
	}
	if p.last = p.byParts[string(p.key)]; p.last == nil {
		p.last = &pile{tally: New(p.template)}
		for _, s := range p.splits {
			p.last.parts = append(p.last.parts, s.part(r))
		}
		p.byParts[string(p.key)] = p.last
	}
	return p.last
}

func (p *Piles) on(pile *pile, r *survey.Response) bool {
	for i, s := range p.splits {
		if s.part(r) != pile.parts[i] {
			return false
		}
	}
	return true
}

// Add counts the responses of a segment that are in the scope. After an error,
// which is that of Count, the piles mean nothing.
func (p *Piles) Add(s *Segment, scope *survey.Scope) error {
	r := survey.Response{Campaign: s.campaign, Date: s.date}
	for i := range s.sections {
		r.Template = s.sections[i].template
		if err := p.section(&s.sections[i], &r, scope); err != nil {
			return err
		}
	}
	return nil
}

// section counts one section: first all its blocks are put on their piles, because
// those of a pile lie apart and are often small, then each pile is counted.
func (p *Piles) section(s *section, r *survey.Response, scope *survey.Scope) error {
	whole := *scope
	whole.Groups = nil // a block is in the scope or not, but for them
	countable := s.template == p.template.Ref() && p.template.Fits(s.most)
	from := 0
	for i := range s.blocks {
		b := &s.blocks[i]
		b.onto(r)
		to := from + b.rows
		if whole.Has(r) {
			if pile := p.of(r); countable {
				p.put(pile, from, to)
			} else if err := pile.rows(s, from, to, r, scope.Groups); err != nil {
				return err
			}
		}
		from = to
	}
	for _, pile := range p.touched {
		pile.count(&s.planes, scope.Groups)
	}
	p.touched = p.touched[:0]
	return nil
}

// put puts the rows from..to-1 of the section on a pile.
func (p *Piles) put(pile *pile, from, to int) {
	if pile.mask.rows == 0 {
		p.touched = append(p.touched, pile)
	}
	pile.mask.add(from, to)
}
