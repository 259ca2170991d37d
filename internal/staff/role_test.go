package staff

import (
	"errors"
	"slices"
	"testing"

	"hailong/internal/survey"
)

// The whole matrix, as it was agreed.
func TestEachRoleMayDoWhatTheTableSaysAndNothingElse(t *testing.T) {
	columns := []Role{Admin, Officer, Clerk, Approver, Centre, Auditor, City}
	table := []struct {
		action Action
		may    string
	}{
		{ReadFigures, "yy.yyyy"},
		{ExportResponses, "yy...yy"},
		{ManageCampaigns, "yy....."},
		{ManagePlaces, "yy....."},
		{ManageUnits, "y......"},
		{ManageAccounts, "y......"},
		{EnterPaper, "yyy...."},
		{ReadPaper, "yyyy.yy"},
		{ReadComments, "yy.y.yy"},
		{ManageComments, "yy....."},
		{ReadContacts, "yy....."},
		{ReadVoids, "yy.yyyy"},
		{ProposeVoid, "yy....."},
		{DecideVoid, "...y..."},
		{ReadWatch, "yy.y.yy"},
		{ReviewWatch, "yy.y..."},
		{ReadAudit, "y..y.yy"},
		{PrepareReport, "yy....."},
		{ApproveReport, "...y..."},
		{CompareUnits, "y....yy"},
		{OwnAccount, "yyyyyyy"},
	}
	if len(table) != len(allowed) || len(table) != int(OwnAccount) || !slices.Equal(columns, Roles) {
		t.Fatal("an action or a role is missing from the table")
	}
	for _, row := range table {
		for i, role := range columns {
			want := row.may[i] == 'y'
			if role.May(row.action) != want || (Principal{Role: role}).May(row.action) != want {
				t.Errorf("%s, action %d: got %v, want %v", role, row.action, role.May(row.action), want)
			}
			inUnit := want && row.action != ManageUnits && row.action != CompareUnits
			if got := (Principal{Role: role, Unit: "ninh-giang"}).May(row.action); got != inUnit {
				t.Errorf("%s of a unit, action %d: got %v, want %v", role, row.action, got, inUnit)
			}
			if got := (Principal{Role: role, MustChange: true}).May(row.action); got != (row.action == OwnAccount) {
				t.Errorf("%s before the change of password, action %d: got %v", role, row.action, got)
			}
		}
		for _, role := range []Role{"", "root"} {
			if role.May(row.action) {
				t.Errorf("%q may do action %d", role, row.action)
			}
		}
	}
	for _, a := range []Action{-1, 0, OwnAccount + 1, 99} {
		if Admin.May(a) || (Principal{Role: Admin}).May(a) {
			t.Errorf("action %d does not exist and may be done", a)
		}
	}
}

func TestWhoMayAppointWhom(t *testing.T) {
	city, unit := Principal{Name: "a", Role: Admin}, Principal{Name: "b", Role: Admin, Unit: "ninh-giang"}
	for _, c := range []struct {
		by   Principal
		role Role
		unit string
		want bool
	}{
		{city, Admin, "", true}, {city, City, "", true}, {city, Officer, "khac", true}, {city, "root", "", false}, {city, "", "", false},
		{unit, Admin, "ninh-giang", true}, {unit, Clerk, "ninh-giang", true}, {unit, Officer, "khac", false},
		{unit, Officer, "", false}, {unit, Admin, "", false}, {unit, City, "ninh-giang", false}, {unit, City, "", false},
		{Principal{Role: Officer}, Clerk, "", false}, {Principal{Role: City}, Clerk, "", false}, {Principal{}, "", "", false},
		{Principal{Role: Admin, MustChange: true}, Clerk, "", false},
	} {
		if got := c.by.MayAppoint(c.role, c.unit); got != c.want {
			t.Errorf("%+v appoints %s of %q: got %v, want %v", c.by, c.role, c.unit, got, c.want)
		}
	}
}

// By no chain of appointments does anybody reach further than at its beginning.
func TestNobodyReachesFurtherThroughWhomHeAppoints(t *testing.T) {
	units := []string{"", "ninh-giang", "khac"}
	each := func(do func(Role, string)) {
		for _, role := range Roles {
			for _, unit := range units {
				do(role, unit)
			}
		}
	}
	each(func(role Role, unit string) {
		first := Principal{Role: role, Unit: unit}
		each(func(role Role, unit string) {
			if !first.MayAppoint(role, unit) {
				return
			}
			second := Principal{Role: role, Unit: unit}
			if first.Unit != "" && (second.Unit != first.Unit || second.May(CompareUnits) || second.May(ManageUnits)) {
				t.Errorf("%+v appoints %+v", first, second)
			}
			each(func(role Role, unit string) {
				if second.MayAppoint(role, unit) && !first.MayAppoint(role, unit) {
					t.Errorf("%+v reaches %s of %q through %+v", first, role, unit, second)
				}
			})
		})
	})
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
