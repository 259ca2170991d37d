package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"hailong/internal/audit"
	"hailong/internal/paper"
	"hailong/internal/staff"
	"hailong/internal/survey"
	"hailong/internal/web/page"
)

// A dossier is a batch of paper forms with what a page needs to know around it.
type dossier struct {
	*paper.Folder
	campaign survey.Campaign
	template *survey.Template
	// fields are the service fields in the order in which the forms list them.
	fields []survey.Field
}

// dossier returns the batch that the address names.
func (s *Server) dossier(c *gin.Context) (*dossier, error) {
	f, k, err := s.folder(c, c.Param("batch"))
	if err != nil {
		return nil, err
	}
	t, err := s.Catalog.Template(f.Batch.Template)
	if err != nil {
		// Not as it is: the batch is there, so "not found" would be a lie.
		return nil, fmt.Errorf("batch %s was printed from template %s: %v", f.Batch.Code, f.Batch.Template, err)
	}
	return &dossier{f, k, t, f.Batch.Printed(s.Catalog.Fields())}, nil
}

// path is the address of the batch, or of a page below it.
func (d *dossier) path(below string) string { return "/office/paper/" + d.Batch.Code + below }

// keying reports whether entries can be made.
func (d *dossier) keying() bool { return d.Opening() != nil && d.Closing == nil }

// audit is an action on the batch, as it is written down.
func (d *dossier) audit(action string, detail map[string]string) audit.Entry {
	return audit.Entry{Action: action, Object: d.Batch.Code, Unit: d.campaign.Unit, Detail: detail}
}

// number reads the number of a form, of this batch only.
func (d *dossier) number(text string) (int, bool) {
	n, err := strconv.Atoi(text)
	return n, err == nil && d.Batch.Has(n)
}

// free returns the next number that nobody has entered, after one and then from the
// first on, or 0.
func (d *dossier) free(after int) int {
	size := d.Batch.To - d.Batch.From + 1
	start := d.Batch.From
	if d.Batch.Has(after) {
		start = after + 1
	}
	for i := range size {
		if n := d.Batch.From + (start-d.Batch.From+i)%size; d.Entry(n) == nil {
			return n
		}
	}
	return 0
}

// keyedBy reports whether somebody has keyed a version of an entry.
func keyedBy(e *paper.Entry, username string) bool {
	return slices.ContainsFunc(e.Versions, func(v paper.Version) bool { return v.By == username })
}

// officeFolder shows a batch.
func (s *Server) officeFolder(c *gin.Context) error {
	return s.showFolder(c, http.StatusOK, "", nil)
}

// showFolder shows a batch with what was refused, and with the minutes as they were
// typed, or nil.
func (s *Server) showFolder(c *gin.Context, status int, refused string, typed *minutes) error {
	d, err := s.dossier(c)
	if err != nil {
		return err
	}
	n, err := s.names(c)
	if err != nil {
		return err
	}
	who := principal(c)
	view := page.OfficeFolder{
		Office: s.officePage(c), Batch: paperLine(n, d.Folder), Printed: dayWords(d.Batch.Made),
		Told: d.told(c), Error: refused, Next: d.next(who), Quality: d.quality(), Acts: actLines(d.Acts),
		MayEnter: who.May(staff.EnterPaper), MayManage: who.May(staff.ManageCampaigns), Keying: d.keying(),
	}
	view.Openings, view.Entries = d.openings(), d.entryLines(who)
	view.Sums, view.Proof = d.sums()
	if view.MayManage && d.Closing == nil {
		if typed == nil {
			typed = usualMinutes(s.Desk.Today(), d.Opening())
		}
		form := typed.form(d.Opening() != nil)
		view.Minutes = &form
	}
	r, err := s.pages.OfficeFolder(view)
	if err == nil {
		s.send(c, status, r)
	}
	return err
}

// minutes is what the office sends of the opening of a box. Numbers are read as
// text, so that what is none comes back as it was typed.
type minutes struct {
	Day       string `form:"day" binding:"max=20"`
	Returned  string `form:"returned" binding:"max=20"`
	Unused    string `form:"unused" binding:"max=20"`
	Witnesses string `form:"witnesses" binding:"max=1000"`
	Why       string `form:"why" binding:"max=1000"`

	sentence, at string
}

// usualMinutes are what the form proposes: the last count, to be mended, or today.
func usualMinutes(today survey.Date, last *paper.Opening) *minutes {
	if last == nil {
		return &minutes{Day: today.String()}
	}
	return &minutes{Day: last.Day.String(), Returned: strconv.Itoa(last.Returned), Unused: strconv.Itoa(last.Unused), Witnesses: last.Witnesses}
}

func (m *minutes) form(again bool) page.OfficeMinutes {
	return page.OfficeMinutes{
		Day: m.Day, Returned: m.Returned, Unused: m.Unused, Witnesses: m.Witnesses, Why: m.Why,
		Again: again, Error: m.sentence, At: m.at,
	}
}

// opening reads the minutes. Errors: *paper.BadMinutes.
func (m *minutes) opening() (paper.Opening, error) {
	o := paper.Opening{Witnesses: m.Witnesses, Why: m.Why}
	var err error
	if o.Day, err = survey.ParseDate(m.Day); err != nil {
		return o, &paper.BadMinutes{What: "day"}
	}
	if o.Returned, err = strconv.Atoi(m.Returned); err != nil {
		return o, &paper.BadMinutes{What: "returned"}
	}
	if o.Unused, err = strconv.Atoi(m.Unused); err != nil {
		return o, &paper.BadMinutes{What: "unused"}
	}
	return o, nil
}

