package web

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"hailong/internal/audit"
	"hailong/internal/closing"
	"hailong/internal/period"
	"hailong/internal/press"
	"hailong/internal/publish"
	"hailong/internal/report"
	"hailong/internal/staff"
	"hailong/internal/survey"
	"hailong/internal/web/page"
)

// officeReports lists the editions, with the form for another.
func (s *Server) officeReports(c *gin.Context) error {
	return s.showReports(c, http.StatusOK, lockOrder{}, "")
}

// lockOrder is what the office sends to lock the figures of a period.
type lockOrder struct {
	Campaign string `form:"campaign" binding:"required,max=100"`
	Period   string `form:"period" binding:"required,max=10"`
	Why      string `form:"why" binding:"max=500"`
}

func (s *Server) showReports(c *gin.Context, status int, o lockOrder, sentence string) error {
	campaigns, err := s.campaigns(c)
	if err != nil {
		return err
	}
	editions, err := s.Closing.Editions(c.Request.Context(), "")
	if err != nil {
		return err
	}
	view := page.OfficeReports{Office: s.officePage(c), May: principal(c).May(staff.PrepareReport), Error: sentence, Why: o.Why}
	names := make(map[string]string, len(campaigns))
	for _, k := range campaigns {
		names[k.Code] = k.Name.In(survey.Vietnamese)
		view.Campaigns = append(view.Campaigns, page.Pick{Value: k.Code, Text: names[k.Code], Chosen: k.Code == o.Campaign})
	}
	for _, e := range editions {
		if name, own := names[e.Campaign]; own && maySee(c, e) {
			view.Editions = append(view.Editions, editionLine(e, name))
		}
	}
	today := s.Desk.Today()
	for _, p := range offered(period.Of(period.Quarter, today, period.Calendar).Previous(), today, period.Calendar) {
		view.Periods = append(view.Periods, page.Pick{Value: p.String(), Text: p.Name(survey.Vietnamese), Chosen: p.String() == o.Period})
	}
	r, err := s.pages.OfficeReports(view)
	if err == nil {
		s.send(c, status, r)
	}
	return err
}

// officeReportLock locks the figures of a period.
func (s *Server) officeReportLock(c *gin.Context) error {
	var o lockOrder
	sentence, err := bind(c, &o)
	if err != nil {
		return err
	}
	if sentence != "" {
		return s.showReports(c, http.StatusUnprocessableEntity, o, sentence)
	}
	k, err := s.campaign(c, o.Campaign)
	if err != nil {
		return err
	}
	p, err := period.Parse(o.Period)
	if err != nil {
		return s.showReports(c, http.StatusUnprocessableEntity, o, "Kỳ chưa đúng. Xin chọn lại.")
	}
	var made *closing.Edition
	e := audit.Entry{Action: "report.lock", Object: k.Code + " " + p.String(), Unit: k.Unit, Detail: map[string]string{"reason": o.Why}}
	err = s.act(c, e, func(ctx context.Context) (err error) {
		made, err = s.Closing.Lock(ctx, closing.LockOrder{Campaign: k.Code, Period: p, By: principal(c).Name, Why: o.Why})
		return err
	})
	if sentence := closingSentence(err); sentence != "" {
		return s.showReports(c, http.StatusUnprocessableEntity, o, sentence)
	}
	if err != nil {
		return err
	}
	return s.changed(c, editionPath(made)+"?done=lock")
}

func editionPath(e *closing.Edition) string {
	return fmt.Sprintf("/office/reports/%s/%s/%d", e.Campaign, e.Period, e.Number)
}

// edition returns the edition in the address, of the asker's campaigns.
func (s *Server) edition(c *gin.Context) (*closing.Edition, error) {
	k, err := s.campaign(c, c.Param("campaign"))
	if err != nil {
		return nil, err
	}
	p, err := period.Parse(c.Param("period"))
	number, wrong := strconv.Atoi(c.Param("number"))
	if err != nil || wrong != nil {
		return nil, fmt.Errorf("edition %s: %w", shorten(c.Param("period")), survey.ErrNotFound)
	}
	e, err := s.Closing.Edition(c.Request.Context(), k.Code, p, number)
	if err == nil && !maySee(c, e) {
		return nil, fmt.Errorf("edition %d of %s: %w", number, k.Code, survey.ErrNotFound)
	}
	return e, err
}

