package web

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"iter"
	"mime"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"hailong/internal/press"
	"hailong/internal/report"
	"hailong/internal/staff"
	"hailong/internal/survey"
)

// apiReport answers with the report of a campaign and a period as a file. It is
// made in memory, so that a fault is an answer of its own and not half a file.
func (s *Server) apiReport(c *gin.Context) error {
	name, extension, _ := cutLast(c.Param("file"), ".")
	file, ok := press.ReportFileOf(extension)
	if !ok || name == "" {
		return errNoPage
	}
	for parameter := range c.Request.URL.Query() {
		// An official report is of the whole; a filter must not pass unnoticed.
		return &parameterError{shorten(parameter), "unknown"}
	}
	q := report.Request{Campaign: c.Param("campaign"), Totals: !principal(c).May(staff.ExportResponses)}
	var err error
	if q.Period, err = s.period(c, q.Campaign, name); err != nil {
		return err
	}
	ctx, cancel, err := s.unhurried(c)
	if err != nil {
		return err
	}
	defer cancel()
	var body bytes.Buffer
	if err := s.press().Report(ctx, &body, s.sourceFor(c), q, file); err != nil {
		return err
	}
	s.Log.Info("report", "campaign", q.Campaign, "period", q.Period.String(), "format", extension, "by", principal(c).Name)
	attach(c, fmt.Sprintf("bao-cao-%s-%s.%s", q.Campaign, q.Period, extension))
	c.Data(http.StatusOK, file.Media, body.Bytes())
	return nil
}

// cutLast cuts around the last separator.
func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

// attach names the file that an answer is (RFC 6266).
func attach(c *gin.Context, name string) {
	c.Header("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
}

// apiExportXLSX answers with the responses of a scope as a workbook.
func (s *Server) apiExportXLSX(c *gin.Context) error {
	return s.export(c, "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", whole(report.WriteResponsesXLSX))
}

// whole makes a file in memory before its first byte is sent: unlike a text, a
// workbook of which the end is missing is of no use. A hundred thousand
// responses are a few megabytes.
func whole(write responseWriter) responseWriter {
	return func(w io.Writer, outline *report.Report, responses iter.Seq2[*survey.Response, error]) error {
		var file bytes.Buffer
		if err := write(&file, outline, responses); err != nil {
			return err
		}
		_, err := file.WriteTo(w)
		return err
	}
}

// unhurried gives a download the time it may take instead of that of a page.
func (s *Server) unhurried(c *gin.Context) (context.Context, context.CancelFunc, error) {
	ctx, cancel := context.WithTimeout(c.Request.Context(), exportLimit)
	if until, ok := ctx.Deadline(); ok {
		if err := http.NewResponseController(c.Writer).SetWriteDeadline(until); err != nil {
			cancel()
			return nil, nil, fmt.Errorf("export: %w", err)
		}
	}
	return ctx, cancel, nil
}
