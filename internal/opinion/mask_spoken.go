package opinion

import "strings"

// Somebody who wants to be called in spite of the box's warning writes the
// number out. It takes this many digits in a row, at least half of them and four
// of them as words, to be a telephone number; "năm 2025 - 2026" is none.
const (
	leastSpoken      = 8
	leastSpokenWords = 4
)

var digitWords = wordsOf("không một mốt hai ba bốn tư năm lăm sáu bảy bẩy tám chín mười linh lẻ")

// findSpoken finds numbers in words: không chín một hai….
func findSpoken(v view) []span {
	var found []span
	words := wordsOf(v.text)
	for i := 0; i < len(words); {
		n, digits, spoken := v.spoken(words[i:])
		if digits >= leastSpoken && spoken >= leastSpokenWords && 2*spoken >= n {
			found = append(found, span{words[i].from, words[i+n-1].to, signPhone})
		}
		i += max(n, 1)
	}
	return found
}

// spoken returns how many words at the beginning are digits, how many digits
// they are, and how many of them are words.
func (v view) spoken(words []word) (n, digits, spoken int) {
	for i, w := range words {
		if i > 0 && strings.Trim(v.text[words[i-1].to:w.from], " .,-") != "" {
			break
		}
		switch {
		case '0' <= w.base[0] && w.base[0] <= '9':
			digits += len(w.base)
		case isDigit(w):
			digits, spoken = digits+1, spoken+1
		default:
			return n, digits, spoken
		}
		n++
	}
	return n, digits, spoken
}

func isDigit(w word) bool {
	for _, d := range digitWords {
		if w.means(d) {
			return true
		}
	}
	return false
}
