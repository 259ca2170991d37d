package web

import (
	"errors"
	"fmt"
	"net/http"
	"net/netip"

	"github.com/gin-gonic/gin"

	"hailong/internal/intake"
	"hailong/internal/limit"
	"hailong/internal/survey"
	"hailong/internal/web/page"
)

// sender is the address that a request comes from: what the connection says or,
// behind a proxy of ours, what the proxy says. It goes to the limiter and nowhere
// else. One that cannot be read is nobody's: the budgets of code and unit hold.
func sender(c *gin.Context) netip.Addr {
	from, err := netip.ParseAddr(c.ClientIP())
	if err != nil {
		return netip.Addr{}
	}
	return from
}

// A gate holds a sheet to its budgets.
type gate struct {
	limits *limit.Limiter
	sheet  limit.Sheet
}

// Admit counts the sheet, or says how long to wait.
func (g *gate) Admit() (survey.Flags, error) {
	v := g.limits.Sheet(g.sheet)
	return v.Flags, v.Err()
}

// Return takes back what Admit counted.
func (g *gate) Return() { g.limits.Return(g.sheet) }

// gate returns the budgets that a sheet of this form must fit into. A slip has
// none: it is worth one response, and it is what the counter hands to whoever is
// refused. A shared tablet sends for many people, so that only its code counts.
func (s *Server) gate(c *gin.Context, form *intake.Form) intake.Gate {
	if s.Limits == nil || form.Key != "" {
		return nil
	}
	g := &gate{limits: s.Limits, sheet: limit.Sheet{Code: form.Poster.Code}}
	if form.Poster.Channel != survey.ChannelKiosk {
		g.sheet.From, g.sheet.Unit = sender(c), form.Unit.Code
	}
	return g
}

// slip finds the form of a single-use code. It looks first and judges then, so
// that a hundred guesses at once get no further than ten, and who has guessed too
// often hears the same of a right code as of a wrong one, whatever is asked of it.
func (s *Server) slip(c *gin.Context) (*intake.Form, error) {
	form, err := s.Desk.Slip(c.Request.Context(), c.Param("slip"))
	if err != nil && !errors.Is(err, survey.ErrNotFound) {
		return nil, err
	}
	if refused := s.Limits.Guess(sender(c), err == nil).Err(); refused != nil {
		return nil, refused
	}
	return form, err
}

// tooMany says to people how long to wait, and what else they can do.
func tooMany(r *limit.Refused) failure {
	return failure{http.StatusTooManyRequests, "too-many", func(w *page.Words) (string, string) {
		text := w.TooManySheets
		switch r.Of {
		case limit.Guesses:
			text = w.TooManyGuesses
		case limit.Contacts:
			text = w.TooManyContacts
		}
		return w.TooManyTitle, fmt.Sprintf(text, w.Wait(r.Wait))
	}}
}
