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
	// ManageCampaigns: campaigns, places, posters and slips.
	ManageCampaigns
)

// allowed is the whole rule. The centre is the rated party and the clerk sits
// in it: neither sees a single response, from which a person might be guessed.
var allowed = map[Action][]Role{
	ReadFigures:     {Admin, Officer, Approver, Centre, Auditor, City},
	ExportResponses: {Admin, Officer, Auditor, City},
	ManageCampaigns: {Admin, Officer},
}

// May reports whether the role may do it. An unknown role or action may not.
func (r Role) May(a Action) bool { return slices.Contains(allowed[a], r) }

// A Principal is who is asking, by a session or by a token.
type Principal struct {
	Name string
	Role Role
	// Unit is the commune the principal belongs to; "" is all of them.
	Unit string
}

// May reports whether the principal's role may do it.
func (p Principal) May(a Action) bool { return p.Role.May(a) }