// maySee reports whether who asks may see an edition: the rated office sees what
// is published, since two editions that were not would give away what differs.
func maySee(c *gin.Context, e *closing.Edition) bool {
	who := principal(c)
	return e.State == closing.Published || who.May(staff.ExportResponses) || who.May(staff.ApproveReport)
}

// officeReport shows one edition.
func (s *Server) officeReport(c *gin.Context) error {
	e, err := s.edition(c)
	if err != nil {
		return err
	}
	return s.showReport(c, http.StatusOK, e, "", "")
}

func (s *Server) showReport(c *gin.Context, status int, e *closing.Edition, note, sentence string) error {
	ctx := c.Request.Context()
	src, err := s.Closing.Figures(ctx, e)
	if err != nil {
		return err
	}
	q := report.Request{Campaign: e.Campaign, Period: e.Period, Totals: !principal(c).May(staff.ExportResponses), Books: true}
	view := page.OfficeReport{Office: s.officePage(c), Edition: e, Note: note, Error: sentence, Done: closingDone[c.Query("done")], Path: editionPath(e),
		State: closingStates[e.State], Steps: stepLines(e)}
	view.Report, err = report.Compile(ctx, src, q)
	if errors.Is(err, report.ErrTooFew) {
		view.TooFew = true
		view.Report, err = report.Outline(ctx, src, q)
	}
	if err != nil {
		return err
	}
	text, err := s.Closing.Text(ctx, e)
	if err != nil {
		return err
	}
	tells, err := s.tells(ctx, e)
	if err != nil {
		return err
	}
	if tells && !view.TooFew {
		view.Pack = append(view.Pack, page.ReportFile{File: press.PackFile, Name: "Cả gói (ZIP)", For: "mọi nơi đăng"})
		for _, f := range publish.Formats {
			view.Pack = append(view.Pack, page.ReportFile{File: f.File, Name: f.Name, For: f.For})
		}
	}
	if tells && e.State == closing.Published {
		view.Public = s.PublicURL.String() + resultPath(e)
		view.Frame, view.Badge = s.embedSnippets(e.Unit, view.Report.Unit.Name.In(survey.Vietnamese), e.Campaign)
		view.Framed = len(s.Ancestors) > 0
	}
	view.Missing = missingParts(text.Written, view.Report)
	view.Actions = s.editionActions(c, e)
	view.MayWrite = e.State == closing.Locked && principal(c).May(staff.PrepareReport)
	r, err := s.pages.OfficeReport(view)
	if err == nil {
		s.send(c, status, r)
	}
	return err
}

// editionStep is what the office sends to move an edition on.
type editionStep struct {
	Kind string `form:"kind" binding:"required,max=20"`
	Note string `form:"note" binding:"max=500"`
	Seen int    `form:"seen" binding:"min=0,max=1000"`
}

// officeReportStep moves an edition on: checked, approved, published, sent back,
// withdrawn. Approving is the leader's; the rest is the office's.
func (s *Server) officeReportStep(c *gin.Context) error {
	if who := principal(c); !who.May(staff.PrepareReport) && !who.May(staff.ApproveReport) {
		return errForbidden
	}
	e, err := s.edition(c)
	if err != nil {
		return err
	}
	var step editionStep
	sentence, err := bind(c, &step)
	if err != nil {
		return err
	}
	kind := closing.Kind(step.Kind)
	if !mayStep(c, kind) {
		return errForbidden
	}
	if sentence == "" {
		entry := audit.Entry{Action: "report." + string(kind), Object: fmt.Sprintf("%s %s/%d", e.Campaign, e.Period, e.Number), Unit: e.Unit, Detail: map[string]string{"note": step.Note}}
		err = s.act(c, entry, func(ctx context.Context) error {
			_, err := s.Closing.Do(ctx, e, closing.Action{Kind: kind, By: principal(c).Name, Note: step.Note, Seen: step.Seen})
			return err
		})
		if sentence = closingSentence(err); sentence == "" && err != nil {
			return err
		}
	}
	if sentence != "" {
		return s.showReport(c, http.StatusUnprocessableEntity, e, step.Note, sentence)
	}
	return s.changed(c, editionPath(e)+"?done="+string(kind))
}

