package paper

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"hailong/internal/store"
	"hailong/internal/store/mongostore"
	"hailong/internal/store/mongostore/mongotest"
	"hailong/internal/store/sqlitestore"
	"hailong/internal/survey"
)

// everywhere runs a test on either engine, with one campaign at two places.
func everywhere(t *testing.T, test func(t *testing.T, i *Issuer, s store.Store)) {
	t.Run("embedded", func(t *testing.T) {
		s, err := sqlitestore.Open(t.Context(), t.TempDir())
		furnish(t, s, err, test)
	})
	t.Run("mongodb", func(t *testing.T) {
		s, err := mongostore.Open(t.Context(), mongotest.Database(t))
		furnish(t, s, err, test)
	})
}

func furnish(t *testing.T, s store.Store, err error, test func(t *testing.T, i *Issuer, s store.Store)) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	ctx := t.Context()
	opens := today - 30
	err = errors.Join(
		store.Campaigns.Create(ctx, s, "quy-4", survey.Campaign{Code: "quy-4", Unit: "xa", Template: survey.Ref{Code: "full", Version: 1}, Opens: opens}),
		store.Units.Create(ctx, s, "xa", survey.Unit{Code: "xa"}),
		store.Places.Create(ctx, s, "trung-tam", survey.Place{Code: "trung-tam", Unit: "xa"}),
		store.Places.Create(ctx, s, "xa-khac", survey.Place{Code: "xa-khac", Unit: "khac"}))
	if err != nil {
		t.Fatal(err)
	}
	test(t, NewIssuer(s, func() time.Time { return morning }), s)
}

func TestNumbersFollowOneAnotherAndNoneIsGivenTwice(t *testing.T) {
	everywhere(t, func(t *testing.T, i *Issuer, s store.Store) {
		var mu sync.Mutex
		given := map[int]int{}
		var wait sync.WaitGroup
		for n := range 8 {
			wait.Go(func() {
				b, err := i.Issue(t.Context(), Order{"quy-4", "trung-tam", 10 + n, "admin"})
				if err != nil {
					t.Error(err)
				}
				mu.Lock()
				defer mu.Unlock()
				for serial := b.From; serial <= b.To; serial++ {
					given[serial]++
					if !b.Has(serial) {
						t.Errorf("%s has no number %d", b.Code, serial)
					}
				}
			})
		}
		wait.Wait()
		for serial := 1; serial <= 108; serial++ {
			if given[serial] != 1 {
				t.Errorf("number %d was given %d times", serial, given[serial])
			}
		}
		if len(given) != 108 {
			t.Errorf("%d numbers, want 108", len(given))
		}
		b, err := Batches.Get(t.Context(), s, "quy-4-0001")
		if err != nil || b.From != 1 || b.Template.String() != "full@1" {
			t.Errorf("%+v (%v)", b, err)
		}
	})
}

func TestAnOrderThatCannotBeFilledSaysWhy(t *testing.T) {
	everywhere(t, func(t *testing.T, i *Issuer, s store.Store) {
		for what, o := range map[string]Order{
			"count":    {"quy-4", "trung-tam", 0, ""},
			"count ":   {"quy-4", "trung-tam", MaxBatch + 1, ""},
			"campaign": {"khong-co", "trung-tam", 1, ""},
			"place":    {"quy-4", "khong-co", 1, ""},
			"place ":   {"quy-4", "xa-khac", 1, ""},
		} {
			var bad *BadOrder
			if _, err := i.Issue(t.Context(), o); !errors.As(err, &bad) || bad.What != strings.TrimSpace(what) {
				t.Errorf("%s: %v", what, err)
			}
		}
		for range MaxSerial / MaxBatch {
			if _, err := i.Issue(t.Context(), Order{"quy-4", "trung-tam", MaxBatch, ""}); err != nil {
				t.Fatal(err)
			}
		}
		var bad *BadOrder
		if _, err := i.Issue(t.Context(), Order{"quy-4", "trung-tam", MaxBatch, ""}); !errors.As(err, &bad) {
			t.Errorf("a number of five digits: %v", err)
		}
	})
}

func TestABatchKeepsTheFieldsThatWerePrinted(t *testing.T) {
	catalogue := []survey.Field{{Code: "HOTICH"}, {Code: "DATDAI"}}
	own := []survey.Field{{Code: "CHOPHIEN"}}
	if got := (&Batch{}).Printed(catalogue); len(got) != 2 {
		t.Errorf("without own fields: %v", got)
	}
	if got := (&Batch{Fields: own}).Printed(catalogue); len(got) != 1 || got[0].Code != "CHOPHIEN" {
		t.Errorf("with own fields: %v", got)
	}
}
