package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"syscall"
	"testing"
	"time"
)

// A load is many people who send sheets at once. Each sheet has a key that the
// test knows, and carries it as its comment, so that the response can be found
// again in the export: nothing else leads from one to the other.
type load struct {
	t      testing.TB
	caller *caller
	group  sync.WaitGroup
	end    chan struct{}
	// patient submitters hear 503 and go on with the next sheet.
	patient bool

	mu sync.Mutex
	// receipts holds every key that was sent; "" is one without an answer.
	receipts map[string]string
	acked    int
	away     int // 503
	refused  int // connections that were not made: nothing was accepted
	cut      int // requests that were sent and got no whole answer
	odd      []string
}

// submit starts so many submitters, each of whom goes on until an error or the end.
func submit(t testing.TB, base, name string, submitters int) *load {
	t.Helper()
	l := &load{t: t, caller: newCaller(t, base), end: make(chan struct{}), receipts: make(map[string]string)}
	l.start(name, submitters)
	return l
}

// submitPatiently is submit for people who go on when they hear that it does not work now.
func submitPatiently(t testing.TB, base, name string, submitters int) *load {
	t.Helper()
	l := &load{t: t, caller: newCaller(t, base), end: make(chan struct{}), receipts: make(map[string]string), patient: true}
	l.start(name, submitters)
	return l
}

func (l *load) start(name string, submitters int) {
	for i := range submitters {
		l.group.Go(func() {
			for n := 0; l.once(fmt.Sprintf("%s-%03d-%06d", name, i, n), n); n++ {
			}
		})
	}
}

func sheet(key string, n int) string {
	return fmt.Sprintf(`{"key":%q,"answers":{"HL0":%d,"TC":"na","CC":%d},"comment":%q}`, key, 1+n%5, 1+n%3, key)
}

// once sends one sheet and reports whether to go on.
func (l *load) once(key string, n int) bool {
	select {
	case <-l.end:
		return false
	default:
	}
	l.mu.Lock()
	l.receipts[key] = ""
	l.mu.Unlock()
	r, err := l.caller.postJSON("/api/v1/s/DEMO", sheet(key, n))
	if err == nil && r.status == http.StatusServiceUnavailable {
		pause(5 * time.Millisecond) // nobody hammers at a closed door
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case errors.Is(err, syscall.ECONNREFUSED):
		l.refused++
	case err != nil:
		l.cut++
	case r.status == http.StatusCreated:
		l.receipts[key] = receiptOf(r.body)
		l.acked++
		return true
	case l.patient && r.status == http.StatusServiceUnavailable:
		l.away++
		return true
	default:
		l.odd = append(l.odd, fmt.Sprintf("%s: status %d %s", key, r.status, r.body))
	}
	return false
}

func receiptOf(body string) string {
	var r struct{ Receipt string }
	if json.Unmarshal([]byte(body), &r) != nil {
		return ""
	}
	return r.Receipt
}

// figures are what the load has heard so far.
func (l *load) figures() (acked, away int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.acked, l.away
}

// begun waits until the service has acknowledged some, so that a fault finds
// the load under way.
func (l *load) begun() {
	l.t.Helper()
	eventually(l.t, "nothing was acknowledged", func() bool {
		l.mu.Lock()
		defer l.mu.Unlock()
		return l.acked > 0
	})
}

// wait ends the load and returns when everybody has had an answer or an error.
func (l *load) wait() {
	l.t.Helper()
	close(l.end)
	l.group.Wait()
	for _, o := range l.odd {
		l.t.Errorf("a good sheet was neither stored nor cut off: %s", o)
	}
}

// A stock is how often each key is in the export.
type stock map[string]int

func stored(c *caller, token string) stock {
	c.t.Helper()
	var list []struct{ Comment string }
	body := c.asOfficer(token, "/api/v1/export.json?campaign=demo-short")
	if err := json.Unmarshal([]byte(body), &list); err != nil {
		c.t.Fatal(err)
	}
	found := make(stock)
	for _, r := range list {
		found[r.Comment]++
	}
	return found
}

// A balance compares what was acknowledged with what is stored.
type balance struct{ sent, acked, stored, lost, duplicated, unanswered int }

func (s stock) balance(receipts map[string]string) balance {
	var b balance
	for key, receipt := range receipts {
		n := s[key]
		b.sent++
		b.stored += n
		b.duplicated += max(0, n-1)
		switch {
		case receipt != "" && n == 0:
			b.lost++
		case receipt == "" && n > 0:
			b.unanswered++
		}
		if receipt != "" {
			b.acked++
		}
	}
	return b
}

func (b balance) String() string {
	return fmt.Sprintf("sent %d, acked %d, stored %d, lost %d, duplicated %d, stored without a reply %d",
		b.sent, b.acked, b.stored, b.lost, b.duplicated, b.unanswered)
}

// resend sends every key once more, as people do who saw no receipt: each gets
// one, and those who had one get the same.
func resend(t testing.TB, c *caller, receipts map[string]string) {
	t.Helper()
	keys := make(chan string)
	var group sync.WaitGroup
	for range 16 {
		group.Go(func() {
			for key := range keys {
				r, err := c.postJSON("/api/v1/s/DEMO", sheet(key, 0))
				had := receipts[key]
				switch got := receiptOf(r.body); {
				case err != nil:
					t.Errorf("resend %s: %v", key, err)
				case had != "" && (r.status != http.StatusOK || got != had):
					t.Errorf("resend %s: status %d with receipt %q, want 200 with %q", key, r.status, got, had)
				case had == "" && (r.status != http.StatusOK && r.status != http.StatusCreated || got == ""):
					t.Errorf("resend %s: status %d %s, want a receipt", key, r.status, r.body)
				}
			}
		})
	}
	for key := range receipts {
		keys <- key
	}
	close(keys)
	group.Wait()
}

// once more: every key that was ever sent is there exactly once.
func (s stock) exactly(t testing.TB, keys map[string]string) {
	t.Helper()
	for key := range keys {
		if s[key] != 1 {
			t.Errorf("%s is stored %d times after it was sent again, want once", key, s[key])
		}
	}
	if len(s) != len(keys) {
		t.Errorf("%d keys are stored, %d were sent", len(s), len(keys))
	}
}

// pause lets a fault come at an instant that nobody chose. It is no wait for
// something to happen.
func pause(d time.Duration) { time.Sleep(d) }
