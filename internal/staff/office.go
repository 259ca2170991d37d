package staff

import (
	"context"
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
	now      func() time.Time
}

// NewOffice opens the office over a registry.
func NewOffice(r store.Registry, random io.Reader, now func() time.Time) *Office {
	accounts := NewAccounts(r, NewPasswords(), random, now)
	return &Office{accounts, NewSessions(r, accounts, random), NewTokens(r, random), now}
}

// Login begins a session and returns the secret for its cookie. The errors are
// those of Accounts.Login.
func (o *Office) Login(ctx context.Context, username, password string) (secret string, err error) {
	a, err := o.Accounts.Login(ctx, username, password)
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

// Empty reports whether there is no account yet.
func (o *Office) Empty(ctx context.Context) (bool, error) {
	for _, err := range o.Accounts.All(ctx) {
		return false, err
	}
	return true, nil
}
