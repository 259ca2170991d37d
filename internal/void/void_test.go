package void

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"hailong/internal/store"
	"hailong/internal/survey"
)

func TestAVoidIsProposedByOneAndApprovedByAnother(t *testing.T) {
	everywhere(t, func(t *testing.T, open func() store.Store) {
		c := newCommune(t, open())
		p := some(3, 4)
		p.Places, p.Channels = []string{"vinh-hoa", "trung-tam", "vinh-hoa"}, []survey.Channel{survey.ChannelQR}
		p.Text = "  Nhân viên trả lời hộ\x00 người dân\r\n "
		if w, err := c.Weigh(t.Context(), p); err != nil || w.ID != "" || w.Share.Responses != 6 {
			t.Errorf("weighed %+v, %v", w, err)
		}
		if list, err := All(t.Context(), c.store, ""); len(list) != 0 || err != nil {
			t.Errorf("what is only weighed was kept: %v, %v", list, err)
		}
		v := c.proposed(p)
		want := Share{Responses: 6, Of: 80, From: survey.Day(2026, 10, 1), To: survey.Day(2026, 12, 31)}
		if v.Share != want || v.Unit != "xa" || v.Text != "Nhân viên trả lời hộ người dân" || v.Made != november(23) || len(v.ID) != 6 {
			t.Errorf("proposed %+v, want the share %+v", v, want)
		}
		if !slices.Equal(v.Places, []string{"trung-tam", "vinh-hoa"}) {
			t.Errorf("places %v", v.Places)
		}
		if c.state(v.ID) != Proposed || len(c.inForce()) != 0 {
			t.Error("a proposal is in force")
		}
		if _, err := c.Decide(t.Context(), v.ID, Verdict{Approve: true, By: "lan"}); !errors.Is(err, ErrSamePerson) {
			t.Errorf("the proposer approves: %v", err)
		}
		d, err := c.Decide(t.Context(), v.ID, Verdict{Approve: true, By: "minh", Note: " Đã xem\x07 sổ trực "})
		if err != nil || d.Note != "Đã xem sổ trực" || d.Number != 1 || d.Made != november(23) {
			t.Errorf("decided %+v, %v", d, err)
		}
		if c.state(v.ID) != Approved || !slices.Equal(c.inForce(), []string{v.ID}) {
			t.Errorf("an approved void is %s", c.state(v.ID))
		}
	})
}

func TestWhatCannotBeProposedSaysWhy(t *testing.T) {
	everywhere(t, func(t *testing.T, open func() store.Store) {
		c := newCommune(t, open())
		for what, change := range map[string]func(*Proposal){
			"campaign":  func(p *Proposal) { p.Campaign = "khong-co" },
			"days":      func(p *Proposal) { p.From, p.To = november(5), november(4) },
			"days ":     func(p *Proposal) { p.To = november(23) },
			"days  ":    func(p *Proposal) { p.From = p.To - MaxDays },
			"place":     func(p *Proposal) { p.Places = []string{"trung-tam", "khong-co"} },
			"place ":    func(p *Proposal) { p.Places = []string{"xa-khac"} },
			"counter":   func(p *Proposal) { p.Counters = []string{"9"} },
			"counter ":  func(p *Proposal) { p.Places, p.Counters = []string{"vinh-hoa"}, []string{"1"} },
			"field":     func(p *Proposal) { p.Fields = []string{"hotich"} },
			"channel":   func(p *Proposal) { p.Channels = []survey.Channel{"fax"} },
			"reason":    func(p *Proposal) { p.Reason = "vi-xau" },
			"reason ":   func(p *Proposal) { p.Reason = "" },
			"text":      func(p *Proposal) { p.Text = "" },
			"text ":     func(p *Proposal) { p.Text = "  Ngắn quá \u200b\u200b\u200b" },
			"text  ":    func(p *Proposal) { p.Text = strings.Repeat("ả", MaxText+1) },
			"by":        func(p *Proposal) { p.By = "" },
			"nothing":   func(p *Proposal) { p.From, p.To = november(21), november(22) },
			"nothing ":  func(p *Proposal) { p.Counters = []string{"2"} },
			"nothing  ": func(p *Proposal) { p.Campaign = "bao-cao" },
			"few":       func(p *Proposal) { p.Reason, p.To, p.Channels = Stuffed, p.From, []survey.Channel{survey.ChannelPaper} },
		} {
			p := some(3, 4)
			change(&p)
			var bad *BadVoid
			for _, propose := range []func(context.Context, Proposal) (Void, error){c.Weigh, c.Propose} {
				if _, err := propose(t.Context(), p); !errors.As(err, &bad) || bad.What != strings.TrimSpace(what) {
					t.Errorf("%s: %v", what, err)
				}
			}
		}
		if list, err := All(t.Context(), c.store, ""); len(list) != 0 || err != nil {
			t.Errorf("something was kept: %v, %v", list, err)
		}
	})
}

