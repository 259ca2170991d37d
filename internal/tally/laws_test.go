package tally

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"hailong/internal/survey"
)

func merged(f fataler, list ...*Tally) *Tally {
	f.Helper()
	sum := New(list[0].template)
	for _, c := range list {
		if err := sum.Merge(c); err != nil {
			f.Fatal(err)
		}
	}
	return sum
}

func TestMergingIsCountingTogether(t *testing.T) {
	m := sample(1)
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawnPile(m).Draw(t, "a"), drawnPile(m).Draw(t, "b")
		if !merged(t, of(t, m, a), of(t, m, b)).Equal(of(t, m, slices.Concat(a, b))) {
			t.Fatal("tally(a) + tally(b) is not tally(a and b)")
		}
	})
}

func TestTheOrderOfResponsesIsIrrelevant(t *testing.T) {
	m := sample(1)
	rapid.Check(t, func(t *rapid.T) {
		a := drawnPile(m).Draw(t, "a")
		b := rapid.Permutation(a).Draw(t, "b")
		if !of(t, m, a).Equal(of(t, m, b)) {
			t.Fatal("another order gives another tally")
		}
	})
}

func TestMergingIsCommutativeAndAssociativeWithAnEmptyTally(t *testing.T) {
	m := sample(1)
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := of(t, m, drawnPile(m).Draw(t, "a")), of(t, m, drawnPile(m).Draw(t, "b")), of(t, m, drawnPile(m).Draw(t, "c"))
		if !merged(t, a, b).Equal(merged(t, b, a)) {
			t.Fatal("a+b is not b+a")
		}
		if !merged(t, merged(t, a, b), c).Equal(merged(t, a, merged(t, b, c))) {
			t.Fatal("(a+b)+c is not a+(b+c)")
		}
		if !merged(t, a, New(m)).Equal(a) {
			t.Fatal("a+0 is not a")
		}
	})
}

func TestMergingATallyWithItselfDoublesIt(t *testing.T) {
	m := sample(1)
	c := of(t, m, sheets)
	if err := c.Merge(c); err != nil || !c.Equal(of(t, m, slices.Concat(sheets, sheets))) {
		t.Errorf("c+c is not 2c (%v)", err)
	}
}

func TestCountsStayWithinTheResponses(t *testing.T) {
	m := sample(1)
	rapid.Check(t, func(t *rapid.T) {
		c := of(t, m, drawnPile(m).Draw(t, "a"))
		m.Questions(func(q *survey.Question) { bounds(t, c, q) })
	})
}

func bounds(t *rapid.T, c *Tally, q *survey.Question) {
	var sum, most int64
	for _, n := range c.Counts(q) {
		if n < 0 || n > c.Responses {
			t.Fatalf("%s: %d of %d responses", q.Code, n, c.Responses)
		}
		sum, most = sum+n, max(most, n)
	}
	answered := c.Answered(q)
	switch q.Kind {
	case survey.KindLevel, survey.KindChoice:
		if sum != c.Responses || answered != sum-c.Counts(q)[survey.CellBlank] {
			t.Fatalf("%s: the values add up to %d and %d answered, of %d responses", q.Code, sum, answered, c.Responses)
		}
	case survey.KindMulti:
		if answered < most || answered > sum || answered > c.Responses {
			t.Fatalf("%s: %d answered with %d ticks, at most %d at one option", q.Code, answered, sum, most)
		}
	}
}

// A recount that shares nothing with Add but the meaning of the cells.
func TestARecountOfTheCellsFindsTheSame(t *testing.T) {
	m := sample(1)
	rapid.Check(t, func(t *rapid.T) {
		a := drawnPile(m).Draw(t, "a")
		c := of(t, m, a)
		for i, column := range m.Columns() {
			for v := range column.Size {
				var want int64
				for _, cells := range a {
					if int(cells[i]) == v {
						want++
					}
				}
				counts, at := c.Counts(column.Question), v
				if column.Option >= 0 {
					if v == 0 {
						continue // what is not ticked is not counted by option
					}
					at = column.Option
				}
				if counts[at] != want {
					t.Fatalf("%s column %d value %d: %d, want %d", column.Question.Code, i, v, counts[at], want)
				}
			}
		}
	})
}
