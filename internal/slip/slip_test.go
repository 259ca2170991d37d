package slip

import (
	"crypto/rand"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hailong/internal/period"
	"hailong/internal/store"
	"hailong/internal/store/mongostore"
	"hailong/internal/store/mongostore/mongotest"
	"hailong/internal/store/sqlitestore"
	"hailong/internal/survey"
)

// everywhere runs a test on either engine, with one campaign at two places.
func everywhere(t *testing.T, test func(t *testing.T, s store.Store)) {
	t.Run("embedded", func(t *testing.T) {
		s, err := sqlitestore.Open(t.Context(), t.TempDir())
		begin(t, s, err, test)
	})
	t.Run("mongodb", func(t *testing.T) {
		s, err := mongostore.Open(t.Context(), mongotest.Database(t))
		begin(t, s, err, test)
	})
}

func begin(t *testing.T, s store.Store, err error, test func(t *testing.T, s store.Store)) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	ctx := t.Context()
	err = errors.Join(
		store.Campaigns.Create(ctx, s, "quy-4", survey.Campaign{Code: "quy-4", Unit: "xa"}),
		store.Places.Create(ctx, s, "trung-tam", survey.Place{Code: "trung-tam", Unit: "xa"}),
		store.Places.Create(ctx, s, "xa-khac", survey.Place{Code: "xa-khac", Unit: "khac"}))
	if err != nil {
		t.Fatal(err)
	}
	test(t, s)
}

// A clock is moved by the test.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

// monday is the first day of week 48.
func monday() *clock { return &clock{time.Date(2026, time.November, 23, 9, 0, 0, 0, time.UTC)} }

func order(count int) Order {
	return Order{Campaign: "quy-4", Place: "trung-tam", Count: count, Days: 30, By: "admin"}
}

