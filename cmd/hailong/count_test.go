package main

import (
	"fmt"
	"math"
	"math/big"
	"slices"
)

// A recount computes every figure of an index anew, from the sheets as they
// were sent and by the formula of the domain, with nothing of the program: it
// is what the program is compared with.
type recount struct {
	factors  []string            // in order
	criteria map[string][]string // by factor, in order
	overall  string
	people   int64
	cells    map[string]*cells
}

// cells are the answers at one question.
type cells struct {
	levels    [5]int64
	na, blank int64
}

func newRecount(overall string, factors []string, criteria map[string][]string) *recount {
	r := &recount{factors: factors, criteria: criteria, overall: overall, cells: map[string]*cells{overall: {}}}
	for _, list := range criteria {
		for _, code := range list {
			r.cells[code] = &cells{}
		}
	}
	return r
}

// add counts one sheet. Answers are 1 to 5, 0 for "not applicable", absent for
// blank.
func (r *recount) add(answers map[string]int) {
	r.people++
	for code, c := range r.cells {
		level, given := answers[code]
		switch {
		case !given:
			c.blank++
		case level == 0:
			c.na++
		default:
			c.levels[level-1]++
		}
	}
}

// A sum is what ratios are made of.
type sum struct{ satisfied, valid, points int64 }

func (c *cells) sum() sum {
	var s sum
	for i, n := range c.levels {
		s.valid += n
		s.points += n * int64(i+1)
	}
	s.satisfied = c.levels[3] + c.levels[4]
	return s
}

func (s sum) plus(o sum) sum {
	return sum{s.satisfied + o.satisfied, s.valid + o.valid, s.points + o.points}
}

// ratio is times × part / whole with two decimals, rounded half up in integers.
func ratio(times, part, whole int64) string {
	if whole == 0 {
		return "null"
	}
	n := (2*100*times*part + whole) / (2 * whole)
	return fmt.Sprintf("%d.%02d", n/100, n%100)
}

func (s sum) String() string {
	return fmt.Sprintf("satisfied %d valid %d percent %s mean %s", s.satisfied, s.valid, ratio(100, s.satisfied, s.valid), ratio(1, s.points, s.valid))
}

// lines are all figures, a line for each place of the answer.
func (r *recount) lines() []string {
	question := func(code string) string {
		c := r.cells[code]
		return fmt.Sprintf("%s counts %v na %d blank %d invalid 0 %v", code, c.levels, c.na, c.blank, c.sum())
	}
	o := r.cells[r.overall].sum()
	lines := []string{fmt.Sprintf("responses %d", r.people), "overall_question " + question(r.overall), "interval " + wilson(o.satisfied, o.valid)}
	var whole sum
	mean, existing := new(big.Int), int64(0)
	common := big.NewInt(1) // the product of all denominators
	for _, f := range r.factors {
		var s sum
		for _, code := range r.criteria[f] {
			s = s.plus(r.cells[code].sum())
			lines = append(lines, "criterion "+question(code))
		}
		whole = whole.plus(s)
		lines = append(lines, "factor "+f+" "+s.String())
		if s.valid > 0 {
			existing++
			// mean/common + satisfied/valid
			mean.Mul(mean, big.NewInt(s.valid)).Add(mean, new(big.Int).Mul(big.NewInt(s.satisfied), common))
			common.Mul(common, big.NewInt(s.valid))
		}
	}
	lines = append(lines, "overall "+whole.String(), "factor_mean "+hundredths(mean, common.Mul(common, big.NewInt(existing))))
	slices.Sort(lines)
	return lines
}

// hundredths is 100 × part / whole with two decimals, rounded half up.
func hundredths(part, whole *big.Int) string {
	if whole.Sign() == 0 {
		return "null"
	}
	n := new(big.Int).Mul(part, big.NewInt(2*100*100))
	n.Add(n, whole).Div(n, new(big.Int).Mul(whole, big.NewInt(2)))
	return fmt.Sprintf("%d.%02d", n.Int64()/100, n.Int64()%100)
}

// wilson is the 95 % interval in floating point, which two decimals forgive.
func wilson(satisfied, valid int64) string {
	if valid == 0 {
		return "null"
	}
	const z = 1.959963984540054
	n, p := float64(valid), float64(satisfied)/float64(valid)
	middle := (p + z*z/(2*n)) / (1 + z*z/n)
	half := z / (1 + z*z/n) * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	return fmt.Sprintf("%.2f %.2f", math.Max(0, 100*(middle-half)), math.Min(100, 100*(middle+half)))
}
