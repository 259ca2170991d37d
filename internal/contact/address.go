package contact

import (
	"net/mail"
	"regexp"
	"strings"
	"unicode"
)

// number is a Vietnamese telephone number as it is kept: ten digits of a mobile
// one, eleven of a fixed line.
var number = regexp.MustCompile(`^0([35789][0-9]{8}|2[0-9]{9})$`)

// ParsePhone reads a Vietnamese telephone number as people write it, with blanks,
// dots, dashes, brackets or the country's code, and returns its digits. It
// reports whether it is one.
func ParsePhone(s string) (phone string, ok bool) {
	s = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) || strings.ContainsRune(".()", r) {
			return -1
		}
		return r
	}, s)
	for _, code := range []string{"+84", "0084", "84"} {
		if rest, found := strings.CutPrefix(s, code); found {
			s = "0" + strings.TrimPrefix(rest, "0")
			break
		}
	}
	if !number.MatchString(s) {
		return "", false
	}
	return s, true
}

// maxEmail is the longest address that mail can be sent to (RFC 5321).
const maxEmail = 254

// ParseEmail reads an address of electronic mail, the bare address and nothing
// around it, and reports whether it is one. What is rare and often an attack is
// refused: quotes, comments, numbers for domains, letters other than ASCII.
func ParseEmail(s string) (email string, ok bool) {
	strange := func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune(`"(),:;<>[\]`, r) }
	if len(s) > maxEmail || strings.IndexFunc(s, strange) >= 0 {
		return "", false
	}
	a, err := mail.ParseAddress(s)
	if err != nil || a.Address != s {
		return "", false
	}
	_, domain, _ := strings.Cut(s, "@")
	if dot := strings.LastIndexByte(domain, '.'); dot < 1 || len(domain)-dot < len(".vn") {
		return "", false
	}
	return s, true
}
