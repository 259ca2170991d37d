package survey

import (
	"iter"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// MaxSlug is the most characters of a code that is made from a name: it stands in
// addresses, in the names of files and, of a campaign, on every paper form.
const MaxSlug = 32

// Slug returns a name as a code: "Điểm Vĩnh Hòa" is diem-vinh-hoa. It has only
// a-z, 0-9 and single dashes between them, and is "" for a name without any.
func Slug(name string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFD.String(strings.ToLower(name)) {
		switch {
		case unicode.Is(unicode.Mn, r):
			continue // a mark, which NFD took off its letter
		case r == 'đ': // a letter of its own to Unicode
			r = 'd'
		}
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') {
			gap = true
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte('-')
		}
		gap = false
		b.WriteRune(r)
	}
	return shorten(b.String(), MaxSlug)
}

// shorten cuts a slug, between two words where one is not far.
func shorten(slug string, limit int) string {
	if len(slug) <= limit {
		return slug
	}
	cut := slug[:limit]
	if i := strings.LastIndexByte(cut, '-'); i > limit/2 && slug[limit] != '-' {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, "-")
}

// maxSuffix ends Codes: so many things of one name are a mistake.
const maxSuffix = 999

// Codes yields the codes that a name may get, for whoever takes the first that is
// free: quay-1, quay-1-2, quay-1-3 and so on. A name without a slug has none.
func Codes(name string) iter.Seq[string] {
	return func(yield func(string) bool) {
		slug := Slug(name)
		if slug == "" || !yield(slug) {
			return
		}
		for n := 2; n <= maxSuffix; n++ {
			suffix := "-" + strconv.Itoa(n)
			if !yield(shorten(slug, MaxSlug-len(suffix)) + suffix) {
				return
			}
		}
	}
}
