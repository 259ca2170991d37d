package opinion

import (
	"bufio"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// A judged comment has the themes that a person gave it.
type judged struct {
	text   string
	themes []Theme
}

func judgedIn(t *testing.T, file string) []judged {
	t.Helper()
	f, err := os.Open(file)
	must(t, err)
	defer f.Close()
	var list []judged
	for lines := bufio.NewScanner(f); lines.Scan(); {
		line := lines.Text()
		if line == "" || line[0] == '#' {
			continue
		}
		names, text, ok := strings.Cut(line, " | ")
		j := judged{text: text}
		for name := range strings.FieldsSeq(names) {
			if ok = ok && slices.Contains(Themes, Theme(name)); !ok {
				t.Fatalf("%s: %q", file, line)
			}
			j.themes = append(j.themes, Theme(name))
		}
		list = append(list, j)
	}
	return list
}

// score holds the suggestions against what people said: of all suggested pairs of
// comment and theme the share that is right, of all right ones the share found.
func score(t *testing.T, list []judged) (precision, recall float64) {
	t.Helper()
	var right, suggested, want int
	for _, j := range list {
		got := Suggest(j.text)
		suggested, want = suggested+len(got), want+len(j.themes)
		for _, theme := range got {
			if slices.Contains(j.themes, theme) {
				right++
			}
		}
		if !slices.Equal(got, inOrder(j.themes)) {
			t.Logf("%s\n got %v\nwant %v", j.text, got, inOrder(j.themes))
		}
	}
	return float64(right) / float64(suggested), float64(right) / float64(want)
}

func TestSuggestionsAgreeWithReaders(t *testing.T) {
	for _, file := range []string{"testdata/themes.txt", "testdata/themes_unseen.txt"} {
		list := judgedIn(t, file)
		precision, recall := score(t, list)
		t.Logf("%s: %d comments, precision %.2f, recall %.2f", file, len(list), precision, recall)
		if len(list) < 25 || precision < 0.8 || recall < 0.7 {
			t.Errorf("%s: precision %.2f of at least 0.8, recall %.2f of at least 0.7, with %d comments", file, precision, recall, len(list))
		}
	}
}

func TestPraiseThatIsDeniedIsNone(t *testing.T) {
	for text, want := range map[string]bool{
		"Tôi hài lòng": true, "Tôi không hài lòng": false, "chưa thật sự hài lòng": false, "chua hai long": false,
		"Không phải chờ, rất hài lòng": true, "not good": false, "Rất tốt, không chê": true,
	} {
		if got := slices.Contains(Suggest(text), Praise); got != want {
			t.Errorf("%s: praise %v", text, got)
		}
	}
}

func TestASingleWordWithoutItsMarksIsAnother(t *testing.T) {
	for text, want := range map[string]Theme{
		"Xin cho tôi hỏi": Other, "cho toi hoi": Other, "Chờ": Time, "gia đình tôi": Other, "Giá": Fees, "mang giay": Other, "Mạng": Online,
	} {
		if got := Suggest(text); !slices.Equal(got, []Theme{want}) {
			t.Errorf("%s: got %v, want %s", text, got, want)
		}
	}
}

func TestWhatWasMaskedIsAboutNothing(t *testing.T) {
	for sign, text := range signWords {
		if got := Suggest(text); !slices.Equal(got, []Theme{Other}) {
			t.Errorf("%x: %q is about %v", rune(sign), text, got)
		}
	}
}

func TestEveryThemeHasWordsForThePages(t *testing.T) {
	if len(Themes) != len(themeTexts) {
		t.Errorf("%d themes, words for %d", len(Themes), len(themeTexts))
	}
	for _, theme := range Themes {
		if theme.Text()["vi"] == "" || theme.Text()["en"] == "" {
			t.Errorf("%s has no words", theme)
		}
		if _, ok := themeWords[theme]; ok == (theme == Other) {
			t.Errorf("%s: phrases %v", theme, ok)
		}
	}
}

func TestNoPhraseStandsForTwoThemes(t *testing.T) {
	seen := map[string]Theme{}
	for _, list := range phraseBook {
		for _, p := range list {
			var b strings.Builder
			for _, w := range p.words {
				b.WriteString(w.base + w.shape + string(w.tone) + " ")
			}
			if was, ok := seen[b.String()]; ok && was != p.theme {
				t.Errorf("%q stands for %s and %s", bases(p.words...), was, p.theme)
			}
			seen[b.String()] = p.theme
		}
	}
}

// bared takes all marks away.
func bared(s string) string {
	s, _, _ = transform.String(transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC), s)
	return strings.NewReplacer("đ", "d", "Đ", "D").Replace(s)
}

func TestAPhraseIsFoundWithAndWithoutItsMarks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		theme := rapid.SampledFrom(Themes[:len(Themes)-1]).Draw(t, "theme")
		text := strings.Join(strings.Fields(rapid.SampledFrom(strings.Split(themeWords[theme], ",")).Draw(t, "phrase")), " ")
		around := rapid.SampledFrom([]string{"", "x ", "X, ", "7 "}).Draw(t, "before")
		for _, s := range []string{text, strings.ToUpper(text), norm.NFD.String(text)} {
			if !slices.Contains(Suggest(around+s+"."), theme) {
				t.Fatalf("%q is not about %s", around+s, theme)
			}
		}
		if strings.Contains(text, " ") && !slices.Contains(Suggest(around+bared(text)), theme) {
			t.Fatalf("%q is not about %s", around+bared(text), theme)
		}
	})
}

func FuzzSuggest(f *testing.F) {
	for _, s := range []string{"Cán bộ nhiệt tình", "khong hai long", "👍", "", "\xff", "Thu\u0309 tu\u0323c", strings.Repeat("không ", 500)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Suggest(s)
		if len(got) == 0 || !slices.Equal(got, inOrder(got)) || len(got) > 1 && slices.Contains(got, Other) {
			t.Fatalf("%q is about %v", s, got)
		}
	})
}
