package web

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"hailong/internal/audit"
	"hailong/internal/period"
	"hailong/internal/report"
	"hailong/internal/web/page"
)

// auditPage is how many events a page of the log shows.
const auditPage = 50

// officeAudit shows the log, the newest first.
func (s *Server) officeAudit(c *gin.Context) error {
	q := auditQuery{Actor: c.Query("actor"), Action: c.Query("action")}
	before, _ := strconv.ParseInt(c.Query("before"), 10, 64) // nonsense begins at the end
	events, more, err := s.Audit.Before(c.Request.Context(), before, auditPage, q.match(c))
	if err != nil {
		return err
	}
	head, err := s.Audit.Head(c.Request.Context())
	if err != nil {
		return err
	}
	view := page.OfficeAudit{Office: s.officePage(c), Actor: q.Actor, Actions: actionPicks(q.Action), More: more, Count: head.Seq, Head: head.Hash}
	if view.Seal, err = s.newestSeal(c.Request.Context()); err != nil {
		return err
	}
	for _, e := range events {
		view.Events = append(view.Events, auditLine(&e))
	}
	if c.Query("check") != "" {
		if view.Checked, err = s.checkAudit(c.Request.Context()); err != nil {
			return err
		}
	}
	r, err := s.pages.OfficeAudit(view)
	if err == nil {
		s.send(c, http.StatusOK, r)
	}
	return err
}

// newestSeal returns the head of the seals as verify reads it, "" before the first.
func (s *Server) newestSeal(ctx context.Context) (string, error) {
	entries, err := s.seals.Entries(ctx)
	if err != nil || len(entries) == 0 {
		return "", err
	}
	return entries[len(entries)-1].Head().String(), nil
}

// checkAudit reads the whole chain and says in a sentence whether it is sound.
func (s *Server) checkAudit(ctx context.Context) (page.AuditCheck, error) {
	head, err := audit.Verify(ctx, s.Store)
	var broken *audit.BrokenError
	switch {
	case errors.As(err, &broken):
		s.Log.Error("audit log broken", "error", err.Error())
		return page.AuditCheck{Done: true, Broken: broken.Seq}, nil
	case err != nil:
		return page.AuditCheck{}, err
	}
	return page.AuditCheck{Done: true, Count: head.Seq}, nil
}

// An auditQuery narrows the log.
type auditQuery struct{ Actor, Action string }

// match passes what was asked for and what is of the asker's commune.
func (q auditQuery) match(c *gin.Context) func(*audit.Event) bool {
	own := principal(c).Unit
	return func(e *audit.Event) bool {
		if own != "" && e.Unit != own {
			return false
		}
		actor := strings.EqualFold(e.Actor, strings.TrimSpace(q.Actor)) || q.Actor == ""
		action := q.Action == "" || e.Action == q.Action || strings.HasPrefix(e.Action, q.Action+".")
		return actor && action
	}
}

func auditLine(e *audit.Event) page.AuditLine {
	line := page.AuditLine{
		Seq: e.Seq, When: period.Local(e.At).Format("02/01/2006 15:04:05"), Actor: e.Actor, Role: e.Role,
		Action: actionWords(e.Action), Object: e.Object, Failed: strings.HasSuffix(e.Action, audit.Failed),
	}
	if e.Actor == audit.Console {
		line.Actor = "dòng lệnh trên máy chủ"
	}
	for name, text := range e.Detail {
		line.Detail = append(line.Detail, detailName(name)+": "+text)
	}
	slices.Sort(line.Detail)
	return line
}

// officeAuditExport sends the log as a file, whole or narrowed; reading it out is
// an action as well.
func (s *Server) officeAuditExport(c *gin.Context) error {
	name := c.Param("file")
	q := auditQuery{Actor: c.Query("actor"), Action: c.Query("action")}
	return s.act(c, audit.Entry{Action: "audit.export", Object: name}, func(ctx context.Context) error {
		var file bytes.Buffer
		var err error
		media := "text/csv; charset=utf-8"
		switch name {
		case "nhat-ky.csv":
			err = audit.WriteCSV(ctx, &file, s.Store, q.match(c), report.Defuse)
		case "nhat-ky.jsonl":
			media = "application/jsonl"
			err = audit.WriteJSON(ctx, &file, s.Store, q.match(c))
		default:
			err = errNoPage
		}
		if err != nil {
			return err
		}
		attach(c, name)
		c.Data(http.StatusOK, media, file.Bytes())
		return nil
	})
}
