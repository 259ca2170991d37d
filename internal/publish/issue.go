package publish

import (
	"fmt"
	"net/url"

	"hailong/internal/report"
	"hailong/internal/survey"
)

// Words are what people of the commune wrote for the publication, a thought on
// every line; of each the first MostLines lines are used. All may be empty.
type Words struct {
	// Next is what the commune will do, Done what it did since the last result,
	// Assessment what it thinks of this one.
	Next, Done, Assessment string
}

// MostLines is the number of lines of Words that are used.
const MostLines = 5

// An Issue is one publication of a result: everything that its outputs are made
// from. The same Issue gives the same bytes.
type Issue struct {
	// Report is the whole result of the period, compiled for who reads totals
	// only (report.Request.Totals).
	Report *report.Report
	// Previous is the result of the period before. Nil, or one that cannot be
	// compared, is not compared.
	Previous *report.Report
	Words    Words
	// Locked is the day after which nothing was added to the figures.
	Locked survey.Date
	// Edition is 1 for the first publication; any later one is a correction.
	Edition int
	// Public is the address of the page of results; nil where there is none.
	Public *url.URL
}

// What may be wrong with an Issue.
const (
	BadReport  = "report"  // there is none, or one without a template
	BadPart    = "part"    // the report is of a part of the responses
	BadCounted = "counted" // excluded responses are counted in
	BadLocked  = "locked"  // the data was locked before the period began
	BadEdition = "edition" // it is less than 1
	BadPublic  = "public"  // the address is not one of the web
)

// A BadIssue tells that something cannot be published as it is.
type BadIssue struct {
	// What is one of the constants Bad….
	What string
}

// Error names what is wrong.
func (e *BadIssue) Error() string { return fmt.Sprintf("publish: bad %s", e.What) }

// Check returns nil or the *BadIssue that every writer would return.
func (i *Issue) Check() error {
	r := i.Report
	switch {
	case r == nil || r.Template == nil:
		return &BadIssue{BadReport}
	case narrowed(&r.Scope):
		return &BadIssue{BadPart}
	case r.Everything && len(r.Exclusions) > 0:
		return &BadIssue{BadCounted}
	case i.Locked <= 0 || i.Locked < r.Scope.From:
		return &BadIssue{BadLocked}
	case i.Edition < 1:
		return &BadIssue{BadEdition}
	case i.Public != nil && (i.Public.Scheme != "http" && i.Public.Scheme != "https" || i.Public.Hostname() == ""):
		return &BadIssue{BadPublic}
	}
	return nil
}

func narrowed(s *survey.Scope) bool {
	return len(s.Places)+len(s.Counters)+len(s.Fields)+len(s.Channels)+len(s.Groups) > 0
}

// address returns the address of the page of results, or "".
func (i *Issue) address() string {
	if i.Public == nil {
		return ""
	}
	return i.Public.String()
}
