package intake

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"hailong/internal/period"
	"hailong/internal/store"
	"hailong/internal/survey"
)

// A witness is a real store that remembers the flags of what it was given.
type witness struct {
	store.Store
	flags []survey.Flags
	ill   error
}

func (w *witness) Insert(ctx context.Context, batch []survey.Response) ([]bool, error) {
	if w.ill != nil {
		return nil, w.ill
	}
	for _, r := range batch {
		w.flags = append(w.flags, r.Flags)
	}
	return w.Store.Insert(ctx, batch)
}

// watched makes a desk store through a witness.
func watched(t *testing.T, d *Desk, s store.Store, at *clock) *witness {
	t.Helper()
	w := &witness{Store: s}
	d.queue = NewQueue(w, QueueOptions{Depth: 10, Now: at.now})
	t.Cleanup(d.queue.Close)
	return w
}

// A turnstile is a gate that counts.
type turnstile struct {
	flags     survey.Flags
	shut      error
	in, given int
}

func (g *turnstile) Admit() (survey.Flags, error) {
	if g.shut != nil {
		return 0, g.shut
	}
	g.in++
	return g.flags, nil
}

func (g *turnstile) Return() { g.given++ }

func TestASheetCarriesWhatWasOddAboutItsWayIn(t *testing.T) {
	d, s, at := newDesk(t)
	w := watched(t, d, s, at)
	f := form(t, d, "Q1")
	questions := 0
	f.Template.Questions(func(*survey.Question) { questions++ })
	slow := time.Duration(questions) * readingTime
	for _, c := range []struct {
		name  string
		after time.Duration
		key   func() string
		gate  survey.Flags
		want  survey.Flags
	}{
		{"read and sent", slow, func() string { return issue(t, d, f) }, 0, 0},
		{"sent at once", 0, func() string { return issue(t, d, f) }, 0, survey.FlagFast},
		{"sent a moment too soon", slow - time.Second, func() string { return issue(t, d, f) }, 0, survey.FlagFast},
		{"of an instance whose clock is ahead", -time.Minute, func() string { return issue(t, d, f) }, 0, 0},
		{"of a program", 0, NewKey, 0, survey.FlagKey},
		{"what the gate saw", slow, func() string { return issue(t, d, f) }, survey.FlagNetwork | survey.FlagBurst, survey.FlagNetwork | survey.FlagBurst},
	} {
		e := entry(c.key(), map[string][]string{"HL0": {"5"}})
		e.Gate = &turnstile{flags: c.gate}
		at.move(c.after)
		if _, err := d.Submit(t.Context(), f, e); err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		if got := w.flags[len(w.flags)-1]; got != c.want {
			t.Errorf("%s: flags %q, want %q", c.name, got, c.want)
		}
	}
}

func TestAClosedPlaceIsFlaggedByTheClockOfTheUnit(t *testing.T) {
	hours := []survey.Hours{
		{Weekday: time.Monday, From: 7*60 + 30, To: 11*60 + 30},
		{Weekday: time.Monday, From: 13*60 + 30, To: 17 * 60},
	}
	for local, want := range map[string]bool{
		"2026-11-23 07:29": false, "2026-11-23 07:30": true, "2026-11-23 11:59": true, "2026-11-23 12:00": false,
		"2026-11-23 13:30": true, "2026-11-23 17:29": true, "2026-11-23 17:30": false, "2026-11-23 23:00": false,
		"2026-11-22 09:00": false, "2026-11-24 09:00": false,
	} {
		at, err := time.ParseInLocation("2006-01-02 15:04", local, period.Local(time.Unix(0, 0)).Location())
		if err != nil {
			t.Fatal(err)
		}
		if got := receives(hours, at.UTC()); got != want {
			t.Errorf("at %s: %v, want %v", local, got, want)
		}
		if !receives(nil, at) {
			t.Errorf("at %s a place without hours is closed", local)
		}
	}
	d, s, at := newDesk(t)
	w := watched(t, d, s, at)
	put(t, s, store.Places, "p", survey.Place{Code: "p", Unit: "u", Hours: hours, Counters: []survey.Counter{{Code: "1"}}})
	d.Forget()
	at.set("2026-11-23 22:00")
	if _, err := d.Submit(t.Context(), form(t, d, "Q1"), entry(key, map[string][]string{"HL0": {"5"}})); err != nil {
		t.Fatal(err)
	}
	if want := survey.FlagHours | survey.FlagKey; len(w.flags) != 1 || w.flags[0] != want {
		t.Errorf("flags %v, want %v", w.flags, want)
	}
}

