package campaign

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"go.uber.org/goleak"

	"hailong/internal/catalog"
	"hailong/internal/period"
	"hailong/internal/store"
	"hailong/internal/store/mongostore"
	"hailong/internal/store/mongostore/mongotest"
	"hailong/internal/store/sqlitestore"
	"hailong/internal/survey"
	templates "hailong/survey-templates"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// A hall is an office on a store with two communes, the first with two places in
// use and one that is closed. Today is Monday 2026-11-23, unless a test says so.
type hall struct {
	*Office
	t   *testing.T
	day survey.Date
}

// everywhere runs a test on either engine.
func everywhere(t *testing.T, test func(t *testing.T, h *hall)) {
	t.Run("embedded", func(t *testing.T) { test(t, embedded(t)) })
	t.Run("mongodb", func(t *testing.T) {
		s, err := mongostore.Open(t.Context(), mongotest.Database(t))
		test(t, newHall(t, s, err))
	})
}

func embedded(t *testing.T) *hall {
	t.Helper()
	s, err := sqlitestore.Open(t.Context(), t.TempDir())
	return newHall(t, s, err)
}

func newHall(t *testing.T, s store.Store, err error) *hall {
	t.Helper()
	must(t, err)
	t.Cleanup(func() { s.Close() })
	c, err := catalog.Load(templates.FS)
	must(t, err)
	h := &hall{t: t, day: survey.Day(2026, 11, 23)}
	h.Office = New(s, c, func() time.Time { return h.day.Time() }) // 7 o'clock in Viet Nam
	ctx := t.Context()
	for _, code := range []string{"ninh-giang", "tan-huong"} {
		must(t, store.Units.Create(ctx, s, code, survey.Unit{Code: code, Name: vi("xã " + code)}))
	}
	for _, p := range []survey.Place{
		{Code: "trung-tam", Unit: "ninh-giang", Name: vi("Trung tâm")},
		{Code: "vinh-hoa", Unit: "ninh-giang", Name: vi("Điểm Vĩnh Hòa")},
		{Code: "cu", Unit: "ninh-giang", Name: vi("Trụ sở cũ"), Closed: true},
		{Code: "noi-khac", Unit: "tan-huong", Name: vi("Nơi khác")},
	} {
		must(t, store.Places.Create(ctx, s, p.Code, p))
	}
	return h
}

func vi(s string) survey.Text { return survey.Text{survey.Vietnamese: s} }

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

var short = survey.Ref{Code: "short", Version: 1}

// plan is a good plan for the quarter.
func plan() Plan {
	return Plan{Name: vi("Quý IV năm 2026"), Template: short, Scheme: "calendar", Opens: survey.Day(2026, 10, 1)}
}

// draft makes a draft of the plan.
func (h *hall) draft(change ...func(*Plan)) survey.Campaign {
	h.t.Helper()
	p := plan()
	for _, c := range change {
		c(&p)
	}
	c, err := h.Create(h.t.Context(), "ninh-giang", p)
	must(h.t, err)
	return c
}

// opened makes a campaign of the plan and opens it.
func (h *hall) opened(change ...func(*Plan)) survey.Campaign {
	h.t.Helper()
	c := h.draft(change...)
	c, err := h.Open(h.t.Context(), c.Code, c.Stamp())
	must(h.t, err)
	return c
}

func (h *hall) stored(code string) survey.Campaign {
	h.t.Helper()
	c, err := store.Campaigns.Get(h.t.Context(), h.store, code)
	must(h.t, err)
	return c
}

// answer stores n responses, each satisfied with everything.
func (h *hall) answer(c *survey.Campaign, n int, place, field string, day survey.Date) {
	h.t.Helper()
	t, err := h.catalog.Template(c.Template)
	must(h.t, err)
	list := make([]survey.Response, n)
	for i := range list {
		cells := make(survey.Answers, len(t.Columns()))
		for j, column := range t.Columns() {
			if column.Question.Kind == survey.KindLevel {
				cells[j] = 5
			}
		}
		list[i] = survey.Response{
			ID: survey.IDOf(c.Code, fmt.Sprint(place, field, day, i)), Template: c.Template, Campaign: c.Code, Unit: c.Unit,
			Place: place, Channel: survey.ChannelQR, Field: field, Date: day, Answers: cells,
		}
	}
	_, err = h.store.Insert(h.t.Context(), list)
	must(h.t, err)
}

func wants(t testing.TB, name string, err error, want BadCampaign) {
	t.Helper()
	var bad *BadCampaign
	if !errors.As(err, &bad) || *bad != want {
		t.Errorf("%s: got %v, want %+v", name, err, want)
	}
}

func in(t testing.TB, s string) period.Period {
	t.Helper()
	p, err := period.Parse(s)
	must(t, err)
	return p
}
