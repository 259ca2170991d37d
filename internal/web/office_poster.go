package web

import (
	"context"
	"net/http"

	"github.com/gin-gonic/gin"

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
	ctx := c.Request.Context()
	e, err := s.register.Entry(ctx, c.Param("code"))
	if err != nil {
		return err
	}
	view := page.OfficePosterPage{
		Office: s.officePage(c), OfficePosterLine: posterLine(e), URL: s.posterURL(e.Poster.Code),
		Public: s.PublicURL.String(), Trial: print.Trial(s.PublicURL), May: principal(c).Role.May(staff.ManageCampaigns),
		Kinds: kindPicks(register.Kinds, ""), Langs: langPicks(""), Previews: previews(e.Poster.Code),
		Done: doneSentences[c.Query("done")], Error: printError,
	}
	for _, p := range e.Prints {
		view.History = append(view.History, printLine(p))
	}
	if view.May {
		if chosen == nil {
			chosen = &target{e.Poster.Campaign, where(e.Poster.Place, e.Poster.Counter), e.Poster.Field}
		}
		if view.Move, err = s.targetForm(ctx, *chosen, moveError); err != nil {
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
		p, err := s.register.Repoint(c.Request.Context(), c.Param("code"), t.register())
		if err == nil {
			return s.posterChanged(c, p, "moved")
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
	p, err := set(c.Request.Context(), c.Param("code"))
	if err != nil {
		return err
	}
	return s.posterChanged(c, p, done)
}
