package report

import (
	"io"
	"slices"

	"hailong/internal/docx"
)

// WriteDOCX writes the document as the decree on documents lays it out (Nghị
// định 30/2020, appendix I), to be completed, numbered and signed elsewhere.
func WriteDOCX(w io.Writer, d *Document) error {
	out := &docx.Document{
		Title: d.Title, Lang: "vi-VN", Made: d.Made.Time(), Styles: documentStyles(), PageNumbers: "PageNumber",
		Top: docx.Millimetres(20), Right: docx.Millimetres(20), Bottom: docx.Millimetres(20), Left: docx.Millimetres(30),
	}
	out.Body = append(out.Body, letterhead(d), text("Kind", d.Kind), ruled("Subject", d.Subject, docx.Millimetres(50)))
	for _, b := range d.Basis {
		out.Body = append(out.Body, text("Basis", b))
	}
	for _, b := range d.Blocks {
		switch b := b.(type) {
		case Paragraph:
			out.Body = append(out.Body, text(lookStyles[b.Look], b.Text))
		case *Table:
			out.Body = append(out.Body, tableBlocks(b)...)
		case *Chart:
			out.Body = append(out.Body, chartBlocks(b)...)
		}
	}
	closing := text("Small", "")
	closing.Keep = true // no signature stands alone on a page
	if last, ok := out.Body[len(out.Body)-1].(docx.Paragraph); ok {
		last.Keep = true
		out.Body[len(out.Body)-1] = last
	}
	out.Body = append(out.Body, closing, signature(d), text("Small", ""))
	out.Body = append(out.Body, appendix(d)...)
	return docx.Write(w, out)
}

// appendix is the long tables on pages of their own.
func appendix(d *Document) []docx.Block {
	if len(d.Appendix) == 0 {
		return nil
	}
	blocks := []docx.Block{text("Appendix", AppendixTitle), text("Subject", AppendixSubject), ruled("Attached", d.Attached(), docx.Millimetres(50))}
	for _, t := range d.Appendix {
		blocks = append(blocks, tableBlocks(t)...)
	}
	return append(blocks, text("Small", ""))
}

// lookStyles name the style of each look.
var lookStyles = map[Look]string{
	Body: "Body", Item: "Item", Chapter: "Chapter", Section: "Section", Note: "Note", Placeholder: "Placeholder",
}

