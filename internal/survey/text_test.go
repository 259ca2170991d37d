package survey

import (
	"maps"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestCleanMakesTextSafeToKeepAndPrint(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"plain", "Cảm ơn", "Cảm ơn"},
		{"decomposed", "Ca\u0309m o\u031bn", "Cảm ơn"},
		{"decomposed around what is removed", "Ca\u200b\u0309m", "Cảm"},
		{"line ends", "a\r\nb\rc\n\n", "a\nb\nc"},
		{"tabs", "a\tb", "a b"},
		{"control characters", "a\x00b\x07c\x7fd\u0085e", "abcde"},
		{"direction overrides", "a\u202eb\u2066c", "abc"},
		{"byte order mark", "\ufeffa", "a"},
		{"private use and noncharacters", "a\ue000b\ufffec\U0001ffffd\ufdd0e", "abcde"},
		{"blanks around", " \u00a0 a b \u3000", "a b"},
		{"composed emoji", "👨‍👩‍👧 👍🏽", "👨‍👩‍👧 👍🏽"},
		{"nothing but invisible", " \u200d\u200b\n ", ""},
		{"broken bytes", "a\xffb", "a\ufffdb"},
	} {
		if got := Clean(c.in); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestCleanTextIsValidComposedAndStays(t *testing.T) {
	nasty := rapid.SampledFrom([]rune{'a', 'ê', ' ', '\n', '\r', '\t', 0, 0x0301, 0x0323, 0x031b, 0x200b, 0x200d, 0x202e,
		0xfdd0, 0xfffe, 0xfeff, 0xe000, 0x1100, 0x1161, 0x11a8, 0x1f468, 0x2028})
	texts := rapid.OneOf(rapid.String(), rapid.StringOf(nasty), rapid.StringOfN(nasty, 40, 200, -1),
		rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) }))
	rapid.Check(t, func(t *rapid.T) {
		got := Clean(texts.Draw(t, "text"))
		if again := Clean(got); again != got {
			t.Fatalf("got %q, cleaned again %q", got, again)
		}
		if !utf8.ValidString(got) || !norm.NFC.IsNormalString(got) {
			t.Fatalf("got %q, want valid UTF-8 in NFC", got)
		}
		for _, r := range got {
			if r != '\n' && unicode.Is(unicode.Cc, r) {
				t.Fatalf("got %q, want no control character but line ends", got)
			}
		}
	})
}

func TestANameIsOneLineInVietnameseAndPerhapsEnglish(t *testing.T) {
	for _, c := range []struct {
		name string
		in   Text
		want Text // nil for none
	}{
		{"both languages", Text{"vi": " Quầy\u00a01 ", "en": "Counter 1"}, Text{"vi": "Quầy\u00a01", "en": "Counter 1"}},
		{"Vietnamese alone", Text{"vi": "Quầy 1", "en": " \t"}, Text{"vi": "Quầy 1"}},
		{"several lines", Text{"vi": "Quầy\r\n1\u2028a"}, Text{"vi": "Quầy 1 a"}},
		{"another language", Text{"vi": "Quầy", "fr": "Guichet"}, Text{"vi": "Quầy"}},
		{"as long as allowed", Text{"vi": "Quầy tám ạ"}, Text{"vi": "Quầy tám ạ"}},
		{"too long", Text{"vi": "Quầy tám ạ!"}, nil},
		{"too long in English", Text{"vi": "Quầy 1", "en": "Counter one"}, nil},
		{"nothing", nil, nil},
		{"blanks", Text{"vi": " \n\u200b"}, nil},
		{"English alone", Text{"en": "Counter"}, nil},
		{"no letter or digit", Text{"vi": "— ! —"}, nil},
	} {
		got, ok := c.in.AsName(10)
		if ok != (c.want != nil) || ok && !maps.Equal(got, c.want) {
			t.Errorf("%s: got %q, %v; want %q", c.name, got, ok, c.want)
		}
	}
}

func TestATextFallsBackToEnglishAndThenToVietnamese(t *testing.T) {
	both := Text{Vietnamese: "một", English: "one"}
	for l, want := range map[Lang]string{Vietnamese: "một", English: "one", Korean: "one", "": "một", "fr": "one"} {
		if got := both.In(l); got != want {
			t.Errorf("%q: got %q, want %q", l, got, want)
		}
	}
	if got := (Text{Vietnamese: "một", Korean: ""}).In(Korean); got != "một" {
		t.Errorf("without English: got %q", got)
	}
}
