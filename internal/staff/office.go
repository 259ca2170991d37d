package staff

import (
	"context"
	"fmt"
	"io"
	"time"

	"hailong/internal/store"
)

// An Office is everybody who may come in: accounts with their sessions, and API
// tokens, over one registry, clock and source of randomness.
type Office struct {
	Accounts *Accounts
	Sessions *Sessions
	Tokens   *Tokens
	registry store.Registry
	random   io.Reader
	now      func() time.Time
}

// NewOffice opens the office over a registry.
func NewOffice(r store.Registry, random io.Reader, now func() time.Time) *Office {
	a := NewAccounts(r, NewPasswords(), random, now)
	return &Office{a, NewSessions(r, a, random), NewTokens(r, random), r, random, now}
}

// ChangePassword is how an owner chooses a password. Every session of the
// account ends; the secret of a new one is returned. The errors are those of
// Accounts.Login for the old password, and for the new one ErrPassword,
// ErrSamePassword and ErrCommonPassword. If we die after the change, the owner
// logs in with the new password.
func (o *Office) ChangePassword(ctx context.Context, username, old, chosen string) (session string, err error) {
	a, err := o.Accounts.ChangePassword(ctx, username, old, chosen)
	if err != nil {
		return "", err
	}
	return o.Sessions.Begin(ctx, a, o.now())
}

// Session returns who holds the secret of a session, or ErrSession.
func (o *Office) Session(ctx context.Context, secret string) (Principal, error) {
	a, err := o.Sessions.Find(ctx, secret, o.now())
	if err != nil {
		return Principal{}, err
	}
	return a.Principal(), nil
}

// NewToken makes an API token for all units and returns its plain text.
func (o *Office) NewToken(ctx context.Context, role Role) (plain string, err error) {
	return o.Tokens.NewToken(ctx, role, "", o.now())
}

// A TokenOrder is a token that somebody asks for.
type TokenOrder struct {
	Role Role
	Unit string // "" is all of them
	Note string // at most 60 characters
}

// NewTokenFor makes an API token and returns its plain text, which is shown
// once. The errors are ErrReach and *BadAppointment.
func (o *Office) NewTokenFor(ctx context.Context, by Principal, order TokenOrder) (plain string, err error) {
	if err := o.mayAppoint(ctx, by, order.Role, order.Unit); err != nil {
		return "", err
	}
	text, ok := note(order.Note)
	if !ok {
		return "", &BadAppointment{"note"}
	}
	return o.Tokens.create(ctx, Token{Role: order.Role, Unit: order.Unit, Made: o.now(), Note: text, By: by.Name})
}

// TokensOf returns the tokens within reach.
func (o *Office) TokensOf(ctx context.Context, by Principal) ([]Token, error) {
	var list []Token
	for t, err := range o.Tokens.All(ctx) {
		if err != nil {
			return nil, fmt.Errorf("list tokens: %w", err)
		}
		if by.MayAppoint(t.Role, t.Unit) {
			list = append(list, t)
		}
	}
	return list, nil
}

// Revoke makes a token within reach worthless. The errors are ErrReach and
// survey.ErrNotFound.
func (o *Office) Revoke(ctx context.Context, by Principal, name string) error {
	return o.Tokens.revoke(ctx, name, func(t Token) error {
		if !by.MayAppoint(t.Role, t.Unit) {
			return ErrReach
		}
		return nil
	})
}

// Empty reports whether there is no account yet.
func (o *Office) Empty(ctx context.Context) (bool, error) {
	for _, err := range o.Accounts.All(ctx) {
		return false, err
	}
	return true, nil
}
