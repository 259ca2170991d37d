package opinion

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"hailong/internal/survey"
)

// A Theme is what a comment is about.
type Theme string

// The themes.
const (
	Time      Theme = "time"
	Attitude  Theme = "attitude"
	Guidance  Theme = "guidance"
	Premises  Theme = "premises"
	Papers    Theme = "papers"
	Fees      Theme = "fees"
	Online    Theme = "online"
	Result    Theme = "result"
	Complaint Theme = "complaint"
	Trouble   Theme = "trouble"
	Praise    Theme = "praise"
	Other     Theme = "other"
)

// Themes lists every theme in the order of the tables.
var Themes = []Theme{Time, Attitude, Guidance, Premises, Papers, Fees, Online, Result, Complaint, Trouble, Praise, Other}

var themeTexts = map[Theme]survey.Text{
	Time:      {"vi": "Thời gian chờ, giải quyết", "en": "Waiting and handling time"},
	Attitude:  {"vi": "Thái độ cán bộ", "en": "Staff attitude"},
	Guidance:  {"vi": "Hướng dẫn, thông tin", "en": "Guidance, information"},
	Premises:  {"vi": "Cơ sở vật chất, chỗ ngồi", "en": "Premises, seats"},
	Papers:    {"vi": "Thủ tục, giấy tờ", "en": "Procedures, papers"},
	Fees:      {"vi": "Phí, lệ phí", "en": "Fees"},
	Online:    {"vi": "Dịch vụ công trực tuyến, mạng", "en": "Online services, network"},
	Result:    {"vi": "Kết quả, sai sót", "en": "Result, mistakes"},
	Complaint: {"vi": "Phản ánh, kiến nghị", "en": "Feedback, complaints"},
	Trouble:   {"vi": "Gây phiền hà, tiêu cực", "en": "Harassment, misconduct"},
	Praise:    {"vi": "Khen ngợi", "en": "Praise"},
	Other:     {"vi": "Khác", "en": "Other"},
}

// Text returns the words of a theme.
func (t Theme) Text() survey.Text { return themeTexts[t] }

// Suggest returns the themes that a comment seems to be about, in the order of
// Themes; Other alone where none is found. Like Mask it forgives marks that are
// left out, in phrases of two words or more: a single word without its marks is
// too often another one.
func Suggest(comment string) []Theme {
	text := look(shut.Replace(norm.NFC.String(comment))).text // "[địa chỉ mạng]" is about nothing
	words := wordsOf(text)
	found := make(map[Theme]bool)
	for i := range words {
		for _, p := range phraseBook[words[i].base] {
			if !found[p.theme] && p.at(text, words, i) {
				found[p.theme] = true
			}
		}
	}
	if strings.ContainsAny(comment, smiles) {
		found[Praise] = true
	}
	if len(found) == 0 {
		return []Theme{Other}
	}
	var list []Theme
	for t := range found {
		list = append(list, t)
	}
	return inOrder(list)
}

// A phrase stands for a theme.
type phrase struct {
	theme Theme
	words []word
}

// at reports whether the phrase stands at the i-th word. Praise with a "not"
// before it is none; any other theme is one with or without.
func (p phrase) at(text string, words []word, i int) bool {
	n := len(p.words)
	if i+n > len(words) {
		return false
	}
	for k, want := range p.words {
		w := words[i+k]
		if k > 0 && !near(text, words[i+k-1], w) || n == 1 && !w.exact(want) || !w.means(want) {
			return false
		}
	}
	return p.theme != Praise || !denied(text, words[:i])
}

// near reports whether only blanks stand between two words.
func near(text string, a, b word) bool { return strings.Trim(text[a.to:b.from], " ") == "" }

// denied reports whether one of the last words before says no.
func denied(text string, before []word) bool {
	for k := 1; k <= 3 && k <= len(before); k++ {
		w := before[len(before)-k]
		if k > 1 && !near(text, w, before[len(before)-k+1]) {
			return false
		}
		if slices.ContainsFunc(denials, w.means) {
			return true
		}
	}
	return false
}

// phraseBook are the phrases by the base of their first word.
var phraseBook = newPhraseBook()

func newPhraseBook() map[string][]phrase {
	book := make(map[string][]phrase)
	for theme, list := range themeWords {
		for _, words := range phrasesOf(list) {
			book[words[0].base] = append(book[words[0].base], phrase{theme, words})
		}
	}
	return book
}
