package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"hailong/internal/closing"
	"hailong/internal/intake"
	"hailong/internal/limit"
	"hailong/internal/report"
	"hailong/internal/staff"
	"hailong/internal/survey"
	"hailong/internal/web/page"
)

// The outcomes that only HTTP knows.
var (
	errNoPage    = errors.New("no such page")
	errMethod    = errors.New("method not allowed")
	errHost      = errors.New("not our host")
	errCross     = errors.New("request made by another site")
	errOrigin    = errors.New("made by hand on another site's page")
	errPanic     = errors.New("panic")
	errUnread    = errors.New("body unreadable")
	errSlow      = errors.New("body too slow")
	errMediaType = errors.New("media type not supported")
	errNoLogin   = errors.New("not logged in")
	errForbidden = errors.New("not allowed")
	// errMustChange: the password was chosen by somebody else.
	errMustChange = fmt.Errorf("password must be changed first: %w", errForbidden)
)

// A parameterError names a query parameter that cannot be understood.
type parameterError struct{ name, problem string }

func (e *parameterError) Error() string { return "parameter " + e.name + ": " + e.problem }

// badParameter says which parameter of an address cannot be understood.
func badParameter(err error) (detail string, ok bool) {
	var own *parameterError
	if errors.As(err, &own) {
		return own.Error(), true
	}
	var unknown *report.BadRequest
	if errors.As(err, &unknown) {
		return "parameter " + unknown.Parameter + ": unknown value " + strconv.Quote(shorten(unknown.Value)), true
	}
	return "", false
}

// A failure is how an error looks from outside.
type failure struct {
	status int
	code   string // the last part of the problem's type
	title  func(*page.Words) (title, text string)
}

// failures is the table from errors to answers; the first that matches counts.
// What matches none is our fault and shows nothing but a reference.
var failures = []struct {
	err error
	failure
}{
	{survey.ErrVoided, failure{http.StatusGone, "voided", func(w *page.Words) (string, string) { return w.VoidedTitle, w.VoidedText }}},
	{survey.ErrNotFound, failure{http.StatusNotFound, "not-found", func(w *page.Words) (string, string) { return w.NotFoundTitle, w.NotFoundText }}},
	{errNoPage, failure{http.StatusNotFound, "not-found", func(w *page.Words) (string, string) { return w.NotFoundTitle, w.NotFoundText }}},
	{survey.ErrBusy, failure{http.StatusServiceUnavailable, "busy", busyWords}},
	{survey.ErrUnavailable, failure{http.StatusServiceUnavailable, "unavailable", busyWords}},
	{context.DeadlineExceeded, failure{http.StatusServiceUnavailable, "unavailable", busyWords}},
	{survey.ErrStale, failure{http.StatusConflict, "stale", func(w *page.Words) (string, string) { return w.ErrorTitle, "" }}},
	{errMethod, failure{http.StatusMethodNotAllowed, "method-not-allowed", func(w *page.Words) (string, string) { return w.MethodTitle, w.MethodText }}},
	{errHost, failure{http.StatusMisdirectedRequest, "wrong-host", func(w *page.Words) (string, string) { return w.ForeignTitle, w.ForeignText }}},
	{errCross, failure{http.StatusForbidden, "cross-origin", func(w *page.Words) (string, string) { return w.CrossTitle, w.CrossText }}},
	{report.ErrTooFew, failure{http.StatusForbidden, "too-few", func(w *page.Words) (string, string) { return w.ErrorTitle, "" }}},
	{closing.ErrTooClose, failure{http.StatusConflict, "too-close", func(w *page.Words) (string, string) { return w.ErrorTitle, "" }}},
	{report.ErrTooMany, failure{http.StatusRequestEntityTooLarge, "too-many-responses", func(w *page.Words) (string, string) { return w.TooBigTitle, w.TooBigText }}},
	{intake.ErrStaleKey, failure{http.StatusUnprocessableEntity, "stale-key", func(w *page.Words) (string, string) { return w.BadTitle, w.KeyStale }}},
	{errUnread, failure{http.StatusBadRequest, "unreadable", func(w *page.Words) (string, string) { return w.BadTitle, w.BadText }}},
	{errSlow, failure{http.StatusRequestTimeout, "too-slow", func(w *page.Words) (string, string) { return w.BadTitle, w.BadText }}},
	{errMediaType, failure{http.StatusUnsupportedMediaType, "media-type", func(w *page.Words) (string, string) { return w.BadTitle, w.BadText }}},
	{errNoLogin, failure{http.StatusUnauthorized, "login-required", func(w *page.Words) (string, string) { return w.ErrorTitle, "" }}},
	// It ended between two looks at it: another tab has just logged out.
	{staff.ErrSession, failure{http.StatusUnauthorized, "login-required", func(w *page.Words) (string, string) { return w.ErrorTitle, "" }}},
	{errForbidden, failure{http.StatusForbidden, "forbidden", func(w *page.Words) (string, string) { return w.ErrorTitle, "" }}},
}

