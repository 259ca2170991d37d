package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"hailong/internal/intake"
	"hailong/internal/survey"
)

// officeCampaignPreview shows the citizen's form of a campaign, which cannot be
// sent. It stands at the first place of the campaign that is in use.
func (s *Server) officeCampaignPreview(c *gin.Context) error {
	k, err := s.campaign(c, c.Param("code"))
	if err != nil {
		return err
	}
	form := intake.Form{Campaign: k, Path: campaignPath(k.Code) + "/preview"}
	if form.Unit, err = s.unit(c, k.Unit); err != nil {
		return err
	}
	if form.Template, err = s.Catalog.Template(k.Template); err != nil {
		return err
	}
	form.Fields = form.Unit.OfferedFields(s.Catalog.Fields())
	places, err := s.premises.Places(c.Request.Context(), k.Unit)
	if err != nil {
		return err
	}
	for _, p := range places {
		if !p.Closed && k.At(p.Code) {
			form.Place = p
			break
		}
	}
	l := survey.Vietnamese // of the office; the page switches to the others
	if chosen, ok := known(c.Query("lang")); ok {
		l = chosen
	}
	view := s.formPage(&form, l, "")
	view.Action, view.Preview = "", campaignPath(k.Code)
	out, err := s.pages.Form(view)
	return s.render(c, http.StatusOK, out, err)
}
