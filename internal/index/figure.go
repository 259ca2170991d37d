package index

import (
	"math/big"

	"hailong/internal/survey"
)

// A Figure is the four counts that every ratio is made of. Figures of several
// questions are pooled by adding them, which is the ratio of sums.
type Figure struct {
	// Satisfied is the number of answers at the levels 4 and 5, Dissatisfied
	// at 1 and 2, Valid at any level.
	Satisfied, Dissatisfied, Valid int64
	// Points is the sum of the levels of the valid answers.
	Points int64
}

// figure pools the five levels of one question.
func figure(levels [survey.Levels]int64) Figure {
	var f Figure
	for i, n := range levels {
		f.Valid += n
		f.Points += int64(i+1) * n
	}
	f.Dissatisfied = levels[0] + levels[1]
	f.Satisfied = levels[3] + levels[4]
	return f
}

func (f *Figure) add(g Figure) {
	f.Satisfied += g.Satisfied
	f.Dissatisfied += g.Dissatisfied
	f.Valid += g.Valid
	f.Points += g.Points
}

// Percent returns the index, the share of satisfied among valid answers in percent.
func (f Figure) Percent() Decimal { return Percent(f.Satisfied, f.Valid) }

// DissatisfiedPercent returns the share of dissatisfied among valid answers in percent.
func (f Figure) DissatisfiedPercent() Decimal { return Percent(f.Dissatisfied, f.Valid) }

// Mean returns the mean level, from 1 to 5. It is not a percent and is not
// converted into one: the same answers would give three different percents.
func (f Figure) Mean() Decimal {
	if f.Valid == 0 {
		return Decimal{}
	}
	return round(big.NewRat(f.Points, f.Valid))
}
