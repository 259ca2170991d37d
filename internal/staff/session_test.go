package staff

import (
	"context"
	"crypto/rand"
	"errors"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hailong/internal/store"
	"hailong/internal/survey"
)

func TestASessionFindsItsAccountUntilItEnds(t *testing.T) {
	o := newOffice(t)
	a := o.account("lan")
	one, two := o.begin(a), o.begin(a)
	if one == two {
		t.Fatal("got the same secret twice")
	}
	got, err := o.find(one)
	o.must(err)
	if got.Username != "lan" {
		t.Errorf("got %+v", got)
	}
	o.must(o.sessions.End(t.Context(), one))
	o.must(o.sessions.End(t.Context(), one))
	o.must(o.sessions.End(t.Context(), "nothing"))
	if _, err := o.find(one); !errors.Is(err, ErrSession) {
		t.Errorf("got %v, want %v", err, ErrSession)
	}
	if _, err := o.find(two); err != nil {
		t.Errorf("the other session: got %v", err)
	}
	o.must(o.sessions.EndAll(t.Context(), "lan"))
	if _, err := o.find(two); !errors.Is(err, ErrSession) {
		t.Errorf("after EndAll: got %v, want %v", err, ErrSession)
	}
}

func TestASessionEndsUnusedAndAtLastAnyway(t *testing.T) {
	o := newOffice(t)
	a := o.account("lan")
	idle, used := o.begin(a), o.begin(a)
	for o.Now().Sub(newClock().Now()) < AbsoluteLimit-10*time.Minute {
		o.advance(10 * time.Minute)
		if _, err := o.find(used); err != nil {
			t.Fatalf("at %v: got %v", o.Now(), err)
		}
	}
	if _, err := o.find(idle); !errors.Is(err, ErrSession) {
		t.Errorf("unused: got %v, want %v", err, ErrSession)
	}
	o.advance(10 * time.Minute)
	if _, err := o.find(used); !errors.Is(err, ErrSession) {
		t.Errorf("after ten hours: got %v, want %v", err, ErrSession)
	}
}

// full is a registry on a disk that takes no more.
type full struct{ store.Registry }

func (full) Replace(context.Context, string, string, []byte) error { return survey.ErrUnavailable }

func TestOnAFullDiskTheOfficeCanStillBeRead(t *testing.T) {
	o := newOffice(t)
	secret := o.begin(o.account("lan"))
	onFull := NewSessions(full{o.store}, o.accounts, rand.Reader)
	for range 2 {
		now := o.advance(IdleLimit/2 - time.Second)
		if _, err := onFull.Find(t.Context(), secret, now); err != nil {
			t.Fatalf("at %v: got %v, want the session", now, err)
		}
	}
	// What is not written down was no use: the limit holds all the same.
	if _, err := onFull.Find(t.Context(), secret, o.advance(3*time.Second)); !errors.Is(err, ErrSession) {
		t.Errorf("got %v, want %v", err, ErrSession)
	}
}

func TestAPageViewIsNotAWriteEachTime(t *testing.T) {
	o := newOffice(t)
	secret := o.begin(o.account("lan"))
	writes := 0
	var last time.Time
	for range 300 {
		o.advance(time.Second)
		_, err := o.find(secret)
		o.must(err)
		for u, err := range uses.All(t.Context(), o.store) {
			o.must(err)
			if !u.Seen.Equal(last) {
				last = u.Seen
				writes++
			}
		}
	}
	if writes != 5 {
		t.Errorf("got %d writes in five minutes of clicking, want 5", writes)
	}
}

func TestTheAccountAsItIsNowCounts(t *testing.T) {
	o := newOffice(t)
	secret := o.begin(o.account("lan"))
	o.must(o.accounts.SetRole(t.Context(), "lan", Centre, "khac"))
	a, err := o.find(secret)
	o.must(err)
	if a.Role != Centre || a.Unit != "khac" {
		t.Errorf("got %+v, want the new role", a)
	}
	o.must(o.accounts.SetDisabled(t.Context(), "lan", true))
	if _, err := o.find(secret); !errors.Is(err, ErrSession) {
		t.Errorf("disabled: got %v, want %v", err, ErrSession)
	}
	o.must(o.accounts.SetDisabled(t.Context(), "lan", false))
	if _, err := o.find(secret); !errors.Is(err, ErrSession) {
		t.Errorf("opened again: got %v, want %v", err, ErrSession)
	}
}

