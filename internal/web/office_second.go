package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"hailong/internal/paper"
	"hailong/internal/survey"
	"hailong/internal/web/page"
)

// officeSecond lists the numbers that wait for a second entry, or shows the empty
// grid for one of them: nothing of the first entry is in the page.
func (s *Server) officeSecond(c *gin.Context) error {
	d, err := s.dossier(c)
	if err != nil {
		return err
	}
	asked := c.Query("serial")
	if asked == "" || !d.keying() {
		return s.showSecondList(c, http.StatusOK, d, "")
	}
	n, ok := d.number(asked)
	e := d.Entry(n)
	switch {
	case !ok || e == nil || !e.Drawn:
		return fmt.Errorf("second entry of batch %s: %w", d.Batch.Code, survey.ErrNotFound)
	case !e.Awaits():
		return s.showSecondList(c, http.StatusConflict, d, fmt.Sprintf("Phiếu %s đã được nhập lần hai.", serialWords(n)))
	case keyedBy(e, principal(c).Name):
		return s.showSecondList(c, http.StatusConflict, d, entryRefusal(paper.ErrSamePerson))
	}
	return s.showSecond(c, http.StatusOK, d, &keyedForm{Serial: serialWords(n)}, nil)
}

func (s *Server) showSecond(c *gin.Context, status int, d *dossier, k *keyedForm, r *keyRefusal) error {
	view := s.grid(c, d, k, r)
	view.Action, view.Heading, view.Button, view.Fixed = d.path("/second"), "Nhập lần hai phiếu "+k.Serial, "Lưu lần nhập thứ hai", true
	view.Reasons = reasonPicks(paper.Reason(k.Reason), true)
	return s.sendGrid(c, status, view)
}

// showSecondList lists the numbers that wait, and for whom.
func (s *Server) showSecondList(c *gin.Context, status int, d *dossier, sentence string) error {
	view := page.OfficeWaiting{
		Office: s.officePage(c), Code: d.Batch.Code, Heading: "Nhập lần hai", Error: sentence, Told: d.toldSecond(c),
		Lead:  "Xin lấy đúng phiếu giấy có số này và nhập như chưa ai nhập. Người đã nhập lần đầu không nhập lần hai.",
		Empty: "Không có phiếu nào chờ nhập lần hai.",
	}
	if d.Closing == nil {
		for _, n := range d.Work().Second {
			number := page.OfficeWaitingNumber{Serial: serialWords(n), Path: d.path("/second?serial=" + serialWords(n))}
			if keyedBy(d.Entry(n), principal(c).Name) {
				number.Path, number.Note = "", "cần người khác: tài khoản này đã nhập lần đầu"
			}
			view.Numbers = append(view.Numbers, number)
		}
	}
	return s.sendWaiting(c, status, view)
}

func (s *Server) sendWaiting(c *gin.Context, status int, view page.OfficeWaiting) error {
	r, err := s.pages.OfficeWaiting(view)
	if err == nil {
		s.send(c, status, r)
	}
	return err
}

// toldSecond says what came of the second entry that was just made.
func (d *dossier) toldSecond(c *gin.Context) string {
	n, ok := d.number(c.Query("saved"))
	e := d.Entry(n)
	switch {
	case !ok || e == nil || e.Second == nil:
		return ""
	case len(e.Second.Different) == 0:
		return fmt.Sprintf("Đã lưu lần hai của phiếu %s: hai lần nhập giống nhau.", serialWords(n))
	}
	return fmt.Sprintf("Đã lưu lần hai của phiếu %s: khác lần đầu ở %d ô, cần đối chiếu.", serialWords(n), len(e.Second.Different))
}

