package limit

import (
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/hashicorp/golang-lru/v2/simplelru"

	"hailong/internal/survey"
)

// MostKeys is how many keys are remembered. Senders cannot push out codes: they
// have rooms of their own.
const (
	MostKeys    = mostSenders + mostCodes
	mostSenders = 90_000
	mostCodes   = 10_000
)

// A Limiter holds the budgets. Its methods may be called from many sides at once.
// A nil Limiter refuses nothing and flags nothing.
type Limiter struct {
	clock func() time.Time
	day   func(time.Time) survey.Date
	rand  io.Reader

	mu      sync.Mutex
	last    time.Time
	at      time.Duration // what the clock has gone since the start, never back
	today   survey.Date
	salt    *salt // of senders, today's
	stale   *salt // yesterday's, or nil
	until   time.Duration
	house   *salt // of codes and units, which everybody may know
	senders *simplelru.LRU[key, *entry]
	codes   *simplelru.LRU[key, *entry]
}

// An entry is all that is known under a key.
type entry struct {
	bucket
	meter
}

// Options are what a Limiter is made of.
type Options struct {
	Now func() time.Time
	// Day is the local day of an instant, at whose change senders get a new salt.
	Day func(time.Time) survey.Date
	// Rand is where salts come from.
	Rand io.Reader
}

// New returns a limiter that has seen nobody.
func New(o Options) (*Limiter, error) {
	l := &Limiter{clock: o.Now, day: o.Day, rand: o.Rand, last: o.Now()}
	l.today = l.day(l.last)
	var err error
	if l.salt, err = drawSalt(l.rand); err != nil {
		return nil, err
	}
	if l.house, err = drawSalt(l.rand); err != nil {
		return nil, err
	}
	if l.senders, err = simplelru.NewLRU[key, *entry](mostSenders, nil); err != nil {
		return nil, fmt.Errorf("room for senders: %w", err)
	}
	if l.codes, err = simplelru.NewLRU[key, *entry](mostCodes, nil); err != nil {
		return nil, fmt.Errorf("room for codes: %w", err)
	}
	return l, nil
}

// Keys returns how many keys are remembered.
func (l *Limiter) Keys() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.senders.Len() + l.codes.Len()
}

// tick moves the limiter's own time on by what the clock has gone. Where the
// clock was set back it only remembers where the clock is now.
func (l *Limiter) tick() time.Duration {
	now := l.clock()
	l.at += max(0, now.Sub(l.last))
	l.last = now
	if l.stale != nil && l.at >= l.until {
		l.stale = nil
	}
	if today := l.day(now); today != l.today {
		l.turn(today)
	}
	return l.at
}

// turn draws the salt of a new day. Without randomness the old one stays, and the
// next call tries again: a salt that is a day too old is better than no budgets.
func (l *Limiter) turn(today survey.Date) {
	fresh, err := drawSalt(l.rand)
	if err != nil {
		return
	}
	l.stale, l.salt, l.until, l.today = l.salt, fresh, l.at+saltLag, today
}

// find returns what is known under a name, or nil.
func (l *Limiter) find(n name) *entry {
	if !n.sender {
		e, _ := l.codes.Get(l.house.key(n))
		return e
	}
	k := l.salt.key(n)
	if e, ok := l.senders.Get(k); ok {
		return e
	}
	if l.stale == nil {
		return nil
	}
	old := l.stale.key(n)
	e, ok := l.senders.Get(old)
	if ok {
		l.senders.Remove(old)
		l.senders.Add(k, e)
	}
	return e
}

// open returns what is known under a name, and remembers it from now on.
func (l *Limiter) open(n name) *entry {
	if e := l.find(n); e != nil {
		return e
	}
	return l.add(n)
}

// add remembers a name that is not known.
func (l *Limiter) add(n name) *entry {
	e := &entry{}
	if n.sender {
		l.senders.Add(l.salt.key(n), e)
	} else {
		l.codes.Add(l.house.key(n), e)
	}
	return e
}

// wait returns what is known of every budget, and how long it takes until all of
// them have room, 0 where they do. What is not known is full.
func (l *Limiter) wait(at time.Duration, draws []draw) (known []*entry, longest time.Duration) {
	known = make([]*entry, len(draws))
	for i, d := range draws {
		if known[i] = l.find(d.name); known[i] != nil {
			longest = max(longest, known[i].wait(at, d.budget, d.cost))
		}
	}
	return known, longest
}

// take takes from every budget, or from none and says how long to wait.
func (l *Limiter) take(at time.Duration, draws []draw) time.Duration {
	known, wait := l.wait(at, draws)
	if wait > 0 {
		return wait
	}
	for i, d := range draws {
		e := known[i]
		if e == nil {
			e = l.add(d.name)
		}
		e.take(at, d.budget, d.cost)
	}
	return 0
}

// put gives back what take took.
func (l *Limiter) put(draws []draw) {
	for _, d := range draws {
		if e := l.find(d.name); e != nil {
			e.put(d.budget, d.cost)
		}
	}
}
