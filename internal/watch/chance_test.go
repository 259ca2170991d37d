package watch

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-9*(1+math.Abs(b)) }

// With both parameters 1 every count is as likely as any other.
func TestOfAnEvenBeliefEveryCountIsAsLikely(t *testing.T) {
	b := belief{1, 1}
	for seen := range 11 {
		if got, want := b.atLeast(seen, 10), float64(11-seen)/11; !near(got, want) {
			t.Errorf("at least %d of 10: %v, want %v", seen, got, want)
		}
	}
}

// With a past without end the tail is that of the binomial distribution.
func TestOfACertainShareTheTailIsBinomial(t *testing.T) {
	b := belief{1e6, 9e6}
	want := 0.0
	for k := 3; k <= 12; k++ {
		want += math.Exp(lchoose(12, k)) * math.Pow(0.1, float64(k)) * math.Pow(0.9, float64(12-k))
	}
	if got := b.atLeast(3, 12); math.Abs(got-want) > 1e-5 {
		t.Errorf("at least 3 of 12 at a tenth: %v, want %v", got, want)
	}
}

func TestTheTailFallsAndIsAChance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		past := share{0, rapid.IntRange(0, 3000).Draw(t, "of")}
		past.count = rapid.IntRange(0, past.of).Draw(t, "count")
		b := rapid.SampledFrom([]prior{anyShare, scriptBelieved, longText, shortText}).Draw(t, "prior").after(past)
		n := rapid.IntRange(1, 600).Draw(t, "n")
		seen := rapid.IntRange(0, n-1).Draw(t, "seen")
		more, less := b.atLeast(seen, n), b.atLeast(seen+1, n)
		if more < less-1e-9 || less < 0 || more > 1 || math.IsNaN(more) {
			t.Fatalf("at least %d of %d: %v, one more: %v", seen, n, more, less)
		}
		if e := b.expected(n); e < 0 || e > float64(n) {
			t.Fatalf("%v of %d are expected", e, n)
		}
	})
}

func TestWithoutAPastNothingIsTooManyButForWhatNobodyDoes(t *testing.T) {
	if p := anyShare.after(share{}).atLeast(12, 12); p < chanceBest {
		t.Errorf("twelve of twelve at a new place have the chance %v", p)
	}
	if p := scriptBelieved.after(share{}).atLeast(3, 12); p >= chanceWay {
		t.Errorf("three of twelve by a program at a new place have the chance %v", p)
	}
}
