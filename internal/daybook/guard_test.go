package daybook

import (
	"errors"
	"testing"

	"hailong/internal/survey"
)

func TestAGuardTakesTheBookBackBeforeAClosedDayGetsARow(t *testing.T) {
	d := newDesk(t)
	d.week(t)
	insert(t, d.book.Guard(d), response("quy-4", monday+2, 100), response("quy-4", monday+1, 100))
	m, err := read(t.Context(), d, "quy-4")
	must(t, err)
	if m.Through != monday {
		t.Errorf("packed through %s, want %s", m.Through, monday)
	}
	if n := agrees(t, d.book, d, whole("quy-4")); n != 17 {
		t.Errorf("%d responses, want 17", n)
	}
}

func TestAGuardAsksTheRegistryOnceADay(t *testing.T) {
	d := newDesk(t)
	d.week(t)
	g := d.book.Guard(d)
	for day, want := range []int{1, 1, 1} {
		today := monday + friday + survey.Date(day)
		d.clock.set(today, 12)
		for n := range 20 {
			insert(t, g, response("quy-4", today, 1000+n), response("quy-4", today, 2000+n))
		}
		if reads, _ := d.seen(); reads[string(Manifests)] != want {
			t.Errorf("day %d: read %v, want the manifest %d times", day, reads, want)
		}
	}
}

// Another instance may have packed the day that this one admitted, when both
// clocks were ahead. A count is enough to hear of it.
func TestAGuardHearsOfWhatOthersPacked(t *testing.T) {
	d := newDesk(t)
	d.week(t)
	g := d.book.Guard(d)
	insert(t, g, response("quy-4", monday+friday, 100))
	d.clock.set(monday+9, 12)
	packs(t, New(d, d.clock.Now, Options{}), 1)
	agrees(t, d.book, d, whole("quy-4"))
	d.clock.set(monday+friday, 12)
	insert(t, g, response("quy-4", monday+friday, 101))
	d.clock.set(monday+9, 12)
	if n := agrees(t, d.book, d, whole("quy-4")); n != 17 {
		t.Errorf("%d responses, want 17", n)
	}
}

func TestAGuardStoresNothingThatWouldNotBeCounted(t *testing.T) {
	d := newDesk(t)
	d.week(t)
	for name, s := range map[string]Store{
		"the manifest cannot be read": broken{Store: d, kind: string(Manifests)},
		"it cannot be written":        d,
	} {
		d.fail(0)
		r := response("quy-4", monday+2, 100)
		fresh, err := New(s, d.clock.Now, Options{}).Guard(d).Insert(t.Context(), []survey.Response{r})
		d.fail(-1)
		if fresh != nil || !errors.Is(err, survey.ErrUnavailable) {
			t.Errorf("%s: got %v, %v, want ErrUnavailable", name, fresh, err)
		}
		if known, err := d.Known(t.Context(), r.ID); known || err != nil {
			t.Errorf("%s: the response is known: %v, %v", name, known, err)
		}
	}
}

func TestNoDayIsAdmittedWhileItIsBeingPacked(t *testing.T) {
	d := newDesk(t)
	several(t, d, "quy-4", 1, monday)
	asked := false
	d.book.store = broken{Store: d, streams: func(yield func(*survey.Response, error) bool) {
		for r, err := range d.watched.Responses(t.Context(), whole("quy-4")) {
			if !yield(r, err) {
				return
			}
		}
		asked = true
		// Its rows were read and its manifest is not yet written.
		if d.book.limits.admit("quy-4", monday) || d.book.limits.admit("quy-4", monday+3) {
			t.Error("a day that is being packed is admitted")
		}
		if !d.book.limits.admit("quy-4", monday+friday) {
			t.Error("today is not admitted")
		}
	}}
	packs(t, d.book, 1)
	if !asked {
		t.Error("nothing was streamed")
	}
}
