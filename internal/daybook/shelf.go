package daybook

import (
	"container/list"
	"sync"

	"hailong/internal/tally"
)

// A shelf keeps decoded segments, those used last, within its room in bytes.
// They stand under the hash of what they hold, campaign and day included, so
// one that was replaced in the store is never taken for the new one.
type shelf struct {
	room int

	mu    sync.Mutex
	taken int
	order list.List // of *tally.Segment, the one used last in front
	bySum map[string]*list.Element
}

// get returns a segment, or nil.
func (s *shelf) get(sum string) *tally.Segment {
	s.mu.Lock()
	defer s.mu.Unlock()
	e := s.bySum[sum]
	if e == nil {
		return nil
	}
	s.order.MoveToFront(e)
	return e.Value.(*tally.Segment)
}

// put keeps a segment and drops those that have no room any more.
func (s *shelf) put(seg *tally.Segment) {
	if seg.Size() > s.room {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.bySum[seg.Sum()] != nil {
		return // somebody else was faster
	}
	if s.bySum == nil {
		s.bySum = make(map[string]*list.Element)
	}
	s.bySum[seg.Sum()] = s.order.PushFront(seg)
	for s.taken += seg.Size(); s.taken > s.room; {
		last := s.order.Remove(s.order.Back()).(*tally.Segment)
		delete(s.bySum, last.Sum())
		s.taken -= last.Size()
	}
}
