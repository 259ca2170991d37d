package tally

import (
	"runtime"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"hailong/internal/survey"
)

// A table is cells in rows, as they were before they were taken apart.
type table []survey.Answers

// tables draws up to three words of rows and any depth of column.
func tables() *rapid.Generator[table] {
	return rapid.Custom(func(t *rapid.T) table {
		most := rapid.SliceOfN(rapid.SampledFrom([]byte{0, 1, 2, 3, 5, 7, 8, 12, 200, 255}), 1, 6).Draw(t, "most")
		list := make(table, rapid.IntRange(1, 3*wordRows).Draw(t, "rows"))
		seed := rapid.SliceOfN(rapid.Byte(), 1, 40).Draw(t, "cells")
		for r := range list {
			for c, m := range most {
				list[r] = append(list[r], byte(int(seed[(r*len(most)+c*c)%len(seed)])%(int(m)+1)))
			}
		}
		return list
	})
}

// planes takes the cells apart.
func (list table) planes() planes {
	var cells []byte
	for c := range list[0] {
		for _, row := range list {
			cells = append(cells, row[c])
		}
	}
	return planesOf(cells, len(list), len(list[0]))
}

func TestPlanesKeepEveryCell(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := tables().Draw(t, "table")
		p := list.planes()
		for r, want := range list {
			if got := p.row(r, nil); !slices.Equal(got, want) {
				t.Fatalf("row %d: %v, want %v", r, got, want)
			}
		}
		for c, most := range p.most {
			if want := slices.MaxFunc(list, func(a, b survey.Answers) int { return int(a[c]) - int(b[c]) })[c]; most != want {
				t.Fatalf("column %d: the largest is %d, want %d", c, most, want)
			}
		}
	})
}

func TestAMaskCountsAsOneRowAfterTheOther(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := tables().Draw(t, "table")
		p := list.planes()
		m := mask{at: make([]int, 0, 9), words: []uint64{7, 7, 7}[:0]} // as the one before left it
		var in table
		for from := 0; from < len(list); {
			to := rapid.IntRange(from+1, len(list)).Draw(t, "to")
			if rapid.Bool().Draw(t, "meant") {
				m.add(from, to)
				in = append(in, list[from:to]...)
			}
			from = to
		}
		for range rapid.IntRange(0, 2).Draw(t, "groups") {
			c, cell := rapid.IntRange(0, len(p.most)).Draw(t, "column"), rapid.SampledFrom([]byte{0, 1, 2, 5, 255}).Draw(t, "cell")
			m.narrow(&p, c, cell)
			in = slices.DeleteFunc(in, func(a survey.Answers) bool { return c >= len(a) || a[c] != cell })
		}
		if m.rows != int64(len(in)) {
			t.Fatalf("%d rows, want %d", m.rows, len(in))
		}
		for c, most := range p.most {
			got, want := make([]int64, int(most)+1), make([]int64, int(most)+1)
			m.histogram(got, &p, c)
			for _, row := range in {
				want[row[c]]++
			}
			if !slices.Equal(got, want) {
				t.Fatalf("column %d: %v, want %v", c, got, want)
			}
		}
	})
}

func TestTicksOfARowAreCountedOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 2*wordRows).Draw(t, "rows")
		list := make(table, n)
		for r := range list {
			list[r] = rapid.SliceOfN(rapid.SampledFrom([]byte{0, 0, 1}), 4, 4).Draw(t, "ticks")
			list[r][2] = 0 // a column without a plane
		}
		p := list.planes()
		from := rapid.IntRange(0, n-1).Draw(t, "from")
		var m mask
		m.add(from, n)
		var want int64
		for _, row := range list[from:] {
			if slices.Contains(row[1:], 1) {
				want++
			}
		}
		if got := m.ticked(&p, span{1, 4}); got != want {
			t.Fatalf("%d rows, want %d", got, want)
		}
	})
}

// The room of a shelf is worth something only if sizes are.
func TestASegmentSaysHowMuchMemoryItTakes(t *testing.T) {
	m := sample(1)
	var list []survey.Response
	for i := range 20000 {
		list = append(list, survey.Response{
			Template: m.Ref(), Campaign: "quy-4", Date: monday, Counter: string(rune('a' + i%900)), Answers: sheets[i%len(sheets)],
		})
	}
	raw := packed(t, list, 1<<20)
	before := heap()
	var kept []*Segment
	said := 0
	for range 20 {
		kept = append(kept, segments(t, raw)...)
	}
	for _, s := range kept {
		said += s.Size()
	}
	took := heap() - before
	if took < said*9/10 || took > said*12/10 {
		t.Errorf("%d segments take %d bytes and say %d", len(kept), took, said)
	}
	runtime.KeepAlive(kept)
}

// heap is what is in use.
func heap() int {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc)
}
