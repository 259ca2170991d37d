package print

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// heights names the parts of columns by their heights.
func heights(all []*column) [][]float64 {
	var got [][]float64
	for _, c := range all {
		var hs []float64
		for _, p := range c.parts {
			hs = append(hs, p.h)
		}
		got = append(got, hs)
	}
	return got
}

func TestPartsFlow(t *testing.T) {
	plain := func(h float64) *part { return &part{h: h} }
	kept := func(h float64) *part { return plain(h).with() }
	head := &part{h: 7, table: true, heading: true, keep: true}
	row := func(h float64) *part { return &part{h: h, table: true, head: head} }
	band := func(h float64) *part { return &part{h: h, table: true, heading: true, keep: true, head: head} }
	for _, c := range []struct {
		name  string
		parts []*part
		want  [][]float64
	}{
		{"one side", []*part{plain(40), plain(60)}, [][]float64{{40, 60}}},
		{"two sides", []*part{plain(40), plain(61)}, [][]float64{{40}, {61}}},
		{"a heading goes with its question", []*part{plain(60), kept(10), plain(40)}, [][]float64{{60}, {10, 40}}},
		{"a gap counts", []*part{plain(40), {h: 60, gap: 1}}, [][]float64{{40}, {60}}},
		{"a gap at the top does not", []*part{{h: 100, gap: 9}}, [][]float64{{100}}},
		{"a new side", []*part{plain(1), {h: 2, side: true}}, [][]float64{{1}, {2}}},
		{"a table has its words", []*part{band(5), row(10), row(10)}, [][]float64{{7, 10, 10}}},
		{"and once on a side", []*part{band(5), row(10), band(5), row(10)}, [][]float64{{7, 10, 5, 10}}},
		{"and again after something else", []*part{band(5), row(10), plain(3), row(10)}, [][]float64{{7, 10, 3, 7, 10}}},
		{"and again on the next side", []*part{band(5), row(50), row(50)}, [][]float64{{7, 50}, {7, 50}}},
		{"what is too high has a side of its own", []*part{plain(5), plain(150), plain(5)}, [][]float64{{5}, {150}, {5}}},
	} {
		got := heights(flow(c.parts, 100))
		if !slices.EqualFunc(got, c.want, slices.Equal[[]float64]) {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
}

func TestAColumnFillsItsBoxAndNoMore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var end, start float64
		first := true
		parts := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) *part {
			return &part{
				h: rapid.Float64Range(1, 60).Draw(t, "h"), gap: rapid.Float64Range(0, 5).Draw(t, "gap"),
				grow: rapid.Float64Range(0, 30).Draw(t, "grow"),
			}
		}), 1, 12).Draw(t, "parts")
		for _, p := range parts {
			p.draw = func(at box) {
				if first {
					start, end, first = at.y, at.y, false
				}
				if at.y < end-hair || at.h < p.h-hair || at.h > p.h+p.grow+hair {
					t.Fatalf("drawn at %+v, want %g high below %g", at, p.h, end)
				}
				end = at.y + at.h
			}
		}
		for _, c := range flow(parts, 100) {
			first = true
			c.draw(box{0, 20, 50, 100})
			if start != 20 || end > 120+hair {
				t.Fatalf("drawn from %g to %g, want 20 to 120", start, end)
			}
		}
	})
}
