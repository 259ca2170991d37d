package staff

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"hailong/internal/survey"
)

var (
	ofAll  = Principal{Name: "tong", Role: Admin}
	ofUnit = Principal{Name: "xa", Role: Admin, Unit: "ninh-giang"}
)

// staffed is an office with two units, an administrator of all, and in each unit
// an administrator and a clerk.
func staffed(t *testing.T) *office {
	o := newOffice(t)
	o.unit("ninh-giang")
	o.unit("khac")
	for _, a := range []Account{
		{Username: "tong", Role: Admin}, {Username: "xa", Role: Admin, Unit: "ninh-giang"}, {Username: "nhap", Role: Clerk, Unit: "ninh-giang"},
		{Username: "xakhac", Role: Admin, Unit: "khac"}, {Username: "nhapkhac", Role: Clerk, Unit: "khac"},
	} {
		a.PasswordHash, a.Epoch = "none", "first" // nobody logs in: no hashing
		o.must(accounts.Create(t.Context(), o.store, a.Username, a))
	}
	return o
}

func TestAnAppointmentBringsAPasswordThatMustBeChanged(t *testing.T) {
	o := staffed(t)
	given, err := o.Appoint(t.Context(), ofUnit, Account{Username: "Lan", Role: Officer, Unit: "ninh-giang", Disabled: true, PasswordHash: "x"})
	o.must(err)
	step, err := o.Login(t.Context(), "lan", given)
	o.must(err)
	want := Principal{Name: "lan", Role: Officer, Unit: "ninh-giang", MustChange: true}
	if p, err := o.Session(t.Context(), step.Session); err != nil || p != want {
		t.Errorf("got %+v, %v, want %+v", p, err, want)
	}
	for _, c := range []struct {
		what string
		by   Principal
		a    Account
		want error
	}{
		{"a name that is taken", ofAll, Account{Username: "LAN", Role: Clerk}, survey.ErrExists},
		{"no name", ofAll, Account{Username: "a b", Role: Clerk}, ErrUsername},
		{"another unit", ofUnit, Account{Username: "hoa", Role: Clerk, Unit: "khac"}, ErrReach},
		{"all units", ofUnit, Account{Username: "hoa", Role: Clerk}, ErrReach},
		{"the city", ofUnit, Account{Username: "hoa", Role: City, Unit: "ninh-giang"}, ErrReach},
		{"by an officer", Principal{Role: Officer}, Account{Username: "hoa", Role: Clerk}, ErrReach},
	} {
		_, err := o.Appoint(t.Context(), c.by, c.a)
		o.refuses(c.want, err, c.what)
	}
	for what, a := range map[string]Account{"role": {Username: "hoa", Role: "root"}, "unit": {Username: "hoa", Role: Clerk, Unit: "nowhere"}} {
		_, err := o.Appoint(t.Context(), ofAll, a)
		o.bad(err, what)
	}
	if _, err := o.accounts.Account(t.Context(), "hoa"); !errors.Is(err, survey.ErrNotFound) {
		t.Errorf("got %v, want no account of what was refused", err)
	}
}

func (o *office) bad(err error, what string) {
	o.Helper()
	var bad *BadAppointment
	if !errors.As(err, &bad) || bad.What != what || !strings.Contains(err.Error(), what) {
		o.Errorf("got %v, want a bad %s", err, what)
	}
}

// Every change that an administrator makes, tried on everybody.
func TestAnAdministratorChangesOnlyWhomHeCouldAppoint(t *testing.T) {
	do := map[string]func(*office, Principal, string) error{
		"reappoint": func(o *office, by Principal, name string) error {
			return o.Reappoint(o.Context(), by, name, Auditor, by.Unit)
		},
		"disable": func(o *office, by Principal, name string) error {
			return o.SetDisabled(o.Context(), by, name, true)
		},
		"reset the factor": func(o *office, by Principal, name string) error { return o.ResetTOTP(o.Context(), by, name) },
		"new password": func(o *office, by Principal, name string) error {
			_, err := o.NewPassword(o.Context(), by, name)
			return err
		},
		"log out": func(o *office, by Principal, name string) error { return o.EndSessions(o.Context(), by, name) },
		"look": func(o *office, by Principal, name string) error {
			_, err := o.Person(o.Context(), by, name)
			return err
		},
	}
	for what, do := range do {
		t.Run(what, func(t *testing.T) {
			o := staffed(t)
			o.refuses(ErrReach, do(o, ofUnit, "nhapkhac"), "another unit's")
			o.refuses(ErrReach, do(o, ofUnit, "tong"), "that of all units")
			o.refuses(ErrReach, do(o, Principal{Name: "o", Role: Officer}, "nhap"), "by an officer")
			o.refuses(ErrReach, do(o, Principal{Name: "tong", Role: Admin, MustChange: true}, "nhap"), "before the change of password")
			o.refuses(survey.ErrNotFound, do(o, ofAll, "nobody"), "nobody's")
			for _, name := range []string{"nhapkhac", "tong", "nhap"} {
				if a, err := o.accounts.Account(t.Context(), name); err != nil || a.Epoch != "first" || a.Disabled || a.Role == Auditor {
					t.Errorf("%s: got %+v, %v after refusals, want nothing changed", name, a, err)
				}
			}
			o.must(do(o, ofUnit, "nhap"))
			o.must(do(o, ofAll, "nhapkhac"))
		})
	}
}

