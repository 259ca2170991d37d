package opinion

import (
	"context"
	"errors"
	"testing"
	"time"

	"go.uber.org/goleak"

	"hailong/internal/store"
	"hailong/internal/store/mongostore"
	"hailong/internal/store/mongostore/mongotest"
	"hailong/internal/store/sqlitestore"
	"hailong/internal/survey"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// everywhere runs a test on either engine, with a unit's campaign that began on
// 1 October and another unit's.
func everywhere(t *testing.T, test func(t *testing.T, s store.Store)) {
	t.Run("embedded", func(t *testing.T) { test(t, embedded(t)) })
	t.Run("mongodb", func(t *testing.T) {
		s, err := mongostore.Open(t.Context(), mongotest.Database(t))
		must(t, err)
		test(t, furnished(t, s))
	})
}

// embedded opens an empty store of its own.
func embedded(t *testing.T) store.Store {
	t.Helper()
	s, err := sqlitestore.Open(t.Context(), t.TempDir())
	must(t, err)
	return furnished(t, s)
}

func furnished(t *testing.T, s store.Store) store.Store {
	t.Helper()
	t.Cleanup(func() { s.Close() })
	ctx := t.Context()
	must(t, errors.Join(
		store.Campaigns.Create(ctx, s, "quy-4", survey.Campaign{Code: "quy-4", Unit: "xa", Opens: october(1)}),
		store.Campaigns.Create(ctx, s, "noi-khac", survey.Campaign{Code: "noi-khac", Unit: "khac", Opens: october(1)})))
	return s
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func october(day int) survey.Date { return survey.Day(2026, time.October, day) }

// morning is nine o'clock of a day in October 2026, in Viet Nam.
func morning(day int) time.Time { return time.Date(2026, time.October, day, 2, 0, 0, 0, time.UTC) }

func still(at time.Time) func() time.Time { return func() time.Time { return at } }

// ctxOf is the context of a test, or of a run of a property.
func ctxOf(t any) context.Context {
	return t.(interface{ Context() context.Context }).Context()
}
