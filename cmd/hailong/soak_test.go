package main

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// shortSoak is enough to see that the soak works, and for what must be quiet
// after it; nothing is claimed of how figures develop in it.
const shortSoak = 20 * time.Second

// soakTime is how long the soak goes on: as long as a variable says, or else as
// the gate can afford.
func soakTime(t *testing.T) time.Duration {
	text := os.Getenv("HAILONG_TEST_SOAK")
	if text == "" {
		return shortSoak
	}
	d, err := time.ParseDuration(text)
	if err != nil || d < shortSoak {
		t.Fatalf("HAILONG_TEST_SOAK is %q, want a time from %v", text, shortSoak)
	}
	return d
}

// A soak is a service under a mixed load that is restarted again and again.
type soak struct {
	t     *testing.T
	dir   string
	token string
	table []sample

	acked, again, seen, exports atomic.Int64
	faults                      sync.Map
}

// A sample is what the service holds at one moment.
type sample struct{ rss, descriptors, goroutines, log float64 }

const (
	restarts = 4
	samples  = 12 // between two restarts
	// mostMemory (MB) is what a machine must have for the service.
	mostMemory = 300
)

func TestASoakLeavesMemoryDescriptorsAndGoroutinesFlat(t *testing.T) {
	whole := soakTime(t)
	s := &soak{t: t, dir: newDir(t)}
	command(t, s.dir, "demo", "--responses", "2000").works(t) // something to export
	s.token = newToken(t, s.dir)
	for n := range restarts + 1 {
		s.live(n, whole/(restarts+1))
	}
	s.faults.Range(func(key, _ any) bool { t.Error(key); return true })
	if s.acked.Load() == 0 || s.seen.Load() == 0 || s.exports.Load() == 0 {
		t.Errorf("acknowledged %d, read %d, left %d exports; want some of each", s.acked.Load(), s.seen.Load(), s.exports.Load())
	}
	if got := int64(strings.Count(export(t, s.dir, "demo-short", "csv"), "ngam-lau-")); got != s.acked.Load() {
		t.Errorf("stored %d, acknowledged %d", got, s.acked.Load())
	}
	s.judge(whole > shortSoak)
	if whole > shortSoak && s.again.Load() > s.acked.Load()/1000 {
		t.Errorf("%d of %d sheets had to be sent again, want one of a thousand at most", s.again.Load(), s.acked.Load())
	}
	t.Logf("%v: acked %d (%d sent again), read %d, left %d exports", whole, s.acked.Load(), s.again.Load(), s.seen.Load(), s.exports.Load())
}

// live is the time from one start of the service to its stop.
func (s *soak) live(life int, long time.Duration) {
	t := s.t
	t.Helper()
	c := serve(t, s.dir)
	meters := newCaller(t, "http://"+c.ready.Metrics)
	before := s.sample(meters)
	ctx, cancel := context.WithCancel(t.Context())
	var people sync.WaitGroup
	for n := range 8 {
		people.Go(func() { s.person(ctx, c.ready.Address, fmt.Sprintf("ngam-lau-%d-%d", life, n)) })
	}
	people.Go(func() { s.leave(ctx, c.ready.Address) })
	for range samples {
		pause(long / samples)
		s.table = append(s.table, s.sample(meters))
	}
	cancel()
	people.Wait()
	// Readers of the store stay open: four, of three files each.
	eventually(t, "the service did not become quiet again", func() bool {
		now := s.sample(meters)
		return now.goroutines <= before.goroutines+8 && now.descriptors <= before.descriptors+12
	})
	c.stop()
	for line := range strings.Lines(c.stderr.String()) {
		if strings.Contains(line, `"level":"ERROR"`) {
			t.Logf("the service said: %s", strings.TrimSpace(line))
		}
	}
}

func (s *soak) sample(meters *caller) sample {
	log, err := os.Stat(filepath.Join(s.dir, "hailong.db-wal"))
	must(s.t, err)
	return sample{
		gauge(s.t, meters, "process_resident_memory_bytes"), gauge(s.t, meters, "process_open_fds"),
		gauge(s.t, meters, "go_goroutines"), float64(log.Size()),
	}
}

