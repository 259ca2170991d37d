package index

import (
	"fmt"
	"math/big"
)

// A Stratum is a part of the responses, such as those of one service field,
// and how many transactions it stands for.
type Stratum struct {
	Code string
	// Weight is the number of transactions of the stratum in the period.
	Weight int64
	// Overall is the pooled figure of the stratum's own index.
	Overall Figure
}

// A Weighting is the post-stratified index: what the index would be if every
// stratum had answered in proportion to its transactions. It is a second figure
// with a label of its own, never the headline.
type Weighting struct {
	// Percent is Σ w·O / Σ w over the strata that have an index.
	Percent Decimal
	// Weight is the sum of all weights; Covered is the part of it that Percent
	// stands for.
	Weight, Covered int64
	// Warnings has a WarnNoValid for each stratum that nobody answered for.
	Warnings []Warning
}

// MaxWeight is the largest weight of a stratum, far beyond the transactions of
// any commune; it keeps sums of weights exact.
const MaxWeight = 1_000_000_000

// Weighted returns the post-stratified index, computed exactly and rounded once.
// For example chứng thực 19/20 with 70 of 100 transactions and đất đai 28/40
// with 30 give 0.7×95 + 0.3×70 = 87.50, unweighted 47/60 = 78.33. A stratum
// with weight that nobody answered validly is left out and warned of; a weight
// below 0 or above MaxWeight is an error.
func Weighted(strata []Stratum) (Weighting, error) {
	var w Weighting
	sum := new(big.Rat)
	for _, s := range strata {
		if s.Weight < 0 || s.Weight > MaxWeight {
			return Weighting{}, fmt.Errorf("weight %d of %s: want 0 to %d", s.Weight, s.Code, MaxWeight)
		}
		w.Weight += s.Weight
		if s.Weight > 0 && s.Overall.Valid == 0 {
			w.Warnings = append(w.Warnings, Warning{Code: WarnNoValid, At: s.Code})
		}
		if s.Weight > 0 && s.Overall.Valid > 0 {
			w.Covered += s.Weight
			index := percent(s.Overall.Satisfied, s.Overall.Valid)
			sum.Add(sum, index.Mul(index, big.NewRat(s.Weight, 1)))
		}
	}
	if w.Covered > 0 {
		w.Percent = round(sum.Quo(sum, big.NewRat(w.Covered, 1)))
	}
	return w, nil
}
