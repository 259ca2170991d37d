package web

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"hailong/internal/staff"
)

// allowed runs a handler for those who may do something: an API token first,
// else the office session of the cookie.
func (s *Server) allowed(a staff.Action, h func(*gin.Context) error) func(*gin.Context) error {
	return func(c *gin.Context) error {
		who, err := s.who(c)
		if err != nil {
			return err
		}
		c.Set(keyPrincipal, who)
		if who.MustChange && a != staff.OwnAccount {
			return errMustChange
		}
		if !who.May(a) {
			return errForbidden
		}
		return h(c)
	}
}

// own runs a handler for the pages of one's own account. A token is a program and
// has none: its name must not stand for an account that happens to be called so.
func (s *Server) own(h func(*gin.Context) error) func(*gin.Context) error {
	return s.person(func(c *gin.Context) error {
		if principal(c).MustChange {
			return errMustChange
		}
		return h(c)
	})
}

// person is own for who must change the password, too.
func (s *Server) person(h func(*gin.Context) error) func(*gin.Context) error {
	return s.allowed(staff.OwnAccount, func(c *gin.Context) error {
		if c.GetHeader("Authorization") != "" {
			return errNoPage
		}
		return h(c)
	})
}

func (s *Server) who(c *gin.Context) (staff.Principal, error) {
	ctx, cancel := context.WithTimeout(c.Request.Context(), answerLimit)
	defer cancel()
	who, err := s.find(ctx, c)
	if errors.Is(err, staff.ErrSession) || errors.Is(err, staff.ErrToken) {
		return who, errNoLogin
	}
	return who, err
}

func (s *Server) find(ctx context.Context, c *gin.Context) (staff.Principal, error) {
	if header := c.GetHeader("Authorization"); header != "" {
		scheme, token, _ := strings.Cut(header, " ")
		if !strings.EqualFold(scheme, "Bearer") {
			return staff.Principal{}, errNoLogin
		}
		return s.Staff.Tokens.Token(ctx, strings.TrimSpace(token))
	}
	cookie, err := c.Request.Cookie(s.cookieName())
	if err != nil {
		return staff.Principal{}, errNoLogin
	}
	return s.Staff.Session(ctx, cookie.Value)
}

// principal is who makes the request, nobody before login.
func principal(c *gin.Context) staff.Principal {
	who, _ := c.Value(keyPrincipal).(staff.Principal)
	return who
}

// cookieName has the prefix that ties a cookie to this host, where the
// connection is safe enough for browsers to accept it.
func (s *Server) cookieName() string {
	if s.secure() {
		return "__Host-hailong"
	}
	return "hailong"
}

// codeCookie holds the challenge of a login whose code is awaited. It is a cookie
// and no hidden field: a page with the field can be saved, kept in the browser's
// history and read by what runs in the page, and another browser could go on with
// it; the cookie is read by us only.
func (s *Server) codeCookie() string { return s.cookieName() + "-code" }

// knownCookie marks a browser in which somebody logged in before. It opens nothing.
func (s *Server) knownCookie() string { return s.cookieName() + "-known" }

func (s *Server) secure() bool { return s.PublicURL.Scheme == "https" }

func (s *Server) setCookie(c *gin.Context, name, value string, maxAge int) {
	http.SetCookie(c.Writer, &http.Cookie{
		Name: name, Value: value, Path: "/", MaxAge: maxAge,
		HttpOnly: true, Secure: s.secure(), SameSite: http.SameSiteLaxMode,
	})
}
