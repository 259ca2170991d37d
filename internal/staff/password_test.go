package staff

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

func TestAPasswordMatchesItsHashAndNoOther(t *testing.T) {
	p := NewPasswords()
	hash, err := p.Hash(t.Context(), password)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("got the hash %s", hash)
	}
	for given, want := range map[string]bool{
		password: true, norm.NFD.String(password): true,
		"sai mật khẩu này": false, password + " ": false, "": false, strings.Repeat("a", 5000): false, "\xff" + password: false,
	} {
		if got, err := p.Match(t.Context(), given, hash); got != want || err != nil {
			t.Errorf("%.40q: got %v, %v, want %v", given, got, err, want)
		}
	}
	if got, err := p.Match(t.Context(), password, ""); got || err != nil {
		t.Errorf("no account: got %v, %v", got, err)
	}
}

func TestOnlyTheLengthOfAPasswordIsRuled(t *testing.T) {
	for given, good := range map[string]bool{
		"": false, strings.Repeat("a", 7): false, strings.Repeat("a", 8): true, strings.Repeat("ế", 8): true,
		strings.Repeat("ế", 7): false, strings.Repeat("😀", 128): true, strings.Repeat("a", 129): false,
		strings.Repeat(norm.NFD.String("ế"), 128): true, "aaaaaaaaaaaa\xff": false,
	} {
		if _, ok := plain(given); ok != good {
			t.Errorf("%.20q of %d bytes: got %v, want %v", given, len(given), ok, good)
		}
	}
	if _, err := NewPasswords().Hash(t.Context(), "ngắn"); !errors.Is(err, ErrPassword) {
		t.Errorf("got %v, want %v", err, ErrPassword)
	}
}

func TestWhoWaitsForHashingMayGiveUp(t *testing.T) {
	p := NewPasswords()
	for range hashers {
		p.turn <- struct{}{}
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() {
		_, err := p.Match(ctx, password, "")
		done <- err
	}()
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
}

func TestAGeneratedPasswordIsEasyToTypeAndLongEnough(t *testing.T) {
	shape := regexp.MustCompile(`^([0-9a-hjkmnp-tv-z]{5}-){3}[0-9a-hjkmnp-tv-z]{5}$`)
	seen := map[string]bool{}
	letters := map[rune]bool{}
	for range 500 {
		p, err := GeneratePassword(rand.Reader)
		if err != nil || !shape.MatchString(p) || seen[p] {
			t.Fatalf("got %q, %v", p, err)
		}
		if _, ok := plain(p); !ok {
			t.Fatalf("%q is not accepted as a password", p)
		}
		seen[p] = true
		for _, r := range p {
			letters[r] = true
		}
	}
	if len(letters) != len(alphabet)+1 {
		t.Errorf("got %d different letters, want %d and the dash", len(letters), len(alphabet))
	}
	if _, err := GeneratePassword(bytes.NewReader([]byte("short"))); err == nil {
		t.Error("got a password without enough randomness")
	}
}
