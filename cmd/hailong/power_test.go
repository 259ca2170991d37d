package main

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestWhatWasAcknowledgedSurvivesAPowerCut writes down every write, truncation and
// fsync that the service makes under load, and every acknowledgement it sends. From
// that record it makes the disk as a power cut would leave it at some instant: what
// was synced, and of what was not any part, the last piece perhaps torn.
func TestWhatWasAcknowledgedSurvivesAPowerCut(t *testing.T) {
	tracing(t)
	dir := newDir(t)
	newToken(t, dir)
	var first tape // what newToken left, synced and stopped
	must(t, first.copy(dir))
	file := filepath.Join(t.TempDir(), "calls")
	c := launchUnder(t, recording(file), dir, []string{"serve"})
	c.awaitReady()
	l := submit(t, c.ready.Address, "mat-dien", 20)
	l.begun()
	pause(time.Duration(rounds(t, "HAILONG_TEST_POWER_SECONDS", 2)) * time.Second)
	l.wait()
	commits := gauge(t, newCaller(t, "http://"+c.ready.Metrics), "hailong_commit_responses_count")
	c.stop()

	keys := make(map[string]string) // by receipt
	for key, receipt := range l.receipts {
		keys[receipt] = key
	}
	calls := readCalls(t, file, dir)
	if syncs := calls.syncs("hailong.db-wal"); syncs < int(commits) || commits == 0 {
		t.Errorf("%d fsyncs of the log for %v commits, want one for each at least", syncs, commits)
	}
	acks := calls.acks()
	if len(acks) != l.acked {
		t.Fatalf("the record has %d acknowledgements, the submitters have %d", len(acks), l.acked)
	}
	var sum balance
	n := rounds(t, "HAILONG_TEST_POWER_CUTS", 12)
	for round := range n {
		at := acks[0] + 1 + rand.IntN(len(calls)-acks[0]-1)
		if round%2 == 0 { // just after an answer has left
			at = acks[rand.IntN(len(acks))] + 1
		}
		sum = sum.plus(afterCut(t, first, calls[:at], keys))
	}
	t.Logf("%d power cuts: %v; %d fsyncs for %v commits", n, sum, calls.syncs("hailong.db-wal"), commits)
}

// afterCut opens what a cut after some calls leaves, and compares it with what was
// acknowledged until then.
func afterCut(t *testing.T, first tape, calls calls, keys map[string]string) balance {
	t.Helper()
	disk := first.clone()
	receipts := make(map[string]string)
	for _, c := range calls {
		if c.receipt != "" {
			receipts[keys[c.receipt]] = c.receipt
		}
		disk.run(c)
	}
	dir := newDir(t)
	must(t, disk.cut(dir))
	defer os.RemoveAll(dir)
	sound(t, dir)
	found := make(stock)
	body := export(t, dir, "demo-short", "csv")
	for key := range receipts {
		found[key] = strings.Count(body, key)
	}
	b := found.balance(receipts)
	if b.lost > 0 || b.duplicated > 0 {
		t.Errorf("a cut after %d calls: %v", len(calls), b)
	}
	return b
}
