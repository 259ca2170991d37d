package staff

import (
	"errors"
	"testing"
	"time"
)

func TestAPasswordStandsForAQuarterOfAnHour(t *testing.T) {
	o := newOffice(t)
	session := o.begin(o.account("lan"))
	other := o.begin(o.mustAccount("lan"))
	proved := func(secret string, want bool) {
		t.Helper()
		got, err := o.Proved(t.Context(), secret)
		if o.must(err); got != want {
			t.Errorf("at %v: got %v, want %v", o.Now(), got, want)
		}
	}
	proved(session, true) // a login is a proof
	o.advance(ProofLimit - time.Second)
	proved(session, true)
	o.advance(time.Second)
	proved(session, false)
	o.refuses(ErrCredentials, o.Prove(t.Context(), session, "sai mật khẩu này"), "a wrong password")
	proved(session, false)
	o.must(o.Prove(t.Context(), session, password))
	proved(session, true)
	proved(other, false)                       // of another browser
	if _, err := o.find(session); err != nil { // in use
		t.Fatal(err)
	}
	o.advance(ProofLimit)
	proved(session, false)
	o.must(o.sessions.End(t.Context(), session))
	_, err := o.Proved(t.Context(), session)
	o.refuses(ErrSession, err, "a session that has ended")
	o.refuses(ErrSession, o.Prove(t.Context(), session, password), "a session that has ended")
	o.refuses(ErrSession, o.Prove(t.Context(), "", password), "no session")
	if n := o.count(string(proofs)); n != 0 {
		t.Errorf("got %d proofs after the logout, want none", n)
	}
}

// Whoever sits at a browser that was left open has no more tries than whoever
// knocks, and those he has do not keep the owner out.
func TestWrongPasswordsInASessionAreFewAndItsOwn(t *testing.T) {
	o := newOffice(t)
	n := counted(o.Office)
	session := o.begin(o.account("lan"))
	before := *n
	for range 500 {
		err := o.Prove(t.Context(), session, "sai mật khẩu này")
		if !errors.Is(err, ErrCredentials) && !errors.As(err, new(*Delayed)) {
			t.Fatal(err)
		}
		o.advance(time.Second)
		if _, err := o.find(session); err != nil {
			t.Fatal(err)
		}
	}
	if *n-before > quickTries+1 {
		t.Errorf("got %d comparisons in eight minutes, want %d at most", *n-before, quickTries+1)
	}
	if _, err := o.Login(t.Context(), "lan", password); err != nil {
		t.Errorf("a login beside it: got %v", err)
	}
}

func TestS6NoOldSessionIsAccepted(t *testing.T) {
	for name, end := range map[string]func(o *office, session string) error{
		"logout":         func(o *office, session string) error { return o.sessions.End(o.Context(), session) },
		"log out of all": func(o *office, _ string) error { return o.sessions.EndAll(o.Context(), "lan") },
		"own new password": func(o *office, _ string) error {
			_, err := o.ChangePassword(o.Context(), "lan", password, "một mật khẩu khác")
			return err
		},
		"given a password": func(o *office, _ string) error {
			return o.accounts.SetPassword(o.Context(), "lan", "một mật khẩu khác", true)
		},
		"disabled": func(o *office, _ string) error { return o.accounts.SetDisabled(o.Context(), "lan", true) },
		"disabled and opened again": func(o *office, _ string) error {
			return errors.Join(o.accounts.SetDisabled(o.Context(), "lan", true), o.accounts.SetDisabled(o.Context(), "lan", false))
		},
		"second factor reset": func(o *office, _ string) error { return o.accounts.ResetTOTP(o.Context(), "lan") },
		"thirty minutes idle": func(o *office, _ string) error { o.advance(30 * time.Minute); return nil },
		"ten hours at work": func(o *office, session string) error {
			for range 60 {
				o.advance(10 * time.Minute)
				_, _ = o.find(session)
			}
			return nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			a := o.account("lan")
			sessions := []string{o.begin(a), o.begin(a)}
			o.must(end(o, sessions[0]))
			if _, err := o.find(sessions[0]); !errors.Is(err, ErrSession) {
				t.Errorf("got %v, want %v", err, ErrSession)
			}
			_, err := o.find(sessions[1])
			if name == "logout" && err != nil || name != "logout" && !errors.Is(err, ErrSession) {
				t.Errorf("the other session: got %v", err)
			}
		})
	}
}
