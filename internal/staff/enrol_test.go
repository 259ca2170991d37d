package staff

import (
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

func TestASecondFactorIsInForceOnlyAfterItsFirstCode(t *testing.T) {
	o := newOffice(t)
	o.account("lan")
	e, err := o.BeginTOTP(t.Context(), "Lan", password)
	o.must(err)
	if step, err := o.Login(t.Context(), "lan", password); err != nil || !step.Done() {
		t.Errorf("after the beginning alone: got %+v, %v, want a session", step, err)
	}
	if again, err := o.PendingTOTP(t.Context(), "lan"); err != nil || again != e {
		t.Errorf("got %+v, %v, want the same enrolment shown again", again, err)
	}
	for _, typed := range []string{"", "12345", o.wrong(e.Secret), "abcde-fghjk"} {
		_, err := o.ConfirmTOTP(t.Context(), "lan", typed)
		o.refuses(ErrCode, err, typed)
	}
	recovery, err := o.ConfirmTOTP(t.Context(), "lan", o.code(e.Secret))
	o.must(err)
	if len(recovery) != recoveryCodes {
		t.Errorf("got %d recovery codes, want %d", len(recovery), recoveryCodes)
	}
	if left, err := o.RecoveryLeft(t.Context(), "lan"); err != nil || left != recoveryCodes {
		t.Errorf("got %d left, %v", left, err)
	}
	secret := o.challenge(o.Office, "lan")
	_, err = o.SecondFactor(t.Context(), secret, o.code(e.Secret))
	o.refuses(ErrCode, err, "the code that confirmed it")
	_, err = o.PendingTOTP(t.Context(), "lan")
	o.refuses(ErrNotEnrolled, err, "shown after the confirmation")
}

func TestAnAppReadsTheAddressOfAnEnrolment(t *testing.T) {
	o := newOffice(t)
	o.account("lan.nguyen")
	e, err := o.BeginTOTP(t.Context(), "lan.nguyen", password)
	o.must(err)
	u, err := url.Parse(e.URL)
	o.must(err)
	if u.Scheme != "otpauth" || u.Host != "totp" || u.Path != "/Hài Lòng:lan.nguyen" {
		t.Errorf("got %s", e.URL)
	}
	for key, want := range map[string]string{"secret": e.Secret, "issuer": "Hài Lòng", "algorithm": "SHA1", "digits": "6", "period": "30"} {
		if got := u.Query().Get(key); got != want {
			t.Errorf("%s: got %q, want %q", key, got, want)
		}
	}
	if strings.Contains(e.URL, "+") || len(e.Secret) != 32 {
		t.Errorf("got %s: some apps show the plus sign; a secret has 160 bits", e.URL)
	}
}

func TestWhatRefusesAnEnrolment(t *testing.T) {
	o := newOffice(t)
	o.account("lan")
	_, err := o.ConfirmTOTP(t.Context(), "lan", "123456")
	o.refuses(ErrNotEnrolled, err, "confirmed before it was begun")
	_, err = o.BeginTOTP(t.Context(), "lan", "sai mật khẩu này")
	o.refuses(ErrCredentials, err, "wrong password")
	_, err = o.BeginTOTP(t.Context(), "nobody", password)
	o.refuses(ErrCredentials, err, "nobody")

	e, err := o.BeginTOTP(t.Context(), "lan", password)
	o.must(err)
	o.advance(enrolmentLife)
	_, err = o.ConfirmTOTP(t.Context(), "lan", o.code(e.Secret))
	o.refuses(ErrNotEnrolled, err, "after ten minutes")

	one, err := o.BeginTOTP(t.Context(), "lan", password)
	o.must(err)
	two, err := o.BeginTOTP(t.Context(), "lan", password)
	o.must(err)
	if one.Secret == two.Secret {
		t.Fatal("got the same secret twice")
	}
	_, err = o.ConfirmTOTP(t.Context(), "lan", o.code(one.Secret))
	o.refuses(ErrCode, err, "the code of an earlier enrolment")
	_, err = o.ConfirmTOTP(t.Context(), "lan", o.code(two.Secret))
	o.must(err)
	_, err = o.BeginTOTP(t.Context(), "lan", password)
	o.refuses(ErrEnrolled, err, "begun over one in force")
}

// Two sets of recovery codes would be shown, of which one is worthless.
func TestOfManyConfirmationsOneSucceeds(t *testing.T) {
	o := newOffice(t)
	o.account("lan")
	e, err := o.BeginTOTP(t.Context(), "lan", password)
	o.must(err)
	early := o.code(e.Secret)
	o.advance(stepSeconds * time.Second)
	codes := []string{early, o.code(e.Secret)}
	var good atomic.Int32
	var group sync.WaitGroup
	for i := range 8 {
		office := o.another()
		group.Go(func() {
			_, err := office.ConfirmTOTP(t.Context(), "lan", codes[i%2])
			if err == nil {
				good.Add(1)
			} else if !errors.Is(err, ErrCode) && !errors.Is(err, ErrNotEnrolled) {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if n := good.Load(); n != 1 {
		t.Errorf("got %d confirmations, want 1", n)
	}
}

func TestAnOwnerRemovesTheFactorWithPasswordAndCode(t *testing.T) {
	o := newOffice(t)
	o.account("lan")
	o.refuses(ErrNotEnrolled, o.RemoveTOTP(t.Context(), "lan", password, "123456"), "without a factor")
	secret, recovery := o.enrol("lan")
	o.refuses(ErrCode, o.RemoveTOTP(t.Context(), "lan", password, "12345"), "no code")
	o.refuses(ErrCredentials, o.RemoveTOTP(t.Context(), "lan", "sai mật khẩu này", o.code(secret)), "wrong password")
	o.refuses(ErrCode, o.RemoveTOTP(t.Context(), "lan", password, o.wrong(secret)), "wrong code")
	var delayed *Delayed
	if err := o.RemoveTOTP(t.Context(), "lan", password, o.code(secret)); !errors.As(err, &delayed) {
		t.Errorf("got %v, want a delay after two wrong tries", err)
	}
	o.advance(delayed.Wait)
	o.must(o.RemoveTOTP(t.Context(), "lan", password, o.code(secret)))
	if step, err := o.Login(t.Context(), "lan", password); err != nil || !step.Done() {
		t.Errorf("got %+v, %v, want a session", step, err)
	}

	o.advance(time.Minute)
	_, fresh := o.enrol("lan")
	o.refuses(ErrCode, o.RemoveTOTP(t.Context(), "lan", password, recovery[0]), "a recovery code of the factor before")
	o.must(o.RemoveTOTP(t.Context(), "lan", password, fresh[0]))
	if left, err := o.RecoveryLeft(t.Context(), "lan"); err != nil || left != 0 {
		t.Errorf("got %d left without a factor, %v", left, err)
	}
}

func TestAResetFactorEndsSessionsAndChallenges(t *testing.T) {
	o := newOffice(t)
	o.account("lan")
	secret, _ := o.enrol("lan")
	session, err := o.SecondFactor(t.Context(), o.challenge(o.Office, "lan"), o.code(secret))
	o.must(err)
	o.advance(stepSeconds * time.Second)
	waiting := o.challenge(o.Office, "lan")
	o.must(o.Accounts.ResetTOTP(t.Context(), "lan"))
	_, err = o.Session(t.Context(), session)
	o.refuses(ErrSession, err, "a session from before")
	_, err = o.SecondFactor(t.Context(), waiting, o.code(secret))
	o.refuses(ErrChallenge, err, "a challenge from before")
	if step, err := o.Login(t.Context(), "lan", password); err != nil || !step.Done() {
		t.Errorf("got %+v, %v, want a session", step, err)
	}
}

func TestNeitherRecoveryCodesNorChallengesLieInTheStore(t *testing.T) {
	o := newOffice(t)
	o.account("lan")
	_, recovery := o.enrol("lan")
	waiting := o.challenge(o.Office, "lan")
	_, err := o.SecondFactor(t.Context(), waiting, recovery[0])
	o.must(err)
	secrets := append([]string{waiting[len(challengePrefix):], password}, recovery...)
	for _, r := range recovery {
		secrets = append(secrets, strings.ReplaceAll(r, "-", ""))
	}
	for _, name := range []string{"hailong.db", "hailong.db-wal"} {
		b, err := os.ReadFile(filepath.Join(o.dir, name))
		o.must(err)
		for _, s := range secrets {
			if strings.Contains(string(b), s) {
				t.Errorf("%s holds %q", name, s)
			}
		}
	}
}
