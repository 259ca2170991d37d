package survey

import (
	"regexp"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

var receiptPattern = regexp.MustCompile(`^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]$`)

func receipts(t *rapid.T) Receipt {
	return ReceiptOf(rapid.String().Draw(t, "campaign"), rapid.String().Draw(t, "key"))
}

func TestAReceiptIsReadAsAPersonTypesIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := receipts(t)
		if !receiptPattern.MatchString(string(r)) {
			t.Fatalf("got %q, want XXXXX-XXXXX-C", r)
		}
		s := string(r)
		for _, typed := range []string{s, strings.ToLower(s), strings.ReplaceAll(s, "-", ""), strings.ReplaceAll(s, "-", " "), " " + s + " "} {
			if got, ok := ParseReceipt(typed); !ok || got != r {
				t.Fatalf("%q: got %q %v, want %q", typed, got, ok, r)
			}
		}
	})
}

func TestEveryWrongCharacterOfAReceiptIsFound(t *testing.T) {
	characters := []rune(alphabet + "ILOU-_. ?éđ\x00")
	rapid.Check(t, func(t *rapid.T) {
		plain := []rune(strings.ReplaceAll(string(receipts(t)), "-", ""))
		i := rapid.IntRange(0, len(plain)-1).Draw(t, "place")
		wrong := rapid.OneOf(rapid.SampledFrom(characters), rapid.Rune()).Draw(t, "wrong")
		if unicode.ToUpper(wrong) == plain[i] {
			t.Skip("the same character")
		}
		plain[i] = wrong
		if got, ok := ParseReceipt(string(plain)); ok {
			t.Fatalf("%q was read as %q", string(plain), got)
		}
	})
}

func TestEverySwappedPairOfAReceiptIsFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		plain := []byte(strings.ReplaceAll(string(receipts(t)), "-", ""))
		i := rapid.IntRange(0, len(plain)-2).Draw(t, "place")
		if plain[i] == plain[i+1] {
			t.Skip("the same characters")
		}
		plain[i], plain[i+1] = plain[i+1], plain[i]
		if got, ok := ParseReceipt(string(plain)); ok {
			t.Fatalf("%s was read as %q", plain, got)
		}
	})
}

func TestParseReceiptRefusesOtherLengths(t *testing.T) {
	s := string(ReceiptOf("q4", "key"))
	for _, typed := range []string{"", "-", s[1:], s + "0", s[:len(s)-1]} {
		if got, ok := ParseReceipt(typed); ok {
			t.Errorf("%q was read as %q", typed, got)
		}
	}
}

func FuzzParseReceipt(f *testing.F) {
	good := string(ReceiptOf("q4", "key"))
	for _, s := range []string{good, strings.ToLower(good), "", "-----", good + "\x00", "ſſſſſ-ſſſſſ-ſ", strings.Repeat("A", 1000)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r, ok := ParseReceipt(s)
		if again, still := ParseReceipt(string(r)); ok && (!still || again != r || !receiptPattern.MatchString(string(r))) {
			t.Fatalf("%q was read as %q", s, r)
		}
	})
}
