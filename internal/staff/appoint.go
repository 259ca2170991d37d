package staff

import (
	"context"
	"errors"
	"fmt"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// ErrReach: who asks would reach further than his own role and unit, or would go
// round what an owner has to show for his own account.
var ErrReach = errors.New("beyond one's own reach")

// A BadAppointment error says why nobody can have it, by the name of what is
// wrong: role, unit or note.
type BadAppointment struct{ What string }

// Error names it.
func (e *BadAppointment) Error() string { return "appointment: wrong " + e.What }

// Appoint makes an account with a password that its owner must change, and
// returns the password, which is shown once. Of a only the username, the role
// and the unit count. The errors are ErrReach, *BadAppointment, ErrUsername and
// survey.ErrExists.
func (o *Office) Appoint(ctx context.Context, by Principal, a Account) (password string, err error) {
	if err := o.mayAppoint(ctx, by, a.Role, a.Unit); err != nil {
		return "", err
	}
	if password, err = GeneratePassword(o.random); err != nil {
		return "", err
	}
	a = Account{Username: a.Username, Role: a.Role, Unit: a.Unit, MustChange: true}
	if _, err := o.Accounts.CreateAccount(ctx, a, password); err != nil {
		return "", err
	}
	return password, nil
}

// mayAppoint returns why somebody may not hand out a role for a unit.
func (o *Office) mayAppoint(ctx context.Context, by Principal, role Role, unit string) error {
	if _, err := ParseRole(string(role)); err != nil {
		return &BadAppointment{"role"}
	}
	if !by.MayAppoint(role, unit) {
		return ErrReach
	}
	if unit == "" {
		return nil
	}
	_, err := store.Units.Get(ctx, o.registry, unit)
	if errors.Is(err, survey.ErrNotFound) {
		return &BadAppointment{"unit"}
	}
	return err
}

// within lets an edit touch only accounts that one could have made oneself.
func (p Principal) within(e edit) edit {
	return func(a *Account) error {
		if !p.MayAppoint(a.Role, a.Unit) {
			return ErrReach
		}
		return e(a)
	}
}

// others is within, for what an owner does with a password or a code instead.
func (p Principal) others(e edit) edit {
	return p.within(func(a *Account) error {
		if a.Username == p.Name {
			return ErrReach
		}
		return e(a)
	})
}

// Reappoint gives an account another role or unit. The errors are ErrReach,
// *BadAppointment, ErrLastAdmin and survey.ErrNotFound.
func (o *Office) Reappoint(ctx context.Context, by Principal, username string, role Role, unit string) error {
	if err := o.mayAppoint(ctx, by, role, unit); err != nil {
		return err
	}
	e, err := newRole(role, unit)
	if err == nil {
		_, err = o.Accounts.change(ctx, username, by.within(e))
	}
	return err
}

// SetDisabled closes an account or opens it again. The errors are ErrReach,
// ErrLastAdmin and survey.ErrNotFound.
func (o *Office) SetDisabled(ctx context.Context, by Principal, username string, disabled bool) error {
	return o.Accounts.renew(ctx, username, by.within(func(a *Account) error { a.Disabled = disabled; return nil }))
}

// NewPassword gives somebody else's account a new password, which its owner must
// change, and returns it; it is shown once. All its sessions end.
func (o *Office) NewPassword(ctx context.Context, by Principal, username string) (password string, err error) {
	if password, err = GeneratePassword(o.random); err != nil {
		return "", err
	}
	e, err := o.Accounts.newPassword(ctx, password, true)
	if err != nil {
		return "", err
	}
	a, err := o.Accounts.change(ctx, username, by.others(e))
	if err != nil {
		return "", err
	}
	return password, o.Accounts.renewTries(ctx, a.Username)
}

// ResetTOTP takes the second factor away from somebody else's account. All its
// sessions end.
func (o *Office) ResetTOTP(ctx context.Context, by Principal, username string) error {
	return o.Accounts.renew(ctx, username, by.others(func(a *Account) error { a.Factor = nil; return nil }))
}

// EndSessions logs an account out everywhere: one's own, or one within reach.
func (o *Office) EndSessions(ctx context.Context, by Principal, username string) error {
	return o.Accounts.renew(ctx, username, func(a *Account) error {
		if a.Username == by.Name && by.May(OwnAccount) {
			return nil
		}
		return by.within(func(*Account) error { return nil })(a)
	})
}

// People returns the accounts within reach in the order of their usernames,
// without their secrets.
func (o *Office) People(ctx context.Context, by Principal) ([]Account, error) {
	var list []Account
	for a, err := range o.Accounts.All(ctx) {
		if err != nil {
			return nil, fmt.Errorf("list accounts: %w", err)
		}
		if by.MayAppoint(a.Role, a.Unit) {
			list = append(list, a.shown())
		}
	}
	return list, nil
}

// Person returns one account within reach, without its secrets, or ErrReach or
// survey.ErrNotFound.
func (o *Office) Person(ctx context.Context, by Principal, username string) (Account, error) {
	a, err := o.Accounts.Account(ctx, username)
	if err != nil {
		return Account{}, err
	}
	if !by.MayAppoint(a.Role, a.Unit) {
		return Account{}, ErrReach
	}
	return a.shown(), nil
}

// shown is the account as a page may have it.
func (a Account) shown() Account {
	a.PasswordHash, a.Epoch = "", ""
	if a.HasTOTP() {
		a.Factor = &Factor{}
	}
	return a
}
