package web

import (
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"hailong/internal/audit"
	"hailong/internal/staff"
	"hailong/internal/web/page"
)

// officeLogin asks who it is.
func (s *Server) officeLogin(c *gin.Context) error {
	return s.showLogin(c, http.StatusOK, page.OfficeLogin{})
}

func (s *Server) showLogin(c *gin.Context, status int, p page.OfficeLogin) error {
	p.Office = s.officePage(c)
	r, err := s.pages.OfficeLogin(p)
	if err == nil {
		s.send(c, status, r)
	}
	return err
}

// login is what the login page sends.
type login struct {
	Username string `form:"username" binding:"required,max=64"`
	Password string `form:"password" binding:"required,max=128"`
}

// officeLoginSubmit begins a session. What is wrong is said in one sentence
// that does not tell whether the account exists.
func (s *Server) officeLoginSubmit(c *gin.Context) error {
	var l login
	sentence, err := bind(c, &l)
	if err != nil {
		return err
	}
	if sentence != "" {
		return s.showLogin(c, http.StatusUnprocessableEntity, page.OfficeLogin{Username: shorten(l.Username), Error: sentence})
	}
	step, err := s.Staff.Login(c.Request.Context(), l.Username, l.Password)
	var delayed *staff.Delayed
	switch {
	case errors.As(err, &delayed):
		seconds := int64(delayed.Wait.Round(time.Second)/time.Second) + 1
		c.Header("Retry-After", fmt.Sprint(seconds))
		return s.showLogin(c, http.StatusTooManyRequests, page.OfficeLogin{Username: l.Username, Error: fmt.Sprintf("Đã nhập sai nhiều lần. Xin chờ %d giây rồi thử lại.", seconds)})
	case errors.Is(err, staff.ErrCredentials):
		s.Log.Info("login refused", "ref", c.GetString(keyReference))
		return s.showLogin(c, http.StatusUnauthorized, page.OfficeLogin{Username: l.Username, Error: "Tên đăng nhập hoặc mật khẩu không đúng."})
	case err != nil:
		return err
	case !step.Done():
		return s.showLogin(c, http.StatusUnauthorized, page.OfficeLogin{Username: l.Username, Error: "Tài khoản này cần mã xác thực"})
	}
	if err := s.Audit.Record(c.Request.Context(), audit.Entry{Actor: l.Username, Action: "login"}); err != nil {
		return err
	}
	s.setCookie(c, step.Session, 0)
	c.Redirect(http.StatusSeeOther, "/office")
	return nil
}

// officeLogout ends the session, in the store as well as in the browser.
func (s *Server) officeLogout(c *gin.Context) error {
	if cookie, err := c.Request.Cookie(s.cookieName()); err == nil {
		if err := s.Staff.Sessions.End(c.Request.Context(), cookie.Value); err != nil {
			return err
		}
	}
	s.setCookie(c, "", -1)
	c.Redirect(http.StatusSeeOther, "/office/login")
	return nil
}