func busyWords(w *page.Words) (string, string) { return w.BusyTitle, w.BusyText }

// failureOf finds an error in the table.
func failureOf(err error) failure {
	var tooBig *http.MaxBytesError
	if errors.As(err, &tooBig) {
		return failure{http.StatusRequestEntityTooLarge, "too-large", func(w *page.Words) (string, string) { return w.TooBigTitle, w.TooBigText }}
	}
	if detail, ok := badParameter(err); ok {
		return failure{http.StatusBadRequest, "bad-parameter", func(w *page.Words) (string, string) { return w.BadTitle, detail }}
	}
	if shut := new(survey.ShutError); errors.As(err, &shut) {
		return shutFailure(shut)
	}
	if refused := new(limit.Refused); errors.As(err, &refused) {
		return tooMany(refused)
	}
	var invalid *survey.Invalid
	if errors.As(err, &invalid) {
		return failure{http.StatusUnprocessableEntity, "invalid-sheet", func(w *page.Words) (string, string) { return w.BadTitle, w.BadText }}
	}
	for _, f := range failures {
		if errors.Is(err, f.err) {
			return f.failure
		}
	}
	return failure{http.StatusInternalServerError, "internal", func(w *page.Words) (string, string) { return w.ErrorTitle, w.ErrorText }}
}

// shutFailure says when a campaign was, or will be, open.
func shutFailure(e *survey.ShutError) failure {
	if e.Campaign.Draft { // its days may still change
		return failure{http.StatusForbidden, "not-yet-open", func(w *page.Words) (string, string) { return w.EarlyTitle, w.DraftText }}
	}
	if e.Early {
		return failure{http.StatusForbidden, "not-yet-open", func(w *page.Words) (string, string) {
			return w.EarlyTitle, fmt.Sprintf(w.EarlyText, w.Date(e.Campaign.Opens))
		}}
	}
	return failure{http.StatusGone, "closed", func(w *page.Words) (string, string) {
		if e.Campaign.Closes == nil {
			return w.ClosedTitle, ""
		}
		return w.ClosedTitle, fmt.Sprintf(w.ClosedText, w.Date(e.Campaign.Opens), w.Date(*e.Campaign.Closes))
	}}
}

// retryAfter is how many seconds a client waits before it tries again.
const retryAfter = 5

// note records an error for the log and sets what goes with its status.
func (s *Server) note(c *gin.Context, err error, f failure) {
	c.Set(keyFailure, err.Error())
	if f.status == http.StatusServiceUnavailable {
		c.Header("Retry-After", strconv.Itoa(retryAfter))
	}
	if refused := new(limit.Refused); errors.As(err, &refused) {
		c.Header("Retry-After", strconv.Itoa(refused.Seconds()))
	}
	if f.status == http.StatusUnauthorized {
		c.Header("WWW-Authenticate", `Bearer realm="hailong"`)
	}
}

// gone reports whether the client itself gave up, so that nobody reads an answer.
func gone(c *gin.Context, err error) bool {
	return errors.Is(err, context.Canceled) && c.Request.Context().Err() != nil
}

// show answers an error in the way of those who asked for the address.
func (s *Server) show(c *gin.Context, err error) {
	switch path := c.Request.URL.Path; {
	case strings.HasPrefix(path, "/api/"):
		s.showProblem(c, err)
	case path == "/office" || strings.HasPrefix(path, "/office/"):
		s.showOffice(c, err)
	default:
		s.showCitizen(c, err)
	}
}

// citizen runs a handler whose errors are shown as a citizen's page.
func (s *Server) citizen(h func(*gin.Context) error) gin.HandlerFunc {
	return func(c *gin.Context) {
		if err := h(c); err != nil {
			s.showCitizen(c, err)
		}
	}
}

// statusClientGone marks in log and metrics a request whose client went away.
const statusClientGone = 499

func (s *Server) showCitizen(c *gin.Context, err error) {
	if gone(c, err) {
		c.Status(statusClientGone)
		return
	}
	f := failureOf(err)
	s.note(c, err, f)
	w := words(c)
	m := page.Message{Citizen: page.Citizen{W: w}}
	m.Title, m.Text = f.title(w)
	if f.status == http.StatusInternalServerError {
		m.Reference = reference(c)
	}
	rendered, err := s.pages.Message(m)
	if err != nil {
		s.Log.Error("render error page", "error", err.Error())
		c.String(f.status, m.Title)
		return
	}
	s.send(c, f.status, rendered)
}

// send writes a rendered page with the policy that its own style needs.
func (s *Server) send(c *gin.Context, status int, r page.Rendered) {
	c.Header("Content-Security-Policy", policy(r))
	c.Data(status, "text/html; charset=utf-8", r.HTML)
}
