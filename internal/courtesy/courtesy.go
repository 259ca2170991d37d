// Package courtesy lets those who send sheets go before those who read thousands of
// them: downloads, packing, proofs. It refuses nobody anything and knows nothing of
// what is sent or read.
package courtesy

import (
	"context"
	"sync/atomic"
	"time"
)

// While somebody sends a sheet, whoever reads many rests after Rows of them, and the
// longer the more there are who read: together they take about a tenth of one
// processor then, and all that is free otherwise.
const (
	Rows  = 64
	pause = 2 * time.Millisecond
)

// A Courtesy knows how many send and how many read. The zero value is ready, and nil
// rests for nobody.
type Courtesy struct{ sending, reading atomic.Int32 }

// Send notes that a sheet is on its way, until the returned function is called.
func (k *Courtesy) Send() (sent func()) {
	if k == nil {
		return func() {}
	}
	return count(&k.sending)
}

// Read notes that somebody reads many, until the returned function is called.
func (k *Courtesy) Read() (read func()) {
	if k == nil {
		return func() {}
	}
	return count(&k.reading)
}

func count(n *atomic.Int32) (end func()) {
	n.Add(1)
	return func() { n.Add(-1) }
}

// Rest is called after every Rows of those that are read. It ends early with the
// context.
func (k *Courtesy) Rest(ctx context.Context) {
	if k == nil || k.sending.Load() == 0 {
		return
	}
	t := time.NewTimer(pause * time.Duration(max(1, k.reading.Load())))
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}
