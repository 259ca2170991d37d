package demo

import "math/rand/v2"

// A wheel of fortune has a sector for each number, of different widths.
type wheel struct{ ends []float64 }

// add adds a sector for the next number.
func (w *wheel) add(width float64) {
	w.ends = append(w.ends, w.total()+width)
}

func (w *wheel) total() float64 {
	if len(w.ends) == 0 {
		return 0
	}
	return w.ends[len(w.ends)-1]
}

// empty reports whether no sector has any width; then it is as new.
func (w *wheel) empty() bool {
	if w.total() > 0 {
		return false
	}
	w.ends = nil
	return true
}

// spin returns a number with the chance of its sector.
func (w *wheel) spin(dice *rand.Rand) int {
	x := dice.Float64() * w.total()
	for i, end := range w.ends {
		if x < end {
			return i
		}
	}
	return len(w.ends) - 1
}
