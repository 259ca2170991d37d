package opinion

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A view is a text as its finders see it: every digit is 0 to 9, every dash is
// '-', every blank ' ', full-width letters are plain ones, and marks that stand
// alone (a keycap around a digit, a joiner between two) are not there. Letters
// keep their case and their Vietnamese marks.
type view struct {
	text string
	at   []int // where each byte of text, and its end, stands in the original
}

// look returns the view of a composed text (NFC).
func look(s string) view {
	var b strings.Builder
	at := make([]int, 0, len(s)+1)
	for i, r := range s {
		if unicode.In(r, unicode.M, unicode.Cf) {
			continue // belongs to the character before
		}
		before := b.Len()
		b.WriteRune(seen(r))
		for range b.Len() - before {
			at = append(at, i)
		}
	}
	return view{b.String(), append(at, len(s))}
}

// seen returns what a character counts as.
func seen(r rune) rune {
	switch {
	case r == '\n' || ' ' < r && r < utf8.RuneSelf:
		return r
	case unicode.IsSpace(r):
		return ' '
	case unicode.Is(unicode.Pd, r), r == '\u2212':
		return '-'
	case unicode.Is(unicode.Nd, r):
		return digitOf(r)
	case unicode.IsLetter(r) && r < 0x2000:
		return r
	}
	if plain := norm.NFKC.String(string(r)); len(plain) == 1 && plain > " " {
		return rune(plain[0])
	}
	return r
}

// digitOf returns the decimal digit that a character of the category Nd is.
// Unicode gives digits in runs of ten, from zero up.
func digitOf(r rune) rune {
	runs := unicode.Nd.R32
	if r <= 0xffff {
		for _, run := range unicode.Nd.R16 {
			if rune(run.Lo) <= r && r <= rune(run.Hi) {
				return '0' + (r-rune(run.Lo))%10
			}
		}
	}
	i := sort.Search(len(runs), func(i int) bool { return rune(runs[i].Hi) >= r })
	return '0' + (r-rune(runs[i].Lo))%10
}

// A span is a part of a view that gives way to a sign.
type span struct {
	from, to int
	sign     sign
}

// replaced returns the original text with signs in the place of the spans,
// which are in order and do not overlap.
func (v view) replaced(s string, spans []span) string {
	if len(spans) == 0 {
		return s
	}
	var b strings.Builder
	done := 0
	for _, p := range spans {
		b.WriteString(s[done:v.at[p.from]])
		b.WriteRune(rune(p.sign))
		done = v.at[p.to]
	}
	b.WriteString(s[done:])
	return b.String()
}

// before returns the character that ends at i, or a blank at the beginning.
func (v view) before(i int) rune {
	if i == 0 {
		return ' '
	}
	r, _ := utf8.DecodeLastRuneInString(v.text[:i])
	return r
}

// after returns the character that begins at i, or a blank at the end.
func (v view) after(i int) rune {
	if i == len(v.text) {
		return ' '
	}
	r, _ := utf8.DecodeRuneInString(v.text[i:])
	return r
}

// whole reports whether no letter and no digit touches the part from the outside.
func (v view) whole(from, to int) bool { return !wordy(v.before(from)) && !wordy(v.after(to)) }

func wordy(r rune) bool { return unicode.IsLetter(r) || '0' <= r && r <= '9' }
