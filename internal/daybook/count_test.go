package daybook

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"hailong/internal/store"
	"hailong/internal/survey"
	"hailong/internal/tally"
)

// A desk is a watched store with a book, on the Friday after monday at noon.
type desk struct {
	*watched
	clock *clock
	book  *Book
	// lost is what the book reported.
	lost []string
}

const friday = 4

func newDesk(t *testing.T) *desk {
	t.Helper()
	return newDeskOn(t, opened(t))
}

func newDeskOn(t *testing.T, s Store) *desk {
	t.Helper()
	d := &desk{watched: watching(s), clock: &clock{}}
	d.clock.set(monday+friday, 12)
	found(t, d, "quy-4")
	d.reopen()
	return d
}

// reopen forgets what the book remembers.
func (d *desk) reopen() {
	d.lost = nil
	d.book = New(d.watched, d.clock.Now, Options{Damaged: func(campaign string, day survey.Date, err error) {
		d.lost = append(d.lost, fmt.Sprint(campaign, " ", day, " ", err))
	}})
}

// week packs four days with three responses each and leaves today open.
func (d *desk) week(t *testing.T) {
	t.Helper()
	several(t, d, "quy-4", 3, monday, monday+1, monday+2, monday+3, monday+friday)
	packs(t, d.book, 4)
	d.seen()
}

func TestOnlyTheOpenDayIsStreamed(t *testing.T) {
	d := newDesk(t)
	d.week(t)
	for _, c := range []struct {
		from, to       survey.Date
		want           int64
		segments       int
		streams        bool
		streamed, upTo survey.Date
	}{
		{monday, monday + friday, 15, 4, true, monday + friday, monday + friday},
		{monday, monday + friday, 15, 0, true, monday + friday, monday + friday}, // they are on the shelf
		{monday + 1, monday + 2, 6, 0, false, 0, 0},
		{monday - 90, monday + 3, 12, 0, false, 0, 0},
		{monday + 2, monday + 90, 9, 0, true, monday + friday, monday + 90},
		{monday + friday, monday + 90, 3, 0, true, monday + friday, monday + 90},
		{monday + 5, monday + 6, 0, 0, true, monday + 5, monday + 6},
		{monday + 2, monday + 1, 0, 0, false, 0, 0},
	} {
		scope := survey.Scope{Campaign: "quy-4", From: c.from, To: c.to}
		got, err := d.book.Count(t.Context(), scope, sample)
		must(t, err)
		if got.Responses != c.want {
			t.Errorf("%s..%s: %d responses, want %d", c.from, c.to, got.Responses, c.want)
		}
		reads, streams := d.seen()
		if reads[string(Manifests)] != 1 || reads[Segments] != c.segments {
			t.Errorf("%s..%s: read %v, want the manifest once and %d segments", c.from, c.to, reads, c.segments)
		}
		if c.streams != (len(streams) == 1) || c.streams && (streams[0].From != c.streamed || streams[0].To != c.upTo) {
			t.Errorf("%s..%s: streamed %+v", c.from, c.to, streams)
		}
	}
	if len(d.lost) > 0 {
		t.Errorf("reported %q", d.lost)
	}
}

func TestADayIsOpenUntilTwoHoursAfterItsEnd(t *testing.T) {
	d := newDesk(t)
	several(t, d, "quy-4", 1, monday)
	d.clock.set(monday+1, 2)
	d.clock.step(-1)
	packs(t, d.book, 0)
	d.clock.step(1)
	packs(t, d.book, 1)
}

// Here nobody guards the rows that come to a day packed too early; that the day
// is open is enough.
func TestAClockThatWasAheadHidesNothing(t *testing.T) {
	d := newDesk(t)
	d.week(t)
	d.clock.set(monday+400, 12)
	packs(t, d.book, 1)
	d.clock.set(monday+friday, 13)
	several(t, d, "quy-4", 9, monday+friday)
	if n := agrees(t, d.book, d, whole("quy-4")); n != 4*3+9 {
		t.Errorf("%d responses, want 21", n)
	}
	packs(t, d.book, 0)
	d.clock.set(monday+friday+1, 12)
	agrees(t, d.book, d, whole("quy-4"))
	packs(t, d.book, 1)
	agrees(t, d.book, d, whole("quy-4"))
	if found, err := d.book.Verify(t.Context()); len(found) > 0 || err != nil {
		t.Errorf("differences %v, %v", found, err)
	}
}

