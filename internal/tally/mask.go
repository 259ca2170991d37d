package tally

import "math/bits"

// A mask says which rows of a section are meant: a bit each, in words of which only
// those are there that have one.
type mask struct {
	at    []int // which words, ascending
	words []uint64
	rows  int64
}

// add means the rows from..to-1 too, of which there is one at least. They follow
// those that are meant already.
func (m *mask) add(from, to int) {
	m.rows += int64(to - from)
	for from < to {
		at := from / wordRows
		end := min(to, (at+1)*wordRows)
		if n := len(m.at); n == 0 || m.at[n-1] != at {
			m.at, m.words = append(m.at, at), append(m.words, 0)
		}
		m.words[len(m.words)-1] |= ^uint64(0) >> (wordRows - (end - from)) << (from % wordRows)
		from = end
	}
}

func (m *mask) clear() { m.at, m.words, m.rows = m.at[:0], m.words[:0], 0 }

// narrow drops the rows that do not have the cell in the column.
func (m *mask) narrow(p *planes, c int, cell byte) {
	if c >= len(p.most) || cell > p.most[c] {
		m.clear()
		return
	}
	left := 0
	m.rows = 0
	cells, n := p.column(c)
	for i, w := range m.words {
		if w = having(w, cells[m.at[i]*n:][:n], int(cell)); w != 0 {
			m.at[left], m.words[left] = m.at[i], w
			m.rows += int64(bits.OnesCount64(w))
			left++
		}
	}
	m.at, m.words = m.at[:left], m.words[:left]
}

// having returns those of 64 rows that have a value in the planes.
func having(rows uint64, planes []uint64, value int) uint64 {
	for j, plane := range planes {
		if value>>j&1 == 0 {
			plane = ^plane
		}
		rows &= plane
	}
	return rows
}

// histogram adds to counts how often the rows have each value in a column, of
// which no cell is too large for them.
func (m *mask) histogram(counts []int64, p *planes, c int) {
	switch cells, n := p.column(c); n {
	case 0:
		counts[0] += m.rows
	case 1:
		ones := m.ones(cells)
		counts[0] += m.rows - ones
		counts[1] += ones
	case levelPlanes:
		levels := m.levels(cells)
		for v := range min(len(counts), len(levels)) {
			counts[v] += levels[v]
		}
	default:
		m.values(counts, cells, n)
	}
}

// ones counts the rows of a column of one plane.
func (m *mask) ones(plane []uint64) (n int64) {
	for i, w := range m.words {
		n += int64(bits.OnesCount64(plane[m.at[i]] & w))
	}
	return n
}

// A level question has eight values.
const levelPlanes = 3

// levels counts values of three planes, which most columns have: first the rows
// that have some bits whatever the others are, then those that have no other.
func (m *mask) levels(cells []uint64) [1 << levelPlanes]int64 {
	var a, b, c, ab, ac, bc, abc int
	for i, w := range m.words {
		word := cells[m.at[i]*levelPlanes:][:levelPlanes]
		x, y, z := word[0]&w, word[1]&w, word[2]&w
		a += bits.OnesCount64(x)
		b += bits.OnesCount64(y)
		c += bits.OnesCount64(z)
		ab += bits.OnesCount64(x & y)
		ac += bits.OnesCount64(x & z)
		bc += bits.OnesCount64(y & z)
		abc += bits.OnesCount64(x & y & z)
	}
	n := [1 << levelPlanes]int64{m.rows, int64(a), int64(b), int64(ab), int64(c), int64(ac), int64(bc), int64(abc)}
	n[6], n[5], n[3] = n[6]-n[7], n[5]-n[7], n[3]-n[7]
	n[4] -= n[5] + n[6] + n[7]
	n[2] -= n[3] + n[6] + n[7]
	n[1] -= n[3] + n[5] + n[7]
	n[0] -= n[1] + n[2] + n[3] + n[4] + n[5] + n[6] + n[7]
	return n
}

// values counts values of any number of planes.
func (m *mask) values(counts []int64, cells []uint64, n int) {
	for i, w := range m.words {
		word := cells[m.at[i]*n:][:n]
		for v := range min(len(counts), 1<<n) {
			counts[v] += int64(bits.OnesCount64(having(w, word, v)))
		}
	}
}

// ticked returns how many of the rows have a 1 in any of the columns, which hold
// nothing but 0 and 1.
func (m *mask) ticked(p *planes, columns span) (n int64) {
	for i, w := range m.words {
		var ticks uint64
		for c := columns.from; c < columns.to; c++ {
			if plane, n := p.column(c); n > 0 {
				ticks |= plane[m.at[i]]
			}
		}
		n += int64(bits.OnesCount64(ticks & w))
	}
	return n
}
