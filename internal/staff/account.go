package staff

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"regexp"
	"strings"
	"sync"
	"time"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// An Account is one person of the office.
type Account struct {
	Username     string `json:"username"`
	Role         Role   `json:"role"`
	Unit         string `json:"unit"` // "" is all of them
	PasswordHash string `json:"passwordHash"`
	Disabled     bool   `json:"disabled,omitempty"`
	// MustChange: somebody else chose the password, so its owner must.
	MustChange bool `json:"mustChange,omitempty"`
	// Epoch changes when all sessions of the account shall end: one that began
	// under another is dead.
	Epoch string `json:"epoch"`
}

// Principal is the account as the one who asks.
func (a Account) Principal() Principal { return Principal{a.Username, a.Role, a.Unit} }

const accounts store.Kind[Account] = "accounts"

var (
	// ErrCredentials: the username or the password is wrong, or the account is
	// disabled; which of them is told to nobody.
	ErrCredentials = errors.New("wrong username or password")
	// ErrUsername: the name cannot be an account's.
	ErrUsername = errors.New("username must have 1 to 64 of a-z, 0-9, dot, dash and underscore")
)

var usernames = regexp.MustCompile(`^[a-z0-9._-]{1,64}$`)

// Username returns the name as it is stored, in lower case and without blanks
// around it.
func Username(s string) (string, error) {
	s = strings.ToLower(strings.TrimSpace(s))
	if !usernames.MatchString(s) {
		return "", ErrUsername
	}
	return s, nil
}

// Accounts keeps the accounts. A change reads the account and writes it whole;
// changes in one process wait for each other, and between instances the last
// one stays.
type Accounts struct {
	registry  store.Registry
	random    io.Reader
	passwords *Passwords
	throttle  *throttle
	changing  sync.Mutex
}

// NewAccounts returns the accounts in a registry. The clock is for the delay
// after wrong passwords; random must be safe for concurrent use.
func NewAccounts(r store.Registry, p *Passwords, random io.Reader, clock func() time.Time) *Accounts {
	return &Accounts{registry: r, random: random, passwords: p, throttle: newThrottle(clock)}
}

// CreateAccount stores a new account with its first password. The username must
// be free, or survey.ErrExists.
func (s *Accounts) CreateAccount(ctx context.Context, a Account, password string) (Account, error) {
	var err error
	if a.Username, err = Username(a.Username); err != nil {
		return Account{}, err
	}
	if a.Role, err = ParseRole(string(a.Role)); err != nil {
		return Account{}, err
	}
	if a.PasswordHash, err = s.passwords.Hash(ctx, password); err != nil {
		return Account{}, err
	}
	if a.Epoch, err = s.epoch(); err != nil {
		return Account{}, err
	}
	return a, accounts.Create(ctx, s.registry, a.Username, a)
}

func (s *Accounts) epoch() (string, error) {
	b := make([]byte, 16)
	if _, err := io.ReadFull(s.random, b); err != nil {
		return "", fmt.Errorf("new epoch: %w", err)
	}
	return fmt.Sprintf("%x", b), nil
}

// Account returns an account or survey.ErrNotFound.
func (s *Accounts) Account(ctx context.Context, username string) (Account, error) {
	name, err := Username(username)
	if err != nil {
		return Account{}, fmt.Errorf("read account: %w", survey.ErrNotFound)
	}
	return accounts.Get(ctx, s.registry, name)
}

// All yields every account in the order of the usernames.
func (s *Accounts) All(ctx context.Context) iter.Seq2[Account, error] {
	return accounts.All(ctx, s.registry)
}

// SetPassword changes the password, ends every session of the account and
// forgets its wrong tries. mustChange says that it was not chosen by its owner.
func (s *Accounts) SetPassword(ctx context.Context, username, password string, mustChange bool) error {
	hash, err := s.passwords.Hash(ctx, password)
	if err != nil {
		return err
	}
	epoch, err := s.epoch()
	if err != nil {
		return err
	}
	err = s.change(ctx, username, func(a *Account) {
		a.PasswordHash, a.MustChange, a.Epoch = hash, mustChange, epoch
	})
	if err == nil {
		s.throttle.forget(strings.ToLower(strings.TrimSpace(username)))
	}
	return err
}

// SetRole changes what the account may do and for which unit. It takes effect
// at once, in the sessions that are open too.
func (s *Accounts) SetRole(ctx context.Context, username string, role Role, unit string) error {
	role, err := ParseRole(string(role))
	if err != nil {
		return err
	}
	return s.change(ctx, username, func(a *Account) { a.Role, a.Unit = role, unit })
}

// SetDisabled closes an account or opens it again. Its sessions end.
func (s *Accounts) SetDisabled(ctx context.Context, username string, disabled bool) error {
	epoch, err := s.epoch()
	if err != nil {
		return err
	}
	return s.change(ctx, username, func(a *Account) { a.Disabled, a.Epoch = disabled, epoch })
}

// EndSessions logs the account out everywhere.
func (s *Accounts) EndSessions(ctx context.Context, username string) error {
	epoch, err := s.epoch()
	if err != nil {
		return err
	}
	return s.change(ctx, username, func(a *Account) { a.Epoch = epoch })
}

func (s *Accounts) change(ctx context.Context, username string, edit func(*Account)) error {
	s.changing.Lock()
	defer s.changing.Unlock()
	a, err := s.Account(ctx, username)
	if err != nil {
		return err
	}
	edit(&a)
	return accounts.Replace(ctx, s.registry, a.Username, a)
}

// Login returns the account whose username and password these are. Otherwise
// the error is ErrCredentials, or a *Delayed where too many tries were wrong;
// both come alike, and after the same time, for accounts that do not exist.
func (s *Accounts) Login(ctx context.Context, username, password string) (Account, error) {
	name, err := Username(username)
	if err != nil {
		return Account{}, ErrCredentials // no secret: the rule for names is public
	}
	if wait := s.throttle.try(name); wait > 0 {
		return Account{}, &Delayed{wait}
	}
	a, err := s.Account(ctx, name)
	if err != nil && !errors.Is(err, survey.ErrNotFound) {
		s.throttle.untry(name)
		return Account{}, err
	}
	match, err := s.passwords.Match(ctx, password, a.PasswordHash)
	if err != nil {
		s.throttle.untry(name)
		return Account{}, err
	}
	if !match || a.Disabled {
		return Account{}, ErrCredentials
	}
	s.throttle.forget(name)
	return a, nil
}
