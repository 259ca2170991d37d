package web

import (
	"context"
	"net/http"

	"github.com/gin-gonic/gin"

	"hailong/internal/audit"
	"hailong/internal/staff"
	"hailong/internal/store"
	"hailong/internal/survey"
	"hailong/internal/web/page"
)

// officeCampaigns lists the campaigns and the codes that open them.
func (s *Server) officeCampaigns(c *gin.Context) error {
	campaigns, err := s.campaigns(c)
	if err != nil {
		return err
	}
	posters, err := s.posters(c)
	if err != nil {
		return err
	}
	view := page.OfficeCampaigns{Office: s.officePage(c), MayManage: principal(c).May(staff.ManageCampaigns)}
	today := s.Desk.Today()
	for _, k := range campaigns {
		line := page.OfficeCampaign{Campaign: k, Open: k.OpenOn(today), Early: today < k.Opens}
		if t, err := s.Catalog.Template(k.Template); err == nil {
			line.Title = t.Title.In(survey.Vietnamese)
		}
		for _, p := range posters {
			if p.Campaign == k.Code {
				line.Posters = append(line.Posters, s.campaignPoster(c, p))
			}
		}
		view.Campaigns = append(view.Campaigns, line)
	}
	r, err := s.pages.OfficeCampaigns(view)
	if err == nil {
		s.send(c, http.StatusOK, r)
	}
	return err
}

func (s *Server) campaignPoster(c *gin.Context, p survey.Poster) page.OfficePoster {
	line := page.OfficePoster{Poster: p, URL: s.posterURL(p.Code), Where: p.Place}
	place, err := s.place(c, p.Place)
	if err != nil {
		return line // a name that cannot be read does not hide the code
	}
	line.Where = place.Name.In(survey.Vietnamese)
	if counter := place.Counter(p.Counter); counter != nil {
		line.Where += " · " + counter.Name.In(survey.Vietnamese)
	}
	return line
}

// officeCampaignClose ends a campaign at once; today is its last day.
func (s *Server) officeCampaignClose(c *gin.Context) error {
	return s.changeCampaign(c, "campaign.close", func(k *survey.Campaign) {
		today := s.Desk.Today()
		k.Closed, k.Closes = true, &today
	})
}

// officeCampaignReopen lets a campaign take responses again, without an end.
func (s *Server) officeCampaignReopen(c *gin.Context) error {
	return s.changeCampaign(c, "campaign.reopen", func(k *survey.Campaign) { k.Closed, k.Closes = false, nil })
}

func (s *Server) changeCampaign(c *gin.Context, action string, change func(*survey.Campaign)) error {
	k, err := s.campaign(c, c.Param("code"))
	if err != nil {
		return err
	}
	change(&k)
	e := audit.Entry{Action: action, Object: k.Code, Unit: k.Unit}
	err = s.act(c, e, func(ctx context.Context) error { return store.Campaigns.Replace(ctx, s.Store, k.Code, k) })
	if err != nil {
		return err
	}
	return s.changed(c, "/office/campaigns")
}

// changed makes a change visible to citizens at once and goes to a page that
// shows it.
func (s *Server) changed(c *gin.Context, to string) error {
	s.Desk.Forget()
	c.Redirect(http.StatusSeeOther, to)
	return nil
}
