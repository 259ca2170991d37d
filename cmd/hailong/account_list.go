package main

import (
	"errors"
	"fmt"
	"strings"

	"hailong/internal/config"
	"hailong/internal/staff"
	"hailong/internal/survey"
)

type accountsCommand struct{}

// Run prints a line for each account.
func (accountsCommand) Run(c *config.Config, io streams) error {
	return withExisting(c, io, act{}, func(o *staff.Office) error {
		for a, err := range o.Accounts.All(io.ctx) {
			if err != nil {
				return err
			}
			if _, err := fmt.Fprintf(io.out, "%s  %-8s  %s  %s\n", a.Username, a.Role, reachOf(a.Unit), standing(a)); err != nil {
				return err
			}
		}
		return nil
	})
}

// reachOf is a unit as the lists print it.
func reachOf(unit string) string {
	if unit == "" {
		return "(all units)"
	}
	return unit
}

// standing is what there is to know of an account, in one word or a few.
func standing(a staff.Account) string {
	state := []string{"open"}
	if a.Disabled {
		state[0] = "disabled"
	}
	if a.HasTOTP() {
		state = append(state, "second factor")
	}
	if a.MustChange {
		state = append(state, "must change password")
	}
	return strings.Join(state, ", ")
}

type totpResetCommand struct {
	User string `required:"" help:"Name of the account."`
}

// Run is the way back in for who has lost both telephone and recovery codes, and
// has no other administrator to ask.
func (k totpResetCommand) Run(c *config.Config, io streams) error {
	return withExisting(c, io, act{"account.totp-reset", k.User}, func(o *staff.Office) error {
		err := o.Accounts.ResetTOTP(io.ctx, k.User)
		if errors.Is(err, survey.ErrUnavailable) {
			return fmt.Errorf("it is not known whether the second factor was removed; run the same command again (%w)", err)
		}
		if errors.Is(err, survey.ErrNotFound) {
			return noAccount(io.ctx, o, k.User)
		}
		return err
	})
}