func TestTheLimitsThemselvesAreAllowed(t *testing.T) {
	everywhere(t, func(t *testing.T, open func() store.Store) {
		c := newCommune(t, open())
		for name, change := range map[string]func(*Proposal){
			"yesterday":        func(p *Proposal) { p.To = november(22) },
			"a year":           func(p *Proposal) { p.From = p.To - MaxDays + 1 },
			"ten characters":   func(p *Proposal) { p.Text = "Thử mã mới" },
			"many characters":  func(p *Proposal) { p.Text = strings.Repeat("ả", MaxText) },
			"one of the trial": func(p *Proposal) { p.Reason, p.To, p.Channels = Trial, p.From, []survey.Channel{survey.ChannelPaper} },
			"a counter of any": func(p *Proposal) { p.Counters = []string{"3"} },
			"a field of the unit's own": func(p *Proposal) {
				put := store.Units.Replace(t.Context(), c.store, "xa", survey.Unit{Code: "xa", Fields: []survey.Field{{Code: "CHO"}}, Hidden: []survey.Field{{Code: "HOTICH"}}})
				if put != nil {
					t.Fatal(put)
				}
				p.Fields = []string{"CHO", "HOTICH"}
			},
			"a known field": func(p *Proposal) { p.Fields = []string{"HOTICH"} },
		} {
			p := some(3, 4)
			change(&p)
			if _, err := c.Propose(t.Context(), p); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

func TestTheFirstDecisionStands(t *testing.T) {
	everywhere(t, func(t *testing.T, open func() store.Store) {
		c := newCommune(t, open())
		v := c.proposed(some(3, 4))
		no := Verdict{By: "minh", Note: "Chưa đủ chứng cứ"}
		for range 2 { // a double tap
			if d, err := c.Decide(t.Context(), v.ID, no); err != nil || d.Number != 1 || d.Approve {
				t.Errorf("refused: %+v, %v", d, err)
			}
		}
		for name, other := range map[string]Verdict{"another person": {By: "hoa"}, "another mind": {By: "minh", Approve: true}} {
			if _, err := c.Decide(t.Context(), v.ID, other); !errors.Is(err, ErrDecided) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if c.state(v.ID) != Refused || len(c.inForce()) != 0 {
			t.Errorf("a refused void is %s", c.state(v.ID))
		}
	})
}

func TestABadVerdictSaysWhy(t *testing.T) {
	everywhere(t, func(t *testing.T, open func() store.Store) {
		c := newCommune(t, open())
		v := c.proposed(some(3, 4))
		for what, verdict := range map[string]Verdict{"by": {}, "note": {By: "minh", Note: strings.Repeat("ả", MaxNote+1)}} {
			var bad *BadVoid
			if _, err := c.Decide(t.Context(), v.ID, verdict); !errors.As(err, &bad) || bad.What != what {
				t.Errorf("%s: %v", what, err)
			}
		}
		if _, err := c.Decide(t.Context(), "KHONGCO", Verdict{By: "minh"}); !errors.Is(err, survey.ErrNotFound) {
			t.Errorf("a proposal that is not there: %v", err)
		}
		if _, err := Find(t.Context(), c.store, "KHONGCO"); !errors.Is(err, survey.ErrNotFound) {
			t.Errorf("a proposal that is not there: %v", err)
		}
	})
}

func TestNoTwoVoidsInForceShareAResponse(t *testing.T) {
	everywhere(t, func(t *testing.T, open func() store.Store) {
		c := newCommune(t, open())
		one, late := c.proposed(some(3, 5)), c.proposed(some(5, 8))
		paper := some(4, 9)
		paper.Channels = []survey.Channel{survey.ChannelPaper}
		beside := some(3, 5)
		beside.Reason = Other
		c.approved(one.ID)
		var overlap *Overlap
		if _, err := c.Decide(t.Context(), late.ID, Verdict{Approve: true, By: "minh"}); !errors.As(err, &overlap) || overlap.With != one.ID || !errors.Is(err, ErrOverlap) {
			t.Errorf("approved twice: %v", err)
		}
		if c.state(late.ID) != Proposed {
			t.Error("what could not be approved is decided")
		}
		for name, p := range map[string]Proposal{"paper": paper, "the same": beside} {
			if _, err := c.Propose(t.Context(), p); !errors.As(err, &overlap) {
				t.Errorf("%s: %v", name, err)
			}
		}
		c.approved(c.proposed(some(6, 8)).ID) // the days after
		if _, err := c.Decide(t.Context(), late.ID, Verdict{By: "minh"}); err != nil {
			t.Errorf("it cannot even be refused: %v", err)
		}
		if n := len(c.inForce()); n != 2 {
			t.Errorf("%d voids in force, want 2", n)
		}
	})
}

func TestALiftedVoidReturnsAndMayBeVoidedAgain(t *testing.T) {
	everywhere(t, func(t *testing.T, open func() store.Store) {
		c := newCommune(t, open())
		v := c.proposed(some(3, 4))
		if _, err := c.ProposeLift(t.Context(), v.ID, "Kiểm tra lại: phiếu là thật", "lan"); !errors.Is(err, ErrNotInForce) {
			t.Errorf("a proposal is lifted: %v", err)
		}
		c.approved(v.ID)
		c.turn(1)
		lift, second := c.lift(v.ID), c.lift(v.ID)
		if lift.Lifts != v.ID || lift.Share.Responses != 8 || lift.Made != november(24) || lift.ID == v.ID || c.state(v.ID) != Approved {
			t.Errorf("proposed %+v", lift)
		}
		if _, err := c.Decide(t.Context(), lift.ID, Verdict{Approve: true, By: "lan"}); !errors.Is(err, ErrSamePerson) {
			t.Errorf("the proposer lifts: %v", err)
		}
		c.approved(lift.ID)
		found, err := Find(t.Context(), c.store, v.ID)
		if err != nil || found.State != Lifted || found.LiftedBy != lift.ID || found.Decision == nil || len(c.inForce()) != 0 {
			t.Errorf("lifted: %+v, %v", found, err)
		}
		if c.state(lift.ID) != Approved {
			t.Errorf("the lift is %s", c.state(lift.ID))
		}
		if _, err := c.Decide(t.Context(), second.ID, Verdict{Approve: true, By: "minh"}); !errors.Is(err, ErrNotInForce) {
			t.Errorf("lifted twice: %v", err)
		}
		if _, err := c.ProposeLift(t.Context(), lift.ID, "Kiểm tra lại: phiếu là thật", "lan"); !errors.Is(err, ErrNotInForce) {
			t.Errorf("a lift is lifted: %v", err)
		}
		again := c.proposed(some(3, 4))
		c.approved(again.ID)
		if !slices.Equal(c.inForce(), []string{again.ID}) {
			t.Error("a lifted void still stands in the way")
		}
	})
}

func TestABadLiftSaysWhy(t *testing.T) {
	everywhere(t, func(t *testing.T, open func() store.Store) {
		c := newCommune(t, open())
		v := c.proposed(some(3, 4))
		c.approved(v.ID)
		for what, say := range map[string][2]string{"text": {"ngắn", "lan"}, "by": {"Kiểm tra lại: phiếu là thật", ""}} {
			var bad *BadVoid
			if _, err := c.ProposeLift(t.Context(), v.ID, say[0], say[1]); !errors.As(err, &bad) || bad.What != what {
				t.Errorf("%s: %v", what, err)
			}
		}
		if _, err := c.ProposeLift(t.Context(), "KHONGCO", "Kiểm tra lại: phiếu là thật", "lan"); !errors.Is(err, survey.ErrNotFound) {
			t.Errorf("a void that is not there: %v", err)
		}
	})
}

func TestTheListHasEveryProposalTheLatestFirst(t *testing.T) {
	everywhere(t, func(t *testing.T, open func() store.Store) {
		c := newCommune(t, open())
		v := c.proposed(some(3, 4))
		c.approved(v.ID)
		c.turn(1)
		lift := c.lift(v.ID)
		for campaign, want := range map[string]string{"quy-4": lift.ID + " " + v.ID, "": lift.ID + " " + v.ID, "bao-cao": ""} {
			list, err := All(t.Context(), c.store, campaign)
			var ids []string
			for _, k := range list {
				ids = append(ids, k.ID)
			}
			if err != nil || strings.Join(ids, " ") != want {
				t.Errorf("of %q: %v, %v, want %s", campaign, ids, err, want)
			}
		}
	})
}

func TestMoreThanTwoPercentOfAMonthIsAnAlert(t *testing.T) {
	for share, want := range map[Share]bool{
		{}: false, {Of: 100}: false, {Responses: 2, Of: 100}: false, {Responses: 3, Of: 100}: true,
		{Responses: 1, Of: 50}: false, {Responses: 1, Of: 49}: true,
	} {
		if share.Alert() != want {
			t.Errorf("%d of %d: %v", share.Responses, share.Of, share.Alert())
		}
	}
	everywhere(t, func(t *testing.T, open func() store.Store) {
		c := newCommune(t, open())
		alert := func() bool {
			t.Helper()
			a, err := c.Alert(t.Context(), "quy-4", november(30))
			if err != nil {
				t.Fatal(err)
			}
			return a
		}
		p := some(3, 3)
		p.Channels = []survey.Channel{survey.ChannelPaper}
		p.Reason = Trial
		one := c.proposed(p)
		c.approved(one.ID) // 1 of 80
		c.proposed(some(4, 9))
		if alert() {
			t.Error("1.25 percent is an alert")
		}
		p.From, p.To = november(10), november(10)
		two := c.proposed(p)
		c.approved(two.ID) // 2 of 80
		if s, err := c.Month(t.Context(), "quy-4", november(9)); err != nil || s != (Share{2, 80, november(1), november(30)}) || !alert() {
			t.Errorf("2.5 percent is %+v, alert %v (%v)", s, alert(), err)
		}
		c.approved(c.lift(two.ID).ID)
		if alert() {
			t.Error("what was lifted is still an alert")
		}
		if s, err := c.Month(t.Context(), "quy-4", survey.Day(2026, 12, 1)); err != nil || s.Responses+s.Of != 0 {
			t.Errorf("the next month: %+v, %v", s, err)
		}
		if _, err := c.Month(t.Context(), "khong-co", november(1)); !errors.Is(err, survey.ErrNotFound) {
			t.Errorf("a campaign that is not there: %v", err)
		}
	})
}

func TestEveryReasonHasWords(t *testing.T) {
	for _, r := range Reasons {
		for _, l := range []survey.Lang{survey.Vietnamese, survey.English} {
			if r.Text()[l] == "" {
				t.Errorf("%s has no words in %s", r, l)
			}
		}
	}
	if Reason("vi-xau").Text().In(survey.Vietnamese) != "" {
		t.Error("a reason that is not on the list has words")
	}
}

func TestADamagedLedgerIsAFaultAndNoFewerVoids(t *testing.T) {
	everywhere(t, func(t *testing.T, open func() store.Store) {
		c := newCommune(t, open())
		one, two := c.proposed(some(3, 4)), c.proposed(some(6, 7))
		c.approved(one.ID)
		c.approved(two.ID)
		if err := decisions.Delete(t.Context(), c.store, key("quy-4", 1)); err != nil {
			t.Fatal(err)
		}
		if list, err := InForce(t.Context(), c.store, "quy-4"); err == nil {
			t.Errorf("a decision is missing, and %d voids are in force", len(list))
		}
	})
	everywhere(t, func(t *testing.T, open func() store.Store) {
		c := newCommune(t, open())
		one := c.proposed(some(3, 4))
		c.approved(one.ID)
		if err := voids.Delete(t.Context(), c.store, one.ID); err != nil {
			t.Fatal(err)
		}
		if list, err := InForce(t.Context(), c.store, "quy-4"); err == nil {
			t.Errorf("a proposal is missing, and %d voids are in force", len(list))
		}
	})
}
