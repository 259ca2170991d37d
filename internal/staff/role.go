package staff

import (
	"fmt"
	"slices"

	"hailong/internal/survey"
)

// A Role says what an account or a token may do.
type Role string

// The roles.
const (
	Admin    Role = "admin"    // keeps accounts and everything else
	Officer  Role = "officer"  // runs campaigns, makes reports
	Clerk    Role = "clerk"    // keys in paper forms and sees no result
	Approver Role = "approver" // agrees to voiding and to publishing
	Centre   Role = "centre"   // the rated party: sees figures only
	Auditor  Role = "auditor"  // looks at everything, changes nothing
	City     Role = "city"     // the level above, looks at everything
)

// Roles lists every role in the order of the pages.
var Roles = []Role{Admin, Officer, Clerk, Approver, Centre, Auditor, City}

// ParseRole reads the name of a role.
func ParseRole(s string) (Role, error) {
	if r := Role(s); slices.Contains(Roles, r) {
		return r, nil
	}
	return "", fmt.Errorf("role %q: want one of %v: %w", s, Roles, survey.ErrNotFound)
}

// An Action is something not everybody may do.
type Action int

// The actions.
const (
	// ReadFigures: indexes, tables and reports.
	ReadFigures Action = iota + 1
	// ExportResponses: single responses, each with its date and comment.
	ExportResponses
	// ManageCampaigns: campaigns, posters, slips and batches of paper forms.
	ManageCampaigns
	// ManagePlaces: places, their counters, hours and fields.
	ManagePlaces
	// ManageUnits: the communes themselves; only by whom no unit binds.
	ManageUnits
	// ManageAccounts: accounts and API tokens, within one's own reach.
	ManageAccounts
	// EnterPaper: keying in paper forms.
	EnterPaper
	// ReadPaper: the batches of paper forms and how they add up.
	ReadPaper
	// ReadComments: what people wrote.
	ReadComments
	// ManageComments: the themes of comments and the tasks that follow.
	ManageComments
	// ReadContacts: who asked for a reply, and replying.
	ReadContacts
	// ReadVoids: which responses were voided and why.
	ReadVoids
	// ProposeVoid: asking that responses be voided.
	ProposeVoid
	// DecideVoid: agreeing to it, or not.
	DecideVoid
	// ReadWatch: what looks odd about the responses of a day. Not the rated party:
	// who knows what is seen knows what is not.
	ReadWatch
	// ReviewWatch: writing down what came of looking at it.
	ReviewWatch
	// ReadAudit: who did what.
	ReadAudit
	// PrepareReport: the report's texts, and locking its figures.
	PrepareReport
	// ApproveReport: letting the report out.
	ApproveReport
	// CompareUnits: communes side by side; only by whom no unit binds.
	CompareUnits
	// OwnAccount: one's own password, second factor and sessions.
	OwnAccount
)

// allowed is the whole rule. The centre is the rated party and the clerk sits
// in it: neither sees a single response, from which a person might be guessed.
// Whoever proposes a void or prepares a report does not decide on it.
var allowed = map[Action][]Role{
	ReadFigures:     {Admin, Officer, Approver, Centre, Auditor, City},
	ExportResponses: {Admin, Officer, Auditor, City},
	ManageCampaigns: {Admin, Officer},
	ManagePlaces:    {Admin, Officer},
	ManageUnits:     {Admin},
	ManageAccounts:  {Admin},
	EnterPaper:      {Admin, Officer, Clerk},
	ReadPaper:       {Admin, Officer, Clerk, Approver, Auditor, City},
	ReadComments:    {Admin, Officer, Approver, Auditor, City},
	ManageComments:  {Admin, Officer},
	ReadContacts:    {Admin, Officer},
	ReadVoids:       {Admin, Officer, Approver, Centre, Auditor, City},
	ProposeVoid:     {Admin, Officer},
	DecideVoid:      {Approver},
	ReadWatch:       {Admin, Officer, Approver, Auditor, City},
	ReviewWatch:     {Admin, Officer, Approver},
	ReadAudit:       {Admin, Approver, Auditor, City},
	PrepareReport:   {Admin, Officer},
	ApproveReport:   {Approver},
	CompareUnits:    {Admin, Auditor, City},
	OwnAccount:      Roles,
}

// May reports whether the role may do it. An unknown role or action may not.
// Whoever asks for a person or a program asks Principal.May, which knows more.
func (r Role) May(a Action) bool { return slices.Contains(allowed[a], r) }

// A Principal is who is asking, by a session or by a token.
type Principal struct {
	Name string
	Role Role
	// Unit is the commune the principal belongs to; "" is all of them.
	Unit string
	// MustChange: the password was chosen by somebody else. Until it is changed,
	// the own account is all there is.
	MustChange bool
}

// May reports whether the principal may do it: whether the role may, and no
// unit binds it where all are concerned.
func (p Principal) May(a Action) bool {
	switch {
	case p.MustChange && a != OwnAccount:
		return false
	case p.Unit != "" && (a == ManageUnits || a == CompareUnits):
		return false
	}
	return p.Role.May(a)
}

// MayAppoint reports whether the principal may make, change or close an account
// or a token with a role and a unit: nobody hands out more than he has. The city
// looks at every unit, so no unit's administrator appoints it.
func (p Principal) MayAppoint(role Role, unit string) bool {
	if !p.May(ManageAccounts) || !slices.Contains(Roles, role) {
		return false
	}
	return p.Unit == "" || (p.Unit == unit && role != City)
}
