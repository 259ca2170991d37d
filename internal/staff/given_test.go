package staff

import (
	"crypto/rand"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"hailong/internal/store/sqlitestore"
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
	a := NewAccounts(s, NewPasswords(), rand.Reader, c.Now)
	return &office{t, c, dir, s, a, NewTokens(s, rand.Reader), NewSessions(s, a, rand.Reader)}
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
