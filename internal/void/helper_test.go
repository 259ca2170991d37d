package void

import (
	"context"
	"crypto/rand"
	"errors"
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
	"hailong/internal/tally"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// everywhere runs a test on either engine. The function opens one more instance's
// view of the same store.
func everywhere(t *testing.T, test func(t *testing.T, open func() store.Store)) {
	t.Run("embedded", func(t *testing.T) {
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

// A clock shows what it was set to.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) turn(days int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.AddDate(0, 0, days)
}

// monday is the first day of week 48.
func monday() *clock { return &clock{at: time.Date(2026, time.November, 23, 2, 0, 0, 0, time.UTC)} }

func november(day int) survey.Date { return survey.Day(2026, time.November, day) }

// form is a template with one question.
func form() *survey.Template {
	t := &survey.Template{Code: "mau", Version: 1, Sections: []survey.Section{{Questions: []survey.Question{{Code: "HL0", Kind: survey.KindLevel, Overall: true}}}}}
	t.Build()
	return t
}

type catalogue struct{ form *survey.Template }

func (c catalogue) Template(ref survey.Ref) (*survey.Template, error) {
	if ref != c.form.Ref() {
		return nil, fmt.Errorf("template %s: %w", ref, survey.ErrNotFound)
	}
	return c.form, nil
}

// streaming is the plainest counter there is.
type streaming struct{ store.Responses }

func (s streaming) Count(ctx context.Context, scope survey.Scope, t *survey.Template, splits ...*tally.Split) (*tally.Tally, error) {
	return tally.Count(ctx, s.Responses.Responses(ctx, scope), t, splits...)
}

// A commune is an office over a store with a campaign and its responses.
type commune struct {
	*Office
	*clock
	*testing.T
	store store.Store
}

// furnish fills a store: each day from the 1st to the 20th of November brought
// four responses, one of them on paper at the second place.
func furnish(t *testing.T, s store.Store) {
	t.Helper()
	ctx := t.Context()
	campaign := func(code, unit string) survey.Campaign {
		return survey.Campaign{Code: code, Unit: unit, Template: form().Ref(), Scheme: "calendar"}
	}
	err := errors.Join(
		store.Units.Create(ctx, s, "xa", survey.Unit{Code: "xa"}),
		store.Campaigns.Create(ctx, s, "quy-4", campaign("quy-4", "xa")),
		store.Campaigns.Create(ctx, s, "bao-cao", campaign("bao-cao", "xa")),
		store.Places.Create(ctx, s, "trung-tam", survey.Place{Code: "trung-tam", Unit: "xa", Counters: []survey.Counter{{Code: "1"}, {Code: "2"}}}),
		store.Places.Create(ctx, s, "vinh-hoa", survey.Place{Code: "vinh-hoa", Unit: "xa", Counters: []survey.Counter{{Code: "3"}}}),
		store.Places.Create(ctx, s, "xa-khac", survey.Place{Code: "xa-khac", Unit: "khac", Counters: []survey.Counter{{Code: "9"}}}))
	if err != nil {
		t.Fatal(err)
	}
	var list []survey.Response
	for i := range 80 {
		r := survey.Response{
			ID: survey.IDOf("quy-4", fmt.Sprint(i)), Template: form().Ref(), Campaign: "quy-4", Unit: "xa", Place: "trung-tam",
			Counter: "1", Channel: survey.ChannelQR, Field: "HOTICH", Date: november(1 + i/4), Answers: survey.Answers{byte(1 + i%5)},
		}
		if i%4 == 3 {
			r.Place, r.Counter, r.Channel, r.Field = "vinh-hoa", "3", survey.ChannelPaper, ""
		}
		list = append(list, r)
	}
	if _, err := s.Insert(ctx, list); err != nil {
		t.Fatal(err)
	}
}

func officeOver(t *testing.T, s store.Store, at *clock) *commune {
	source := Source{streaming{s}, catalogue{form()}, []survey.Field{{Code: "HOTICH"}, {Code: "DATDAI"}}}
	return &commune{NewOffice(s, source, rand.Reader, at.now), at, t, s}
}

func newCommune(t *testing.T, s store.Store) *commune {
	furnish(t, s)
	return officeOver(t, s, monday())
}

// some is a proposal for the responses of some days.
// The trials of these tests may be small; what else is voided may not.
func some(from, to int) Proposal {
	return Proposal{Box{Campaign: "quy-4", From: november(from), To: november(to)}, Trial, "Nhân viên trả lời hộ người dân", "lan"}
}

func (c *commune) proposed(p Proposal) Void {
	c.Helper()
	v, err := c.Propose(c.Context(), p)
	if err != nil {
		c.Fatal(err)
	}
	return v
}

func (c *commune) approved(id string) {
	c.Helper()
	if _, err := c.Decide(c.Context(), id, Verdict{Approve: true, By: "minh"}); err != nil {
		c.Fatal(err)
	}
}

func (c *commune) lift(id string) Void {
	c.Helper()
	v, err := c.ProposeLift(c.Context(), id, "Kiểm tra lại: phiếu là thật", "lan")
	if err != nil {
		c.Fatal(err)
	}
	return v
}

func (c *commune) state(id string) State {
	c.Helper()
	found, err := Find(c.Context(), c.store, id)
	if err != nil {
		c.Fatal(err)
	}
	return found.State
}

func (c *commune) inForce() []string {
	c.Helper()
	list, err := InForce(c.Context(), c.store, "quy-4")
	if err != nil {
		c.Fatal(err)
	}
	var ids []string
	for _, v := range list {
		ids = append(ids, v.ID)
	}
	return ids
}
