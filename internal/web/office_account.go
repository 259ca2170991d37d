package web

import (
	"context"
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"

	"hailong/internal/audit"
	"hailong/internal/staff"
	"hailong/internal/web/page"
)

// officeAccount shows one account with what an administrator can do to it.
func (s *Server) officeAccount(c *gin.Context) error {
	return s.showAccount(c, http.StatusOK, nil, "")
}

// showAccount shows one account; chosen is what was sent to move it, or nil.
func (s *Server) showAccount(c *gin.Context, status int, chosen *appointment, sentence string) error {
	a, err := s.account(c, c.Param("name"))
	if err != nil {
		return err
	}
	if chosen == nil {
		now := appointmentOf(a)
		chosen = &now
	}
	units, err := s.unitPicks(c)
	if err != nil {
		return err
	}
	form, err := s.appointmentForm(c, *chosen)
	if err != nil {
		return err
	}
	form.Ticket, form.Error = newTicket(), sentence
	r, err := s.pages.OfficeAccount(page.OfficeAccount{
		Office: s.officePage(c), OfficeAppointment: form, OfficePerson: accountLine(units, a),
		Self: a.Username == principal(c).Name, Done: accountDone[c.Query("done")],
	})
	if err == nil {
		s.send(c, status, r)
	}
	return err
}

// officeAccountMove gives an account another role or unit.
func (s *Server) officeAccountMove(c *gin.Context) error {
	var f appointment
	sentence, err := bind(c, &f)
	if err != nil {
		return err
	}
	if sentence == "" {
		sentence = accountFault(mayAppoint(c, f))
	}
	if sentence != "" {
		return s.showAccount(c, http.StatusUnprocessableEntity, &f, sentence)
	}
	role, unit := f.reach()
	e := audit.Entry{Action: "account.move", Detail: map[string]string{"role": f.Role, "unit": f.Unit}}
	return s.changeAccount(c, e, &f, "moved", func(ctx context.Context, a staff.Account) error {
		return s.Staff.Reappoint(ctx, principal(c), a.Username, role, unit)
	})
}

// changeAccount changes an account within reach and shows it. Where that is
// refused the page comes back with the reason.
func (s *Server) changeAccount(c *gin.Context, e audit.Entry, f *appointment, done string, do func(context.Context, staff.Account) error) error {
	a, err := s.account(c, c.Param("name"))
	if err != nil {
		return err
	}
	e.Object, e.Unit = a.Username, a.Unit
	err = s.act(c, e, func(ctx context.Context) error { return do(ctx, a) })
	if sentence := accountFault(err); sentence != "" {
		return s.showAccount(c, http.StatusUnprocessableEntity, f, sentence)
	}
	if err == nil {
		c.Redirect(http.StatusSeeOther, accountsPath+"/"+a.Username+"?done="+done)
	}
	return err
}

// changeOther is changeAccount for what the owner himself does elsewhere.
func (s *Server) changeOther(c *gin.Context, action, done string, do func(context.Context, string) error) error {
	a, err := s.account(c, c.Param("name"))
	if err != nil {
		return err
	}
	if a.Username == principal(c).Name {
		return s.showAccount(c, http.StatusUnprocessableEntity, nil, ownElsewhere)
	}
	return s.changeAccount(c, audit.Entry{Action: action}, nil, done, func(ctx context.Context, a staff.Account) error { return do(ctx, a.Username) })
}

// officeAccountDisable closes an account; the last administrator's stays.
func (s *Server) officeAccountDisable(c *gin.Context) error {
	return s.changeAccount(c, audit.Entry{Action: "account.disable"}, nil, "disabled", func(ctx context.Context, a staff.Account) error {
		return s.Staff.SetDisabled(ctx, principal(c), a.Username, true)
	})
}

// officeAccountEnable opens it again.
func (s *Server) officeAccountEnable(c *gin.Context) error {
	return s.changeAccount(c, audit.Entry{Action: "account.enable"}, nil, "enabled", func(ctx context.Context, a staff.Account) error {
		return s.Staff.SetDisabled(ctx, principal(c), a.Username, false)
	})
}

// officeAccountTOTPReset takes the second factor away from who has lost it.
func (s *Server) officeAccountTOTPReset(c *gin.Context) error {
	return s.changeOther(c, "account.totp-reset", "reset", func(ctx context.Context, name string) error {
		return s.Staff.ResetTOTP(ctx, principal(c), name)
	})
}

// officeAccountSessionsEnd logs an account out everywhere.
func (s *Server) officeAccountSessionsEnd(c *gin.Context) error {
	return s.changeOther(c, "account.sessions", "ended", func(ctx context.Context, name string) error {
		return s.Staff.EndSessions(ctx, principal(c), name)
	})
}

// officeAccountPassword gives an account a new password and shows it, this once.
func (s *Server) officeAccountPassword(c *gin.Context) error {
	var f struct {
		Ticket string `form:"ticket" binding:"required,max=64"`
	}
	sentence, err := bind(c, &f)
	if err != nil {
		return err
	}
	a, err := s.account(c, c.Param("name"))
	if err != nil {
		return err
	}
	if a.Username == principal(c).Name {
		sentence = ownElsewhere
	}
	if sentence != "" {
		return s.showAccount(c, http.StatusUnprocessableEntity, nil, sentence)
	}
	err = s.Staff.Once(c.Request.Context(), principal(c), f.Ticket)
	if errors.Is(err, staff.ErrTicket) {
		c.Redirect(http.StatusSeeOther, accountsPath+"/"+a.Username+"?done=shown")
		return nil
	}
	if err != nil {
		return err
	}
	var password string
	err = s.act(c, audit.Entry{Action: "account.password", Object: a.Username, Unit: a.Unit}, func(ctx context.Context) (err error) {
		password, err = s.Staff.NewPassword(ctx, principal(c), a.Username)
		return err
	})
	if err != nil {
		return err
	}
	return s.showSecret(c, page.OfficeSecret{
		Heading: "Mật khẩu mới của " + a.Username, Name: a.Username, Secret: password, Password: true, Back: accountsPath + "/" + a.Username, BackText: "Về tài khoản " + a.Username,
	})
}