// officeSecondSave makes the second entry.
func (s *Server) officeSecondSave(c *gin.Context) error {
	d, err := s.dossier(c)
	if err != nil {
		return err
	}
	k, sentence, err := readKeys(c)
	if err != nil {
		return err
	}
	draft := k.draft(d, principal(c).Name)
	if sentence == "" {
		err = s.act(c, d.audit("paper.second", map[string]string{"serial": serialWords(draft.Serial)}), func(ctx context.Context) error {
			_, err := s.Ledger.Second(ctx, d.Batch.Code, draft)
			return err
		})
		if err == nil {
			c.Redirect(http.StatusSeeOther, d.path("/second?saved="+serialWords(draft.Serial)))
			return nil
		}
	}
	r := &keyRefusal{sentence: sentence}
	if err != nil {
		r = refused(d, err)
	}
	switch {
	case r == nil:
		return err
	case errors.Is(err, paper.ErrSamePerson), errors.Is(err, paper.ErrConflict), errors.Is(err, paper.ErrUnopened), errors.Is(err, paper.ErrClosed), r.at == "serial":
		// The page of the form would let the wrong person go on.
		return s.showSecondList(c, http.StatusUnprocessableEntity, d, r.sentence)
	}
	return s.showSecond(c, http.StatusUnprocessableEntity, d, &k, r)
}

// settlement is what somebody sends to settle the two entries of a form.
type settlement struct {
	Serial  string `form:"serial" binding:"max=20"`
	Version string `form:"version" binding:"max=20"`
	Why     string `form:"why" binding:"max=1000"`
}

// usualSettle is the reason that the page proposes.
const usualSettle = "Đối chiếu hai lần nhập với phiếu giấy"

// officeSettle lists the forms whose entries differ, or lays one side by side.
func (s *Server) officeSettle(c *gin.Context) error {
	d, err := s.dossier(c)
	if err != nil {
		return err
	}
	asked := c.Query("serial")
	if asked == "" || !d.keying() {
		return s.showSettleList(c, http.StatusOK, d, "")
	}
	n, ok := d.number(asked)
	e := d.Entry(n)
	switch {
	case !ok || e == nil || e.Second == nil:
		return fmt.Errorf("second entry of batch %s: %w", d.Batch.Code, survey.ErrNotFound)
	case !e.Unsettled():
		return s.showSettleList(c, http.StatusConflict, d, fmt.Sprintf("Phiếu %s đã đối chiếu xong.", serialWords(n)))
	case keyedBy(e, principal(c).Name):
		return s.showSettleList(c, http.StatusConflict, d, entryRefusal(paper.ErrSamePerson))
	}
	return s.showSettle(c, http.StatusOK, d, e, usualSettle, nil)
}

// showSettle shows the cells that differ.
func (s *Server) showSettle(c *gin.Context, status int, d *dossier, e *paper.Entry, why string, r *keyRefusal) error {
	first := e.Last()
	view := page.OfficeSettle{
		Office: s.officePage(c), Code: d.Batch.Code, Serial: serialWords(e.Serial), Version: len(e.Versions), Why: why,
		One: "Lần một, " + first.By, Two: "Lần hai, " + e.Second.By,
	}
	if r != nil {
		view.Error, view.WhyAt = r.sentence, r.at == "why"
	}
	for _, at := range e.Second.Different {
		line := page.OfficeDifference{Code: at, Text: d.cellText(at), One: d.reading(&first.Form, at), Two: d.reading(&e.Second.Form, at), Chosen: c.PostForm("pick-" + at)}
		line.Wrong = r != nil && line.Chosen != "one" && line.Chosen != "two"
		view.Differences = append(view.Differences, line)
	}
	page, err := s.pages.OfficeSettle(view)
	if err == nil {
		s.send(c, status, page)
	}
	return err
}

// cellText names a cell with its question.
func (d *dossier) cellText(at string) string {
	q := d.template.Question(at)
	if q == nil {
		return "Cả phiếu"
	}
	return strings.TrimPrefix(at+". ", survey.FieldCode+". ") + q.Text.In(survey.Vietnamese)
}

// reading is what one entry says at a cell.
func (d *dossier) reading(f *paper.Form, at string) string {
	if at == paper.AtForm {
		if f.Valid() {
			return "đọc được"
		}
		return resultWords(f)
	}
	key := d.keysOf(f)[at]
	if key == "" {
		return "(bỏ trống)"
	}
	return key
}

