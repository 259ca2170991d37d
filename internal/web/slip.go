package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"hailong/internal/web/page"
)

// slipForm shows the form of a single-use code, or says that it was used.
func (s *Server) slipForm(c *gin.Context) error {
	form, err := s.Desk.Slip(c.Request.Context(), c.Param("slip"))
	if err != nil {
		return err
	}
	used, err := s.Desk.Used(c.Request.Context(), form)
	if err != nil {
		return err
	}
	l := lang(c)
	if used {
		m := page.Message{Citizen: citizenOf(form, l)}
		m.Title, m.Text = m.W.SlipUsedTitle, m.W.SlipUsedText
		r, err := s.pages.Message(m)
		if err == nil {
			s.send(c, http.StatusGone, r)
		}
		return err
	}
	if err := s.Desk.Shut(form); err != nil {
		return s.showShut(c, form, err)
	}
	r, err := s.pages.Form(s.formPage(form, l, form.Key))
	if err == nil {
		s.send(c, http.StatusOK, r)
	}
	return err
}

// slipSubmit takes the one sheet of a single-use code in.
func (s *Server) slipSubmit(c *gin.Context) error {
	form, err := s.Desk.Slip(c.Request.Context(), c.Param("slip"))
	if err != nil {
		return err
	}
	return s.takeIn(c, form)
}

func (s *Server) slipThanks(c *gin.Context) error {
	form, err := s.Desk.Slip(c.Request.Context(), c.Param("slip"))
	if err != nil {
		return err
	}
	return s.thank(c, form)
}
