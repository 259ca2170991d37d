package index

import (
	"encoding/json"
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

func TestHalvesAreRoundedUpFromExactIntegers(t *testing.T) {
	for _, c := range []struct {
		num, den int64
		want     string
	}{
		{167, 40, "4.18"},  // 4.175; a binary fraction is below it and prints 4.17
		{831, 200, "4.16"}, // 4.155
		{201, 200, "1.01"}, // 1.005
		{1, 200, "0.01"},
		{1, 201, "0.00"},
		{199, 200, "1.00"},
		{5, 1, "5.00"},
		{0, 7, "0.00"},
		{159, 40, "3.98"},
		{177, 40, "4.43"},
		{1, 3, "0.33"},
		{2, 3, "0.67"},
	} {
		if got := round(big.NewRat(c.num, c.den)).String(); got != c.want {
			t.Errorf("%d/%d is %s, want %s", c.num, c.den, got, c.want)
		}
	}
}

func TestPercentsOfCountsAreExactHoweverLarge(t *testing.T) {
	for _, c := range []struct {
		part, whole int64
		want        string
	}{
		{1, 3, "33.33"},
		{2, 3, "66.67"},
		{1, 8, "12.50"},
		{1, 16, "6.25"},
		{1, 32, "3.13"}, // 3.125
		{3, 32, "9.38"}, // 9.375
		{0, 1, "0.00"},
		{1, 1, "100.00"},
		{math.MaxInt64, math.MaxInt64, "100.00"},
		{math.MaxInt64 / 2, math.MaxInt64, "50.00"},
		{0, 0, None},
	} {
		if got := Percent(c.part, c.whole).String(); got != c.want {
			t.Errorf("%d of %d is %s, want %s", c.part, c.whole, got, c.want)
		}
	}
}

func TestADecimalIsWrittenForMachinesAndForVietnamese(t *testing.T) {
	for _, c := range []struct {
		d                   Decimal
		text, comma, inJSON string
	}{
		{Percent(84, 100), "84.00", "84,00", `"84.00"`},
		{Percent(1, 2000), "0.05", "0,05", `"0.05"`},
		{Percent(1, 1), "100.00", "100,00", `"100.00"`},
		{Percent(0, 9), "0.00", "0,00", `"0.00"`},
		{Decimal{}, "—", "—", "null"},
	} {
		check(t, "text", c.d.String(), c.text)
		check(t, "Vietnamese", c.d.Comma(), c.comma)
		b, err := json.Marshal(c.d)
		if err != nil {
			t.Fatal(err)
		}
		check(t, "JSON", string(b), c.inJSON)
	}
	check(t, "hundredths", Percent(84, 100).Hundredths(), 8400)
}

// The rounded figure is the only one with r - 1/200 < d <= r + 1/200.
func TestRoundingMovesAFigureByHalfAHundredthAtMost(t *testing.T) {
	half := big.NewRat(1, 200)
	rapid.Check(t, func(t *rapid.T) {
		r := big.NewRat(rapid.Int64Range(0, math.MaxInt64).Draw(t, "num"), rapid.Int64Range(1, math.MaxInt64/2).Draw(t, "den"))
		if r.Cmp(big.NewRat(1e15, 1)) > 0 {
			t.Skip("no figure is so large")
		}
		moved := big.NewRat(round(r).Hundredths(), 100)
		moved.Sub(moved, r)
		if moved.Cmp(half) > 0 || moved.Cmp(new(big.Rat).Neg(half)) <= 0 {
			t.Fatalf("%s is rounded to %s", r, round(r))
		}
	})
}
