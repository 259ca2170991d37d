package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"

	"github.com/gin-gonic/gin"

	"hailong/internal/audit"
	"hailong/internal/report"
	"hailong/internal/staff"
	"hailong/internal/survey"
	"hailong/internal/watch"
	"hailong/internal/web/page"
)

// A watchScope is what the list of alerts is narrowed to, by the address.
type watchScope struct {
	Campaign string `form:"campaign"`
	Place    string `form:"place"`
	Kind     string `form:"kind"`
}

// path is the address of the list.
func (w watchScope) path() string {
	v := url.Values{}
	for name, value := range map[string]string{"campaign": w.Campaign, "place": w.Place, "kind": w.Kind} {
		if value != "" {
			v.Set(name, value)
		}
	}
	if len(v) == 0 {
		return "/office/watch"
	}
	return "/office/watch?" + v.Encode()
}

func (w watchScope) has(a *watch.Alert) bool {
	return (w.Campaign == "" || w.Campaign == a.Campaign) && (w.Place == "" || w.Place == a.Place) && (w.Kind == "" || w.Kind == string(a.Kind))
}

// officeWatch lists what looks odd, the latest day first.
func (s *Server) officeWatch(c *gin.Context) error {
	scope := watchScope{c.Query("campaign"), c.Query("place"), c.Query("kind")}
	return s.showWatch(c, http.StatusOK, scope, page.OfficeWatch{Done: watchDone[c.Query("done")]})
}

// showWatch shows the list; the view brings what was refused, if anything was.
func (s *Server) showWatch(c *gin.Context, status int, scope watchScope, view page.OfficeWatch) error {
	if err := s.watchReach(c, scope); err != nil {
		return err
	}
	campaigns, err := s.campaigns(c)
	if err != nil {
		return err
	}
	places, err := s.places(c)
	if err != nil {
		return err
	}
	alerts, err := s.alerts(c, campaigns)
	if err != nil {
		return err
	}
	notes, err := watch.Written(c.Request.Context(), s.Store, campaignCodes(campaigns))
	if err != nil {
		return err
	}
	view.Office, view.Select = s.officePage(c), watchSelections(scope, campaigns, places)
	view.May, view.Least, view.Most = principal(c).May(staff.ReviewWatch), watch.MinNote, watch.MaxNote
	if view.Single, err = s.watchSingle(c, scope, campaigns); err != nil {
		return err
	}
	view.Campaign, view.Place, view.Kind = scope.Campaign, scope.Place, scope.Kind
	w := watchWords{campaigns: campaigns, places: places, notes: notes, mayVoid: principal(c).May(staff.ProposeVoid), last: s.yesterday()}
	for i := range alerts {
		if !scope.has(&alerts[i]) {
			continue
		}
		if view.Shown++; view.Shown > watchMost {
			view.More = true
			break
		}
		view.Days = w.add(view.Days, &alerts[i])
	}
	r, err := s.pages.OfficeWatch(view)
	if err == nil {
		s.send(c, status, r)
	}
	return err
}

// watchSingle counts the responses with a flag in a period of one campaign: the one
// that the list is narrowed to, or else the one that the first page shows.
func (s *Server) watchSingle(c *gin.Context, scope watchScope, campaigns []survey.Campaign) (string, error) {
	if len(campaigns) == 0 {
		return watchSingle(nil), nil
	}
	q := report.Request{Campaign: scope.Campaign, Totals: !principal(c).May(staff.ExportResponses)}
	var err error
	if q.Campaign == "" {
		if q.Campaign, err = s.preferred(c.Request.Context(), campaigns); err != nil {
			return "", err
		}
	}
	if q.Period, err = s.period(c, q.Campaign, c.Query("period")); err != nil {
		return "", err
	}
	r, err := report.Compile(c.Request.Context(), s.sourceFor(c), q)
	if errors.Is(err, report.ErrTooFew) {
		r, err = report.Outline(c.Request.Context(), s.sourceFor(c), q)
	}
	if err != nil {
		return "", err
	}
	return watchSingle(r), nil
}

// watchMost is how many alerts the page lists; what is older is found by narrowing.
const watchMost = 200

// watchReach refuses a scope of another commune as one that does not exist.
func (s *Server) watchReach(c *gin.Context, scope watchScope) error {
	if scope.Campaign != "" {
		if _, err := s.campaign(c, scope.Campaign); err != nil {
			return err
		}
	}
	if scope.Place != "" {
		if _, err := s.place(c, scope.Place); err != nil {
			return err
		}
	}
	return nil
}

func campaignCodes(campaigns []survey.Campaign) []string {
	codes := make([]string, len(campaigns))
	for i, k := range campaigns {
		codes[i] = k.Code
	}
	return codes
}

// officeWatchNote writes down what came of looking at an alert.
func (s *Server) officeWatchNote(c *gin.Context) error {
	var form struct {
		watchScope
		Alert string `form:"alert"`
		Note  string `form:"note"`
	}
	if _, err := bind(c, &form); err != nil {
		return err
	}
	a, err := s.alert(c, form.Alert)
	if err != nil {
		return err
	}
	k, err := s.campaign(c, a.Campaign)
	if err != nil {
		return err
	}
	n := watch.Note{Alert: form.Alert, Campaign: k.Code, Text: form.Note, By: principal(c).Name, Day: s.Desk.Today()}
	if err = n.Check(); err == nil {
		e := audit.Entry{Action: "watch.review", Object: form.Alert, Unit: k.Unit, Detail: map[string]string{"campaign": k.Code}}
		err = s.act(c, e, func(ctx context.Context) error { return watch.Write(ctx, s.Store, n) })
	}
	var bad *watch.BadNote
	if errors.As(err, &bad) {
		return s.showWatch(c, http.StatusUnprocessableEntity, form.watchScope, page.OfficeWatch{Error: watchFaults[bad.What], At: form.Alert, Draft: form.Note})
	}
	if err != nil {
		return err
	}
	to, _ := url.Parse(form.path()) // of our own making
	q := to.Query()
	q.Set("done", "noted")
	c.Redirect(http.StatusSeeOther, "/office/watch?"+q.Encode())
	return nil
}

// alert returns one that the asker may know of.
func (s *Server) alert(c *gin.Context, key string) (watch.Alert, error) {
	campaigns, err := s.campaigns(c)
	if err != nil {
		return watch.Alert{}, err
	}
	list, err := s.alerts(c, campaigns)
	if err != nil {
		return watch.Alert{}, err
	}
	if i := slices.IndexFunc(list, func(a watch.Alert) bool { return a.Key() == key }); i >= 0 {
		return list[i], nil
	}
	return watch.Alert{}, unreached("alert", key)
}
