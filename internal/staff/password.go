package staff

import (
	"context"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"
	"golang.org/x/text/unicode/norm"
)

// The length of a password in characters: at least what OWASP's ASVS 5.0 asks
// for (6.2.1), which recommends 15. There are no rules of composition: they make
// passwords worse.
const (
	MinPassword = 8
	MaxPassword = 128
)

// ErrPassword: the password is too short, too long or not text.
var ErrPassword = errors.New("password must have 8 to 128 characters")

// hashing is what OWASP asks for with little memory: 19 MiB, two passes.
var hashing = argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// nobody is the hash of a password that was thrown away. Comparing with it
// takes as long as with a real one, so that the time of an answer does not tell
// whether an account exists.
const nobody = "$argon2id$v=19$m=19456,t=2,p=1$XN/do+5d+yKl4P8pnh82fQ$0cZgV13pUmHmHf1JkSUgvTgh5qLEConBH1XNhyxAIR4"

// Passwords hashes and compares, few at a time: each takes 19 MiB and a core.
type Passwords struct {
	turn    chan struct{}
	compare func(password, hash string) (bool, error)
}

// hashers is how many may work at once.
const hashers = 2

// NewPasswords returns the one Passwords that a program should have.
func NewPasswords() *Passwords {
	return &Passwords{make(chan struct{}, hashers), argon2id.ComparePasswordAndHash}
}

// Hash checks a new password's length and returns what may be stored of it.
func (p *Passwords) Hash(ctx context.Context, password string) (hash string, err error) {
	password, ok := plain(password)
	if !ok {
		return "", ErrPassword
	}
	return hash, p.inTurn(ctx, func() (err error) {
		hash, err = argon2id.CreateHash(password, &hashing)
		return err
	})
}

// Match compares a password with a stored hash. An empty hash, of an account
// that does not exist, takes as long and never matches.
func (p *Passwords) Match(ctx context.Context, password, hash string) (match bool, err error) {
	password, ok := plain(password)
	known := hash != ""
	if !known {
		hash = nobody
	}
	err = p.inTurn(ctx, func() (err error) {
		match, err = p.compare(password, hash)
		return err
	})
	return match && known && ok, err
}

func (p *Passwords) inTurn(ctx context.Context, do func() error) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("hash password: %w", err)
	}
	select {
	case p.turn <- struct{}{}:
		defer func() { <-p.turn }()
	case <-ctx.Done():
		return fmt.Errorf("hash password: %w", ctx.Err())
	}
	if err := do(); err != nil {
		return fmt.Errorf("hash password: %w", err)
	}
	return nil
}

// plain composes the letters, because one keyboard sends "ế" as one character
// and another as three, and reports whether the length is right. What is too
// long is cut: it never matches, and hashing it would only cost.
func plain(password string) (string, bool) {
	const mostBytes = 4 * 4 * MaxPassword // decomposed, four bytes each
	if len(password) > mostBytes || !utf8.ValidString(password) {
		return "", false
	}
	password = norm.NFC.String(password)
	n := utf8.RuneCountInString(password)
	return password, n >= MinPassword && n <= MaxPassword
}

// alphabet is Crockford's base32: no letter that is misread, none that needs
// another keyboard.
const alphabet = "0123456789abcdefghjkmnpqrstvwxyz"

// groupSize is how many letters stand together.
const groupSize = 5

// GeneratePassword returns a password of 100 random bits that is easy to type
// from a terminal: abcde-fghjk-mnpqr-stvwx.
func GeneratePassword(random io.Reader) (string, error) {
	p, err := readable(random, 4)
	if err != nil {
		return "", fmt.Errorf("generate password: %w", err)
	}
	return p, nil
}

// readable draws groups of letters, 25 bits each.
func readable(random io.Reader, groups int) (string, error) {
	b := make([]byte, groups*groupSize)
	if _, err := io.ReadFull(random, b); err != nil {
		return "", err
	}
	var p []byte
	for i, c := range b {
		if i > 0 && i%groupSize == 0 {
			p = append(p, '-')
		}
		p = append(p, alphabet[c%byte(len(alphabet))]) // 256 is a multiple of 32: no letter is likelier
	}
	return string(p), nil
}
