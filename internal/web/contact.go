package web

import (
	"context"
	"errors"
	"mime"
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"hailong/internal/contact"
	"hailong/internal/intake"
	"hailong/internal/store"
	"hailong/internal/survey"
	"hailong/internal/web/page"
)

// contactLimits are the numbers that the pages of a request name.
var contactLimits = page.ContactLimits{
	Name: contact.MaxName, Message: contact.MaxMessage,
	Reply: contact.ReplyDays, AfterReply: contact.DaysAfterReply, Longest: contact.MostDays,
	RightsWorkDays: contact.RightsWorkDays, RightsDays: contact.RightsDays,
}

// contactPath is where an answer of a unit can be asked for, or of any for "".
// The unit is all that it may ever hold: whoever comes from a survey form brings
// nothing along.
func contactPath(unit string, l survey.Lang) string {
	path := "/contact"
	if unit != "" {
		path += "/" + url.PathEscape(unit)
	}
	return path + "?lang=" + string(l)
}

// contactUnit is the unit that the address names, or the only one there is. Where
// neither says which, the citizen is asked and asked is true.
func (s *Server) contactUnit(c *gin.Context) (unit survey.Unit, asked bool, err error) {
	var units []survey.Unit
	for u, err := range store.Units.All(c.Request.Context(), s.Store) {
		if err != nil {
			return unit, false, err
		}
		if u.Code == c.Param("unit") {
			return u, false, nil
		}
		units = append(units, u)
	}
	if c.Param("unit") == "" && len(units) == 1 {
		return units[0], false, nil
	}
	return unit, true, s.askUnit(c, units)
}

// askUnit lets the citizen choose. It is what a wrong address shows as well.
func (s *Server) askUnit(c *gin.Context, units []survey.Unit) error {
	view := page.ContactUnits{Citizen: page.Citizen{W: page.WordsIn(bilingual(c)), Langs: page.Bilingual, Path: "/contact"}}
	for _, u := range units {
		view.Units = append(view.Units, page.Link{Path: contactPath(u.Code, view.W.Lang), Text: u.Authority.In(view.W.Lang)})
	}
	status := http.StatusOK
	if c.Param("unit") != "" || len(units) == 0 {
		status = http.StatusNotFound
	}
	r, err := s.pages.ContactUnits(view)
	if err == nil {
		s.send(c, status, r)
	}
	return err
}

// contactPage is an untouched form.
func contactPage(c *gin.Context, u *survey.Unit) page.Contact {
	l := bilingual(c)
	p := page.Contact{
		Citizen: page.Citizen{W: page.WordsIn(l), Langs: page.Bilingual, Authority: u.Authority.In(l)},
		Action:  contactPath(u.Code, l), Key: intake.NewKey(), Limits: contactLimits,
	}
	p.Path = "/contact/" + url.PathEscape(u.Code)
	return p
}

// contactForm shows the form to ask for an answer.
func (s *Server) contactForm(c *gin.Context) error {
	u, asked, err := s.contactUnit(c)
	if err != nil || asked {
		return err
	}
	r, err := s.pages.Contact(contactPage(c, &u))
	if err == nil {
		s.send(c, http.StatusOK, r)
	}
	return err
}

// contactSubmit takes a request in. Whatever goes wrong, what was typed comes back
// with the page. The same form sent again is answered as it was before.
func (s *Server) contactSubmit(c *gin.Context) error {
	sent, err := readContact(c.Request)
	if err != nil {
		return err
	}
	u, asked, err := s.contactUnit(c)
	if asked {
		return err
	}
	if err == nil {
		sent.Unit = u.Code
		err = s.keepContact(c, sent)
	}
	if err != nil {
		return s.contactAgain(c, &u, &sent, err)
	}
	s.storeAnswers()
	c.Redirect(http.StatusSeeOther, "/contact/"+url.PathEscape(u.Code)+"/thanks?lang="+string(bilingual(c)))
	return nil
}

// keepContact keeps a request within the budget of its sender. One that was not
// kept, because something was wrong with it or with us, costs nothing; of one whose
// sender hung up nobody knows.
func (s *Server) keepContact(c *gin.Context, sent contact.Form) error {
	from := sender(c)
	if err := s.Limits.Contact(from).Err(); err != nil {
		return err
	}
	_, err := s.contacts.Submit(c.Request.Context(), sent)
	if err != nil && !errors.Is(err, context.Canceled) {
		s.Limits.ReturnContact(from)
	}
	return err
}

// readContact reads a form as a browser sends it. The box has the version of the
// words beside it for its value: who ticked older words has not agreed to these.
func readContact(r *http.Request) (contact.Form, error) {
	var f contact.Form
	media, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || media != "application/x-www-form-urlencoded" {
		return f, errMediaType
	}
	if err := r.ParseForm(); err != nil {
		return f, bodyError(err)
	}
	text := func(name string) string { return strings.ToValidUTF8(r.PostForm.Get(name), "\ufffd") }
	f = contact.Form{Key: text("key"), Name: text("name"), Phone: text("phone"), Email: text("email"), Message: text("message")}
	for _, l := range page.Bilingual {
		if version := page.ConsentVersion(l); text("consent") == version {
			f.Consent = contact.Consent{Given: true, Text: version}
		}
	}
	return f, nil
}

// contactAgain answers a request that was not kept with the form as it was sent.
func (s *Server) contactAgain(c *gin.Context, u *survey.Unit, sent *contact.Form, err error) error {
	view := contactPage(c, u)
	view.Path = "" // the other language would start with an empty form
	view.Name, view.Phone, view.Email, view.Message, view.Agreed = sent.Name, sent.Phone, sent.Email, sent.Message, sent.Consent.Given
	if intake.ValidKey(sent.Key) {
		view.Key = sent.Key
	}
	var bad *contact.BadRequest
	f := failureOf(err)
	switch {
	case errors.As(err, &bad):
		f.status, view.Wrong = http.StatusUnprocessableEntity, bad.Parts
	case errors.Is(err, contact.ErrFull):
		f.status, view.Notice = http.StatusTooManyRequests, view.W.ContactFull
	case errors.Is(err, contact.ErrGone):
		return s.say(c, view.Citizen, http.StatusGone, view.W.ContactGoneTitle, view.W.ContactGoneText)
	case f.status == http.StatusTooManyRequests:
		_, view.Notice = f.title(view.W)
	case f.status == http.StatusServiceUnavailable:
		view.Notice = view.W.ContactKeep
	default:
		return err
	}
	s.note(c, err, f)
	r, err := s.pages.Contact(view)
	if err == nil {
		s.send(c, f.status, r)
	}
	return err
}

// contactThanks says what comes next. It knows of no request, so that the address
// in a shared phone's history leads to nothing.
func (s *Server) contactThanks(c *gin.Context) error {
	u, asked, err := s.contactUnit(c)
	if err != nil || asked {
		return err
	}
	p := contactPage(c, &u).Citizen
	p.Path += "/thanks"
	r, err := s.pages.ContactThanks(page.ContactThanks{Citizen: p, Limits: contactLimits})
	if err == nil {
		s.send(c, http.StatusOK, r)
	}
	return err
}
