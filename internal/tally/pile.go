package tally

import "hailong/internal/survey"

// A pile is the tally of the responses that share their part in every split.
type pile struct {
	parts []string
	tally *Tally
	// mask are rows of the section that is being counted which are not yet in the
	// tally. They fit its template.
	mask mask
}

// count counts those of the rows that are in the groups.
func (p *pile) count(cells *planes, groups []survey.Group) {
	for _, g := range groups {
		c, cell := g.Cell()
		p.mask.narrow(cells, c, cell)
	}
	if p.mask.rows > 0 {
		p.tally.add(cells, &p.mask)
	}
	p.mask.clear()
}

// rows counts the rows from..to-1 of a section that somewhere has what cannot be
// counted. Whether it is among them, and in the groups, each row alone tells. The
// campaign, the day and the template are those of r.
func (p *pile) rows(s *section, from, to int, r *survey.Response, groups []survey.Group) error {
	in := survey.Scope{Campaign: r.Campaign, From: r.Date, To: r.Date, Groups: groups}
	one := survey.Response{Campaign: r.Campaign, Date: r.Date, Template: r.Template}
	for i := from; i < to; i++ {
		one.Answers = s.row(i, one.Answers)
		if !in.Has(&one) {
			continue
		}
		if err := p.tally.response(&one); err != nil {
			return err
		}
	}
	return nil
}

// add counts rows that fit the template, as Add does one after the other.
func (c *Tally) add(cells *planes, rows *mask) {
	for i, column := range c.template.Columns() {
		first := c.first[i]
		rows.histogram(c.counts[first:first+column.Size], cells, i)
	}
	for i, columns := range c.multis {
		c.ticked[i] += rows.ticked(cells, columns)
	}
	c.Responses += rows.rows
}
