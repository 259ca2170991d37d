package web_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"hailong/internal/staff"
	"hailong/internal/web"
)

// cookie returns one that an answer sets.
func (r reply) cookie(t *testing.T, name string) *http.Cookie {
	t.Helper()
	for _, c := range r.Cookies() {
		if c.Name == name {
			return c
		}
	}
	t.Fatalf("no cookie %s: %v", name, r.Cookies())
	return nil
}

func TestS6ASessionIsNewAtEveryLoginAndNoneCanBeFixed(t *testing.T) {
	s := newSite(t)
	s.account("lan", staff.Officer)
	form := url.Values{"username": {"lan"}, "password": {adminPassword}}
	first := s.login("lan")
	fixed := &http.Cookie{Name: "hailong", Value: strings.Repeat("A", 43)}
	for _, brought := range []*http.Cookie{fixed, first} {
		got := s.sendAs(brought, "/office/login", form).cookie(t, "hailong")
		if got.Value == brought.Value || got.Value == first.Value {
			t.Error("a login goes on with the session that the browser brought")
		}
		s.with(got, http.MethodGet, "/office/me").wants(t, http.StatusOK)
	}
	s.with(fixed, http.MethodGet, "/office/me").wants(t, http.StatusSeeOther)
	s.sendAs(first, "/office/logout", nil).wants(t, http.StatusSeeOther)
	s.with(first, http.MethodGet, "/office/me").wants(t, http.StatusSeeOther)
	for _, where := range []string{"/office/me?hailong=" + first.Value, "/office/me;hailong=" + first.Value} {
		if got := s.get(where); got.StatusCode == http.StatusOK {
			t.Errorf("a session is taken from the address %s", where)
		}
	}
}

func TestS6AChangedPasswordEndsEveryOtherSession(t *testing.T) {
	s := newSite(t)
	s.account("lan", staff.Officer)
	here, there := s.login("lan"), s.login("lan")
	changed := s.sendAs(here, "/office/me/password", url.Values{"old": {adminPassword}, "chosen": {"mot-mat-khau-moi-hon"}, "again": {"mot-mat-khau-moi-hon"}})
	changed.wants(t, http.StatusSeeOther)
	for _, old := range []*http.Cookie{here, there} {
		s.with(old, http.MethodGet, "/office/me").wants(t, http.StatusSeeOther)
	}
	s.with(changed.cookie(t, "hailong"), http.MethodGet, "/office/me").wants(t, http.StatusOK)
}

// Another tab may log out while a request is under way.
func TestS6ASessionThatEndsUnderARequestIsNoFaultOfOurs(t *testing.T) {
	if got := web.StatusOf(fmt.Errorf("look again: %w", staff.ErrSession)); got != http.StatusUnauthorized {
		t.Errorf("got status %d, want %d", got, http.StatusUnauthorized)
	}
}

// Whoever reads the store, or the log, can come in as nobody.
func TestS6NoSecretThatOpensAnythingLiesInTheStoreOrTheLog(t *testing.T) {
	s := newSite(t)
	s.account("lan", staff.Officer)
	s.account("hoa", staff.Officer)
	s.enrol("hoa")
	in := s.loginWith("lan", adminPassword)
	secrets := map[string]string{
		"session": in.cookie(t, "hailong").Value, "known browser": in.cookie(t, "hailong-known").Value,
		"challenge": s.half("hoa").Value, "token": s.token(staff.Admin), "password": adminPassword,
	}
	s.with(in.cookie(t, "hailong"), http.MethodGet, "/office/me").wants(t, http.StatusOK)
	kinds, err := s.store.Kinds(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	for _, kind := range kinds {
		for r, err := range s.store.List(t.Context(), kind) {
			if err != nil {
				t.Fatal(err)
			}
			ids[r.ID] = true
			for name, secret := range secrets {
				if strings.Contains(r.ID+string(r.Value), secret) {
					t.Errorf("the %s lies in a record of %s", name, kind)
				}
			}
		}
	}
	for name, secret := range secrets {
		digest := sha256.Sum256([]byte(secret))
		if name != "password" && !ids[hex.EncodeToString(digest[:])] {
			t.Errorf("no record lies under the SHA-256 of the %s", name)
		}
		if strings.Contains(s.log.String(), secret) {
			t.Errorf("the %s stands in the log", name)
		}
	}
}

// From one address, from a hundred, from the networks of an IPv6 /48, and under
// forged ones: ten thousand guesses of one day are counted by the account.
func TestS5GuessesAreCountedTogetherWhereverTheyComeFrom(t *testing.T) {
	s := newSite(t)
	s.at("2026-11-23 07:00") // midnight in UTC
	s.account("lan", staff.Officer)
	known := s.loginWith("lan", adminPassword).cookie(t, "hailong-known")
	knock := func(i int, password string, cookies ...*http.Cookie) int {
		form := url.Values{"username": {"lan"}, "password": {password}}
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/office/login", strings.NewReader(form.Encode()))
		r.Host, r.RemoteAddr = "khaosat.example.vn", []string{"203.0.113.7:1", fmt.Sprintf("198.51.100.%d:1", i%100), fmt.Sprintf("[2001:db8:1:%x::%x]:1", i, i)}[i%3]
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("X-Forwarded-For", fmt.Sprintf("192.0.2.%d", i%250))
		for _, c := range cookies {
			r.AddCookie(c)
		}
		w := httptest.NewRecorder()
		s.server.Handler().ServeHTTP(w, r)
		return w.Code
	}
	const guesses = 10_000
	statuses := map[int]int{}
	for i := range guesses {
		statuses[knock(i, fmt.Sprint("doan-lan-thu-", i))]++
		s.later(24 * time.Hour / guesses)
	}
	t.Logf("%d guesses: %v", guesses, statuses)
	if n := statuses[http.StatusUnauthorized]; n > 100 || n < 90 || n+statuses[http.StatusTooManyRequests] != guesses {
		t.Errorf("got %v of %d guesses, want at most 100 with 401 and all others with 429", statuses, guesses)
	}
	if got := knock(0, adminPassword, known); got != http.StatusSeeOther {
		t.Errorf("the owner, with a browser that was here before: status %d", got)
	}
	s.later(15 * time.Minute)
	if got := knock(1, adminPassword); got != http.StatusSeeOther {
		t.Errorf("the owner, with a strange browser, a quarter of an hour later: status %d", got)
	}
}
