package staff

import (
	"errors"
	"strings"
	"testing"
	"time"
)

func TestAnOfficeLogsInByPasswordAndByToken(t *testing.T) {
	o := newOffice(t)
	office := o.Office
	empty, err := office.Empty(t.Context())
	o.must(err)
	if !empty {
		t.Error("got an office that is not empty before its first account")
	}
	o.account("lan")
	if empty, err = office.Empty(t.Context()); err != nil || empty {
		t.Errorf("got empty %v, %v with an account", empty, err)
	}
	step, err := office.Login(t.Context(), "lan", password)
	o.must(err)
	secret := step.Session
	if !step.Done() || step.Challenge != "" {
		t.Errorf("got %+v without a second factor, want a session alone", step)
	}
	if p, err := office.Session(t.Context(), secret); err != nil || p != (Principal{Name: "lan", Role: Officer, Unit: "ninh-giang"}) {
		t.Errorf("got %v, %v", p, err)
	}
	o.advance(IdleLimit)
	if _, err := office.Session(t.Context(), secret); !errors.Is(err, ErrSession) {
		t.Errorf("got %v, want %v", err, ErrSession)
	}
	if _, err := office.Login(t.Context(), "lan", "sai mật khẩu này"); !errors.Is(err, ErrCredentials) {
		t.Errorf("got %v, want %v", err, ErrCredentials)
	}
	plain, err := office.NewToken(t.Context(), City)
	o.must(err)
	if p, err := office.Tokens.Token(t.Context(), plain); err != nil || p.Role != City || p.Unit != "" {
		t.Errorf("got %v, %v", p, err)
	}
	for token, err := range office.Tokens.All(t.Context()) {
		if err != nil || token.Role != City || !token.Made.Equal(o.Now()) {
			t.Errorf("got %+v, %v", token, err)
		}
	}
}

func TestADelaySaysHowLong(t *testing.T) {
	if got := (&Delayed{30 * time.Second}).Error(); !strings.Contains(got, "30s") {
		t.Errorf("got %q", got)
	}
}
