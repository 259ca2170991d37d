package staff

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

func TestALoginWithASecondFactorHasTwoSteps(t *testing.T) {
	o := newOffice(t)
	o.account("lan")
	secret, _ := o.enrol("lan")
	waiting := o.challenge(o.Office, "LAN")
	session, err := o.SecondFactor(t.Context(), waiting, o.code(secret))
	o.must(err)
	if p, err := o.Session(t.Context(), session); err != nil || p.Name != "lan" {
		t.Errorf("got %+v, %v", p, err)
	}
	o.advance(stepSeconds * time.Second)
	_, err = o.SecondFactor(t.Context(), waiting, o.code(secret))
	o.refuses(ErrChallenge, err, "a challenge that was met")
}

func TestAChallengeIsNoSessionAndNothingElseIsAChallenge(t *testing.T) {
	o := newOffice(t)
	a := o.account("lan")
	session := o.begin(a)
	secret, _ := o.enrol("lan")
	waiting := o.challenge(o.Office, "lan")
	for _, s := range []string{waiting, waiting[len(challengePrefix):], digest(waiting)} {
		_, err := o.Session(t.Context(), s)
		o.refuses(ErrSession, err, "as a session")
		_, err = o.tokens.Token(t.Context(), s)
		o.refuses(ErrToken, err, "as a token")
	}
	token, err := o.NewToken(t.Context(), Admin)
	o.must(err)
	for _, s := range []string{"", challengePrefix, session, challengePrefix + session, token, digest(waiting), waiting + "\n", waiting[1:]} {
		_, err := o.SecondFactor(t.Context(), s, o.code(secret))
		o.refuses(ErrChallenge, err, s)
	}
	if _, err := o.SecondFactor(t.Context(), waiting, o.code(secret)); err != nil {
		t.Errorf("the challenge itself: got %v", err)
	}
}

func TestAChallengeTellsWhomItWaitsForWhileItLasts(t *testing.T) {
	o := newOffice(t)
	o.account("lan")
	o.enrol("lan")
	waiting := o.challenge(o.Office, "lan")
	if p, err := o.Challenged(t.Context(), waiting); err != nil || p.Name != "lan" || p.Unit != "ninh-giang" {
		t.Errorf("got %+v, %v", p, err)
	}
	_, err := o.Challenged(t.Context(), digest(waiting))
	o.refuses(ErrChallenge, err, "something else")
	o.advance(challengeLife)
	_, err = o.Challenged(t.Context(), waiting)
	o.refuses(ErrChallenge, err, "after its time")
}

func TestAChallengeEndsAfterItsTime(t *testing.T) {
	o := newOffice(t)
	o.account("lan")
	secret, _ := o.enrol("lan")
	waiting := o.challenge(o.Office, "lan")
	o.advance(challengeLife - time.Second)
	_, err := o.SecondFactor(t.Context(), waiting, o.wrong(secret))
	o.refuses(ErrCode, err, "in its last second")
	o.advance(time.Second)
	_, err = o.SecondFactor(t.Context(), waiting, o.code(secret))
	o.refuses(ErrChallenge, err, "a second later")
}

// The memory of tries is each instance's own; the five tries are not.
func TestAChallengeEndsAfterFiveWrongCodesOnAnyInstances(t *testing.T) {
	o := newOffice(t)
	o.account("lan")
	secret, _ := o.enrol("lan")
	waiting := o.challenge(o.Office, "lan")
	for n := range mostTries {
		want := ErrCode
		if n == mostTries-1 {
			want = ErrChallenge
		}
		_, err := o.another().SecondFactor(t.Context(), waiting, o.wrong(secret))
		o.refuses(want, err, "a wrong code")
	}
	_, err := o.another().SecondFactor(t.Context(), waiting, o.code(secret))
	o.refuses(ErrChallenge, err, "the right code after five wrong ones")

	o.must(o.accounts.renewTries(t.Context(), "lan"))
	waiting = o.challenge(o.Office, "lan")
	for range mostTries - 1 {
		_, err := o.another().SecondFactor(t.Context(), waiting, o.wrong(secret))
		o.refuses(ErrCode, err, "a wrong code")
	}
	if _, err := o.another().SecondFactor(t.Context(), waiting, o.code(secret)); err != nil {
		t.Errorf("the right code at the fifth try: got %v", err)
	}
}

func TestOfManyCodesAtOnceAChallengeLooksAtFive(t *testing.T) {
	o := newOffice(t)
	o.account("lan")
	secret, _ := o.enrol("lan")
	waiting := o.challenge(o.Office, "lan")
	var group sync.WaitGroup
	for range 20 {
		office := o.another()
		group.Go(func() { _, _ = office.SecondFactor(t.Context(), waiting, o.wrong(secret)) })
	}
	group.Wait()
	if n := o.count(string(challengeTries)); n != mostTries {
		t.Errorf("got %d tries, want %d", n, mostTries)
	}
	if n := o.count(string(challenges)); n != 0 {
		t.Errorf("got %d challenges left, want none", n)
	}
}

