package main

import (
	"io/fs"
	"path/filepath"
	"strconv"
	"testing"
	"time"
)

// A service that is killed as soon as it is ready, again and again, must find at
// the last start what it found at the first, as quickly.
func TestAServiceThatCrashesAgainAndAgainIsNoWorseForIt(t *testing.T) {
	everything := rounds(t, "HAILONG_TEST_CRASH_RESPONSES", 3000)
	n := rounds(t, "HAILONG_TEST_CRASHES", 4)
	dir := newDir(t)
	command(t, dir, "demo", "--responses", strconv.Itoa(everything), "--campaign", "demo-short").works(t)
	want := export(t, dir, "demo-short", "csv")
	var slowest time.Duration
	var first, last int64
	begin := time.Now()
	for round := range n {
		start := time.Now()
		c := serve(t, dir)
		newCaller(t, c.ready.Address).get("/readyz").wants(t, 200)
		slowest = max(slowest, time.Since(start))
		c.kill()
		if last = size(t, dir); round == 0 {
			first = last
		}
	}
	took := time.Since(begin)
	sound(t, dir)
	if export(t, dir, "demo-short", "csv") != want {
		t.Error("the crashes changed what is stored")
	}
	if last > first+1<<20 {
		t.Errorf("the folder grew from %d to %d bytes", first, last)
	}
	// The gate shares its machine with others; the figure is for one that rests.
	if most := readyWithin(everything); everything >= 100_000 && slowest > most {
		t.Errorf("ready after %v with %d responses, want %v at most", slowest, everything, most)
	}
	t.Logf("%d crashes in %v with %d responses: ready after %v at most, folder %d KB, then %d KB",
		n, took.Round(time.Millisecond), everything, slowest.Round(time.Millisecond), first>>10, last>>10)
}

// readyWithin is how long a start may take.
func readyWithin(responses int) time.Duration {
	if responses > 100_000 {
		return 10 * time.Second
	}
	return 2 * time.Second
}

func size(t *testing.T, dir string) (bytes int64) {
	t.Helper()
	must(t, filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		bytes += info.Size()
		return err
	}))
	return bytes
}
