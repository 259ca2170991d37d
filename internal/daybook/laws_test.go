package daybook

import (
	"context"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hailong/internal/period"
	"hailong/internal/store"
	"hailong/internal/survey"
)

// A life is two instances on one store with one clock, whatever happens.
type life struct {
	store    *watched
	clock    *clock
	campaign string
	books    [2]*Book
	inserted int
}

// TestTheBookAlwaysCountsWhatIsThere is the law of this package: in every state
// that can be reached, every scope is counted as a stream counts it.
func TestTheBookAlwaysCountsWhatIsThere(t *testing.T) {
	s := watching(opened(t))
	lives := 0 // each with a campaign of its own: opening a store takes long
	rapid.Check(t, func(t *rapid.T) {
		l := &life{store: s, clock: &clock{}, campaign: fmt.Sprint("doi-", lives)}
		lives++
		l.clock.set(monday, 12)
		l.restart(t)
		found(t, s, l.campaign)
		defer func() { must(t, store.Campaigns.Delete(context.Background(), s, l.campaign)) }()
		t.Repeat(map[string]func(*rapid.T){
			"":            l.holds,
			"insert":      l.insert,
			"insert past": l.insertPast,
			"demo":        l.demo,
			"step":        l.step,
			"next day":    func(*rapid.T) { l.clock.step(24 * time.Hour) },
			"pack":        l.pack,
			"fail":        l.fail,
			"reopen":      func(t *rapid.T) { must(t, Reopen(t.Context(), s, l.campaign, l.day(t))) },
			"lose":        l.lose,
			"damage":      l.damage,
			"unlist":      l.unlist,
			"restart":     l.restart,
		})
	})
}

// holds counts everything by both books, and a narrower scope by one.
func (l *life) holds(t *rapid.T) {
	for _, b := range l.books {
		agrees(t, b, l.store, whole(l.campaign))
	}
	scope := survey.Scope{Campaign: l.campaign, From: l.day(t), To: l.day(t)}
	if rapid.Bool().Draw(t, "narrow") {
		scope.Places, scope.Fields = []string{"trung-tam"}, []string{"HOTICH", ""}
		g, err := sample.Group("A3", "truc-tuyen")
		must(t, err)
		scope.Groups = append(scope.Groups, g)
	}
	agrees(t, l.book(t), l.store, scope)
}

func (l *life) today() survey.Date { return period.Today(l.clock.Now()) }

// day draws one of the last days, or so.
func (l *life) day(t *rapid.T) survey.Date {
	return l.today() + survey.Date(rapid.IntRange(-12, 3).Draw(t, "day"))
}

func (l *life) book(t *rapid.T) *Book { return l.books[rapid.IntRange(0, 1).Draw(t, "book")] }

func (l *life) responses(t *rapid.T, d survey.Date) []survey.Response {
	var list []survey.Response
	for range rapid.IntRange(1, 6).Draw(t, "responses") {
		list = append(list, response(l.campaign, d, l.inserted))
		l.inserted++
	}
	return list
}

// insert is what people do.
func (l *life) insert(t *rapid.T) {
	insert(t, l.book(t).Guard(l.store), l.responses(t, l.today())...)
}

func (l *life) insertPast(t *rapid.T) {
	insert(t, l.book(t).Guard(l.store), l.responses(t, min(l.today(), l.day(t)))...)
}

// demo knows no book.
func (l *life) demo(t *rapid.T) {
	d := min(l.today(), l.day(t))
	must(t, Reopen(t.Context(), l.store, l.campaign, d))
	insert(t, l.store, l.responses(t, d)...)
}

func (l *life) step(t *rapid.T) {
	l.clock.step(time.Duration(rapid.SampledFrom([]int{-400 * 24, -50, -24, -3, 1, 2, 23, 24, 49, 400 * 24}).Draw(t, "hours")) * time.Hour)
}

func (l *life) pack(t *rapid.T) {
	if _, err := l.book(t).Pack(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, d := range l.differences(t) {
		t.Fatal(d)
	}
}

func (l *life) differences(t *rapid.T) []Difference {
	d, err := New(l.store, l.clock.Now, Options{}).Verify(t.Context())
	must(t, err)
	return d
}

// fail packs until the disk is full, as a kill would end it.
func (l *life) fail(t *rapid.T) {
	l.store.fail(rapid.IntRange(0, 4).Draw(t, "writes"))
	defer l.store.fail(-1)
	_, _ = l.book(t).Pack(t.Context())
}

// part draws the id of a listed segment.
func (l *life) part(t *rapid.T) string {
	m, err := read(t.Context(), l.store, l.campaign)
	if err != nil || len(m.Days) == 0 {
		t.Skip("nothing is packed")
	}
	return segmentID(l.campaign, rapid.SampledFrom(m.Days).Draw(t, "day").Date, 0)
}

// lose and damage are healed, for the difference that Pack must not leave.
func (l *life) lose(t *rapid.T) {
	must(t, l.store.Delete(t.Context(), Segments, l.part(t)))
	l.heal(t)
}

func (l *life) damage(t *rapid.T) {
	id, other := l.part(t), l.part(t)
	b, err := l.store.Read(t.Context(), Segments, other)
	if err != nil {
		t.Skip("it is lost already")
	}
	if id == other {
		b[rapid.IntRange(0, len(b)-1).Draw(t, "byte")] ^= 1
	}
	must(t, l.store.Replace(t.Context(), Segments, id, b))
	l.heal(t)
}

// heal counts with books that remember nothing, so that each sees the damage.
func (l *life) heal(t *rapid.T) {
	l.restart(t)
	l.holds(t)
}

func (l *life) unlist(t *rapid.T) {
	b := rapid.SampledFrom([]string{"", "{", "null", `{"through":"2026-10-04","days":[{"date":"2026-10-05"}]}`}).Draw(t, "manifest")
	must(t, l.store.Replace(t.Context(), string(Manifests), l.campaign, []byte(b)))
}

// restart forgets what is in memory.
func (l *life) restart(*rapid.T) {
	for i := range l.books {
		l.books[i] = New(l.store, l.clock.Now, Options{Memory: 1 << (10 * i)})
	}
}
