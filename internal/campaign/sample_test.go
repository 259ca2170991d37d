package campaign

import (
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

// The values are those of the notes on method, §1.8.
func TestTheSampleIsThatOfTheGuidance(t *testing.T) {
	for n, want := range map[int64]int64{
		100: 80, 200: 134, 400: 200, 800: 267, 1500: 316, 2500: 345, 4000: 364, 6000: 375, 10_000: 385,
		0: 0, -5: 0, 1: 1, 2: 2, 19: 19, 20: 20, 21: 20, MaxVolume: 400, math.MaxInt64: 400,
	} {
		if got := Needed(n); got != want {
			t.Errorf("of %d: got %d, want %d", n, got, want)
		}
	}
}

func TestTheSampleIsTheFormulaRoundedUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.OneOf(rapid.Int64Range(1, 1_000_000), rapid.Int64Min(1)).Draw(t, "n")
		// n / (1 + n × 0.05²), exactly
		exact := new(big.Rat).Quo(big.NewRat(n, 1), new(big.Rat).Add(big.NewRat(1, 1), new(big.Rat).Mul(big.NewRat(n, 1), big.NewRat(1, 400))))
		got := big.NewRat(Needed(n), 1)
		below := new(big.Rat).Sub(got, big.NewRat(1, 1))
		if got.Cmp(exact) < 0 || below.Cmp(exact) >= 0 {
			t.Fatalf("of %d: got %s, the formula gives %s", n, got.RatString(), exact.FloatString(6))
		}
		if Needed(n) > n || n < math.MaxInt64 && Needed(n+1) < Needed(n) {
			t.Fatalf("of %d: got %d, of one more %d", n, Needed(n), Needed(n+1))
		}
	})
}

func TestAGoalSaysWhetherItIsReached(t *testing.T) {
	for _, c := range []struct {
		responses, volume int64
		needed            int64
		share, coverage   string
		verdict           Verdict
	}{
		{0, 0, 0, "—", "—", Unknown},
		{500, 0, 0, "—", "—", Unknown},
		{0, 200, 134, "0.00", "0.00", NotYet},
		{133, 200, 134, "99.25", "66.50", NotYet},
		{134, 200, 134, "100.00", "67.00", Enough},
		{167, 4000, 364, "45.88", "4.18", NotYet}, // 4.175, half up
		{300, 200, 134, "223.88", "150.00", Enough},
	} {
		g := GoalOf(c.responses, c.volume)
		if g.Responses != c.responses || g.Volume != c.volume || g.Needed != c.needed ||
			g.Share.String() != c.share || g.Coverage.String() != c.coverage || g.Verdict != c.verdict {
			t.Errorf("%d of %d: got %+v, want %+v", c.responses, c.volume, g, c)
		}
	}
	if got := GoalOf(167, 4000).Coverage.Hundredths(); got != 418 {
		t.Errorf("in basis points: got %d, want 418", got)
	}
}
