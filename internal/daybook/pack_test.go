package daybook

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"hailong/internal/store"
	"hailong/internal/survey"
	"hailong/internal/watch"
)

func TestPackingAgainDoesNothing(t *testing.T) {
	d := newDesk(t)
	d.week(t)
	d.fail(0) // not a write
	packs(t, d.book, 0)
	d.fail(-1)
	d.clock.set(monday+6, 12)
	packs(t, d.book, 1)
	if _, streams := d.seen(); len(streams) != 1 || streams[0].From != monday+friday-watch.History || streams[0].To != monday+5 {
		t.Errorf("streamed %+v, want only what was open, and what it is compared with", streams)
	}
}

func TestADayWithoutResponsesIsPackedAsNothing(t *testing.T) {
	d := newDesk(t)
	several(t, d, "quy-4", 1, monday, monday+3)
	packs(t, d.book, 2)
	m, err := read(t.Context(), d, "quy-4")
	must(t, err)
	if len(m.Days) != 2 || m.Days[1].Date != monday+3 || m.Through != monday+3 {
		t.Errorf("the manifest is %+v", m)
	}
	d.seen()
	if got, err := d.book.Count(t.Context(), survey.Scope{Campaign: "quy-4", From: monday + 1, To: monday + 2}, sample); err != nil || got.Responses != 0 {
		t.Errorf("got %v, %v, want nothing", got, err)
	}
	if _, streams := d.seen(); len(streams) > 0 {
		t.Errorf("streamed %+v", streams)
	}
}

func TestALargeDayHasSeveralParts(t *testing.T) {
	d := newDesk(t)
	const n = 12000
	list := make([]survey.Response, n)
	for i := range list {
		list[i] = response("quy-4", monday, i)
		list[i].Answers = make(survey.Answers, 200) // fits no template, and is packed all the same
		list[i].Answers[i%200] = byte(i % 2)
	}
	insert(t, d, list...)
	packs(t, d.book, 1)
	m, err := read(t.Context(), d, "quy-4")
	must(t, err)
	parts, rows := m.Days[0].Parts, 0
	if len(parts) != 3 || m.Days[0].Rows != n {
		t.Errorf("%d parts of %d rows, want 3 of %d", len(parts), m.Days[0].Rows, n)
	}
	segments, err := d.book.segments(t.Context(), "quy-4", &m.Days[0])
	must(t, err)
	for _, s := range segments {
		rows += s.Rows()
	}
	if rows != n {
		t.Errorf("the parts have %d rows, want %d", rows, n)
	}
	// Half a day is no day.
	must(t, d.Delete(t.Context(), Segments, "quy-4/2026-10-05/2"))
	d.reopen()
	if _, err := d.book.segments(t.Context(), "quy-4", &m.Days[0]); !errors.Is(err, survey.ErrNotFound) {
		t.Errorf("got %v, want ErrNotFound", err)
	}
}

func TestAKillWhilePackingLeavesAReadableBook(t *testing.T) {
	d := newDesk(t)
	several(t, d, "quy-4", 3, monday, monday+1, monday+2, monday+3, monday+friday)
	for after := range 5 { // four segments and the manifest
		d.fail(after)
		if n, err := d.book.Pack(t.Context()); n != 0 || !errors.Is(err, survey.ErrUnavailable) || !strings.Contains(err.Error(), "quy-4") {
			t.Fatalf("packed %d, %v, want ErrUnavailable of quy-4", n, err)
		}
		d.fail(-1)
		d.reopen()
		if n := agrees(t, d.book, d, whole("quy-4")); n != 15 || len(d.lost) > 0 {
			t.Errorf("after %d writes: %d responses, reported %q", after, n, d.lost)
		}
	}
	packs(t, d.book, 4)
}

// unwritable is a store in which the records of some campaigns cannot be written.
type unwritable struct {
	Store
	campaigns []string
}

func (u unwritable) Replace(ctx context.Context, kind, id string, value []byte) error {
	if campaign, _, _ := strings.Cut(id, "/"); slices.Contains(u.campaigns, campaign) {
		return survey.ErrUnavailable
	}
	return u.Store.Replace(ctx, kind, id, value)
}

func TestACampaignThatFailsKeepsNoOtherFromBeingPacked(t *testing.T) {
	d := newDesk(t)
	for _, campaign := range []string{"quy-3", "quy-5"} {
		found(t, d, campaign)
		several(t, d, campaign, 1, monday)
	}
	several(t, d, "quy-4", 1, monday)
	n, err := New(unwritable{d, []string{"quy-3", "quy-5"}}, d.clock.Now, Options{}).Pack(t.Context())
	if n != 1 || !errors.Is(err, survey.ErrUnavailable) {
		t.Fatalf("packed %d, %v, want one and ErrUnavailable", n, err)
	}
	if text := err.Error(); !strings.Contains(text, "quy-3") || !strings.Contains(text, "quy-5") || strings.Contains(text, "\n") {
		t.Errorf("error %q does not name both in one line", text)
	}
}