func TestARenewalDoesNotBringBackWhatALogoutEnded(t *testing.T) {
	o := newOffice(t)
	a := o.account("lan")
	for range 20 {
		secret := o.begin(a)
		o.advance(2 * renewal)
		now := o.Now()
		var group sync.WaitGroup
		for range 4 {
			group.Go(func() { _, _ = o.sessions.Find(t.Context(), secret, now) })
		}
		group.Go(func() { check(t, o.sessions.End(t.Context(), secret)) })
		group.Wait()
		if _, err := o.find(secret); !errors.Is(err, ErrSession) {
			t.Fatalf("got %v, want %v", err, ErrSession)
		}
	}
}

func TestSweepRemovesWhatIsOverAndNothingElse(t *testing.T) {
	o := newOffice(t)
	lan, hoa := o.account("lan"), o.account("hoa")
	old := o.begin(lan)
	o.advance(25 * time.Minute)
	o.begin(hoa)
	alive := o.begin(lan)
	if _, err := o.find(old); err != nil {
		t.Fatal(err)
	}
	o.advance(10 * time.Minute)
	ended := o.begin(lan)
	o.must(o.sessions.End(t.Context(), ended))
	o.must(o.sessions.EndAll(t.Context(), "hoa"))
	o.must(uses.Replace(t.Context(), o.store, "orphan", use{o.Now()}))
	o.must(o.sessions.Sweep(t.Context(), o.Now()))
	if n := o.count(string(sessions)); n != 2 {
		t.Errorf("got %d sessions, want the two that are alive", n)
	}
	if n := o.count(string(uses)); n != 1 {
		t.Errorf("got %d uses, want that of the older session", n)
	}
	for _, secret := range []string{old, alive} {
		if _, err := o.find(secret); err != nil {
			t.Errorf("got %v for a session that is alive", err)
		}
	}
	o.advance(AbsoluteLimit)
	o.must(o.sessions.Sweep(t.Context(), o.Now()))
	if n := o.count(string(sessions)) + o.count(string(uses)); n != 0 {
		t.Errorf("got %d records when all is over, want none", n)
	}
}

func (o *office) count(kind string) (n int) {
	o.Helper()
	for _, err := range o.store.List(o.Context(), kind) {
		o.must(err)
		n++
	}
	return n
}

// Whatever is done in whatever order, a session is found just when it was begun
// under the account's present epoch, not ended, and within both limits (used
// times are written down to the minute).
func TestASessionIsFoundJustWhenItShouldBe(t *testing.T) {
	o := newOffice(t)
	a := o.account("lan")
	rapid.Check(t, func(rt *rapid.T) {
		o.must(o.sessions.EndAll(t.Context(), "lan"))
		type model struct {
			secret      string
			began, seen time.Time
			over        bool
		}
		var all []*model
		for range rapid.IntRange(1, 12).Draw(rt, "steps") {
			o.advance(time.Duration(rapid.Int64Range(0, int64(40*time.Minute)).Draw(rt, "pause")))
			switch rapid.IntRange(0, 5).Draw(rt, "step") {
			case 0, 1:
				a, _ = o.accounts.Account(t.Context(), "lan")
				all = append(all, &model{secret: o.begin(a), began: o.Now(), seen: o.Now()})
			case 2:
				o.must(o.sessions.EndAll(t.Context(), "lan"))
				for _, m := range all {
					m.over = true
				}
			case 3:
				if len(all) > 0 {
					m := rapid.SampledFrom(all).Draw(rt, "ended")
					o.must(o.sessions.End(t.Context(), m.secret))
					m.over = true
				}
			case 4:
				o.must(o.sessions.Sweep(t.Context(), o.Now()))
			}
			for i, m := range all {
				idle, age := o.Now().Sub(m.seen), o.Now().Sub(m.began)
				want := !m.over && idle < IdleLimit && age < AbsoluteLimit
				_, err := o.find(m.secret)
				if want != (err == nil) || (err != nil && !errors.Is(err, ErrSession)) {
					rt.Fatalf("session %d, idle %v, age %v: got %v, want found %v", i, idle, age, err, want)
				}
				m.over = !want
				if want && idle >= renewal {
					m.seen = o.Now()
				}
			}
		}
	})
}
