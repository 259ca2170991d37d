package index

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

func strata() *rapid.Generator[[]Stratum] {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Stratum {
		valid := rapid.Int64Range(0, 500).Draw(t, "valid")
		return Stratum{
			Code:    rapid.SampledFrom([]string{"HOTICH", "DATDAI", "KHAC"}).Draw(t, "code"),
			Weight:  rapid.Int64Range(0, MaxWeight).Draw(t, "weight"),
			Overall: Figure{Satisfied: rapid.Int64Range(0, valid).Draw(t, "satisfied"), Valid: valid},
		}
	}), 0, 12)
}

func TestWeightingAgreesWithAnExactRecount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := strata().Draw(t, "strata")
		w, err := Weighted(list)
		if err != nil {
			t.Fatal(err)
		}
		top, bottom := new(big.Rat), new(big.Rat)
		missing := 0
		for _, s := range list {
			weight := big.NewRat(s.Weight, 1)
			switch {
			case s.Weight == 0:
			case s.Overall.Valid == 0:
				missing++
			default:
				top.Add(top, new(big.Rat).Mul(weight, big.NewRat(100*s.Overall.Satisfied, s.Overall.Valid)))
				bottom.Add(bottom, weight)
			}
		}
		if len(w.Warnings) != missing {
			t.Fatalf("%d warnings, %d strata without an index", len(w.Warnings), missing)
		}
		if bottom.Sign() == 0 {
			if w.Percent.Exists() || w.Covered != 0 {
				t.Fatalf("figure %s of nothing", w.Percent)
			}
			return
		}
		if want := round(top.Quo(top, bottom)); w.Percent != want || big.NewRat(w.Covered, 1).Cmp(bottom) != 0 {
			t.Fatalf("%s of %d, want %s of %s", w.Percent, w.Covered, want, bottom)
		}
	})
}

func TestProportionalWeightsGiveTheUnweightedIndex(t *testing.T) {
	w, err := Weighted([]Stratum{
		{"A", 200, Figure{Satisfied: 19, Valid: 20}},
		{"B", 400, Figure{Satisfied: 28, Valid: 40}},
	})
	if err != nil {
		t.Fatal(err)
	}
	check(t, "weighted", w.Percent, Percent(47, 60))
}

func TestAStratumNobodyAnsweredForIsLeftOutAndNamed(t *testing.T) {
	w, err := Weighted([]Stratum{
		{"HOTICH", 70, Figure{Satisfied: 9, Valid: 10}},
		{"DATDAI", 30, Figure{}},
		{"KHAC", 0, Figure{}},
	})
	if err != nil {
		t.Fatal(err)
	}
	check(t, "weighted", w.Percent.String(), "90.00")
	check(t, "weight", w.Weight, 100)
	check(t, "covered", w.Covered, 70)
	if len(w.Warnings) != 1 || w.Warnings[0] != (Warning{Code: WarnNoValid, At: "DATDAI"}) {
		t.Errorf("warnings are %v, want one no_valid at DATDAI", w.Warnings)
	}
}

func TestImpossibleWeightsAreRefused(t *testing.T) {
	for _, weight := range []int64{-1, MaxWeight + 1} {
		if w, err := Weighted([]Stratum{{"KHAC", weight, Figure{Satisfied: 1, Valid: 1}}}); err == nil {
			t.Errorf("weight %d gives %s, want an error", weight, w.Percent)
		}
	}
}
