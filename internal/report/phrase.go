package report

import (
	"strconv"
	"strings"

	"hailong/internal/index"
	"hailong/internal/survey"
)

// plain makes what somebody typed safe to stand in a document: in one line,
// without anything invisible that would turn the direction of the line.
func plain(s string) string { return strings.Join(strings.Fields(survey.Clean(s)), " ") }

// vietnamese is the plain text in the language of documents.
func vietnamese(t survey.Text) string { return plain(t.In(survey.Vietnamese)) }

// countWords writes a whole number with dots between the thousands, as
// Vietnamese documents do.
func countWords(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "." + s[i:]
	}
	return s
}

// percentWords writes a figure within a sentence.
func percentWords(d index.Decimal) string {
	if !d.Exists() {
		return "chưa đủ số liệu"
	}
	return d.Comma() + "%"
}

// dateWords writes a day as documents do: two digits where the month or the day
// could be changed by a stroke.
func dateWords(d survey.Date) string { return d.Time().Format("02/01/2006") }

// quoted puts text between Vietnamese quotes.
func quoted(s string) string { return "“" + s + "”" }

// words, number, figure and change are the cells of a table.
func words(s string) Cell { return Cell{Text: s} }

func number(n int64) Cell { return Cell{countWords(n), strconv.FormatInt(n, 10)} }

func figure(d index.Decimal) Cell {
	if !d.Exists() {
		return Cell{Text: d.Comma()}
	}
	return Cell{d.Comma(), d.String()}
}

func change(c index.Change) Cell {
	if !c.Exists() {
		return Cell{Text: c.Comma()}
	}
	return Cell{c.Comma(), c.String()}
}
