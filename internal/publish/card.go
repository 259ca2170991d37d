package publish

import (
	"image"
	"image/png"
	"io"
	"strings"
)

// A card is the plan of a picture in pixels.
type card struct {
	w, h int
	// head is the band at the top, figure the one number, bars the factors, moved
	// how the figure changed and notes the small print.
	head, figure, bars, moved, notes image.Rectangle
	// label is the size of the names of the factors.
	label float64
}

// The pictures: one for a post and one for an article or a link.
var (
	square = card{1080, 1080, image.Rect(0, 0, 1080, 216), image.Rect(48, 240, 1032, 476), image.Rect(48, 496, 1032, 830),
		image.Rect(48, 838, 1032, 888), image.Rect(48, 896, 1032, 1056), 26}
	wide = card{1200, 675, image.Rect(0, 0, 1200, 150), image.Rect(40, 170, 470, 478), image.Rect(500, 160, 1160, 484),
		image.Rect(40, 486, 1160, 528), image.Rect(40, 534, 1160, 664), 21}
)

func picturedAs(plan card) func(io.Writer, *facts) error {
	return func(w io.Writer, f *facts) error {
		c := plan.draw(f)
		if c.err != nil {
			return c.err
		}
		return (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(w, c.indexed())
	}
}

// draw draws the picture.
func (p card) draw(f *facts) *canvas {
	c := newCanvas(p.w, p.h)
	p.heading(c, f)
	p.number(c, f)
	p.factors(c, f)
	if f.state == enough {
		c.text(f.compared(), p.moved, setting{weight: regular, tone: inText, size: 25, least: 14, lines: 2})
	}
	c.text(strings.Join(f.notes(), " "), p.notes, setting{weight: regular, tone: inSmall, size: 21, least: 12, top: true})
	return c
}

// strip cuts a part of the height of a box, from one share of it to another.
func strip(at image.Rectangle, from, to float64) image.Rectangle {
	h := float64(at.Dy())
	return image.Rect(at.Min.X, at.Min.Y+int(from*h), at.Max.X, at.Min.Y+int(to*h))
}

func (p card) heading(c *canvas, f *facts) {
	c.area(p.head, brand)
	at := p.head.Inset(p.head.Dy() / 12)
	size := float64(at.Dy())
	c.text(strings.ToUpper(f.office), strip(at, 0, 0.28), setting{weight: bold, tone: onBand, size: size * 0.16, least: 10, lines: 1, centred: true})
	c.text("Kết quả khảo sát sự hài lòng", strip(at, 0.28, 0.7), setting{weight: bold, tone: onBand, size: size * 0.29, least: 20, lines: 1, centred: true})
	c.text("về sự phục vụ hành chính – "+f.period, strip(at, 0.7, 1), setting{weight: regular, tone: onBand, size: size * 0.17, least: 12, lines: 1, centred: true})
}

func (p card) number(c *canvas, f *facts) {
	c.area(p.figure, brandPale)
	at := p.figure.Inset(16)
	if f.state != enough {
		c.text(f.headline(), at, setting{weight: bold, tone: onPale, size: 44, least: 16, centred: true})
		return
	}
	c.text("Chỉ số hài lòng chung", strip(at, 0, 0.22), setting{weight: bold, tone: beside, size: 34, least: 14, lines: 1, centred: true})
	c.text(percent(f.overall), strip(at, 0.22, 0.8), setting{weight: bold, tone: onPale, size: 110, least: 30, lines: 1, centred: true})
	c.text(number(f.n)+" phiếu trả lời được tính", strip(at, 0.8, 1), setting{weight: regular, tone: beside, size: 27, least: 12, lines: 1, centred: true})
}

// factors draws a bar for every factor on a scale of 0 to 100 percent, with its
// figure beside its name.
func (p card) factors(c *canvas, f *facts) {
	for i := range f.factors {
		one := &f.factors[i]
		at := strip(p.bars, float64(i)/float64(len(f.factors)), float64(i+1)/float64(len(f.factors)))
		name, value, bar := strip(at, 0, 0.58), strip(at, 0, 0.58), strip(at, 0.60, 0.84)
		name.Max.X -= 230
		value.Min.X = name.Max.X + 12
		c.text(one.label, name, setting{weight: regular, tone: inText, size: p.label, least: 12, lines: 2})
		c.text(one.figure(), value, setting{weight: bold, tone: inText, size: p.label, least: 12, lines: 1})
		c.area(bar, brandPale)
		if one.percent.Exists() {
			bar.Max.X = bar.Min.X + int(int64(bar.Dx())*one.percent.Hundredths()/10000)
			c.area(bar, brand)
		}
	}
	if len(f.factors) == 0 {
		c.text(strings.Join(howTo, " "), p.bars, setting{weight: regular, tone: inText, size: 34, least: 14})
	}
}
