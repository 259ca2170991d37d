package campaign

import (
	"errors"
	"testing"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// stands holds the stored state of a campaign to what it should be.
func (h *hall) stands(code string, want survey.State) {
	h.t.Helper()
	c := h.stored(code)
	if got := c.State(h.day); got != want {
		h.t.Errorf("%s is %s, want %s", code, got, want)
	}
}

func TestACampaignIsOpenedClosedAndOpenedAgain(t *testing.T) {
	everywhere(t, func(t *testing.T, h *hall) {
		ctx := t.Context()
		closes := survey.Day(2026, 12, 31)
		c := h.draft(func(p *Plan) { p.Closes = &closes })
		h.stands(c.Code, survey.StateDraft)
		_, err := h.Open(ctx, c.Code, c.Stamp())
		must(t, err)
		h.stands(c.Code, survey.StateOpen)
		if _, err := h.Open(ctx, c.Code, c.Stamp()); err != nil {
			t.Errorf("opened twice: %v", err)
		}
		if _, err := h.Reopen(ctx, c.Code); err != nil || *h.stored(c.Code).Closes != closes {
			t.Errorf("an open campaign was opened again: %v, %+v", err, h.stored(c.Code))
		}
		_, err = h.Close(ctx, c.Code)
		must(t, err)
		h.stands(c.Code, survey.StateClosed)
		if got := h.stored(c.Code); *got.Closes != h.day {
			t.Errorf("its last day is %s, want today", got.Closes)
		}
		h.day++
		if _, err := h.Close(ctx, c.Code); err != nil || *h.stored(c.Code).Closes != h.day-1 {
			t.Errorf("closed twice: %v, %+v", err, h.stored(c.Code))
		}
		c, err = h.Reopen(ctx, c.Code)
		must(t, err)
		if h.stands(c.Code, survey.StateOpen); c.Closes != nil {
			t.Errorf("opened again it ends on %s", c.Closes)
		}
	})
}

func TestACampaignThatRanOutIsOpenedAgainWithoutAnEnd(t *testing.T) {
	h := embedded(t)
	closes := h.day
	c := h.opened(func(p *Plan) { p.Closes = &closes })
	h.day++
	h.stands(c.Code, survey.StateClosed)
	c, err := h.Reopen(t.Context(), c.Code)
	must(t, err)
	if h.stands(c.Code, survey.StateOpen); c.Closes != nil {
		t.Errorf("it ends on %s", c.Closes)
	}
}

func TestACampaignClosedBeforeItsTimeKeepsItsDays(t *testing.T) {
	h := embedded(t)
	closes := h.day + 30
	c := h.opened(func(p *Plan) { p.Opens, p.Closes = h.day+10, &closes })
	h.stands(c.Code, survey.StateEarly)
	_, err := h.Close(t.Context(), c.Code)
	must(t, err)
	h.stands(c.Code, survey.StateClosed)
	c, err = h.Reopen(t.Context(), c.Code)
	must(t, err)
	if h.stands(c.Code, survey.StateEarly); *c.Closes != closes {
		t.Errorf("it ends on %s, want %s", c.Closes, closes)
	}
}

func TestADraftThatCouldTakeNoResponsesIsNotOpened(t *testing.T) {
	h := embedded(t)
	yesterday := h.day - 1
	for what, change := range map[string]func(*Plan){
		"places": func(p *Plan) { p.Places = []string{"cu"} },
		"closes": func(p *Plan) { p.Closes = &yesterday },
	} {
		c := h.draft(change)
		_, err := h.Open(t.Context(), c.Code, c.Stamp())
		wants(t, what, err, BadCampaign{What: what})
		h.stands(c.Code, survey.StateDraft)
	}
	gone := h.draft()
	gone.Template.Code = "nix"
	must(t, store.Campaigns.Replace(t.Context(), h.store, gone.Code, gone))
	_, err := h.Open(t.Context(), gone.Code, gone.Stamp())
	wants(t, "no questionnaire", err, BadCampaign{What: "template"})
	must(t, store.Units.Create(t.Context(), h.store, "xa-moi", survey.Unit{Code: "xa-moi"}))
	empty, err := h.Create(t.Context(), "xa-moi", plan())
	must(t, err)
	_, err = h.Open(t.Context(), empty.Code, empty.Stamp())
	wants(t, "a unit without places", err, BadCampaign{What: "places"})
	some := h.opened(func(p *Plan) { p.Places = []string{"cu", "vinh-hoa"} })
	h.stands(some.Code, survey.StateOpen)
}

func TestADraftIsNeitherClosedNorOpenedAgain(t *testing.T) {
	h := embedded(t)
	c := h.draft()
	_, err := h.Close(t.Context(), c.Code)
	wants(t, "close", err, BadCampaign{What: "state"})
	_, err = h.Reopen(t.Context(), c.Code)
	wants(t, "reopen", err, BadCampaign{What: "state"})
	h.stands(c.Code, survey.StateDraft)
	if _, err := h.Close(t.Context(), "nix"); !errors.Is(err, survey.ErrNotFound) {
		t.Errorf("no campaign: %v", err)
	}
}

// An end can be given to a campaign whose questionnaire is no longer there.
func TestACampaignWithoutItsQuestionnaireCanBeEnded(t *testing.T) {
	h := embedded(t)
	c := h.opened()
	c.Template.Code = "nix"
	must(t, store.Campaigns.Replace(t.Context(), h.store, c.Code, c))
	p := PlanOf(c)
	p.Closes = &h.day
	c, err := h.Change(t.Context(), c.Code, c.Stamp(), p)
	if err != nil || *c.Closes != h.day {
		t.Errorf("got %+v, %v", c, err)
	}
}

func TestErrorsSayWhetherThePartIsWrongOrSettled(t *testing.T) {
	if got := (&BadCampaign{What: "opens"}).Error(); got != "campaign: wrong opens" {
		t.Errorf("got %q", got)
	}
	if got := (&BadCampaign{"opens", true}).Error(); got != "campaign: may not change its opens" {
		t.Errorf("got %q", got)
	}
}
