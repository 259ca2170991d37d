package staff

import (
	"crypto/rand"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"
	"go.uber.org/goleak"

	"hailong/internal/store"
	"hailong/internal/store/sqlitestore"
	"hailong/internal/survey"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// A clock shows what it was set to.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) advance(d time.Duration) time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	return c.now
}

func newClock() *clock { return &clock{now: time.Date(2026, 10, 5, 8, 0, 0, 0, time.UTC)} }

// An office is all of the package on a store of its own.
type office struct {
	*testing.T
	*clock
	*Office
	dir      string
	store    *sqlitestore.Store
	accounts *Accounts
	tokens   *Tokens
	sessions *Sessions
}

const password = "đúng mật khẩu này"

func newOffice(t *testing.T) *office {
	t.Helper()
	dir := t.TempDir()
	s, err := sqlitestore.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	c := newClock()
	f := NewOffice(s, rand.Reader, c.Now)
	return &office{t, c, f, dir, s, f.Accounts, f.Tokens, f.Sessions}
}

func (o *office) must(err error) {
	o.Helper()
	if err != nil {
		o.Fatal(err)
	}
}

// account creates an officer of Ninh Giang.
func (o *office) account(username string) Account {
	o.Helper()
	a, err := o.accounts.CreateAccount(o.Context(), Account{Username: username, Role: Officer, Unit: "ninh-giang"}, password)
	o.must(err)
	return a
}

func (o *office) begin(a Account) string {
	o.Helper()
	secret, err := o.sessions.Begin(o.Context(), a, o.Now())
	o.must(err)
	return secret
}

func (o *office) find(secret string) (Account, error) {
	return o.sessions.Find(o.Context(), secret, o.Now())
}

// another is the same office as a second instance has it, with a throttle of its own.
func (o *office) another() *Office { return NewOffice(o.store, rand.Reader, o.Now) }

// enrol gives an account a second factor and lets its first step pass.
func (o *office) enrol(username string) (secret string, recovery []string) {
	o.Helper()
	e, err := o.BeginTOTP(o.Context(), username, password)
	o.must(err)
	recovery, err = o.ConfirmTOTP(o.Context(), username, o.code(e.Secret))
	o.must(err)
	o.advance(stepSeconds * time.Second)
	return e.Secret, recovery
}

// code is what the app shows now.
func (o *office) code(secret string) string {
	o.Helper()
	c, err := totp.GenerateCode(secret, o.Now())
	o.must(err)
	return c
}

// wrong is a code of six digits that the app shows neither now nor soon.
func (o *office) wrong(secret string) string {
	for n := 0; ; n++ {
		c := fmt.Sprintf("%06d", n)
		if _, err := stepOf(secret, c, o.Now()); errors.Is(err, ErrCode) {
			return c
		}
	}
}

// challenge logs in as far as the password brings.
func (o *office) challenge(f *Office, username string) string {
	o.Helper()
	step, err := f.Login(o.Context(), username, password)
	o.must(err)
	if step.Done() || step.Challenge == "" {
		o.Fatalf("got %+v, want a challenge", step)
	}
	return step.Challenge
}

// refuses holds an error to the one that is wanted.
func (o *office) refuses(want, got error, what string) {
	o.Helper()
	if !errors.Is(got, want) {
		o.Errorf("%s: got %v, want %v", what, got, want)
	}
}

func (o *office) unit(code string) {
	o.Helper()
	o.must(store.Units.Create(o.Context(), o.store, code, survey.Unit{Code: code}))
}
