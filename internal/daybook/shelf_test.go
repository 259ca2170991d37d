package daybook

import (
	"slices"
	"testing"

	"hailong/internal/survey"
	"hailong/internal/tally"
)

func segment(t *testing.T, d survey.Date) *tally.Segment {
	t.Helper()
	p := tally.NewPacker("quy-4", d)
	r := response("quy-4", d, 1)
	must(t, p.Add(&r))
	s, err := tally.DecodeSegment(slices.Collect(p.Encode(1))[0])
	must(t, err)
	return s
}

func TestAShelfDropsWhatWasNotUsedForLongest(t *testing.T) {
	a, b, c := segment(t, monday), segment(t, monday+1), segment(t, monday+2)
	s := shelf{room: a.Size() + b.Size()}
	s.put(a)
	s.put(b)
	s.put(a)
	if s.get(a.Sum()) != a || s.taken != a.Size()+b.Size() {
		t.Errorf("a is not there, or there twice: %d bytes", s.taken)
	}
	s.put(c)
	if s.get(b.Sum()) != nil || s.get(a.Sum()) != a || s.get(c.Sum()) != c {
		t.Error("want a and c left, b dropped")
	}
	if s.taken > s.room || len(s.bySum) != 2 || s.order.Len() != 2 {
		t.Errorf("%d of %d bytes taken by %d segments", s.taken, s.room, len(s.bySum))
	}
}

func TestWhatIsLargerThanTheShelfIsNotKept(t *testing.T) {
	a := segment(t, monday)
	s := shelf{room: a.Size() - 1}
	s.put(a)
	if s.get(a.Sum()) != nil || s.taken != 0 {
		t.Error("it is kept")
	}
}
