package survey

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A Lang is a language of the citizen's pages, as an ISO 639-1 code.
type Lang string

// The languages of the citizen's pages. Every template of ours is written in the
// first two; the others are those of foreign workers.
const (
	Vietnamese Lang = "vi"
	English    Lang = "en"
	Chinese    Lang = "zh"
	Korean     Lang = "ko"
	Japanese   Lang = "ja"
)

// A Text is one sentence or name in several languages. Vietnamese is always
// there; the others fall back to English, and that to Vietnamese.
type Text map[Lang]string

// In returns the text in the language, or in the one that stands in for it.
func (t Text) In(l Lang) string { return t[t.Spoken(l)] }

// Spoken returns the language in which In gives the text: who reads no Vietnamese
// is helped by English, where there is some. No language at all is Vietnamese.
func (t Text) Spoken(l Lang) Lang {
	switch {
	case t[l] != "":
		return l
	case l != Vietnamese && l != "" && t[English] != "":
		return English
	}
	return Vietnamese
}

// AsName returns the text as a name of something, and whether it is one: a single
// line in Vietnamese, with a letter or digit to make a code of, and perhaps one in
// English, neither with more characters than the limit.
func (t Text) AsName(limit int) (Text, bool) {
	name, fits := Text{}, true
	for _, l := range []Lang{Vietnamese, English} {
		if s := line(t[l]); s != "" {
			name[l] = s
			fits = fits && utf8.RuneCountInString(s) <= limit
		}
	}
	return name, fits && Slug(name[Vietnamese]) != ""
}

// line is Clean for a text that must not be broken.
func line(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case '\n', '\u2028', '\u2029':
			return ' '
		}
		return r
	}, Clean(s))
}

// Clean makes text that somebody typed safe to keep and to print: composed
// letters (NFC, since decomposed Vietnamese is drawn with displaced marks), one
// kind of line end, no control or invisible formatting characters, no blanks
// around it. It keeps emoji.
func Clean(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	s = strings.ReplaceAll(s, "\r", "\n")
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t':
			return ' '
		case r == zeroWidthJoiner:
			return r // holds composed emoji together
		case unicode.Is(unicode.Cc, r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Co, r), noncharacter(r):
			return -1
		}
		return r
	}, s)
	// Composed after the removals: what stood between a letter and its mark is
	// gone only now. A joiner at an end joins nothing and looks like nothing.
	return strings.TrimFunc(norm.NFC.String(s), func(r rune) bool {
		return unicode.IsSpace(r) || r == zeroWidthJoiner
	})
}

const zeroWidthJoiner = '\u200d'

// noncharacter reports whether r is one of the code points that Unicode keeps
// for internal use; XML 1.0 forbids two of them, so no document may hold them.
func noncharacter(r rune) bool {
	return r&0xfffe == 0xfffe || (r >= 0xfdd0 && r <= 0xfdef)
}
