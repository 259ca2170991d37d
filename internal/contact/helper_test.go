package contact

import (
	"context"
	"fmt"
	"sync"
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

// A clock shows what it was set to.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) turn(days int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.AddDate(0, 0, days)
}

func november(day int) survey.Date { return survey.Day(2026, time.November, day) }

// An office is a desk over a store with two communes. The clock stands on Monday,
// the 23rd of November 2026.
type office struct {
	*Desk
	*clock
	*testing.T
	store store.Store
}

func newOffice(t *testing.T, s store.Store) *office {
	t.Helper()
	for _, unit := range []string{"ninh-giang", "tan-huong"} {
		if err := store.Units.Replace(t.Context(), s, unit, survey.Unit{Code: unit}); err != nil {
			t.Fatal(err)
		}
	}
	at := &clock{at: time.Date(2026, time.November, 23, 2, 0, 0, 0, time.UTC)}
	return &office{NewDesk(s, at.Now), at, t, s}
}

// everywhere runs a test on either engine.
func everywhere(t *testing.T, test func(o *office)) {
	t.Run("embedded", func(t *testing.T) { test(newOffice(t, embedded(t))) })
	t.Run("mongodb", func(t *testing.T) {
		s, err := mongostore.Open(t.Context(), mongotest.Database(t))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { s.Close() })
		test(newOffice(t, s))
	})
}

func embedded(t *testing.T) store.Store {
	t.Helper()
	s, err := sqlitestore.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// form is a good form, the nth.
func form(n int) Form {
	return Form{
		Unit: "ninh-giang", Key: fmt.Sprintf("%016d", n), Name: "Nguyễn Thị Lan", Phone: "0912 345 678",
		Message: "Tôi chờ giấy khai sinh đã ba tuần", Consent: Consent{true, "2026-11"},
	}
}

func (o *office) must(err error) {
	o.Helper()
	if err != nil {
		o.Fatal(err)
	}
}

func (o *office) submitted(n int) Request {
	o.Helper()
	r, err := o.Submit(o.Context(), form(n))
	o.must(err)
	return r
}

func (o *office) swept() int {
	o.Helper()
	n, err := o.Sweep(o.Context(), survey.DateOf(o.Now()))
	o.must(err)
	return n
}

func (o *office) months() []Month {
	o.Helper()
	list, err := o.Months(o.Context(), "")
	o.must(err)
	return list
}

// left counts the records of a kind.
func (o *office) left(kind string) int {
	o.Helper()
	n := 0
	for _, err := range o.store.List(context.Background(), kind) {
		o.must(err)
		n++
	}
	return n
}
