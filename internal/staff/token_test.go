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

func TestATokenIsMadeForARoleAndAUnitWithANote(t *testing.T) {
	o := staffed(t)
	plain, err := o.NewTokenFor(t.Context(), ofUnit, TokenOrder{Auditor, "ninh-giang", "  Báo cáo sở "})
	o.must(err)
	p, err := o.tokens.Token(t.Context(), plain)
	o.must(err)
	if p.Role != Auditor || p.Unit != "ninh-giang" || p.MustChange {
		t.Errorf("got %+v", p)
	}
	other, err := o.NewTokenFor(t.Context(), ofAll, TokenOrder{City, "", strings.Repeat("ế", maxNote)})
	o.must(err)
	list, err := o.TokensOf(t.Context(), ofUnit)
	o.must(err)
	if len(list) != 1 || list[0].Note != "Báo cáo sở" || list[0].By != "xa" || list[0].Name != p.Name || !list[0].Made.Equal(o.Now()) {
		t.Errorf("got %+v, want the one of the unit", list)
	}
	if list, err := o.TokensOf(t.Context(), ofAll); err != nil || len(list) != 2 {
		t.Errorf("got %+v, %v, want both", list, err)
	}
	q, err := o.tokens.Token(t.Context(), other)
	o.must(err)
	o.refuses(ErrReach, o.Revoke(t.Context(), ofUnit, q.Name), "the token of the city")
	o.refuses(survey.ErrNotFound, o.Revoke(t.Context(), ofAll, "token-nothing"), "no token")
	o.must(o.Revoke(t.Context(), ofUnit, p.Name))
	_, err = o.tokens.Token(t.Context(), plain)
	o.refuses(ErrToken, err, "a revoked token")
	if _, err := o.tokens.Token(t.Context(), other); err != nil {
		t.Errorf("the other token: got %v", err)
	}
}

func TestWhatRefusesAToken(t *testing.T) {
	o := staffed(t)
	for _, order := range []TokenOrder{{Clerk, "khac", ""}, {Clerk, "", ""}, {City, "ninh-giang", ""}, {Admin, "", ""}} {
		_, err := o.NewTokenFor(t.Context(), ofUnit, order)
		o.refuses(ErrReach, err, string(order.Role)+" of "+order.Unit)
	}
	for _, c := range []struct {
		order TokenOrder
		what  string
	}{
		{TokenOrder{"root", "", ""}, "role"},
		{TokenOrder{Clerk, "nowhere", ""}, "unit"},
		{TokenOrder{Clerk, "", strings.Repeat("ế", maxNote+1)}, "note"},
		{TokenOrder{Clerk, "", "hai\ndòng"}, "note"},
		{TokenOrder{Clerk, "", "\xff"}, "note"},
		{TokenOrder{Clerk, "", "đảo\u202echữ"}, "note"},
	} {
		_, err := o.NewTokenFor(t.Context(), ofAll, c.order)
		o.bad(err, c.what)
	}
	if n := o.count(string(tokens)); n != 0 {
		t.Errorf("got %d tokens of what was refused, want none", n)
	}
}

func FuzzANoteIsOneShortLine(f *testing.F) {
	for _, s := range []string{"", " Báo cáo sở ", "a\nb", "\xff", strings.Repeat("ế", 61), "a\u00a0b", "\u202e"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text, ok := note(s)
		if again, still := note(text); ok && (!still || again != text) {
			t.Errorf("%q: got %q, and of that %q, %v", s, text, again, still)
		}
		if ok && (len([]rune(text)) > maxNote || strings.ContainsAny(text, "\r\n\t\x00\u2028\u202e")) {
			t.Errorf("%q is accepted as a note", text)
		}
	})
}
