package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"time"

	"hailong/internal/config"
	"hailong/internal/period"
	"hailong/internal/staff"
	"hailong/internal/survey"
)

// firstUser is the account of a first start.
const firstUser = "admin"

type accountCommand struct {
	Token     tokenCommand     `cmd:"" help:"Create an API token and print it; it is shown only once."`
	Tokens    tokensCommand    `cmd:"" help:"List the API tokens by name, role, day, unit and note; the tokens themselves are not kept."`
	Revoke    revokeCommand    `cmd:"" help:"Make an API token worthless."`
	List      accountsCommand  `cmd:"" help:"List the accounts by name, role, unit and state."`
	TOTPReset totpResetCommand `cmd:"" name:"totp-reset" help:"Take the second factor away from an account whose owner has lost it, and log the account out everywhere."`
	Password  passwordCommand  `cmd:"" help:"Give an account a new password, print it, and log the account out everywhere."`
}

type tokenCommand struct {
	Role string `required:"" help:"What the token may do: admin, officer, clerk, approver, centre, auditor or city."`
	Unit string `help:"Code of the unit whose figures it may read; all of them without."`
	Note string `help:"What the token is for, at most 60 characters."`
}

// Run prints the token and nothing else, so that a script can keep it.
func (k tokenCommand) Run(c *config.Config, io streams) error {
	role, err := staff.ParseRole(k.Role)
	if err != nil {
		return fmt.Errorf("there is no role %q; choose one of %s", k.Role, roleNames())
	}
	return withOffice(c, io, act{"token.create", strings.TrimSpace(string(role) + " " + k.Unit)}, func(o *staff.Office) error {
		// Whoever runs commands here has the store itself: he reaches everything.
		token, err := o.NewTokenFor(io.ctx, staff.Principal{Role: staff.Admin}, staff.TokenOrder{Role: role, Unit: k.Unit, Note: k.Note})
		var bad *staff.BadAppointment
		if errors.As(err, &bad) {
			return fmt.Errorf("there can be no such token: wrong %s", bad.What)
		}
		if errors.Is(err, survey.ErrUnavailable) {
			return fmt.Errorf("it is not known whether a token was made; revoke one that hailong account tokens lists and nobody has (%w)", err)
		}
		if err != nil {
			return err
		}
		_, err = fmt.Fprintln(io.out, token)
		return err
	})
}

func roleNames() string {
	var names []string
	for _, r := range staff.Roles {
		names = append(names, string(r))
	}
	return strings.Join(names, ", ")
}

type tokensCommand struct{}

// Run prints a line for each token; the note, which may be empty, comes last.
func (tokensCommand) Run(c *config.Config, io streams) error {
	return withExisting(c, io, act{}, func(o *staff.Office) error {
		for t, err := range o.Tokens.All(io.ctx) {
			if err != nil {
				return err
			}
			if _, err := fmt.Fprintf(io.out, "%s  %-8s  %s  %s  %s\n", t.Name, t.Role, period.Today(t.Made), reachOf(t.Unit), t.Note); err != nil {
				return err
			}
		}
		return nil
	})
}

type revokeCommand struct {
	Name string `arg:"" help:"Name of the token, as account tokens lists it."`
}

// Run revokes one token.
func (k revokeCommand) Run(c *config.Config, io streams) error {
	return withExisting(c, io, act{"token.revoke", k.Name}, func(o *staff.Office) error {
		err := o.Tokens.Revoke(io.ctx, k.Name)
		if errors.Is(err, survey.ErrNotFound) || errors.Is(err, staff.ErrToken) {
			return fmt.Errorf("there is no token %q; hailong account tokens lists them", k.Name)
		}
		return err
	})
}

type passwordCommand struct {
	User string `default:"admin" help:"Name of the account."`
}

// Run is the way back in for who has lost the password.
func (k passwordCommand) Run(c *config.Config, io streams) error {
	return withExisting(c, io, act{"account.password", k.User}, func(o *staff.Office) error {
		password, err := staff.GeneratePassword(rand.Reader)
		if err != nil {
			return err
		}
		err = o.Accounts.SetPassword(io.ctx, k.User, password, false)
		if errors.Is(err, survey.ErrUnavailable) {
			return fmt.Errorf("it is not known whether the password was changed; run the same command again (%w)", err)
		}
		if errors.Is(err, survey.ErrNotFound) {
			return noAccount(io.ctx, o, k.User)
		}
		if err != nil {
			return err
		}
		_, err = fmt.Fprintln(io.out, password)
		return err
	})
}

// noAccount says which accounts there are instead.
func noAccount(ctx context.Context, o *staff.Office, user string) error {
	var names []string
	for a, err := range o.Accounts.All(ctx) {
		if err != nil {
			return err
		}
		names = append(names, a.Username)
	}
	if len(names) == 0 {
		return fmt.Errorf("there is no account yet; the first hailong serve creates %s", firstUser)
	}
	return fmt.Errorf("there is no account %q; there is %s", user, strings.Join(names, ", "))
}

// An act is what a command changes, for the audit log; the zero act changes
// nothing.
type act struct{ action, object string }

// withExisting refuses to make a store where there is none.
func withExisting(c *config.Config, io streams, a act, do func(*staff.Office) error) error {
	if err := needStore(io.ctx, locationOf(c)); err != nil {
		return err
	}
	return withOffice(c, io, a, do)
}

func withOffice(c *config.Config, io streams, a act, do func(*staff.Office) error) error {
	s, err := openStore(io.ctx, c)
	if err != nil {
		return err
	}
	defer s.Close()
	if a != (act{}) {
		if err := s.record(io.ctx, a.action, a.object); err != nil {
			return err
		}
	}
	return do(staff.NewOffice(s, rand.Reader, time.Now))
}

// errElsewhere: another instance that starts at the same moment made the first
// account, so that a password shown here is worthless.
var errElsewhere = errors.New("first account made by another instance")

// firstAccount creates the first account where there is none. A password that
// was made up here is shown before it is stored: a start that is killed between
// the two shows another one next time, and nobody is locked out.
func firstAccount(ctx context.Context, o *staff.Office, chosen string, show func(password string)) error {
	empty, err := o.Empty(ctx)
	if err != nil || !empty {
		return err
	}
	password := chosen
	if password == "" {
		if password, err = staff.GeneratePassword(rand.Reader); err != nil {
			return err
		}
		show(password)
	}
	// What was made up here stood on a screen and maybe in a file: its owner is
	// asked for one of his own. The operator's choice is his own already.
	first := staff.Account{Username: firstUser, Role: staff.Admin, MustChange: chosen == ""}
	if _, err := o.Accounts.CreateAccount(ctx, first, password); err != nil {
		if errors.Is(err, survey.ErrExists) {
			return errElsewhere
		}
		if chosen != "" && errors.Is(err, staff.ErrPassword) {
			return fmt.Errorf("HAILONG_ADMIN_PASSWORD: %w", err)
		}
		return fmt.Errorf("first account: %w", err)
	}
	return nil
}
