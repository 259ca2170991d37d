package staff

import (
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hailong/internal/survey"
)

func TestATokenStandsForItsRoleUntilItIsRevoked(t *testing.T) {
	o := newOffice(t)
	plain, err := o.tokens.NewToken(t.Context(), Auditor, "ninh-giang", o.Now())
	o.must(err)
	other, err := o.tokens.NewToken(t.Context(), City, "", o.Now())
	o.must(err)
	p, err := o.tokens.Token(t.Context(), plain)
	o.must(err)
	if p.Role != Auditor || p.Unit != "ninh-giang" || !strings.HasPrefix(p.Name, "token-") {
		t.Errorf("got %+v", p)
	}
	o.must(o.tokens.Revoke(t.Context(), p.Name))
	if _, err := o.tokens.Token(t.Context(), plain); !errors.Is(err, ErrToken) {
		t.Errorf("got %v, want %v", err, ErrToken)
	}
	if p, err := o.tokens.Token(t.Context(), other); err != nil || p.Role != City {
		t.Errorf("got %v, %v for the other token", p, err)
	}
	if err := o.tokens.Revoke(t.Context(), p.Name); !errors.Is(err, survey.ErrNotFound) {
		t.Errorf("got %v, want %v", err, survey.ErrNotFound)
	}
	if _, err := o.tokens.NewToken(t.Context(), "root", "", o.Now()); err == nil {
		t.Error("got a token for a role that does not exist")
	}
}

func TestAnythingElseIsNoToken(t *testing.T) {
	o := newOffice(t)
	plain, err := o.tokens.NewToken(t.Context(), Admin, "", o.Now())
	o.must(err)
	session := o.begin(o.account("lan"))
	for _, s := range []string{"", TokenPrefix, plain[1:], plain + "A", plain[:len(plain)-1], strings.ToUpper(plain), plain + "\n",
		" " + plain, strings.Replace(plain, TokenPrefix, "", 1), session, TokenPrefix + session, digest(plain)} {
		if p, err := o.tokens.Token(t.Context(), s); !errors.Is(err, ErrToken) || p != (Principal{}) {
			t.Errorf("%q: got %v, %v, want %v", s, p, err, ErrToken)
		}
	}
	if _, err := o.find(plain); !errors.Is(err, ErrSession) {
		t.Errorf("a token as a session: got %v, want %v", err, ErrSession)
	}
}

func TestNoSecretLiesInTheStore(t *testing.T) {
	o := newOffice(t)
	token, err := o.tokens.NewToken(t.Context(), Admin, "", o.Now())
	o.must(err)
	session := o.begin(o.account("lan"))
	for _, name := range []string{"hailong.db", "hailong.db-wal"} {
		b, err := os.ReadFile(filepath.Join(o.dir, name))
		o.must(err)
		for what, secret := range map[string]string{"token": token[len(TokenPrefix):], "session": session, "password": password} {
			if strings.Contains(string(b), secret) {
				t.Errorf("%s holds the plain %s", name, what)
			}
		}
	}
}

func FuzzASecretIsOursOrNothing(f *testing.F) {
	plain, _, err := newSecret(rand.Reader, TokenPrefix)
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range []string{"", "hl_", plain, plain + "=", plain[3:], "hl_" + strings.Repeat("\n", 43), "hl_" + strings.Repeat("A", 42) + "B"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, prefix := range []string{"", TokenPrefix} {
			id, ok := secretID(s, prefix)
			if !ok {
				if id != "" {
					t.Errorf("%q: got the id %s of nothing", s, id)
				}
				continue
			}
			b, err := secretText.DecodeString(s[len(prefix):])
			if err != nil || len(b) != secretBytes || prefix+secretText.EncodeToString(b) != s {
				t.Errorf("%q is taken for a secret but is not written as one", s)
			}
			if len(id) != 64 || id != digest(s) {
				t.Errorf("%q: got the id %s", s, id)
			}
		}
	})
}
