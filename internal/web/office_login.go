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
	return s.showLogin(c, http.StatusOK, page.OfficeLogin{Done: loginDone[c.Query("done")]})
}

func (s *Server) showLogin(c *gin.Context, status int, p page.OfficeLogin) error {
	p.Office = s.officePage(c)
	r, err := s.pages.OfficeLogin(p)
	if err == nil {
		s.send(c, status, r)
	}
	return err
}

// login is what the login page sends. A password is as long as where it is chosen:
// staff counts an accent of any keyboard as one character, and the limit is its own.
type login struct {
	Username string `form:"username" binding:"required,max=64"`
	Password string `form:"password" binding:"required,max=512"`
}

// officeLoginSubmit begins a session, or asks for the code that an account wants
// besides. What is wrong is said in one sentence that does not tell whether the
// account exists. A wrong password is not in the audit log: whoever has no account
// could fill it, and a line for real accounts alone would tell by its time which
// those are.
func (s *Server) officeLoginSubmit(c *gin.Context) error {
	var l login
	sentence, err := bind(c, &l)
	if err != nil {
		return err
	}
	if sentence != "" {
		return s.showLogin(c, http.StatusUnprocessableEntity, page.OfficeLogin{Username: shorten(l.Username), Error: sentence})
	}
	step, err := s.Staff.LoginFrom(c.Request.Context(), s.browser(c), l.Username, l.Password)
	var delayed *staff.Delayed
	switch {
	case errors.As(err, &delayed):
		return s.showLogin(c, http.StatusTooManyRequests, page.OfficeLogin{Username: l.Username, Error: slowDown(c, delayed)})
	case errors.Is(err, staff.ErrCredentials):
		s.Log.Info("login refused", "ref", reference(c))
		return s.showLogin(c, http.StatusUnauthorized, page.OfficeLogin{Username: l.Username, Error: "Tên đăng nhập hoặc mật khẩu không đúng."})
	case err != nil:
		return err
	case !step.Done():
		s.setCookie(c, s.codeCookie(), step.Challenge, codeSeconds)
		c.Redirect(http.StatusSeeOther, "/office/login/code")
		return nil
	}
	return s.enter(c, step.Session)
}

// slowDown tells a browser and a person how long to wait.
func slowDown(c *gin.Context, d *staff.Delayed) (sentence string) {
	seconds := int64(d.Wait.Round(time.Second)/time.Second) + 1
	c.Header("Retry-After", fmt.Sprint(seconds))
	return fmt.Sprintf("Đã nhập sai nhiều lần. Xin chờ %d giây rồi thử lại.", seconds)
}

// enter writes a login down and hands the session over. One that could not be
// written down is told to nobody, so that nobody can use it.
func (s *Server) enter(c *gin.Context, session string) error {
	who, err := s.Staff.Session(c.Request.Context(), session)
	if err != nil {
		return err
	}
	if err := s.Audit.Record(c.Request.Context(), entryOf(who, "login")); err != nil {
		return err
	}
	s.setCookie(c, s.cookieName(), session, 0)
	if err := s.know(c, session); err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, "/office")
	return nil
}

// browser is what a browser that was here before shows at the door.
func (s *Server) browser(c *gin.Context) string {
	cookie, err := c.Request.Cookie(s.knownCookie())
	if err != nil {
		return ""
	}
	return cookie.Value
}

// know makes the browser of a new session known, so that the wrong tries of
// strangers do not keep its owner out.
func (s *Server) know(c *gin.Context, session string) error {
	secret, err := s.Staff.Know(c.Request.Context(), session, s.browser(c))
	if err == nil && secret != "" {
		s.setCookie(c, s.knownCookie(), secret, int(staff.KnownLife/time.Second))
	}
	return err
}

// entryOf is what somebody does who is not logged in yet, or no more.
func entryOf(who staff.Principal, action string) audit.Entry {
	return audit.Entry{Actor: who.Name, Role: string(who.Role), Unit: who.Unit, Action: action}
}

// officeLogout ends the session, in the store as well as in the browser. Whether
// it can be written down or not, nobody is kept in.
func (s *Server) officeLogout(c *gin.Context) error {
	if cookie, err := c.Request.Cookie(s.cookieName()); err == nil {
		ctx := c.Request.Context()
		if who, err := s.Staff.Session(ctx, cookie.Value); err == nil {
			if err := s.Audit.Record(ctx, entryOf(who, "logout")); err != nil {
				s.Log.Error("office", "action", "logout", "by", who.Name, "error", err.Error())
			}
		}
		if err := s.Staff.Sessions.End(ctx, cookie.Value); err != nil {
			return err
		}
	}
	s.setCookie(c, s.cookieName(), "", -1)
	c.Redirect(http.StatusSeeOther, "/office/login")
	return nil
}
