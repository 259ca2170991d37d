package web

import (
	"context"
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"

	"hailong/internal/audit"
	"hailong/internal/period"
	"hailong/internal/staff"
	"hailong/internal/web/page"
)

// newToken is what the office sends to make an API token.
type newToken struct {
	appointment
	Note   string `form:"note" binding:"max=200"`
	Ticket string `form:"ticket" binding:"required,max=64"`
}

// officeTokens lists the API tokens within reach.
func (s *Server) officeTokens(c *gin.Context) error {
	return s.showTokens(c, http.StatusOK, newToken{}, "")
}

func (s *Server) showTokens(c *gin.Context, status int, typed newToken, sentence string) error {
	list, err := s.Staff.TokensOf(c.Request.Context(), principal(c))
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
	view := page.OfficeTokens{Office: s.officePage(c), OfficeAppointment: form, Note: typed.Note, Done: accountsDone[c.Query("done")]}
	for _, t := range list {
		view.Tokens = append(view.Tokens, tokenLine(units, t))
	}
	r, err := s.pages.OfficeTokens(view)
	if err == nil {
		s.send(c, status, r)
	}
	return err
}

func tokenLine(units []page.Pick, t staff.Token) page.OfficeToken {
	line := page.OfficeToken{
		Name: t.Name, Role: page.RoleIn(t.Role), UnitName: calledUnit(units, t.Unit),
		Made: period.Local(t.Made).Format("02/01/2006"), Note: t.Note, By: t.By,
	}
	if line.By == "" {
		line.By = "dòng lệnh trên máy chủ"
	}
	return line
}

// officeTokenCreate makes a token and shows it, this once.
func (s *Server) officeTokenCreate(c *gin.Context) error {
	var f newToken
	sentence, err := bind(c, &f)
	if err != nil {
		return err
	}
	if sentence != "" {
		return s.showTokens(c, http.StatusUnprocessableEntity, f, sentence)
	}
	plain, err := s.issueToken(c, f)
	if errors.Is(err, staff.ErrTicket) {
		c.Redirect(http.StatusSeeOther, tokensPath+"?done=token")
		return nil
	}
	if sentence := accountFault(err); sentence != "" {
		return s.showTokens(c, http.StatusUnprocessableEntity, f, sentence)
	}
	if err != nil {
		return err
	}
	return s.showSecret(c, page.OfficeSecret{Heading: "Đã tạo mã truy cập", Secret: plain, Back: tokensPath, BackText: "Về danh sách mã truy cập"})
}

func (s *Server) issueToken(c *gin.Context, f newToken) (plain string, err error) {
	who := principal(c)
	if err := mayAppoint(c, f.appointment); err != nil {
		return "", err
	}
	if err := s.Staff.Once(c.Request.Context(), who, f.Ticket); err != nil {
		return "", err
	}
	role, unit := f.reach()
	e := audit.Entry{Action: "token.create", Object: f.Role, Unit: unit, Detail: map[string]string{"unit": f.Unit, "note": f.Note}}
	err = s.act(c, e, func(ctx context.Context) (err error) {
		plain, err = s.Staff.NewTokenFor(ctx, who, staff.TokenOrder{Role: role, Unit: unit, Note: f.Note})
		return err
	})
	return plain, err
}

// officeTokenAsk asks once more before a program is shut out.
func (s *Server) officeTokenAsk(c *gin.Context) error {
	t, err := s.apiToken(c, c.Param("name"))
	if err != nil {
		return err
	}
	units, err := s.unitPicks(c)
	if err != nil {
		return err
	}
	r, err := s.pages.OfficeTokenRevoke(page.OfficeTokenRevoke{Office: s.officePage(c), OfficeToken: tokenLine(units, t)})
	if err == nil {
		s.send(c, http.StatusOK, r)
	}
	return err
}

// officeTokenRevoke makes a token worthless.
func (s *Server) officeTokenRevoke(c *gin.Context) error {
	t, err := s.apiToken(c, c.Param("name"))
	if err != nil {
		return err
	}
	e := audit.Entry{Action: "token.revoke", Object: t.Name, Unit: t.Unit}
	if err := s.act(c, e, func(ctx context.Context) error { return s.Staff.Revoke(ctx, principal(c), t.Name) }); err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, tokensPath+"?done=revoked")
	return nil
}
