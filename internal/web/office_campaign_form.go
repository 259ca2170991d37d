package web

import (
	"context"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"hailong/internal/audit"
	"hailong/internal/campaign"
	"hailong/internal/period"
	"hailong/internal/survey"
	"hailong/internal/web/page"
)

// campaignForm is what the office sends to plan a campaign.
type campaignForm struct {
	Unit     string   `form:"unit"`
	Stamp    string   `form:"stamp"`
	Name     string   `form:"name"`
	NameEN   string   `form:"name_en"`
	Template string   `form:"template"`
	Scheme   string   `form:"scheme"`
	Opens    string   `form:"opens"`
	Closes   string   `form:"closes"`
	Places   []string `form:"places"`
	Target   string   `form:"target"`
}

// boxDay is how a date stands in a box of a browser.
const boxDay = "2006-01-02"

func campaignFormOf(k survey.Campaign) campaignForm {
	f := campaignForm{
		Unit: k.Unit, Name: k.Name[survey.Vietnamese], NameEN: k.Name[survey.English], Template: k.Template.String(),
		Scheme: k.Scheme, Opens: k.Opens.Time().Format(boxDay), Places: k.Places, Target: targetBox(k.Target),
	}
	if k.Closes != nil {
		f.Closes = k.Closes.Time().Format(boxDay)
	}
	return f
}

// usualCampaign proposes the rest of the present quarter.
func (s *Server) usualCampaign(unit string) campaignForm {
	today := s.Desk.Today()
	quarter := period.Of(period.Quarter, today, period.Calendar)
	_, last := quarter.Dates(period.Calendar)
	f := campaignForm{
		Unit: unit, Name: capital(quarter.Name(survey.Vietnamese)), NameEN: capital(quarter.Name(survey.English)), Scheme: string(period.Calendar),
		Opens: today.Time().Format(boxDay), Closes: last.Time().Format(boxDay),
	}
	if offered := s.planning.Offered(); len(offered) > 0 {
		f.Template = offered[0].Ref().String()
	}
	return f
}

// typedDay reads a date as browsers send it, or as people type it where the
// browser offers no calendar.
func typedDay(text string) (survey.Date, bool) {
	for _, layout := range []string{boxDay, "2/1/2006", "2-1-2006", "2.1.2006"} {
		if t, err := time.Parse(layout, strings.TrimSpace(text)); err == nil {
			return survey.Day(t.Year(), t.Month(), t.Day()), true
		}
	}
	return 0, false
}

func typedRef(text string) survey.Ref {
	code, version, _ := strings.Cut(text, "@")
	n, err := strconv.Atoi(version)
	if err != nil {
		return survey.Ref{}
	}
	return survey.Ref{Code: code, Version: n}
}

// plan is what was typed. Of a campaign that has been opened, what may not change
// is taken from the campaign.
func (f *campaignForm) plan(k *survey.Campaign, today survey.Date) (campaign.Plan, error) {
	p := campaign.Plan{Name: named(f.Name, f.NameEN), Template: typedRef(f.Template), Scheme: f.Scheme, Places: f.Places}
	var ok bool
	if p.Target, ok = typedTarget(f.Target); !ok {
		return p, &campaign.BadCampaign{What: "target"}
	}
	if p.Opens, ok = typedDay(f.Opens); !ok {
		p.Opens = 0 // which is refused
	}
	if strings.TrimSpace(f.Closes) != "" {
		day, ok := typedDay(f.Closes)
		if !ok {
			return p, &campaign.BadCampaign{What: "closes"}
		}
		p.Closes = &day
	}
	if k != nil && !k.Draft {
		p.Template, p.Scheme = k.Template, k.Scheme
		if k.Opens <= today {
			p.Opens = k.Opens
		}
		if len(k.Places) == 0 {
			p.Places = nil
		}
	}
	return p, nil
}

// officeCampaignNew shows the form for a new campaign, and where several units
// are within reach asks for which one first.
func (s *Server) officeCampaignNew(c *gin.Context) error {
	units, err := s.units(c)
	if err != nil {
		return err
	}
	unit := c.Query("unit")
	if unit == "" && len(units) == 1 {
		unit = units[0].Code
	}
	if unit != "" {
		return s.showCampaignForm(c, nil, s.usualCampaign(unit), refusal{})
	}
	view := page.OfficeCampaignUnit{Office: s.officePage(c)}
	for _, u := range units {
		view.Units = append(view.Units, page.Pick{Value: u.Code, Text: u.Name.In(survey.Vietnamese)})
	}
	out, err := s.pages.OfficeCampaignUnit(view)
	return s.render(c, http.StatusOK, out, err)
}

// officeCampaignEdit shows the form that changes a campaign.
func (s *Server) officeCampaignEdit(c *gin.Context) error {
	k, err := s.campaign(c, c.Param("code"))
	if err != nil {
		return err
	}
	return s.showCampaignForm(c, &k, campaignFormOf(k), refusal{})
}

// officeCampaignCreate makes a draft.
func (s *Server) officeCampaignCreate(c *gin.Context) error {
	var f campaignForm
	if err := read(c, &f); err != nil {
		return err
	}
	if _, err := s.unit(c, f.Unit); err != nil {
		return err
	}
	plan, err := f.plan(nil, s.Desk.Today())
	if err == nil {
		s.making.Lock() // of two taps on the button one makes the draft
		defer s.making.Unlock()
		k, made, found := s.sameDraft(c, f.Unit, plan)
		if found != nil {
			return found
		}
		if !made {
			e := audit.Entry{Action: "campaign.create", Unit: f.Unit, Detail: map[string]string{"name": f.Name}}
			err = s.act(c, e, func(ctx context.Context) (err error) {
				k, err = s.planning.Create(ctx, f.Unit, plan)
				return err
			})
		}
		if err == nil {
			return s.changed(c, campaignPath(k.Code)+"?done=made")
		}
	}
	if r := campaignRefusal(err); r.text != "" {
		return s.showCampaignForm(c, nil, f, r)
	}
	return err
}

// sameDraft finds a draft of a unit that says just what a plan says.
func (s *Server) sameDraft(c *gin.Context, unit string, plan campaign.Plan) (survey.Campaign, bool, error) {
	campaigns, err := s.campaigns(c)
	if err != nil {
		return survey.Campaign{}, false, err
	}
	plan.Name, _ = plan.Name.AsName(campaign.MaxName)
	plan.Places = slices.Compact(slices.Sorted(slices.Values(plan.Places)))
	for _, k := range campaigns {
		if k.Draft && k.Unit == unit && reflect.DeepEqual(campaign.PlanOf(k), plan) {
			return k, true, nil
		}
	}
	return survey.Campaign{}, false, nil
}

// officeCampaignChange changes a campaign as far as it may change.
func (s *Server) officeCampaignChange(c *gin.Context) error {
	k, err := s.campaign(c, c.Param("code"))
	if err != nil {
		return err
	}
	var f campaignForm
	if err := read(c, &f); err != nil {
		return err
	}
	plan, err := f.plan(&k, s.Desk.Today())
	if err == nil {
		e := audit.Entry{Action: "campaign.change", Object: k.Code, Unit: k.Unit, Detail: map[string]string{"name": f.Name}}
		err = s.act(c, e, func(ctx context.Context) error {
			_, err := s.planning.Change(ctx, k.Code, f.Stamp, plan)
			return err
		})
		if err == nil {
			return s.changed(c, campaignPath(k.Code)+"?done=saved")
		}
	}
	if r := campaignRefusal(err); r.text != "" {
		return s.showCampaignForm(c, &k, f, r)
	}
	return err
}
