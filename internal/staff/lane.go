package staff

import (
	"context"
	"errors"
	"time"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// A lane is where tries for an account are counted together. With one for all,
// whoever tries wrong passwords without end would take every try that a day holds
// from the one who knows it; so who is here already, and who comes with a browser
// that was here before, has a lane of his own.
type lane string

const (
	outside lane = ""        // whoever knocks
	inside  lane = "inside/" // who has a session
)

// key is what the tries of a lane are counted by. No username has a slash.
func (l lane) key(username string) string { return string(l) + username }

// What a day holds in one lane, on however many instances together: the quick
// tries, and one in each slot. That is 100, and nobody who knows the password
// waits for longer than a slot.
const (
	quickTries = 4
	slotLength = 15 * time.Minute
)

// loginTries are the tries that were taken, by lane, username, and number or slot.
// They are claims, so that of two instances one has a try.
const loginTries store.Kind[claim] = "login-tries"

// tryLife is longer than a day, by more than the clocks of two instances differ.
const tryLife = 25 * time.Hour

// taken is a try that a day holds and somebody took.
type taken struct{ id string }

// take takes one of the tries that the day of a key still holds, or says how long
// there will be none.
func (s *Accounts) take(ctx context.Context, key string) (taken, time.Duration, error) {
	now := s.throttle.clock().UTC()
	for _, id := range append(quick(key, now), slot(key, now)) {
		err := loginTries.Create(ctx, s.registry, id, claim{now.Add(tryLife)})
		if !errors.Is(err, survey.ErrExists) {
			return taken{id}, 0, err
		}
	}
	return taken{}, now.Truncate(slotLength).Add(slotLength).Sub(now), nil
}

// giveBack returns a try that tells nothing against who took it. If we die before,
// it counts as wrong.
func (s *Accounts) giveBack(ctx context.Context, t taken) error {
	if t.id == "" {
		return nil
	}
	return loginTries.Delete(context.WithoutCancel(ctx), s.registry, t.id)
}

// forget wipes the wrong tries of a lane out: its owner is here.
func (s *Accounts) forget(ctx context.Context, l lane, username string) error {
	key := l.key(username)
	s.throttle.forget(key)
	now := s.throttle.clock().UTC()
	for _, id := range append(quick(key, now), slot(key, now)) {
		_, err := loginTries.Get(ctx, s.registry, id)
		if errors.Is(err, survey.ErrNotFound) {
			continue // nothing to commit: most logins are right at once
		}
		if err = errors.Join(err, loginTries.Delete(ctx, s.registry, id)); err != nil {
			return err
		}
	}
	return nil
}

// renewTries lets an account with a new password begin without wrong tries.
func (s *Accounts) renewTries(ctx context.Context, username string) error {
	return errors.Join(s.forget(ctx, outside, username), s.forget(ctx, inside, username))
}

func quick(key string, now time.Time) (ids []string) {
	for n := range quickTries {
		ids = append(ids, key+now.Format("/2006-01-02/")+string(rune('a'+n)))
	}
	return ids
}

func slot(key string, now time.Time) string {
	return key + now.Truncate(slotLength).Format("/2006-01-02/15:04")
}