// mayStep says whose step it is: who approves may also send back.
func mayStep(c *gin.Context, kind closing.Kind) bool {
	who := principal(c)
	switch kind {
	case closing.Approve:
		return who.May(staff.ApproveReport)
	case closing.Back:
		return who.May(staff.ApproveReport) || who.May(staff.PrepareReport)
	}
	return who.May(staff.PrepareReport)
}

// officeReportFile sends a file of an edition.
func (s *Server) officeReportFile(c *gin.Context) error {
	e, err := s.edition(c)
	if err != nil {
		return err
	}
	name, extension, _ := cutLast(c.Param("file"), ".")
	format, ok := press.ReportFileOf(extension)
	if name != "bao-cao" {
		return s.officeReportPack(c, e)
	}
	if !ok {
		return errNoPage
	}
	ctx, cancel, err := s.unhurried(c)
	if err != nil {
		return err
	}
	defer cancel()
	src, err := s.Closing.Figures(ctx, e)
	if err != nil {
		return err
	}
	written, err := s.editionText(ctx, e)
	if err != nil {
		return err
	}
	q := report.Request{Campaign: e.Campaign, Period: e.Period, Totals: !principal(c).May(staff.ExportResponses)}
	var body bytes.Buffer
	if err := s.press().Issue(ctx, &body, src, q, format, press.Words{Day: e.Day, Written: written}); err != nil {
		return err
	}
	attach(c, fmt.Sprintf("bao-cao-%s-%s-%d.%s", e.Campaign, e.Period, e.Number, extension))
	c.Data(http.StatusOK, format.Media, body.Bytes())
	return nil
}

// officeReportPack sends a file of the publication pack, which there is once a
// leader has approved.
func (s *Server) officeReportPack(c *gin.Context, e *closing.Edition) error {
	format, media, ok := packFile(c.Param("file"))
	if !ok || !announced(e) {
		return errNoPage
	}
	ctx, cancel, err := s.unhurried(c)
	if err != nil {
		return err
	}
	defer cancel()
	written, _ := e.Written()
	a := press.Announcement{Words: press.Words{Day: e.Day, Written: written}, Edition: e.Number}
	if a.Report, err = s.Closing.Public(ctx, e); errors.Is(err, report.ErrTooFew) {
		return errNoPage // published in the days when that was not refused
	} else if err != nil {
		return err
	}
	if a.Previous, err = s.Closing.Before(ctx, e); err != nil {
		return err
	}
	var body bytes.Buffer
	if err := s.press().Announce(&body, a, format); err != nil {
		return err
	}
	attach(c, fmt.Sprintf("%s-%d-%s", e.Period, e.Number, c.Param("file")))
	c.Data(http.StatusOK, media, body.Bytes())
	return nil
}

// tells reports whether an edition may be made known and there is something to
// tell of it.
func (s *Server) tells(ctx context.Context, e *closing.Edition) (bool, error) {
	if !announced(e) {
		return false, nil
	}
	_, err := s.Closing.Public(ctx, e)
	if errors.Is(err, report.ErrTooFew) || errors.Is(err, closing.ErrTooClose) {
		return false, nil
	}
	return err == nil, err
}

// announced reports whether an edition may be made known.
func announced(e *closing.Edition) bool {
	return e.State == closing.Approved || e.State == closing.Published
}

// packFile returns what a file of the pack is written with; nil is the whole pack.
func packFile(name string) (format *publish.Format, media string, ok bool) {
	if name == press.PackFile {
		return nil, press.PackMedia, true
	}
	for i := range publish.Formats {
		if publish.Formats[i].File == name {
			return &publish.Formats[i], publish.Formats[i].Media, true
		}
	}
	return nil, "", false
}

// editionText is the text that was checked or, before that, as it stands.
func (s *Server) editionText(ctx context.Context, e *closing.Edition) (report.Written, error) {
	if written, ok := e.Written(); ok {
		return written, nil
	}
	text, err := s.Closing.Text(ctx, e)
	return text.Written, err
}
