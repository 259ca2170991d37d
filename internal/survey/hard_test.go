package survey

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// hard are texts over which decoders fall: composed and decomposed Vietnamese,
// marks from right to left, characters that are none, halves of characters, and
// what is far too long, too big or too deep.
var hard = []string{
	"", "Nguyễn Thị Hương", "Nguye\u0302\u0303n Thi\u0323 Hu\u031bo\u031bng", "\u202e\u0628\u062a\u200f", "a\x00b", "\ufffe", "\ufeff", "\xed\xa0\x80", "\xff", strings.Repeat("ệ", 2001),
	strings.Repeat("9", 1<<20), "1e400", `{"a":1,"a":2}`, strings.Repeat("[", 10_000), "\r\n", "👨‍👩‍👧‍👦", "ſK", "ı",
}

func addHard(f *testing.F, more ...string) {
	f.Helper()
	for _, s := range append(more, hard...) {
		f.Add(s)
	}
}

// FuzzParseCode holds of all that people type or scan: what is taken is as it is
// printed, and is taken for the same again.
func FuzzParseCode(f *testing.F) {
	addHard(f, "AB3K7Q", "ab3k-7q", "00000-00000-0", "O0I1L-1lioo-0", "AB3K7", "../../x")
	f.Fuzz(func(t *testing.T, s string) {
		for name, parse := range map[string]func(string) (string, bool){
			"poster": ParseCode, "slip": ParseSlipCode,
			"receipt": func(s string) (string, bool) { r, ok := ParseReceipt(s); return string(r), ok },
		} {
			code, ok := parse(s)
			if !ok {
				if code != "" && name != "poster" {
					t.Errorf("%s %q: refused, and %q all the same", name, s, code)
				}
				continue
			}
			if strings.Trim(code, alphabet+"-*~$=U") != "" {
				t.Errorf("%s %q is taken as %q", name, s, code)
			}
			if again, ok := parse(code); !ok || again != code {
				t.Errorf("%s %q is taken as %q, and that as %q (%v)", name, s, code, again, ok)
			}
		}
	})
}

// FuzzParseID holds the same of what nobody types.
func FuzzParseID(f *testing.F) {
	addHard(f, IDOf("a", "b").String(), IDOf("a", "b").String()+"\n", strings.Repeat("0", 26), strings.Repeat("Z", 26))
	f.Fuzz(func(t *testing.T, s string) {
		if id, err := ParseID(s); err == nil && id.String() != s {
			t.Errorf("%q is taken as %s", s, id)
		}
	})
}

// FuzzParseDate holds it of days.
func FuzzParseDate(f *testing.F) {
	addHard(f, "2026-10-05", "2026-02-30", "0000-01-01", "9999-12-31", "10000-01-01", "-001-01-01", "2026-1-1", "２０２６-10-05")
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseDate(s)
		if err == nil && d.String() != s {
			t.Errorf("%q is taken as %s", s, d)
		}
	})
}

// FuzzClean holds that cleaned text is whole, composed, and clean already.
func FuzzClean(f *testing.F) {
	addHard(f, "a\u200d", "e\u200b\u0302", " a\tb ", "\u2028")
	f.Fuzz(func(t *testing.T, s string) {
		clean := Clean(s)
		if !utf8.ValidString(clean) || !norm.NFC.IsNormalString(clean) || strings.ContainsAny(clean, "\x00\r\t\u202e\ufeff\ufffe") {
			t.Errorf("%q becomes %q", s, clean)
		}
		if again := Clean(clean); again != clean {
			t.Errorf("%q becomes %q, and that %q", s, clean, again)
		}
	})
}
