package web

import (
	"context"
	"net/http"

	"github.com/gin-gonic/gin"

	"hailong/internal/audit"
	"hailong/internal/print"
	"hailong/internal/register"
	"hailong/internal/staff"
	"hailong/internal/survey"
	"hailong/internal/web/page"
)

// officePoster shows one code.
func (s *Server) officePoster(c *gin.Context) error {
	return s.showPoster(c, http.StatusOK, nil, "", "")
}

// showPoster shows a code; chosen is what was sent to point it elsewhere, or nil.
func (s *Server) showPoster(c *gin.Context, status int, chosen *target, moveError, printError string) error {
	e, err := s.entry(c, c.Param("code"))
	if err != nil {
		return err
	}
	view := page.OfficePosterPage{
		Office: s.officePage(c), OfficePosterLine: posterLine(e), URL: s.posterURL(e.Poster.Code),
		Public: s.PublicURL.String(), Trial: print.Trial(s.PublicURL), May: principal(c).May(staff.ManageCampaigns),
		Kinds: kindPicks(register.Kinds, ""), Langs: langPicks(""), Previews: previews(e.Poster.Code),
		Done: doneSentence(e.Poster.Channel == survey.ChannelKiosk, c.Query("done")), Error: printError,
	}
	for _, p := range e.Prints {
		view.History = append(view.History, printLine(p))
	}
	if view.May {
		if chosen == nil {
			chosen = &target{Campaign: e.Poster.Campaign, Where: where(e.Poster.Place, e.Poster.Counter), Field: e.Poster.Field}
		}
		if view.Move, err = s.targetForm(c, *chosen, moveError); err != nil {
			return err
		}
	}
	r, err := s.pages.OfficePoster(view)
	if err == nil {
		s.send(c, status, r)
	}
	return err
}

// officePosterMove makes a code that hangs open something else.
func (s *Server) officePosterMove(c *gin.Context) error {
	var t target
	sentence, err := bind(c, &t)
	if err != nil {
		return err
	}
	if sentence == "" {
		if _, err := s.entry(c, c.Param("code")); err != nil {
			return err
		}
		p, err := s.posterTarget(c, t, "poster.move", c.Param("code"), func(ctx context.Context) (survey.Poster, error) {
			return s.register.Repoint(ctx, c.Param("code"), t.register())
		})
		if err == nil {
			return s.changed(c, posterPath(p.Code)+"?done=moved")
		}
		if sentence = targetSentence(err); sentence == "" {
			return err
		}
	}
	return s.showPoster(c, http.StatusUnprocessableEntity, &t, sentence, "")
}

// officePosterVoid withdraws a code; who scans it is told so.
func (s *Server) officePosterVoid(c *gin.Context) error {
	return s.setVoided(c, s.register.Void, "voided")
}

// officePosterRestore makes a withdrawn code good again.
func (s *Server) officePosterRestore(c *gin.Context) error {
	return s.setVoided(c, s.register.Restore, "restored")
}

func (s *Server) setVoided(c *gin.Context, set func(context.Context, string) (survey.Poster, error), done string) error {
	known, err := s.entry(c, c.Param("code"))
	if err != nil {
		return err
	}
	e := audit.Entry{Action: "poster." + done, Object: known.Poster.Code, Unit: known.Campaign.Unit}
	err = s.act(c, e, func(ctx context.Context) error {
		_, err := set(ctx, known.Poster.Code)
		return err
	})
	if err != nil {
		return err
	}
	return s.changed(c, posterPath(known.Poster.Code)+"?done="+done)
}
