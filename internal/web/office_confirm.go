package web

import (
	"errors"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"hailong/internal/audit"
	"hailong/internal/staff"
	"hailong/internal/web/page"
)

// proofField is the password in a form that was sent before without it.
const proofField = "proof"

// confirmRoute takes the password before a download, which has no form of its own.
const confirmRoute = "/office/confirm"

// confirmable are the downloads that the route above leads on to; a table, so that
// it leads nowhere else.
var confirmable = []string{"/api/v1/export.csv", "/api/v1/export.xlsx", "/api/v1/export.json"}

// proved runs a handler for who has given the password within the last quarter of
// an hour: a browser that was left open shall not void answers, take single ones
// away or let others in. A form without it comes back with a place for it, and
// what was filled in kept; it is the same form to the same address, so that nothing
// has to be remembered here and nobody can be led elsewhere. A token is a program,
// which has no password.
func (s *Server) proved(h func(*gin.Context) error) func(*gin.Context) error {
	return func(c *gin.Context) error {
		if c.GetHeader("Authorization") != "" {
			return h(c)
		}
		if err := c.Request.ParseForm(); err != nil {
			return bodyError(err)
		}
		password := c.Request.PostForm.Get(proofField)
		c.Request.PostForm.Del(proofField)
		c.Request.Form.Del(proofField)
		if password != "" {
			status, sentence, err := s.prove(c, password)
			if err != nil || sentence != "" {
				return s.askProof(c, status, sentence, err)
			}
			return h(c)
		}
		given, err := s.Staff.Proved(c.Request.Context(), s.session(c))
		if err != nil {
			return err
		}
		if !given {
			return s.askProof(c, http.StatusUnauthorized, "", nil)
		}
		return h(c)
	}
}

// session is the secret in the browser's cookie.
func (s *Server) session(c *gin.Context) string {
	cookie, err := c.Request.Cookie(s.cookieName())
	if err != nil {
		return ""
	}
	return cookie.Value
}

// prove looks at the password; what a person can mend comes back as one sentence.
// A wrong one is in the audit log: whoever sends it sits at an open session.
func (s *Server) prove(c *gin.Context, password string) (status int, sentence string, err error) {
	err = s.Staff.Prove(c.Request.Context(), s.session(c), password)
	var delayed *staff.Delayed
	switch {
	case errors.As(err, &delayed):
		return http.StatusTooManyRequests, slowDown(c, delayed), nil
	case errors.Is(err, staff.ErrCredentials):
		who := principal(c)
		return http.StatusUnauthorized, "Mật khẩu không đúng.", s.Audit.Record(c.Request.Context(), entryOf(who, "account.proof"+audit.Failed))
	case errors.Is(err, staff.ErrSession):
		err = errNoLogin
	}
	return 0, "", err
}

// askProof shows the place for the password with the wanted action's fields.
func (s *Server) askProof(c *gin.Context, status int, sentence string, err error) error {
	if err != nil {
		return err
	}
	p := page.OfficeConfirm{Action: c.Request.URL.EscapedPath(), Error: sentence}
	switch {
	case c.Request.Method == http.MethodPost && c.FullPath() != confirmRoute:
		p.Sent = hiddenFields(c.Request.PostForm)
	default:
		p.Action = confirmRoute
		p.Sent = []page.Pick{{Value: "to", Text: wanted(c)}}
	}
	return s.showConfirm(c, status, p)
}

// wanted is the download that was asked for, here or by the form.
func wanted(c *gin.Context) string {
	if c.FullPath() == confirmRoute {
		return c.Request.PostForm.Get("to")
	}
	return c.Request.URL.RequestURI()
}

func (s *Server) showConfirm(c *gin.Context, status int, p page.OfficeConfirm) error {
	p.Office = s.officePage(c)
	r, err := s.pages.OfficeConfirm(p)
	if err == nil {
		s.send(c, status, r)
	}
	return err
}

// hiddenFields are what was sent, in the order of the names.
func hiddenFields(form url.Values) (list []page.Pick) {
	for _, name := range slices.Sorted(maps.Keys(form)) {
		for _, value := range form[name] {
			list = append(list, page.Pick{Value: name, Text: value})
		}
	}
	return list
}

// download is an address of one of the confirmable downloads, or "".
func download(to string) string {
	u, err := url.Parse(to)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || !slices.Contains(confirmable, u.Path) || strings.ContainsAny(to, "\\\r\n") {
		return ""
	}
	return u.Path + "?" + u.Query().Encode()
}

// officeConfirm takes the password before a download and shows the way to it: a
// redirect would fetch the file and leave the page standing as if nothing had
// happened.
func (s *Server) officeConfirm(c *gin.Context) error {
	if err := c.Request.ParseForm(); err != nil {
		return bodyError(err)
	}
	to := download(c.Request.PostForm.Get("to"))
	if to == "" {
		return errNoPage
	}
	status, sentence, err := http.StatusUnprocessableEntity, "Xin nhập mật khẩu.", error(nil)
	if password := c.Request.PostForm.Get(proofField); password != "" {
		status, sentence, err = s.prove(c, password)
	}
	if err != nil || sentence != "" {
		return s.askProof(c, status, sentence, err)
	}
	return s.showConfirm(c, http.StatusOK, page.OfficeConfirm{Download: to})
}
