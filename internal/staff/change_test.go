package staff

import (
	"context"
	"crypto/rand"
	"errors"
	"sync"
	"testing"

	"hailong/internal/store"
)

const chosen = "mật khẩu mới hơn nhiều"

func TestAnOwnerChangesThePasswordAndKeepsOneSession(t *testing.T) {
	o := newOffice(t)
	o.account("lan")
	for range 2 { // forgotten: it was the owner, who then asked for a new one
		_, err := o.Login(t.Context(), "lan", "sai mật khẩu này")
		o.refuses(ErrCredentials, err, "a wrong password")
	}
	given, err := o.NewPassword(t.Context(), ofAll, "lan")
	o.must(err)
	step, err := o.Login(t.Context(), "lan", given)
	o.must(err)
	p, err := o.Session(t.Context(), step.Session)
	o.must(err)
	if !p.MustChange || p.May(ReadFigures) || !p.May(OwnAccount) {
		t.Errorf("got %+v with a password that an administrator chose, want the own account alone", p)
	}
	session, err := o.ChangePassword(t.Context(), "LAN", given, chosen)
	o.must(err)
	_, err = o.Session(t.Context(), step.Session)
	o.refuses(ErrSession, err, "the session from before")
	if p, err = o.Session(t.Context(), session); err != nil || p.MustChange || !p.May(ReadFigures) {
		t.Errorf("got %+v, %v, want everything of the role", p, err)
	}
	_, err = o.Login(t.Context(), "lan", given)
	o.refuses(ErrCredentials, err, "the password from before")
	_, err = o.another().Login(t.Context(), "lan", chosen)
	o.must(err)
}

func TestWhatRefusesANewPassword(t *testing.T) {
	o := newOffice(t)
	o.account("lan.nguyen")
	for _, c := range []struct {
		name, old, chosen string
		want              error
	}{
		{"too short", password, "ngắn", ErrPassword},
		{"the same", password, password, ErrSamePassword},
		{"well known", password, "Matkhau123", ErrCommonPassword},
		{"the username", password, "Lan.Nguyen1990", ErrCommonPassword},
		{"a wrong old one", "sai mật khẩu này", chosen, ErrCredentials},
	} {
		_, err := o.another().ChangePassword(t.Context(), "lan.nguyen", c.old, c.chosen)
		o.refuses(c.want, err, c.name)
	}
	_, err := o.ChangePassword(t.Context(), "nobody", password, chosen)
	o.refuses(ErrCredentials, err, "nobody")
	if _, err := o.Login(t.Context(), "lan.nguyen", password); err != nil {
		t.Errorf("the password that nothing has changed: got %v", err)
	}
}

func TestTheOldPasswordIsThrottledAndABadChoiceCostsNoTry(t *testing.T) {
	o := newOffice(t)
	o.account("lan")
	for range 10 {
		_, err := o.ChangePassword(t.Context(), "lan", password, "12345678")
		o.refuses(ErrCommonPassword, err, "a bad choice")
	}
	for range 2 {
		_, err := o.ChangePassword(t.Context(), "lan", "sai mật khẩu này", chosen)
		o.refuses(ErrCredentials, err, "a wrong old password")
	}
	var delayed *Delayed
	if _, err := o.ChangePassword(t.Context(), "lan", password, chosen); !errors.As(err, &delayed) {
		t.Errorf("got %v, want a delay", err)
	}
}

// An administrator gives the account a new password while the owner's choice is
// being hashed: whoever knows the old one must not have the last word.
func TestAnAdministratorsNewPasswordIsNotOverwritten(t *testing.T) {
	o := newOffice(t)
	o.account("lan")
	var given string
	o.accounts.random = meddling(func() (err error) {
		given, err = o.another().NewPassword(t.Context(), ofAll, "lan")
		return err
	})
	_, err := o.ChangePassword(t.Context(), "lan", password, chosen)
	o.refuses(ErrCredentials, err, "changed meanwhile")
	if _, err := o.another().Login(t.Context(), "lan", given); err != nil {
		t.Errorf("the administrator's password: got %v", err)
	}
}

// meddling is randomness that does something else first.
type meddling func() error

func (m meddling) Read(b []byte) (int, error) {
	if err := m(); err != nil {
		return 0, err
	}
	return rand.Read(b)
}

// An owner who shows only the password must not thereby wipe out wrong codes.
func TestAChangeOfPasswordForgivesNoWrongCodes(t *testing.T) {
	o := newOffice(t)
	o.account("lan")
	secret, _ := o.enrol("lan")
	_, err := o.SecondFactor(t.Context(), o.challenge(o.Office, "lan"), o.wrong(secret))
	o.refuses(ErrCode, err, "a wrong code")
	_, err = o.ChangePassword(t.Context(), "lan", password, chosen)
	o.must(err)
	if n := o.accounts.throttle.tries["lan"].wrong; n != 1 {
		t.Errorf("got %d wrong tries remembered, want 1", n)
	}
}

