package staff

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"
)

// A Factor is the second factor of an account: what its authenticator app
// computes codes from, and what is known of its recovery codes.
type Factor struct {
	// Secret is written in base32. It must be readable: we compute codes too.
	Secret string `json:"secret"`
	// Recovery holds the SHA-256 of each recovery code, used or not.
	Recovery []string `json:"recovery"`
}

// ErrCode: the code is wrong, or was used before.
var ErrCode = errors.New("wrong code")

// Codes are those of RFC 6238 as every app computes them: SHA-1, six digits,
// thirty seconds. A code is good one step early and one late, for telephones
// whose clock is off and people who type slowly.
const (
	stepSeconds = 30
	skew        = 1
)

var codeRule = hotp.ValidateOpts{Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1}

// The recovery codes: 8 of 50 random bits each, written like abcde-fghjk.
const (
	recoveryCodes  = 8
	recoveryGroups = 2
)

// A code is what somebody typed, as one of the two kinds.
type code struct{ digits, recovery string }

// misread are letters that the alphabet leaves out because they are read as others.
var misread = strings.NewReplacer("o", "0", "i", "1", "l", "1")

// parseCode reads six digits or a recovery code. Blanks and dashes are for the
// eye, and so is the case.
func parseCode(s string) (code, bool) {
	const longest = 64
	if len(s) > longest {
		return code{}, false
	}
	s = strings.ToLower(strings.NewReplacer("-", "", " ", "", "\t", "", "\u00a0", "").Replace(s))
	if len(s) == codeRule.Digits.Length() && strings.Trim(s, "0123456789") == "" {
		return code{digits: s}, true
	}
	s = misread.Replace(s)
	if len(s) == recoveryGroups*groupSize && strings.Trim(s, alphabet) == "" {
		return code{recovery: s}, true
	}
	return code{}, false
}

// stepOf returns the time step whose code the digits are, or ErrCode.
func stepOf(secret, digits string, now time.Time) (int64, error) {
	// A telephone's clock is nearly always right: the present step is tried first.
	at := now.Unix() / stepSeconds
	for _, step := range []int64{at, at - skew, at + skew} {
		ok, err := hotp.ValidateCustom(digits, uint64(step), secret, codeRule)
		if err != nil {
			return 0, fmt.Errorf("compute code: %w", err)
		}
		if ok {
			return step, nil
		}
	}
	return 0, ErrCode
}

// newRecovery draws recovery codes and what may be stored of them.
func newRecovery(random io.Reader, username string) (plain, digests []string, err error) {
	for range recoveryCodes {
		p, err := readable(random, recoveryGroups)
		if err != nil {
			return nil, nil, fmt.Errorf("draw recovery code: %w", err)
		}
		c, _ := parseCode(p)
		plain, digests = append(plain, p), append(digests, c.digest(username))
	}
	return plain, digests, nil
}

// digest is what a recovery code is stored as.
func (c code) digest(username string) string {
	return digest("recovery/" + username + "/" + c.recovery)
}

// knows reports whether a digest is of one of the factor's recovery codes.
func (f *Factor) knows(digest string) bool { return f != nil && slices.Contains(f.Recovery, digest) }
