package daybook

import (
	"errors"
	"iter"
	"testing"
)

// counted yields 0, 1 and so on, and an error at last.
func counted(n int, err error) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		for i := range n {
			if !yield(i, nil) {
				return
			}
		}
		if err != nil {
			yield(n, err)
		}
	}
}

func TestAheadYieldsTheSameInTheSameOrder(t *testing.T) {
	broken := errors.New("broken")
	for _, n := range []int{0, 1, 2, 100} {
		for _, end := range []error{nil, broken} {
			got, last := 0, error(nil)
			for v, err := range ahead(counted(n, end)) {
				if v != got {
					t.Fatalf("got %d, want %d", v, got)
				}
				if last = err; err == nil {
					got++
				}
			}
			if got != n || last != end {
				t.Errorf("got %d and %v, want %d and %v", got, last, n, end)
			}
		}
	}
}

// The leak check of the package sees whether a goroutine is left.
func TestAheadEndsWithItsReader(t *testing.T) {
	for stop := range 5 {
		got := 0
		for range ahead(counted(1000, nil)) {
			if got++; got > stop {
				break
			}
		}
		if got != stop+1 {
			t.Errorf("got %d", got)
		}
	}
}
