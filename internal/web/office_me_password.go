package web

import (
	"context"
	"net/http"

	"github.com/gin-gonic/gin"

	"hailong/internal/audit"
	"hailong/internal/staff"
	"hailong/internal/web/page"
)

// officeMePassword asks for a new password; who must change it sees nothing else.
func (s *Server) officeMePassword(c *gin.Context) error {
	return s.showOwnPassword(c, http.StatusOK, "")
}

func (s *Server) showOwnPassword(c *gin.Context, status int, sentence string) error {
	r, err := s.pages.OfficePassword(page.OfficePassword{
		Office: s.officePage(c), Forced: principal(c).MustChange, Least: staff.MinPassword, Error: sentence,
	})
	if err == nil {
		s.send(c, status, r)
	}
	return err
}

// newOwnPassword is what the page sends. What is too long is told by staff, which
// counts an accent of any keyboard as one character.
type newOwnPassword struct {
	Old    string `form:"old" binding:"required,max=512"`
	Chosen string `form:"chosen" binding:"required,max=512"`
	Again  string `form:"again" binding:"required,max=512"`
}

// officeMePasswordChange changes the password. All sessions end and this browser
// gets a new one.
func (s *Server) officeMePasswordChange(c *gin.Context) error {
	var f newOwnPassword
	sentence, err := bind(c, &f)
	if err != nil {
		return err
	}
	if sentence == "" && f.Chosen != f.Again {
		sentence = "Hai lần nhập mật khẩu mới không giống nhau. Xin nhập lại."
	}
	if sentence != "" {
		return s.showOwnPassword(c, http.StatusUnprocessableEntity, sentence)
	}
	name := principal(c).Name
	var session string
	err = s.act(c, audit.Entry{Action: "account.own-password", Object: name}, func(ctx context.Context) (err error) {
		session, err = s.Staff.ChangePassword(ctx, name, f.Old, f.Chosen)
		return err
	})
	if status, sentence := ownFault(c, err); sentence != "" {
		return s.showOwnPassword(c, status, sentence)
	}
	if err != nil {
		return err
	}
	s.setCookie(c, s.cookieName(), session, 0)
	if err := s.know(c, session); err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, ownAccount+"?done=password")
	return nil
}