func TestPackingEndsWithItsContext(t *testing.T) {
	d := newDesk(t)
	several(t, d, "quy-4", 1, monday)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if n, err := d.book.Pack(ctx); n != 0 || !errors.Is(err, context.Canceled) {
		t.Errorf("packed %d, %v, want Canceled", n, err)
	}
}

func TestAStreamThatIsNotByDayIsNotPacked(t *testing.T) {
	d := newDesk(t)
	b := New(broken{Store: d, streams: func(yield func(*survey.Response, error) bool) {
		for _, date := range []survey.Date{monday, monday + 1, monday} {
			if r := response("quy-4", date, 1); !yield(&r, nil) {
				return
			}
		}
	}}, d.clock.Now, Options{})
	if _, err := b.Pack(t.Context()); err == nil || !strings.Contains(err.Error(), "2026-10-05 came after one of 2026-10-06") {
		t.Errorf("got %v", err)
	}
	if m, err := read(t.Context(), d, "quy-4"); err != nil || !m.equal(&blank) {
		t.Errorf("the manifest is %+v, %v, want none", m, err)
	}
}

func TestReopeningTakesTheBookBack(t *testing.T) {
	d := newDesk(t)
	d.week(t)
	for _, c := range []struct {
		from, through survey.Date
		days          int
	}{
		{monday + friday, monday + 3, 4}, {always, monday + 3, 4}, {monday + 3, monday + 2, 3},
		{monday + 3, monday + 2, 3}, {monday + 1, monday, 1}, {monday, never, 0}, {never, never, 0},
	} {
		must(t, Reopen(t.Context(), d, "quy-4", c.from))
		m, err := read(t.Context(), d, "quy-4")
		must(t, err)
		if m.Through != c.through || len(m.Days) != c.days {
			t.Errorf("from %s: %+v, want through %s with %d days", c.from, m, c.through, c.days)
		}
	}
	several(t, d, "quy-4", 9, monday+1)
	packs(t, d.book, 4)
	if n := agrees(t, d.book, d, whole("quy-4")); n != 15+6 {
		t.Errorf("%d responses, want 21", n)
	}
}

// meddling takes the book back in the middle of somebody's packing.
type meddling struct {
	*watched
	t *testing.T
}

func (m meddling) Replace(ctx context.Context, kind, id string, value []byte) error {
	if kind == Segments {
		several(m.t, m.watched, "quy-4", 9, monday+1)
		must(m.t, Reopen(ctx, m.watched, "quy-4", monday+1))
	}
	return m.watched.Replace(ctx, kind, id, value)
}

func TestABookThatIsTakenBackWhileItIsPackedStaysSo(t *testing.T) {
	d := newDesk(t)
	d.week(t)
	d.clock.set(monday+6, 12)
	b := New(meddling{d.watched, t}, d.clock.Now, Options{})
	if n, err := b.Pack(t.Context()); n != 0 || !errors.Is(err, errChanged) {
		t.Errorf("packed %d, %v, want errChanged", n, err)
	}
	agrees(t, b, d, whole("quy-4"))
	packs(t, d.book, 4)
	agrees(t, b, d, whole("quy-4"))
}

// Another packer may be faster: then there is nothing left to write.
func TestTwoWhoPackAtOnceDoNoHarm(t *testing.T) {
	d := newDesk(t)
	several(t, d, "quy-4", 3, monday, monday+1)
	first := true
	other := New(d, d.clock.Now, Options{})
	b := New(broken{Store: d, streams: func(yield func(*survey.Response, error) bool) {
		if first {
			first = false
			packs(t, other, 2)
		}
		for r, err := range d.watched.Responses(t.Context(), survey.Scope{Campaign: "quy-4", From: never, To: monday + 3}) {
			if !yield(r, err) {
				return
			}
		}
	}}, d.clock.Now, Options{})
	packs(t, b, 2)
	agrees(t, d.book, d, whole("quy-4"))
}

func TestTheCampaignsThatCannotBeListedAreAnError(t *testing.T) {
	d := newDesk(t)
	must(t, d.Replace(t.Context(), string(store.Campaigns), "quy-9", []byte("[")))
	if _, err := d.book.Pack(t.Context()); err == nil {
		t.Error("packed without knowing the campaigns")
	}
	if _, err := d.book.Verify(t.Context()); err == nil {
		t.Error("verified without knowing the campaigns")
	}
}
