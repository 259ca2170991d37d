package tally

import (
	"encoding/binary"
	"math/bits"
)

// A word of cells is read at once, and eight small counters lie in a word too:
// a byte each, which is full at laneMax.
const (
	word    = 8
	lanes   = 8
	laneMax = 255
	// fewCells are counted faster one by one.
	fewCells = 16
)

// lane is one in the counter of each value.
var lane = [lanes]uint64{1, 1 << 8, 1 << 16, 1 << 24, 1 << 32, 1 << 40, 1 << 48, 1 << 56}

// histogram adds to counts how often each value is among the cells. In lanes,
// equal neighbours, of which sorted rows are full, do not wait for each other's
// way through memory.
func histogram(counts []int64, cells []byte) {
	for len(counts) <= lanes && len(cells) >= fewCells {
		n := min(len(cells), laneMax) / word * word
		sum := inLanes(cells[:n])
		for v := range counts {
			counts[v] += int64(sum & laneMax)
			sum >>= 8
		}
		cells = cells[n:]
	}
	for _, v := range cells {
		counts[v]++
	}
}

// inLanes counts at most laneMax cells, a number of whole words.
func inLanes(cells []byte) (sum uint64) {
	for ; len(cells) >= word; cells = cells[word:] {
		w := binary.LittleEndian.Uint64(cells)
		sum += lane[w%lanes] + lane[w>>8%lanes] + lane[w>>16%lanes] + lane[w>>24%lanes] +
			lane[w>>32%lanes] + lane[w>>40%lanes] + lane[w>>48%lanes] + lane[w>>56%lanes]
	}
	return sum
}

// ticked returns how many of the rows have a 1 in any of the columns, which
// hold nothing but 0 and 1. It looks at a word of rows at a time.
func (s *section) ticked(m span, from, to int) int64 {
	n := 0
	for ; to-from >= word; from += word {
		var ticks uint64
		for c := m.from; c < m.to; c++ {
			ticks |= binary.LittleEndian.Uint64(s.column(c, from, from+word))
		}
		n += bits.OnesCount64(ticks)
	}
	for ; from < to; from++ {
		var tick byte
		for c := m.from; c < m.to; c++ {
			tick |= s.column(c, from, from+1)[0]
		}
		n += int(tick)
	}
	return int64(n)
}
