package index

import (
	"math/big"

	"hailong/internal/survey"
	"hailong/internal/tally"
)

// An Index is every figure of one tally. The names in brackets are those of the
// formula at Method.
type Index struct {
	// Method is the constant Method, kept so that a stored index says it.
	Method   string
	Template survey.Ref
	// Responses is the number of persons counted, whatever they answered.
	Responses int64
	// Overall pools all criteria (O, M and KHL): the headline.
	Overall Figure
	// OverallQuestion is the single overall question (O_q), nil where the
	// template asks none; Interval is its precision.
	OverallQuestion *Question
	Interval        Interval
	// FactorMean is the mean of the factors' indexes that exist (O_f), in percent.
	FactorMean Decimal
	// Factors and Criteria (F_f, C_i) are in the order of the template.
	Factors  []Factor
	Criteria []Question
	// Outside are the level questions that are neither; they enter no figure
	// but their own.
	Outside  []Question
	Warnings []Warning
}

// A Factor is the figure of a group of criteria.
type Factor struct {
	Code string
	Figure
}

// A Question is the counts of one level question. Levels, NA, Blank and Invalid
// add up to the number of responses.
type Question struct {
	Code string
	// Factor is the code of the criterion's factor, "" outside the index.
	Factor string
	// Levels counts the answers at the levels 1..5.
	Levels [survey.Levels]int64
	// NA is "not applicable", Blank no tick, Invalid a tick that cannot be read.
	NA, Blank, Invalid int64
	Figure
}

// Of computes the index of a tally of the template. A tally of another template
// gives no figures and the warning WarnTemplate.
func Of(t *survey.Template, c *tally.Tally) Index {
	x := Index{Method: Method, Template: t.Ref()}
	if !c.Of(t) {
		x.Warnings = []Warning{{Code: WarnTemplate, At: t.Ref().String()}}
		return x
	}
	x.Responses = c.Responses
	t.Questions(func(q *survey.Question) {
		if q.Kind == survey.KindLevel {
			x.place(q, question(q, c.Counts(q)))
		}
	})
	x.factors(t)
	x.Warnings = x.warnings()
	return x
}

// place puts a question where it counts. The overall question asks about
// everything at once, so it never enters the sums, even with a factor.
func (x *Index) place(q *survey.Question, counted Question) {
	switch {
	case q.Overall:
		counted.Factor = ""
		x.OverallQuestion = &counted
		x.Interval = Wilson(counted.Satisfied, counted.Valid)
	case q.Criterion():
		x.Criteria = append(x.Criteria, counted)
		x.Overall.add(counted.Figure)
	default:
		x.Outside = append(x.Outside, counted)
	}
}

func question(q *survey.Question, cells []int64) Question {
	r := Question{
		Code:    q.Code,
		Factor:  q.Factor,
		Levels:  [survey.Levels]int64(cells[1 : 1+survey.Levels]),
		NA:      cells[survey.CellNA],
		Blank:   cells[survey.CellBlank],
		Invalid: cells[survey.CellInvalid],
	}
	r.Figure = figure(r.Levels)
	return r
}

// factors pools the criteria of each factor, and takes the mean of the exact
// indexes of those that exist.
func (x *Index) factors(t *survey.Template) {
	sum, existing := new(big.Rat), int64(0)
	for _, factor := range t.Factors {
		f := Factor{Code: factor.Code}
		for _, c := range x.Criteria {
			if c.Factor == f.Code {
				f.add(c.Figure)
			}
		}
		x.Factors = append(x.Factors, f)
		if f.Valid > 0 {
			sum.Add(sum, percent(f.Satisfied, f.Valid))
			existing++
		}
	}
	if existing > 0 {
		x.FactorMean = round(sum.Quo(sum, big.NewRat(existing, 1)))
	}
}