// showSettleList lists the forms that wait for a third look.
func (s *Server) showSettleList(c *gin.Context, status int, d *dossier, sentence string) error {
	view := page.OfficeWaiting{
		Office: s.officePage(c), Code: d.Batch.Code, Heading: "Đối chiếu hai lần nhập", Error: sentence, Told: folderDone[c.Query("done")],
		Lead:  "Hai lần nhập của các phiếu này khác nhau. Người đối chiếu không phải là người nhập lần đầu.",
		Empty: "Không có phiếu nào cần đối chiếu.",
	}
	if d.Closing == nil {
		for _, n := range d.Work().Unsettled {
			number := page.OfficeWaitingNumber{Serial: serialWords(n), Path: d.path("/settle?serial=" + serialWords(n))}
			if keyedBy(d.Entry(n), principal(c).Name) {
				number.Path, number.Note = "", "cần người khác: tài khoản này đã nhập lần đầu"
			}
			view.Numbers = append(view.Numbers, number)
		}
	}
	return s.sendWaiting(c, status, view)
}

// officeSettleSave takes the right reading of every cell as a new version of the
// first entry.
func (s *Server) officeSettleSave(c *gin.Context) error {
	d, err := s.dossier(c)
	if err != nil {
		return err
	}
	var k settlement
	sentence, err := bind(c, &k)
	if err != nil {
		return err
	}
	n, ok := d.number(k.Serial)
	e := d.Entry(n)
	if !ok || e == nil || !e.Unsettled() || !d.keying() {
		return s.showSettleList(c, http.StatusUnprocessableEntity, d, "Phiếu này không chờ đối chiếu.")
	}
	draft, all := d.settle(e, func(at string) string { return c.PostForm("pick-" + at) })
	form := keyedForm{Serial: k.Serial, Version: k.Version, Why: k.Why, Reason: string(draft.Reason), keys: draft.Keys}
	switch {
	case sentence != "":
		return s.showSettle(c, http.StatusUnprocessableEntity, d, e, k.Why, &keyRefusal{sentence: sentence})
	case !all:
		return s.showSettle(c, http.StatusUnprocessableEntity, d, e, k.Why, &keyRefusal{sentence: "Xin chọn lần nhập đúng ở mọi câu."})
	}
	err = s.act(c, d.audit("paper.settle", map[string]string{"serial": serialWords(n)}), func(ctx context.Context) error {
		_, err := s.Ledger.Put(ctx, d.Batch.Code, form.draft(d, principal(c).Name))
		return err
	})
	if err == nil {
		c.Redirect(http.StatusSeeOther, d.path("/settle?done=settled"))
		return nil
	}
	r := refused(d, err)
	switch {
	case r == nil:
		return err
	case errors.Is(err, paper.ErrSamePerson), errors.Is(err, paper.ErrConflict):
		return s.showSettleList(c, http.StatusUnprocessableEntity, d, r.sentence)
	}
	return s.showSettle(c, http.StatusUnprocessableEntity, d, e, k.Why, r)
}

// settle makes the form of what was picked: the first entry, with the second's
// reading where that is the right one. Where the forms differ as a whole, so is
// what is taken.
func (d *dossier) settle(e *paper.Entry, pick func(at string) string) (draft paper.Draft, all bool) {
	first, second := &e.Last().Form, &e.Second.Form
	taken, keys := first, d.keysOf(first)
	other := d.keysOf(second)
	for _, at := range e.Second.Different {
		switch pick(at) {
		case "one":
		case "two":
			if at == paper.AtForm {
				taken, keys = second, other
			} else if key, ok := other[at]; ok {
				keys[at] = key
			} else {
				delete(keys, at)
			}
		default:
			return paper.Draft{}, false
		}
	}
	draft.Keys = keys
	if len(taken.Keys) == 0 && taken.Reason != paper.ReasonBlank && taken.Reason != paper.ReasonFew {
		draft.Reason = taken.Reason // a person rejected it; the others are found by rule
	}
	return draft, true
}
