package docx

import (
	"strings"
	"unicode/utf8"
)

// clean returns text as it may stand in XML 1.0: bytes that are no UTF-8 and
// code points that are no characters of XML become U+FFFD. Of those that XML
// allows but discourages, the controls of Latin 1 go too.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if !char(r) {
			return utf8.RuneError
		}
		return r
	}, s)
}

// char is the production Char of XML 1.0 without the discouraged controls and
// without the carriage return, which a parser would not give back.
func char(r rune) bool {
	switch {
	case r == '\t' || r == '\n':
		return true
	case r < ' ', r >= 0x7f && r <= 0x9f:
		return false
	case r >= 0xd800 && r <= 0xdfff, r == 0xfffe, r == 0xffff:
		return false
	}
	return r <= utf8.MaxRune
}
