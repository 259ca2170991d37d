package limit

import (
	"testing"
	"time"
)

func TestARefillIsNeverFasterThanTheBudgetSays(t *testing.T) {
	for _, b := range []Budget{
		sheetTiers.narrow, sheetTiers.wider, sheetTiers.widest, guessTiers.narrow, guessTiers.wider, guessTiers.widest,
		codeBudget, unitBudget, guessBudget,
	} {
		if whole := time.Duration(b.Most) * b.step(); whole < b.Per || whole > b.Per+time.Duration(b.Most) {
			t.Errorf("%+v is refilled in %v", b, whole)
		}
		if b.Per > saltLag {
			t.Errorf("%+v looks back further than yesterday's salt", b)
		}
	}
}

func TestABucketHoldsItsBudgetAndNoMoreHoweverLongItRests(t *testing.T) {
	b := Budget{3, 3 * time.Second}
	var k bucket
	for _, rest := range []time.Duration{0, time.Hour, 1000 * time.Hour} {
		for range 3 {
			if wait := k.wait(rest, b, 1); wait != 0 {
				t.Fatalf("after %v: wait %v", rest, wait)
			}
			k.take(rest, b, 1)
		}
		if wait := k.wait(rest, b, 1); wait != time.Second {
			t.Errorf("used up: wait %v, want 1s", wait)
		}
		if wait := k.wait(rest, b, 2); wait != 2*time.Second {
			t.Errorf("used up, for two: wait %v, want 2s", wait)
		}
		k.put(b, 2)
		if wait := k.wait(rest, b, 2); wait != 0 {
			t.Errorf("two given back: wait %v", wait)
		}
		k.take(rest, b, 2)
	}
}
