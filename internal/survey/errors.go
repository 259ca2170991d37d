package survey

import "errors"

// The outcomes that callers tell apart. Everything else is a fault of the
// program or of its engine.
var (
	// ErrNotFound: there is no such thing, or none that may be seen.
	ErrNotFound = errors.New("not found")
	// ErrExists: something with this identity is already there.
	ErrExists = errors.New("already exists")
	// ErrStale: somebody else has changed it since it was looked at.
	ErrStale = errors.New("changed meanwhile")
	// ErrVoided: the poster's code was withdrawn.
	ErrVoided = errors.New("voided")
	// ErrClosed: the campaign takes no responses any more.
	ErrClosed = errors.New("campaign closed")
	// ErrEarly: the campaign takes no responses yet.
	ErrEarly = errors.New("campaign not yet open")
	// ErrBusy: too much is waiting; the same request succeeds a little later.
	ErrBusy = errors.New("too busy")
	// ErrUnavailable: the store cannot keep anything now. Nothing is known to
	// be stored; the same response may be sent again with the same key.
	ErrUnavailable = errors.New("store unavailable")
)
