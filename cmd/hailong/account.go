package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"time"

	"hailong/internal/config"
	"hailong/internal/staff"
	"hailong/internal/survey"
)

// firstUser is the account of a first start.
const firstUser = "admin"

type accountCommand struct {
	Token    tokenCommand    `cmd:"" help:"Create an API token and print it; it is shown only once."`
	Password passwordCommand `cmd:"" help:"Give an account a new password, print it, and log the account out everywhere."`
}

type tokenCommand struct {
	Role string `required:"" help:"What the token may do: admin, officer, clerk, approver, centre, auditor or city."`
}

// Run prints the token and nothing else, so that a script can keep it.
func (k tokenCommand) Run(c *config.Config, io streams) error {
	role, err := staff.ParseRole(k.Role)
	if err != nil {
		return fmt.Errorf("there is no role %q; choose one of %s", k.Role, roleNames())
	}
	return withOffice(c, io, func(o *staff.Office) error {
		token, err := o.NewToken(io.ctx, role)
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

type passwordCommand struct {
	User string `default:"admin" help:"Name of the account."`
}

// Run is the way back in for who has lost the password.
func (k passwordCommand) Run(c *config.Config, io streams) error {
	return withOffice(c, io, func(o *staff.Office) error {
		password, err := staff.GeneratePassword(rand.Reader)
		if err != nil {
			return err
		}
		err = o.Accounts.SetPassword(io.ctx, k.User, password, false)
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

func withOffice(c *config.Config, io streams, do func(*staff.Office) error) error {
	s, err := openStore(io.ctx, c)
	if err != nil {
		return err
	}
	defer s.Close()
	return do(staff.NewOffice(s, rand.Reader, time.Now))
}

// firstAccount creates the first account where there is none, and returns its
// password if it was made up here and must be shown.
func firstAccount(ctx context.Context, o *staff.Office, chosen string) (shown string, err error) {
	empty, err := o.Empty(ctx)
	if err != nil || !empty {
		return "", err
	}
	password := chosen
	if password == "" {
		if shown, err = staff.GeneratePassword(rand.Reader); err != nil {
			return "", err
		}
		password = shown
	}
	if _, err := o.Accounts.CreateAccount(ctx, staff.Account{Username: firstUser, Role: staff.Admin}, password); err != nil {
		if chosen != "" && errors.Is(err, staff.ErrPassword) {
			return "", fmt.Errorf("HAILONG_ADMIN_PASSWORD: %w", err)
		}
		return "", fmt.Errorf("first account: %w", err)
	}
	return shown, nil
}
