package web

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"html/template"
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/skip2/go-qrcode"

	"hailong/internal/audit"
	"hailong/internal/staff"
	"hailong/internal/web/page"
)

// officeMeTOTP shows how far the second factor of one's own account is: off, begun
// or on.
func (s *Server) officeMeTOTP(c *gin.Context) error {
	return s.showTOTP(c, http.StatusOK, "")
}

func (s *Server) showTOTP(c *gin.Context, status int, sentence string) error {
	ctx, name := c.Request.Context(), principal(c).Name
	a, err := s.Staff.Accounts.Account(ctx, name)
	if err != nil {
		return err
	}
	view := page.OfficeTOTP{Office: s.officePage(c), On: a.HasTOTP(), Error: sentence}
	if view.On {
		view.Left, err = s.Staff.RecoveryLeft(ctx, name)
	} else {
		err = s.showEnrolment(ctx, &view, name)
	}
	if err != nil {
		return err
	}
	r, err := s.pages.OfficeTOTP(view)
	if err == nil {
		s.send(c, status, r)
	}
	return err
}

// showEnrolment puts an enrolment that was begun on the page.
func (s *Server) showEnrolment(ctx context.Context, view *page.OfficeTOTP, name string) error {
	e, err := s.Staff.PendingTOTP(ctx, name)
	if errors.Is(err, staff.ErrNotEnrolled) {
		return nil
	}
	if err != nil {
		return err
	}
	const modulePixels = -4 // negative: for each module, not for the whole
	picture, err := qrcode.Encode(e.URL, qrcode.Medium, modulePixels)
	if err != nil {
		return fmt.Errorf("draw code of second factor: %w", err)
	}
	view.Begun, view.Secret = true, e.Secret
	// Both are ours alone: nothing that somebody typed is in them unescaped.
	view.QR = template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(picture)) //nolint:gosec // see above
	view.Link = template.URL(e.URL)                                                               //nolint:gosec // see above
	return nil
}

// ownProof is what the pages of the second factor send: each what it needs.
type ownProof struct {
	Password string `form:"password" binding:"max=512"`
	Code     string `form:"code" binding:"max=64"`
}

// proof does something to one's own second factor with what was typed. Where that
// is wrong the page comes back and done is false.
func (s *Server) proof(c *gin.Context, action string, do func(context.Context, ownProof) error) (done bool, err error) {
	var p ownProof
	sentence, err := bind(c, &p)
	if err != nil {
		return false, err
	}
	if sentence != "" {
		return false, s.showTOTP(c, http.StatusUnprocessableEntity, sentence)
	}
	err = s.act(c, audit.Entry{Action: action, Object: principal(c).Name}, func(ctx context.Context) error { return do(ctx, p) })
	if status, sentence := ownFault(c, err); sentence != "" {
		return false, s.showTOTP(c, status, sentence)
	}
	return err == nil, err
}

// officeMeTOTPBegin draws a secret and shows it.
func (s *Server) officeMeTOTPBegin(c *gin.Context) error {
	done, err := s.proof(c, "account.own-totp-begin", func(ctx context.Context, p ownProof) error {
		_, err := s.Staff.BeginTOTP(ctx, principal(c).Name, p.Password)
		return err
	})
	if done {
		c.Redirect(http.StatusSeeOther, ownTOTP)
	}
	return err
}

// officeMeTOTPConfirm puts the second factor in force and shows the recovery codes.
// They are the answer to the form and lie at no address: who loads it again is told
// that they were shown.
func (s *Server) officeMeTOTPConfirm(c *gin.Context) error {
	a, err := s.Staff.Accounts.Account(c.Request.Context(), principal(c).Name)
	if err != nil {
		return err
	}
	if a.HasTOTP() {
		c.Redirect(http.StatusSeeOther, ownAccount+"?done=enrolled")
		return nil
	}
	var codes []string
	done, err := s.proof(c, "account.own-totp", func(ctx context.Context, p ownProof) (err error) {
		codes, err = s.Staff.ConfirmTOTP(ctx, a.Username, p.Code)
		return err
	})
	if !done {
		return err
	}
	r, err := s.pages.OfficeRecovery(page.OfficeRecovery{Office: s.officePage(c), Codes: codes})
	if err == nil {
		s.send(c, http.StatusOK, r)
	}
	return err
}

// officeMeTOTPRemove ends the second factor.
func (s *Server) officeMeTOTPRemove(c *gin.Context) error {
	done, err := s.proof(c, "account.own-totp-remove", func(ctx context.Context, p ownProof) error {
		return s.Staff.RemoveTOTP(ctx, principal(c).Name, p.Password, p.Code)
	})
	if done {
		c.Redirect(http.StatusSeeOther, ownAccount+"?done=removed")
	}
	return err
}
