package staff

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// counted makes every comparison of a password cheap, and counts them: what is
// compared is a word, not a hash.
func counted(o *Office) *int {
	n := new(int)
	var mu sync.Mutex
	o.Accounts.passwords.compare = func(password, hash string) (bool, error) {
		mu.Lock()
		defer mu.Unlock()
		*n++
		return hash != nobody && password == "đúng mật khẩu này", nil
	}
	return n
}

const guesses = 10_000

func TestS5TenThousandGuessesADayAreAHundredAtMost(t *testing.T) {
	o := newOffice(t)
	o.account("lan")
	instances := []*Office{o.Office, o.another(), o.another()}
	evaluated := 0
	counts := make([]*int, len(instances))
	for i, office := range instances {
		counts[i] = counted(office)
	}
	day := o.Now().Truncate(24 * time.Hour)
	for i := range guesses {
		o.advance(day.Add(time.Duration(i) * 24 * time.Hour / guesses).Sub(o.Now()))
		if i%2500 == 2499 {
			instances[0] = o.another() // it was started anew and remembers nothing
			evaluated += *counts[0]
			counts[0] = counted(instances[0])
		}
		_, err := instances[i%len(instances)].Login(t.Context(), "lan", fmt.Sprint("đoán lần ", i))
		if !errors.Is(err, ErrCredentials) && !errors.As(err, new(*Delayed)) {
			t.Fatalf("guess %d: got %v", i, err)
		}
	}
	for _, n := range counts {
		evaluated += *n
	}
	t.Logf("%d guesses, %d evaluated", guesses, evaluated)
	if evaluated > 100 || evaluated < 90 {
		t.Errorf("got %d of %d guesses evaluated, want at most 100, and not none", evaluated, guesses)
	}
}

func TestS5AnHonestUserComesInWithinAQuarterOfAnHour(t *testing.T) {
	o := newOffice(t)
	counted(o.Office)
	o.account("lan")
	step, err := o.Login(t.Context(), "lan", password)
	o.must(err)
	browser, err := o.Know(t.Context(), step.Session, "")
	o.must(err)
	guess := func() error {
		_, err := o.Login(t.Context(), "lan", "sai mật khẩu này")
		return err
	}
	for range 400 { // a day and more of guessing
		o.refuses(nil, ignoreGuess(guess()), "a guess")
		o.advance(5 * time.Minute)
	}
	if _, err := o.LoginFrom(t.Context(), browser, "lan", password); err != nil {
		t.Errorf("in the middle of it, with a browser that was here before: got %v", err)
	}
	if err := o.Prove(t.Context(), o.begin(o.mustAccount("lan")), password); err != nil {
		t.Errorf("in the middle of it, with a session: got %v", err)
	}
	o.refuses(nil, ignoreGuess(guess()), "a guess")
	var delayed *Delayed
	if _, err := o.Login(t.Context(), "lan", password); !errors.As(err, &delayed) || delayed.Wait > 15*time.Minute {
		t.Fatalf("with a strange browser: got %v, want a wait of a quarter of an hour at most", err)
	}
	o.advance(delayed.Wait)
	if _, err := o.Login(t.Context(), "lan", password); err != nil {
		t.Errorf("after the wait: got %v", err)
	}
}

func ignoreGuess(err error) error {
	if errors.Is(err, ErrCredentials) || errors.As(err, new(*Delayed)) {
		return nil
	}
	return err
}

func (o *office) mustAccount(name string) Account {
	o.Helper()
	a, err := o.accounts.Account(o.Context(), name)
	o.must(err)
	return a
}

// As many passwords are compared for a name that exists as for one that does not,
// and both are delayed at the same tries: neither answer nor time tells them apart.
func TestS5AnUnknownUserTakesTheSamePathAsAKnownOne(t *testing.T) {
	o := newOffice(t)
	o.account("lan")
	n := counted(o.Office)
	start := o.Now()
	rapid.Check(t, func(rt *rapid.T) {
		start = start.Add(72 * time.Hour) // what was before is forgotten
		pauses := rapid.SliceOfN(rapid.Int64Range(0, int64(20*time.Minute)), 1, 30).Draw(rt, "pauses")
		type seen struct {
			compared int
			wait     time.Duration
		}
		walk := func(name string) (list []seen) {
			o.advance(start.Sub(o.Now()))
			for _, pause := range pauses {
				before := *n
				_, err := o.Login(t.Context(), name, "sai mật khẩu này")
				var delayed *Delayed
				errors.As(err, &delayed)
				s := seen{compared: *n - before}
				if delayed != nil {
					s.wait = delayed.Wait
				}
				list = append(list, s)
				o.advance(time.Duration(pause))
			}
			return list
		}
		known, unknown := walk("lan"), walk("khong-co")
		if fmt.Sprint(known) != fmt.Sprint(unknown) {
			rt.Fatalf("known: %v\nunknown: %v", known, unknown)
		}
	})
}

func TestS5AMillionInventedNamesDoNotFillTheStore(t *testing.T) {
	o := newOffice(t)
	counted(o.Office)
	for i := range 50 {
		_, err := o.Login(t.Context(), fmt.Sprint("ten-", i), "sai mật khẩu này")
		o.refuses(ErrCredentials, err, "an invented name")
	}
	o.accounts.throttle.strangers = strangers
	before := o.count(string(loginTries))
	for i := range 50 {
		_, err := o.Login(t.Context(), fmt.Sprint("khac-", i), "sai mật khẩu này")
		o.refuses(ErrCredentials, err, "an invented name")
	}
	if now := o.count(string(loginTries)); before != 50 || now != before {
		t.Errorf("got %d tries kept, then %d, want 50", before, now)
	}
	o.advance(tryLife)
	o.must(o.sessions.Sweep(t.Context(), o.Now()))
	if n := o.count(string(loginTries)); n != 0 {
		t.Errorf("got %d tries kept a day later, want none", n)
	}
}

func TestABrowserIsKnownForItsAccountUntilAllSessionsEnd(t *testing.T) {
	o := newOffice(t)
	o.account("hoa")
	session := o.begin(o.account("lan"))
	browser, err := o.Know(t.Context(), session, "")
	o.must(err)
	lanes := func(name, secret string) lane {
		l, err := o.laneOf(t.Context(), name, secret)
		o.must(err)
		return l
	}
	own := lanes("Lan", browser)
	if own == outside || lanes("hoa", browser) != outside || lanes("lan", "known_x") != outside || lanes("lan", session) != outside || lanes("lan", "") != outside {
		t.Error("a browser has not just its own lane for its own account")
	}
	if again, err := o.Know(t.Context(), session, browser); err != nil || again != "" {
		t.Errorf("got %q, %v for a browser that is known, want nothing new", again, err)
	}
	o.advance(KnownLife)
	if lanes("lan", browser) != outside {
		t.Error("a browser is known for longer than it may")
	}
	session = o.begin(o.mustAccount("lan"))
	browser, err = o.Know(t.Context(), session, browser)
	o.must(err)
	o.must(o.accounts.EndSessions(t.Context(), "lan"))
	if lanes("lan", browser) != outside {
		t.Error("a browser is known although all sessions were ended")
	}
	_, err = o.Know(t.Context(), session, "")
	o.refuses(ErrSession, err, "a session that has ended")
}
