package press

import (
	"context"
	"io"

	"hailong/internal/period"
	"hailong/internal/print"
	"hailong/internal/report"
	"hailong/internal/survey"
)

// A ReportFile is one of the formats of a report: how it is called, sent and
// written.
type ReportFile struct {
	Extension, Media string
	write            func(io.Writer, *edition) error
}

// An edition is a report and the document made of it. Every format is written
// from these, so that no two can disagree.
type edition struct {
	*report.Report
	document *report.Document
}

// ReportFiles lists the formats.
var ReportFiles = []ReportFile{
	{"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
		func(w io.Writer, e *edition) error { return report.WriteDOCX(w, e.document) }},
	// The day stands in the file instead of the hour: the same figures give the
	// same file all day.
	{"pdf", "application/pdf",
		func(w io.Writer, e *edition) error { return print.Report(w, e.document, e.document.Made.Time()) }},
	{"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
		func(w io.Writer, e *edition) error { return report.WriteXLSX(w, e.document) }},
	{"csv", "text/csv; charset=utf-8",
		func(w io.Writer, e *edition) error { return report.WriteCSV(w, e.document) }},
	{"json", "application/json",
		func(w io.Writer, e *edition) error { return report.WriteJSON(w, e.Report) }},
}

// ReportFileOf returns the format with an extension.
func ReportFileOf(extension string) (ReportFile, bool) {
	for _, f := range ReportFiles {
		if f.Extension == extension {
			return f, true
		}
	}
	return ReportFile{}, false
}

// Report compiles what the request asks for, with the period before to compare
// with, and writes it in the format. The errors are those of report.Compile;
// they come before the first byte.
func (p *Press) Report(ctx context.Context, w io.Writer, src report.Source, q report.Request, f ReportFile) error {
	return p.Issue(ctx, w, src, q, f, Words{Day: period.Today(p.Now())})
}

// Words are what a report holds beside its figures: the day as of which was
// counted and what people wrote.
type Words struct {
	Day     survey.Date
	Written report.Written
}

// Issue is Report with the words of people, as of a day: the same figures and
// words give the same file for ever.
func (p *Press) Issue(ctx context.Context, w io.Writer, src report.Source, q report.Request, f ReportFile, words Words) error {
	q.Books = true
	r, err := report.Compile(ctx, src, q)
	if err != nil {
		return err
	}
	previous, err := report.Before(ctx, src, q)
	if err != nil {
		return err
	}
	return f.write(w, &edition{r, report.Draft(r, previous, words.Day, words.Written)})
}
