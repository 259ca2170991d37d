package opinion

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A word is letters, or digits, without anything between. Many people type
// Vietnamese without its marks, or leave some out, so a word is taken apart:
// what is left out is forgiven, what is wrong is another word.
type word struct {
	from, to int // in the view
	// base is the word in small letters without marks, shape the marks of each
	// letter (^, breve, horn, the stroke of đ) or a point, tone that of the word,
	// wherever it was put: hoà is hòa.
	base, shape string
	tone        rune
	// capital says that it is written like a name.
	capital bool
}

// wordsOf returns the words of a text in their order.
func wordsOf(text string) []word {
	var list []word
	for i := 0; i < len(text); {
		first, size := utf8.DecodeRuneInString(text[i:])
		if !wordy(first) {
			i += size
			continue
		}
		to := i + ending(text[i:], unicode.IsLetter(first))
		list = append(list, newWord(text[i:to], i))
		i = to
	}
	return list
}

// ending returns where the letters, or the digits, at the beginning end.
func ending(text string, letters bool) int {
	n := strings.IndexFunc(text, func(r rune) bool { return !wordy(r) || unicode.IsLetter(r) != letters })
	if n < 0 {
		return len(text)
	}
	return n
}

func newWord(s string, from int) word {
	w := word{from: from, to: from + len(s), capital: named(s)}
	var base, shape []rune
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		switch r {
		case '\u0300', '\u0301', '\u0303', '\u0309', '\u0323':
			w.tone = r
		case '\u0302', '\u0306', '\u031b':
			if len(shape) > 0 {
				shape[len(shape)-1] = r
			}
		case 'đ', 'ð': // the second is what some keyboards give
			base, shape = append(base, 'd'), append(shape, '-')
		default:
			if !unicode.Is(unicode.M, r) {
				base, shape = append(base, r), append(shape, '.')
			}
		}
	}
	w.base, w.shape = string(base), string(shape)
	return w
}

// named reports whether a word has a capital and goes on in small letters, or is
// a capital alone.
func named(s string) bool {
	first, size := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(first) && (len(s) == size || strings.IndexFunc(s[size:], unicode.IsLower) >= 0)
}

// means reports whether w is the other word, with all its marks or some left out.
func (w word) means(o word) bool {
	if w.base != o.base || w.tone != 0 && w.tone != o.tone {
		return false
	}
	want := []rune(o.shape)
	for i, r := range []rune(w.shape) {
		if r != '.' && r != want[i] {
			return false
		}
	}
	return true
}

// exact reports whether w is the other word with all its marks.
func (w word) exact(o word) bool { return w.base == o.base && w.shape == o.shape && w.tone == o.tone }

// bare reports whether no letter has a mark.
func (w word) bare() bool { return w.tone == 0 && strings.Trim(w.shape, ".") == "" }

// bases returns the words without marks, with blanks between.
func bases(list ...word) string {
	b := make([]string, len(list))
	for i, w := range list {
		b[i] = w.base
	}
	return strings.Join(b, " ")
}