func TestWhatEndsTheSessionsOfAnAccountEndsItsChallenges(t *testing.T) {
	o := newOffice(t)
	o.account("lan")
	secret, _ := o.enrol("lan")
	for what, do := range map[string]func() error{
		"logged out everywhere": func() error { return o.accounts.EndSessions(t.Context(), "lan") },
		"disabled":              func() error { return o.accounts.SetDisabled(t.Context(), "lan", true) },
		"a new password":        func() error { return o.accounts.SetPassword(t.Context(), "lan", password, false) },
	} {
		o.must(o.accounts.SetDisabled(t.Context(), "lan", false))
		waiting := o.challenge(o.Office, "lan")
		o.must(do())
		_, err := o.SecondFactor(t.Context(), waiting, o.code(secret))
		o.refuses(ErrChallenge, err, what)
	}
	o.must(o.accounts.SetDisabled(t.Context(), "lan", false))
	o.advance(time.Minute)
	if _, err := o.SecondFactor(t.Context(), o.challenge(o.Office, "lan"), o.code(secret)); err != nil {
		t.Errorf("got %v: what was refused should have spent no code", err)
	}
}

// race meets a challenge of its own on each of several instances with one code
// and returns how many got in.
func (o *office) race(username, typed string) int32 {
	o.Helper()
	var good atomic.Int32
	var group sync.WaitGroup
	for range 6 {
		office := o.another()
		o.must(o.accounts.renewTries(o.Context(), username))
		waiting := o.challenge(office, username)
		group.Go(func() {
			_, err := office.SecondFactor(o.Context(), waiting, typed)
			if err == nil {
				good.Add(1)
			} else if !errors.Is(err, ErrCode) && !errors.As(err, new(*Delayed)) {
				o.Error(err)
			}
		})
	}
	group.Wait()
	return good.Load()
}

func TestACodeIsAcceptedOnceByOneOfManyInstances(t *testing.T) {
	o := newOffice(t)
	o.account("lan")
	secret, recovery := o.enrol("lan")
	if n := o.race("lan", o.code(secret)); n != 1 {
		t.Errorf("one code of the app: got %d logins, want 1", n)
	}
	for i, r := range recovery[:2] {
		if n := o.race("lan", r); n != 1 {
			t.Errorf("one recovery code: got %d logins, want 1", n)
		}
		if left, err := o.RecoveryLeft(t.Context(), "lan"); err != nil || left != recoveryCodes-i-1 {
			t.Errorf("got %d left, %v, want %d", left, err, recoveryCodes-i-1)
		}
	}
}

func TestACodeIsOneAccountsOnly(t *testing.T) {
	o := newOffice(t)
	o.account("lan")
	o.account("hoa")
	lan, recovery := o.enrol("lan")
	hoa, _ := o.enrol("hoa")
	_, err := o.SecondFactor(t.Context(), o.challenge(o.Office, "hoa"), recovery[0])
	o.refuses(ErrCode, err, "somebody else's recovery code")
	_, err = o.another().SecondFactor(t.Context(), o.challenge(o.Office, "hoa"), o.code(lan))
	if o.code(lan) != o.code(hoa) {
		o.refuses(ErrCode, err, "somebody else's code")
	}
	if left, _ := o.RecoveryLeft(t.Context(), "lan"); left != recoveryCodes {
		t.Errorf("got %d recovery codes left, want all", left)
	}
}

// Whoever has the password and guesses codes meets the same delays as whoever
// guesses passwords, however often he shows the password again.
func TestARightPasswordDoesNotForgiveWrongCodes(t *testing.T) {
	o := newOffice(t)
	o.account("lan")
	secret, _ := o.enrol("lan")
	for i, wait := range delays {
		waiting := o.challenge(o.Office, "lan")
		_, err := o.SecondFactor(t.Context(), waiting, o.wrong(secret))
		o.refuses(ErrCode, err, "a wrong code")
		if wait == 0 {
			continue
		}
		var delayed *Delayed
		if _, err := o.SecondFactor(t.Context(), waiting, o.code(secret)); !errors.As(err, &delayed) || delayed.Wait != wait {
			t.Fatalf("code after %d wrong ones: got %v, want a wait of %v", i+1, err, wait)
		}
		if _, err := o.Login(t.Context(), "lan", password); !errors.As(err, &delayed) || delayed.Wait != wait {
			t.Fatalf("password after %d wrong codes: got %v, want a wait of %v", i+1, err, wait)
		}
		o.advance(wait)
	}
	waiting := o.challenge(o.Office, "lan")
	_, err := o.SecondFactor(t.Context(), waiting, o.code(secret))
	o.must(err)
	if len(o.accounts.throttle.tries) != 0 {
		t.Errorf("got %v remembered after a right code, want nothing", o.accounts.throttle.tries)
	}
}

func TestWhatCannotBeACodeIsNoGuess(t *testing.T) {
	o := newOffice(t)
	o.account("lan")
	secret, _ := o.enrol("lan")
	waiting := o.challenge(o.Office, "lan")
	for range 20 {
		_, err := o.SecondFactor(t.Context(), waiting, "12345")
		o.refuses(ErrCode, err, "five digits")
	}
	if _, err := o.SecondFactor(t.Context(), waiting, o.code(secret)); err != nil {
		t.Errorf("got %v", err)
	}
}
