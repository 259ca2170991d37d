package web

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"iter"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"hailong/internal/audit"
	"hailong/internal/report"
	"hailong/internal/survey"
)

// apiIndex answers with the index of a scope.
func (s *Server) apiIndex(c *gin.Context) error {
	q, err := s.request(c)
	if err != nil {
		return err
	}
	r, err := report.Compile(c.Request.Context(), s.sourceFor(c), q)
	if err != nil {
		return err
	}
	var body bytes.Buffer
	if err := report.WriteIndexJSON(&body, r); err != nil {
		return err
	}
	c.Data(http.StatusOK, "application/json", body.Bytes())
	return nil
}

func (s *Server) apiExportCSV(c *gin.Context) error {
	return s.export(c, "csv", "text/csv; charset=utf-8", report.WriteResponsesCSV)
}

func (s *Server) apiExportJSON(c *gin.Context) error {
	return s.export(c, "json", "application/json", report.WriteResponsesJSON)
}

// exportLimit bounds one download; it replaces the server's write time-out,
// which is meant for pages.
const exportLimit = 10 * time.Minute

// exportBuffer is how many bytes of a download go out at once.
const exportBuffer = 64 << 10

// responseWriter is one of the report's streams of single responses.
type responseWriter func(io.Writer, *report.Report, iter.Seq2[*survey.Response, error]) error

// export streams the responses of a scope. An error after the first byte breaks
// the connection off, so that nobody takes half a file for a whole one.
func (s *Server) export(c *gin.Context, extension, media string, write responseWriter) error {
	q, err := s.request(c)
	if err != nil {
		return err
	}
	r, err := report.Outline(c.Request.Context(), s.sourceFor(c), q)
	if err != nil {
		return err
	}
	ctx, cancel, err := s.unhurried(c)
	if err != nil {
		return err
	}
	defer cancel()
	e := audit.Entry{Action: "responses.export", Object: r.Campaign.Code, Unit: r.Unit.Code, Detail: map[string]string{"period": r.Period.String(), "format": extension}}
	if err := s.act(c, e, func(context.Context) error { return nil }); err != nil {
		return err
	}
	c.Header("Content-Type", media)
	attach(c, fmt.Sprintf("phieu-%s-%s.%s", r.Campaign.Code, r.Period, extension))
	defer s.Courtesy.Read()()
	out := bufio.NewWriterSize(c.Writer, exportBuffer)
	err = write(out, r, s.Watch.Responses(ctx, r.Scope))
	if err == nil {
		err = out.Flush()
	}
	if err != nil && c.Writer.Written() {
		if c.Request.Context().Err() == nil { // otherwise nobody reads on, and that is all
			s.Log.Error("export broke off", "error", err.Error(), "ref", reference(c))
		}
		panic(http.ErrAbortHandler)
	}
	if err != nil {
		c.Header("Content-Disposition", "") // the answer is no file
	}
	return err
}
