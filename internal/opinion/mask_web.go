package opinion

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// far is what an address on the web goes on with.
const far = `[^\s\x{e000}-\x{e006}]`

var (
	mails = regexp.MustCompile(`(?i)[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*` +
		`|[\p{L}\p{N}._%+-]+ ?(?:@|\(at\)|\[at\]| a còng | a cong ) ?[\p{L}\p{N}-]+ ?(?:\.| chấm | cham | ) ?(?:com|vn|net|org|edu|gov)(?:\.vn)?`)
	webs = regexp.MustCompile(`(?i)(?:https?|ftp)://` + far + `+` +
		`|www\.` + far + `+` +
		`|(?:[\p{L}\p{N}-]+\.)+(?:com|vn|net|org|info|edu|gov|xyz|biz)(?::\d+)?(?:/` + far + `*)?`)
	handles = regexp.MustCompile(`(?i)(?:fb|m|t|zalo|youtu|bit|goo|tinyurl)\.(?:me|be|ly|gl)(?:/` + far + `*)?` +
		`|(?:fb|facebook|face|zalo|tiktok|telegram)/[\w.-]+` +
		`|(?:fb|facebook|face|zalo|tiktok|telegram) ?: ?[\w-]*[\d._][\w.-]*` +
		`|@[\p{L}\p{N}_.]{3,}`)
	plates = regexp.MustCompile(`(\d\d)( ?-? ?)(\p{L}{1,2})(\d?)( ?[-.]? ?)(\d{3}[. ]?\d\d|\d{4})`)
)

// mailSigns are what no mail address is without.
var mailSigns = []string{"@", "(at)", "[at]", " còng ", " cong "}

func findMail(v view) []span {
	small := strings.ToLower(v.text)
	if !slices.ContainsFunc(mailSigns, func(sign string) bool { return strings.Contains(small, sign) }) {
		return nil // the search is slow, and most comments have none
	}
	var found []span
	for _, at := range mails.FindAllStringIndex(v.text, -1) {
		found = append(found, span{at[0], at[1], signMail})
	}
	return found
}

// findWeb finds links.
func findWeb(v view) []span {
	if !strings.ContainsAny(v.text, ".:") {
		return nil
	}
	var found []span
	for _, at := range webs.FindAllStringIndex(v.text, -1) {
		if to := ended(v, at); !wordy(v.after(to)) { // "50.vnđ" is no address
			found = append(found, span{at[0], to, signWeb})
		}
	}
	return found
}

// findHandles finds names in social networks.
func findHandles(v view) []span {
	if !strings.ContainsAny(v.text, ".:/@") {
		return nil
	}
	var found []span
	for _, at := range handles.FindAllStringIndex(v.text, -1) {
		if to := ended(v, at); v.whole(at[0], to) {
			found = append(found, span{at[0], to, signWeb})
		}
	}
	return found
}

// ended returns where an address ends: points after it belong to the sentence.
func ended(v view, at []int) int {
	return at[0] + len(strings.TrimRight(v.text[at[0]:at[1]], ".,;:!?)…"))
}

// findPlates finds the plates of cars and motorcycles: 15A-123.45, 34-B1 234.56,
// 29H 1234.
func findPlates(v view) []span {
	if !strings.ContainsAny(v.text, "0123456789") {
		return nil
	}
	var found []span
	for _, m := range plates.FindAllStringSubmatchIndex(v.text, -1) {
		part := func(i int) string { return v.text[m[2*i]:m[2*i+1]] }
		if v.whole(m[0], m[1]) && plate(part(2), part(3), part(5), part(6)) {
			found = append(found, span{m[0], m[1], signPlate})
		}
	}
	return found
}

// plate tells a plate from an hour, a price and a number of files: "8h 1500" and
// "10 hs 12345" are none. What is written small must hold together.
func plate(gap, series, dash, number string) bool {
	small := strings.ToUpper(series) != series
	blank := strings.Contains(gap+dash, " ")
	switch {
	case len(number) == len("1234"):
		return !small && !blank && !strings.Contains(gap, " ")
	case small:
		return !blank && !strings.Contains(number, " ") && (!units[series] || dash != "")
	case len([]rune(series)) == 2:
		return !strings.Contains(gap, " ") || strings.Contains(dash, "-")
	}
	return true
}

// units are what a number is counted in that look like the series of a plate.
var units = map[string]bool{
	"h": true, "g": true, "k": true, "m": true, "p": true, "đ": true, "d": true, "s": true, "km": true, "kg": true, "tr": true, "hs": true, "vn": true,
}

// letters reports whether a text begins with a letter.
func lettered(s string) bool { return strings.IndexFunc(s, unicode.IsLetter) == 0 }
