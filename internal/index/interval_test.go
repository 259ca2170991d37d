package index

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// The precision vectors of the domain notes §1.7, to one decimal there, and the
// two decimals that are printed.
func TestWilsonGivesThePublishedIntervals(t *testing.T) {
	for _, c := range []struct {
		satisfied, persons int64
		low, high          string
		low1, high1        float64
	}{
		{9, 10, "59.58", "98.21", 59.6, 98.2},
		{27, 30, "74.38", "96.54", 74.4, 96.5},
		{90, 100, "82.56", "94.48", 82.6, 94.5},
		{180, 200, "85.06", "93.43", 85.1, 93.4},
		{360, 400, "86.67", "92.57", 86.7, 92.6},
	} {
		got := Wilson(c.satisfied, c.persons)
		check(t, "low", got.Low.String(), c.low)
		check(t, "high", got.High.String(), c.high)
		check(t, "low to one decimal", math.Round(float64(got.Low.Hundredths())/10)/10, c.low1)
		check(t, "high to one decimal", math.Round(float64(got.High.Hundredths())/10)/10, c.high1)
	}
}

func TestTheIntervalStaysWithinTheScaleAtItsEnds(t *testing.T) {
	for _, n := range []int64{1, 2, 10, 1000, math.MaxInt32, math.MaxInt64} {
		none, all := Wilson(0, n), Wilson(n, n)
		check(t, "low of nobody satisfied", none.Low.String(), "0.00")
		check(t, "high of everybody satisfied", all.High.String(), "100.00")
		check(t, "mirror", 10_000-none.High.Hundredths(), all.Low.Hundredths())
	}
	check(t, "one of one", Wilson(1, 1).Low.String(), "20.65")
	check(t, "interval of nobody", Wilson(0, 0), Interval{})
}

func TestABoundIsNeverOutsideTheScale(t *testing.T) {
	check(t, "below", clamp(Decimal{-1, true}), Decimal{0, true})
	check(t, "above", clamp(Decimal{10_001, true}), Decimal{10_000, true})
}

func TestTheIntervalHoldsTheShareAndAgreesWithBinaryFractions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(1, 100_000).Draw(t, "persons")
		s := rapid.Int64Range(0, n).Draw(t, "satisfied")
		got, share := Wilson(s, n), Percent(s, n)
		if got.Low.Hundredths() > share.Hundredths() || share.Hundredths() > got.High.Hundredths() {
			t.Fatalf("%s is not within %s and %s", share, got.Low, got.High)
		}
		const z = 1.959963984540054
		p, f := float64(s)/float64(n), float64(n)
		middle := (p + z*z/(2*f)) / (1 + z*z/f)
		half := z / (1 + z*z/f) * math.Sqrt(p*(1-p)/f+z*z/(4*f*f))
		for _, c := range [][2]float64{
			{float64(got.Low.Hundredths()), 1e4 * (middle - half)},
			{float64(got.High.Hundredths()), 1e4 * (middle + half)},
		} {
			if math.Abs(c[0]-c[1]) > 0.5+1e-6 {
				t.Fatalf("bound of %d/%d is %v, want about %v hundredths", s, n, c[0], c[1])
			}
		}
	})
}

func TestMorePersonsNarrowTheInterval(t *testing.T) {
	width := int64(math.MaxInt64)
	for n := int64(10); n <= 100_000; n *= 10 {
		i := Wilson(n*9/10, n)
		if w := i.High.Hundredths() - i.Low.Hundredths(); w >= width {
			t.Errorf("%d persons: %d hundredths wide, before %d", n, w, width)
		} else {
			width = w
		}
	}
}
