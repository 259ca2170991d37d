package daybook

import (
	"context"
	"fmt"
	"iter"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"hailong/internal/period"
	"hailong/internal/store"
	"hailong/internal/store/sqlitestore"
	"hailong/internal/survey"
	"hailong/internal/tally"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

type fataler interface {
	Helper()
	Fatal(...any)
	Fatalf(string, ...any)
	Context() context.Context
}

// sample asks a choice to group by, a level and several ticks.
var sample = func() *survey.Template {
	options := func(codes ...string) (list []survey.Option) {
		for _, c := range codes {
			list = append(list, survey.Option{Code: c})
		}
		return list
	}
	t := &survey.Template{Code: "mau", Version: 1, Sections: []survey.Section{{Questions: []survey.Question{
		{Code: "A3", Kind: survey.KindChoice, Options: options("truc-tiep", "truc-tuyen")},
		{Code: "HL0", Kind: survey.KindLevel},
		{Code: "UT", Kind: survey.KindMulti, Options: options("nhanh", "it-giay", "thai-do")},
	}}}}
	t.Build()
	return t
}()

var monday = survey.Day(2026, 10, 5)

// A clock is a time that tests set.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// set sets the clock to an hour of a day in the zone of the commune.
func (c *clock) set(d survey.Date, hour int) {
	y, m, day := d.Time().Date()
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = time.Date(y, m, day, hour, 0, 0, 0, period.Local(time.Unix(0, 0)).Location())
}

func (c *clock) step(by time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(by)
}

func opened(t testing.TB) *sqlitestore.Store {
	t.Helper()
	s, err := sqlitestore.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func found(f fataler, s store.Registry, campaign string) {
	f.Helper()
	must(f, store.Campaigns.Replace(f.Context(), s, campaign, survey.Campaign{Code: campaign}))
}

func must(f fataler, err error) {
	f.Helper()
	if err != nil {
		f.Fatal(err)
	}
}

// response returns one of a kind of its own for each n, as far as there are.
func response(campaign string, d survey.Date, n int) survey.Response {
	return survey.Response{
		ID: survey.IDOf(campaign, fmt.Sprint(d, n)), Template: sample.Ref(), Campaign: campaign, Unit: "ninh-giang",
		Place: []string{"trung-tam", "vinh-hoa"}[n%2], Counter: fmt.Sprint(n % 3), Channel: survey.Channels[n%5],
		Field: []string{"HOTICH", "DATDAI", ""}[n/2%3], Date: d,
		Answers: survey.Answers{byte(n % 3), byte(n % 8), byte(n % 2), byte(n / 2 % 2), byte(n / 3 % 2)},
	}
}

func insert(f fataler, s store.Responses, list ...survey.Response) {
	f.Helper()
	for len(list) > 0 {
		n := min(len(list), store.MaxBatch)
		if _, err := s.Insert(f.Context(), list[:n]); err != nil {
			f.Fatal(err)
		}
		list = list[n:]
	}
}

// several inserts n responses on each of the days.
func several(f fataler, s store.Responses, campaign string, n int, days ...survey.Date) {
	f.Helper()
	var list []survey.Response
	for _, d := range days {
		for i := range n {
			list = append(list, response(campaign, d, i))
		}
	}
	insert(f, s, list...)
}

func packs(f fataler, b *Book, want int) {
	f.Helper()
	if n, err := b.Pack(f.Context()); n != want || err != nil {
		f.Fatalf("packed %d days, %v, want %d", n, err, want)
	}
}

func whole(campaign string) survey.Scope {
	return survey.Scope{Campaign: campaign, From: never, To: always}
}

func splits() []*tally.Split {
	return []*tally.Split{tally.By(sample, tally.Channel), tally.By(sample, tally.Place), tally.By(sample, tally.Field)}
}

// agrees wants the book to count what a stream of everything does, and returns
// the number of responses.
func agrees(f fataler, b *Book, s store.Responses, scope survey.Scope) int64 {
	f.Helper()
	wants, gots := splits(), splits()
	want, err := tally.Count(f.Context(), s.Responses(f.Context(), scope), sample, wants...)
	must(f, err)
	got, err := b.Count(f.Context(), scope, sample, gots...)
	must(f, err)
	if !got.Equal(want) {
		f.Fatalf("the book counts %d responses, the stream %d, or other answers, in %+v", got.Responses, want.Responses, scope)
	}
	for i := range wants {
		if len(gots[i].Parts()) != len(wants[i].Parts()) {
			f.Fatalf("split %d has %d parts, want %d", i, len(gots[i].Parts()), len(wants[i].Parts()))
		}
		for name, part := range wants[i].Parts() {
			if p := gots[i].Parts()[name]; p == nil || !p.Equal(part) {
				f.Fatalf("split %d: part %q is another tally", i, name)
			}
		}
	}
	return got.Responses
}

// A watched store counts what is asked of it, and writes only so often.
type watched struct {
	Store
	mu      sync.Mutex
	reads   map[string]int
	streams []survey.Scope
	writes  int // left, negative for any number
}

func watching(s Store) *watched { return &watched{Store: s, reads: map[string]int{}, writes: -1} }

func (w *watched) Read(ctx context.Context, kind, id string) ([]byte, error) {
	w.mu.Lock()
	w.reads[kind]++
	w.mu.Unlock()
	return w.Store.Read(ctx, kind, id)
}

func (w *watched) Responses(ctx context.Context, scope survey.Scope) iter.Seq2[*survey.Response, error] {
	w.mu.Lock()
	w.streams = append(w.streams, scope)
	w.mu.Unlock()
	return w.Store.Responses(ctx, scope)
}

func (w *watched) Replace(ctx context.Context, kind, id string, value []byte) error {
	w.mu.Lock()
	left := w.writes
	w.writes = max(-1, left-1)
	w.mu.Unlock()
	if left == 0 {
		w.fail(0)
		return fmt.Errorf("replace %s: %w", kind, survey.ErrUnavailable)
	}
	return w.Store.Replace(ctx, kind, id, value)
}

// fail lets so many more writes succeed.
func (w *watched) fail(after int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.writes = after
}

// seen returns what was asked since the last time.
func (w *watched) seen() (reads map[string]int, streams []survey.Scope) {
	w.mu.Lock()
	defer w.mu.Unlock()
	reads, streams = w.reads, w.streams
	w.reads, w.streams = map[string]int{}, nil
	return reads, streams
}
