package web

import (
	"errors"
	"net/http"
	"os"
)

// bodyError says why a body could not be read, in our words: those of the
// network hold the client's address.
func bodyError(err error) error {
	var tooBig *http.MaxBytesError
	switch {
	case errors.As(err, &tooBig):
		return tooBig
	case errors.Is(err, os.ErrDeadlineExceeded):
		return errSlow
	}
	return errUnread
}
