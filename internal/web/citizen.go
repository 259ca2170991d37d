package web

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"hailong/internal/intake"
	"hailong/internal/survey"
	"hailong/internal/web/page"
)

// home is the first page, where the code of a poster can be typed.
func (s *Server) home(c *gin.Context) error {
	r, err := s.pages.Home(page.Citizen{W: words(c), Path: "/", Contact: contactPath("", lang(c))})
	if err == nil {
		s.send(c, http.StatusOK, r)
	}
	return err
}

func (s *Server) privacy(c *gin.Context) error {
	r, err := s.pages.Privacy(page.Citizen{W: words(c), Path: "/privacy", Contact: contactPath("", lang(c))})
	if err == nil {
		s.send(c, http.StatusOK, r)
	}
	return err
}

// typedCode leads from a typed code to its form.
func (s *Server) typedCode(c *gin.Context) error {
	to := "/"
	if code := strings.ToUpper(strings.TrimSpace(c.Query("code"))); code != "" {
		to = pathOf(code)
	}
	c.Redirect(http.StatusSeeOther, to+"?lang="+string(lang(c)))
	return nil
}

// pathOf is where a typed code leads: a slip's and a poster's check character
// tell what was meant, however it was typed.
func pathOf(code string) string {
	if slip, ok := survey.ParseSlipCode(code); ok {
		return "/p/" + slip
	}
	if poster, ok := survey.ParseCode(code); ok {
		code = poster
	}
	return "/s/" + url.PathEscape(code)
}

// citizenForm shows the form behind a code.
func (s *Server) citizenForm(c *gin.Context) error {
	form, err := s.Desk.Form(c.Request.Context(), c.Param("code"))
	if err != nil {
		return err
	}
	if err := s.Desk.Shut(form); err != nil {
		return s.showShut(c, form, err)
	}
	l := formLang(c, form)
	frozen, err := s.frozen.get(form, l, func(key string) (page.Rendered, error) {
		return s.pages.Form(s.formPage(form, l, key))
	})
	if err != nil {
		return err
	}
	key, err := s.Desk.Key(c.Request.Context(), form)
	if err != nil {
		return err
	}
	frozen.send(c, key)
	if c.Request.Method == http.MethodGet { // who asks for the head alone shows it to nobody
		s.Traffic.Scanned(form.Poster.Code)
	}
	return nil
}

// formPage is an untouched form: nothing ticked but the poster's own field.
func (s *Server) formPage(form *intake.Form, l survey.Lang, key string) page.Form {
	p := page.Form{
		Citizen:  citizenOf(form, l),
		Key:      key,
		Template: form.Template,
		Fields:   form.Fields,
		Sheet:    survey.Sheet{Field: form.Poster.Field},
	}
	p.Path = form.Path
	p.Action = p.Path + "?lang=" + string(l) // holds even where the body cannot be read
	p.Contact = contactPath(form.Unit.Code, l)
	return p
}

func citizenOf(form *intake.Form, l survey.Lang) page.Citizen {
	where := form.Place.Name.In(l)
	if form.Counter != nil {
		where += " · " + form.Counter.Name.In(l)
	}
	return page.Citizen{
		W: page.WordsIn(l), Authority: form.Unit.Authority.In(l), Where: where,
		Kiosk: form.Poster.Channel == survey.ChannelKiosk,
	}
}

// showShut says when the campaign was, or will be, open, under the name of who
// asks.
func (s *Server) showShut(c *gin.Context, form *intake.Form, err error) error {
	f := failureOf(err)
	m := page.Message{Citizen: citizenOf(form, formLang(c, form))}
	m.Title, m.Text = f.title(m.W)
	r, err := s.pages.Message(m)
	if err == nil {
		s.send(c, f.status, r)
	}
	return err
}

// citizenSubmit takes a filled form in. Whatever goes wrong, what was typed
// comes back with the page.
func (s *Server) citizenSubmit(c *gin.Context) error {
	form, err := s.Desk.Form(c.Request.Context(), c.Param("code"))
	if err != nil {
		return err
	}
	return s.takeIn(c, form)
}

func (s *Server) takeIn(c *gin.Context, form *intake.Form) error {
	entry, err := readForm(c.Request)
	if err != nil {
		return err
	}
	if form.Key != "" {
		entry.Key = form.Key
	}
	if l, ok := known(c.Request.PostForm.Get(switchName)); ok {
		return s.showIn(c, form, entry, l)
	}
	accepted, err := s.submit(c, form, entry)
	if err != nil {
		return s.showAgain(c, form, entry, err)
	}
	s.acknowledge(c, form, accepted)
	return nil
}

