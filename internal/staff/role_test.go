package staff

import (
	"errors"
	"testing"

	"hailong/internal/survey"
)

func TestEachRoleMayDoWhatTheTableSaysAndNothingElse(t *testing.T) {
	table := map[Role][3]bool{ // figures, export, manage
		Admin:    {true, true, true},
		Officer:  {true, true, true},
		Clerk:    {false, false, false},
		Approver: {true, false, false},
		Centre:   {true, false, false},
		Auditor:  {true, true, false},
		City:     {true, true, false},
		"":       {},
		"root":   {},
	}
	if len(table) != len(Roles)+2 {
		t.Fatal("a role is missing from the table")
	}
	for role, want := range table {
		for i, action := range []Action{ReadFigures, ExportResponses, ManageCampaigns} {
			if got := role.May(action); got != want[i] {
				t.Errorf("%s, action %d: got %v, want %v", role, action, got, want[i])
			}
		}
		if role.May(0) || (Principal{Role: role}).May(99) {
			t.Errorf("%s may do what does not exist", role)
		}
	}
}

func TestARoleIsReadByItsNameOnly(t *testing.T) {
	for _, r := range Roles {
		if got, err := ParseRole(string(r)); got != r || err != nil {
			t.Errorf("%s: got %s, %v", r, got, err)
		}
	}
	for _, s := range []string{"", "ADMIN", "admin ", "root"} {
		if got, err := ParseRole(s); !errors.Is(err, survey.ErrNotFound) {
			t.Errorf("%q: got %s, %v", s, got, err)
		}
	}
}
