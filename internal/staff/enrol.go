package staff

import (
	"context"
	"encoding/base32"
	"errors"
	"fmt"
	"time"

	"github.com/pquerna/otp/totp"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// issuer is the name under which an app shows its codes.
const issuer = "Hài Lòng"

// enrolmentLife is how long a new secret waits for its first code.
const enrolmentLife = 10 * time.Minute

// An enrolment is a secret of which nobody has shown yet that an app has it. It
// lies under the username.
type enrolment struct {
	Secret string    `json:"secret"`
	Until  time.Time `json:"until"`
}

const enrolments store.Kind[enrolment] = "totp-enrolments"

var (
	// ErrEnrolled: the account has a second factor; it is removed first.
	ErrEnrolled = errors.New("second factor is in force")
	// ErrNotEnrolled: no enrolment was begun, or it took too long; or there is no
	// second factor to remove.
	ErrNotEnrolled = errors.New("no second factor was begun")
)

// An Enrolment is what an app needs to know.
type Enrolment struct {
	Secret string // in base32, to be typed
	URL    string // otpauth://totp/..., to be drawn as a QR code
}

// BeginTOTP draws the secret of a second factor. Nothing changes until
// ConfirmTOTP. The password is asked for again, so that a browser that was left
// open does not lock its owner out; the errors are those of Accounts.Login, and
// ErrEnrolled.
func (o *Office) BeginTOTP(ctx context.Context, username, password string) (Enrolment, error) {
	a, err := o.Accounts.login(ctx, inside, username, password)
	if err != nil {
		return Enrolment{}, err
	}
	if a.HasTOTP() {
		return Enrolment{}, ErrEnrolled
	}
	key, err := totp.Generate(totp.GenerateOpts{Issuer: issuer, AccountName: a.Username, Rand: o.random})
	if err != nil {
		return Enrolment{}, fmt.Errorf("draw secret: %w", err)
	}
	e := enrolment{key.Secret(), o.now().UTC().Add(enrolmentLife)}
	return Enrolment{key.Secret(), key.URL()}, enrolments.Replace(ctx, o.registry, a.Username, e)
}

// PendingTOTP returns an enrolment that was begun, to show it once more, or
// ErrNotEnrolled.
func (o *Office) PendingTOTP(ctx context.Context, username string) (Enrolment, error) {
	e, err := o.pending(ctx, username)
	if err != nil {
		return Enrolment{}, err
	}
	secret, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(e.Secret)
	if err != nil {
		return Enrolment{}, fmt.Errorf("read enrolment: %w", err)
	}
	key, err := totp.Generate(totp.GenerateOpts{Issuer: issuer, AccountName: username, Secret: secret})
	if err != nil {
		return Enrolment{}, fmt.Errorf("read enrolment: %w", err)
	}
	return Enrolment{key.Secret(), key.URL()}, nil
}

func (o *Office) pending(ctx context.Context, username string) (enrolment, error) {
	e, err := enrolments.Get(ctx, o.registry, username)
	if errors.Is(err, survey.ErrNotFound) || (err == nil && !o.now().Before(e.Until)) {
		return enrolment{}, ErrNotEnrolled
	}
	return e, err
}

// ConfirmTOTP puts the enrolment in force with a first code from the app, and
// returns the recovery codes, which are shown this once. The errors are ErrCode,
// ErrNotEnrolled and ErrEnrolled. Codes are not throttled here: whoever asks was
// shown the secret.
func (o *Office) ConfirmTOTP(ctx context.Context, username, typed string) (recovery []string, err error) {
	e, err := o.pending(ctx, username)
	if err != nil {
		return nil, err
	}
	c, ok := parseCode(typed)
	if !ok || c.digits == "" {
		return nil, ErrCode
	}
	if err := o.spendDigits(ctx, username, e.Secret, c); err != nil {
		return nil, err
	}
	// One enrolment is confirmed once: of two sets of recovery codes only the last
	// would be good.
	if err := o.claim(ctx, username+"/"+digest(e.Secret)); err != nil {
		return nil, err
	}
	return o.enrol(ctx, username, e.Secret)
}

// enrol writes the account before it forgets the enrolment: if we die before the
// recovery codes are seen, the owner has the app, and can begin anew with it.
func (o *Office) enrol(ctx context.Context, username, secret string) ([]string, error) {
	recovery, digests, err := newRecovery(o.random, username)
	if err != nil {
		return nil, err
	}
	_, err = o.Accounts.change(ctx, username, func(a *Account) error {
		if a.HasTOTP() {
			return ErrEnrolled
		}
		a.Factor = &Factor{secret, digests}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return recovery, enrolments.Delete(ctx, o.registry, username)
}

// RemoveTOTP ends the second factor. Its owner shows the password and a code;
// the errors are those of Accounts.Login, ErrCode and ErrNotEnrolled.
func (o *Office) RemoveTOTP(ctx context.Context, username, password, typed string) error {
	c, ok := parseCode(typed)
	if !ok {
		return ErrCode
	}
	was, _, err := o.Accounts.attempt(ctx, inside, username, func(a Account) error {
		if err := o.Accounts.prove(ctx, a, password); err != nil {
			return err
		}
		if !a.HasTOTP() {
			return ErrNotEnrolled
		}
		return o.spend(ctx, a, c)
	})
	if err != nil {
		return err
	}
	if err := o.Accounts.forget(ctx, inside, was.Username); err != nil {
		return err
	}
	_, err = o.Accounts.change(ctx, was.Username, func(a *Account) error { a.Factor = nil; return nil })
	return err
}

// RecoveryLeft returns how many recovery codes of an account were not used.
func (o *Office) RecoveryLeft(ctx context.Context, username string) (int, error) {
	a, err := o.Accounts.Account(ctx, username)
	if err != nil || a.Factor == nil {
		return 0, err
	}
	left := 0
	for _, d := range a.Factor.Recovery {
		_, err := spentRecovery.Get(ctx, o.registry, a.Username+"/"+d)
		switch {
		case errors.Is(err, survey.ErrNotFound):
			left++
		case err != nil:
			return 0, err
		}
	}
	return left, nil
}
