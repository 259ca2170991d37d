package staff

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// A claim is something that is used up: of however many who try on however many
// instances, the one that creates its record has it.
type claim struct {
	// Until is when nobody could try again anyway; zero is never.
	Until time.Time `json:"until,omitzero"`
}

const (
	// spentCodes are six digits that were accepted, by username and time step, and
	// enrolments that were confirmed.
	spentCodes store.Kind[claim] = "spent-codes"
	// spentRecovery are recovery codes, by username and digest.
	spentRecovery store.Kind[claim] = "spent-recovery-codes"
	// challengeTries are the tries at a challenge, by its id and their number.
	challengeTries store.Kind[claim] = "challenge-tries"
)

// claimLife is longer than anything lives that can be claimed only for a time,
// by more than the clocks of two instances may differ.
const claimLife = time.Hour

// spend uses a code up that is the account's, or returns ErrCode. A code of one
// step is accepted once, even for another secret.
func (o *Office) spend(ctx context.Context, a Account, c code) error {
	if c.recovery != "" {
		return o.spendRecovery(ctx, a, c)
	}
	if a.Factor == nil {
		return ErrCode
	}
	return o.spendDigits(ctx, a.Username, a.Factor.Secret, c)
}

func (o *Office) spendDigits(ctx context.Context, username, secret string, c code) error {
	step, err := stepOf(secret, c.digits, o.now())
	if err != nil {
		return err
	}
	return o.claim(ctx, fmt.Sprintf("%s/%d", username, step))
}

// claim is a claim among the spent codes; whoever comes second had no right code.
func (o *Office) claim(ctx context.Context, id string) error {
	return first(spentCodes.Create(ctx, o.registry, id, claim{o.now().UTC().Add(claimLife)}))
}

func (o *Office) spendRecovery(ctx context.Context, a Account, c code) error {
	d := c.digest(a.Username)
	if !a.Factor.knows(d) {
		return ErrCode
	}
	return first(spentRecovery.Create(ctx, o.registry, a.Username+"/"+d, claim{}))
}

func first(err error) error {
	if errors.Is(err, survey.ErrExists) {
		return ErrCode
	}
	return err
}

// sweepLogins removes what no login can use any more: challenges, enrolments and
// claims that are over, and the used recovery codes of factors that are gone.
func sweepLogins(ctx context.Context, r store.Registry, now time.Time) error {
	return errors.Join(
		sweepKind(ctx, r, challenges, func(_ string, c challenge) (bool, error) { return !now.Before(c.Until), nil }),
		sweepKind(ctx, r, enrolments, func(_ string, e enrolment) (bool, error) { return !now.Before(e.Until), nil }),
		sweepKind(ctx, r, spentCodes, func(_ string, c claim) (bool, error) { return !now.Before(c.Until), nil }),
		sweepKind(ctx, r, challengeTries, func(_ string, c claim) (bool, error) { return !now.Before(c.Until), nil }),
		sweepKind(ctx, r, loginTries, func(_ string, c claim) (bool, error) { return !now.Before(c.Until), nil }),
		sweepKind(ctx, r, knowns, func(_ string, k known) (bool, error) { return !now.Before(k.Until), nil }),
		sweepKind(ctx, r, spentTickets, func(_ string, c claim) (bool, error) { return !now.Before(c.Until), nil }),
		sweepKind(ctx, r, spentRecovery, func(id string, _ claim) (bool, error) { return forgotten(ctx, r, id) }),
	)
}

// forgotten reports whether the factor of a used recovery code is gone. Digests
// of another factor are other ones, so none comes back to life.
func forgotten(ctx context.Context, r store.Registry, id string) (bool, error) {
	username, digest, _ := strings.Cut(id, "/")
	a, err := accounts.Get(ctx, r, username)
	if err != nil && !errors.Is(err, survey.ErrNotFound) {
		return false, err
	}
	return !a.Factor.knows(digest), nil
}

func sweepKind[T any](ctx context.Context, r store.Registry, k store.Kind[T], over func(id string, v T) (bool, error)) error {
	for rec, err := range r.List(ctx, string(k)) {
		if err == nil {
			err = sweepOne(ctx, r, k, rec.ID, over)
		}
		if err != nil {
			return fmt.Errorf("sweep %s: %w", k, err)
		}
	}
	return nil
}

func sweepOne[T any](ctx context.Context, r store.Registry, k store.Kind[T], id string, over func(string, T) (bool, error)) error {
	v, err := k.Get(ctx, r, id)
	if errors.Is(err, survey.ErrNotFound) {
		return nil // another instance sweeps too
	}
	if err != nil {
		return err
	}
	gone, err := over(id, v)
	if err != nil || !gone {
		return err
	}
	return k.Delete(ctx, r, id)
}
