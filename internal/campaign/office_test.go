package campaign

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"hailong/internal/paper"
	"hailong/internal/store"
	"hailong/internal/survey"
)

func TestACampaignBeginsAsADraftOfWhichEverythingMayChange(t *testing.T) {
	everywhere(t, func(t *testing.T, h *hall) {
		c := h.draft()
		want := survey.Campaign{
			Code: "quy-iv-nam-2026", Unit: "ninh-giang", Name: vi("Quý IV năm 2026"), Template: short,
			Scheme: "calendar", Opens: survey.Day(2026, 10, 1), Draft: true,
		}
		if !reflect.DeepEqual(c, want) || !reflect.DeepEqual(h.stored(c.Code), want) {
			t.Errorf("made %+v, stored %+v, want %+v", c, h.stored(c.Code), want)
		}
		closes := survey.Day(2027, 3, 14)
		c, err := h.Change(t.Context(), c.Code, c.Stamp(), Plan{
			Name:     survey.Text{survey.Vietnamese: "Quý I", survey.English: "Quarter I"},
			Template: survey.Ref{Code: "full", Version: 1}, Scheme: "reporting",
			Opens: survey.Day(2026, 12, 15), Closes: &closes, Places: []string{"vinh-hoa", "trung-tam", "vinh-hoa"},
		})
		must(t, err)
		want = survey.Campaign{
			Code: c.Code, Unit: c.Unit, Name: survey.Text{survey.Vietnamese: "Quý I", survey.English: "Quarter I"},
			Template: survey.Ref{Code: "full", Version: 1}, Scheme: "reporting", Opens: survey.Day(2026, 12, 15), Closes: &closes,
			Draft: true, Places: []string{"trung-tam", "vinh-hoa"},
		}
		if !reflect.DeepEqual(c, want) || !reflect.DeepEqual(h.stored(c.Code), want) {
			t.Errorf("changed to %+v, stored %+v, want %+v", c, h.stored(c.Code), want)
		}
		if !reflect.DeepEqual(PlanOf(c).Places, want.Places) {
			t.Errorf("its plan is %+v", PlanOf(c))
		}
	})
}

func TestAPlanThatCannotBeIsRefused(t *testing.T) {
	h := embedded(t)
	c := h.draft()
	day := func(d survey.Date) *survey.Date { return &d }
	for _, bad := range []struct {
		name   string
		change func(*Plan)
		what   string
	}{
		{"no name", func(p *Plan) { p.Name = nil }, "name"},
		{"a long name", func(p *Plan) { p.Name = vi(strings.Repeat("ạ", MaxName+1)) }, "name"},
		{"a questionnaire of nobody", func(p *Plan) { p.Template.Code = "nix" }, "template"},
		{"a version that is not there", func(p *Plan) { p.Template.Version = 99 }, "template"},
		{"no scheme", func(p *Plan) { p.Scheme = "" }, "scheme"},
		{"another scheme", func(p *Plan) { p.Scheme = "lunar" }, "scheme"},
		{"no opening day", func(p *Plan) { p.Opens = 0 }, "opens"},
		{"an opening day in another century", func(p *Plan) { p.Opens = survey.Day(2126, 10, 1) }, "opens"},
		{"a closing day before", func(p *Plan) { p.Closes = day(p.Opens - 1) }, "closes"},
		{"a closing day in another century", func(p *Plan) { p.Closes = day(survey.Day(2100, 1, 1)) }, "closes"},
		{"a place of nobody", func(p *Plan) { p.Places = []string{"trung-tam", "nix"} }, "places"},
		{"a place without a code", func(p *Plan) { p.Places = []string{""} }, "places"},
		{"a place of another unit", func(p *Plan) { p.Places = []string{"noi-khac"} }, "places"},
	} {
		p := plan()
		bad.change(&p)
		_, err := h.Create(t.Context(), "ninh-giang", p)
		wants(t, bad.name, err, BadCampaign{What: bad.what})
		_, err = h.Change(t.Context(), c.Code, c.Stamp(), p)
		wants(t, bad.name+", changed", err, BadCampaign{What: bad.what})
	}
	n := 0
	for k, err := range store.Campaigns.All(t.Context(), h.store) {
		if n++; err != nil || !reflect.DeepEqual(k, c) {
			t.Errorf("a refused plan was kept: %+v, %v", k, err)
		}
	}
	if n != 1 {
		t.Errorf("%d campaigns are kept, want 1", n)
	}
	if _, err := h.Create(t.Context(), "nix", plan()); !errors.Is(err, survey.ErrNotFound) {
		t.Errorf("in a unit of nobody: %v", err)
	}
	p := plan()
	p.Closes = day(p.Opens)
	if _, err := h.Create(t.Context(), "ninh-giang", p); err != nil {
		t.Errorf("a campaign of one day: %v", err)
	}
}

