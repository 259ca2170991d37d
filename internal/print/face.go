package print

import (
	"fmt"
	"sync"

	"hailong/static"
)

// mmPerPoint is the length of a typographic point.
const mmPerPoint = 25.4 / 72

// A face is one weight of a font: what its letters measure and where its file is.
type face struct {
	name string

	once    sync.Once
	measure measures
	err     error
}

// The faces of posters and everything else that hangs on a wall.
var (
	sans     = &face{name: "BeVietnamPro-Regular"}
	sansBold = &face{name: "BeVietnamPro-SemiBold"}
)

// The faces of official paper, with the measures of Times New Roman.
var (
	serif       = &face{name: "Tinos-Regular"}
	serifBold   = &face{name: "Tinos-Bold"}
	serifItalic = &face{name: "Tinos-Italic"}
)

// file returns the font's bytes, a copy for every caller: the PDF library pads
// tables in place, so documents made at the same time must not share them.
func (f *face) file() ([]byte, error) {
	b, err := static.Fonts.ReadFile("fonts/" + f.name + ".ttf")
	if err != nil {
		return nil, fmt.Errorf("font %s: %w", f.name, err)
	}
	return b, nil
}

// load measures the font on its first use.
func (f *face) load() error {
	f.once.Do(func() {
		var b []byte
		if b, f.err = f.file(); f.err == nil {
			if f.measure, f.err = measureFont(b); f.err != nil {
				f.err = fmt.Errorf("font %s: %w", f.name, f.err)
			}
		}
	})
	return f.err
}

// has reports whether the font has a letter.
func (f *face) has(r rune) bool {
	if f.load() != nil {
		return false
	}
	_, ok := f.measure.advances[r]
	return ok
}

// width returns how long a line is in millimetres, at a size in points.
func (f *face) width(s string, size float64) float64 {
	if f.load() != nil {
		return 0
	}
	sum := 0
	for _, r := range s {
		sum += f.measure.advances[r]
	}
	return float64(sum) / 1000 * size * mmPerPoint
}

// ascent and descent return how far letters reach above and below the line they
// stand on, in millimetres.
func (f *face) ascent(size float64) float64  { return f.measure.ascent * size * mmPerPoint }
func (f *face) descent(size float64) float64 { return f.measure.descent * size * mmPerPoint }
