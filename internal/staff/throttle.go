package staff

import (
	"fmt"
	"sync"
	"time"
)

// A Delayed error says that a username was tried too often and when the next
// try will be looked at. Nothing was compared.
type Delayed struct{ Wait time.Duration }

// Error says how long to wait.
func (d *Delayed) Error() string { return fmt.Sprintf("too many tries, wait %v", d.Wait) }

// delays is the wait after the first wrong password, the second and so on; the
// last stays. A day thus holds at most 100 tries, and nobody who knows the
// password waits longer than a quarter of an hour.
var delays = []time.Duration{0, 2 * time.Second, 30 * time.Second, 5 * time.Minute, 15 * time.Minute}

const (
	// remembered is how long wrong tries count after the last of them.
	remembered = 24 * time.Hour
	// throttled is how many usernames are remembered.
	throttled = 10_000
)

// A throttle delays tries by lane and username. It is in memory, and keeps what
// comes too early from the registry, where every instance counts.
type throttle struct {
	clock func() time.Time
	mu    sync.Mutex
	tries map[string]tries
	// strangers are the tries of a day for accounts that do not exist.
	strangers int
	day       time.Time
}

type tries struct {
	wrong int
	last  time.Time
	until time.Time
}

func newThrottle(clock func() time.Time) *throttle {
	return &throttle{clock: clock, tries: map[string]tries{}}
}

// A ticket is a try that was counted, and what was known before it.
type ticket struct{ before, after tries }

// try returns how long the name must wait, or 0 and counts a try. It is counted
// as wrong before it is looked at, so that a hundred at once are not all free.
func (t *throttle) try(name string) (ticket, time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := t.clock()
	e, known := t.tries[name]
	if known && now.Sub(e.last) >= remembered {
		e = tries{}
	}
	// A clock that was set back must not lock anybody out for longer.
	if wait := min(e.until.Sub(now), delays[len(delays)-1]); wait > 0 {
		return ticket{}, wait
	}
	if !known && len(t.tries) >= throttled {
		t.evict(now)
	}
	k := ticket{before: e}
	e.wrong++
	e.last = now
	e.until = now.Add(delays[min(e.wrong, len(delays))-1])
	t.tries[name] = e
	k.after = e
	return k, 0
}

// untry takes back a try that tells nothing against who made it: one that could
// not be looked at, or a right password that a code must follow. Where another
// came since, it stays counted: otherwise a try in flight would be a voucher
// that wipes out a wrong one.
func (t *throttle) untry(name string, k ticket) {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch {
	case t.tries[name] != k.after:
	case k.before == tries{}:
		delete(t.tries, name)
	default:
		t.tries[name] = k.before
	}
}

// hold lets nobody try for a while, because another instance, or this one before
// it was started anew, has counted more.
func (t *throttle) hold(name string, wait time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := t.clock()
	e := t.tries[name]
	e.last, e.until = now, now.Add(wait)
	t.tries[name] = e
}

func (t *throttle) forget(name string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.tries, name)
}

// evict makes room: whatever is over, otherwise the name with the fewest wrong
// tries. So inventing names does not free the one that is attacked: each
// invented name would have to be tried as often, and wait as long.
func (t *throttle) evict(now time.Time) {
	least, fewest := "", 0
	for name, e := range t.tries {
		if now.Sub(e.last) >= remembered {
			delete(t.tries, name)
			continue
		}
		if fewest == 0 || e.wrong < fewest {
			least, fewest = name, max(e.wrong, 1)
		}
	}
	if len(t.tries) >= throttled {
		delete(t.tries, least)
	}
}
