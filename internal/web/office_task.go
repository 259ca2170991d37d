package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"

	"github.com/gin-gonic/gin"

	"hailong/internal/audit"
	"hailong/internal/opinion"
	"hailong/internal/period"
	"hailong/internal/staff"
	"hailong/internal/survey"
	"hailong/internal/web/page"
)

// taskPlan is what the office sends to make a task. What is missing or too long
// is refused by package opinion, so that one place has the rules.
type taskPlan struct {
	Campaign string `form:"campaign"`
	Period   string `form:"period"`
	Title    string `form:"title"`
	Said     string `form:"said"`
	Owner    string `form:"owner"`
	Deadline string `form:"deadline"`
}

// officeTaskNew shows the form of a new task, for the campaign and the period of
// the address.
func (s *Server) officeTaskNew(c *gin.Context) error {
	return s.showTaskPlan(c, http.StatusOK, taskPlan{Campaign: c.Query("campaign"), Period: c.Query("period")}, "")
}

// showTaskPlan shows the form as it was filled in; wrong names what was refused.
func (s *Server) showTaskPlan(c *gin.Context, status int, plan taskPlan, wrong string) error {
	campaigns, err := s.campaigns(c)
	if err != nil {
		return err
	}
	view := page.OfficeTaskNew{Office: s.officePage(c), Error: taskSentences[wrong], Fields: plan.fields(wrong)}
	scheme := period.Calendar
	if i := slices.IndexFunc(campaigns, func(k survey.Campaign) bool { return k.Code == plan.Campaign }); i >= 0 {
		scheme = period.Scheme(campaigns[i].Scheme)
	}
	chosen, err := period.Parse(plan.Period)
	if err != nil {
		chosen = period.Of(period.Quarter, s.Desk.Today(), scheme)
	}
	view.Campaign, view.Period = campaignSelection(campaigns, plan.Campaign), s.periodSelection(chosen, scheme)
	r, err := s.pages.OfficeTaskNew(view)
	if err == nil {
		s.send(c, status, r)
	}
	return err
}

// officeTaskCreate makes a task and shows it.
func (s *Server) officeTaskCreate(c *gin.Context) error {
	var plan taskPlan
	if _, err := bind(c, &plan); err != nil {
		return err
	}
	var task opinion.Task
	err := s.planned(c, plan, &task)
	var bad *opinion.BadTask
	if errors.As(err, &bad) {
		return s.showTaskPlan(c, http.StatusUnprocessableEntity, plan, bad.What)
	}
	if err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, "/office/tasks/"+task.ID+"?done=made")
	return nil
}

// planned makes the task of a form. Errors: *opinion.BadTask.
func (s *Server) planned(c *gin.Context, plan taskPlan, task *opinion.Task) error {
	campaign, err := s.campaign(c, plan.Campaign)
	if errors.Is(err, survey.ErrNotFound) {
		return &opinion.BadTask{What: "campaign"}
	}
	if err != nil {
		return err
	}
	when, err := period.Parse(plan.Period)
	if err != nil {
		return &opinion.BadTask{What: "period"}
	}
	deadline, _ := typedDate(plan.Deadline) // no day has passed long ago, and is refused in its turn
	e := audit.Entry{Action: "task.create", Object: campaign.Code, Unit: campaign.Unit, Detail: map[string]string{"period": plan.Period}}
	return s.act(c, e, func(ctx context.Context) (err error) {
		*task, err = s.plans.Create(ctx, opinion.NewTask{
			Unit: campaign.Unit, Campaign: campaign.Code, Period: when, Title: plan.Title, Said: plan.Said,
			Owner: plan.Owner, Deadline: deadline, By: principal(c).Name,
		})
		return err
	})
}

// taskUpdate is what the office sends to change a task.
type taskUpdate struct {
	Version  int    `form:"version"`
	State    string `form:"state"`
	Owner    string `form:"owner"`
	Deadline string `form:"deadline"`
	Outcome  string `form:"outcome"`
	Note     string `form:"note"`
}

// officeTask shows a task.
func (s *Server) officeTask(c *gin.Context) error {
	return s.showTask(c, http.StatusOK, nil, "", "")
}

// showTask shows a task, with the form of its next change as it was filled in, or
// with how the task is; wrong names what was refused, sentence says why.
func (s *Server) showTask(c *gin.Context, status int, sent *taskUpdate, wrong, sentence string) error {
	t, err := s.task(c, c.Param("task"))
	if err != nil {
		return err
	}
	known, err := s.taskNames(c)
	if err != nil {
		return err
	}
	view := page.OfficeTaskPage{
		Office: s.officePage(c), Task: s.taskLine(&t, known), Done: taskDone[c.Query("done")], Error: sentence,
		May: principal(c).May(staff.ManageComments), Version: t.Version(),
	}
	if sent == nil {
		sent = &taskUpdate{State: string(t.State), Owner: t.Owner, Deadline: t.Deadline.String(), Outcome: t.Outcome}
	}
	view.States = page.Selection{Name: "state", Label: "Tình trạng", Options: stateOptions(opinion.State(sent.State))}
	view.Fields = sent.fields(wrong)
	if principal(c).May(staff.ReadComments) {
		view.Comments = "/office/comments?" + url.Values{"campaign": {t.Campaign}, "period": {t.Period.String()}}.Encode()
	}
	for _, change := range slices.Backward(t.History) {
		view.History = append(view.History, taskChange(change))
	}
	r, err := s.pages.OfficeTask(view)
	if err == nil {
		s.send(c, status, r)
	}
	return err
}

// officeTaskChange writes the next change of a task into its history. Who was
// late sees what became of the task meanwhile, and keeps what was typed.
func (s *Server) officeTaskChange(c *gin.Context) error {
	var sent taskUpdate
	t, err := s.task(c, c.Param("task"))
	if err != nil {
		return err
	}
	if _, err := bind(c, &sent); err != nil {
		return err
	}
	deadline, _ := typedDate(sent.Deadline) // no day has passed long ago, and is refused
	e := audit.Entry{Action: "task.change", Object: t.ID, Unit: t.Unit, Detail: map[string]string{"state": taskStates[opinion.State(sent.State)]}}
	err = s.act(c, e, func(ctx context.Context) error {
		_, err := s.plans.Change(ctx, t.Unit, t.ID, opinion.Update{
			Version: sent.Version, State: opinion.State(sent.State), Owner: sent.Owner, Deadline: deadline,
			Outcome: sent.Outcome, Note: sent.Note, By: principal(c).Name,
		})
		return err
	})
	var bad *opinion.BadTask
	switch {
	case errors.As(err, &bad):
		return s.showTask(c, http.StatusUnprocessableEntity, &sent, bad.What, taskSentences[bad.What])
	case errors.Is(err, opinion.ErrStale):
		return s.showTask(c, http.StatusConflict, &sent, "", taskStale)
	case err != nil:
		return err
	}
	c.Redirect(http.StatusSeeOther, "/office/tasks/"+t.ID+"?done=changed")
	return nil
}
