package staff

import (
	"context"
	"errors"

	"hailong/internal/survey"
)

// Login returns the account whose username and password these are; where it
// HasTOTP, that is only half of the way. Otherwise the error is ErrCredentials,
// or a *Delayed where too many tries were wrong; both come alike, and after the
// same time, for accounts that do not exist.
func (s *Accounts) Login(ctx context.Context, username, password string) (Account, error) {
	a, k, err := s.attempt(ctx, username, func(a Account) error { return s.prove(ctx, a, password) })
	if err != nil {
		return Account{}, err
	}
	if a.HasTOTP() {
		// Wrong codes stay counted: who has the password alone could wipe them out.
		s.throttle.untry(a.Username, k)
	} else {
		s.throttle.forget(a.Username)
	}
	return a, nil
}

// prove compares a password with the account's. Of a zero Account it takes as
// long.
func (s *Accounts) prove(ctx context.Context, a Account, password string) error {
	match, err := s.passwords.Match(ctx, password, a.PasswordHash)
	if err == nil && (!match || a.Disabled) {
		return ErrCredentials
	}
	return err
}

// attempt lets check look at one try for an account, or at a zero Account where
// there is none, within the throttle. ErrCredentials and ErrCode count as wrong.
// A right try stays counted until the caller forgets, or takes back this one.
func (s *Accounts) attempt(ctx context.Context, username string, check func(Account) error) (Account, ticket, error) {
	name, err := Username(username)
	if err != nil {
		return Account{}, ticket{}, ErrCredentials // no secret: the rule for names is public
	}
	k, wait := s.throttle.try(name)
	if wait > 0 {
		return Account{}, ticket{}, &Delayed{wait}
	}
	a, err := s.Account(ctx, name)
	if err == nil || errors.Is(err, survey.ErrNotFound) {
		err = check(a)
	}
	switch {
	case err == nil:
		return a, k, nil
	case !errors.Is(err, ErrCredentials) && !errors.Is(err, ErrCode):
		s.throttle.untry(name, k)
	}
	return Account{}, ticket{}, err
}
