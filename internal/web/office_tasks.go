package web

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/gin-gonic/gin"

	"hailong/internal/opinion"
	"hailong/internal/period"
	"hailong/internal/staff"
	"hailong/internal/survey"
	"hailong/internal/web/page"
)

// A taskQuery is which tasks an address asks for; what is empty asks for all.
type taskQuery struct {
	campaign *survey.Campaign
	period   period.Period
	state    opinion.State
}

func (s *Server) taskQuery(c *gin.Context) (q taskQuery, err error) {
	if code := c.Query("campaign"); code != "" {
		found, err := s.campaign(c, code)
		if err != nil {
			return q, err
		}
		q.campaign = &found
	}
	if text := c.Query("period"); text != "" {
		if q.period, err = period.Parse(text); err != nil {
			return q, &parameterError{"period", "want 2026-Q4, 2026-H2 or 2026"}
		}
	}
	if q.state = opinion.State(c.Query("state")); q.state != "" && !slices.Contains(opinion.States, q.state) {
		return q, &parameterError{"state", "unknown"}
	}
	return q, nil
}

func (q taskQuery) narrowed() bool {
	return q.campaign != nil || q.state != "" || q.period != period.Period{}
}

// code is that of the campaign, or "".
func (q taskQuery) code() string {
	if q.campaign == nil {
		return ""
	}
	return q.campaign.Code
}

// scheme is that of the campaign, or the usual one.
func (q taskQuery) scheme() period.Scheme {
	if q.campaign == nil {
		return period.Calendar
	}
	return period.Scheme(q.campaign.Scheme)
}

func (q taskQuery) passes(t *opinion.Task) bool {
	return (q.campaign == nil || t.Campaign == q.campaign.Code) && (q.state == "" || t.State == q.state) &&
		(q.period == period.Period{} || t.Period == q.period)
}

// officeTasks lists the tasks by their states.
func (s *Server) officeTasks(c *gin.Context) error {
	q, err := s.taskQuery(c)
	if err != nil {
		return err
	}
	list, err := s.tasks(c)
	if err != nil {
		return err
	}
	known, err := s.taskNames(c)
	if err != nil {
		return err
	}
	view := page.OfficeTasks{
		Office: s.officePage(c), Done: taskDone[c.Query("done")], Several: len(known.units) > 1, May: principal(c).May(staff.ManageComments),
		Select: s.taskSelections(q, known), Narrowed: q.narrowed(), Printed: s.Desk.Today(), Scope: q.words(), Plan: "/office/tasks/new",
	}
	if q.campaign != nil && q.period != (period.Period{}) {
		view.Plan += "?" + url.Values{"campaign": {q.campaign.Code}, "period": {q.period.String()}}.Encode()
	}
	for _, state := range opinion.States {
		group := page.OfficeTaskGroup{State: taskStates[state]}
		for i := range list {
			if t := &list[i]; t.State == state && q.passes(t) {
				line := s.taskLine(t, known)
				group.Tasks = append(group.Tasks, line)
				if line.Overdue {
					view.Overdue++
				}
			}
		}
		if len(group.Tasks) > 0 {
			view.Groups = append(view.Groups, group)
		}
	}
	r, err := s.pages.OfficeTasks(view)
	if err == nil {
		s.send(c, http.StatusOK, r)
	}
	return err
}

// taskNames are what the units and campaigns of tasks are called.
type taskNames struct {
	units     []page.Pick
	campaigns []survey.Campaign
}

func (s *Server) taskNames(c *gin.Context) (n taskNames, err error) {
	units, err := s.units(c)
	if err != nil {
		return n, err
	}
	for _, u := range units {
		n.units = append(n.units, page.Pick{Value: u.Code, Text: u.Name.In(survey.Vietnamese)})
	}
	n.campaigns, err = s.campaigns(c)
	return n, err
}

func (n taskNames) campaign(code string) string {
	i := slices.IndexFunc(n.campaigns, func(k survey.Campaign) bool { return k.Code == code })
	if i < 0 {
		return code
	}
	return n.campaigns[i].Name.In(survey.Vietnamese)
}

func (s *Server) taskLine(t *opinion.Task, known taskNames) page.OfficeTask {
	line := page.OfficeTask{
		ID: t.ID, Title: t.Title, Said: t.Said, Owner: t.Owner, Deadline: t.Deadline, Outcome: t.Outcome,
		Campaign: known.campaign(t.Campaign), Period: t.Period.Name(survey.Vietnamese), Unit: called(known.units, t.Unit),
		State: taskStates[t.State], Overdue: t.Overdue(s.Desk.Today()), Over: t.State.Over(),
	}
	if t.State == opinion.Dropped {
		line.Dropped = t.History[len(t.History)-1].Note
	}
	return line
}

func (s *Server) taskSelections(q taskQuery, known taskNames) []page.Selection {
	everything := page.SelectOption{Text: "Tất cả"}
	campaign := campaignSelection(known.campaigns, q.code())
	campaign.Options = slices.Insert(campaign.Options, 0, everything)
	when := s.periodSelection(q.period, q.scheme())
	when.Options = slices.Insert(when.Options, 0, everything)
	state := page.Selection{Name: "state", Label: "Tình trạng", Options: []page.SelectOption{everything}}
	state.Options = append(state.Options, stateOptions(q.state)...)
	return []page.Selection{campaign, when, state}
}

// words say which tasks a query asks for.
func (q taskQuery) words() string {
	words := "Việc cần làm"
	if q.state != "" {
		words += " (" + taskStates[q.state] + ")"
	}
	if q.campaign != nil {
		words += " sau " + q.campaign.Name.In(survey.Vietnamese)
	}
	if name := q.period.Name(survey.Vietnamese); name != "" {
		words += ", " + name
	}
	return words
}