// documentStyles are the looks of the decree: body 13, title 14, indent of 1 cm.
func documentStyles() []docx.Style {
	first := docx.Millimetres(10)
	return []docx.Style{
		{ID: "Body", Name: "Body Text", Half: 26, Align: docx.Justified, Before: 120, First: first, Line: 264},
		{ID: "Item", Name: "List", Half: 26, Align: docx.Justified, Before: 60, First: first, Line: 264},
		{ID: "Basis", Name: "Căn cứ", Half: 26, Italic: true, Align: docx.Justified, Before: 120, First: first, Line: 264},
		{ID: "Placeholder", Name: "Phần cơ quan viết", Half: 26, Italic: true, Align: docx.Justified, Before: 120, First: first, Line: 264},
		{ID: "Chapter", Name: "heading 1", Half: 26, Bold: true, Before: 240, First: first, KeepNext: true, Level: 1},
		{ID: "Section", Name: "heading 2", Half: 26, Bold: true, Before: 160, First: first, KeepNext: true, Level: 2},
		{ID: "Caption", Name: "caption", Half: 24, Bold: true, Align: docx.Centre, Before: 200, After: 60, KeepNext: true},
		{ID: "Note", Name: "Ghi chú bảng", Half: 22, Italic: true, Align: docx.Justified, Before: 60},
		{ID: "Kind", Name: "Title", Half: 28, Bold: true, Align: docx.Centre, Before: 360, KeepNext: true},
		{ID: "Subject", Name: "Trích yếu", Half: 28, Bold: true, Align: docx.Centre, After: 40, KeepNext: true},
		{ID: "Appendix", Name: "Phụ lục", Half: 28, Bold: true, Align: docx.Centre, KeepNext: true, PageBefore: true, Level: 1},
		{ID: "Attached", Name: "Kèm theo", Half: 26, Italic: true, Align: docx.Centre, After: 40, KeepNext: true},
		{ID: "Authority", Name: "Tên cơ quan", Half: 25, Bold: true, Align: docx.Centre, After: 20},
		{ID: "Nation", Name: "Quốc hiệu", Half: 24, Bold: true, Align: docx.Centre},
		{ID: "Motto", Name: "Tiêu ngữ", Half: 26, Bold: true, Align: docx.Centre, After: 30},
		{ID: "Number", Name: "Số, ký hiệu", Half: 26, Align: docx.Centre, Before: 120},
		{ID: "Dateline", Name: "Địa danh, thời gian", Half: 26, Italic: true, Align: docx.Centre, Before: 120},
		{ID: "Signer", Name: "Chức vụ người ký", Half: 26, Bold: true, Align: docx.Centre, KeepNext: true},
		{ID: "To", Name: "Nơi nhận", Half: 24, Bold: true, Italic: true, KeepNext: true},
		{ID: "Recipient", Name: "Danh sách nơi nhận", Half: 22, KeepNext: true},
		{ID: "PageNumber", Name: "header", Half: 26, Align: docx.Centre},
		{ID: "Small", Name: "Dòng trống", Half: 12},
		{ID: "Head", Name: "Đầu bảng", Half: 22, Bold: true, Align: docx.Centre, Before: 20, After: 20},
		{ID: "Cell", Name: "Ô chữ", Half: 22, Before: 20, After: 20},
		{ID: "Strong", Name: "Ô chữ đậm", Half: 22, Bold: true, Before: 20, After: 20},
		{ID: "Figure", Name: "Ô số", Half: 22, Align: docx.Right, Before: 20, After: 20},
		{ID: "StrongFigure", Name: "Ô số đậm", Half: 22, Bold: true, Align: docx.Right, Before: 20, After: 20},
		{ID: "DenseHead", Name: "Đầu bảng nhỏ", Half: 18, Bold: true, Align: docx.Centre, Before: 20, After: 20},
		{ID: "DenseCell", Name: "Ô chữ nhỏ", Half: 19, Before: 20, After: 20},
		{ID: "DenseStrong", Name: "Ô chữ nhỏ đậm", Half: 19, Bold: true, Before: 20, After: 20},
		{ID: "DenseFigure", Name: "Ô số nhỏ", Half: 18, Align: docx.Right, Before: 20, After: 20},
		{ID: "DenseStrongFigure", Name: "Ô số nhỏ đậm", Half: 18, Bold: true, Align: docx.Right, Before: 20, After: 20},
		{ID: "ChartLabel", Name: "Nhãn biểu đồ", Half: 22, Before: 40, After: 40, KeepNext: true},
	}
}

func text(style, s string) docx.Paragraph { return docx.Paragraph{Style: style, Text: s} }

// ruled is a paragraph with a line below.
func ruled(style, s string, length docx.Twips) docx.Paragraph {
	return docx.Paragraph{Style: style, Text: s, Rule: length}
}

// letterhead is the two columns at the top: who writes, and the state.
func letterhead(d *Document) docx.Table {
	t := docx.Table{Grid: []docx.Twips{docx.Millimetres(64), docx.Millimetres(98)}, Tight: true}
	authority := make([]docx.Paragraph, len(d.Authority))
	for i, line := range d.Authority {
		authority[i] = text("Authority", line)
	}
	authority[len(authority)-1].Rule = docx.Millimetres(22)
	t.Rows = []docx.Row{
		{Cells: []docx.Cell{
			{Texts: authority},
			{Texts: []docx.Paragraph{text("Nation", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), ruled("Motto", "Độc lập - Tự do - Hạnh phúc", docx.Millimetres(57))}},
		}},
		{Cells: []docx.Cell{
			{Texts: []docx.Paragraph{text("Number", d.NumberLine())}},
			{Texts: []docx.Paragraph{text("Dateline", d.Dateline())}},
		}},
	}
	return t
}

// signature is the two columns at the end: who gets it, and who signs.
func signature(d *Document) docx.Table {
	left := []docx.Paragraph{text("To", "Nơi nhận:")}
	for _, line := range d.Recipients {
		left = append(left, text("Recipient", line))
	}
	var right []docx.Paragraph
	for _, line := range d.Signer {
		right = append(right, text("Signer", line))
	}
	return docx.Table{
		Grid: []docx.Twips{docx.Millimetres(80), docx.Millimetres(80)}, Tight: true,
		Rows: []docx.Row{{Cells: []docx.Cell{{Texts: left}, {Texts: right}}, Least: docx.Millimetres(45)}},
	}
}

// headFill shades the heads of tables, headingFill the headings inside, barFill
// the bars: greys that a copier keeps apart.
const (
	headFill    = "E7E7E7"
	headingFill = "F3F3F3"
	barFill     = "6E6E6E"
)

// dense reports whether a table has so many columns that its letters are small.
func dense(t *Table) bool { return len(t.Columns) > 8 }

