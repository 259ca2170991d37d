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

// newAccount is what the office sends to make an account.
type newAccount struct {
	Username string `form:"username" binding:"required,max=64"`
	appointment
	Ticket string `form:"ticket" binding:"required,max=64"`
}

// officeAccounts lists the accounts within reach.
func (s *Server) officeAccounts(c *gin.Context) error {
	return s.showAccounts(c, http.StatusOK, newAccount{}, "")
}

func (s *Server) showAccounts(c *gin.Context, status int, typed newAccount, sentence string) error {
	people, err := s.Staff.People(c.Request.Context(), principal(c))
	if err != nil {
		return err
	}
	units, err := s.unitPicks(c)
	if err != nil {
		return err
	}
	form, err := s.appointmentForm(c, typed.appointment)
	if err != nil {
		return err
	}
	form.Ticket, form.Error = newTicket(), sentence
	view := page.OfficeAccounts{Office: s.officePage(c), OfficeAppointment: form, Username: typed.Username, Done: accountsDone[c.Query("done")]}
	for _, a := range people {
		view.People = append(view.People, accountLine(units, a))
	}
	r, err := s.pages.OfficeAccounts(view)
	if err == nil {
		s.send(c, status, r)
	}
	return err
}

func accountLine(units []page.Pick, a staff.Account) page.OfficePerson {
	return page.OfficePerson{
		Username: a.Username, Role: page.RoleIn(a.Role), UnitName: calledUnit(units, a.Unit),
		Disabled: a.Disabled, MustChange: a.MustChange, TOTP: a.HasTOTP(),
	}
}

// officeAccountCreate makes an account and shows its first password, this once.
func (s *Server) officeAccountCreate(c *gin.Context) error {
	var f newAccount
	sentence, err := bind(c, &f)
	if err != nil {
		return err
	}
	if sentence != "" {
		return s.showAccounts(c, http.StatusUnprocessableEntity, f, sentence)
	}
	name, password, err := s.appoint(c, f)
	if errors.Is(err, staff.ErrTicket) {
		c.Redirect(http.StatusSeeOther, accountsPath+"?done=shown")
		return nil
	}
	if sentence := accountFault(err); sentence != "" {
		return s.showAccounts(c, http.StatusUnprocessableEntity, f, sentence)
	}
	if err != nil {
		return err
	}
	return s.showSecret(c, page.OfficeSecret{
		Heading: "Đã tạo tài khoản " + name, Name: name, Secret: password, Password: true, Back: accountsPath + "/" + name, BackText: "Xem tài khoản " + name,
	})
}

func (s *Server) appoint(c *gin.Context, f newAccount) (name, password string, err error) {
	who := principal(c)
	if name, err = freeName(f.Username); err != nil {
		return "", "", err
	}
	if err = mayAppoint(c, f.appointment); err != nil {
		return "", "", err
	}
	if err = s.Staff.Once(c.Request.Context(), who, f.Ticket); err != nil {
		return "", "", err
	}
	role, unit := f.reach()
	e := audit.Entry{Action: "account.create", Object: name, Unit: unit, Detail: map[string]string{"role": f.Role, "unit": f.Unit}}
	err = s.act(c, e, func(ctx context.Context) (err error) {
		password, err = s.Staff.Appoint(ctx, who, staff.Account{Username: name, Role: role, Unit: unit})
		return err
	})
	return name, password, err
}

// showSecret answers a form with a secret. It lies at no address, is kept by no
// cache, and who loads the answer again sends a ticket that was used.
func (s *Server) showSecret(c *gin.Context, p page.OfficeSecret) error {
	p.Office = s.officePage(c)
	r, err := s.pages.OfficeSecret(p)
	if err == nil {
		s.send(c, http.StatusOK, r)
	}
	return err
}