func TestTheLastAdministratorOfAllUnitsStays(t *testing.T) {
	o := newOffice(t)
	o.administrators("mot", "hai")
	_, err := o.accounts.CreateAccount(t.Context(), Account{Username: "xa", Role: Admin, Unit: "ninh-giang"}, password)
	o.must(err)
	o.must(o.accounts.SetDisabled(t.Context(), "hai", true))
	for what, do := range map[string]func() error{
		"disabled":        func() error { return o.accounts.SetDisabled(t.Context(), "mot", true) },
		"demoted":         func() error { return o.accounts.SetRole(t.Context(), "mot", Auditor, "") },
		"bound to a unit": func() error { return o.accounts.SetRole(t.Context(), "mot", Admin, "ninh-giang") },
	} {
		o.refuses(ErrLastAdmin, do(), what)
	}
	a, err := o.accounts.Account(t.Context(), "mot")
	o.must(err)
	if !a.rules() {
		t.Errorf("got %+v, want an administrator still", a)
	}
	o.must(o.accounts.SetRole(t.Context(), "mot", Admin, ""))
	o.must(o.accounts.EndSessions(t.Context(), "mot"))
	o.must(o.accounts.SetDisabled(t.Context(), "hai", false))
	o.must(o.accounts.SetDisabled(t.Context(), "mot", true))
	o.refuses(ErrLastAdmin, o.accounts.SetDisabled(t.Context(), "hai", true), "the other one")
}

func (o *office) administrators(names ...string) {
	o.Helper()
	for _, name := range names {
		_, err := o.accounts.CreateAccount(o.Context(), Account{Username: name, Role: Admin}, password)
		o.must(err)
	}
}

// In one process exactly one of two is refused; between two instances perhaps
// both are, but never none.
func TestTwoAdministratorsDoNotPutEachOtherOut(t *testing.T) {
	o := newOffice(t)
	o.administrators("mot", "hai")
	apart := []*Accounts{o.another().Accounts, o.another().Accounts}
	for name, by := range map[string][]*Accounts{"one instance": {o.accounts, o.accounts}, "two instances": apart} {
		for range 30 {
			var group sync.WaitGroup
			var errs [2]error
			for i, username := range []string{"mot", "hai"} {
				group.Go(func() { errs[i] = by[i].SetDisabled(t.Context(), username, true) })
			}
			group.Wait()
			refused := 0
			for _, err := range errs {
				if errors.Is(err, ErrLastAdmin) {
					refused++
				} else if err != nil {
					t.Fatal(err)
				}
			}
			if refused == 0 || (refused == 2 && name == "one instance") {
				t.Fatalf("%s: got %d refused", name, refused)
			}
			if n := o.ruling(); n != refused {
				t.Fatalf("%s: got %d administrators left, want the %d that were refused", name, n, refused)
			}
			o.must(o.accounts.SetDisabled(t.Context(), "mot", false))
			o.must(o.accounts.SetDisabled(t.Context(), "hai", false))
		}
	}
}

func (o *office) ruling() (n int) {
	o.Helper()
	for a, err := range o.accounts.All(o.Context()) {
		o.must(err)
		if a.rules() {
			n++
		}
	}
	return n
}

// Another instance puts the other one out between the two looks.
func TestWhoFindsNobodyLeftTakesItBack(t *testing.T) {
	o := newOffice(t)
	o.administrators("mot", "hai")
	was, err := o.accounts.Account(t.Context(), "mot")
	o.must(err)
	session := o.begin(was)
	other, err := o.accounts.Account(t.Context(), "hai")
	o.must(err)
	late := other
	late.Disabled = true
	meddling := &Accounts{registry: meddler{o.store, func() {
		check(t, accounts.Replace(t.Context(), o.store, "hai", late))
	}}}
	_, err = meddling.change(t.Context(), "mot", func(a *Account) error {
		a.Disabled, a.Epoch = true, "new"
		return nil
	})
	o.refuses(ErrLastAdmin, err, "disabled by two instances")
	if a, err := o.accounts.Account(t.Context(), "mot"); err != nil || !a.rules() {
		t.Errorf("got %+v, %v, want it taken back", a, err)
	}
	if _, err := o.find(session); err != nil {
		t.Errorf("the session of who stayed: got %v", err)
	}
}

// A meddler is the store with another instance that writes just before us.
type meddler struct {
	store.Registry
	before func()
}

func (m meddler) Replace(ctx context.Context, kind, id string, value []byte) error {
	m.before()
	return m.Registry.Replace(ctx, kind, id, value)
}
