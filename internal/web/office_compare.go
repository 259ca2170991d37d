package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"hailong/internal/period"
	"hailong/internal/report"
	"hailong/internal/staff"
	"hailong/internal/survey"
	"hailong/internal/web/page"
)

// officeCompare lays the communes of an installation side by side.
func (s *Server) officeCompare(c *gin.Context) error {
	campaigns, err := s.campaigns(c)
	if err != nil {
		return err
	}
	view := page.OfficeCompare{Office: s.officePage(c), Select: []page.Selection{
		s.comparedTemplates(campaigns, c.Query("template")), {Name: "period", Label: "Kỳ"},
	}}
	p := period.Of(period.Quarter, s.Desk.Today(), period.Calendar)
	if text := c.Query("period"); text != "" {
		if p, err = period.Parse(text); err != nil {
			return &parameterError{"period", "want 2026-Q4, 2026-H2 or 2026, from 2000 to 2099"}
		}
	}
	for _, one := range offered(p, s.Desk.Today(), period.Calendar) {
		view.Select[1].Options = append(view.Select[1].Options, page.SelectOption{Value: one.String(), Text: one.Name(survey.Vietnamese), Chosen: one == p})
	}
	view.Period = p.Name(survey.Vietnamese)
	for _, t := range view.Select[0].Options {
		if t.Chosen {
			view.Points, err = report.Compare(c.Request.Context(), s.sourceFor(c), t.Value, p, !principal(c).May(staff.ExportResponses))
		}
	}
	if err != nil {
		return err
	}
	r, err := s.pages.OfficeCompare(view)
	if err == nil {
		s.send(c, http.StatusOK, r)
	}
	return err
}

// comparedTemplates are the questionnaires that communes were asked with; the
// first is chosen where nothing is.
func (s *Server) comparedTemplates(campaigns []survey.Campaign, chosen string) page.Selection {
	list := page.Selection{Name: "template", Label: "Mẫu phiếu"}
	seen := make(map[string]bool)
	for _, k := range campaigns {
		t, err := s.Catalog.Template(k.Template)
		if err != nil || seen[k.Template.Code] {
			continue
		}
		seen[k.Template.Code] = true
		list.Options = append(list.Options, page.SelectOption{Value: t.Code, Text: t.Title.In(survey.Vietnamese), Chosen: t.Code == chosen})
	}
	if chosen == "" && len(list.Options) > 0 {
		list.Options[0].Chosen = true
	}
	return list
}
