package print

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
)

// fill and pen choose the colours of areas and of lines.
func (d *document) fill(c ink) { d.pdf.SetFillColor(c.r, c.g, c.b) }

func (d *document) pen(c ink, width float64) {
	d.pdf.SetDrawColor(c.r, c.g, c.b)
	d.pdf.SetLineWidth(width)
}

// area fills a box; radius rounds its corners.
func (d *document) area(b box, radius float64, c ink) {
	d.fill(c)
	if radius == 0 {
		d.pdf.Rect(b.x, b.y, b.w, b.h, "F")
		return
	}
	d.pdf.RoundedRect(b.x, b.y, b.w, b.h, radius, "1234", "F")
}

// frame draws the outline of a box; radius rounds its corners.
func (d *document) frame(b box, radius, width float64, c ink) {
	d.pen(c, width)
	if radius == 0 {
		d.pdf.Rect(b.x, b.y, b.w, b.h, "D")
		return
	}
	d.pdf.RoundedRect(b.x, b.y, b.w, b.h, radius, "1234", "D")
}

// line draws a line from one point to another.
func (d *document) line(x1, y1, x2, y2, width float64, c ink) {
	d.pen(c, width)
	d.pdf.Line(x1, y1, x2, y2)
}

// code draws a QR code whose modules fill a square, and keeps its border white.
//
// It is one path in the unit of a module: a reader of the file then paints the
// union, without pale seams between rows, and the path is short.
func (d *document) code(m matrix, at box) {
	edge := at.inset(-m.border(at.w))
	d.area(edge, 0, white)
	d.fill(black)
	_, height := d.pdf.GetPageSize()
	scale := at.w / float64(len(m)) / mmPerPoint
	path := fmt.Appendf(nil, "q %.4f 0 0 %.4f %.3f %.3f cm\n", scale, -scale, at.x/mmPerPoint, (height-at.y)/mmPerPoint)
	for _, r := range m.runs() {
		// By hand: ten thousand codes are three million of these.
		path = append(strconv.AppendInt(path, int64(r.x), 10), ' ')
		path = append(strconv.AppendInt(path, int64(r.y), 10), ' ')
		path = append(strconv.AppendInt(path, int64(r.n), 10), " 1 re\n"...)
	}
	d.pdf.RawWriteBuf(bytes.NewReader(append(path, "f Q"...)))
	p := &d.pages[len(d.pages)-1]
	p.codes = append(p.codes, edge)
}

// tick draws a box that somebody ticks.
func (d *document) tick(at box) {
	d.frame(at, 0, 0.28, black)
	p := &d.pages[len(d.pages)-1]
	p.ticks = append(p.ticks, at)
}

// cross draws the X of a ticked box.
func (d *document) cross(at box) {
	in := at.inset(at.w * 0.16)
	d.line(in.x, in.y, in.x+in.w, in.y+in.h, 0.45, black)
	d.line(in.x, in.y+in.h, in.x+in.w, in.y, 0.45, black)
}

// dots draws a dotted line, to write on or to cut along.
func (d *document) dots(x1, y1, x2, y2, width, gap float64, c ink) {
	d.pdf.SetLineCapStyle("round")
	d.pdf.SetDashPattern([]float64{0, gap}, 0)
	d.line(x1, y1, x2, y2, width, c)
	d.pdf.SetDashPattern(nil, 0)
	d.pdf.SetLineCapStyle("butt")
}

// cornerMarks puts a black square into each corner of a box, by which a scanned
// sheet is straightened. The bottom right one is hollow: it tells which way up
// the sheet lies.
func (d *document) cornerMarks(b box, side float64) {
	d.fill(black)
	for i, at := range []box{
		{b.x, b.y, side, side}, {b.x + b.w - side, b.y, side, side},
		{b.x, b.y + b.h - side, side, side}, {b.x + b.w - side, b.y + b.h - side, side, side},
	} {
		if i < 3 {
			d.area(at, 0, black)
			continue
		}
		width := side / 4
		d.frame(at.inset(width/2), 0, width, black)
	}
}

// upsideDown draws what draw draws turned by half a circle about the middle of
// a box, as it is read from the other side of a folded sheet.
func (d *document) upsideDown(b box, draw func()) {
	p := &d.pages[len(d.pages)-1]
	texts, codes := len(p.texts), len(p.codes)
	d.pdf.TransformBegin()
	d.pdf.TransformRotate(180, b.x+b.w/2, b.y+b.h/2)
	draw()
	d.pdf.TransformEnd()
	turned := func(o box) box { return box{2*b.x + b.w - o.x - o.w, 2*b.y + b.h - o.y - o.h, o.w, o.h} }
	for i := texts; i < len(p.texts); i++ {
		p.texts[i].at = turned(p.texts[i].at)
	}
	for i := codes; i < len(p.codes); i++ {
		p.codes[i] = turned(p.codes[i])
	}
}

// spare keeps what is drawn until the end of the transformation out of some
// boxes of the page.
func (d *document) spare(page box, holes []box) {
	_, height := d.pdf.GetPageSize()
	var path strings.Builder
	for _, b := range append([]box{page}, holes...) {
		fmt.Fprintf(&path, "%.2f %.2f %.2f %.2f re ", b.x/mmPerPoint, (height-b.y-b.h)/mmPerPoint, b.w/mmPerPoint, b.h/mmPerPoint)
	}
	d.pdf.RawWriteStr(path.String() + "W* n")
}
