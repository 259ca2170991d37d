package intake

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"hailong/internal/catalog"
	"hailong/internal/period"
	"hailong/internal/store"
	"hailong/internal/survey"
	templates "hailong/survey-templates"
)

// clock is a time that a test moves.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) set(text string) {
	t, err := time.ParseInLocation("2006-01-02 15:04", text, period.Local(time.Unix(0, 0)).Location())
	if err != nil {
		panic(err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = t
}

// newDesk opens a desk over a real store with one campaign of the short
// template, open in the fourth quarter of 2026, behind the code Q1.
func newDesk(t *testing.T) (*Desk, store.Store, *clock) {
	t.Helper()
	s := openStore(t)
	c, err := catalog.Load(templates.FS)
	if err != nil {
		t.Fatal(err)
	}
	closes := survey.Day(2026, 12, 31)
	put(t, s, store.Units, "u", survey.Unit{Code: "u"})
	put(t, s, store.Places, "p", survey.Place{Code: "p", Unit: "u", Counters: []survey.Counter{{Code: "1"}}})
	put(t, s, store.Campaigns, "c", survey.Campaign{
		Code: "c", Unit: "u", Template: survey.Ref{Code: "short", Version: 1},
		Scheme: "calendar", Opens: survey.Day(2026, 10, 1), Closes: &closes,
	})
	put(t, s, store.Posters, "Q1", survey.Poster{Code: "Q1", Campaign: "c", Place: "p", Counter: "1", Channel: survey.ChannelQR})
	at := &clock{}
	at.set("2026-11-23 09:00")
	q := NewQueue(s, QueueOptions{Depth: 100, Now: at.now})
	t.Cleanup(q.Close)
	return NewDesk(s, c, q, at.now), s, at
}

func put[T any](t *testing.T, s store.Store, k store.Kind[T], id string, v T) {
	t.Helper()
	if err := k.Replace(t.Context(), s, id, v); err != nil {
		t.Fatal(err)
	}
}

func form(t *testing.T, d *Desk, code string) *Form {
	t.Helper()
	f, err := d.Form(t.Context(), code)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func entry(key string, marks map[string][]string) Entry {
	return Entry{Key: key, Sheet: survey.Sheet{Marks: marks}}
}

const key = "0123456789abcdef"

func TestASheetBecomesOneResponseWithTheDayOfTheUnit(t *testing.T) {
	d, s, at := newDesk(t)
	at.set("2026-11-24 00:10") // still the 23rd in UTC
	e := entry(key, map[string][]string{"HL0": {"5"}, "TC": {"na"}})
	e.Sheet.Comment, e.Sheet.Field = "  Cán bộ tận tình. ", "HOTICH"
	a, err := d.Submit(t.Context(), form(t, d, "q1"), e)
	if err != nil || !a.Fresh || a.Receipt != survey.ReceiptOf("c", key) {
		t.Fatalf("Submit: %+v, %v", a, err)
	}
	var found []survey.Response
	for r, err := range s.Responses(t.Context(), survey.Scope{Campaign: "c", From: 0, To: 40_000}) {
		if err != nil {
			t.Fatal(err)
		}
		r.Answers = slices.Clone(r.Answers)
		found = append(found, *r)
	}
	if len(found) != 1 {
		t.Fatalf("%d responses stored, want 1", len(found))
	}
	r := found[0]
	if r.Date.String() != "2026-11-24" || r.Place != "p" || r.Counter != "1" || r.Unit != "u" ||
		r.Channel != survey.ChannelQR || r.Field != "HOTICH" || r.Comment != "Cán bộ tận tình." {
		t.Errorf("stored %+v", r)
	}
	if r.Answers[0] != 5 || r.Answers[1] != survey.CellNA || r.Answers[2] != survey.CellBlank {
		t.Errorf("cells %v, want 5, not applicable, blank, …", r.Answers)
	}
}

func TestTheSameKeyIsOneResponseAndOneReceipt(t *testing.T) {
	d, s, _ := newDesk(t)
	f := form(t, d, "Q1")
	first, err := d.Submit(t.Context(), f, entry(key, map[string][]string{"HL0": {"5"}}))
	if err != nil {
		t.Fatal(err)
	}
	second, err := d.Submit(t.Context(), f, entry(key, map[string][]string{"HL0": {"1"}}))
	if err != nil || second.Fresh || second.Receipt != first.Receipt {
		t.Errorf("second: %+v, %v; want the first receipt %s, not fresh", second, err, first.Receipt)
	}
	if n := len(stored(t, s)); n != 1 {
		t.Errorf("%d responses stored, want 1", n)
	}
}

func TestNothingOfAFaultySheetIsStored(t *testing.T) {
	d, s, _ := newDesk(t)
	f := form(t, d, "Q1")
	for name, c := range map[string]struct {
		entry Entry
		want  string
	}{
		"required":       {entry(key, map[string][]string{"TC": {"5"}}), "HL0: required"},
		"range and more": {entry(key, map[string][]string{"HL0": {"6"}, "XX": {"1"}}), "HL0: out_of_range, XX: unknown_question"},
		"no key":         {entry("", map[string][]string{"HL0": {"5"}}), "key: invalid_key"},
		"key with a blank": {
			entry("0123456789 abcdef", map[string][]string{"HL0": {"5"}}), "key: invalid_key"},
		"read badly": {
			Entry{Key: key, Faults: []survey.Fault{{At: "HL0", Code: survey.FaultType}}}, "HL0: wrong_type"},
	} {
		_, err := d.Submit(t.Context(), f, c.entry)
		if err == nil || !strings.HasSuffix(err.Error(), ": "+c.want) {
			t.Errorf("%s: got %v, want %s", name, err, c.want)
		}
	}
	if n := len(stored(t, s)); n != 0 {
		t.Errorf("%d responses stored, want none", n)
	}
}

func TestACampaignTakesResponsesFromItsFirstToItsLastDay(t *testing.T) {
	d, s, at := newDesk(t)
	f := form(t, d, "Q1")
	for i, c := range []struct {
		at   string
		want error
	}{
		{"2026-09-30 23:59", survey.ErrEarly},
		{"2026-10-01 00:00", nil},
		{"2026-12-31 23:59", nil},
		{"2027-01-01 00:00", survey.ErrClosed},
	} {
		at.set(c.at)
		_, err := d.Submit(t.Context(), f, entry(key+string(rune('a'+i)), map[string][]string{"HL0": {"5"}}))
		if !errors.Is(err, c.want) {
			t.Errorf("at %s: %v, want %v", c.at, err, c.want)
		}
	}
	if n := len(stored(t, s)); n != 2 {
		t.Errorf("%d responses stored, want 2", n)
	}
}

func TestAFormFollowsTheRegistryAfterItsLifeAndAtOnceWhenToldSo(t *testing.T) {
	d, s, at := newDesk(t)
	before := form(t, d, "Q1")
	voided := before.Poster
	voided.Voided = true
	put(t, s, store.Posters, "Q1", voided)
	if form(t, d, "Q1") != before {
		t.Error("within its life a form is served from memory")
	}
	at.mu.Lock()
	at.at = at.at.Add(formLife)
	at.mu.Unlock()
	if err := d.Shut(form(t, d, "Q1")); !errors.Is(err, survey.ErrVoided) {
		t.Errorf("after its life: %v, want survey.ErrVoided", err)
	}
	put(t, s, store.Posters, "Q1", before.Poster)
	d.Forget()
	restored := form(t, d, "Q1")
	if err := d.Shut(restored); err != nil {
		t.Errorf("after Forget: %v, want an open form", err)
	}
	at.mu.Lock()
	at.at = at.at.Add(formLife)
	at.mu.Unlock()
	if form(t, d, "Q1") != restored {
		t.Error("an unchanged form is another value; what was rendered from it is lost")
	}
}

// A distant store is away now and then.
type distantStore struct {
	store.Store
	away atomic.Bool
}

func (s *distantStore) Read(ctx context.Context, kind, id string) ([]byte, error) {
	if s.away.Load() {
		<-ctx.Done() // as a network does that swallows everything
		return nil, ctx.Err()
	}
	return s.Store.Read(ctx, kind, id)
}

func TestWhileTheStoreIsAwayAFormThatWasKnownIsServed(t *testing.T) {
	d, s, at := newDesk(t)
	distant := &distantStore{Store: s}
	d.forms.registry = distant
	known := form(t, d, "Q1")
	distant.away.Store(true)
	for _, forget := range []func(){d.Forget, func() {
		at.mu.Lock()
		at.at = at.at.Add(formLife)
		at.mu.Unlock()
	}} {
		forget()
		if got, err := d.Form(t.Context(), "Q1"); err != nil || got != known {
			t.Errorf("got %p, %v; want the form that was known", got, err)
		}
	}
	if _, err := d.Form(t.Context(), "Q2"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a form that was never known: %v", err)
	}
	distant.away.Store(false)
	voided := known.Poster
	voided.Voided = true
	put(t, s, store.Posters, "Q1", voided)
	d.Forget()
	if err := d.Shut(form(t, d, "Q1")); !errors.Is(err, survey.ErrVoided) {
		t.Errorf("after the return: %v, want survey.ErrVoided", err)
	}
}

func TestASheetThatWasStoredInTimeGetsItsReceiptHoweverLateItIsSentAgain(t *testing.T) {
	d, s, at := newDesk(t)
	f := form(t, d, "Q1")
	sheet := entry(key, map[string][]string{"HL0": {"5"}})
	first, err := d.Submit(t.Context(), f, sheet)
	if err != nil {
		t.Fatal(err)
	}
	at.set("2027-01-01 00:00")
	again, err := d.Submit(t.Context(), f, sheet)
	if err != nil || again.Fresh || again.Receipt != first.Receipt {
		t.Errorf("after the close: %+v, %v; want the receipt %s", again, err, first.Receipt)
	}
	if _, err := d.Submit(t.Context(), f, entry("another-key-of-16", nil)); !errors.Is(err, survey.ErrClosed) {
		t.Errorf("a new sheet after the close: %v, want survey.ErrClosed", err)
	}
	if n := len(stored(t, s)); n != 1 {
		t.Errorf("%d responses stored, want 1", n)
	}
}

func TestAnUnknownCodeIsNotFoundAndABrokenLinkIsOurFault(t *testing.T) {
	d, s, _ := newDesk(t)
	if _, err := d.Form(t.Context(), "nope"); !errors.Is(err, survey.ErrNotFound) {
		t.Errorf("unknown code: %v, want survey.ErrNotFound", err)
	}
	put(t, s, store.Posters, "LOST", survey.Poster{Code: "LOST", Campaign: "gone", Place: "p"})
	if _, err := d.Form(t.Context(), "LOST"); err == nil || errors.Is(err, survey.ErrNotFound) {
		t.Errorf("poster of a missing campaign: %v, want an error that is not survey.ErrNotFound", err)
	}
}

func TestAKeyIsSixteenToSixtyFourSafeCharacters(t *testing.T) {
	for k, want := range map[string]bool{
		NewKey():                               true,
		"123e4567-e89b-12d3-a456-426614174000": true,
		strings.Repeat("a", 15):                false,
		strings.Repeat("a", 64):                true,
		strings.Repeat("a", 65):                false,
		strings.Repeat("é", 16):                false,
		"":                                     false,
	} {
		if ValidKey(k) != want {
			t.Errorf("ValidKey(%q) = %v, want %v", k, !want, want)
		}
	}
}

func TestAClockThatIsSetBackMakesNoFormLastLonger(t *testing.T) {
	for _, back := range []time.Duration{5 * time.Minute, time.Hour} {
		d, s, at := newDesk(t)
		form(t, d, "Q1")
		at.mu.Lock()
		at.at = at.at.Add(-back)
		at.mu.Unlock()
		// Another instance withdraws the code; this one hears of it as always.
		put(t, s, store.Posters, "Q1", survey.Poster{Code: "Q1", Campaign: "c", Place: "p", Channel: survey.ChannelQR, Voided: true})
		at.mu.Lock()
		at.at = at.at.Add(formLife)
		at.mu.Unlock()
		if f := form(t, d, "Q1"); !f.Poster.Voided {
			t.Errorf("after %v back the form is still the one from before", back)
		}
	}
}