// acknowledge leads to the receipt. The form's script is told where that is: it
// never changes a sheet that it sends again, so it need not hear of the first time.
func (s *Server) acknowledge(c *gin.Context, form *intake.Form, a intake.Accepted) {
	to := url.Values{"receipt": {string(a.Receipt)}, "lang": {string(formLang(c, form))}}
	if strings.HasPrefix(c.GetHeader("Accept"), "application/json") {
		c.JSON(http.StatusOK, struct {
			To string `json:"to"`
		}{form.Path + "/thanks?" + to.Encode()})
		return
	}
	if !a.Fresh {
		to.Set("again", "1")
	}
	c.Redirect(http.StatusSeeOther, form.Path+"/thanks?"+to.Encode())
}

// showIn shows a sheet in another language, with everything that was typed.
func (s *Server) showIn(c *gin.Context, form *intake.Form, e intake.Entry, l survey.Lang) error {
	r, err := s.pages.Form(s.filledPage(form, l, e, s.keyAgain(c, form, e.Key, nil)))
	if err == nil {
		s.sendPacked(c, http.StatusOK, r)
	}
	return err
}

// filledPage is a form as it was sent.
func (s *Server) filledPage(form *intake.Form, l survey.Lang, e intake.Entry, key string) page.Form {
	p := s.formPage(form, l, key)
	p.Sheet = e.Sheet
	return p
}

// submit hands a sheet to the desk and counts what became of it.
func (s *Server) submit(c *gin.Context, form *intake.Form, e intake.Entry) (intake.Accepted, error) {
	defer s.Courtesy.Send()()
	e.Gate = s.gate(c, form)
	accepted, err := s.Desk.Submit(c.Request.Context(), form, e)
	s.Metrics.submission(accepted.Fresh, err)
	if err == nil {
		s.storeAnswers()
	}
	if err == nil && accepted.Fresh && form.Poster.Code != "" { // a slip has no code that hangs
		s.Traffic.Answered(form.Poster.Code)
	}
	return accepted, err
}

// showAgain answers a sheet that was not recorded with the form as it was sent.
func (s *Server) showAgain(c *gin.Context, form *intake.Form, e intake.Entry, err error) error {
	f := failureOf(err)
	switch f.status {
	case http.StatusUnprocessableEntity, http.StatusServiceUnavailable, http.StatusGone, http.StatusForbidden, http.StatusTooManyRequests:
	default:
		return err
	}
	s.note(c, err, f)
	view := s.filledPage(form, formLang(c, form), e, s.keyAgain(c, form, e.Key, err))
	switch {
	case errors.As(err, &view.Invalid):
	case errors.Is(err, intake.ErrStaleKey):
		view.Notice = view.W.KeyStale
	case f.status == http.StatusServiceUnavailable:
		view.Notice = view.W.KeepAnswers
	default:
		_, why := f.title(view.W)
		view.Notice = view.W.NotRecorded + " " + why
	}
	r, err := s.pages.Form(view)
	if err == nil {
		s.sendPacked(c, f.status, r)
	}
	return err
}

// keyAgain is the key with which a sheet is shown again: its own, so that it stays
// one response, and another only where its own can never be stored.
func (s *Server) keyAgain(c *gin.Context, form *intake.Form, key string, why error) string {
	if intake.ValidKey(key) && !errors.Is(why, intake.ErrStaleKey) {
		return key
	}
	fresh, err := s.Desk.Renew(c.Request.Context(), form)
	if err != nil {
		return key // what was typed matters more; the next try asks again
	}
	return fresh
}

// citizenThanks shows the receipt.
func (s *Server) citizenThanks(c *gin.Context) error {
	form, err := s.Desk.Form(c.Request.Context(), c.Param("code"))
	if err != nil {
		return err
	}
	return s.thank(c, form)
}

// thank shows the receipt. A receipt that nobody gave is not shown.
func (s *Server) thank(c *gin.Context, form *intake.Form) error {
	receipt, ok := survey.ParseReceipt(c.Query("receipt"))
	if !ok {
		return fmt.Errorf("receipt: %w", survey.ErrNotFound)
	}
	if err := s.seals.Given(c.Request.Context(), receipt); err != nil {
		return err
	}
	p := page.Thanks{Citizen: citizenOf(form, formLang(c, form)), Receipt: receipt, Again: c.Query("again") != ""}
	p.Contact = contactPath(form.Unit.Code, p.W.Lang)
	p.Results = page.InLang(historyPath(form.Unit.Code, ""), p.W.Lang)
	if p.Kiosk {
		// No script: as the script does, but the browser remembers this page.
		p.Form = form.Path
		c.Header("Refresh", "10; url="+form.Path)
	} else if form.Key == "" {
		p.Form = form.Path + "?lang=" + string(p.W.Lang)
	}
	r, err := s.pages.Thanks(p)
	if err == nil {
		s.sendPacked(c, http.StatusOK, r)
	}
	return err
}
