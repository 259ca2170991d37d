package page

import (
	"hailong/internal/closing"
	"hailong/internal/report"
	"hailong/internal/survey"
)

// OfficeReports lists the editions of the reports.
type OfficeReports struct {
	Office
	Editions           []EditionLine
	Campaigns, Periods []Pick
	Why                string
	Error              string
	May                bool
}

// EditionLine is one line of the list.
type EditionLine struct {
	Path, Period, Campaign, State, By string
	Number                            int
	On, Superseded, Provisional       bool
	Day                               survey.Date
}

// Date writes a date as the office does.
func (OfficeReports) Date(d survey.Date) string { return vietnamese.Date(d) }

// OfficeReports renders the list.
func (s *Set) OfficeReports(p OfficeReports) (Rendered, error) {
	p.Title, p.Here = "Báo cáo", "/office/reports"
	return s.office("office_reports", &p.Office, &p)
}

// OfficeReport shows one edition.
type OfficeReport struct {
	Office
	Edition *closing.Edition
	Report  *report.Report
	// TooFew tells that the reader may not see the figures of so few responses.
	TooFew bool
	Path   string
	// State is the state in words, Steps the history.
	State string
	Steps []EditionStep
	// Missing are the parts that nobody has written yet.
	Missing  []string
	MayWrite bool
	Actions  []EditionAction
	Note     string
	Error    string
	Done     string
	// Pack are the files with which the result is made known, once approved.
	Pack []ReportFile
	// Public is the public page, "" before the publication.
	Public string
	// Frame and Badge are what the editor of a portal pastes; Framed tells that some
	// portal may show the frame.
	Frame, Badge string
	Framed       bool
}

// ReportFile is a file to download, and for whom it is.
type ReportFile struct{ File, Name, For string }

// EditionStep is one entry of an edition's history.
type EditionStep struct{ When, By, What, Note string }

// EditionAction is a step that may be made.
type EditionAction struct {
	Kind, Button, Text string
	// Note asks for a reason; Quiet is not the way forward.
	Note, Quiet bool
}

// Seen is how many steps the reader of the page sees.
func (p OfficeReport) Seen() int { return len(p.Edition.Steps) }

// Date writes a date as the office does.
func (OfficeReport) Date(d survey.Date) string { return vietnamese.Date(d) }

// From is the first and Until the last day that is in the figures.
func (p OfficeReport) From() survey.Date {
	from, _ := p.Report.Asked()
	return from
}

// Until is the last day that is in the figures.
func (p OfficeReport) Until() survey.Date {
	_, to := p.Report.Asked()
	return min(to, p.Edition.Day)
}

// OfficeReport renders one edition.
func (s *Set) OfficeReport(p OfficeReport) (Rendered, error) {
	p.Title, p.Here = "Báo cáo "+p.Report.Period.Name(survey.Vietnamese), "/office/reports"
	return s.office("office_report", &p.Office, &p)
}

// OfficeReportText is the form for the parts that people write.
type OfficeReportText struct {
	Office
	Edition *closing.Edition
	Path    string
	Version int
	Parts   []ReportPart
	Tasks   []ReportTask
	Error   string
}

// ReportPart is one part as it stands.
type ReportPart struct{ Code, Label, Help, Text string }

// ReportTask is one measure as it was typed.
type ReportTask struct{ What, Owner, Deadline string }

// OfficeReportText renders the form.
func (s *Set) OfficeReportText(p OfficeReportText) (Rendered, error) {
	p.Title, p.Here = "Phần viết của báo cáo", "/office/reports"
	return s.office("office_report_text", &p.Office, &p)
}