func TestAReappointmentReachesNoFurtherThanWhoMakesIt(t *testing.T) {
	o := staffed(t)
	for _, c := range []struct {
		role Role
		unit string
	}{{Admin, ""}, {Clerk, "khac"}, {City, "ninh-giang"}} {
		for _, name := range []string{"nhap", "xa"} { // somebody else, and oneself
			o.refuses(ErrReach, o.Reappoint(t.Context(), ofUnit, name, c.role, c.unit), name)
		}
	}
	o.bad(o.Reappoint(t.Context(), ofAll, "nhap", Clerk, "nowhere"), "unit")
	o.bad(o.Reappoint(t.Context(), ofAll, "nhap", "root", ""), "role")
	o.refuses(ErrLastAdmin, o.Reappoint(t.Context(), ofAll, "tong", Officer, ""), "the last one")
	o.refuses(ErrLastAdmin, o.SetDisabled(t.Context(), ofAll, "tong", true), "the last one")
	o.must(o.Reappoint(t.Context(), ofAll, "xakhac", Admin, ""))
	o.must(o.SetDisabled(t.Context(), ofAll, "tong", true))
}

// Otherwise an open browser would do in place of the password and the code.
func TestNobodyGoesRoundHisOwnPasswordOrCode(t *testing.T) {
	o := staffed(t)
	o.refuses(ErrReach, o.ResetTOTP(t.Context(), ofAll, "tong"), "one's own factor")
	_, err := o.NewPassword(t.Context(), ofAll, "TONG")
	o.refuses(ErrReach, err, "one's own password")
}

func TestEverybodyLogsHimselfOutEverywhere(t *testing.T) {
	o := newOffice(t)
	session := o.begin(o.account("lan"))
	p, err := o.Session(t.Context(), session)
	o.must(err)
	o.must(o.EndSessions(t.Context(), p, "lan"))
	_, err = o.Session(t.Context(), session)
	o.refuses(ErrSession, err, "after logging out everywhere")
}

func TestPagesSeeAccountsWithinReachAndNoSecrets(t *testing.T) {
	o := staffed(t)
	a, err := o.accounts.Account(t.Context(), "nhap")
	o.must(err)
	a.Factor = &Factor{Secret: rfc, Recovery: []string{"x"}}
	o.must(accounts.Replace(t.Context(), o.store, "nhap", a))
	for by, want := range map[Principal][]string{
		ofAll: {"nhap", "nhapkhac", "tong", "xa", "xakhac"}, ofUnit: {"nhap", "xa"}, {Name: "o", Role: Officer}: nil, {Name: "c", Role: City}: nil,
	} {
		list, err := o.People(t.Context(), by)
		o.must(err)
		var names []string
		for _, a := range list {
			names = append(names, a.Username)
			if a.PasswordHash != "" || a.Epoch != "" || (a.HasTOTP() && (a.Factor.Secret != "" || a.Factor.Recovery != nil)) {
				t.Errorf("%s: got %+v with its secrets", a.Username, a)
			}
			if a.HasTOTP() != (a.Username == "nhap") {
				t.Errorf("%s: got a second factor %v", a.Username, a.HasTOTP())
			}
		}
		if !slices.Equal(names, want) {
			t.Errorf("%+v: got %v, want %v", by, names, want)
		}
	}
	if one, err := o.Person(t.Context(), ofUnit, "nhap"); err != nil || !one.HasTOTP() || one.Factor.Secret != "" {
		t.Errorf("got %+v, %v", one, err)
	}
}
