package staff

import (
	_ "embed"
	"errors"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

var (
	// ErrCommonPassword: the password is among the first that are tried.
	ErrCommonPassword = errors.New("password is well known or made of a known name")
	// ErrSamePassword: the new password is the old one.
	ErrSamePassword = errors.New("password is the same as before")
)

// The list is short: the best known passwords of the world and the habits of
// this country, some 250 lines written down by hand. It is no list of what was
// breached (ASVS 6.2.4 asks for the first 3000); the throttle bears the rest.
//
//go:embed common.txt
var commonText string

// common are passwords as fold writes them.
var common = strings.Fields(commonText)

// garnish is how many digits and marks around a known word are no secret: a
// date at most.
const garnish = 8

// chooses says what is wrong with the password that an owner chooses.
func chooses(username, old, chosen string) error {
	composed, ok := plain(chosen)
	if !ok {
		return ErrPassword
	}
	if was, _ := plain(old); was == composed {
		return ErrSamePassword
	}
	if wellKnown(composed, username) {
		return ErrCommonPassword
	}
	return nil
}

// wellKnown reports whether a password is a common one or the username, in any
// case, with or without accents, or is made of its letters alone, once or more,
// with a few digits and marks among them.
func wellKnown(password, username string) bool {
	folded := fold(password)
	bare := letters(folded)
	few := len([]rune(folded))-len(bare) <= garnish
	for _, known := range append([]string{fold(username)}, common...) {
		if folded == known || (few && repeats(bare, letters(known))) {
			return true
		}
	}
	return false
}

// fold writes a password as lazily as a guesser does: small letters without
// accents or blanks.
func fold(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		switch {
		case r == 'đ':
			b.WriteByte('d')
		case !unicode.Is(unicode.Mn, r) && !unicode.IsSpace(r):
			b.WriteRune(r)
		}
	}
	return b.String()
}

// letters drops all but a to z.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 'a' || r > 'z' {
			return -1
		}
		return r
	}, s)
}

func repeats(s, word string) bool {
	return s != "" && word != "" && strings.ReplaceAll(s, word, "") == ""
}