func TestOpenedACampaignKeepsWhatItsFiguresMean(t *testing.T) {
	everywhere(t, func(t *testing.T, h *hall) {
		c := h.opened(func(p *Plan) { p.Places = []string{"trung-tam"} })
		for what, change := range map[string]func(*Plan){
			"template": func(p *Plan) { p.Template = survey.Ref{Code: "full", Version: 1} },
			"scheme":   func(p *Plan) { p.Scheme = "reporting" },
			"opens":    func(p *Plan) { p.Opens++ },
			"places":   func(p *Plan) { p.Places = []string{"vinh-hoa"} },
		} {
			p := PlanOf(c)
			change(&p)
			_, err := h.Change(t.Context(), c.Code, c.Stamp(), p)
			wants(t, what, err, BadCampaign{what, true})
		}
		if !reflect.DeepEqual(h.stored(c.Code), c) {
			t.Errorf("a refused change was kept: %+v", h.stored(c.Code))
		}
		closes := survey.Day(2026, 12, 31)
		p := PlanOf(c)
		p.Name, p.Closes, p.Places = vi("Quý 4"), &closes, []string{"trung-tam", "vinh-hoa"}
		c, err := h.Change(t.Context(), c.Code, c.Stamp(), p)
		must(t, err)
		if got := h.stored(c.Code); got.Name.In(survey.Vietnamese) != "Quý 4" || *got.Closes != closes || len(got.Places) != 2 {
			t.Errorf("stored %+v", got)
		}
		p.Places = nil
		c, err = h.Change(t.Context(), c.Code, c.Stamp(), p)
		must(t, err)
		p.Places = []string{"trung-tam", "vinh-hoa", "cu"}
		_, err = h.Change(t.Context(), c.Code, c.Stamp(), p)
		wants(t, "from all places to some", err, BadCampaign{"places", true})
	})
}

func TestTheOpeningDayMayMoveUntilItHasComeOrSomebodyAnswered(t *testing.T) {
	h := embedded(t)
	c := h.opened(func(p *Plan) { p.Opens = h.day + 10 })
	p := PlanOf(c)
	p.Opens = h.day + 5
	c, err := h.Change(t.Context(), c.Code, c.Stamp(), p)
	must(t, err)
	p.Template = survey.Ref{Code: "full", Version: 1}
	_, err = h.Change(t.Context(), c.Code, c.Stamp(), p)
	wants(t, "its questionnaire", err, BadCampaign{"template", true})
	p = PlanOf(c)
	p.Opens++
	h.day += 5
	_, err = h.Change(t.Context(), c.Code, c.Stamp(), p)
	wants(t, "on the opening day", err, BadCampaign{"opens", true})
	h.day -= 5
	h.answer(&c, 1, "trung-tam", "", h.day) // by a clock that was wrong
	_, err = h.Change(t.Context(), c.Code, c.Stamp(), p)
	wants(t, "after a response", err, BadCampaign{"opens", true})
}

