package campaign

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"hailong/internal/daybook"
	"hailong/internal/store"
	"hailong/internal/survey"
	"hailong/internal/tally"
)

// spell writes parts as CODE:responses/needed of volume verdict.
func spell(parts []Part) string {
	var all []string
	for _, p := range parts {
		s := fmt.Sprintf("%s:%d", p.Code, p.Responses)
		if p.Verdict != Unknown {
			s += fmt.Sprintf("/%d of %d %s", p.Needed, p.Volume, p.Verdict)
		}
		if p.TooFew {
			s += " few"
		}
		all = append(all, s)
	}
	return strings.Join(all, ", ")
}

// furnished is a campaign with responses around the quarter.
func (h *hall) furnished() survey.Campaign {
	h.t.Helper()
	unit := survey.Unit{
		Code:   "ninh-giang",
		Fields: []survey.Field{{Code: "HOTICH", Text: vi("Hộ tịch")}, {Code: "DATDAI", Text: vi("Đất đai")}, {Code: "KHAC", Text: vi("Khác")}},
		Hidden: []survey.Field{{Code: "CU", Text: vi("Cũ")}, {Code: "CHO", Text: vi("Chợ")}},
	}
	must(h.t, store.Units.Replace(h.t.Context(), h.store, unit.Code, unit))
	c := h.opened(func(p *Plan) { p.Places = []string{"trung-tam"} })
	first := survey.Day(2026, 10, 1) // a Thursday
	h.answer(&c, 40, "trung-tam", "HOTICH", first)
	h.answer(&c, 29, "trung-tam", "DATDAI", first+3)
	h.answer(&c, 30, "vinh-hoa", "CU", first+4)
	h.answer(&c, 2, "da-mat", "", h.day)
	h.answer(&c, 3, "cu", "LA", survey.Day(2026, 12, 31))
	h.answer(&c, 7, "trung-tam", "HOTICH", first-1)
	h.answer(&c, 7, "trung-tam", "HOTICH", survey.Day(2027, 1, 1))
	return c
}

func (h *hall) progress(c string) *Progress {
	h.t.Helper()
	book := daybook.New(h.store, h.now, daybook.Options{Damaged: func(string, survey.Date, error) { h.t.Error("the book is damaged") }})
	_, err := book.Pack(h.t.Context())
	must(h.t, err)
	g, err := h.Progress(h.t.Context(), book, c, in(h.t, "2026-Q4"))
	must(h.t, err)
	return g
}

func TestProgressIsCountedByPlaceFieldAndWeek(t *testing.T) {
	everywhere(t, func(t *testing.T, h *hall) {
		c := h.furnished()
		g := h.progress(c.Code)
		if g.Responses != 104 || g.Verdict != Unknown || g.DaysLeft != 39 || g.From != survey.Day(2026, 10, 1) || g.To != survey.Day(2026, 12, 31) {
			t.Errorf("got %+v", g)
		}
		if got, want := spell(g.Places), "cu:3 few, trung-tam:69, vinh-hoa:30, da-mat:2 few"; got != want {
			t.Errorf("places are %s, want %s", got, want)
		}
		if got, want := spell(g.Fields), "HOTICH:40, DATDAI:29 few, KHAC:0 few, CU:30, LA:3 few, :2 few"; got != want {
			t.Errorf("fields are %s, want %s", got, want)
		}
		if g.Places[1].Name.In(survey.Vietnamese) != "Trung tâm" || g.Fields[1].Name.In(survey.Vietnamese) != "Đất đai" || g.Fields[4].Name != nil {
			t.Errorf("names are %v, %v, %v", g.Places[1].Name, g.Fields[1].Name, g.Fields[4].Name)
		}
		var weeks []int64
		for _, w := range g.Weeks {
			weeks = append(weeks, w.Responses)
		}
		if want := []int64{69, 30, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 3}; !slices.Equal(weeks, want) {
			t.Errorf("weeks are %v, want %v", weeks, want)
		}
	})
}

func TestAVolumeSaysWhereEnoughHaveAnswered(t *testing.T) {
	h := embedded(t)
	c := h.furnished()
	q4 := in(t, "2026-Q4")
	_, err := h.SetVolume(t.Context(), Volume{Campaign: c.Code, Period: q4, Fields: []FieldVolume{{"HOTICH", 44}, {"DATDAI", 100}, {"CHO", 6}, {"KHAC", 0}}})
	must(t, err)
	g := h.progress(c.Code)
	if g.Responses != 104 || g.Volume != 150 || g.Needed != 110 || g.Verdict != NotYet || g.Coverage.Comma() != "69,33" || g.Share.Comma() != "94,55" {
		t.Errorf("got %+v", g.Goal)
	}
	const want = "HOTICH:40/40 of 44 enough, DATDAI:29/80 of 100 not_yet few, KHAC:0 few, CU:30, CHO:0/6 of 6 not_yet few, LA:3 few, :2 few"
	if got := spell(g.Fields); got != want {
		t.Errorf("fields are %s, want %s", got, want)
	}
	_, err = h.SetVolume(t.Context(), Volume{Campaign: c.Code, Period: q4, Total: 141})
	must(t, err)
	if g := h.progress(c.Code); g.Needed != 105 || g.Verdict != NotYet || g.Fields[0].Verdict != Unknown {
		t.Errorf("with a total alone: %+v, %+v", g.Goal, g.Fields[0])
	}
	_, err = h.SetVolume(t.Context(), Volume{Campaign: c.Code, Period: in(t, "2026-H2"), Total: 10})
	must(t, err)
	if g := h.progress(c.Code); g.Volume != 141 {
		t.Errorf("the volume of another period counts: %+v", g.Goal)
	}
}

