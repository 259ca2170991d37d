package survey

import (
	"fmt"
	"io"
	"strings"
	"unicode"
)

const (
	// codeBody characters are drawn for a poster's code: 32^5 = 33 million, so
	// that of a commune's few hundred hardly any is found by trying.
	codeBody = 5
	// slipBody characters are drawn for a slip's code: 50 bits, since whoever
	// guesses one answers in somebody's place.
	slipBody = 10
)

// NewCode draws the public code of a poster: five letters or digits and a check
// character, as AB3K7Q. Whether it is taken already is for the store to say.
func NewCode(rand io.Reader) (string, error) {
	body, err := draw(rand, codeBody)
	if err != nil {
		return "", fmt.Errorf("draw code: %w", err)
	}
	return body + checkCharacter(body), nil
}

// ParseCode reads a poster's code as a person may type it and returns it as it
// is printed. It reports whether its check character is right; the codes DEMO
// and DEMOFULL have none and are not for it to judge.
func ParseCode(s string) (code string, ok bool) {
	return checked(s, codeBody)
}

// NewSlipCode draws the code of a slip, which is worth one response: ten letters
// or digits and a check character, written XXXXX-XXXXX-C.
func NewSlipCode(rand io.Reader) (string, error) {
	body, err := draw(rand, slipBody)
	if err != nil {
		return "", fmt.Errorf("draw slip code: %w", err)
	}
	return grouped(body + checkCharacter(body)), nil
}

// ParseSlipCode reads a slip's code as a person may type it and returns it as it
// is printed. It reports whether its check character is right.
func ParseSlipCode(s string) (code string, ok bool) {
	if code, ok = checked(s, slipBody); !ok {
		return "", false
	}
	return grouped(code), true
}

// draw returns n characters of the alphabet. It has 32, so every byte's lower
// five bits give each of them equally often.
func draw(rand io.Reader, n int) (string, error) {
	b := make([]byte, n)
	if _, err := io.ReadFull(rand, b); err != nil {
		return "", err
	}
	for i := range b {
		b[i] = alphabet[b[i]%byte(len(alphabet))]
	}
	return string(b), nil
}

// checked returns a body of n characters with its check character, read from
// what somebody typed.
func checked(s string, n int) (string, bool) {
	s = strings.Map(meant, s)
	if len(s) != n+1 || checkCharacter(s[:n]) != s[n:] {
		return "", false
	}
	return s, true
}

// meant returns the character that a person typed: no blanks and dashes, capital
// letters, and the digits for which I, L and O are mistaken. What is not in the
// alphabet stays and spoils the check.
func meant(r rune) rune {
	switch {
	case unicode.IsSpace(r), unicode.Is(unicode.Pd, r):
		return -1
	case 'a' <= r && r <= 'z':
		r += 'A' - 'a'
	}
	switch r {
	case 'I', 'L':
		return '1'
	case 'O':
		return '0'
	}
	return r
}

func grouped(code string) string { return code[:5] + "-" + code[5:10] + "-" + code[10:] }
