package report

import (
	"context"
	"sync"

	"hailong/internal/survey"
	"hailong/internal/tally"
)

// A Stepped counter counts for those who read totals only. What it says of a scope
// moves by at least Few responses or not at all: whoever looks before and after
// somebody answered sees the same. It remembers in memory what it said; after a
// restart, and on another instance, it begins with what is true then.
type Stepped struct {
	counter Counter
	mu      sync.Mutex
	kept    map[string]counted
}

// NewStepped returns a counter over another.
func NewStepped(c Counter) *Stepped { return &Stepped{counter: c, kept: make(map[string]counted)} }

// Count counts a scope, or says again what it said before, where less than Few
// responses have come or gone since.
func (s *Stepped) Count(ctx context.Context, scope survey.Scope, t *survey.Template, splits ...*tally.Split) (*tally.Tally, error) {
	if len(scope.Groups) > 0 { // which who reads totals only is refused anyway
		return s.counter.Count(ctx, scope, t, splits...)
	}
	fresh := &Snapshot{}
	own := make([]*tally.Split, len(splits))
	for i := range splits {
		own[i] = splits[i].Empty()
	}
	whole, err := (&recorder{s.counter, fresh}).Count(ctx, scope, t, own...)
	if err != nil {
		return whole, err
	}
	said := s.say(fresh.Counts[0])
	return player{&Snapshot{Counts: []counted{said}}}.Count(ctx, scope, t, splits...)
}

// say returns what is to be said: what was said before, or what is new.
func (s *Stepped) say(fresh counted) counted {
	s.mu.Lock()
	defer s.mu.Unlock()
	key := fresh.Scope + string(rune('0'+len(fresh.Splits)))
	before, known := s.kept[key]
	moved := fresh.Whole.Responses - before.Whole.Responses
	if known && before.Whole.Responses >= Few && max(moved, -moved) < Few && before.Whole.Template == fresh.Whole.Template {
		return before
	}
	s.kept[key] = fresh
	return fresh
}
