package publish

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/bidi"

	"hailong/static"
)

// A weight is one weight of the font of pictures.
type weight func() (*opentype.Font, error)

var (
	regular weight = sync.OnceValues(func() (*opentype.Font, error) { return loaded("BeVietnamPro-Regular") })
	bold    weight = sync.OnceValues(func() (*opentype.Font, error) { return loaded("BeVietnamPro-SemiBold") })
)

func loaded(name string) (*opentype.Font, error) {
	b, err := static.Fonts.ReadFile("fonts/" + name + ".ttf")
	if err != nil {
		return nil, fmt.Errorf("font %s: %w", name, err)
	}
	f, err := opentype.Parse(b)
	if err != nil {
		return nil, fmt.Errorf("font %s: %w", name, err)
	}
	return f, nil
}

// A tone is letters on a ground. All that are drawn stand in tones, so that a
// test can hold each to its contrast.
type tone struct{ ink, ground color.RGBA }

var (
	white     = color.RGBA{255, 255, 255, 255}
	dark      = color.RGBA{0x20, 0x30, 0x2f, 255}
	soft      = color.RGBA{0x52, 0x62, 0x5f, 255}
	brand     = color.RGBA{0x0b, 0x5a, 0x54, 255}
	brandPale = color.RGBA{0xe3, 0xef, 0xec, 255}

	onBand  = tone{white, brand}
	onPale  = tone{brand, brandPale}
	beside  = tone{dark, brandPale}
	inText  = tone{dark, white}
	inSmall = tone{soft, white}
	tones   = []tone{onBand, onPale, beside, inText, inSmall}
)

// A canvas is a picture in the making. The first fault is kept, and what there
// was no room for.
type canvas struct {
	*image.RGBA
	err error
	cut []string
}

func newCanvas(w, h int) *canvas {
	c := &canvas{RGBA: image.NewRGBA(image.Rect(0, 0, w, h))}
	c.area(c.Bounds(), white)
	return c
}

func (c *canvas) area(at image.Rectangle, ink color.RGBA) {
	draw.Draw(c.RGBA, at, image.NewUniform(ink), image.Point{}, draw.Src)
}

// A setting says how text is set into a box.
type setting struct {
	weight weight
	tone   tone
	// size in pixels is wanted, least is the one below which text is cut.
	size, least float64
	lines       int
	centred     bool
	// top puts the text at the top of its box instead of its middle.
	top bool
}

// shrink is how much smaller text gets with every try to make it fit.
const shrink = 0.95

// text fits text into a box, in smaller letters if need be, and draws it. What
// still has no room is cut and ends with an ellipsis.
func (c *canvas) text(s string, at image.Rectangle, st setting) {
	f, err := st.weight()
	if err != nil {
		c.fail(err)
		return
	}
	s = drawable(f, s)
	for size := st.size; ; size = max(size*shrink, st.least) {
		face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingNone})
		if err != nil {
			c.fail(fmt.Errorf("font at %.1f: %w", size, err))
			return
		}
		lines, whole := fitted(face, s, at.Dx(), room(at.Dy(), size, st.lines))
		if whole || size <= st.least {
			if !whole {
				c.cut = append(c.cut, s)
			}
			c.lines(face, lines, size, at, st)
			return
		}
	}
}

// steps is how many shades lie between the ground and the ink of a tone.
const steps = 40

// indexed is the picture in the shades of the tones, which are all that the
// edges of letters need: it takes a third of the room.
func (c *canvas) indexed() *image.Paletted {
	var shades color.Palette
	for _, t := range tones {
		between := func(a, b uint8, i int) uint8 { return uint8((int(a)*(steps-i) + int(b)*i) / steps) }
		for i := range steps + 1 {
			shades = append(shades, color.RGBA{between(t.ground.R, t.ink.R, i), between(t.ground.G, t.ink.G, i), between(t.ground.B, t.ink.B, i), 255})
		}
	}
	p := image.NewPaletted(c.Bounds(), shades)
	known := make(map[color.RGBA]uint8)
	for y := range c.Bounds().Dy() {
		for x := range c.Bounds().Dx() {
			at := c.RGBAAt(x, y)
			n, found := known[at]
			if !found {
				n = uint8(shades.Index(at))
				known[at] = n
			}
			p.Pix[y*p.Stride+x] = n
		}
	}
	return p
}

func (c *canvas) fail(err error) {
	if c.err == nil {
		c.err = err
	}
}

// leading is the distance of two lines as a part of the size: Vietnamese
// capitals carry two marks.
const leading = 1.3

// room is how many lines of a size a height has room for.
func room(h int, size float64, most int) int {
	n := int(float64(h) / (size * leading))
	if most > 0 {
		n = min(n, most)
	}
	return n
}

func (c *canvas) lines(face font.Face, lines []string, size float64, at image.Rectangle, st setting) {
	pitch := size * leading
	y := float64(at.Min.Y)
	if !st.top {
		y += (float64(at.Dy()) - pitch*float64(len(lines))) / 2
	}
	for _, line := range lines {
		x := at.Min.X
		if st.centred {
			x += (at.Dx() - font.MeasureString(face, line).Ceil()) / 2
		}
		d := font.Drawer{Dst: c.RGBA, Src: image.NewUniform(st.tone.ink), Face: face,
			Dot: fixed.Point26_6{X: fixed.I(x), Y: fixed.Int26_6((y + size) * 64)}}
		d.DrawString(line)
		y += pitch
	}
}

// fitted breaks text into at most so many lines and reports whether all of it
// stands in them.
func fitted(face font.Face, s string, w, most int) (lines []string, whole bool) {
	wide := func(line string) bool { return font.MeasureString(face, line).Ceil() > w }
	line, whole := "", true
	for word := range strings.FieldsSeq(s) {
		if line != "" && !wide(line+" "+word) {
			line += " " + word
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		line = word
		whole = whole && !wide(word)
	}
	if line != "" {
		lines = append(lines, line)
	}
	if len(lines) > most {
		lines, whole = lines[:most], false
		if most > 0 {
			lines[most-1] += "…"
		}
	}
	for i := range lines {
		for wide(lines[i]) {
			lines[i] = shorter(lines[i])
		}
	}
	return lines, whole
}

// shorter takes a letter off a line and marks the cut.
func shorter(line string) string {
	runes := []rune(strings.TrimSuffix(line, "…"))
	if len(runes) == 0 {
		return ""
	}
	return strings.TrimRight(string(runes[:len(runes)-1]), " ") + "…"
}

// drawable makes text safe to be drawn: one ? stands for every run of letters
// that the font does not have or that are written from the right.
func drawable(f *opentype.Font, s string) string {
	var b strings.Builder
	var buffer sfnt.Buffer
	missing := false
	for _, r := range plain(s) {
		if unicode.In(r, unicode.M, unicode.C, unicode.Variation_Selector) {
			continue
		}
		glyph, err := f.GlyphIndex(&buffer, r)
		side, _ := bidi.LookupRune(r)
		if r != ' ' && (err != nil || glyph == 0 || side.Class() == bidi.R || side.Class() == bidi.AL) {
			if !missing {
				b.WriteByte('?')
			}
			missing = true
			continue
		}
		missing = false
		b.WriteRune(r)
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
