package web

import (
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"

	"hailong/internal/staff"
	"hailong/internal/web/page"
)

// codeSeconds is how long a browser keeps a challenge: as long as it is good.
const codeSeconds = 5 * 60

// loginCode is what the page for the code sends.
type loginCode struct {
	Code string `form:"code" binding:"required,max=64"`
}

// challenged returns the challenge of the browser and whom it waits for.
func (s *Server) challenged(c *gin.Context) (challenge string, who staff.Principal, err error) {
	cookie, err := c.Request.Cookie(s.codeCookie())
	if err != nil {
		return "", who, staff.ErrChallenge
	}
	who, err = s.Staff.Challenged(c.Request.Context(), cookie.Value)
	return cookie.Value, who, err
}

// officeLoginCode asks for the code that follows the password.
func (s *Server) officeLoginCode(c *gin.Context) error {
	_, who, err := s.challenged(c)
	if errors.Is(err, staff.ErrChallenge) {
		c.Redirect(http.StatusSeeOther, "/office/login")
		return nil
	}
	if err != nil {
		return err
	}
	return s.showLoginCode(c, http.StatusOK, who, "")
}

func (s *Server) showLoginCode(c *gin.Context, status int, who staff.Principal, sentence string) error {
	r, err := s.pages.OfficeLoginCode(page.OfficeLoginCode{Office: s.officePage(c), Username: who.Name, Error: sentence})
	if err == nil {
		s.send(c, status, r)
	}
	return err
}

// officeLoginCodeSubmit ends a login with a code. A wrong one is in the audit log:
// whoever sends it had the right password.
func (s *Server) officeLoginCodeSubmit(c *gin.Context) error {
	challenge, who, err := s.challenged(c)
	if errors.Is(err, staff.ErrChallenge) {
		return s.challengeOver(c)
	}
	if err != nil {
		return err
	}
	var l loginCode
	sentence, err := bind(c, &l)
	if err != nil {
		return err
	}
	if sentence != "" {
		return s.showLoginCode(c, http.StatusUnprocessableEntity, who, sentence)
	}
	session, err := s.Staff.SecondFactor(c.Request.Context(), challenge, l.Code)
	var delayed *staff.Delayed
	switch {
	case errors.As(err, &delayed):
		return s.showLoginCode(c, http.StatusTooManyRequests, who, slowDown(c, delayed))
	case errors.Is(err, staff.ErrCode), errors.Is(err, staff.ErrChallenge):
		if err := s.Audit.Record(c.Request.Context(), entryOf(who, "login.failed")); err != nil {
			return err
		}
		if errors.Is(err, staff.ErrChallenge) {
			return s.challengeOver(c)
		}
		return s.showLoginCode(c, http.StatusUnauthorized, who, wrongCode)
	case err != nil:
		return err
	}
	s.setCookie(c, s.codeCookie(), "", -1)
	return s.enter(c, session)
}

// challengeOver sends back to the password.
func (s *Server) challengeOver(c *gin.Context) error {
	s.setCookie(c, s.codeCookie(), "", -1)
	return s.showLogin(c, http.StatusUnauthorized, page.OfficeLogin{
		Error: "Đã quá 5 phút hoặc mã sai quá nhiều lần. Xin đăng nhập lại từ đầu.",
	})
}
