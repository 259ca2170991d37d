package web

import (
	"context"
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"

	"hailong/internal/audit"
	"hailong/internal/print"
	"hailong/internal/register"
	"hailong/internal/staff"
	"hailong/internal/survey"
	"hailong/internal/web/page"
)

// officePosters lists the codes with where they hang and how they are used.
func (s *Server) officePosters(c *gin.Context) error {
	return s.showPosters(c, http.StatusOK, target{Campaign: c.Query("campaign")}, "", "")
}

// showPosters shows the list with its forms as they were filled in, and a
// sentence for the one that was refused: that for a new code or that for a print.
func (s *Server) showPosters(c *gin.Context, status int, chosen target, newError, printError string) error {
	entries, err := s.entries(c)
	if err != nil {
		return err
	}
	view := page.OfficePosters{
		Office: s.officePage(c), Public: s.PublicURL.String(), Trial: print.Trial(s.PublicURL),
		May: principal(c).May(staff.ManageCampaigns), Kinds: kindPicks(sheetKinds, ""), Langs: langPicks(""), Error: printError,
	}
	for _, e := range entries {
		view.Lines = append(view.Lines, posterLine(e))
		if e.Silent {
			view.Silent = append(view.Silent, e.Poster.Code)
		}
	}
	if view.May {
		if view.New, err = s.targetForm(c, chosen, newError); err != nil {
			return err
		}
		view.Open = openCampaigns(entries)
	}
	r, err := s.pages.OfficePosters(view)
	if err == nil {
		s.send(c, status, r)
	}
	return err
}

// openCampaigns are those that have open codes, by name.
func openCampaigns(entries []register.Entry) []page.Pick {
	var picks []page.Pick
	for _, e := range entries {
		p := page.Pick{Value: e.Campaign.Code, Text: e.Campaign.Name.In(survey.Vietnamese)}
		if printable(e) && !slices.Contains(picks, p) {
			picks = append(picks, p)
		}
	}
	return picks
}

// printable reports whether a code can be hung up: it is open, and people come to it
// with their own phones.
func printable(e register.Entry) bool {
	return e.State == register.Open && e.Poster.Channel != survey.ChannelKiosk
}

// target is what the office sends to say what a code opens.
type target struct {
	Campaign string `form:"campaign" binding:"required,max=100"`
	// Where is a place and a counter: one list offers both.
	Where string `form:"where" binding:"required,max=200"`
	Field string `form:"field" binding:"max=100"`
	// Kind is kioskKind for a tablet, "" for a poster; it is asked of a new code only.
	Kind string `form:"use" binding:"omitempty,oneof=kiosk"`
}

// kioskKind is the use of a code that nobody scans.
const kioskKind = "kiosk"

// targetForm offers what there is.
func (s *Server) targetForm(c *gin.Context, chosen target, sentence string) (page.OfficeTarget, error) {
	form := page.OfficeTarget{Error: sentence, Kiosk: chosen.Kind == kioskKind, Fields: []page.Pick{{Text: "Không đặt trước"}}}
	campaigns, err := s.campaigns(c)
	if err != nil {
		return form, err
	}
	offered := offeredCampaigns(campaigns, s.Desk.Today(), chosen.Campaign)
	for i, k := range offered {
		form.Campaigns = append(form.Campaigns, page.Pick{Value: k.Code, Text: campaignPick(&offered[i], s.Desk.Today()), Chosen: k.Code == chosen.Campaign})
	}
	places, err := s.places(c)
	if err != nil {
		return form, err
	}
	for _, place := range usedPlaces(places, offered) {
		form.Places = append(form.Places, placePicks(place, chosen.Where)...)
	}
	fields, err := s.fields(c)
	if err != nil {
		return form, err
	}
	for _, f := range fields {
		form.Fields = append(form.Fields, page.Pick{Value: f.Code, Text: f.Text.In(survey.Vietnamese), Chosen: f.Code == chosen.Field})
	}
	return form, nil
}

// officePosterCreate makes a code and shows it.
func (s *Server) officePosterCreate(c *gin.Context) error {
	var t target
	sentence, err := bind(c, &t)
	if err != nil {
		return err
	}
	if sentence == "" {
		p, err := s.posterTarget(c, t, "poster.create", "", func(ctx context.Context) (survey.Poster, error) {
			return s.register.Create(ctx, t.register())
		})
		if err == nil {
			return s.changed(c, posterPath(p.Code)+"?done=made")
		}
		if sentence = targetSentence(err); sentence == "" {
			return err
		}
	}
	return s.showPosters(c, http.StatusUnprocessableEntity, t, sentence, "")
}

// posterTarget points a code at what a form chose.
func (s *Server) posterTarget(c *gin.Context, t target, action, code string, do func(context.Context) (survey.Poster, error)) (p survey.Poster, err error) {
	mine, err := s.mine(c, t.Campaign)
	if err != nil {
		return p, err
	}
	if !mine {
		return p, register.ErrCampaign
	}
	e := audit.Entry{Action: action, Object: code, Detail: map[string]string{"campaign": t.Campaign, "where": t.Where, "field": t.Field}}
	err = s.act(c, e, func(ctx context.Context) (err error) {
		p, err = do(ctx)
		return err
	})
	return p, err
}
