package web

import (
	"context"
	"net/http"

	"github.com/gin-gonic/gin"

	"hailong/internal/audit"
	"hailong/internal/survey"
	"hailong/internal/web/page"
)

// officeMe shows somebody his own account.
func (s *Server) officeMe(c *gin.Context) error {
	ctx, who := c.Request.Context(), principal(c)
	a, err := s.Staff.Accounts.Account(ctx, who.Name)
	if err != nil {
		return err
	}
	left, err := s.Staff.RecoveryLeft(ctx, who.Name)
	if err != nil {
		return err
	}
	unit, err := s.unitName(c, who.Unit)
	if err != nil {
		return err
	}
	r, err := s.pages.OfficeMe(page.OfficeMe{
		Office: s.officePage(c), Done: ownDone[c.Query("done")], Role: page.RoleIn(who.Role), UnitName: unit,
		May: page.Abilities(who), TOTP: a.HasTOTP(), Left: left,
	})
	if err == nil {
		s.send(c, http.StatusOK, r)
	}
	return err
}

// unitName is what a unit is called that somebody belongs to.
func (s *Server) unitName(c *gin.Context, code string) (string, error) {
	if code == "" {
		return page.EveryUnit, nil
	}
	u, err := s.unit(c, code)
	if failureOf(err).status == http.StatusNotFound {
		return code, nil // a name that is gone does not hide whose it was
	}
	return u.Name.In(survey.Vietnamese), err
}

// officeMeSessionsEnd logs somebody out everywhere, here too.
func (s *Server) officeMeSessionsEnd(c *gin.Context) error {
	who := principal(c)
	e := audit.Entry{Action: "account.own-sessions", Object: who.Name}
	if err := s.act(c, e, func(ctx context.Context) error { return s.Staff.EndSessions(ctx, who, who.Name) }); err != nil {
		return err
	}
	s.setCookie(c, s.cookieName(), "", -1)
	c.Redirect(http.StatusSeeOther, "/office/login?done=everywhere")
	return nil
}
