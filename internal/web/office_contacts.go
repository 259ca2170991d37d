package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"hailong/internal/audit"
	"hailong/internal/contact"
	"hailong/internal/survey"
	"hailong/internal/web/page"
)

// contactDone say what was just done, by the word in the address.
var contactDone = map[string]string{
	"answered":  "Đã ghi là đã trả lời.",
	"withdrawn": "Đã xóa hẳn yêu cầu theo ý người gửi.",
}

// officeContacts lists who wants an answer, those without one first.
func (s *Server) officeContacts(c *gin.Context) error {
	cases, err := s.contactCases(c)
	if err != nil {
		return err
	}
	units, err := s.units(c)
	if err != nil {
		return err
	}
	view := page.OfficeContacts{
		Office: s.officePage(c), Several: len(units) > 1, Done: contactDone[c.Query("done")],
		Reply: contact.ReplyDays, AfterReply: contact.DaysAfterReply, Longest: contact.MostDays,
	}
	for i := range cases {
		line := s.contactLine(&cases[i], units)
		if line.Answered == "" {
			view.Open = append(view.Open, line)
		} else {
			view.Answered = append(view.Answered, line)
		}
	}
	if view.Months, err = s.contactMonths(c, units); err != nil {
		return err
	}
	r, err := s.pages.OfficeContacts(view)
	if err == nil {
		s.send(c, http.StatusOK, r)
	}
	return err
}

func unitName(units []survey.Unit, code string) string {
	for _, u := range units {
		if u.Code == code {
			return u.Name.In(survey.Vietnamese)
		}
	}
	return code
}

func (s *Server) contactLine(k *contact.Case, units []survey.Unit) page.OfficeContactLine {
	l := page.OfficeContactLine{
		ID: k.ID, Name: k.Name, To: unitName(units, k.Unit), Made: dateWords(k.Made), Due: dateWords(k.Due), Ends: dateWords(k.Ends()),
	}
	if k.Reply != nil {
		l.Answered, l.By = dateWords(k.Reply.Made), k.Reply.By
	} else {
		l.Late = s.Desk.Today() > k.Due
	}
	return l
}

// contactMonths is the table of months, the latest first.
func (s *Server) contactMonths(c *gin.Context, units []survey.Unit) ([]page.OfficeContactMonth, error) {
	months, err := s.contacts.Months(c.Request.Context(), principal(c).Unit)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(months, func(a, b contact.Month) int { return strings.Compare(b.Month, a.Month) })
	var rows []page.OfficeContactMonth
	for _, m := range months {
		rows = append(rows, page.OfficeContactMonth{
			Month: monthWords(m.Month), Unit: unitName(units, m.Unit), Received: int64(m.Received), Answered: int64(m.Answered),
			OnTime: int64(m.OnTime), Open: int64(m.Open), Withdrawn: int64(m.Withdrawn), Unreplied: int64(m.Expired),
		})
	}
	return rows, nil
}

// monthWords writes 2026-11 as the office does.
func monthWords(month string) string {
	t, err := time.Parse("2006-01", month)
	if err != nil {
		return month
	}
	return t.Format("01/2006")
}

// officeContact shows one request.
func (s *Server) officeContact(c *gin.Context) error {
	k, err := s.contactCase(c, c.Param("contact"))
	if err != nil {
		return err
	}
	// Who looks at a person's name and number is written down as well.
	return s.act(c, audit.Entry{Action: "contact.read", Object: k.ID, Unit: k.Unit}, func(context.Context) error {
		return s.showContact(c, http.StatusOK, "", page.Fault{})
	})
}

// showContact shows a request, with the note that was refused, if one was.
func (s *Server) showContact(c *gin.Context, status int, note string, fault page.Fault) error {
	k, err := s.contactCase(c, c.Param("contact"))
	if err != nil {
		return err
	}
	units, err := s.units(c)
	if err != nil {
		return err
	}
	view := page.OfficeContact{
		Office: s.officePage(c), OfficeContactLine: s.contactLine(&k, units), Phone: k.Phone, Email: k.Email, Message: k.Message,
		Consent: k.Consent.Text, Note: note, Most: contact.MaxNote, Fault: fault, Done: contactDone[c.Query("done")],
		AfterReply: contact.DaysAfterReply, Longest: contact.MostDays,
	}
	if k.Reply != nil {
		view.Note = k.Reply.Note
	}
	r, err := s.pages.OfficeContact(view)
	if err == nil {
		s.send(c, status, r)
	}
	return err
}

// officeContactReply writes down that somebody was answered. The log names the
// request and nothing of what it or the note says.
func (s *Server) officeContactReply(c *gin.Context) error {
	k, err := s.contactCase(c, c.Param("contact"))
	if err != nil {
		return err
	}
	var form struct {
		Note string `form:"note"`
	}
	if _, err := bind(c, &form); err != nil {
		return err
	}
	if survey.Clean(form.Note) == "" {
		return s.showContact(c, http.StatusUnprocessableEntity, form.Note, page.Fault{Error: "Xin ghi đã trả lời gì, để người khác biết.", At: "note"})
	}
	e := audit.Entry{Action: "contact.reply", Object: k.ID, Unit: k.Unit}
	err = s.act(c, e, func(ctx context.Context) error { return s.contacts.Reply(ctx, k.ID, principal(c).Name, form.Note) })
	var bad *contact.BadRequest
	switch {
	case errors.As(err, &bad):
		return s.showContact(c, http.StatusUnprocessableEntity, form.Note, page.Fault{Error: fmt.Sprintf("Phần này dài quá %d ký tự.", contact.MaxNote), At: "note"})
	case errors.Is(err, contact.ErrAnswered):
		return s.showContact(c, http.StatusUnprocessableEntity, "", page.Fault{Error: "Đã có người trả lời yêu cầu này trước, ghi ở dưới."})
	case err != nil:
		return err
	}
	c.Redirect(http.StatusSeeOther, "/office/contacts/"+k.ID+"?done=answered")
	return nil
}

// officeContactAsk asks once more before a request is deleted.
func (s *Server) officeContactAsk(c *gin.Context) error {
	k, err := s.contactCase(c, c.Param("contact"))
	if err != nil {
		return err
	}
	r, err := s.pages.OfficeContactWithdraw(page.OfficeContactWithdraw{Office: s.officePage(c), OfficeContactLine: s.contactLine(&k, nil)})
	if err == nil {
		s.send(c, http.StatusOK, r)
	}
	return err
}

// officeContactWithdraw deletes a request because the person wants it.
func (s *Server) officeContactWithdraw(c *gin.Context) error {
	k, err := s.contactCase(c, c.Param("contact"))
	if err != nil {
		return err
	}
	e := audit.Entry{Action: "contact.withdraw", Object: k.ID, Unit: k.Unit}
	err = s.act(c, e, func(ctx context.Context) error { return s.contacts.Withdraw(ctx, k.ID, principal(c).Name) })
	if err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, "/office/contacts?done=withdrawn")
	return nil
}
