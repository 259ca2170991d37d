package staff

import (
	"context"
	"errors"
	"fmt"
)

// ErrLastAdmin: without this account nobody would administer all units, and
// nobody could appoint one who does.
var ErrLastAdmin = errors.New("the last administrator of all units must stay")

// An edit changes an account, or says why it must not be.
type edit func(*Account) error

// SetPassword changes the password, ends every session of the account and
// forgets its wrong tries. mustChange says that it was not chosen by its owner.
func (s *Accounts) SetPassword(ctx context.Context, username, password string, mustChange bool) error {
	e, err := s.newPassword(ctx, password, mustChange)
	if err != nil {
		return err
	}
	a, err := s.change(ctx, username, e)
	if err != nil {
		return err
	}
	return s.renewTries(ctx, a.Username)
}

// newPassword does the slow part of a change of password, before it.
func (s *Accounts) newPassword(ctx context.Context, password string, mustChange bool) (edit, error) {
	hash, err := s.passwords.Hash(ctx, password)
	if err != nil {
		return nil, err
	}
	epoch, err := s.epoch()
	return func(a *Account) error {
		a.PasswordHash, a.MustChange, a.Epoch = hash, mustChange, epoch
		return nil
	}, err
}

// ChangePassword is how an owner chooses a password: the old one must be right
// (else the errors of Login), and the new one neither the same, nor well known,
// nor made of the username. Every session ends.
func (s *Accounts) ChangePassword(ctx context.Context, username, old, chosen string) (Account, error) {
	if err := chooses(username, old, chosen); err != nil {
		return Account{}, err // before the old one is looked at: it costs no try
	}
	was, err := s.login(ctx, inside, username, old)
	if err != nil {
		return Account{}, err
	}
	renew, err := s.newPassword(ctx, chosen, false)
	if err != nil {
		return Account{}, err
	}
	return s.change(ctx, was.Username, func(a *Account) error {
		if a.PasswordHash != was.PasswordHash || a.Disabled {
			return ErrCredentials // an administrator was faster, and has the last word
		}
		return renew(a)
	})
}

// SetRole changes what the account may do and for which unit. It takes effect
// at once, in the sessions that are open too.
func (s *Accounts) SetRole(ctx context.Context, username string, role Role, unit string) error {
	e, err := newRole(role, unit)
	if err == nil {
		_, err = s.change(ctx, username, e)
	}
	return err
}

func newRole(role Role, unit string) (edit, error) {
	role, err := ParseRole(string(role))
	return func(a *Account) error {
		a.Role, a.Unit = role, unit
		return nil
	}, err
}

// SetDisabled closes an account or opens it again. Its sessions end.
func (s *Accounts) SetDisabled(ctx context.Context, username string, disabled bool) error {
	return s.renew(ctx, username, func(a *Account) error { a.Disabled = disabled; return nil })
}

// EndSessions logs the account out everywhere.
func (s *Accounts) EndSessions(ctx context.Context, username string) error {
	return s.renew(ctx, username, func(*Account) error { return nil })
}

// ResetTOTP takes the second factor away from an account whose owner cannot: the
// telephone is lost and the recovery codes too. Its sessions end.
func (s *Accounts) ResetTOTP(ctx context.Context, username string) error {
	return s.renew(ctx, username, func(a *Account) error { a.Factor = nil; return nil })
}

// renew changes an account and ends its sessions.
func (s *Accounts) renew(ctx context.Context, username string, e edit) error {
	epoch, err := s.epoch()
	if err != nil {
		return err
	}
	_, err = s.change(ctx, username, func(a *Account) error {
		a.Epoch = epoch
		return e(a)
	})
	return err
}

// change reads an account and writes it whole. Changes in one process wait for
// each other; of two instances that change one account in the same moment the
// later write stays.
func (s *Accounts) change(ctx context.Context, username string, e edit) (Account, error) {
	s.changing.Lock()
	defer s.changing.Unlock()
	was, err := s.Account(ctx, username)
	if err != nil {
		return Account{}, err
	}
	a := was
	if err := e(&a); err != nil {
		return Account{}, err
	}
	if was.rules() && !a.rules() {
		return a, s.stepDown(ctx, was, a)
	}
	return a, accounts.Replace(ctx, s.registry, a.Username, a)
}

// stepDown writes an administrator of all units who is none any more, unless it
// was the last one. It looks again afterwards, because another instance may do
// the same to the other administrator: of the two, whoever looks last finds that
// nobody is left and takes it back, perhaps both do. What remains is an instance
// that is killed between the two looks; then the command line must help.
func (s *Accounts) stepDown(ctx context.Context, was, a Account) error {
	if err := s.another(ctx, a.Username); err != nil {
		return err
	}
	if err := accounts.Replace(ctx, s.registry, a.Username, a); err != nil {
		return err
	}
	err := s.another(ctx, a.Username)
	if !errors.Is(err, ErrLastAdmin) {
		return err
	}
	return errors.Join(err, accounts.Replace(ctx, s.registry, was.Username, was))
}

// another returns ErrLastAdmin where nobody but the named one administers all.
func (s *Accounts) another(ctx context.Context, username string) error {
	for a, err := range s.All(ctx) {
		if err != nil {
			return fmt.Errorf("look for another administrator: %w", err)
		}
		if a.rules() && a.Username != username {
			return nil
		}
	}
	return ErrLastAdmin
}
