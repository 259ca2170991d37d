package web

import (
	"context"
	"iter"
	"sync/atomic"
	"time"

	"hailong/internal/survey"
)

// While somebody sends a sheet, every download rests after some rows, the longer
// the more downloads there are: together they take about a tenth of one processor
// then, and all that is free otherwise.
const (
	courteousRows = 64
	courteousRest = 2 * time.Millisecond
)

// A courtesy lets those who send sheets go before those who download thousands of
// them.
type courtesy struct{ sending, downloading atomic.Int32 }

// send notes that a sheet is on its way, until the returned function is called.
func (k *courtesy) send() (sent func()) {
	k.sending.Add(1)
	return func() { k.sending.Add(-1) }
}

// rows yields what responses yields, and rests where that is courteous.
func (k *courtesy) rows(ctx context.Context, responses iter.Seq2[*survey.Response, error]) iter.Seq2[*survey.Response, error] {
	return func(yield func(*survey.Response, error) bool) {
		k.downloading.Add(1)
		defer k.downloading.Add(-1)
		n := 0
		for r, err := range responses {
			if !yield(r, err) {
				return
			}
			if n++; n%courteousRows == 0 && k.sending.Load() > 0 {
				pause(ctx, courteousRest*time.Duration(k.downloading.Load()))
			}
		}
	}
}

// pause waits for a while, or until nobody wants the rest any more.
func pause(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}
