package print

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Two marks that text holds only where a layout put them: cleaning drops both.
const (
	// softBreak is a place inside a word where a line may end.
	softBreak = "\u200b"
	// hardBreak ends a line.
	hardBreak = "\n"

	ellipsis = "…"
)

// wrap breaks text into lines no wider than w millimetres at a size in points.
// Where a single word is wider it is broken too.
func (f *face) wrap(text string, size, w float64) []string {
	var lines []string
	for paragraph := range strings.SplitSeq(text, hardBreak) {
		lines = append(lines, f.fill(paragraph, size, w)...)
	}
	return lines
}

// even does the same and makes the lines of a paragraph about equally long: one
// word alone in the last line of a title looks like a mistake.
func (f *face) even(text string, size, w float64) []string {
	var lines []string
	for paragraph := range strings.SplitSeq(text, hardBreak) {
		best := f.fill(paragraph, size, w)
		// Never so narrow that a word would have to be broken.
		for narrow, wide := f.word(paragraph, size), w; len(best) > 1 && wide-narrow > 0.1; {
			middle := (narrow + wide) / 2
			if tried := f.fill(paragraph, size, middle); len(tried) == len(best) {
				best, wide = tried, middle
			} else {
				narrow = middle
			}
		}
		lines = append(lines, best...)
	}
	return lines
}

// longest returns the width of the longest line.
func (f *face) longest(lines []string, size float64) float64 {
	w := 0.0
	for _, line := range lines {
		w = max(w, f.width(line, size))
	}
	return w
}

// fill breaks one paragraph into lines that are as full as they can be.
func (f *face) fill(paragraph string, size, w float64) []string {
	var lines []string
	line := ""
	for _, piece := range pieces(paragraph) {
		joined := line + piece
		if line == "" {
			joined = strings.TrimLeft(piece, " ")
		}
		if f.width(joined, size) <= w {
			line = joined
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		line = strings.TrimLeft(piece, " ")
		for f.width(line, size) > w {
			head := f.head(line, size, w)
			lines = append(lines, head)
			line = line[len(head):]
		}
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// word returns the width of the widest word of a text.
func (f *face) word(text string, size float64) float64 {
	w := 0.0
	for paragraph := range strings.SplitSeq(text, hardBreak) {
		for _, piece := range pieces(paragraph) {
			w = max(w, f.width(strings.TrimLeft(piece, " "), size))
		}
	}
	return w
}

// pieces cuts text where a line may end: before a blank and at soft breaks. No
// line begins with a dash.
func pieces(s string) []string {
	var all []string
	for part := range strings.SplitSeq(s, softBreak) {
		from := 0
		for i := 1; i < len(part); i++ {
			if part[i] == ' ' && !strings.HasPrefix(part[i:], " –") {
				all = append(all, part[from:i])
				from = i
			}
		}
		if part != "" {
			all = append(all, part[from:])
		}
	}
	return all
}

// head returns the longest beginning of a word that is no wider than w, and at
// least its first letter.
func (f *face) head(word string, size, w float64) string {
	_, end := utf8.DecodeRuneInString(word)
	for i := range word {
		if f.width(word[:i], size) > w {
			break
		}
		end = max(end, i)
	}
	return word[:end]
}

// shorten ends a line with an ellipsis, after a whole word where one is near.
func (f *face) shorten(line string, size, w float64) string {
	whole := true
	for line != "" && f.width(line+ellipsis, size) > w {
		_, n := utf8.DecodeLastRuneInString(line)
		line = line[:len(line)-n]
		whole = false
	}
	if i := strings.LastIndexByte(line, ' '); !whole && i > len(line)/2 {
		line = line[:i]
	}
	line = strings.TrimRightFunc(line, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsPunct(r) })
	if f.width(line+ellipsis, size) > w {
		return ""
	}
	return line + ellipsis
}
