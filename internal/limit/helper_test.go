package limit

import (
	"crypto/rand"
	"fmt"
	"net/netip"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"hailong/internal/period"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// A clock shows what it was set to.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) move(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// newLimiter opens a limiter at nine in the morning of the 23rd of November 2026.
func newLimiter(t testing.TB) (*Limiter, *clock) {
	t.Helper()
	c := &clock{at: time.Date(2026, time.November, 23, 2, 0, 0, 0, time.UTC)}
	l, err := New(Options{Now: c.now, Day: period.Today, Rand: rand.Reader})
	if err != nil {
		t.Fatal(err)
	}
	return l, c
}

func address(format string, args ...any) netip.Addr {
	return netip.MustParseAddr(fmt.Sprintf(format, args...))
}

// sheets sends n sheets, each from the address that from gives and, so that only
// the sender counts, to codes and units of their own. It returns how many passed
// before the first refusal, and that.
func sheets(l *Limiter, n int, from func(i int) netip.Addr) (passed int, last Verdict) {
	for i := range n {
		last = l.Sheet(Sheet{From: from(i), Code: fmt.Sprint("Q", i), Unit: fmt.Sprint("xa-", i)})
		if !last.Allowed() {
			return i, last
		}
	}
	return n, last
}

func always(a netip.Addr) func(int) netip.Addr { return func(int) netip.Addr { return a } }

// noDice is randomness that has run out.
type noDice struct{}

func (noDice) Read([]byte) (int, error) { return 0, fmt.Errorf("no dice") }
