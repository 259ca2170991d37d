package courtesy

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// took is how long a hundred rests take by a clock that only they move.
func took(ctx context.Context, k *Courtesy) time.Duration {
	start := time.Now()
	for range 100 {
		k.Rest(ctx)
	}
	return time.Since(start)
}

func TestWhoReadsRestsWhileSomebodySends(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var k Courtesy
		wants := func(when string, rests time.Duration) {
			t.Helper()
			if d := took(t.Context(), &k); d != 100*rests {
				t.Errorf("%s: a rest takes %v, want %v", when, d/100, rests)
			}
		}
		read := k.Read()
		wants("nobody sends", 0)
		sent := k.Send()
		wants("one sends", pause)
		var ends []func()
		for range 4 {
			ends = append(ends, k.Read(), k.Send())
		}
		wants("five read and five send", 5*pause)
		for _, end := range ends {
			end()
		}
		read()
		wants("a chore alone", pause)
		sent()
		wants("nobody sends any more", 0)
	})
}

func TestNobodyRestsWhenItIsOver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var k Courtesy
		defer k.Send()()
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if d := took(ctx, &k); d != 0 {
			t.Errorf("took %v", d)
		}
	})
}

func TestWithoutACourtesyNobodyRests(t *testing.T) {
	var k *Courtesy
	defer k.Send()()
	defer k.Read()()
	k.Rest(t.Context())
}
