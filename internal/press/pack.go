package press

import (
	"io"

	"hailong/internal/publish"
	"hailong/internal/report"
	"hailong/internal/survey"
)

// An Announcement is what a published edition is made known with.
type Announcement struct {
	Words
	// Edition counts from 1.
	Edition int
	// Report is what everybody may be told (closing.Office.Public), Previous that
	// of the period before, or nil.
	Report, Previous *report.Report
}

// PackFile is what the whole publication pack is called.
const PackFile = "goi-cong-bo.zip"

// PackMedia is its media type.
const PackMedia = "application/zip"

// Announce writes one of the formats of the publication pack, or without one the
// whole pack. Errors: *publish.BadIssue, before the first byte.
func (p *Press) Announce(w io.Writer, a Announcement, f *publish.Format) error {
	r := a.Report
	issue := &publish.Issue{
		Report: r, Previous: a.Previous, Words: spoken(a.Written), Locked: a.Day, Edition: a.Edition,
		Public: p.Public.JoinPath("results", r.Unit.Code, r.Period.String()),
	}
	if f == nil {
		return publish.WritePack(w, issue)
	}
	return f.Write(w, issue)
}

// spoken are the parts of a report's text that the pack repeats: what will be
// done, what was done and how the result is judged.
func spoken(w report.Written) publish.Words {
	words := publish.Words{Next: w.Parts[report.Measures], Done: w.Parts[report.Promises], Assessment: w.Parts[report.Weaknesses]}
	if len(w.Tasks) > 0 {
		words.Next = ""
	}
	for _, t := range w.Tasks {
		words.Next += t.What + ", trước ngày " + dayWords(t.Deadline) + ".\n"
	}
	return words
}

func dayWords(d survey.Date) string { return d.Time().Format("02/01/2006") }
