package docx

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
)

// A part is one file of XML in the archive, in the making.
type part struct{ bytes.Buffer }

const declaration = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// add writes XML of our own. Strings of others go through text and attr.
func (p *part) add(format string, args ...any) { fmt.Fprintf(p, format, args...) }

// text writes the text of an element.
func (p *part) text(s string) { p.WriteString(escaped(s)) }

// escaped returns text as it stands in XML, in an attribute too.
func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(clean(s))) // a Builder never fails
	return b.String()
}

func (g Paragraph) write(p *part) {
	p.add(`<w:p><w:pPr><w:pStyle w:val="%s"/>`, escaped(g.Style))
	if g.Keep {
		p.add(`<w:keepNext/>`)
	}
	p.add(`</w:pPr>`)
	for i, line := range strings.Split(g.Text, "\n") {
		p.add(`<w:r>`)
		if i > 0 {
			p.add(`<w:br/>`)
		}
		if line != "" {
			p.add(`<w:t xml:space="preserve">`)
			p.text(line)
			p.add(`</w:t>`)
		}
		p.add(`</w:r>`)
	}
	p.add(`</w:p>`)
	if g.Rule > 0 {
		p.rule(g.Rule)
	}
}

// rule writes a line as a small table that has nothing but an upper border: it
// keeps its length where letters are as wide as elsewhere or not.
func (p *part) rule(length Twips) {
	p.add(`<w:tbl><w:tblPr><w:tblW w:w="%d" w:type="dxa"/><w:jc w:val="center"/>`+
		`<w:tblBorders><w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:tblBorders>`+
		`<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid><w:gridCol w:w="%d"/></w:tblGrid>`, length, length)
	p.add(`<w:tr><w:trPr><w:trHeight w:val="60" w:hRule="exact"/></w:trPr><w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr>`, length)
	p.add(`<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p></w:tc></w:tr></w:tbl>`)
}

func (t Table) write(p *part) {
	width := Twips(0)
	for _, w := range t.Grid {
		width += w
	}
	p.add(`<w:tbl><w:tblPr><w:tblW w:w="%d" w:type="dxa"/><w:jc w:val="center"/>`, width)
	if t.Ruled {
		p.add(`<w:tblBorders>`)
		for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
			p.add(`<w:%s w:val="single" w:sz="4" w:space="0" w:color="000000"/>`, side)
		}
		p.add(`</w:tblBorders>`)
	}
	beside := Millimetres(1.4)
	if t.Tight {
		beside = Millimetres(0.3)
	}
	p.add(`<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="%d" w:type="dxa"/><w:right w:w="%d" w:type="dxa"/></w:tblCellMar>`, beside, beside)
	if t.Caption != "" {
		p.add(`<w:tblCaption w:val="%s"/>`, escaped(t.Caption))
	}
	if t.Description != "" {
		p.add(`<w:tblDescription w:val="%s"/>`, escaped(t.Description))
	}
	p.add(`</w:tblPr><w:tblGrid>`)
	for _, w := range t.Grid {
		p.add(`<w:gridCol w:w="%d"/>`, w)
	}
	p.add(`</w:tblGrid>`)
	for i, r := range t.Rows {
		t.row(p, i, r)
	}
	p.add(`</w:tbl>`)
}

func (t Table) row(p *part, i int, r Row) {
	p.add(`<w:tr><w:trPr><w:cantSplit/>`)
	if r.Least > 0 {
		p.add(`<w:trHeight w:val="%d" w:hRule="atLeast"/>`, r.Least)
	}
	if i < t.Heads {
		p.add(`<w:tblHeader/>`)
	}
	p.add(`</w:trPr>`)
	column := 0
	for _, c := range r.Cells {
		span := max(c.Span, 1)
		width := Twips(0)
		for _, w := range t.Grid[column : column+span] {
			width += w
		}
		column += span
		c.write(p, span, width)
	}
	p.add(`</w:tr>`)
}

func (c Cell) write(p *part, span int, width Twips) {
	p.add(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>`, width)
	if span > 1 {
		p.add(`<w:gridSpan w:val="%d"/>`, span)
	}
	if c.Fill != "" {
		p.add(`<w:shd w:val="clear" w:color="auto" w:fill="%s"/>`, escaped(c.Fill))
	}
	if c.Middle {
		p.add(`<w:vAlign w:val="center"/>`)
	}
	p.add(`</w:tcPr>`)
	for _, g := range c.Texts {
		g.write(p)
	}
	// A cell must end with a paragraph, and so must not with a rule.
	if n := len(c.Texts); n == 0 || c.Texts[n-1].Rule > 0 {
		p.add(`<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>`)
	}
	p.add(`</w:tc>`)
}
