package print

// An align says where in its box text stands.
type align int

// Where text stands from left to right.
const (
	leftward align = iota
	centred
	rightward
)

// A style says how text is set.
type style struct {
	face *face
	// size is the size in points that is wanted, least the one below which text
	// is cut rather than made smaller; 0 is size itself.
	size, least float64
	// lines is how many lines there may be; 0 is as many as the box holds.
	lines int
	align align
	// top puts the text at the top of its box instead of its middle.
	top bool
	// ragged fills every line as far as it goes, as in a long paragraph;
	// otherwise the lines are made about equally long.
	ragged bool
	ink    ink
}

// pitch is the distance of two lines as a part of the size. Vietnamese capitals
// carry two marks, so lines stand further apart than in English.
const pitch = 1.3

// step is how much smaller text gets with every try to make it fit.
const step = 0.96

// A block is text that fits a box.
type block struct {
	style style
	// size is the size in points that was found.
	size  float64
	lines []string
	// cut reports whether the end of the text is missing.
	cut bool
}

// fit finds the greatest size at which text, broken into lines between its
// words, fits a width and a height in millimetres. Words are broken only where
// they would have to be smaller than the least size. Where that does not help
// either, the text is cut and ends with an ellipsis. No block is wider or higher
// than asked: where not even one letter fits it is empty. Text that somebody
// typed must have been cleaned.
func (s style) fit(text string, w, h float64) block {
	if s.least == 0 {
		s.least = s.size
	}
	var broken *block
	for size := s.size; ; size = max(size*step, s.least) {
		b := block{s, size, s.face.wrap(text, size, w), false}
		if len(b.lines) <= b.most(h) && b.width() <= w {
			if !s.ragged {
				b.lines = s.face.even(text, size, w)
			}
			if s.face.word(text, size) <= w {
				return b
			}
			if broken == nil {
				broken = &b
			}
		}
		switch {
		case size > s.least:
			continue
		case broken != nil:
			return *broken
		}
		b.cutTo(w, h)
		return b
	}
}

// cutTo drops what a box has no room for.
func (b *block) cutTo(w, h float64) {
	b.cut = true
	b.lines = b.lines[:min(b.most(h), len(b.lines))]
	last := len(b.lines) - 1
	if last < 0 || b.width() > w {
		b.lines = nil
		return
	}
	if b.lines[last] = b.style.face.shorten(b.lines[last], b.size, w); b.lines[last] == "" {
		b.lines = nil
	}
}

// most returns how many lines of the block's size a height has room for.
func (b block) most(h float64) int {
	room := h + hair/2 - b.tall(1)
	if room < 0 {
		return 0
	}
	n := int(min(room/b.pitch(), maxLines)) + 1
	if b.style.lines > 0 {
		n = min(n, b.style.lines)
	}
	return n
}

// maxLines is more than any page has; a box may be said to have no end.
const maxLines = 1e6

// tall returns the height of n lines in millimetres.
func (b block) tall(n int) float64 {
	f := b.style.face
	return f.ascent(b.size) + f.descent(b.size) + float64(n-1)*b.pitch()
}

// pitch returns the distance of two lines in millimetres.
func (b block) pitch() float64 { return b.size * pitch * mmPerPoint }

// height returns the height of the block in millimetres.
func (b block) height() float64 {
	if len(b.lines) == 0 {
		return 0
	}
	return b.tall(len(b.lines))
}

// lift returns how far above the middle of its reach a block is put to look as
// if it stood in the middle: the eye does not count the marks of capitals.
func (b block) lift() float64 {
	m := b.style.face.measure
	return (m.ascent - m.descent - m.capital) / 2 * b.size * mmPerPoint
}

// width returns the width of the longest line in millimetres.
func (b block) width() float64 {
	return b.style.face.longest(b.lines, b.size)
}

// same fits several texts into boxes in one size, that of the text which needs
// the smallest: what belongs together looks alike.
func (s style) same(texts []string, at []box) []block {
	all := make([]block, len(texts))
	for range 2 {
		size := s.size
		for i, text := range texts {
			all[i] = s.fit(text, at[i].w, at[i].h)
			size = min(size, all[i].size)
		}
		s.size = size
	}
	return all
}
