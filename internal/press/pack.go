package press

import (
	"io"
	"net/url"
	"strconv"

	"hailong/internal/period"
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

// ResultPath is where everybody reads a published edition, within the service. A
// unit may publish the results of several campaigns for a period, so the campaign
// is always named. Edition 0 is the newest.
func ResultPath(unit, campaign string, p period.Period, edition int) *url.URL {
	q := url.Values{"campaign": {campaign}}
	if edition > 0 {
		q.Set("edition", strconv.Itoa(edition))
	}
	return &url.URL{Path: "/results/" + unit + "/" + p.String(), RawQuery: q.Encode()}
}

// Announce writes one of the formats of the publication pack, or without one the
// whole pack. Errors: *publish.BadIssue, before the first byte.
func (p *Press) Announce(w io.Writer, a Announcement, f *publish.Format) error {
	r := a.Report
	number := a.Edition
	if number == 1 { // its address leads on to a correction, when there is one
		number = 0
	}
	path := ResultPath(r.Unit.Code, r.Campaign.Code, r.Period, number)
	address := p.Public.JoinPath(path.Path)
	address.RawQuery = path.RawQuery
	issue := &publish.Issue{
		Report: r, Previous: a.Previous, Words: spoken(a.Written), Locked: a.Day, Edition: a.Edition, Public: address,
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
