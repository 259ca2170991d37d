package print

// A part is something that is never cut by the end of a side: a question, a
// heading, a row of a table.
type part struct {
	// h is the height it needs, gap what it wants above it unless it is the
	// first on its side, grow how much higher it may become where there is room.
	h, gap, grow float64
	// keep holds it together with the part that follows.
	keep bool
	// side begins a new side with it.
	side bool
	// table says that it is a row of the table of levels. Where no row of it
	// stands above on the same side, head is put before it: the words of the
	// columns. A heading inside the table has a head that is put in its place.
	table   bool
	heading bool
	head    *part
	draw    func(at box)
}

// with makes a part stay with the one that follows.
func (p *part) with() *part {
	p.keep = true
	return p
}

// A column is the parts that stand on one side.
type column struct {
	parts []*part
	used  float64
	// open tells that the last part is a row of a table.
	open bool
}

// add puts parts at the end of a column.
func (c *column) add(parts []*part) {
	for _, p := range parts {
		if p.table && !c.open && p.head != nil {
			if p.heading {
				p = p.head
			} else {
				c.push(p.head)
			}
		}
		c.push(p)
	}
}

func (c *column) push(p *part) {
	if len(c.parts) > 0 {
		c.used += p.gap
	}
	c.parts = append(c.parts, p)
	c.used += p.h
	c.open = p.table
}

// flow divides parts into columns of a height. What is held together stands in
// one column unless it is higher than a whole one.
func flow(parts []*part, height float64) []*column {
	sides := []*column{{}}
	for len(parts) > 0 {
		n := 1
		for n < len(parts) && parts[n-1].keep {
			n++
		}
		last := sides[len(sides)-1]
		tried := column{append([]*part(nil), last.parts...), last.used, last.open}
		tried.add(parts[:n])
		switch {
		case len(last.parts) == 0 || tried.used <= height+hair && !parts[0].side:
			*last = tried
		default:
			next := &column{}
			next.add(parts[:n])
			sides = append(sides, next)
		}
		parts = parts[n:]
	}
	return sides
}

// widest is how much a gap may grow, in millimetres.
const widest = 3.0

// draw draws the parts of a column into a box. Room that is left makes the
// parts higher that gain by it, and then the gaps.
func (c *column) draw(at box) {
	room := max(0, at.h-c.used)
	grow, gaps := 0.0, 0.0
	for i, p := range c.parts {
		grow += p.grow
		if i > 0 && p.gap > 0 {
			gaps++
		}
	}
	share := 0.0
	if grow > 0 {
		share = min(1, room/grow)
	}
	room -= share * grow
	gap := 0.0
	if gaps > 0 {
		gap = min(widest, room/gaps)
	}
	for i, p := range c.parts {
		if i > 0 && p.gap > 0 {
			_, at = at.top(p.gap + gap)
		}
		var mine box
		mine, at = at.top(p.h + share*p.grow)
		p.draw(mine)
	}
}
