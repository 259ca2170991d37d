package staff

import (
	"crypto/rand"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestTheListIsWrittenAsItIsComparedWith(t *testing.T) {
	if len(common) < 150 || !slices.IsSorted(common) || len(slices.Compact(slices.Clone(common))) != len(common) {
		t.Errorf("got %d passwords, want at least 150, sorted, each once", len(common))
	}
	for _, c := range common {
		if fold(c) != c {
			t.Errorf("%q is never met: it is compared as %q", c, fold(c))
		}
	}
}

func TestWhatIsTriedFirstIsRefused(t *testing.T) {
	for _, p := range []string{
		"12345678", "123456789", "matkhau123", "MatKhau@2026", "mật khẩu 123", "Mật Khẩu", "anhyeuem", "Anh Yêu Em!", "Abc@12345", "P@ssw0rd123", "Password1",
		"qwerty123", "1q2w3e4r", "Hài Lòng 2026", "hailong@123", "HaiLongHaiLong", "ninhgiang2026", "Ninh Giang 12", "xã Ninh Giang", "ĐỔI MẬT KHẨU", "aaaaaaaaa",
		"nguyenlan", "NGUYENLAN2026", "nguyen-lan-01", "nguyenlannguyenlan",
	} {
		if !wellKnown(p, "nguyen-lan") {
			t.Errorf("%q is accepted", p)
		}
	}
	if !wellKnown("20011975", "20011975") {
		t.Error("a username without letters is accepted as a password")
	}
}

func TestAPasswordOfOnesOwnIsAccepted(t *testing.T) {
	for _, p := range []string{
		password, chosen, "mat-khau-cua-bai-thu", "hailong và một con mèo", "con trâu gặm cỏ", "ninhgiang-hai-ba-bốn", "matkhau-4981-2207-6630-1187", "73910482",
		"nguyenlan thích phở", "correct horse battery",
	} {
		if wellKnown(p, "nguyen-lan") {
			t.Errorf("%q is refused", p)
		}
	}
	for range 300 {
		p, err := GeneratePassword(rand.Reader)
		if err != nil || chooses("admin", password, p) != nil {
			t.Errorf("a generated password is refused: %q, %v", p, err)
		}
	}
}

// However a known password is dressed up, it stays known.
func TestGarnishDoesNotMakeAPasswordUnknown(t *testing.T) {
	words := slices.DeleteFunc(slices.Clone(common), func(c string) bool { return letters(c) == "" })
	rapid.Check(t, func(t *rapid.T) {
		p := letters(rapid.SampledFrom(words).Draw(t, "word"))
		p = strings.Repeat(p, rapid.IntRange(1, 3).Draw(t, "times"))
		left := rapid.StringMatching(`[0-9@!#._-]{0,4}`).Draw(t, "left")
		right := rapid.StringMatching(`[0-9@!#._-]{0,4}`).Draw(t, "right")
		p = left + strings.Repeat(" ", rapid.IntRange(0, 3).Draw(t, "blanks")) + p + right
		if rapid.Bool().Draw(t, "capitals") {
			p = strings.ToUpper(p)
		}
		p = norm.NFD.String(strings.Replace(p, "a", rapid.SampledFrom([]string{"a", "á", "ậ", "ă"}).Draw(t, "accent"), 1))
		if !wellKnown(p, "lan") {
			t.Fatalf("%q is accepted", p)
		}
	})
}

func FuzzAPasswordIsFoldedFromAnyKeyboard(f *testing.F) {
	for _, s := range []string{"", "Mật Khẩu", "ĐÀO", "\xff\xfe", "İstanbul", "ẞ", "a\u0301\u0323", "１２３", "\u212a"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		folded := fold(s)
		if utf8.ValidString(s) && (fold(norm.NFC.String(s)) != folded || fold(norm.NFD.String(s)) != folded) {
			t.Errorf("%q: folded %q, composed %q, decomposed %q", s, folded, fold(norm.NFC.String(s)), fold(norm.NFD.String(s)))
		}
		if strings.ContainsFunc(folded, unicode.IsSpace) || strings.ContainsFunc(folded, unicode.IsUpper) && strings.ToLower(folded) != folded {
			t.Errorf("%q: folded %q", s, folded)
		}
		if folded != "" && !wellKnown(s, s) {
			t.Errorf("%q is accepted for a username that is the same", s)
		}
	})
}