func TestACampaignNobodyAnsweredHasProgressToo(t *testing.T) {
	h := embedded(t)
	g := h.progress(h.draft().Code)
	if g.Responses != 0 || len(g.Weeks) != 14 || spell(g.Places) != "trung-tam:0 few, vinh-hoa:0 few" || len(g.Fields) != len(h.catalog.Fields()) {
		t.Errorf("got %+v", g)
	}
}

// Persons who answered nothing that the index counts make no figure.
func TestThePartIsSmallWhereFewAnswersAreValid(t *testing.T) {
	level := func(code, factor string) survey.Question {
		return survey.Question{Code: code, Kind: survey.KindLevel, Factor: factor, Overall: factor == ""}
	}
	for name, c := range map[string]struct {
		questions []survey.Question
		want      int64
	}{
		"criteria":               {[]survey.Question{level("HL0", ""), level("TC", "TC"), level("TT", "TT")}, 29},
		"an overall question":    {[]survey.Question{level("HL0", "")}, 31},
		"nothing to be measured": {[]survey.Question{{Code: "A3", Kind: survey.KindChoice}}, 0},
	} {
		tp := &survey.Template{Code: "mau", Version: 1, Sections: []survey.Section{{Questions: c.questions}}}
		tp.Build()
		counted := tally.New(tp)
		for i := range 40 {
			a := make(survey.Answers, len(tp.Columns()))
			for q, n := range []int{31, 20, 29}[:len(a)] {
				if i < n && tp.Columns()[q].Question.Kind == survey.KindLevel {
					a[q] = 4
				}
			}
			must(t, counted.Add(a))
		}
		p := parting{tp, map[string]*tally.Tally{"x": counted}}.take("x", nil, 0)
		if p.Responses != 40 || p.Valid != c.want || p.TooFew != (c.want < Reliable) {
			t.Errorf("%s: got %+v, want %d valid", name, p, c.want)
		}
	}
}

// A failing counter is one whose store does not answer.
type failing struct{}

func (failing) Count(context.Context, survey.Scope, *survey.Template, ...*tally.Split) (*tally.Tally, error) {
	return nil, survey.ErrUnavailable
}

func TestProgressThatCannotBeCountedIsAnError(t *testing.T) {
	h := embedded(t)
	ctx, q4 := t.Context(), in(t, "2026-Q4")
	c := h.opened()
	if _, err := h.Progress(ctx, failing{}, c.Code, q4); !errors.Is(err, survey.ErrUnavailable) {
		t.Errorf("the store is away: %v", err)
	}
	if _, err := h.Progress(ctx, failing{}, "nix", q4); !errors.Is(err, survey.ErrNotFound) {
		t.Errorf("no campaign: %v", err)
	}
	for what, change := range map[string]func(*survey.Campaign){
		"lunar":   func(c *survey.Campaign) { c.Scheme = "lunar" },
		"nix@1":   func(c *survey.Campaign) { c.Template.Code = "nix" },
		"xa-lung": func(c *survey.Campaign) { c.Unit = "xa-lung" },
	} {
		broken := c
		change(&broken)
		must(t, store.Campaigns.Replace(ctx, h.store, c.Code, broken))
		book := daybook.New(h.store, h.now, daybook.Options{})
		_, err := h.Progress(ctx, book, c.Code, q4)
		if err == nil || errors.Is(err, survey.ErrNotFound) || !strings.Contains(err.Error(), what) {
			t.Errorf("%s: got %v, want a fault that names it", what, err)
		}
	}
}

func TestTheGoalOfAListIsThatOfTheProgress(t *testing.T) {
	h := embedded(t)
	c := h.furnished()
	quarter := in(t, "2026-Q4")
	book := daybook.New(h.store, h.now, daybook.Options{})
	_, err := h.SetVolume(t.Context(), Volume{Campaign: c.Code, Period: quarter, Total: 400})
	must(t, err)
	got, err := h.Goal(t.Context(), book, &c, quarter)
	must(t, err)
	if want := h.progress(c.Code).Goal; got != want || got.Responses != 104 || got.Needed != 200 {
		t.Errorf("got %+v, want %+v", got, want)
	}
	c.Template.Version = 99
	if _, err := h.Goal(t.Context(), book, &c, quarter); err == nil || errors.Is(err, survey.ErrNotFound) {
		t.Errorf("of a campaign whose questionnaire is gone: %v", err)
	}
	c.Scheme = "lunar"
	if _, err := h.Goal(t.Context(), book, &c, quarter); err == nil {
		t.Error("a scheme of nobody counts")
	}
}
