package index

import (
	"math/big"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"hailong/internal/survey"
)

// figures lists every figure of an index by name, without warnings and counts
// of those who did not answer.
func figures(x Index) map[string]Decimal {
	all := map[string]Decimal{"O_f": x.FactorMean, "low": x.Interval.Low, "high": x.Interval.High}
	put := func(name string, f Figure) {
		all[name], all[name+" KHL"], all[name+" M"] = f.Percent(), f.DissatisfiedPercent(), f.Mean()
	}
	put("O", x.Overall)
	if x.OverallQuestion != nil {
		put("O_q", x.OverallQuestion.Figure)
	}
	for _, f := range x.Factors {
		put("F "+f.Code, f.Figure)
	}
	for _, c := range slices.Concat(x.Criteria, x.Outside) {
		put("C "+c.Code, c.Figure)
	}
	return all
}

func TestEveryFigureStaysOnItsScale(t *testing.T) {
	m := full()
	rapid.Check(t, func(t *rapid.T) {
		for name, d := range figures(of(t, m, drawn(m).Draw(t, "people"))) {
			low, high := int64(0), int64(10_000)
			if name[len(name)-1] == 'M' {
				low, high = 100, 500
			}
			if d.Exists() && (d.Hundredths() < low || d.Hundredths() > high) {
				t.Fatalf("%s is %s", name, d)
			}
		}
	})
}

func TestTheOrderOfResponsesIsIrrelevant(t *testing.T) {
	m := full()
	rapid.Check(t, func(t *rapid.T) {
		list := drawn(m).Draw(t, "people")
		other := rapid.Permutation(list).Draw(t, "other order")
		if !reflect.DeepEqual(of(t, m, list), of(t, m, other)) {
			t.Fatal("another order gives another index")
		}
	})
}

func TestPeopleWhoGiveNoValidAnswerChangeNoFigure(t *testing.T) {
	m := full()
	rapid.Check(t, func(t *rapid.T) {
		list := drawn(m).Draw(t, "people")
		before := figures(of(t, m, list))
		silent := rapid.SliceOf(rapid.Custom(func(t *rapid.T) survey.Answers {
			a := make(survey.Answers, len(m.Columns()))
			for i, c := range m.Columns() {
				if c.Question.Kind == survey.KindLevel {
					a[i] = rapid.SampledFrom([]byte{survey.CellBlank, survey.CellNA, survey.CellInvalid}).Draw(t, "cell")
				}
			}
			return a
		})).Draw(t, "silent")
		after := figures(of(t, m, append(list, silent...)))
		if !reflect.DeepEqual(before, after) {
			t.Fatalf("%d silent people changed %v to %v", len(silent), before, after)
		}
	})
}

func TestTheOverallIndexLiesBetweenTheFactors(t *testing.T) {
	m := full()
	rapid.Check(t, func(t *rapid.T) {
		x := of(t, m, drawn(m).Draw(t, "people"))
		low, high := int64(10_000), int64(0)
		for _, f := range x.Factors {
			if p := f.Percent(); p.Exists() {
				low, high = min(low, p.Hundredths()), max(high, p.Hundredths())
			}
		}
		for name, d := range map[string]Decimal{"O": x.Overall.Percent(), "O_f": x.FactorMean} {
			if d.Exists() && (d.Hundredths() < low || d.Hundredths() > high) {
				t.Fatalf("%s = %s is not within %d and %d hundredths", name, d, low, high)
			}
			if d.Exists() != (low <= high) {
				t.Fatalf("%s exists: %v, a factor exists: %v", name, d.Exists(), low <= high)
			}
		}
	})
}

func TestEveryResponseIsAccountedForAtEveryQuestion(t *testing.T) {
	m := full()
	rapid.Check(t, func(t *rapid.T) {
		x := of(t, m, drawn(m).Draw(t, "people"))
		for _, q := range slices.Concat(x.Criteria, x.Outside, []Question{*x.OverallQuestion}) {
			if q.Valid+q.NA+q.Blank+q.Invalid != x.Responses {
				t.Fatalf("%s: %+v of %d responses", q.Code, q, x.Responses)
			}
			if q.Satisfied+q.Levels[2]+q.Dissatisfied != q.Valid {
				t.Fatalf("%s: %+v does not add up", q.Code, q)
			}
		}
	})
}

