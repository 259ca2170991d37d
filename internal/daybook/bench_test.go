package daybook

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"hailong/internal/bench"
	"hailong/internal/catalog"
	"hailong/internal/demo"
	"hailong/internal/store"
	"hailong/internal/store/sqlitestore"
	"hailong/internal/survey"
	"hailong/internal/tally"
	templates "hailong/survey-templates"
)

// A quarter is the made-up responses of a commune to the full template, from
// 2026-10-01 to 2026-12-31, in a store on the disk.
type quarter struct {
	store    *sqlitestore.Store
	template *survey.Template
	scope    survey.Scope
	plan     demo.Plan
	clock    clock
}

// emptyQuarter has the plan and no response.
func emptyQuarter(b *testing.B, responses int) *quarter {
	b.Helper()
	c, err := catalog.Load(templates.FS)
	if err != nil {
		b.Fatal(err)
	}
	q := &quarter{scope: survey.Scope{Campaign: "demo-full", From: survey.Day(2026, 10, 1), To: survey.Day(2026, 12, 31)}}
	if q.template, err = c.Latest("full"); err != nil {
		b.Fatal(err)
	}
	q.store = benchStore(b)
	found(b, q.store, q.scope.Campaign)
	q.plan = demo.Plan{
		Campaign: survey.Campaign{Code: "demo-full", Unit: "ninh-giang", Template: q.template.Ref()},
		Template: q.template, Fields: c.Fields(), From: q.scope.From, To: q.scope.To, Responses: responses, Seed: 1,
	}
	for i := range 3 {
		p := survey.Place{Code: fmt.Sprint("diem-", i), Unit: "ninh-giang"}
		for n := range 4 {
			p.Counters = append(p.Counters, survey.Counter{Code: fmt.Sprint(n)})
		}
		q.plan.Places = append(q.plan.Places, p)
	}
	return q
}

func newQuarter(b *testing.B, responses int) *quarter {
	b.Helper()
	q := emptyQuarter(b, responses)
	batch := make([]survey.Response, 0, store.MaxBatch)
	for r := range q.plan.All() {
		if batch = append(batch, r); len(batch) == cap(batch) {
			insert(b, q.store, batch...)
			batch = batch[:0]
		}
	}
	insert(b, q.store, batch...)
	return q
}

// benchStore is in a folder of its own, as opened is, but takes any testing.B.
func benchStore(b *testing.B) *sqlitestore.Store {
	b.Helper()
	s, err := sqlitestore.Open(context.Background(), b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	return s
}

func (q *quarter) splits() []*tally.Split {
	return []*tally.Split{tally.By(q.template, tally.Channel), tally.By(q.template, tally.Place), tally.By(q.template, tally.Field)}
}

func (q *quarter) count(b *testing.B, book *Book, scope survey.Scope) *tally.Tally {
	b.Helper()
	got, err := book.Count(b.Context(), scope, q.template, q.splits()...)
	if err != nil {
		b.Fatal(err)
	}
	return got
}

// stream counts the scope from the rows.
func (q *quarter) stream(b *testing.B, scope survey.Scope) *tally.Tally {
	b.Helper()
	got, err := tally.Count(b.Context(), q.store.Responses(b.Context(), scope), q.template, q.splits()...)
	if err != nil {
		b.Fatal(err)
	}
	return got
}

// packed packs what is closed at noon of a day.
func (q *quarter) packed(b *testing.B, today survey.Date) *Book {
	b.Helper()
	q.clock.set(today, 12)
	book := New(q.store, q.clock.Now, Options{})
	start := time.Now()
	if _, err := book.Pack(b.Context()); err != nil {
		b.Fatal(err)
	}
	b.Logf("packed in %v", time.Since(start).Round(time.Millisecond))
	return book
}

// BenchmarkScopes are the figures that a page waits for, over a quarter of a
// million responses.
func BenchmarkScopes(b *testing.B) {
	q := newQuarter(b, 1_000_000)
	book := q.packed(b, q.scope.To+1)
	for _, s := range q.scopes(b) {
		if !q.count(b, book, s.scope).Equal(q.stream(b, s.scope)) {
			b.Fatalf("%s: the book counts otherwise than the stream", s.name)
		}
		b.Run(s.name+"-cold-ms", func(b *testing.B) {
			bench.AtMost(b, q.milliseconds(b, q.open(0), s.scope), 1000)
		})
		b.Run(s.name+"-warm-ms", func(b *testing.B) {
			bench.AtMost(b, q.warm(b, book, s.scope), 50)
		})
	}
}

type namedScope struct {
	name  string
	scope survey.Scope
}

// scopes are the whole quarter, that of a group, of a place, of both, and one that
// is narrowed in every way at once.
func (q *quarter) scopes(b *testing.B) []namedScope {
	b.Helper()
	g, err := q.template.Group("A3", q.template.Question("A3").Options[0].Code)
	if err != nil {
		b.Fatal(err)
	}
	group, place := q.scope, q.scope
	group.Groups, place.Places = []survey.Group{g}, []string{"diem-0"}
	both := place
	both.Groups = group.Groups
	narrow := both
	narrow.Fields, narrow.Channels = []string{"HOTICH"}, []survey.Channel{survey.ChannelQR}
	return []namedScope{
		{"whole", q.scope}, {"group", group}, {"place", place}, {"place-group", both}, {"place-field-channel-group", narrow},
	}
}

func (q *quarter) milliseconds(b *testing.B, book *Book, scope survey.Scope) float64 {
	b.Helper()
	start := time.Now()
	q.count(b, book, scope)
	return float64(time.Since(start).Microseconds()) / 1000
}

// warm is the middle one of some counts of what was counted before.
func (q *quarter) warm(b *testing.B, book *Book, scope survey.Scope) float64 {
	b.Helper()
	q.count(b, book, scope)
	times := make([]float64, 9)
	for i := range times {
		times[i] = q.milliseconds(b, book, scope)
	}
	slices.Sort(times)
	return times[len(times)/2]
}