func TestADraftThatWasAnsweredIsNoDraftAnyMore(t *testing.T) {
	h := embedded(t)
	c := h.draft(func(p *Plan) { p.Opens = h.day + 10 })
	h.answer(&c, 1, "trung-tam", "", h.day)
	for what, change := range map[string]func(*Plan){
		"template": func(p *Plan) { p.Template = survey.Ref{Code: "full", Version: 1} },
		"opens":    func(p *Plan) { p.Opens++ },
	} {
		p := PlanOf(c)
		change(&p)
		_, err := h.Change(t.Context(), c.Code, c.Stamp(), p)
		wants(t, what, err, BadCampaign{what, true})
	}
}

func TestAStaleChangeIsRefused(t *testing.T) {
	everywhere(t, func(t *testing.T, h *hall) {
		c := h.draft()
		const racers = 6
		errs := make([]error, racers)
		var wait sync.WaitGroup
		for i := range racers {
			wait.Go(func() {
				p := plan()
				p.Name = vi(fmt.Sprintf("Đợt %d", i))
				_, errs[i] = h.Change(t.Context(), c.Code, c.Stamp(), p)
			})
		}
		wait.Wait()
		stale := 0
		for _, err := range errs {
			if errors.Is(err, survey.ErrStale) {
				stale++
			} else {
				must(t, err)
			}
		}
		if stale != racers-1 {
			t.Errorf("%d of %d changes were refused, want all but one", stale, racers)
		}
		if _, err := h.Open(t.Context(), c.Code, c.Stamp()); !errors.Is(err, survey.ErrStale) || !h.stored(c.Code).Draft {
			t.Errorf("a draft was opened as it was before: %v", err)
		}
		if _, err := h.Change(t.Context(), "nix", "", plan()); !errors.Is(err, survey.ErrNotFound) {
			t.Errorf("no campaign: %v", err)
		}
	})
}

func TestTheCodeOfACampaignFitsOnPaper(t *testing.T) {
	h := embedded(t)
	name := func(p *Plan) { p.Name = vi("Khảo sát sự hài lòng của người dân xã Ninh Giang quý IV") }
	h.opened(name)
	second := h.opened(name)
	if second.Code != "khao-sat-su-hai-long-cua-nguoi-2" || len(second.Code) > survey.MaxSlug {
		t.Errorf("the second of one name is %s", second.Code)
	}
	b, err := paper.NewIssuer(h.store, h.now).Issue(t.Context(), paper.Order{Campaign: second.Code, Place: "trung-tam", Count: 10, By: "lan"})
	if err != nil || b.Code != second.Code+"-0001" {
		t.Errorf("its paper forms are %q, %v", b.Code, err)
	}
}

func TestTheNewestVersionsAreOffered(t *testing.T) {
	h := embedded(t)
	var refs []string
	for _, o := range h.Offered() {
		refs = append(refs, o.Ref().String())
	}
	if len(refs) < 2 || !slices.IsSorted(refs) || !slices.Contains(refs, short.String()) {
		t.Errorf("offered are %v", refs)
	}
	old, middle, other := &survey.Template{Code: "a", Version: 1}, &survey.Template{Code: "a", Version: 2}, &survey.Template{Code: "b", Version: 1}
	o := New(h.store, versions{old, middle, other}, h.now)
	if got := o.Offered(); !slices.Equal(got, []*survey.Template{middle, other}) {
		t.Errorf("got %v, want the newest of each", got)
	}
}

// versions are templates of a test, sorted.
type versions []*survey.Template

func (v versions) Templates() []*survey.Template { return v }
func (v versions) Fields() []survey.Field        { return nil }

func (v versions) Latest(code string) (*survey.Template, error) {
	for _, t := range slices.Backward(v) {
		if t.Code == code {
			return t, nil
		}
	}
	return nil, survey.ErrNotFound
}

func (v versions) Template(ref survey.Ref) (*survey.Template, error) {
	for _, t := range v {
		if t.Ref() == ref {
			return t, nil
		}
	}
	return nil, survey.ErrNotFound
}