func TestWhatIsDamagedIsCountedFromTheRowsAndPackedAgain(t *testing.T) {
	for name, c := range map[string]struct {
		harm func(*testing.T, *desk)
		want []string
	}{
		"missing": {func(t *testing.T, d *desk) { must(t, d.Delete(t.Context(), Segments, "quy-4/2026-10-06/0")) }, []string{"2026-10-06"}},
		"damaged": {func(t *testing.T, d *desk) {
			must(t, d.Replace(t.Context(), Segments, "quy-4/2026-10-07/0", []byte("hlseg")))
		}, []string{"2026-10-07"}},
		"another": {func(t *testing.T, d *desk) {
			b, err := d.Read(t.Context(), Segments, "quy-4/2026-10-05/0")
			must(t, err)
			must(t, d.Replace(t.Context(), Segments, "quy-4/2026-10-06/0", b))
			must(t, d.Replace(t.Context(), Segments, "quy-4/2026-10-08/0", b))
		}, []string{"2026-10-06", "2026-10-08"}},
		"listed wrongly": {func(t *testing.T, d *desk) {
			m, err := read(t.Context(), d, "quy-4")
			must(t, err)
			m.Days[1].Rows++
			must(t, write(t.Context(), d, "quy-4", m))
		}, []string{"2026-10-06"}},
		"no manifest": {func(t *testing.T, d *desk) { must(t, Manifests.Delete(t.Context(), d, "quy-4")) }, nil},
		"a broken manifest": {func(t *testing.T, d *desk) {
			must(t, d.Replace(t.Context(), string(Manifests), "quy-4", []byte("[")))
		}, []string{"1970-01-01"}},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			d.week(t)
			c.harm(t, d)
			d.reopen()
			if n := agrees(t, d.book, d, whole("quy-4")); n != 15 {
				t.Errorf("%d responses, want 15", n)
			}
			if len(d.lost) != len(c.want) {
				t.Fatalf("reported %q, want %q", d.lost, c.want)
			}
			for i, day := range c.want {
				if !strings.HasPrefix(d.lost[i], "quy-4 "+day+" ") {
					t.Errorf("reported %q, want %s", d.lost[i], day)
				}
			}
			if _, err := d.book.Pack(t.Context()); err != nil {
				t.Fatal(err)
			}
			d.reopen()
			if agrees(t, d.book, d, whole("quy-4")); len(d.lost) > 0 {
				t.Errorf("after packing again: %q", d.lost)
			}
		})
	}
}

func TestAResponseToAnotherVersionIsAnErrorFromThePagesToo(t *testing.T) {
	d := newDesk(t)
	strange := response("quy-4", monday+1, 77)
	strange.Template.Version = 2
	insert(t, d, strange)
	d.week(t)
	if c, err := d.book.Count(t.Context(), whole("quy-4"), sample); c != nil || !errors.Is(err, tally.ErrTemplate) || !strings.Contains(err.Error(), "mau@2") {
		t.Errorf("got %v, %v, want ErrTemplate naming mau@2", c, err)
	}
	if n := agrees(t, d.book, d, survey.Scope{Campaign: "quy-4", From: monday + 2, To: monday + 9}); n != 9 {
		t.Errorf("beside it %d responses, want 9", n)
	}
}

func TestCountingEndsWithItsContext(t *testing.T) {
	d := newDesk(t)
	d.week(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if c, err := d.book.Count(ctx, whole("quy-4"), sample); c != nil || !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, %v, want Canceled", c, err)
	}
	// In the middle, with everything on the shelf.
	agrees(t, d.book, d, whole("quy-4"))
	m, err := read(t.Context(), d, "quy-4")
	must(t, err)
	c := counting{book: d.book, scope: whole("quy-4"), template: sample, whole: tally.New(sample), days: m.Days}
	if err := c.run(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want Canceled", err)
	}
}

// broken is a store that cannot be read, or streams nonsense.
type broken struct {
	Store
	kind    string
	streams func(yield func(*survey.Response, error) bool)
}

