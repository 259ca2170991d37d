package staff

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// How long a session lives.
const (
	IdleLimit     = 30 * time.Minute // unused
	AbsoluteLimit = 10 * time.Hour   // however used
	// renewal is how often a session's use is written down, so that a page
	// view is not a write each time.
	renewal = time.Minute
)

// A session is written once and never changed.
type session struct {
	Username string    `json:"username"`
	Epoch    string    `json:"epoch"` // of the account
	Began    time.Time `json:"began"`
}

// A use says when a session was last used, more or less. It lies beside the
// session under the same id.
type use struct {
	Seen time.Time `json:"seen"`
}

const (
	sessions store.Kind[session] = "sessions"
	uses     store.Kind[use]     = "session-uses"
)

// ErrSession: there is no such session, or it is over.
var ErrSession = errors.New("no such session")

// Sessions keeps who is logged in.
type Sessions struct {
	registry store.Registry
	accounts *Accounts
	random   io.Reader
}

// NewSessions returns the sessions in a registry.
func NewSessions(r store.Registry, a *Accounts, random io.Reader) *Sessions {
	return &Sessions{r, a, random}
}

// Begin starts a session for an account that Login returned and returns the
// secret for its cookie. Every login has a new one.
func (s *Sessions) Begin(ctx context.Context, a Account, now time.Time) (secret string, err error) {
	secret, id, err := newSecret(s.random, "")
	if err != nil {
		return "", err
	}
	if err := sessions.Create(ctx, s.registry, id, session{a.Username, a.Epoch, now.UTC()}); err != nil {
		return "", err
	}
	return secret, nil
}

// Find returns the account whose session it is, as the account is now, or
// ErrSession.
func (s *Sessions) Find(ctx context.Context, secret string, now time.Time) (Account, error) {
	id, ok := secretID(secret, "")
	if !ok {
		return Account{}, ErrSession
	}
	f, err := s.alive(ctx, id, now)
	if err != nil {
		return Account{}, err
	}
	if now.Sub(f.seen) < renewal {
		return f.account, nil
	}
	// On a full disk the office can still be read. Its sessions then end half an
	// hour after the last use that was written down.
	err = uses.Replace(ctx, s.registry, id, use{now.UTC()})
	if err != nil && !errors.Is(err, survey.ErrUnavailable) {
		return Account{}, err
	}
	return f.account, nil
}

// found is a session that is alive: whose it is and when it was last used.
type found struct {
	account Account
	seen    time.Time
}

// alive returns the session with an id, or ErrSession where it is over.
func (s *Sessions) alive(ctx context.Context, id string, now time.Time) (found, error) {
	one, err := sessions.Get(ctx, s.registry, id)
	if err != nil {
		return found{}, over(err)
	}
	seen, err := s.seen(ctx, id, one)
	if err != nil {
		return found{}, err
	}
	if now.Sub(seen) >= IdleLimit || now.Sub(one.Began) >= AbsoluteLimit {
		return found{}, ErrSession
	}
	a, err := s.accounts.Account(ctx, one.Username)
	if err != nil {
		return found{}, over(err)
	}
	if a.Disabled || a.Epoch != one.Epoch {
		return found{}, ErrSession
	}
	return found{a, seen}, nil
}

// over makes what is not there a session that is over.
func over(err error) error {
	if errors.Is(err, survey.ErrNotFound) {
		return ErrSession
	}
	return err
}

// seen returns when the session was last used.
func (s *Sessions) seen(ctx context.Context, id string, one session) (time.Time, error) {
	u, err := uses.Get(ctx, s.registry, id)
	if errors.Is(err, survey.ErrNotFound) {
		return one.Began, nil
	}
	return u.Seen, err
}

// End logs out. A session that is not there is no error.
func (s *Sessions) End(ctx context.Context, secret string) error {
	id, ok := secretID(secret, "")
	if !ok {
		return nil
	}
	return s.remove(ctx, id)
}

// remove takes the session first: without it the rest means nothing.
func (s *Sessions) remove(ctx context.Context, id string) error {
	if err := sessions.Delete(ctx, s.registry, id); err != nil {
		return err
	}
	if err := proofs.Delete(ctx, s.registry, id); err != nil {
		return err
	}
	return uses.Delete(ctx, s.registry, id)
}

// EndAll logs an account out everywhere.
func (s *Sessions) EndAll(ctx context.Context, username string) error {
	return s.accounts.EndSessions(ctx, username)
}

// Sweep removes what is over: sessions past their limits or of an account that
// ended them, uses without a session, and what logins have left behind.
func (s *Sessions) Sweep(ctx context.Context, now time.Time) error {
	for r, err := range s.registry.List(ctx, string(sessions)) {
		if err == nil {
			_, err = s.alive(ctx, r.ID, now)
			if errors.Is(err, ErrSession) {
				err = s.remove(ctx, r.ID)
			}
		}
		if err != nil {
			return fmt.Errorf("sweep sessions: %w", err)
		}
	}
	for _, kind := range []string{string(uses), string(proofs)} {
		if err := s.sweepOrphans(ctx, kind); err != nil {
			return err
		}
	}
	return sweepLogins(ctx, s.registry, now)
}

// sweepOrphans removes what lies beside a session that is gone.
func (s *Sessions) sweepOrphans(ctx context.Context, kind string) error {
	for r, err := range s.registry.List(ctx, kind) {
		if err == nil {
			if _, err = s.registry.Read(ctx, string(sessions), r.ID); errors.Is(err, survey.ErrNotFound) {
				err = s.registry.Delete(ctx, kind, r.ID)
			}
		}
		if err != nil {
			return fmt.Errorf("sweep sessions: %w", err)
		}
	}
	return nil
}
