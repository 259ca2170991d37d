package daybook

import (
	"sync"

	"hailong/internal/survey"
)

// Limits remember of each campaign what spares asking the registry.
type limits struct {
	mu sync.Mutex
	of map[string]*limit
}

type limit struct {
	// packed is the last day that may be packed, now or in a moment.
	packed survey.Date
	// admitted is the day on which responses are inserted at present.
	admitted survey.Date
	// doubtful is the first day whose segments were not as they should be.
	doubtful survey.Date
}

// lock returns the limit of a campaign, to be read and changed until unlock.
func (l *limits) lock(campaign string) (_ *limit, unlock func()) {
	l.mu.Lock()
	if l.of == nil {
		l.of = make(map[string]*limit)
	}
	if l.of[campaign] == nil {
		l.of[campaign] = &limit{never, never, always}
	}
	return l.of[campaign], l.mu.Unlock
}

// admits reports whether a day was admitted last, and is not packed since.
func (l *limits) admits(campaign string, d survey.Date) bool {
	c, unlock := l.lock(campaign)
	defer unlock()
	return d == c.admitted && d > c.packed
}

// admit admits a day, unless it may be packed.
func (l *limits) admit(campaign string, d survey.Date) bool {
	c, unlock := l.lock(campaign)
	defer unlock()
	if d <= c.packed {
		return false
	}
	c.admitted = d
	return true
}

// raise says until where days are packed, or will be.
func (l *limits) raise(campaign string, through survey.Date) {
	c, unlock := l.lock(campaign)
	defer unlock()
	c.packed = max(c.packed, through)
}

// lower admits a day after the book was taken back.
func (l *limits) lower(campaign string, d survey.Date) {
	c, unlock := l.lock(campaign)
	defer unlock()
	c.packed, c.admitted = d-1, d
}

// distrust has the next Pack pack a day again, and those after it.
func (l *limits) distrust(campaign string, d survey.Date) {
	c, unlock := l.lock(campaign)
	defer unlock()
	c.doubtful = min(c.doubtful, d)
}

// doubtful returns the first day to pack again, or always.
func (l *limits) doubtful(campaign string) survey.Date {
	c, unlock := l.lock(campaign)
	defer unlock()
	return c.doubtful
}

// trust says that they were packed again.
func (l *limits) trust(campaign string) {
	c, unlock := l.lock(campaign)
	defer unlock()
	c.doubtful = always
}