func (b broken) Read(ctx context.Context, kind, id string) ([]byte, error) {
	if kind == b.kind {
		return nil, survey.ErrUnavailable
	}
	return b.Store.Read(ctx, kind, id)
}

func (b broken) Responses(ctx context.Context, scope survey.Scope) iter.Seq2[*survey.Response, error] {
	if b.streams != nil {
		return b.streams
	}
	return b.Store.Responses(ctx, scope)
}

func TestAStoreThatFailsIsKnownByItsError(t *testing.T) {
	d := newDesk(t)
	d.week(t)
	for _, c := range []struct {
		name string
		s    broken
		want error
	}{
		{"no manifest to be had", broken{Store: d, kind: string(Manifests)}, survey.ErrUnavailable},
		{"no segment to be had", broken{Store: d, kind: Segments}, nil},
		{"no row to be had", broken{Store: d, streams: func(yield func(*survey.Response, error) bool) { yield(nil, survey.ErrUnavailable) }}, survey.ErrUnavailable},
		{"neither", broken{Store: d, kind: Segments, streams: func(yield func(*survey.Response, error) bool) { yield(nil, survey.ErrUnavailable) }}, survey.ErrUnavailable},
	} {
		got, err := New(c.s, d.clock.Now, Options{}).Count(t.Context(), whole("quy-4"), sample)
		if !errors.Is(err, c.want) || (err == nil) != (got != nil) || got != nil && got.Responses != 15 {
			t.Errorf("%s: got %v, %v, want %v", c.name, got, err, c.want)
		}
	}
}

// TestManyMayCountWhileOnePacks counts all the while that days are inserted,
// packed, taken back and packed again. What was stored before a count is in it.
func TestManyMayCountWhileOnePacks(t *testing.T) {
	d := newDesk(t)
	reader := New(d, d.clock.Now, Options{Memory: 1 << 11})
	const days = 24
	var mu sync.Mutex
	var stored int64
	known := func() int64 { mu.Lock(); defer mu.Unlock(); return stored }
	done := make(chan struct{})
	var group sync.WaitGroup
	for i := range 4 {
		group.Go(func() {
			for b := []*Book{d.book, reader}[i%2]; ; runtime.Gosched() {
				least := known()
				c, err := b.Count(t.Context(), whole("quy-4"), sample, splits()...)
				if err != nil || c.Responses < least || c.Responses > known()+5 {
					t.Errorf("counted %v, %v, want at least %d", c, err, least)
					return
				}
				select {
				case <-done:
					return
				default:
				}
			}
		})
	}
	for n := range survey.Date(days) {
		d.clock.set(monday+n, 12)
		for i := range 5 {
			insert(t, d.book.Guard(d), response("quy-4", monday+n, i))
			mu.Lock()
			stored++
			mu.Unlock()
		}
		if n%5 == 4 {
			must(t, Reopen(t.Context(), d, "quy-4", monday+n-3))
		}
		if _, err := []*Book{d.book, reader}[n%2].Pack(t.Context()); err != nil {
			t.Error(err)
		}
	}
	close(done)
	group.Wait()
	if n := agrees(t, d.book, d, whole("quy-4")); n != days*5 {
		t.Errorf("%d responses, want %d", n, days*5)
	}
}

func TestCampaignsHaveABookEach(t *testing.T) {
	d := newDesk(t)
	found(t, d, "quy-5")
	several(t, d, "quy-4", 2, monday)
	several(t, d, "quy-5", 5, monday, monday+1)
	several(t, d, "khong-dang-ky", 1, monday)
	packs(t, d.book, 3)
	for campaign, want := range map[string]int64{"quy-4": 2, "quy-5": 10, "khong-dang-ky": 1, "khong-co": 0} {
		if n := agrees(t, d.book, d, whole(campaign)); n != want {
			t.Errorf("%s: %d responses, want %d", campaign, n, want)
		}
	}
	var ids []string
	for r, err := range d.List(t.Context(), Segments) {
		must(t, err)
		ids = append(ids, r.ID)
	}
	if want := []string{"quy-4/2026-10-05/0", "quy-5/2026-10-05/0", "quy-5/2026-10-06/0"}; !slices.Equal(ids, want) {
		t.Errorf("segments %q, want %q", ids, want)
	}
}

var _ Store = store.Store(nil)
