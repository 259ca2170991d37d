package staff

import (
	"context"
	"errors"
	"time"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// KnownLife is how long a browser is known after a login.
const KnownLife = 90 * 24 * time.Hour

// knownPrefix begins the secret of a known browser.
const knownPrefix = "known_"

// A known is a browser in which somebody logged in. It opens nothing: it only has
// wrong tries of its own, so that a stranger's do not keep the owner out.
type known struct {
	Username string    `json:"username"`
	Epoch    string    `json:"epoch"` // of the account
	Until    time.Time `json:"until"`
}

const knowns store.Kind[known] = "known-browsers"

// Know makes the browser of a session known and returns the secret for its cookie,
// or "" where the one it has is still good.
func (o *Office) Know(ctx context.Context, session, has string) (secret string, err error) {
	a, err := o.Sessions.Find(ctx, session, o.now())
	if err != nil {
		return "", err
	}
	if l, err := o.laneOf(ctx, a.Username, has); err != nil || l != outside {
		return "", err
	}
	secret, id, err := newSecret(o.random, knownPrefix)
	if err != nil {
		return "", err
	}
	return secret, knowns.Create(ctx, o.registry, id, known{a.Username, a.Epoch, o.now().UTC().Add(KnownLife)})
}

// laneOf is the lane of a browser for an account: its own where somebody logged in
// to the account with it and all sessions were not ended since.
func (o *Office) laneOf(ctx context.Context, username, secret string) (lane, error) {
	id, ok := secretID(secret, knownPrefix)
	if !ok {
		return outside, nil
	}
	k, err := knowns.Get(ctx, o.registry, id)
	if errors.Is(err, survey.ErrNotFound) {
		return outside, nil
	}
	if err != nil {
		return outside, err
	}
	name, err := Username(username)
	if err != nil || k.Username != name || !o.now().Before(k.Until) {
		return outside, nil
	}
	a, err := o.Accounts.Account(ctx, name)
	if err != nil || a.Epoch != k.Epoch {
		return outside, ignoreMissing(err)
	}
	return lane("known/" + id[:16] + "/"), nil
}

func ignoreMissing(err error) error {
	if errors.Is(err, survey.ErrNotFound) {
		return nil
	}
	return err
}
