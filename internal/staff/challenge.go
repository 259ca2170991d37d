package staff

import (
	"context"
	"errors"
	"fmt"
	"time"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// What a challenge bears.
const (
	challengeLife = 5 * time.Minute
	mostTries     = 5 // wrong codes
)

// challengePrefix begins the secret of a challenge, so that it cannot even look
// like a session's.
const challengePrefix = "code_"

// A challenge is a login whose password was right and whose code is awaited.
type challenge struct {
	Username string    `json:"username"`
	Epoch    string    `json:"epoch"` // of the account
	Lane     lane      `json:"lane,omitempty"`
	Until    time.Time `json:"until"`
}

const challenges store.Kind[challenge] = "challenges"

// ErrChallenge: there is no such challenge, or it is over; the login begins anew
// with the password.
var ErrChallenge = errors.New("no such challenge")

// A Step is how far a login has come: at its end, or at the second factor. One
// of the two secrets is set.
type Step struct {
	Session   string // for the cookie
	Challenge string // for SecondFactor, within five minutes; it opens nothing
}

// Done reports whether the login is through.
func (s Step) Done() bool { return s.Session != "" }

// Login looks at a username and a password. The errors are those of
// Accounts.Login.
func (o *Office) Login(ctx context.Context, username, password string) (Step, error) {
	return o.LoginFrom(ctx, "", username, password)
}

// LoginFrom is Login from a browser with the secret that Know gave it, or "".
func (o *Office) LoginFrom(ctx context.Context, browser, username, password string) (Step, error) {
	l, err := o.laneOf(ctx, username, browser)
	if err != nil {
		return Step{}, err
	}
	a, err := o.Accounts.login(ctx, l, username, password)
	if err != nil {
		return Step{}, err
	}
	if a.HasTOTP() {
		secret, err := o.ask(ctx, a, l)
		return Step{Challenge: secret}, err
	}
	secret, err := o.Sessions.Begin(ctx, a, o.now())
	return Step{Session: secret}, err
}

// ask begins a challenge and returns its secret.
func (o *Office) ask(ctx context.Context, a Account, l lane) (secret string, err error) {
	secret, id, err := newSecret(o.random, challengePrefix)
	if err != nil {
		return "", err
	}
	c := challenge{a.Username, a.Epoch, l, o.now().UTC().Add(challengeLife)}
	if err := challenges.Create(ctx, o.registry, id, c); err != nil {
		return "", err
	}
	return secret, nil
}

// SecondFactor ends a login with the secret of its challenge and a code, from
// the app or for recovery, and returns the secret of the session. The errors are
// ErrCode, after which another may be tried; a *Delayed; and ErrChallenge, which
// also the fifth wrong code brings.
func (o *Office) SecondFactor(ctx context.Context, secret, typed string) (session string, err error) {
	id, ch, err := o.asked(ctx, secret)
	if err != nil {
		return "", err
	}
	c, ok := parseCode(typed)
	if !ok {
		return "", ErrCode // no guess: it could not have been right
	}
	a, err := o.answer(ctx, id, ch, c)
	if err != nil {
		return "", err
	}
	if err := o.Accounts.forget(ctx, ch.Lane, a.Username); err != nil {
		return "", err
	}
	// The challenge goes first: if we die in between, the login begins anew.
	if err := challenges.Delete(ctx, o.registry, id); err != nil {
		return "", err
	}
	return o.Sessions.Begin(ctx, a, o.now())
}

// Challenged returns who a challenge waits for, or ErrChallenge: a page says whose
// code it asks for, and the log whose code was wrong.
func (o *Office) Challenged(ctx context.Context, secret string) (Principal, error) {
	_, c, err := o.asked(ctx, secret)
	if err != nil {
		return Principal{}, err
	}
	a, err := o.Accounts.Account(ctx, c.Username)
	if errors.Is(err, survey.ErrNotFound) {
		return Principal{}, ErrChallenge
	}
	return a.Principal(), err
}

// asked returns a challenge that is not over.
func (o *Office) asked(ctx context.Context, secret string) (id string, c challenge, err error) {
	id, ok := secretID(secret, challengePrefix)
	if !ok {
		return "", challenge{}, ErrChallenge
	}
	c, err = challenges.Get(ctx, o.registry, id)
	if errors.Is(err, survey.ErrNotFound) || (err == nil && !o.now().Before(c.Until)) {
		return "", challenge{}, ErrChallenge
	}
	return id, c, err
}

// answer looks at a code for a challenge. A code is no easier to guess than a
// password: both count in one throttle.
func (o *Office) answer(ctx context.Context, id string, ch challenge, c code) (Account, error) {
	var n int
	a, _, err := o.Accounts.attempt(ctx, ch.Lane, ch.Username, func(a Account) (err error) {
		if a.Disabled || a.Epoch != ch.Epoch || !a.HasTOTP() {
			return ErrChallenge
		}
		if n, err = o.takeTry(ctx, id); err != nil {
			return err
		}
		return o.spend(ctx, a, c)
	})
	if errors.Is(err, ErrCode) && n == mostTries {
		return Account{}, errors.Join(ErrChallenge, challenges.Delete(ctx, o.registry, id))
	}
	return a, err
}

// takeTry claims one of a challenge's tries before the code is looked at, so
// that many at once, on however many instances, are no more.
func (o *Office) takeTry(ctx context.Context, id string) (int, error) {
	for n := 1; n <= mostTries; n++ {
		err := challengeTries.Create(ctx, o.registry, fmt.Sprintf("%s/%d", id, n), claim{o.now().UTC().Add(claimLife)})
		if !errors.Is(err, survey.ErrExists) {
			return n, err
		}
	}
	return 0, ErrChallenge
}
