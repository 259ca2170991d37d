package mongostore

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/x/mongo/driver/topology"

	"hailong/internal/survey"
)

// Codes of the server that are told apart.
const (
	codeUnauthorized   = 13
	codeAuthentication = 18
	codeAtlasLogin     = 8000
	codeDuplicateKey   = 11000
)

// A Failure is an operation that the database did not carry out, or of which
// nobody knows whether it did. Its text is in our words: the driver's may hold
// addresses and values. It wraps survey.ErrUnavailable.
type Failure struct {
	Op string
	// Reason is ours.
	Reason string
	// Code is the server's, or 0 where it gave none.
	Code int
}

// Error says what failed and why.
func (f *Failure) Error() string {
	if f.Code == 0 {
		return fmt.Sprintf("%s: %s: %v", f.Op, f.Reason, survey.ErrUnavailable)
	}
	return fmt.Sprintf("%s: %s (MongoDB %d): %v", f.Op, f.Reason, f.Code, survey.ErrUnavailable)
}

// Unwrap returns survey.ErrUnavailable.
func (f *Failure) Unwrap() error { return survey.ErrUnavailable }

func errClosed(op string) error {
	return fmt.Errorf("%s: store is closed: %w", op, survey.ErrUnavailable)
}

// failure turns a driver's error into ours.
func failure(op string, err error) error {
	if ours := new(Failure); errors.As(err, &ours) {
		return err
	}
	code := codeOf(err)
	return &Failure{Op: op, Reason: reason(err, code), Code: code}
}

// fault is failure for an operation whose asker may have gone away, which is its
// own reason.
func fault(asker context.Context, op string, err error) error {
	if asker.Err() != nil {
		return fmt.Errorf("%s: %w", op, asker.Err())
	}
	return failure(op, err)
}

func reason(err error, code int) string {
	switch code {
	case codeUnauthorized:
		return "the account may not do this; it needs the role readWrite"
	case codeAuthentication, codeAtlasLogin:
		return "name or password was refused"
	case 0:
	default:
		return "the database refused"
	}
	var selection topology.ServerSelectionError
	switch {
	case errors.Is(err, mongo.ErrClientDisconnected):
		return "store is closed"
	case strings.Contains(err.Error(), "auth error"): // the driver has no type for it
		return "name or password was refused"
	case errors.As(err, &selection):
		return "no database answered" + hint(err)
	case mongo.IsTimeout(err):
		return "the database did not answer in time"
	}
	return "the connection to the database broke"
}

// hint tells why no server could be used, where the driver says so, in words of
// ours.
func hint(err error) string {
	text := err.Error()
	for _, h := range []struct{ sign, words string }{
		{"connection refused", ": nobody listens there"},
		{"no such host", ": the name of the host is not known"},
		{"x509", ": its certificate is not trusted"},
		{"tls:", ": it speaks no TLS, or another one"},
		{"ReplicaSetNoPrimary", ": the replica set of that name has no primary"},
	} {
		if strings.Contains(text, h.sign) {
			return h.words
		}
	}
	return ""
}

// codeOf returns the server's first code.
func codeOf(err error) int {
	var server mongo.ServerError
	if !errors.As(err, &server) {
		return 0
	}
	if codes := server.ErrorCodes(); len(codes) > 0 {
		return codes[0]
	}
	return 0
}

// taken reports whether a document with the _id was there.
func taken(err error) bool { return mongo.IsDuplicateKeyError(err) }
