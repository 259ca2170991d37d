package web

import (
	"iter"
	"net/http"

	"github.com/gin-gonic/gin"

	"hailong/internal/staff"
	"hailong/internal/store"
	"hailong/internal/survey"
	"hailong/internal/web/page"
)

// officeCampaigns lists the campaigns and the codes that open them.
func (s *Server) officeCampaigns(c *gin.Context) error {
	campaigns, err := all(store.Campaigns.All(c.Request.Context(), s.Store))
	if err != nil {
		return err
	}
	posters, err := all(store.Posters.All(c.Request.Context(), s.Store))
	if err != nil {
		return err
	}
	view := page.OfficeCampaigns{Office: s.officePage(c), MayManage: principal(c).Role.May(staff.ManageCampaigns)}
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
	place, err := store.Places.Get(c.Request.Context(), s.Store, p.Place)
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
	return s.changeCampaign(c, func(k *survey.Campaign) {
		today := s.Desk.Today()
		k.Closed, k.Closes = true, &today
	})
}

// officeCampaignReopen lets a campaign take responses again, without an end.
func (s *Server) officeCampaignReopen(c *gin.Context) error {
	return s.changeCampaign(c, func(k *survey.Campaign) { k.Closed, k.Closes = false, nil })
}

func (s *Server) changeCampaign(c *gin.Context, change func(*survey.Campaign)) error {
	k, err := store.Campaigns.Get(c.Request.Context(), s.Store, c.Param("code"))
	if err != nil {
		return err
	}
	change(&k)
	if err := store.Campaigns.Replace(c.Request.Context(), s.Store, k.Code, k); err != nil {
		return err
	}
	return s.changedAt(c, "/office/campaigns", "campaign", k.Code, "open", k.OpenOn(s.Desk.Today()))
}

// changedAt makes a change visible at once, says in the log who made it, and goes
// to a page that shows it.
func (s *Server) changedAt(c *gin.Context, to string, what ...any) error {
	s.Desk.Forget()
	s.Log.Info("office change", append(what, "by", principal(c).Name)...)
	c.Redirect(http.StatusSeeOther, to)
	return nil
}

func all[T any](seq iter.Seq2[T, error]) ([]T, error) {
	var list []T
	for v, err := range seq {
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	return list, nil
}
