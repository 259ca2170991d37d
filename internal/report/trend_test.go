package report

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"hailong/internal/period"
	"hailong/internal/store"
	"hailong/internal/survey"
)

// history is a commune that was asked in four quarters: by a campaign of its own
// in the first, in the third by a second version of the questionnaire, and by
// hardly anybody in the last.
func history(t *testing.T) Source {
	src := opened(t, nil)
	second := sample()
	second.Version = 2
	src.Templates = catalogue{sample(), second}
	day := func(month int) survey.Date { return survey.Day(2026, time.Month(month), 5) }
	closes := func(d survey.Date) *survey.Date { return &d }
	for code, k := range map[string]survey.Campaign{
		"xuan": {Opens: day(1), Closes: closes(day(3)), Template: survey.Ref{Code: "mau", Version: 1}},
		"thu":  {Opens: day(7), Closes: closes(day(12)), Template: survey.Ref{Code: "mau", Version: 2}},
	} {
		k.Code, k.Unit, k.Scheme = code, "ninh-giang", "calendar"
		create(t, src.Store, store.Campaigns, code, k)
	}
	for _, part := range []struct {
		campaign string
		month, n int
	}{{"xuan", 2, 20}, {"quy-4", 5, 40}, {"thu", 8, 30}, {"thu", 11, 3}} {
		list := responses(forty()[:part.n])
		k, err := store.Campaigns.Get(t.Context(), src.Store, part.campaign)
		if err != nil {
			t.Fatal(err)
		}
		for i := range list {
			list[i].ID = survey.IDOf(part.campaign, fmt.Sprint(part.month, i))
			list[i].Campaign, list[i].Date, list[i].Template = part.campaign, day(part.month), k.Template
		}
		if _, err := src.Store.(store.Store).Insert(t.Context(), list); err != nil {
			t.Fatal(err)
		}
	}
	return src
}

// sketch writes a trend in one line: a bar where it is broken.
func sketch(points []Point) string {
	var b strings.Builder
	for _, p := range points {
		if p.Broken {
			b.WriteString("| ")
		}
		fmt.Fprintf(&b, "%s=%s:%d", p.Period, p.Campaign, p.Index.Responses)
		if p.Hidden {
			b.WriteString(" hidden")
		}
		b.WriteString(" ")
	}
	return strings.TrimSpace(b.String())
}

func TestATrendGoesOverCampaignsAndBreaksWithTheQuestionnaire(t *testing.T) {
	src := history(t)
	for _, c := range []struct {
		name, want string
		q          Request
	}{
		{"of all", "2026-Q1=xuan:20 2026-Q2=quy-4:40 | 2026-Q3=thu:30 2026-Q4=thu:3", Request{}},
		{"of a place", "2026-Q1=xuan:5 2026-Q2=quy-4:10 | 2026-Q3=thu:8 2026-Q4=thu:1", Request{Places: []string{"vinh-hoa"}}},
		{"for who reads totals only", "2026-Q1=xuan:20 2026-Q2=quy-4:40 | 2026-Q3=thu:30 2026-Q4=thu:0 hidden", Request{Totals: true}},
	} {
		c.q.Campaign, c.q.Period = "thu", quarter(t)
		points, err := Trend(t.Context(), src, c.q, 8)
		if err != nil {
			t.Fatal(err)
		}
		if got := sketch(points); got != c.want {
			t.Errorf("%s: %s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestOnlyTheFigureRightBeforeIsComparedWith(t *testing.T) {
	src := history(t)
	for text, want := range map[string]string{"2026-Q4": "2026-Q3", "2026-Q3": "", "2026-Q2": "2026-Q1", "2026-Q1": ""} {
		p, err := period.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		points, err := Trend(t.Context(), src, Request{Campaign: "thu", Period: p}, 4)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if before, ok := Comparable(points); ok {
			got = before.Period.String()
		}
		if got != want {
			t.Errorf("%s is compared with %q, want %q", text, got, want)
		}
	}
}

func TestAPeriodBeforeEverythingHasOnePointWithoutAFigure(t *testing.T) {
	p, err := period.Parse("2020-Q1")
	if err != nil {
		t.Fatal(err)
	}
	points, err := Trend(t.Context(), history(t), Request{Campaign: "thu", Period: p}, 4)
	if err != nil || len(points) != 1 || points[0].Shown() {
		t.Errorf("%s, %v", sketch(points), err)
	}
	if _, ok := Comparable(points); ok {
		t.Error("nothing is compared with nothing")
	}
	if _, err := Trend(t.Context(), history(t), Request{Campaign: "nope", Period: p}, 4); !errors.Is(err, survey.ErrNotFound) {
		t.Errorf("an unknown campaign: %v", err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Trend(ended, history(t), Request{Campaign: "thu", Period: quarter(t)}, 4); !errors.Is(err, context.Canceled) {
		t.Errorf("after the end: %v", err)
	}
}

func TestTheBestAndTheWorstCriteriaAreRankedOnlyWithEnoughAnswers(t *testing.T) {
	best, worst := compiled(t, opened(t, responses(forty())), Request{Campaign: "quy-4", Period: quarter(t)}).Extremes(3)
	if len(best) != 2 || len(worst) != 2 || best[0].Code != "CC" || best[1].Code != "KQ" || worst[0].Code != "PA" || worst[1].Code != "TT" {
		t.Errorf("best %v, worst %v; five criteria leave the middle one out", best, worst)
	}
	if best, worst := compiled(t, opened(t, responses(forty()[:29])), Request{Campaign: "quy-4", Period: quarter(t)}).Extremes(3); len(best)+len(worst) != 0 {
		t.Errorf("29 answers: %v, %v", best, worst)
	}
}
