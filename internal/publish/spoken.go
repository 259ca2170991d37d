package publish

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"hailong/internal/survey"
)

// short are the abbreviations that commune officials write, and what they say.
var short = map[string]string{
	"UBND": "Ủy ban nhân dân", "HĐND": "Hội đồng nhân dân", "MTTQ": "Mặt trận Tổ quốc", "TTHC": "thủ tục hành chính",
	"CCHC": "cải cách hành chính", "CCCD": "căn cước công dân", "CBCC": "cán bộ, công chức", "DVC": "dịch vụ công",
	"DVCTT": "dịch vụ công trực tuyến", "TTPVHCC": "Trung tâm Phục vụ hành chính công", "PVHCC": "Phục vụ hành chính công",
	"VHXH": "Văn hóa - Xã hội", "BHYT": "bảo hiểm y tế", "BHXH": "bảo hiểm xã hội", "TP": "thành phố", "QR": "vuông",
	"TT&TT": "Thể thao và Truyền thông",
}

// letters are the names by which letters are spelled.
var letters = map[rune]string{
	'A': "a", 'Ă': "á", 'Â': "ớ", 'B': "bê", 'C': "xê", 'D': "dê", 'Đ': "đê", 'E': "e", 'Ê': "ê", 'F': "ép", 'G': "giê", 'H': "hát",
	'I': "i", 'J': "giây", 'K': "ca", 'L': "lờ", 'M': "mờ", 'N': "nờ", 'O': "o", 'Ô': "ô", 'Ơ': "ơ", 'P': "pê", 'Q': "quy", 'R': "rờ",
	'S': "ét", 'T': "tê", 'U': "u", 'Ư': "ư", 'V': "vê", 'W': "vê kép", 'X': "ích", 'Y': "i dài", 'Z': "dét",
}

var (
	webAddress = regexp.MustCompile(`(?i)\b(?:https?://|www\.)[^\s,;]+|[^\s,;]+@[^\s,;]+|\b[\pL\d-]+(?:\.[\pL\d-]+)+/[^\s,;]*|\b[\pL\d-]+(?:\.[\pL\d-]+)*\.(?:vn|com|net|org|info|gov|edu)\b[^\s,;]*`)
	bracketed  = regexp.MustCompile(`\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}|<[^<>]*>`)
	dayWritten = regexp.MustCompile(`\b(\d{1,2})/(\d{1,2})/(\d{4})\b`)
	percentage = regexp.MustCompile(`(\d)\s*%`)
	grouped    = regexp.MustCompile(`\d{1,3}(?:\.\d{3})+\b`)
	fraction   = regexp.MustCompile(`\d+,\d+`)
	syllable   = regexp.MustCompile(`^(?:NGH|NG|NH|TH|TR|CH|PH|KH|GH|GI|QU|[BCDĐGHKLMNPRSTVX])?[AEIOUYĂÂÊÔƠƯ]{1,3}(?:NG|NH|CH|[CMNPT])?$`)
	token      = regexp.MustCompile(`\d+|[\pL&]+|[^\d\pL&]+`)
	quarters   = map[string]string{"I": "một", "II": "hai", "III": "ba", "IV": "bốn"}
)

// spoken makes text fit to be read out: numbers, days and abbreviations become
// words, addresses and what stands in brackets are left out, and so is every
// sign but the stops. Letters other than Latin nobody here could read.
func spoken(s string) string {
	s = bracketed.ReplaceAllString(webAddress.ReplaceAllString(plain(s), " "), " ")
	s = dayWritten.ReplaceAllString(s, "$1 tháng $2 năm $3")
	s = percentage.ReplaceAllString(s, "$1 phần trăm")
	s = grouped.ReplaceAllStringFunc(s, func(n string) string { return strings.ReplaceAll(n, ".", "") })
	s = fraction.ReplaceAllStringFunc(s, readFraction)
	var b strings.Builder
	before := ""
	for _, part := range token.FindAllString(s, -1) {
		word := readToken(part, before)
		if strings.TrimSpace(part) != "" {
			before = strings.ToLower(part)
		}
		b.WriteString(word)
	}
	return tidy(b.String())
}

// readToken reads a run of digits, of letters or of anything else.
func readToken(part, before string) string {
	first := []rune(part)[0]
	switch {
	case unicode.IsDigit(first):
		return " " + readDigits(part) + " "
	case quarters[part] != "" && before == "quý":
		return quarters[part]
	case short[part] != "":
		return short[part]
	case unicode.IsLetter(first) || first == '&':
		return readWord(part)
	}
	return stops(part)
}

// readDigits reads a number; one that begins with 0 or is too long for a
// quantity, as of a telephone, digit by digit.
func readDigits(part string) string {
	if n, err := strconv.ParseInt(part, 10, 64); err == nil && len(part) <= 10 && (part[0] != '0' || len(part) == 2) {
		return Number(n)
	}
	var words []string
	for _, r := range part {
		if n := r - '0'; n >= 0 && int(n) < len(digits) { // digits of other scripts are not read
			words = append(words, digits[n])
		}
	}
	return strings.Join(words, " ")
}

func readFraction(s string) string {
	ahead, behind, _ := strings.Cut(s, ",")
	var words []string
	for _, r := range behind {
		if n := r - '0'; n >= 0 && int(n) < len(digits) {
			words = append(words, digits[n])
		}
	}
	return ahead + " phẩy " + strings.Join(words, " ")
}

// readWord leaves out letters that nobody here reads, and spells what is written
// in capitals and is no syllable.
func readWord(word string) string {
	word = strings.Map(func(r rune) rune {
		if base := []rune(toneless(strings.ToUpper(string(r)))); len(base) == 1 && letters[base[0]] != "" {
			return r
		}
		return -1
	}, word)
	runes := []rune(word)
	if len(runes) < 2 {
		return word
	}
	if word != strings.ToUpper(word) || word == strings.ToLower(word) {
		return string(runes[0]) + strings.ToLower(string(runes[1:]))
	}
	if syllable.MatchString(toneless(word)) {
		return string(runes[0]) + strings.ToLower(string(runes[1:]))
	}
	var names []string
	for _, r := range toneless(word) {
		if letters[r] != "" {
			names = append(names, letters[r])
		}
	}
	return strings.Join(names, " ")
}

// stops keeps the signs that are heard as a pause.
func stops(part string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case '.', ',', ';', ':', '?', '!':
			return r
		}
		return ' '
	}, part)
}

var (
	beforeStop = regexp.MustCompile(`\s+([.,;:?!])`)
	afterStop  = regexp.MustCompile(`([.,;:?!])(\S)`)
	manyStops  = regexp.MustCompile(`[.,;:?!](?:\s*[.,;:?!])+`)
)

// tidy leaves one blank between words and one stop after one.
func tidy(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	s = beforeStop.ReplaceAllString(s, "$1")
	s = manyStops.ReplaceAllStringFunc(s, func(run string) string { return run[len(run)-1:] })
	s = afterStop.ReplaceAllString(s, "$1 $2")
	return strings.Trim(s, " ,;:.?!")
}

// readDay reads a day: "ngày năm tháng một năm hai nghìn …".
func readDay(d survey.Date) string {
	t := d.Time()
	return "ngày " + Number(int64(t.Day())) + " tháng " + Number(int64(t.Month())) + " năm " + Number(int64(t.Year()))
}
