package report

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// triggers begin a formula in some spreadsheet: the ASCII signs, their
// full-width forms, which East Asian versions fold, and the small forms.
const triggers = "=+-@" + "＝＋－＠" + "﹦﹢﹣﹫"

// Defuse makes text safe in a cell of a CSV file: where a spreadsheet could
// take it for a formula it gets an apostrophe, which spreadsheets show or hide
// but never run (OWASP ASVS 1.2.10).
//
// That is the case where the first visible character begins a formula, since
// some programs drop blanks in front, and where the text begins with a tab, a
// line end or another control character. The same holds after a semicolon, a
// tab and a line end inside the text: a Vietnamese Windows separates lists by
// semicolons, and a program that expects them does not see the quotes around
// the cell and begins a new one there.
//
// Line ends become \n and bytes that are no UTF-8 become U+FFFD, as
// encoding/csv reads back what it wrote only so.
func Defuse(text string) string {
	if harmless(text) {
		return text
	}
	text = strings.ToValidUTF8(text, "\ufffd")
	text = strings.ReplaceAll(text, "\r\n", "\n")
	text = strings.ReplaceAll(text, "\r", "\n")
	var b strings.Builder
	if first, _ := utf8.DecodeRuneInString(text); control(first) || runs(text) {
		b.WriteByte('\'')
	}
	for i, r := range text {
		b.WriteRune(r)
		if rest := text[i+utf8.RuneLen(r):]; begins(r) && runs(rest) {
			b.WriteByte('\'')
		}
	}
	return b.String()
}

// harmless reports whether text is made of ASCII letters, digits, inner hyphens
// and the like only, as codes and dates are. It saves the common case.
func harmless(text string) bool {
	for i := range len(text) {
		c := text[i]
		word := c == '_' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
		if !word && (i == 0 || c != '-' && c != '.' && c != ' ') {
			return false
		}
	}
	return true
}

// begins reports whether some program begins a new cell after r.
func begins(r rune) bool { return r == ';' || r == '\t' || r == '\n' }

// control reports whether a cell must not begin with r.
func control(r rune) bool { return r < ' ' || r == 0x7f }

// runs reports whether text would be a formula at the beginning of a cell. A
// quote counts as invisible: where the quotes of the cell are not seen, a
// doubled quote is an empty pair in front of the formula.
func runs(text string) bool {
	for _, r := range text {
		switch {
		case strings.ContainsRune(triggers, r):
			return true
		case r == '"', unicode.IsSpace(r), unicode.Is(unicode.Cc, r), unicode.Is(unicode.Cf, r):
		default:
			return false
		}
	}
	return false
}
