// Package bench reports what a benchmark measured beside what it is held to, in
// the units of which `make bench` prints its table. It measures nothing itself.
package bench

import (
	"slices"
	"testing"
)

// The units of the table: .ci/bench.sh reads them.
const (
	unitOurs  = "ours"
	unitPeer  = "peer"
	unitRatio = "ratio"
	unitBar   = "bar"
	unitMost  = "most"
)

// Beside reports the rates of ours and of a peer, and the least that the ratio
// should be; 0 where nothing is asked.
func Beside(b *testing.B, ours, peer, bar float64) {
	b.Helper()
	b.ReportMetric(0, "ns/op") // says nothing here
	b.ReportMetric(ours, unitOurs)
	b.ReportMetric(peer, unitPeer)
	b.ReportMetric(ours/peer, unitRatio)
	b.ReportMetric(bar, unitBar)
}

// AtMost reports a quantity and the most that it should be; its unit belongs in
// the benchmark's name.
func AtMost(b *testing.B, ours, most float64) {
	b.Helper()
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(ours, unitOurs)
	b.ReportMetric(most, unitMost)
}

// rounds is how often InTurns measures.
const rounds = 5

// InTurns measures ours and the peer in turns and returns the middle one of each:
// what else the machine does meets both.
func InTurns(ours, peer func() float64) (float64, float64) {
	var mine, theirs []float64
	for range rounds {
		mine, theirs = append(mine, ours()), append(theirs, peer())
	}
	slices.Sort(mine)
	slices.Sort(theirs)
	return mine[rounds/2], theirs[rounds/2]
}
