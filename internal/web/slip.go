package web

import (
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"

	"hailong/internal/intake"
	"hailong/internal/survey"
	"hailong/internal/web/page"
)

// slipForm shows the form of a single-use code, or says that it was used.
func (s *Server) slipForm(c *gin.Context) error {
	form, err := s.slip(c)
	if err != nil {
		return s.noSlip(c, nil, err)
	}
	used, err := s.Desk.Used(c.Request.Context(), form)
	if err != nil {
		return err
	}
	l := lang(c)
	if used {
		w := words(c)
		return s.say(c, citizenOf(form, l), http.StatusGone, w.SlipUsedTitle, w.SlipUsedText)
	}
	if err := s.Desk.Shut(form); err != nil {
		return s.noSlip(c, form, err)
	}
	r, err := s.pages.Form(s.formPage(form, l, form.Key))
	if err == nil {
		s.sendPacked(c, http.StatusOK, r)
	}
	return err
}

// noSlip says of a slip, not of a poster, why it opens no form.
func (s *Server) noSlip(c *gin.Context, form *intake.Form, err error) error {
	w := words(c)
	switch {
	case errors.Is(err, survey.ErrNotFound):
		s.note(c, err, failureOf(err))
		return s.say(c, page.Citizen{W: w}, http.StatusNotFound, w.SlipUnknownTitle, w.SlipUnknownText)
	case form != nil && errors.Is(err, survey.ErrVoided):
		return s.say(c, citizenOf(form, lang(c)), http.StatusGone, w.SlipVoidedTitle, w.SlipVoidedText)
	case form != nil:
		return s.showShut(c, form, err)
	}
	return err
}

// say sends a page that says one thing.
func (s *Server) say(c *gin.Context, about page.Citizen, status int, title, text string) error {
	m := page.Message{Citizen: about, Text: text}
	m.Title = title
	r, err := s.pages.Message(m)
	if err == nil {
		s.send(c, status, r)
	}
	return err
}

// slipSubmit takes the one sheet of a single-use code in.
func (s *Server) slipSubmit(c *gin.Context) error {
	form, err := s.slip(c)
	if err != nil {
		return s.noSlip(c, nil, err)
	}
	return s.takeIn(c, form)
}

func (s *Server) slipThanks(c *gin.Context) error {
	form, err := s.slip(c)
	if err != nil {
		return err
	}
	return s.thank(c, form)
}
