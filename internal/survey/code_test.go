package survey

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// codes are the two kinds of code, which keep the same laws.
var codes = []struct {
	kind    string
	draw    func(io.Reader) (string, error)
	parse   func(string) (string, bool)
	body    int
	pattern *regexp.Regexp
}{
	{"poster", NewCode, ParseCode, 5, regexp.MustCompile(`^[0-9A-HJKMNP-TV-Z]{6}$`)},
	{"slip", NewSlipCode, ParseSlipCode, 10, regexp.MustCompile(`^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]$`)},
}

// eachCode checks a law for every kind of code.
func eachCode(t *testing.T, law func(t *rapid.T, code string, parse func(string) (string, bool))) {
	for _, c := range codes {
		t.Run(c.kind, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				code, err := c.draw(bytes.NewReader(rapid.SliceOfN(rapid.Byte(), c.body, c.body).Draw(t, "random")))
				if err != nil {
					t.Fatal(err)
				}
				if !c.pattern.MatchString(code) {
					t.Fatalf("got %q, want %s", code, c.pattern)
				}
				law(t, code, c.parse)
			})
		})
	}
}

// bare returns the characters of a code without its dashes.
func bare(code string) []rune { return []rune(strings.ReplaceAll(code, "-", "")) }

func TestACodeIsReadAsAPersonTypesIt(t *testing.T) {
	eachCode(t, func(t *rapid.T, code string, parse func(string) (string, bool)) {
		var typed strings.Builder
		for _, r := range code {
			s := string(r)
			if alike := map[rune]string{'1': "1IiLl", '0': "0Oo"}[r]; alike != "" {
				s = string(rapid.SampledFrom([]rune(alike)).Draw(t, "alike"))
			}
			if rapid.Bool().Draw(t, "small") {
				s = strings.ToLower(s)
			}
			typed.WriteString(s + rapid.SampledFrom([]string{"", "", " ", "-", "–", "\u00a0", "\t"}).Draw(t, "between"))
		}
		if got, ok := parse(typed.String()); !ok || got != code {
			t.Fatalf("%q: got %q %v, want %q", typed.String(), got, ok, code)
		}
	})
}

func TestEveryWrongCharacterOfACodeIsFound(t *testing.T) {
	characters := []rune(alphabet + "Uu_.?éđſı\x00")
	eachCode(t, func(t *rapid.T, code string, parse func(string) (string, bool)) {
		plain := bare(code)
		i := rapid.IntRange(0, len(plain)-1).Draw(t, "place")
		wrong := rapid.OneOf(rapid.SampledFrom(characters), rapid.Rune()).Draw(t, "wrong")
		if meant(wrong) == plain[i] {
			t.Skip("the same character")
		}
		plain[i] = wrong
		if got, ok := parse(string(plain)); ok {
			t.Fatalf("%q was read as %q", string(plain), got)
		}
	})
}

func TestEverySwappedPairOfACodeIsFound(t *testing.T) {
	eachCode(t, func(t *rapid.T, code string, parse func(string) (string, bool)) {
		plain := bare(code)
		i := rapid.IntRange(0, len(plain)-2).Draw(t, "place")
		if plain[i] == plain[i+1] {
			t.Skip("the same characters")
		}
		plain[i], plain[i+1] = plain[i+1], plain[i]
		if got, ok := parse(string(plain)); ok {
			t.Fatalf("%q was read as %q", string(plain), got)
		}
	})
}

func TestACodeOfAnotherLengthIsRefused(t *testing.T) {
	eachCode(t, func(t *rapid.T, code string, parse func(string) (string, bool)) {
		for _, typed := range []string{"", "-", code[1:], code + "0", code[:len(code)-1], code + code} {
			if got, ok := parse(typed); ok {
				t.Fatalf("%q was read as %q", typed, got)
			}
		}
	})
}

func TestWhatIsReadIsReadAgainAsItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`[0-9A-Za-z \-]{0,14}`).Draw(t, "typed")
		for _, parse := range []func(string) (string, bool){ParseCode, ParseSlipCode} {
			code, ok := parse(s)
			if !ok {
				continue
			}
			if again, ok := parse(code); !ok || again != code {
				t.Fatalf("%q was read as %q, and that as %q %v", s, code, again, ok)
			}
		}
	})
}

func TestTheDemoCodesAreNotDrawn(t *testing.T) {
	for _, code := range []string{"DEMO", "DEMOFULL"} {
		if got, ok := ParseCode(code); ok {
			t.Errorf("%s was read as %q", code, got)
		}
	}
}

func TestEveryCharacterIsDrawnEquallyOften(t *testing.T) {
	all := make([]byte, 256)
	for i := range all {
		all[i] = byte(i)
	}
	s, err := draw(bytes.NewReader(all), len(all))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range alphabet {
		if n := strings.Count(s, string(r)); n != 8 {
			t.Errorf("%c: got %d of 256 bytes, want 8", r, n)
		}
	}
}

func TestNoCodeIsDrawnWithoutRandomness(t *testing.T) {
	for _, c := range codes {
		got, err := c.draw(bytes.NewReader(make([]byte, c.body-1)))
		if !errors.Is(err, io.ErrUnexpectedEOF) || got != "" {
			t.Errorf("%s: got %q %v, want an error", c.kind, got, err)
		}
	}
}
