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
		if !who.May(a) {
			return errForbidden
		}
		return h(c)
	}
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

func (s *Server) secure() bool { return s.PublicURL.Scheme == "https" }

func (s *Server) setCookie(c *gin.Context, value string, maxAge int) {
	http.SetCookie(c.Writer, &http.Cookie{
		Name: s.cookieName(), Value: value, Path: "/", MaxAge: maxAge,
		HttpOnly: true, Secure: s.secure(), SameSite: http.SameSiteLaxMode,
	})
}
