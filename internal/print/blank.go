package print

import "strings"

// blank is where somebody writes by hand in a sentence of ours. Several in a row
// are one longer place.
const blank = "_"

// shortest is how long a place to write in is at least, in millimetres for each
// blank.
const shortest = 9.0

// A span is a piece of a line: words, or room to write.
type span struct {
	text  string
	room  int // how many blanks; 0 is words
	width float64
}

// spans cuts a sentence into words and places to write in.
func (st style) spans(s string) []span {
	var all []span
	for _, word := range strings.Fields(strings.ReplaceAll(s, blank, " "+blank+" ")) {
		last := len(all) - 1
		words := last >= 0 && all[last].room == 0
		switch {
		case words && (dash(word) || dash(lastWord(all[last].text))):
			// No line begins or ends with a dash.
			all[last].text += " " + word
			all[last].width = st.face.width(all[last].text, st.size)
		case word == blank && last >= 0 && all[last].room > 0:
			all[last].room++
			all[last].width += shortest
		case word == blank:
			all = append(all, span{room: 1, width: shortest})
		default:
			all = append(all, span{text: word, width: st.face.width(word, st.size)})
		}
	}
	return all
}

func dash(word string) bool { return word == "-" || word == "–" }

func lastWord(s string) string { return s[strings.LastIndexByte(s, ' ')+1:] }

// close reports whether a word follows what is before it without a blank.
func (p span) close() bool {
	return p.room == 0 && p.text != "" && strings.ContainsAny(p.text[:1], ",.;:)/")
}

// split breaks words that are wider than a line.
func (st style) split(spans []span, w float64) []span {
	var all []span
	for _, p := range spans {
		for p.room == 0 && p.width > w {
			head := st.face.head(p.text, st.size, w)
			if head == p.text {
				break
			}
			all = append(all, span{text: head, width: st.face.width(head, st.size)})
			p.text = p.text[len(head):]
			p.width = st.face.width(p.text, st.size)
		}
		all = append(all, p)
	}
	return all
}

// A spanLine is one line of a sentence with places to write in.
type spanLine struct {
	spans []span
	width float64
	rooms int
}

// broken breaks a sentence into lines of a width.
func (st style) broken(s string, w float64) []spanLine {
	space := st.face.width(" ", st.size)
	lines := []spanLine{{}}
	for _, p := range st.split(st.spans(s), w) {
		line := &lines[len(lines)-1]
		gap := space
		if len(line.spans) == 0 || p.close() {
			gap = 0
		}
		if line.width+gap+p.width > w && len(line.spans) > 0 && !p.close() {
			lines = append(lines, spanLine{})
			line, gap = &lines[len(lines)-1], 0
		}
		line.spans = append(line.spans, p)
		line.width += gap + p.width
		line.rooms += p.room
	}
	return lines
}

// putLine draws one line; what room is left makes the places to write in longer.
func (d *document) putLine(line spanLine, at box, st style) {
	space := st.face.width(" ", st.size)
	more := 0.0
	if line.rooms > 0 {
		more = max(0, at.w-line.width) / float64(line.rooms)
	}
	st.lines, st.top, st.align = 1, true, leftward
	base := at.y + st.face.ascent(st.size)
	x := at.x
	words, from := "", x
	flush := func(to float64) {
		if words != "" {
			d.put(st.fit(words, to-from+1, at.h+1), box{from, at.y, to - from + 1, at.h})
		}
		words = ""
	}
	for i, p := range line.spans {
		if i > 0 && !p.close() {
			x += space
		}
		if p.room > 0 {
			flush(x)
			w := p.width + more*float64(p.room)
			d.dots(x, base, x+w, base, 0.3, 1.1, grey)
			x += w
			continue
		}
		switch {
		case words == "":
			from = x
		case !p.close():
			words += " "
		}
		words += p.text
		x += p.width
	}
	flush(x)
}

// fillLine draws a sentence with places to write in on one line.
func (d *document) fillLine(s string, at box, st style) {
	lines := st.broken(s, at.w)
	for len(lines) > 1 && st.size > st.least {
		st.size *= step
		lines = st.broken(s, at.w)
	}
	if len(lines) > 0 && len(lines[0].spans) > 0 {
		d.putLine(lines[0], at, st)
	}
}

// filled is a part with a sentence that has places to write in.
func (d *document) filled(s string, w, gap float64) *part {
	st := official(serif, 13)
	lines := st.broken(s, w)
	pitch := st.size * 1.45 * mmPerPoint
	return &part{h: float64(len(lines)) * pitch, gap: gap, draw: func(at box) {
		for _, line := range lines {
			var row box
			row, at = at.top(pitch)
			d.putLine(line, row, st)
		}
	}}
}
