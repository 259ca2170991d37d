package bench

import "testing"

func TestTheMiddleOfEveryTurnCounts(t *testing.T) {
	turn := 0.0
	measure := func() float64 { turn++; return turn }
	if ours, peer := InTurns(measure, measure); ours != 5 || peer != 6 {
		t.Errorf("got %v and %v, want the middle ones of 1 3 5 7 9 and 2 4 6 8 10", ours, peer)
	}
}

func TestABenchmarkHasTheUnitsOfTheTable(t *testing.T) {
	r := testing.Benchmark(func(b *testing.B) {
		for b.Loop() {
		}
		Beside(b, 30, 60, 0.4)
	})
	for unit, want := range map[string]float64{unitOurs: 30, unitPeer: 60, unitRatio: 0.5, unitBar: 0.4} {
		if r.Extra[unit] != want {
			t.Errorf("%s: got %v, want %v", unit, r.Extra[unit], want)
		}
	}
	r = testing.Benchmark(func(b *testing.B) {
		for b.Loop() {
		}
		AtMost(b, 7, 9)
	})
	if r.Extra[unitOurs] != 7 || r.Extra[unitMost] != 9 {
		t.Errorf("got %v", r.Extra)
	}
}
