package staff

import (
	"context"
	"errors"
	"time"
)

// Login returns the account whose username and password these are; where it
// HasTOTP, that is only half of the way. Otherwise the error is ErrCredentials,
// or a *Delayed where too many tries were wrong; both come alike, and after the
// same time, for accounts that do not exist.
func (s *Accounts) Login(ctx context.Context, username, password string) (Account, error) {
	return s.login(ctx, outside, username, password)
}

// login is Login in a lane.
func (s *Accounts) login(ctx context.Context, l lane, username, password string) (Account, error) {
	a, t, err := s.attempt(ctx, l, username, func(a Account) error { return s.prove(ctx, a, password) })
	if err != nil {
		return Account{}, err
	}
	if a.HasTOTP() {
		// Wrong codes stay counted: who has the password alone could wipe them out.
		return a, s.takeBack(ctx, l.key(a.Username), t)
	}
	return a, s.forget(ctx, l, a.Username)
}

// prove compares a password with the account's. Of a zero Account it takes as
// long.
func (s *Accounts) prove(ctx context.Context, a Account, password string) error {
	match, err := s.passwords.Match(ctx, password, a.PasswordHash)
	if err == nil && (!match || a.Disabled) {
		return ErrCredentials
	}
	return err
}

// A try is one that was counted, in memory and in the registry.
type try struct {
	ticket ticket
	taken  taken
}

// attempt lets check look at one try for an account, or at a zero Account where
// there is none, as far as the lane has one left. ErrCredentials and ErrCode count
// as wrong. A right try stays counted until the caller forgets, or takes back this
// one.
func (s *Accounts) attempt(ctx context.Context, l lane, username string, check func(Account) error) (Account, try, error) {
	name, err := Username(username)
	if err != nil {
		return Account{}, try{}, ErrCredentials // no secret: the rule for names is public
	}
	a, err := s.Account(ctx, name)
	if ignoreMissing(err) != nil {
		return Account{}, try{}, err
	}
	t, err := s.count(ctx, l.key(name), err == nil)
	if err != nil {
		return Account{}, try{}, err
	}
	err = check(a)
	switch {
	case err == nil:
		return a, t, nil
	case !errors.Is(err, ErrCredentials) && !errors.Is(err, ErrCode):
		err = errors.Join(err, s.takeBack(ctx, l.key(name), t))
	}
	return Account{}, try{}, err
}

// count counts a try before it is looked at, or returns a *Delayed. The memory is
// asked first: it keeps who hammers away from the store.
func (s *Accounts) count(ctx context.Context, key string, exists bool) (try, error) {
	k, wait := s.throttle.try(key)
	if wait > 0 {
		return try{}, &Delayed{wait}
	}
	if !exists && !s.throttle.stranger() {
		return try{ticket: k}, nil
	}
	t, wait, err := s.take(ctx, key)
	if err == nil && wait == 0 {
		return try{k, t}, nil
	}
	s.throttle.untry(key, k)
	if err != nil {
		return try{}, err
	}
	s.throttle.hold(key, wait)
	return try{}, &Delayed{wait}
}

// takeBack undoes count.
func (s *Accounts) takeBack(ctx context.Context, key string, t try) error {
	s.throttle.untry(key, t.ticket)
	return s.giveBack(ctx, t.taken)
}

// strangers is how many tries of a day for accounts that do not exist are kept in
// the registry, by one instance. So many nobody needs to find out which exist; more
// would only fill the disk.
const strangers = 20_000

// stranger reports whether one more such try may be kept.
func (t *throttle) stranger() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if day := t.clock().UTC().Truncate(24 * time.Hour); !day.Equal(t.day) {
		t.day, t.strangers = day, 0
	}
	t.strangers++
	return t.strangers <= strangers
}
