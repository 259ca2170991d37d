package tally

import "hailong/internal/survey"

// A run is the rows from..to-1 of a section, which all belong on a pile.
type run struct {
	pile     *pile
	from, to int
}

// count counts those of a run that are in the groups. The campaign and the
// template of r are theirs.
func (p *Piles) count(s *section, of run, r *survey.Response, groups []survey.Group) error {
	if len(groups) > 0 {
		s, of.from, of.to = p.pick(s, of, groups)
	}
	if of.from == of.to {
		return nil
	}
	if s.template == p.template.Ref() && p.template.Fits(s.most) {
		of.pile.tally.add(s, of.from, of.to)
		return nil
	}
	// Somewhere in the section is what cannot be counted. Whether it is in this
	// run, each row alone tells.
	one := *r
	for i := of.from; i < of.to; i++ {
		one.Answers = s.row(i, one.Answers)
		if err := of.pile.tally.response(&one); err != nil {
			return err
		}
	}
	return nil
}

// pick returns the rows of a run that are in all groups, as a section that is
// good until the next pick.
func (p *Piles) pick(s *section, of run, groups []survey.Group) (_ *section, from, to int) {
	p.chosen = p.chosen[:0]
	for i := of.from; i < of.to; i++ {
		p.chosen = append(p.chosen, i)
	}
	for _, g := range groups {
		p.chosen = s.narrow(p.chosen, g)
	}
	p.picked = section{
		template: s.template, rows: len(p.chosen), width: s.width, most: s.most,
		cells: p.picked.cells[:0],
	}
	for c := range s.width {
		column := s.column(c, 0, s.rows)
		for _, i := range p.chosen {
			p.picked.cells = append(p.picked.cells, column[i])
		}
	}
	return &p.picked, 0, len(p.chosen)
}

// narrow keeps those of the rows that are in the group.
func (s *section) narrow(rows []int, g survey.Group) []int {
	kept := rows[:0]
	c, cell := g.Cell()
	if c >= s.width {
		return kept
	}
	column := s.column(c, 0, s.rows)
	for _, i := range rows {
		if column[i] == cell {
			kept = append(kept, i)
		}
	}
	return kept
}

// add counts rows that fit the template, as Add does one after the other.
func (c *Tally) add(s *section, from, to int) {
	for i, column := range c.template.Columns() {
		first := c.first[i]
		histogram(c.counts[first:first+column.Size], s.column(i, from, to))
	}
	for i, m := range c.multis {
		c.ticked[i] += s.ticked(m, from, to)
	}
	c.Responses += int64(to - from)
}
