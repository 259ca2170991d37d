package page

import (
	"slices"
	"strings"

	"hailong/internal/survey"
)

// OfficeVoids lists what was proposed not to be counted, by what became of it.
type OfficeVoids struct {
	Office
	// Open wait for the second person, Force are not counted now, Over are the
	// others.
	Open, Force, Over []OfficeVoidLine
	// Alerts are the months of which more is voided than ordinary mishaps explain.
	Alerts []OfficeVoidAlert
	// Percent is how much of a month that is.
	Percent int
	// Rough tells that the numbers are rounded for this reader.
	Rough bool
	May   bool
	Done  string
}

// OfficeVoidAlert is a month of a campaign.
type OfficeVoidAlert struct {
	Month, Campaign string
	// Share is how much, in words; "" for who does not see it.
	Share string
}

// OfficeVoidLine is one proposal in words.
type OfficeVoidLine struct {
	ID             string
	State          string
	On             bool // not counted now
	Campaign, Days string
	// Box says what the days are narrowed by, one part each.
	Box            []string
	Reason         string
	Number, Share  string
	By, Made       string
	Decider, Ended string // who decided and when; "" while nobody has
	Lifts          string // the void to be lifted
}

// Whole tells that nothing narrows the days.
func (l OfficeVoidLine) Whole() bool { return len(l.Box) == 0 }

// OfficeVoids renders the list.
func (s *Set) OfficeVoids(p OfficeVoids) (Rendered, error) {
	p.Title, p.Here = "Loại phiếu", "/office/voids"
	return s.office("office_voids", &p.Office, &p)
}

// OfficeVoidForm asks what shall not be counted.
type OfficeVoidForm struct {
	Office
	Campaigns []Pick
	// Campaign is the code of the chosen one, "" where there is none.
	Campaign, CampaignName string
	From, To               string
	// First and Last are the days that may be chosen, as browsers want them.
	First, Last string
	Ticks       []Ticks
	Reasons     []Pick
	Text        string
	Least, Most int // how long the text may be
	Fault
}

// A Fault is the one sentence about what was typed and the part it is about; ""
// for none.
type Fault struct{ Error, At string }

// Ticks are boxes of which any may be ticked.
type Ticks struct {
	Name, Legend, Help string
	Picks              []Pick
	// Error is the sentence beside them, "" for none.
	Error string
}

// OfficeVoidForm renders the form.
func (s *Set) OfficeVoidForm(p OfficeVoidForm) (Rendered, error) {
	p.Title, p.Here = "Đề nghị loại phiếu", "/office/voids"
	for i := range p.Ticks {
		if p.Ticks[i].Name == p.At {
			p.Ticks[i].Error = p.Error
		}
	}
	return s.office("office_void_form", &p.Office, &p)
}

// OfficeVoidConfirm says what a proposal would leave out and asks once more.
type OfficeVoidConfirm struct {
	Office
	Line OfficeVoidLine
	Text string
	// Of is how many responses there are in the quarters of the days, From and
	// To the days of these.
	Of, From, To string
	// Alert tells that it is more than ordinary mishaps explain.
	Alert   bool
	Percent int
	// Sent is the form again.
	Sent []Pick
}

// OfficeVoidConfirm renders the question.
func (s *Set) OfficeVoidConfirm(p OfficeVoidConfirm) (Rendered, error) {
	p.Title, p.Here = "Gửi đề nghị loại phiếu?", "/office/voids"
	return s.office("office_void_confirm", &p.Office, &p)
}

// OfficeVoid shows one proposal with what can be done about it.
type OfficeVoid struct {
	Office
	OfficeVoidLine
	// Text and Note are what proposer and decider said. They may name persons, so
	// Full tells whether the reader is shown them.
	Text, Note string
	Full       bool
	Open       bool
	// MayDecide and MayLift offer the next step; Own tells that the reader is the
	// proposer and cannot decide.
	MayDecide, MayLift, Own bool
	// LiftedBy is the proposal by which it was lifted, Pending one that waits.
	LiftedBy, Pending string
	// Draft is the text that was refused, With the void that a refused approval
	// overlaps.
	Draft, With string
	Least, Most int
	Fault
	Done string
}

// OfficeVoid renders the proposal.
func (s *Set) OfficeVoid(p OfficeVoid) (Rendered, error) {
	p.Title, p.Here = "Loại phiếu: "+p.ID, "/office/voids"
	return s.office("office_void", &p.Office, &p)
}

// Reasons are why responses of the report were left out, each once.
func (v *resultsView) Reasons() string {
	var list []string
	for _, e := range v.Report.Exclusions {
		if text := e.Reason.In(survey.Vietnamese); !slices.Contains(list, text) {
			list = append(list, text)
		}
	}
	return strings.ToLower(strings.Join(list, "; "))
}
