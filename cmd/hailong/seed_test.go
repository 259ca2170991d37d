package main

import (
	"context"
	"errors"
	"testing"

	"hailong/internal/catalog"
	"hailong/internal/store"
	"hailong/internal/store/sqlitestore"
	"hailong/internal/survey"
	templates "hailong/survey-templates"
)

// A mortal store dies after some records were created.
type mortal struct {
	store.Store
	left int
}

var errDead = errors.New("the power went")

func (m *mortal) Create(ctx context.Context, kind, id string, value []byte) error {
	if m.left--; m.left < 0 {
		return errDead
	}
	return m.Store.Create(ctx, kind, id, value)
}

func TestASeedThatDiesAfterAnyStepIsCompletedByTheNext(t *testing.T) {
	questionnaires, err := catalog.Load(templates.FS)
	if err != nil {
		t.Fatal(err)
	}
	today := survey.Day(2026, 11, 23)
	for steps, died := 0, true; died; steps++ {
		s, err := sqlitestore.Open(t.Context(), t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		err = seed(t.Context(), &mortal{s, steps}, questionnaires, today)
		if died = errors.Is(err, errDead); !died && err != nil {
			t.Fatal(err)
		}
		if err := seed(t.Context(), s, questionnaires, today); err != nil {
			t.Errorf("after %d steps: %v", steps, err)
		}
		furnished(t, s, steps)
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		if steps > 20 {
			t.Fatal("the seed never came to its end")
		}
	}
}

// furnished wants each code to lead to its campaign, unit, place and counter.
func furnished(t *testing.T, s store.Store, steps int) {
	t.Helper()
	for code, campaign := range map[string]string{"DEMO": "demo-short", "DEMOFULL": "demo-full"} {
		poster, err := store.Posters.Get(t.Context(), s, code)
		if err != nil || poster.Campaign != campaign {
			t.Errorf("after %d steps: %s leads to %q (%v), want %s", steps, code, poster.Campaign, err, campaign)
		}
		c, err := store.Campaigns.Get(t.Context(), s, campaign)
		if err != nil || c.Opens != survey.Day(2026, 10, 1) || c.Closes != nil {
			t.Errorf("after %d steps: %s is %+v (%v), want it to run from the first of October", steps, campaign, c, err)
		}
		if _, err := store.Units.Get(t.Context(), s, c.Unit); err != nil {
			t.Errorf("after %d steps: %v", steps, err)
		}
		place, err := store.Places.Get(t.Context(), s, poster.Place)
		if err != nil || place.Counter(poster.Counter) == nil {
			t.Errorf("after %d steps: no counter %q at %q (%v)", steps, poster.Counter, poster.Place, err)
		}
	}
}

func TestWhatTheOfficeRemovedDoesNotComeBack(t *testing.T) {
	dir := newDir(t)
	newToken(t, dir)
	s, err := sqlitestore.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	poster, err := store.Posters.Get(t.Context(), s, "DEMO")
	if err != nil {
		t.Fatal(err)
	}
	poster.Voided = true
	if err := errors.Join(store.Posters.Replace(t.Context(), s, "DEMO", poster), store.Posters.Delete(t.Context(), s, "DEMOFULL"), s.Close()); err != nil {
		t.Fatal(err)
	}
	c := serve(t, dir)
	caller := newCaller(t, c.ready.Address)
	caller.get("/s/DEMO").wants(t, 410)
	caller.get("/s/DEMOFULL").wants(t, 404)
	c.stop()
}
