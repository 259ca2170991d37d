package staff

import (
	"context"
	"errors"
	"time"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// ProofLimit is how long a password stands for the one who sits there: what cannot
// be taken back asks for it again after that.
const ProofLimit = 15 * time.Minute

// A proof says when the password of a session was given again. It lies beside the
// session under the same id; a login is one too, and has none.
type proof struct {
	At time.Time `json:"at"`
}

const proofs store.Kind[proof] = "session-proofs"

// Proved reports whether the password of a session was given within ProofLimit, or
// returns ErrSession.
func (o *Office) Proved(ctx context.Context, session string) (bool, error) {
	id, one, err := o.open(ctx, session)
	if err != nil {
		return false, err
	}
	at := one.Began
	p, err := proofs.Get(ctx, o.registry, id)
	if err == nil && p.At.After(at) {
		at = p.At
	}
	if err = ignoreMissing(err); err != nil {
		return false, err
	}
	return o.now().Sub(at).Abs() < ProofLimit, nil
}

// Prove takes the password of a session again. The errors are ErrSession and those
// of Accounts.Login; wrong ones are counted apart from a stranger's.
func (o *Office) Prove(ctx context.Context, session, password string) error {
	id, one, err := o.open(ctx, session)
	if err != nil {
		return err
	}
	if _, err := o.Accounts.login(ctx, inside, one.Username, password); err != nil {
		return err
	}
	return proofs.Replace(ctx, o.registry, id, proof{o.now().UTC()})
}

// open returns a session that is alive.
func (o *Office) open(ctx context.Context, secret string) (id string, one session, err error) {
	id, ok := secretID(secret, "")
	if !ok {
		return "", session{}, ErrSession
	}
	if _, err := o.Sessions.alive(ctx, id, o.now()); err != nil {
		return "", session{}, err
	}
	one, err = sessions.Get(ctx, o.registry, id)
	if errors.Is(err, survey.ErrNotFound) {
		err = ErrSession // ended in between
	}
	return id, one, err
}