func TestEveryFigureThatDoesNotExistIsWarnedOf(t *testing.T) {
	m := full()
	rapid.Check(t, func(t *rapid.T) {
		x := of(t, m, drawn(m).Draw(t, "people"))
		missing := map[string]bool{"": x.Overall.Valid == 0, "HL0": x.OverallQuestion.Valid == 0}
		for _, f := range x.Factors {
			missing[f.Code] = f.Valid == 0
		}
		for _, c := range x.Criteria {
			missing[c.Code] = c.Valid == 0
		}
		for at, want := range missing {
			if got := slices.Contains(x.Warnings, Warning{Code: WarnNoValid, At: at}); got != want {
				t.Fatalf("no_valid at %q: %v, want %v", at, got, want)
			}
		}
	})
}

// recount computes the figures from the raw cells with rationals, sharing
// nothing with the package but the formula.
func recount(m *survey.Template, list []survey.Answers, in func(*survey.Question) bool) (percent, mean Decimal) {
	satisfied, valid, points := new(big.Rat), new(big.Rat), new(big.Rat)
	one := big.NewRat(1, 1)
	for _, a := range list {
		for i, c := range m.Columns() {
			if c.Question.Kind != survey.KindLevel || !in(c.Question) || a[i] < 1 || a[i] > 5 {
				continue
			}
			valid.Add(valid, one)
			points.Add(points, big.NewRat(int64(a[i]), 1))
			if a[i] >= 4 {
				satisfied.Add(satisfied, one)
			}
		}
	}
	if valid.Sign() == 0 {
		return Decimal{}, Decimal{}
	}
	share := new(big.Rat).Quo(satisfied, valid)
	return halfUp(share.Mul(share, big.NewRat(100, 1))), halfUp(new(big.Rat).Quo(points, valid))
}

// halfUp rounds by the decimal expansion: big.Rat rounds halves away from zero.
func halfUp(r *big.Rat) Decimal {
	hundredths, _ := new(big.Int).SetString(new(big.Rat).Mul(r, big.NewRat(100, 1)).FloatString(0), 10)
	return Decimal{hundredths.Int64(), true}
}

func TestARecountFromRawResponsesFindsTheSame(t *testing.T) {
	m := full()
	rapid.Check(t, func(t *rapid.T) {
		list := drawn(m).Draw(t, "people")
		x := of(t, m, list)
		same := func(name string, f Figure, in func(*survey.Question) bool) {
			percent, mean := recount(m, list, in)
			if f.Percent() != percent || f.Mean() != mean {
				t.Fatalf("%s is %s and %s, want %s and %s", name, f.Percent(), f.Mean(), percent, mean)
			}
		}
		same("O", x.Overall, (*survey.Question).Criterion)
		same("O_q", x.OverallQuestion.Figure, func(q *survey.Question) bool { return q.Overall })
		for _, f := range x.Factors {
			same(f.Code, f.Figure, func(q *survey.Question) bool { return q.Factor == f.Code })
		}
		for _, c := range slices.Concat(x.Criteria, x.Outside) {
			same(c.Code, c.Figure, func(q *survey.Question) bool { return q.Code == c.Code })
		}
		if got, want := x.FactorMean, meanOf(x.Factors); got != want {
			t.Fatalf("O_f is %s, want %s", got, want)
		}
	})
}

// meanOf computes O_f over one common denominator.
func meanOf(factors []Factor) Decimal {
	den, existing := big.NewInt(1), int64(0)
	for _, f := range factors {
		if f.Valid > 0 {
			den.Mul(den, big.NewInt(f.Valid))
			existing++
		}
	}
	if existing == 0 {
		return Decimal{}
	}
	num := new(big.Int)
	for _, f := range factors {
		if f.Valid > 0 {
			part := new(big.Int).Div(den, big.NewInt(f.Valid))
			num.Add(num, part.Mul(part, big.NewInt(100*f.Satisfied)))
		}
	}
	return halfUp(new(big.Rat).SetFrac(num, den.Mul(den, big.NewInt(existing))))
}
