package print

import "strings"

// paragraph is text in full lines with an indented first one, as wide as the
// page on both sides.
func (s *statement) paragraph(text string, f *face, w float64) *part {
	st := official(f, bodySize)
	b := block{style: st, size: bodySize, lines: f.indented(f.clean(text), bodySize, w, bodyIndent)}
	return &part{h: b.height(), gap: 2.1, draw: func(at box) { s.justified(b, at) }}
}

// indented breaks text into lines of a width of which the first is shorter.
func (f *face) indented(text string, size, w, indent float64) []string {
	first := f.fill(text, size, w-indent)
	if len(first) < 2 {
		return first
	}
	rest := strings.TrimLeft(strings.TrimPrefix(text, first[0]), " ")
	return append(first[:1:1], f.fill(rest, size, w)...)
}

// justified draws a paragraph. The blanks of every line but the last are wide
// enough for it to reach the right edge; words stay whole for who copies them.
func (s *statement) justified(b block, at box) {
	if len(b.lines) == 0 {
		return
	}
	f := b.style.face
	s.use(f, b.size)
	s.pdf.SetTextColor(0, 0, 0)
	p := &s.pages[len(s.pages)-1]
	p.texts = append(p.texts, placed{b, box{at.x, at.y, at.w, b.height()}})
	y := at.y + f.ascent(b.size)
	for i, line := range b.lines {
		x, room := at.x, at.w
		if i == 0 {
			x, room = x+bodyIndent, room-bodyIndent
		}
		words := strings.Split(line, " ")
		blank := f.width(" ", b.size)
		if i < len(b.lines)-1 && len(words) > 1 {
			// Never so wide that the line falls apart.
			blank = min(blank+(room-f.width(line, b.size))/float64(len(words)-1), 3*blank)
		}
		for k, word := range words {
			if k > 0 {
				word = " " + word // the blank belongs to the text, at its own width
				x += blank - f.width(" ", b.size)
			}
			s.pdf.Text(x, y, word)
			x += f.width(word, b.size)
		}
		y += b.pitch()
	}
}
