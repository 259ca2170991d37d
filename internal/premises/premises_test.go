package premises

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"hailong/internal/store"
	"hailong/internal/survey"
)

func TestManyWhoGiveOneNameGetACodeEach(t *testing.T) {
	everywhere(t, func(t *testing.T, c *commune) {
		const racers = 6
		codes := make([]string, racers)
		errs := make([]error, racers)
		var wait sync.WaitGroup
		for i := range racers {
			wait.Go(func() {
				// As in as many instances: nothing but the store is shared.
				u, err := New(c.registry, nil).CreateUnit(t.Context(), vi("xã Hồng Dụ"), vi("UBND"))
				codes[i], errs[i] = u.Code, err
			})
		}
		wait.Wait()
		must(t, errors.Join(errs...))
		seen := map[string]bool{}
		for _, code := range codes {
			u, err := store.Units.Get(t.Context(), c.registry, code)
			must(t, err)
			if seen[code] || u.Code != code || !strings.HasPrefix(code, "xa-hong-du") {
				t.Errorf("codes %v, under %s lies %+v", codes, code, u)
			}
			seen[code] = true
		}
		if !seen["xa-hong-du"] || !seen["xa-hong-du-6"] {
			t.Errorf("codes %v, want them numbered to 6", codes)
		}
	})
}

func TestAChangeOfWhatSomebodyElseChangedIsRefused(t *testing.T) {
	everywhere(t, func(t *testing.T, c *commune) {
		ctx := t.Context()
		u, p := c.unit.Stamp(), c.place.Stamp()
		_, err := c.ChangeUnit(ctx, c.unit.Code, u, UnitChange{Name: vi("xã Ninh Giang mới"), Authority: vi("UBND")})
		must(t, err)
		_, err = c.AddCounter(ctx, c.place.Code, p, vi("Quầy 1"))
		must(t, err)
		unit, place := c.storedUnit(), c.storedPlace()
		for name, act := range map[string]func() error{
			"unit": func() error {
				_, err := c.ChangeUnit(ctx, c.unit.Code, u, UnitChange{Name: vi("xã khác"), Authority: vi("UBND")})
				return err
			},
			"place": func() error {
				_, err := c.ChangePlace(ctx, c.place.Code, p, PlaceChange{Name: vi("Nơi khác")})
				return err
			},
			"new counter": func() error { _, err := c.AddCounter(ctx, c.place.Code, p, vi("Quầy 2")); return err },
			"counter": func() error {
				_, err := c.ChangeCounter(ctx, c.place.Code, p, "quay-1", CounterChange{Name: vi("Quầy 9")})
				return err
			},
			"without a stamp": func() error {
				_, err := c.ChangePlace(ctx, c.place.Code, "", PlaceChange{Name: vi("Nơi khác")})
				return err
			},
		} {
			if err := act(); !errors.Is(err, survey.ErrStale) {
				t.Errorf("%s: got %v, want %v", name, err, survey.ErrStale)
			}
		}
		if c.storedUnit().Stamp() != unit.Stamp() || c.storedPlace().Stamp() != place.Stamp() {
			t.Errorf("a stale change was kept: %+v, %+v", c.storedUnit(), c.storedPlace())
		}
	})
}

func TestOfManyChangesWithOneStampOneIsMade(t *testing.T) {
	everywhere(t, func(t *testing.T, c *commune) {
		const racers = 8
		errs := make([]error, racers)
		var wait sync.WaitGroup
		for i := range racers {
			wait.Go(func() {
				_, errs[i] = c.AddCounter(t.Context(), c.place.Code, c.place.Stamp(), vi(fmt.Sprintf("Quầy %d", i)))
			})
		}
		wait.Wait()
		made := 0
		for _, err := range errs {
			if err == nil {
				made++
			} else if !errors.Is(err, survey.ErrStale) {
				t.Errorf("got %v, want %v", err, survey.ErrStale)
			}
		}
		if n := len(c.storedPlace().Counters); made != 1 || n != 1 {
			t.Errorf("%d changes were made, %d counters are kept, want 1", made, n)
		}
	})
}

func TestWhatIsNotThereIsNotFound(t *testing.T) {
	c, ctx := embedded(t), t.Context()
	for name, act := range map[string]func() error{
		"unit":    func() error { _, err := c.ChangeUnit(ctx, "nix", "", UnitChange{}); return err },
		"fields":  func() error { _, err := c.Fields(ctx, "nix"); return err },
		"place":   func() error { _, err := c.ChangePlace(ctx, "nix", "", PlaceChange{}); return err },
		"in unit": func() error { _, err := c.CreatePlace(ctx, "nix", PlaceChange{Name: vi("Nơi")}); return err },
		"add":     func() error { _, err := c.AddCounter(ctx, "nix", "", vi("Quầy 1")); return err },
		"counter": func() error {
			_, err := c.ChangeCounter(ctx, c.place.Code, c.place.Stamp(), "nix", CounterChange{Name: vi("Quầy 1")})
			return err
		},
	} {
		if err := act(); !errors.Is(err, survey.ErrNotFound) {
			t.Errorf("%s: got %v, want %v", name, err, survey.ErrNotFound)
		}
	}
}

func TestAnErrorNamesThePartInOneLine(t *testing.T) {
	if got := (&BadPremises{What: "hours"}).Error(); got != "premises: wrong hours" {
		t.Errorf("got %q", got)
	}
	if got := (&BadPremises{"field", strings.Repeat("\n", 500)}).Error(); len(got) > 200 || strings.Contains(got, "\n") {
		t.Errorf("the error is not one short line: %q", got)
	}
}
