package docx

import (
	"archive/zip"
	"fmt"
	"io"
	"time"
)

// The namespaces and types that the parts name.
const (
	wordSpace  = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	relSpace   = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packSpace  = "http://schemas.openxmlformats.org/package/2006/"
	wordMedia  = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	coreMedia  = "application/vnd.openxmlformats-package.core-properties+xml"
	relsMedia  = "application/vnd.openxmlformats-package.relationships+xml"
	dosEpoch   = 1980 // the first year that an archive can name
	pageWidth  = 11906
	pageHeight = 16838
)

// Write writes the document. On an error what was written is no document.
func Write(w io.Writer, d *Document) error {
	z := zip.NewWriter(w)
	for _, f := range []struct {
		name  string
		write func(*Document, *part)
	}{
		{"[Content_Types].xml", (*Document).types},
		{"_rels/.rels", (*Document).rels},
		{"docProps/core.xml", (*Document).core},
		{"word/document.xml", (*Document).document},
		{"word/styles.xml", (*Document).styles},
		{"word/settings.xml", (*Document).settings},
		{"word/header1.xml", (*Document).header},
		{"word/_rels/document.xml.rels", (*Document).documentRels},
	} {
		p := &part{}
		p.add(declaration)
		f.write(d, p)
		h := &zip.FileHeader{Name: f.name, Method: zip.Deflate, Modified: time.Date(dosEpoch, 1, 1, 0, 0, 0, 0, time.UTC)}
		out, err := z.CreateHeader(h)
		if err == nil {
			_, err = out.Write(p.Bytes())
		}
		if err != nil {
			return fmt.Errorf("docx %s: %w", f.name, err)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("docx: %w", err)
	}
	return nil
}

func (d *Document) types(p *part) {
	p.add(`<Types xmlns="%scontent-types"><Default Extension="rels" ContentType="%s"/><Default Extension="xml" ContentType="application/xml"/>`, packSpace, relsMedia)
	for _, o := range []struct{ name, media string }{
		{"/word/document.xml", wordMedia + "document.main+xml"},
		{"/word/styles.xml", wordMedia + "styles+xml"},
		{"/word/settings.xml", wordMedia + "settings+xml"},
		{"/word/header1.xml", wordMedia + "header+xml"},
		{"/docProps/core.xml", coreMedia},
	} {
		p.add(`<Override PartName="%s" ContentType="%s"/>`, o.name, o.media)
	}
	p.add(`</Types>`)
}

func (d *Document) rels(p *part) {
	p.add(`<Relationships xmlns="%srelationships">`, packSpace)
	p.add(`<Relationship Id="rId1" Type="%s/officeDocument" Target="word/document.xml"/>`, relSpace)
	p.add(`<Relationship Id="rId2" Type="%srelationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`, packSpace)
}

func (d *Document) documentRels(p *part) {
	p.add(`<Relationships xmlns="%srelationships">`, packSpace)
	for i, name := range []string{"styles", "settings", "header"} {
		file := name
		if name == "header" {
			file = "header1"
		}
		p.add(`<Relationship Id="rId%d" Type="%s/%s" Target="%s.xml"/>`, i+1, relSpace, name, file)
	}
	p.add(`</Relationships>`)
}

func (d *Document) core(p *part) {
	made := d.Made.UTC().Format(time.RFC3339)
	p.add(`<cp:coreProperties xmlns:cp="%smetadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"`+
		` xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`, packSpace)
	p.add(`<dc:title>%s</dc:title><dc:creator>Hài Lòng</dc:creator><dc:language>%s</dc:language>`, escaped(d.Title), escaped(d.Lang))
	p.add(`<dcterms:created xsi:type="dcterms:W3CDTF">%s</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">%s</dcterms:modified>`, made, made)
	p.add(`</cp:coreProperties>`)
}

func (d *Document) document(p *part) {
	p.add(`<w:document xmlns:w="%s" xmlns:r="%s"><w:body>`, wordSpace, relSpace)
	for i, b := range d.Body {
		b.write(p)
		if _, is := b.(Table); is && i+1 < len(d.Body) {
			if _, again := d.Body[i+1].(Table); again { // two tables that touch become one
				p.add(`<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>`)
			}
		}
	}
	p.add(`<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:pgSz w:w="%d" w:h="%d"/>`, pageWidth, pageHeight)
	p.add(`<w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="%d" w:footer="%d" w:gutter="0"/><w:titlePg/></w:sectPr>`,
		d.Top, d.Right, d.Bottom, d.Left, Millimetres(10), Millimetres(10))
	p.add(`</w:body></w:document>`)
}

// header is the number of the page, on every page but the first.
func (d *Document) header(p *part) {
	p.add(`<w:hdr xmlns:w="%s">`, wordSpace)
	if d.PageNumbers == "" {
		p.add(`<w:p/></w:hdr>`)
		return
	}
	p.add(`<w:p><w:pPr><w:pStyle w:val="%s"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r>`, escaped(d.PageNumbers))
	p.add(`<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`)
	p.add(`<w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:hdr>`)
}

func (d *Document) settings(p *part) {
	p.add(`<w:settings xmlns:w="%s"><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/><w:compat>`, wordSpace)
	p.add(`<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>`)
}

// Font is the typeface of every document: the one the decree on documents wants.
const Font = "Times New Roman"

func (d *Document) styles(p *part) {
	p.add(`<w:styles xmlns:w="%s"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="%s" w:hAnsi="%s" w:eastAsia="%s" w:cs="%s"/>`, wordSpace, Font, Font, Font, Font)
	p.add(`<w:sz w:val="26"/><w:szCs w:val="26"/><w:lang w:val="%s"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>`, escaped(d.Lang))
	p.add(`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>`)
	for _, s := range d.Styles {
		s.write(p)
	}
	p.add(`</w:styles>`)
}

func (s Style) write(p *part) {
	p.add(`<w:style w:type="paragraph" w:styleId="%s"><w:name w:val="%s"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>`, escaped(s.ID), escaped(s.Name))
	if s.KeepNext {
		p.add(`<w:keepNext/>`)
	}
	if s.PageBefore {
		p.add(`<w:pageBreakBefore/>`)
	}
	line := s.Line
	if line == 0 {
		line = 240
	}
	p.add(`<w:spacing w:before="%d" w:after="%d" w:line="%d" w:lineRule="auto"/><w:ind w:firstLine="%d"/>`, s.Before, s.After, line, s.First)
	if s.Align != "" {
		p.add(`<w:jc w:val="%s"/>`, s.Align)
	}
	if s.Level > 0 {
		p.add(`<w:outlineLvl w:val="%d"/>`, s.Level-1)
	}
	p.add(`</w:pPr><w:rPr>`)
	if s.Bold {
		p.add(`<w:b/>`)
	}
	if s.Italic {
		p.add(`<w:i/>`)
	}
	p.add(`<w:sz w:val="%d"/><w:szCs w:val="%d"/></w:rPr></w:style>`, s.Half, s.Half)
}
