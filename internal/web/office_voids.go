package web

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/gin-gonic/gin"

	"hailong/internal/audit"
	"hailong/internal/period"
	"hailong/internal/report"
	"hailong/internal/staff"
	"hailong/internal/survey"
	"hailong/internal/void"
	"hailong/internal/web/page"
)

// officeVoids lists what was proposed not to be counted and what became of it.
func (s *Server) officeVoids(c *gin.Context) error {
	cases, err := s.voidCases(c)
	if err != nil {
		return err
	}
	n, err := s.voidNames(c)
	if err != nil {
		return err
	}
	view := page.OfficeVoids{Office: s.officePage(c), May: principal(c).May(staff.ProposeVoid), Rough: !seesVoids(c), Percent: void.AlertPercent}
	for i := range cases {
		k := &cases[i]
		list := &view.Over
		switch {
		case k.State == void.Proposed:
			list = &view.Open
		case k.State == void.Approved && k.Lifts == "":
			list = &view.Force
		}
		*list = append(*list, n.cased(c, k))
	}
	if view.Alerts, err = s.voidAlerts(c, cases, &n); err != nil {
		return err
	}
	r, err := s.pages.OfficeVoids(view)
	if err == nil {
		s.send(c, http.StatusOK, r)
	}
	return err
}

// A campaignMonth is a calendar month, by its first day.
type campaignMonth struct {
	campaign string
	first    survey.Date
}

// voidMonths are the months with something that is not counted, the latest first.
func voidMonths(cases []void.Case) []campaignMonth {
	var months []campaignMonth
	for _, k := range cases {
		if k.State != void.Approved || k.Lifts != "" {
			continue
		}
		year, month, _ := k.From.Time().Date()
		for first := survey.Day(year, month, 1); first <= k.To; first = nextMonth(first) {
			if m := (campaignMonth{k.Campaign, first}); !slices.Contains(months, m) {
				months = append(months, m)
			}
		}
	}
	slices.SortFunc(months, func(a, b campaignMonth) int {
		return cmp.Or(cmp.Compare(b.first, a.first), cmp.Compare(a.campaign, b.campaign))
	})
	return months
}

func nextMonth(first survey.Date) survey.Date {
	year, month, _ := first.Time().Date()
	return survey.Day(year, month+time.Month(1), 1)
}

// voidAlerts are the months of which too much is voided.
func (s *Server) voidAlerts(c *gin.Context, cases []void.Case, n *voidNames) ([]page.OfficeVoidAlert, error) {
	var alerts []page.OfficeVoidAlert
	for _, m := range voidMonths(cases) {
		share, err := s.voids.Month(c.Request.Context(), m.campaign, m.first)
		if err != nil {
			return nil, err
		}
		if !share.Alert() {
			continue
		}
		a := page.OfficeVoidAlert{Month: "Tháng " + m.first.Time().Format("01/2006"), Campaign: called(n.campaigns, m.campaign)}
		if seesVoids(c) {
			a.Share = fmt.Sprintf("%s, %s trên %s phiếu", shareWords(share), page.Count(share.Responses), page.Count(share.Of))
		}
		alerts = append(alerts, a)
	}
	return alerts, nil
}

// officeVoid shows one proposal.
func (s *Server) officeVoid(c *gin.Context) error {
	return s.showVoid(c, http.StatusOK, page.OfficeVoid{Done: voidDone[c.Query("done")]})
}

// showVoid shows a proposal; the view brings what was refused, if anything was.
func (s *Server) showVoid(c *gin.Context, status int, view page.OfficeVoid) error {
	k, err := s.voidCase(c, c.Param("void"))
	if err != nil {
		return err
	}
	n, err := s.voidNames(c)
	if err != nil {
		return err
	}
	view.Office, view.OfficeVoidLine, view.Full = s.officePage(c), n.cased(c, &k), seesVoids(c)
	view.Text, view.LiftedBy, view.Open = k.Text, k.LiftedBy, k.State == void.Proposed
	if k.Decision != nil {
		view.Note = k.Decision.Note
	}
	if view.Pending, err = s.pendingLift(c, &k); err != nil {
		return err
	}
	view.MayDecide = principal(c).May(staff.DecideVoid)
	view.Own = view.MayDecide && k.By == principal(c).Name
	view.MayLift = principal(c).May(staff.ProposeVoid) && view.On && view.Pending == ""
	view.Least, view.Most = void.MinText, void.MaxText
	r, err := s.pages.OfficeVoid(view)
	if err == nil {
		s.send(c, status, r)
	}
	return err
}

