package tally

import (
	"encoding/binary"
	"math/bits"
	"slices"

	"hailong/internal/survey"
)

// Planes hold the cells of a section by bit: plane j of a column has bit j of the
// cell of every row, 64 rows to a word. A column has as many planes as its largest
// cell has bits. That takes a third of the memory of a byte for each cell, and 64
// responses, those of a group or all, are counted by a few instructions.
type planes struct {
	most []byte   // the largest cell of each column
	at   []int    // where the planes of each column begin, and where the last end
	bits []uint64 // word w of plane j of n at w*n+j, so that neighbours lie together
}

// wordRows is how many rows a word is about.
const wordRows = 64

// planesOf takes apart cells of which that of column c and row r is at c*rows+r.
func planesOf(cells []byte, rows, width int) planes {
	p := planes{most: make([]byte, width), at: make([]int, width+1)}
	words := (rows + wordRows - 1) / wordRows
	for c := range p.most {
		p.most[c] = slices.Max(cells[c*rows : (c+1)*rows])
		p.at[c+1] = p.at[c] + words*p.depth(c)
	}
	p.bits = make([]uint64, p.at[width])
	for c := range p.most {
		spread(p.bits[p.at[c]:p.at[c+1]], cells[c*rows:(c+1)*rows], p.depth(c))
	}
	return p
}

// depth is the number of planes of a column.
func (p *planes) depth(c int) int { return bits.Len8(p.most[c]) }

const (
	// lowest is the lowest bit of each of eight cells.
	lowest = 0x0101010101010101
	// gather brings eight lowest bits, multiplied by it, into the highest byte, the
	// first cell's lowest.
	gather = 0x0102040810204080
	eight  = 8
)

// column returns the planes of a column, and how many there are.
func (p *planes) column(c int) (cells []uint64, n int) {
	return p.bits[p.at[c]:p.at[c+1]], p.depth(c)
}

// spread writes the cells of a column into its n planes.
func spread(planes []uint64, cells []byte, n int) {
	var last [eight]byte
	for i := 0; i < len(cells); i += eight {
		next := cells[i:]
		if len(next) < eight {
			copy(last[:], next)
			next = last[:]
		}
		w := binary.LittleEndian.Uint64(next)
		word := planes[i/wordRows*n:][:n]
		for j := range word {
			word[j] |= w >> j & lowest * gather >> (wordRows - eight) << (i % wordRows)
		}
	}
}

// row writes the cells of a row over a.
func (p *planes) row(r int, a survey.Answers) survey.Answers {
	a = a[:0]
	for c := range p.most {
		var cell byte
		n := p.depth(c)
		for j, plane := range p.bits[p.at[c]+r/wordRows*n:][:n] {
			cell |= byte(plane>>(r%wordRows)&1) << j
		}
		a = append(a, cell)
	}
	return a
}

// size returns how many bytes of memory they take.
func (p *planes) size() int {
	const number = 8
	return cap(p.most) + number*(cap(p.at)+cap(p.bits))
}