// person does one thing after another, 70 % forms, 20 % sheets, 10 % results.
func (s *soak) person(ctx context.Context, base, name string) {
	client := &http.Client{Transport: &http.Transport{}, Timeout: patience}
	defer client.CloseIdleConnections()
	for i := 0; ctx.Err() == nil; i++ {
		switch dice := rand.IntN(10); {
		case dice < 7:
			s.ask(client, http.MethodGet, base+[]string{"/s/DEMO", "/s/DEMOFULL"}[i%2], "", http.StatusOK)
			s.seen.Add(1)
		case dice < 9:
			s.send(client, base, sheet(fmt.Sprintf("%s-%d-", name, i)+key8(), i))
		default:
			s.ask(client, http.MethodGet, base+[]string{"/results", "/api/v1/index?campaign=demo-short"}[i%2], "", http.StatusOK)
			s.seen.Add(1)
		}
		pause(2 * time.Millisecond)
	}
}

// send sends a sheet until it is acknowledged: on a machine that is busy with
// something else a commit may take longer than people are made to wait.
func (s *soak) send(client *http.Client, base, sheet string) {
	for {
		switch s.ask(client, http.MethodPost, base+"/api/v1/s/DEMO", sheet, http.StatusCreated, http.StatusOK, http.StatusServiceUnavailable) {
		case http.StatusCreated, http.StatusOK:
			s.acked.Add(1)
			return
		case http.StatusServiceUnavailable:
			s.again.Add(1)
			pause(100 * time.Millisecond)
		default:
			return
		}
	}
}

// ask makes a request, wants one of the statuses, and returns the one that came.
func (s *soak) ask(client *http.Client, method, address, body string, statuses ...int) int {
	r, err := http.NewRequest(method, address, strings.NewReader(body))
	if err != nil {
		s.faults.Store(err.Error(), true)
		return 0
	}
	r.Header.Set("Authorization", "Bearer "+s.token)
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	answer, err := client.Do(r)
	if err != nil {
		s.faults.Store(err.Error(), true)
		return 0
	}
	defer answer.Body.Close()
	if _, err := io.Copy(io.Discard, answer.Body); err != nil || !slices.Contains(statuses, answer.StatusCode) {
		s.faults.Store(fmt.Sprintf("%s %s: status %d, want one of %v (%v)", method, answer.Request.URL.Path, answer.StatusCode, statuses, err), true)
		return 0
	}
	return answer.StatusCode
}

// leave begins one export after another, reads a little and goes away.
func (s *soak) leave(ctx context.Context, base string) {
	for ctx.Err() == nil {
		client := &http.Client{Transport: &http.Transport{}}
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, base+"/api/v1/export.csv?campaign=demo-short", nil)
		if err != nil {
			s.faults.Store(err.Error(), true)
			return
		}
		r.Header.Set("Authorization", "Bearer "+s.token)
		answer, err := client.Do(r)
		if err != nil {
			return // the time is over
		}
		_, _ = io.CopyN(io.Discard, answer.Body, 512)
		pause(time.Second) // the service waits for us meanwhile
		_ = answer.Body.Close()
		client.CloseIdleConnections()
		s.exports.Add(1)
	}
}

// judge prints the table and, where it is long enough to tell, compares the
// medians of its first and last third.
func (s *soak) judge(tells bool) {
	t := s.t
	t.Helper()
	third := len(s.table) / 3
	first, last := s.table[:third], s.table[len(s.table)-third:]
	for _, c := range []struct {
		name  string
		of    func(sample) float64
		slack float64 // what is noise at any size
		most  float64 // at any moment
	}{
		{"RSS, MB", func(s sample) float64 { return s.rss / 1e6 }, 20, mostMemory},
		{"descriptors", func(s sample) float64 { return s.descriptors }, 8, 500},
		{"goroutines", func(s sample) float64 { return s.goroutines }, 10, 500},
		// The log is begun anew at 16 MiB; which of its heights a sample meets is chance.
		{"log, MB", func(s sample) float64 { return s.log / 1e6 }, 17, 64},
	} {
		begin, end, most := median(first, c.of), median(last, c.of), 0.0
		for _, one := range s.table {
			most = max(most, c.of(one))
		}
		t.Logf("%-12s first third %7.1f, last third %7.1f, most %7.1f", c.name, begin, end, most)
		if tells && end > begin*1.1+c.slack {
			t.Errorf("%s: grew from %.1f to %.1f", c.name, begin, end)
		}
		if most > c.most && (tells || c.most != mostMemory) { // the gate's race detector takes memory of its own
			t.Errorf("%s: %.1f, want %.0f at most", c.name, most, c.most)
		}
	}
}

func median(list []sample, of func(sample) float64) float64 {
	values := make([]float64, len(list))
	for i, s := range list {
		values[i] = of(s)
	}
	slices.Sort(values)
	return values[len(values)/2]
}