// pendingLift is the proposal to lift a void that waits for a decision, or "".
func (s *Server) pendingLift(c *gin.Context, k *void.Case) (string, error) {
	if k.State != void.Approved || k.Lifts != "" {
		return "", nil
	}
	list, err := void.All(c.Request.Context(), s.Store, k.Campaign)
	for _, other := range list {
		if other.Lifts == k.ID && other.State == void.Proposed {
			return other.ID, nil
		}
	}
	return "", err
}

// A verdictForm is what the second person sends.
type verdictForm struct {
	Verdict string `form:"verdict"`
	Note    string `form:"note"`
}

// verdicts are the actions that the buttons stand for, with what the page then
// says.
var verdicts = map[string]struct{ action, done string }{
	"approve": {"void.approve", "approved"},
	"refuse":  {"void.refuse", "refused"},
}

// officeVoidDecide takes the second person's decision.
func (s *Server) officeVoidDecide(c *gin.Context) error {
	k, err := s.voidCase(c, c.Param("void"))
	if err != nil {
		return err
	}
	var form verdictForm
	if _, err := bind(c, &form); err != nil {
		return err
	}
	verdict, ok := verdicts[form.Verdict]
	if ok {
		e := audit.Entry{Action: verdict.action, Object: k.ID, Unit: k.Unit, Detail: map[string]string{"campaign": k.Campaign}}
		err = s.act(c, e, func(ctx context.Context) error {
			_, err := s.voids.Decide(ctx, k.ID, void.Verdict{Approve: form.Verdict == "approve", Note: form.Note, By: principal(c).Name})
			return err
		})
	} else {
		err = &void.BadVoid{What: "verdict"}
	}
	return s.voidAnswer(c, k.ID, verdict.done, form.Note, err)
}

// officeVoidLift proposes that responses be counted again.
func (s *Server) officeVoidLift(c *gin.Context) error {
	k, err := s.voidCase(c, c.Param("void"))
	if err != nil {
		return err
	}
	pending, err := s.pendingLift(c, &k)
	if err != nil {
		return err
	}
	if pending != "" { // a double tap, or somebody was quicker
		return s.voidAnswer(c, pending, "", "", nil)
	}
	var form struct {
		Text string `form:"text"`
	}
	if _, err := bind(c, &form); err != nil {
		return err
	}
	var lift void.Void
	e := audit.Entry{Action: "void.lift", Object: k.ID, Unit: k.Unit, Detail: map[string]string{"campaign": k.Campaign}}
	err = s.act(c, e, func(ctx context.Context) (err error) {
		lift, err = s.voids.ProposeLift(ctx, k.ID, form.Text, principal(c).Name)
		return err
	})
	return s.voidAnswer(c, lift.ID, "proposed", form.Text, err)
}

// voidAnswer goes to the page of a proposal, or shows again what was refused.
func (s *Server) voidAnswer(c *gin.Context, id, done, draft string, err error) error {
	if err == nil {
		to := "/office/voids/" + id
		if done != "" {
			to += "?done=" + done
		}
		c.Redirect(http.StatusSeeOther, to)
		return nil
	}
	view := page.OfficeVoid{Draft: draft}
	if view.Fault, view.With = voidFault(err); view.Error == "" {
		return err
	}
	return s.showVoid(c, http.StatusUnprocessableEntity, view)
}

// otherWay is the results page of the same scope with what was voided counted, or
// again without it; "" where nothing was voided or the reader may not ask.
func otherWay(q report.Request, r *report.Report) string {
	if q.Totals || len(r.Exclusions) == 0 && !q.Everything {
		return ""
	}
	q.Everything = !q.Everything
	return "/office?" + query(q)
}

// yesterday is the last day of which responses can be voided.
func (s *Server) yesterday() survey.Date { return period.Today(s.Now()) - 1 }
