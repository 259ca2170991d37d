package register

import (
	"bytes"
	"crypto/rand"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"hailong/internal/period"
	"hailong/internal/store"
	"hailong/internal/store/mongostore"
	"hailong/internal/store/mongostore/mongotest"
	"hailong/internal/store/sqlitestore"
	"hailong/internal/survey"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// both runs a test on either engine. The function opens one more instance's view
// of the same store.
func both(t *testing.T, test func(t *testing.T, open func() store.Store)) {
	t.Run("sqlite", func(t *testing.T) {
		s, err := sqlitestore.Open(t.Context(), t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { s.Close() })
		test(t, func() store.Store { return s })
	})
	t.Run("mongodb", func(t *testing.T) {
		uri := mongotest.Database(t)
		test(t, func() store.Store {
			s, err := mongostore.Open(t.Context(), uri)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { s.Close() })
			return s
		})
	})
}

// A clock is set by hand.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

// newClock shows a local time of the commune, as "2026-11-23 09:00".
func newClock(t testing.TB, local string) *clock {
	t.Helper()
	c := new(clock)
	c.set(t, local)
	return c
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) set(t testing.TB, local string) {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", local, period.Local(time.Time{}).Location())
	if err != nil {
		t.Fatal(err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = at
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// An office is a register over a furnished store: two communes, the first with
// two running campaigns and a place with two counters.
type office struct {
	*Register
	store store.Store
	clock *clock
	t     *testing.T
}

func newOffice(t *testing.T, s store.Store) *office {
	t.Helper()
	c := newClock(t, "2026-11-23 09:00") // a Monday
	fields := []survey.Field{{Code: "HOTICH"}, {Code: "DATDAI"}}
	o := &office{New(s, fields, rand.Reader, c.Now), s, c, t}
	ctx := t.Context()
	for _, unit := range []string{"ninh-giang", "tan-huong"} {
		must(t, store.Units.Replace(ctx, s, unit, survey.Unit{Code: unit, Name: survey.Text{"vi": "xã " + unit}}))
	}
	must(t, store.Places.Replace(ctx, s, "trung-tam", survey.Place{Code: "trung-tam", Unit: "ninh-giang", Counters: []survey.Counter{{Code: "1"}, {Code: "2"}}}))
	must(t, store.Places.Replace(ctx, s, "noi-khac", survey.Place{Code: "noi-khac", Unit: "tan-huong"}))
	closed := survey.Day(2026, 10, 31)
	for _, k := range []survey.Campaign{
		{Code: "quy-4", Opens: survey.Day(2026, 10, 1)},
		{Code: "quy-4-day-du", Opens: survey.Day(2026, 10, 1)},
		{Code: "thang-10", Opens: survey.Day(2026, 10, 1), Closes: &closed},
		{Code: "nam-sau", Opens: survey.Day(2027, 1, 1)},
	} {
		k.Unit = "ninh-giang"
		must(t, store.Campaigns.Replace(ctx, s, k.Code, k))
	}
	return o
}

// at is a target in the furnished commune.
func at(campaign, counter string) Target {
	return Target{Campaign: campaign, Place: "trung-tam", Counter: counter}
}

// hang puts up a code of a chosen name.
func (o *office) hang(code, campaign, counter string, since survey.Date) {
	o.t.Helper()
	must(o.t, store.Posters.Replace(o.t.Context(), o.store, code, survey.Poster{
		Code: code, Campaign: campaign, Place: "trung-tam", Counter: counter, Channel: survey.ChannelQR, Since: since,
	}))
}

// letters are bytes of which codes are drawn: five make one.
func letters(s string) *bytes.Reader { return bytes.NewReader([]byte(s)) }
