package closing

import (
	"math"
	"math/big"
)

// A solver knows linear relations between counts of people, as a reader of all
// that is published does, and finds what each count may be. It sees what follows
// from sums and differences however many of them are needed (it brings the
// relations into reduced row echelon form, exactly), from counts being whole and
// not negative, and from the bounds of the counts in one relation. It does not see
// what follows only from several bounds at once (it is no integer programming),
// nor what percentages tell beside their counts.
type solver struct {
	names map[string]int
	rows  []relation
	// low and high are the bounds of each count; atMost says which count bounds
	// another one.
	low, high []float64
	atMost    [][2]int
}

// A relation is Σ coefficient·count = sum, by the numbers of the counts.
type relation struct {
	of  map[int]*big.Rat
	sum *big.Rat
}

const unbounded = math.MaxFloat64

func newSolver() *solver { return &solver{names: make(map[string]int)} }

// count returns the number of a count, which is new where its name is.
func (s *solver) count(name string) int {
	n, known := s.names[name]
	if !known {
		n = len(s.low)
		s.names[name] = n
		s.low, s.high = append(s.low, 0), append(s.high, unbounded)
	}
	return n
}

// equal says that counts add up to another one.
func (s *solver) equal(whole int, parts ...int) {
	r := relation{map[int]*big.Rat{whole: big.NewRat(-1, 1)}, new(big.Rat)}
	for _, p := range parts {
		r.of[p] = big.NewRat(1, 1)
	}
	s.rows = append(s.rows, r)
}

// is says what a count is.
func (s *solver) is(count int, value int64) {
	s.rows = append(s.rows, relation{map[int]*big.Rat{count: big.NewRat(1, 1)}, big.NewRat(value, 1)})
}

// solve narrows the bounds of all counts.
func (s *solver) solve() {
	rows := append(s.rows, s.reduced()...)
	for changed := true; changed; {
		changed = false
		for _, r := range rows {
			changed = s.narrow(r) || changed
		}
		for _, pair := range s.atMost {
			if most := s.high[pair[1]]; most < s.high[pair[0]] {
				s.high[pair[0]], changed = most, true
			}
			if least := s.low[pair[0]]; least > s.low[pair[1]] {
				s.low[pair[1]], changed = least, true
			}
		}
	}
}

// narrow bounds each count of a relation by the bounds of the others.
func (s *solver) narrow(r relation) bool {
	changed := false
	for n, c := range r.of {
		least, most := s.rest(r, n)
		k, _ := c.Float64()
		if least, most = least/k, most/k; least > most {
			least, most = most, least
		}
		if low := math.Ceil(least - 1e-9); low > s.low[n] {
			s.low[n], changed = low, true
		}
		if high := math.Floor(most + 1e-9); high < s.high[n] {
			s.high[n], changed = high, true
		}
	}
	return changed
}

// rest is what the sum of a relation leaves for one count, at least and at most.
func (s *solver) rest(r relation, without int) (least, most float64) {
	sum, _ := r.sum.Float64()
	least, most = sum, sum
	for n, c := range r.of {
		if n == without {
			continue
		}
		k, _ := c.Float64()
		a, b := s.low[n], s.high[n]
		if k < 0 {
			a, b = b, a
		}
		if k*b > 1e15 || k*b < -1e15 {
			least = -1e18
		} else if least > -1e17 {
			least -= k * b
		}
		if k*a > 1e15 || k*a < -1e15 {
			most = 1e18
		} else if most < 1e17 {
			most -= k * a
		}
	}
	return least, most
}

// reduced are the relations in reduced row echelon form.
func (s *solver) reduced() []relation {
	rows := make([]relation, len(s.rows))
	for i, r := range s.rows {
		rows[i] = relation{make(map[int]*big.Rat, len(r.of)), new(big.Rat).Set(r.sum)}
		for n, c := range r.of {
			rows[i].of[n] = new(big.Rat).Set(c)
		}
	}
	done := 0
	for column := range s.low {
		pivot := -1
		for i := done; i < len(rows); i++ {
			if rows[i].of[column] != nil && (pivot < 0 || len(rows[i].of) < len(rows[pivot].of)) {
				pivot = i
			}
		}
		if pivot < 0 {
			continue
		}
		rows[done], rows[pivot] = rows[pivot], rows[done]
		rows[done].divide(rows[done].of[column])
		for i := range rows {
			if c := rows[i].of[column]; i != done && c != nil {
				rows[i].subtract(&rows[done], new(big.Rat).Set(c))
			}
		}
		done++
	}
	return rows[:done]
}

func (r *relation) divide(by *big.Rat) {
	by = new(big.Rat).Inv(by)
	r.sum.Mul(r.sum, by)
	for _, c := range r.of {
		c.Mul(c, by)
	}
}

func (r *relation) subtract(other *relation, times *big.Rat) {
	r.sum.Sub(r.sum, new(big.Rat).Mul(other.sum, times))
	for n, c := range other.of {
		d := new(big.Rat).Mul(c, times)
		if own := r.of[n]; own != nil {
			d.Sub(own, d)
		} else {
			d.Neg(d)
		}
		if d.Sign() == 0 {
			delete(r.of, n)
		} else {
			r.of[n] = d
		}
	}
}
