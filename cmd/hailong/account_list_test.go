package main

import (
	"crypto/rand"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"hailong/internal/audit"
	"hailong/internal/staff"
	"hailong/internal/store/sqlitestore"
)

// onStore does something to a stopped service's embedded store.
func onStore(t *testing.T, dir string, do func(*sqlitestore.Store, *staff.Office)) {
	t.Helper()
	s, err := sqlitestore.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	do(s, staff.NewOffice(s, rand.Reader, time.Now))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestAccountsAreListedAndALostSecondFactorIsTakenAway(t *testing.T) {
	dir := newDir(t)
	serve(t, dir).stop()
	command(t, dir, "account", "list").works(t, "admin  admin     (all units)  open, must change password\n")
	chosen := strings.TrimSpace(command(t, dir, "account", "password").stdout)
	command(t, dir, "account", "list").works(t, "(all units)  open\n")
	onStore(t, dir, func(_ *sqlitestore.Store, o *staff.Office) {
		e, err := o.BeginTOTP(t.Context(), firstUser, chosen)
		if err != nil {
			t.Fatal(err)
		}
		code, err := totp.GenerateCode(e.Secret, time.Now())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := o.ConfirmTOTP(t.Context(), firstUser, code); err != nil {
			t.Fatal(err)
		}
	})
	command(t, dir, "account", "list").works(t, "open, second factor\n")
	command(t, dir, "account", "totp-reset", "--user", "lan").fails(t, `no account "lan"`, "admin")
	if s := command(t, dir, "account", "totp-reset", "--user", "admin"); s.code != 0 || s.stdout != "" {
		t.Errorf("totp-reset: %+v", s)
	}
	command(t, dir, "account", "list").works(t, "(all units)  open\n")
	onStore(t, dir, func(s *sqlitestore.Store, _ *staff.Office) {
		done := func(e *audit.Event) bool { return e.Action == "account.totp-reset" && e.Object == "admin" }
		list, _, err := audit.New(s, time.Now).Before(t.Context(), 0, 10, done)
		if err != nil || len(list) != 1 || list[0].Actor != audit.Console {
			t.Errorf("the log has %+v, %v", list, err)
		}
	})
}

func TestATokenMayBeBoundToAUnitAndNoted(t *testing.T) {
	dir := newDir(t)
	s := command(t, dir, "account", "token", "--role", "city", "--unit", "ninh-giang", "--note", "Báo cáo sở")
	s.works(t, staff.TokenPrefix)
	if strings.Count(s.stdout, "\n") != 1 || strings.Contains(s.stdout, " ") {
		t.Errorf("got %q, want a token and nothing else", s.stdout)
	}
	command(t, dir, "account", "tokens").works(t, "ninh-giang  Báo cáo sở\n")
	command(t, dir, "account", "token", "--role", "city", "--unit", "khong-co").fails(t, "wrong unit")
	command(t, dir, "account", "token", "--role", "city", "--note", strings.Repeat("x", 61)).fails(t, "wrong note")
}
