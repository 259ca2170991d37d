package publish

import (
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"hailong/internal/index"
	"hailong/internal/survey"
)

// plain makes what somebody typed safe to stand in a sentence: in one line,
// without anything invisible that would turn the direction of the line.
func plain(s string) string {
	return strings.Join(strings.Fields(survey.Clean(strings.ToValidUTF8(s, ""))), " ")
}

// vietnamese is the plain text in the language of what is published.
func vietnamese(t survey.Text) string { return plain(t.In(survey.Vietnamese)) }

// clip cuts text that is longer than so many characters after a whole word, or
// within one that is longer alone, and marks the cut.
func clip(s string, most int) string {
	runes := []rune(s)
	if len(runes) <= most {
		return s
	}
	head := string(runes[:most-1])
	if at := strings.LastIndexByte(head, ' '); at > len(head)/2 {
		head = head[:at]
	}
	return strings.TrimRightFunc(head, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) + "…"
}

// count is the number of words of a text.
func count(s string) int { return len(strings.Fields(s)) }

// written splits what people wrote into its lines, each ended by a stop.
func written(s string) []string {
	var list []string
	for line := range strings.SplitSeq(survey.Clean(strings.ToValidUTF8(s, "")), "\n") {
		line = strings.TrimSpace(strings.TrimLeft(plain(line), "-+*•– "))
		if line != "" && len(list) < MostLines {
			list = append(list, stopped(raised(line)))
		}
	}
	return list
}

// stopped ends a sentence.
func stopped(s string) string {
	if s == "" || strings.ContainsAny(s[len(s)-1:], ".!?") || strings.HasSuffix(s, "…") {
		return s
	}
	return strings.TrimRight(s, " ,;:") + "."
}

// raised and lowered change the first letter only; an abbreviation stays.
func raised(s string) string { return first(s, unicode.ToUpper) }

func lowered(s string) string {
	if runes := []rune(s); len(runes) > 1 && unicode.IsUpper(runes[1]) {
		return s
	}
	return first(s, unicode.ToLower)
}

func first(s string, change func(rune) rune) string {
	for i, r := range s {
		if i == 0 {
			return string(change(r)) + s[len(string(r)):]
		}
	}
	return s
}

// number writes a whole number with dots between the thousands.
func number(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "." + s[i:]
	}
	return s
}

// percent writes a figure within a sentence as the report does.
func percent(d index.Decimal) string {
	if !d.Exists() {
		return noFigure
	}
	return d.Comma() + "%"
}

// day writes a day as documents do.
func day(d survey.Date) string { return d.Time().Format("02/01/2006") }

// toneless takes the five tones off letters and leaves ă, â, ê, ô, ơ, ư and đ.
func toneless(s string) string {
	return norm.NFC.String(strings.Map(func(r rune) rune {
		switch r {
		case '\u0300', '\u0301', '\u0303', '\u0309', '\u0323':
			return -1
		}
		return r
	}, norm.NFD.String(s)))
}

// joined lists things as people say them: a, b và c.
func joined(list []string) string {
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	return strings.Join(list[:len(list)-1], ", ") + " và " + list[len(list)-1]
}
