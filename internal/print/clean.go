package print

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/bidi"
	"golang.org/x/text/unicode/norm"
)

// clean makes text safe to be drawn in the face: composed letters (NFC; the PDF
// library draws decomposed Vietnamese with displaced marks), one blank between
// words, nothing invisible, and one ? for every run of letters that the font
// does not have. An emoji of several code points is one such run. Marks that
// belong to no letter of ours are left out: they would be drawn beside it.
func (f *face) clean(s string) string {
	s = strings.Map(visible, strings.ToValidUTF8(s, "\ufffd"))
	var b strings.Builder
	missing := false
	for _, r := range norm.NFC.String(s) {
		if unicode.Is(unicode.M, r) {
			continue
		}
		if r != ' ' && (rightToLeft(r) || !f.has(r)) {
			if !missing {
				b.WriteByte('?')
			}
			missing = true
			continue
		}
		missing = false
		b.WriteRune(r)
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// visible drops what is not drawn, marks that change the direction of writing
// among it, and makes every kind of blank a plain one. It goes before NFC: what
// stands between a letter and its mark must be gone by then.
func visible(r rune) rune {
	switch {
	case unicode.IsSpace(r):
		return ' '
	case unicode.In(r, unicode.C, unicode.Variation_Selector):
		return -1
	}
	return r
}

// rightToLeft reports whether a letter belongs to a script that is written from
// the right. Those are not drawn: in the wrong order they would say something else.
func rightToLeft(r rune) bool {
	p, _ := bidi.LookupRune(r)
	return p.Class() == bidi.R || p.Class() == bidi.AL
}
