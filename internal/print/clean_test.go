package print

import (
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestTextIsCleanedBeforeItIsDrawn(t *testing.T) {
	for _, c := range []struct{ name, typed, want string }{
		{"plain", "Quầy 1 – Hộ tịch", "Quầy 1 – Hộ tịch"},
		{"decomposed letters are composed", "Qua\u0302\u0300y", "Quầy"},
		{"marks parted by a hidden character", "a\u200d\u0302\u0300", "ầ"},
		{"every kind of blank is one blank", "\tQuầy\u00a0\u20031\r\n ", "Quầy 1"},
		{"an emoji is one mark", "Quầy 😀", "Quầy ?"},
		{"a family is one mark", "👨‍👩‍👧‍👦 ơi", "? ơi"},
		{"a flag is one mark", "🏳️‍🌈🇻🇳", "?"},
		{"a heart with a variation selector", "❤️", "?"},
		{"a keycap is its digit", "1️⃣", "1"},
		{"two words of emoji are two marks", "😀 😀", "? ?"},
		{"a question mark of one's own stays", "Ai??", "Ai??"},
		{"Arabic is not drawn backwards", "مركز 3", "? 3"},
		{"Hebrew neither", "שלום", "?"},
		{"marks of direction are dropped", "\u202eyầuQ\u202c\u200f", "yầuQ"},
		{"controls are dropped", "Q\x00u\x07ầy", "Quầy"},
		{"a soft hyphen and our own breaks are dropped", "ninh\u00adgiang\u200b.vn", "ninhgiang.vn"},
		{"broken bytes are one mark", "Quầy \xff\xfe1", "Quầy ?1"},
		{"marks piled up are left out", "Q\u0301\u0323\u0489\u0301uầy", "Quầy"},
		{"nothing is left", "\u200f\x00 \n", ""},
	} {
		if got := sans.clean(c.typed); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
	if got := serif.clean("שלום"); got != "?" {
		t.Errorf("a font that has Hebrew: got %q, want a mark", got)
	}
}

// typed draws what somebody may type.
func typed(t *rapid.T, label string) string {
	names := make([]string, 0, len(hostile))
	for _, name := range []string{"emoji", "decomposed", "arabic", "directions", "controls", "bad bytes", "unassigned", "stacked", "200 in words", "200 letters", "200 capitals"} {
		names = append(names, hostile[name])
	}
	part := rapid.OneOf(rapid.SampledFrom(names), rapid.String(), rapid.StringMatching(`[A-Za-zÀ-ỹ ]{0,60}`))
	return strings.Join(rapid.SliceOfN(part, 0, 3).Draw(t, label), " ")
}

func TestCleanTextCanBeDrawn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := allFaces[rapid.IntRange(0, len(allFaces)-1).Draw(t, "face")]
		s := f.clean(typed(t, "text"))
		if again := f.clean(s); again != s {
			t.Fatalf("%q is cleaned to %q", s, again)
		}
		if !norm.NFC.IsNormalString(s) {
			t.Fatalf("%q is not composed", s)
		}
		for _, r := range s {
			if !f.has(r) || r > 0xffff || unicode.IsControl(r) || r != ' ' && unicode.IsSpace(r) {
				t.Fatalf("%q holds %U", s, r)
			}
		}
	})
}
