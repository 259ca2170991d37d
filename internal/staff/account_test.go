package staff

import (
	"context"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"hailong/internal/survey"
)

func TestAnAccountLogsInWithItsPasswordInAnyCaseOfTheName(t *testing.T) {
	o := newOffice(t)
	o.account("Lan.Nguyen")
	a, err := o.accounts.Login(t.Context(), " LAN.nguyen ", password)
	o.must(err)
	if want := (Principal{Name: "lan.nguyen", Role: Officer, Unit: "ninh-giang"}); a.Principal() != want {
		t.Errorf("got %v, want %v", a.Principal(), want)
	}
}

func TestAnAccountIsCreatedOnce(t *testing.T) {
	o := newOffice(t)
	o.account("lan")
	_, err := o.accounts.CreateAccount(t.Context(), Account{Username: "LAN", Role: Admin}, password)
	if !errors.Is(err, survey.ErrExists) {
		t.Errorf("got %v, want %v", err, survey.ErrExists)
	}
	if a, _ := o.accounts.Account(t.Context(), "lan"); a.Role != Officer {
		t.Errorf("got the role %s, want the first one", a.Role)
	}
	for _, c := range []struct {
		account  Account
		password string
		want     error
	}{
		{Account{Username: "a b", Role: Admin}, password, ErrUsername},
		{Account{Username: strings.Repeat("a", 65), Role: Admin}, password, ErrUsername},
		{Account{Username: "hoa", Role: "root"}, password, survey.ErrNotFound},
		{Account{Username: "hoa", Role: Admin}, "short", ErrPassword},
	} {
		if _, err := o.accounts.CreateAccount(t.Context(), c.account, c.password); !errors.Is(err, c.want) {
			t.Errorf("%+v: got %v, want %v", c.account, err, c.want)
		}
	}
	n := 0
	for _, err := range o.accounts.All(t.Context()) {
		o.must(err)
		n++
	}
	if n != 1 {
		t.Errorf("got %d accounts, want 1", n)
	}
}

func TestUnknownWrongAndDisabledAreToldAlike(t *testing.T) {
	o := newOffice(t)
	o.account("lan")
	o.account("hoa")
	o.must(o.accounts.SetDisabled(t.Context(), "hoa", true))
	for _, c := range [][2]string{{"lan", "sai mật khẩu này"}, {"nobody", password}, {"hoa", password}, {"", password}, {"a\x00b", password}} {
		if a, err := o.accounts.Login(t.Context(), c[0], c[1]); !errors.Is(err, ErrCredentials) || a != (Account{}) {
			t.Errorf("%q: got %v, %v, want %v", c[0], a, err, ErrCredentials)
		}
	}
}

// That an unknown name costs the same hashing is shown by its waiting for a turn.
func TestAnUnknownNameIsHashedToo(t *testing.T) {
	o := newOffice(t)
	for range hashers {
		o.accounts.passwords.turn <- struct{}{}
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := o.accounts.Login(ctx, "nobody", password); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v, want a wait for a turn to hash", err)
	}
}

func TestWrongPasswordsDelayTheNextTryAndARightOneForgets(t *testing.T) {
	o := newOffice(t)
	o.account("lan")
	for i, wait := range append(delays, delays[len(delays)-1]) {
		if _, err := o.accounts.Login(t.Context(), "lan", "sai mật khẩu này"); !errors.Is(err, ErrCredentials) {
			t.Fatalf("try %d: got %v", i, err)
		}
		if wait == 0 {
			continue // the first is free: a slip of the finger
		}
		var delayed *Delayed
		if _, err := o.accounts.Login(t.Context(), "LAN", password); !errors.As(err, &delayed) || delayed.Wait != wait {
			t.Fatalf("after %d tries: got %v, want a wait of %v", i+1, err, wait)
		}
		o.advance(wait)
	}
	if _, err := o.accounts.Login(t.Context(), "lan", password); err != nil {
		t.Fatalf("got %v for the right password after the wait", err)
	}
	for range 2 {
		if _, err := o.accounts.Login(t.Context(), "lan", "sai mật khẩu này"); !errors.Is(err, ErrCredentials) {
			t.Errorf("got %v, want the tries forgotten", err)
		}
	}
}

func TestANewPasswordEndsTheOldOneAndItsSessions(t *testing.T) {
	o := newOffice(t)
	a := o.account("lan")
	old := []string{o.begin(a), o.begin(a)}
	o.must(o.accounts.SetPassword(t.Context(), "Lan", "mật khẩu mới hơn", true))
	for _, secret := range old {
		if _, err := o.find(secret); !errors.Is(err, ErrSession) {
			t.Errorf("an old session: got %v, want %v", err, ErrSession)
		}
	}
	if _, err := o.accounts.Login(t.Context(), "lan", password); !errors.Is(err, ErrCredentials) {
		t.Errorf("the old password: got %v, want %v", err, ErrCredentials)
	}
	a, err := o.accounts.Login(t.Context(), "lan", "mật khẩu mới hơn")
	o.must(err)
	if !a.MustChange {
		t.Error("the account does not know that its password must be changed")
	}
	if _, err := o.find(o.begin(a)); err != nil {
		t.Errorf("a new session: got %v", err)
	}
	if err := o.accounts.SetPassword(t.Context(), "nobody", password, false); !errors.Is(err, survey.ErrNotFound) {
		t.Errorf("got %v, want %v", err, survey.ErrNotFound)
	}
}

// A login that read the old password may come to its session only after the
// password was changed.
func TestALoginUnderTheOldPasswordBeginsNoSessionAfterTheChange(t *testing.T) {
	o := newOffice(t)
	o.account("lan")
	a, err := o.accounts.Login(t.Context(), "lan", password)
	o.must(err)
	o.must(o.accounts.SetPassword(t.Context(), "lan", "mật khẩu mới hơn", false))
	if _, err := o.find(o.begin(a)); !errors.Is(err, ErrSession) {
		t.Errorf("got %v, want %v", err, ErrSession)
	}
}

func TestChangesOfOneAccountDoNotUndoEachOther(t *testing.T) {
	o := newOffice(t)
	o.account("lan")
	var group sync.WaitGroup
	for range 20 {
		group.Go(func() { check(t, o.accounts.SetRole(t.Context(), "lan", Auditor, "khac")) })
		group.Go(func() { check(t, o.accounts.SetDisabled(t.Context(), "lan", true)) })
		group.Go(func() { check(t, o.accounts.EndSessions(t.Context(), "lan")) })
	}
	group.Wait()
	a, err := o.accounts.Account(t.Context(), "lan")
	o.must(err)
	if a.Role != Auditor || a.Unit != "khac" || !a.Disabled {
		t.Errorf("got %+v, want every change", a)
	}
}

func check(t *testing.T, err error) {
	if err != nil {
		t.Error(err)
	}
}

func TestOfManyTriesAtOnceFewAreLookedAt(t *testing.T) {
	o := newOffice(t)
	o.account("lan")
	var evaluated atomic.Int32
	var group sync.WaitGroup
	for range 50 {
		group.Go(func() {
			_, err := o.accounts.Login(t.Context(), "lan", "sai mật khẩu này")
			var delayed *Delayed
			if !errors.As(err, &delayed) {
				evaluated.Add(1)
			}
		})
	}
	group.Wait()
	if n := evaluated.Load(); n != 2 {
		t.Errorf("got %d tries looked at in one moment, want 2", n)
	}
}