func issue(t *testing.T, i *Issuer, count int) Batch {
	t.Helper()
	b, err := i.Issue(t.Context(), order(count))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func codesOf(t *testing.T, b *Batch) []string {
	t.Helper()
	codes, err := b.Codes()
	if err != nil {
		t.Fatal(err)
	}
	return codes
}

// answer stores the response of a code, as the desk does.
func answer(t *testing.T, s store.Store, b *Batch, code string, day survey.Date) (fresh bool) {
	t.Helper()
	r := survey.Response{
		ID: survey.IDOf(b.Campaign, b.Key(code)), Campaign: b.Campaign, Place: b.Place,
		Channel: survey.ChannelSlip, Date: day, Answers: survey.Answers{5},
	}
	f, err := s.Insert(t.Context(), []survey.Response{r})
	if err != nil {
		t.Fatal(err)
	}
	return f[0]
}

func TestABatchHasItsCodesAndTheDrawerFindsEach(t *testing.T) {
	everywhere(t, func(t *testing.T, s store.Store) {
		at := monday()
		i, d := NewIssuer(s, rand.Reader, at.now), NewDrawer(s, at.now)
		one, two := issue(t, i, 24), issue(t, i, 48)
		if one.Code != "2026-W48-01" || two.Code != "2026-W48-02" || one.Until != one.Made+29 {
			t.Errorf("batches %s and %s, until day %d", one.Code, two.Code, one.Until-one.Made)
		}
		seen := map[string]bool{}
		for _, b := range []Batch{one, two} {
			for _, code := range codesOf(t, &b) {
				if parsed, ok := survey.ParseSlipCode(code); !ok || parsed != code || seen[code] {
					t.Errorf("code %s", code)
				}
				seen[code] = true
				found, err := d.Find(t.Context(), code)
				if err != nil || found.Code != b.Code {
					t.Errorf("%s is found in %q (%v), want %s", code, found.Code, err, b.Code)
				}
			}
		}
		if len(seen) != 72 {
			t.Errorf("%d codes, want 72", len(seen))
		}
		stranger, err := survey.NewSlipCode(rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := d.Find(t.Context(), stranger); !errors.Is(err, survey.ErrNotFound) {
			t.Errorf("a made-up code: %v", err)
		}
	})
}

func TestNoCodeLiesInTheStore(t *testing.T) {
	everywhere(t, func(t *testing.T, s store.Store) {
		b := issue(t, NewIssuer(s, rand.Reader, monday().now), 50)
		kinds, err := s.Kinds(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, kind := range kinds {
			for r, err := range s.List(t.Context(), kind) {
				if err != nil {
					t.Fatal(err)
				}
				for _, code := range codesOf(t, &b) {
					bare := strings.ReplaceAll(code, "-", "")
					if strings.Contains(string(r.Value), code) || strings.Contains(string(r.Value), bare) {
						t.Errorf("%s holds %s", kind, code)
					}
				}
			}
		}
	})
}

func TestASlipIsWorthOneResponseHoweverManyRace(t *testing.T) {
	everywhere(t, func(t *testing.T, s store.Store) {
		b := issue(t, NewIssuer(s, rand.Reader, monday().now), 50)
		var mu sync.Mutex
		won := 0
		for _, code := range codesOf(t, &b) {
			var wait sync.WaitGroup
			for range 8 {
				wait.Go(func() {
					if answer(t, s, &b, code, b.Made) {
						mu.Lock()
						won++
						mu.Unlock()
					}
				})
			}
			wait.Wait()
		}
		if won != 50 {
			t.Errorf("%d of 50 slips were worth a response", won)
		}
	})
}

func TestWhatABatchBroughtIsCountedAndOutlivesItsSecret(t *testing.T) {
	everywhere(t, func(t *testing.T, s store.Store) {
		at := monday()
		i, d := NewIssuer(s, rand.Reader, at.now), NewDrawer(s, at.now)
		one, two := issue(t, i, 20), issue(t, i, 20)
		for n, code := range codesOf(t, &one)[:7] {
			answer(t, s, &one, code, one.Made+survey.Date(n))
		}
		answer(t, s, &two, codesOf(t, &two)[0], two.Made)
		brought, err := i.Returned(t.Context(), []Batch{one, two})
		if err != nil || brought[one.Code] != 7 || brought[two.Code] != 1 {
			t.Errorf("brought %v (%v), want 7 and 1", brought, err)
		}
		if err := i.Seal(t.Context(), one.Code); err == nil {
			t.Error("a batch that can still be answered is sealed")
		}
		code := codesOf(t, &one)[10]
		at.at = at.at.AddDate(0, 0, 31)
		if err := i.SealOver(t.Context()); err != nil {
			t.Fatal(err)
		}
		sealed, err := Batches.Get(t.Context(), s, one.Code)
		if err != nil || !sealed.Sealed() || sealed.Returned != 7 {
			t.Errorf("sealed %v with %d returned (%v)", sealed.Sealed(), sealed.Returned, err)
		}
		if _, err := sealed.Codes(); !errors.Is(err, survey.ErrVoided) {
			t.Errorf("codes of a sealed batch: %v", err)
		}
		if _, err := d.Find(t.Context(), code); !errors.Is(err, survey.ErrNotFound) {
			t.Errorf("a code of a sealed batch: %v", err)
		}
		brought, err = i.Returned(t.Context(), []Batch{sealed})
		if err != nil || brought[one.Code] != 7 {
			t.Errorf("after the sealing: %v (%v)", brought, err)
		}
	})
}

func TestAVoidedBatchIsFoundAndSaysSo(t *testing.T) {
	everywhere(t, func(t *testing.T, s store.Store) {
		at := monday()
		i, d := NewIssuer(s, rand.Reader, at.now), NewDrawer(s, at.now)
		b := issue(t, i, 10)
		code := codesOf(t, &b)[3]
		if found, err := d.Find(t.Context(), code); err != nil || found.Voided {
			t.Fatal(found.Voided, err)
		}
		if err := i.Void(t.Context(), b.Code); err != nil {
			t.Fatal(err)
		}
		at.at = at.at.Add(batchLife)
		if found, err := d.Find(t.Context(), code); err != nil || !found.Voided {
			t.Errorf("voided %v (%v)", found.Voided, err)
		}
		if err := i.Seal(t.Context(), b.Code); err != nil { // nothing can come any more
			t.Error(err)
		}
	})
}

func TestAnOrderThatCannotBeFilledSaysWhy(t *testing.T) {
	everywhere(t, func(t *testing.T, s store.Store) {
		i := NewIssuer(s, rand.Reader, monday().now)
		for what, change := range map[string]func(*Order){
			"count":    func(o *Order) { o.Count = MinBatch - 1 },
			"count ":   func(o *Order) { o.Count = MaxBatch + 1 },
			"days":     func(o *Order) { o.Days = 0 },
			"days ":    func(o *Order) { o.Days = MaxDays + 1 },
			"campaign": func(o *Order) { o.Campaign = "khong-co" },
			"place":    func(o *Order) { o.Place = "khong-co" },
			"place ":   func(o *Order) { o.Place = "xa-khac" },
		} {
			o := order(20)
			change(&o)
			var bad *BadOrder
			if _, err := i.Issue(t.Context(), o); !errors.As(err, &bad) || bad.What != strings.TrimSpace(what) {
				t.Errorf("%s: %v", what, err)
			}
		}
		for range Batches.All(t.Context(), s) {
			t.Error("a batch was made all the same")
		}
	})
}

func TestEverySecretGivesCodesOfItsOwn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		one := Batch{Issued: 40, Secret: rapid.SliceOfN(rapid.Byte(), secretSize, secretSize).Draw(t, "one")}
		two := Batch{Issued: 40, Secret: rapid.SliceOfN(rapid.Byte(), secretSize, secretSize).Draw(t, "two")}
		a, err := one.Codes()
		if err != nil {
			t.Fatal(err)
		}
		again, _ := one.Codes()
		keys := map[string]bool{}
		for i, code := range a {
			keys[one.Key(code)] = true
			if again[i] != code || strings.Contains(one.Key(code), strings.ToLower(code[:5])) {
				t.Fatal("codes change, or a key shows its code")
			}
			if string(one.Secret) != string(two.Secret) && one.Key(code) == two.Key(code) {
				t.Fatal("another secret gives the same key")
			}
		}
		if len(keys) != 40 {
			t.Fatalf("%d keys for 40 codes", len(keys))
		}
	})
}

func TestAClockThatIsAnHourOffSealsNothingThatCanStillBeAnswered(t *testing.T) {
	everywhere(t, func(t *testing.T, s store.Store) {
		at := monday()
		i := NewIssuer(s, rand.Reader, at.now)
		b := issue(t, i, 10)
		code := codesOf(t, &b)[0]
		night := time.Duration(b.Until-period.Today(at.at)) * 24 * time.Hour
		begin := at.at.Add(night) // the last day, 16:00 in Viet Nam
		for _, off := range []time.Duration{time.Hour, -time.Hour, -5 * time.Minute} {
			for _, hours := range []int{0, 7} { // 16:00, 23:00
				at.at = begin.Add(time.Duration(hours)*time.Hour + 59*time.Minute + off)
				if err := i.SealOver(t.Context()); err != nil {
					t.Fatal(err)
				}
				at.at = at.at.Add(-off)
				d := NewDrawer(s, at.now)
				if _, err := d.Find(t.Context(), code); err != nil {
					t.Fatalf("%v off at %v of the last day: the slip is worthless: %v", off, at.at, err)
				}
			}
		}
	})
}
