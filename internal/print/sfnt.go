package print

import (
	"encoding/binary"
	"errors"
	"math"
)

// Measures are what the layout must know of a font.
type measures struct {
	// advances are the widths of the letters it has, in thousandths of the size.
	advances map[rune]int
	// ascent and descent are the reach of its letters and capital is the height
	// of a capital without marks, as parts of the size.
	ascent, descent, capital float64
}

// A table is one part of a TrueType file. What lies beyond its end is 0: fonts
// are our own, and a test finds a letter that is missing.
type table []byte

func (t table) u16(at int) int {
	if at < 0 || at+2 > len(t) {
		return 0
	}
	return int(binary.BigEndian.Uint16(t[at:]))
}

func (t table) u32(at int) int { return t.u16(at)<<16 | t.u16(at+2) }

var errFont = errors.New("a table is missing")

// measureFont reads the widths of a TrueType font. Widths are rounded to
// thousandths as the PDF library rounds them, so that both agree on where a line
// ends. See the OpenType specification, chapters cmap, hhea, hmtx and OS/2.
func measureFont(b []byte) (measures, error) {
	tables := map[string]table{}
	file := table(b)
	for i := range file.u16(4) {
		at := 12 + 16*i
		from, size := file.u32(at+8), file.u32(at+12)
		if from+size > len(b) {
			return measures{}, errFont
		}
		tables[string(b[at:at+4])] = file[from : from+size]
	}
	for _, name := range []string{"head", "hhea", "hmtx", "cmap", "OS/2"} {
		if len(tables[name]) == 0 {
			return measures{}, errFont
		}
	}
	em := float64(tables["head"].u16(18))
	advance := func(glyph int) int {
		glyph = min(glyph, tables["hhea"].u16(34)-1)
		return int(math.Round(float64(tables["hmtx"].u16(4*glyph)) * 1000 / em))
	}
	m := measures{
		advances: map[rune]int{},
		// The reach for clipping (usWinAscent, usWinDescent) is that of the
		// highest letter there is, Ẳ; hhea tells the reach of English.
		ascent:  float64(tables["OS/2"].u16(74)) / em,
		descent: float64(tables["OS/2"].u16(76)) / em,
		capital: float64(tables["OS/2"].u16(88)) / em,
	}
	for r, glyph := range glyphs(tables["cmap"]) {
		m.advances[r] = advance(glyph)
	}
	return m, nil
}

// glyphs returns the letters of a font and their glyphs from the subtable that
// the PDF library reads too: format 4, which has no rune above U+FFFF.
func glyphs(cmap table) map[rune]int {
	all := map[rune]int{}
	for i := range cmap.u16(2) {
		sub := cmap[min(cmap.u32(4+8*i+4), len(cmap)):]
		if sub.u16(0) != 4 {
			continue
		}
		// Four arrays of equal length: ends, starts, deltas, offsets; one unused
		// word stands after the ends.
		n := sub.u16(6)
		ends, starts, deltas, offsets := 14, 16+n, 16+2*n, 16+3*n
		for s := 0; s < n; s += 2 {
			for r := sub.u16(starts + s); r <= sub.u16(ends+s) && r < 0xffff; r++ {
				glyph := r
				if offset := sub.u16(offsets + s); offset != 0 {
					// The offset counts from the place it stands in.
					if glyph = sub.u16(offsets + s + offset + 2*(r-sub.u16(starts+s))); glyph == 0 {
						continue
					}
				}
				if glyph = (glyph + sub.u16(deltas+s)) & 0xffff; glyph != 0 {
					all[rune(r)] = glyph
				}
			}
		}
		break
	}
	return all
}
