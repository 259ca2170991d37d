package web

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"

	"github.com/gin-gonic/gin"

	"hailong/internal/period"
	"hailong/internal/staff"
	"hailong/internal/survey"
	"hailong/internal/web/page"
)

func campaignPath(code string) string { return "/office/campaigns/" + url.PathEscape(code) }

// officeCampaigns lists the campaigns by their state.
func (s *Server) officeCampaigns(c *gin.Context) error {
	campaigns, err := s.campaigns(c)
	if err != nil {
		return err
	}
	units, err := s.units(c)
	if err != nil {
		return err
	}
	view := page.OfficeCampaigns{Office: s.officePage(c), May: principal(c).May(staff.ManageCampaigns)}
	today := s.Desk.Today()
	// The last one to open is mostly the one that is looked for.
	slices.SortStableFunc(campaigns, func(a, b survey.Campaign) int { return int(b.Opens - a.Opens) })
	for _, state := range campaignStates {
		group := page.OfficeCampaignGroup{Heading: state.heading, Hint: state.hint}
		for i := range campaigns {
			k := &campaigns[i]
			if k.State(today) != state.state {
				continue
			}
			line := s.campaignLine(k, units)
			if line.Progress, err = s.progressLine(c, k); err != nil {
				return err
			}
			group.Lines = append(group.Lines, line)
		}
		if len(group.Lines) > 0 {
			view.Groups = append(view.Groups, group)
		}
	}
	out, err := s.pages.OfficeCampaigns(view)
	return s.render(c, http.StatusOK, out, err)
}

// campaignLine puts a campaign into words, with its unit where there are several.
func (s *Server) campaignLine(k *survey.Campaign, units []survey.Unit) page.OfficeCampaignLine {
	state := k.State(s.Desk.Today())
	line := page.OfficeCampaignLine{
		Code: k.Code, Name: k.Name.In(survey.Vietnamese), Form: s.templateWords(k.Template), Days: daysWords(k),
		State: stateWords(state), On: state == survey.StateOpen,
	}
	if len(units) > 1 {
		line.Whose = k.Unit
		for _, u := range units {
			if u.Code == k.Unit {
				line.Whose = u.Name.In(survey.Vietnamese)
			}
		}
	}
	return line
}

// templateWords are the title of a questionnaire with its length, or its code
// where it is gone.
func (s *Server) templateWords(ref survey.Ref) string {
	t, err := s.Catalog.Template(ref)
	if err != nil {
		return "mẫu " + ref.String() + " không còn trong hệ thống"
	}
	return fmt.Sprintf("%s (%s, %s)", t.Title.In(survey.Vietnamese), questionWords(t), ref)
}

// currentPeriod is the quarter in which a campaign is looked at: the present one,
// or its first or last where it does not run now.
func currentPeriod(k *survey.Campaign, today survey.Date) period.Period {
	if k.Closes != nil {
		today = min(today, *k.Closes)
	}
	return period.Of(period.Quarter, max(today, k.Opens), period.Scheme(k.Scheme))
}

// progressLine says in one line how far a campaign has come, or "" where it has
// not begun. What cannot be counted does not hide the list.
func (s *Server) progressLine(c *gin.Context, k *survey.Campaign) (string, error) {
	state := k.State(s.Desk.Today())
	if state != survey.StateOpen && state != survey.StateClosed {
		return "", nil
	}
	p := currentPeriod(k, s.Desk.Today())
	g, err := s.planning.Goal(c.Request.Context(), s.Counter, k, p)
	if err != nil {
		if failureOf(err).status != http.StatusInternalServerError {
			return "", err
		}
		s.Log.Error("count campaign", "campaign", k.Code, "error", err.Error())
		return "Chưa đếm được số phiếu.", nil
	}
	return goalLine(p, g, s.totalsOnly(c)), nil
}

// totalsOnly reports whether who asks may not read single responses, so that no
// number may show the last person who came.
func (s *Server) totalsOnly(c *gin.Context) bool { return !principal(c).May(staff.ExportResponses) }