func TestOnlyWhatIsNewAndWholePassesTheGateAndPays(t *testing.T) {
	d, s, at := newDesk(t)
	w := watched(t, d, s, at)
	f := form(t, d, "Q1")
	g := &turnstile{}
	send := func(key string, marks map[string][]string) (Accepted, error) {
		e := entry(key, marks)
		e.Gate = g
		return d.Submit(t.Context(), f, e)
	}
	good := map[string][]string{"HL0": {"5"}}
	if _, err := send(key, nil); err == nil || g.in != 0 {
		t.Errorf("a faulty sheet: %v, counted %d", err, g.in)
	}
	first, err := send(key, good)
	if err != nil || g.in != 1 || g.given != 0 {
		t.Fatalf("a good one: %v, %+v", err, g)
	}
	if a, err := send(key, good); err != nil || a.Fresh || g.in-g.given != 1 {
		t.Errorf("sent twice: %+v, %v, paid %d", a, err, g.in-g.given)
	}
	for _, ill := range []error{survey.ErrUnavailable, survey.ErrBusy} {
		w.ill = fmt.Errorf("write: %w", ill)
		if _, err := send(NewKey(), good); !errors.Is(err, ill) || g.in-g.given != 1 {
			t.Errorf("not stored: %v, paid %d", err, g.in-g.given)
		}
	}
	w.ill = errors.New("broken")
	if _, err := send(NewKey(), good); err == nil || g.in-g.given != 2 {
		t.Errorf("nobody knows: %v, paid %d; want it paid", err, g.in-g.given)
	}
	w.ill, g.shut = nil, errors.New("too many")
	if _, err := send(NewKey(), good); !errors.Is(err, g.shut) {
		t.Errorf("at a shut gate: %v", err)
	}
	if a, err := send(key, good); err != nil || a.Receipt != first.Receipt || a.Fresh {
		t.Errorf("stored before, at a shut gate: %+v, %v", a, err)
	}
	if n := len(stored(t, s)); n != 1 {
		t.Errorf("%d responses stored, want 1", n)
	}
}

func TestOneThatHangsUpHasPaid(t *testing.T) {
	d, s, at := newDesk(t)
	g := closedGate(s)
	d.queue = NewQueue(g, QueueOptions{Depth: 10, Now: at.now})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	count := &turnstile{}
	e := entry(key, map[string][]string{"HL0": {"5"}})
	e.Gate = count
	if _, err := d.Submit(ctx, form(t, d, "Q1"), e); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	close(g.open)
	d.queue.Close()
	if len(stored(t, s)) != 1 || count.in != 1 || count.given != 0 {
		t.Errorf("stored %d, counted %+v", len(stored(t, s)), count)
	}
}

func TestASlipsOwnKeyIsNobodyElses(t *testing.T) {
	d, _, _ := newDesk(t)
	f := *form(t, d, "Q1")
	f.Key = NewKey() // as Slip gives it
	if flags, err := d.mark(t.Context(), &f, f.Key); err != nil || flags != 0 {
		t.Errorf("flags %v, %v", flags, err)
	}
	for _, give := range []func(context.Context, *Form) (string, error){d.Key, d.Renew} {
		if k, err := give(t.Context(), &f); err != nil || k != f.Key {
			t.Errorf("%q, %v; want the slip's", k, err)
		}
	}
}

func BenchmarkKey(b *testing.B) {
	m := &mint{}
	m.use(make([]byte, secretSize))
	for b.Loop() {
		if _, err := m.issue(b.Context(), "DEMO", time.Unix(0, 0)); err != nil {
			b.Fatal(err)
		}
	}
}