// officeFolderOpen puts the count of the box on record.
func (s *Server) officeFolderOpen(c *gin.Context) error {
	d, err := s.dossier(c)
	if err != nil {
		return err
	}
	var m minutes
	if m.sentence, err = bind(c, &m); err != nil {
		return err
	}
	if m.sentence == "" {
		o, err := m.opening()
		if err == nil {
			detail := map[string]string{"day": o.Day.String(), "returned": m.Returned, "unused": m.Unused}
			err = s.act(c, d.audit("paper.open", detail), func(ctx context.Context) error {
				_, err := s.Ledger.Open(ctx, d.Batch.Code, o, principal(c).Name)
				return err
			})
		}
		if err == nil {
			c.Redirect(http.StatusSeeOther, d.path("?done=opened"))
			return nil
		}
		if m.sentence, m.at = ledgerSentence(err); m.sentence == "" {
			return err
		}
	}
	return s.showFolder(c, http.StatusUnprocessableEntity, "", &m)
}

// officeFolderSample has a tenth drawn for the second entry.
func (s *Server) officeFolderSample(c *gin.Context) error {
	return s.actOnFolder(c, "paper.sample", "drawn", func(ctx context.Context, d *dossier) error {
		_, err := s.Ledger.Sample(ctx, d.Batch.Code, principal(c).Name)
		return err
	})
}

// officeFolderCloseAsk says what closing means before it is done.
func (s *Server) officeFolderCloseAsk(c *gin.Context) error {
	d, err := s.dossier(c)
	if err != nil {
		return err
	}
	if w := d.Work(); d.Opening() == nil || d.Closed != nil || d.Closing == nil && !w.Done() {
		c.Redirect(http.StatusSeeOther, d.path("")) // which says what to do first
		return nil
	}
	b := d.Balance()
	r, err := s.pages.OfficeFolderClose(page.OfficeFolderClose{
		Office: s.officePage(c), Code: d.Batch.Code, Day: dayWords(d.Opening().Day),
		Valid: b.Valid, Dropped: b.Entered() - b.Valid, Resumed: d.Closing != nil,
	})
	if err == nil {
		s.send(c, http.StatusOK, r)
	}
	return err
}

// officeFolderClose makes responses of the valid forms.
func (s *Server) officeFolderClose(c *gin.Context) error {
	return s.actOnFolder(c, "paper.close", "closed", func(ctx context.Context, d *dossier) error {
		_, err := s.Ledger.Close(ctx, d.Batch.Code, principal(c).Name)
		return err
	})
}

// actOnFolder does something to a batch and shows it again, with what was done or
// why it was not.
func (s *Server) actOnFolder(c *gin.Context, action, done string, do func(context.Context, *dossier) error) error {
	d, err := s.dossier(c)
	if err != nil {
		return err
	}
	err = s.act(c, d.audit(action, nil), func(ctx context.Context) error { return do(ctx, d) })
	if err == nil {
		c.Redirect(http.StatusSeeOther, d.path("?done="+done))
		return nil
	}
	if sentence, _ := ledgerSentence(err); sentence != "" {
		return s.showFolder(c, http.StatusUnprocessableEntity, sentence, nil)
	}
	return err
}

// officeFolderForgetAsk asks for the day of the minutes on the destruction.
func (s *Server) officeFolderForgetAsk(c *gin.Context) error {
	d, err := s.dossier(c)
	if err != nil {
		return err
	}
	if d.Closed == nil || d.Destroyed != nil && !d.Remains() {
		c.Redirect(http.StatusSeeOther, d.path(""))
		return nil
	}
	return s.showForget(c, http.StatusOK, d, s.Desk.Today().String(), "")
}

func (s *Server) showForget(c *gin.Context, status int, d *dossier, day, sentence string) error {
	r, err := s.pages.OfficeFolderForget(page.OfficeFolderForget{Office: s.officePage(c), Code: d.Batch.Code, Day: day, Error: sentence})
	if err == nil {
		s.send(c, status, r)
	}
	return err
}

// officeFolderForget removes what stood on the forms.
func (s *Server) officeFolderForget(c *gin.Context) error {
	d, err := s.dossier(c)
	if err != nil {
		return err
	}
	typed := c.PostForm("day")
	day, err := survey.ParseDate(typed)
	if err != nil {
		err = &paper.BadMinutes{What: "day"}
	} else {
		err = s.act(c, d.audit("paper.forget", map[string]string{"day": day.String()}), func(ctx context.Context) error {
			_, err := s.Ledger.Forget(ctx, d.Batch.Code, day, principal(c).Name)
			return err
		})
	}
	var wrong *paper.BadMinutes
	switch {
	case err == nil:
		c.Redirect(http.StatusSeeOther, d.path("?done=forgotten"))
		return nil
	case errors.As(err, &wrong):
		return s.showForget(c, http.StatusUnprocessableEntity, d, shorten(typed), "Ngày hủy phiếu phải từ ngày đóng đợt đến hôm nay.")
	}
	if sentence, _ := ledgerSentence(err); sentence != "" {
		return s.showFolder(c, http.StatusUnprocessableEntity, sentence, nil)
	}
	return err
}

// paperUnfinished reports whether forms of a campaign are just being turned into
// responses: figures that are locked meanwhile would hold some of a batch.
func (s *Server) paperUnfinished(ctx context.Context, campaign string) (bool, error) {
	folders, err := s.Ledger.All(ctx)
	if err != nil {
		return false, err
	}
	return slices.ContainsFunc(folders, func(f *paper.Folder) bool {
		return f.Batch.Campaign == campaign && f.Closing != nil && f.Closed == nil
	}), nil
}
