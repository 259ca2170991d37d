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
	// Factor is the second factor, nil where none is in force. It is replaced
	// whole and never changed.
	Factor *Factor `json:"factor,omitempty"`
}

// Principal is the account as the one who asks.
func (a Account) Principal() Principal {
	return Principal{Name: a.Username, Role: a.Role, Unit: a.Unit, MustChange: a.MustChange}
}

// HasTOTP reports whether a code must follow the password.
func (a Account) HasTOTP() bool { return a.Factor != nil }

// rules reports whether the account is open and administers every unit.
func (a Account) rules() bool { return a.Role == Admin && a.Unit == "" && !a.Disabled }

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

// Accounts keeps the accounts. They are closed and never removed: the name of
// one who has left stands under what he decided, and must not come to mean
// somebody else.
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
// be free, or survey.ErrExists. Whether the password must be changed is said by
// MustChange: only the caller knows who chose it.
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