func tableBlocks(t *Table) []docx.Block {
	small := ""
	if dense(t) {
		small = "Dense"
	}
	out := docx.Table{Ruled: true, Heads: 1, Tight: dense(t), Caption: t.Line(), Description: t.Caption}
	head := docx.Row{}
	for _, c := range t.Columns {
		out.Grid = append(out.Grid, docx.Millimetres(c.Width))
		head.Cells = append(head.Cells, docx.Cell{Fill: headFill, Middle: true, Texts: []docx.Paragraph{text(small+"Head", c.Title)}})
	}
	out.Rows = append(out.Rows, head)
	for _, r := range t.Rows {
		out.Rows = append(out.Rows, tableRow(t, r, small))
	}
	for i := range out.Rows[:len(out.Rows)-1] {
		// A short table is never cut, and the head of a long one stands with
		// two rows at least; so does its end.
		if len(t.Rows) <= ShortTable || i < 2 || i == len(out.Rows)-2 {
			keep(&out.Rows[i])
		}
	}
	var blocks []docx.Block
	if t.Code != "" {
		blocks = append(blocks, text("Caption", t.Line()))
	} else {
		blocks = append(blocks, text("Small", ""))
	}
	blocks = append(blocks, out)
	for _, n := range t.Notes {
		blocks = append(blocks, text("Note", n))
	}
	return blocks
}

// keep keeps a row on the page of the next one.
func keep(r *docx.Row) {
	for _, c := range r.Cells {
		for i := range c.Texts {
			c.Texts[i].Keep = true
		}
	}
}

func tableRow(t *Table, r Row, small string) docx.Row {
	if r.Heading {
		return docx.Row{Cells: []docx.Cell{{Span: len(t.Columns), Fill: headingFill, Middle: true, Texts: []docx.Paragraph{text(small+"Strong", r.Cells[0].Text)}}}}
	}
	row := docx.Row{}
	if t.Code == "" {
		row.Least = docx.Millimetres(10)
	}
	for i, c := range r.Cells {
		style := "Cell"
		switch {
		case r.Whole && t.Columns[i].Number:
			style = "StrongFigure"
		case r.Whole:
			style = "Strong"
		case t.Columns[i].Number:
			style = "Figure"
		}
		row.Cells = append(row.Cells, docx.Cell{Middle: true, Texts: []docx.Paragraph{text(small+style, c.Text)}})
	}
	return row
}

// barSteps is how finely bars are drawn: in whole percents.
const barSteps = 100

// chartBlocks draws bars as cells of a table: every program shows them, and
// people can read and copy them. The grid has a column from the end of a bar to
// that of the next longer one only, since Word takes 63 columns at most.
func chartBlocks(c *Chart) []docx.Block {
	ends := []int{0, barSteps}
	for _, b := range c.Bars {
		ends = append(ends, barLength(b))
	}
	slices.Sort(ends)
	ends = slices.Compact(ends)
	out := docx.Table{Grid: []docx.Twips{docx.Millimetres(62)}, Caption: c.Caption, Description: c.Alt(), Tight: true}
	for i := range ends[1:] {
		out.Grid = append(out.Grid, docx.Millimetres(0.78*float64(ends[i+1]-ends[i])))
	}
	out.Grid = append(out.Grid, docx.Millimetres(20))
	for _, b := range c.Bars {
		columns, full := len(ends)-1, slices.Index(ends, barLength(b))
		cells := []docx.Cell{{Middle: true, Texts: []docx.Paragraph{text("ChartLabel", b.Label)}}}
		if full > 0 {
			cells = append(cells, docx.Cell{Span: full, Fill: barFill, Texts: []docx.Paragraph{text("ChartLabel", "")}})
		}
		if full < columns {
			cells = append(cells, docx.Cell{Span: columns - full, Fill: headingFill, Texts: []docx.Paragraph{text("ChartLabel", "")}})
		}
		cells = append(cells, docx.Cell{Middle: true, Texts: []docx.Paragraph{text("Figure", b.Value.Comma())}})
		space := text("Small", "")
		space.Keep = true
		out.Rows = append(out.Rows, docx.Row{Cells: cells}, docx.Row{Cells: []docx.Cell{{Span: len(out.Grid), Texts: []docx.Paragraph{space}}}})
	}
	out.Rows = out.Rows[:max(0, len(out.Rows)-1)] // no room after the last
	return []docx.Block{text("Caption", c.Caption), out}
}

// barLength is the length of a bar in percent; 0 where there is no figure.
func barLength(b Bar) int {
	return int(min(max(b.Value.Hundredths()+50, 0)/100, barSteps))
}
