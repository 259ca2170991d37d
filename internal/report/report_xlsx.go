package report

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// WriteXLSX writes the document as a workbook: its words on the first sheet, a
// sheet for each table, native charts, and live formulas where the counts that
// a figure is made of stand beside it. The same document gives the same bytes.
//
// Text is only ever written as a string: no cell holds a formula that was not
// made here.
func WriteXLSX(w io.Writer, d *Document) error {
	b := &book{File: excelize.NewFile(), Document: d}
	err := errors.Join(b.fill(), b.err)
	if err == nil {
		var file *bytes.Buffer
		if file, err = b.WriteToBuffer(); err == nil {
			err = repack(w, file.Bytes())
		}
	}
	// Closing removes the library's temporary files.
	if err = errors.Join(err, b.Close()); err != nil {
		return fmt.Errorf("write xlsx: %w", err)
	}
	return nil
}

// A book is a workbook in the making. The first fault is kept.
type book struct {
	*excelize.File
	*Document
	styles bookStyles
	err    error
}

// try keeps the first fault.
func (b *book) try(err error) {
	if b.err == nil {
		b.err = err
	}
}

// bookStyles are the numbers of the looks of cells.
type bookStyles struct {
	title, chapter, text, caption, head, cell, strong, heading, note                     int
	count, figure, change, strongCount, strongFigure, strongChange, hidden, strongHidden int
}

const overviewSheet = "Tổng quan"

// overviewWidth is the width of its only column in letters.
const overviewWidth = 95

// headRow is the row of a sheet with the names of the columns.
const headRow = 3

func (b *book) fill() error {
	made := b.Made.Time().Format(time.RFC3339)
	b.try(b.SetDocProps(&excelize.DocProperties{Title: b.Title, Creator: "Hài Lòng", LastModifiedBy: "Hài Lòng", Created: made, Modified: made, Language: "vi-VN"}))
	b.try(b.SetCalcProps(&excelize.CalcPropsOptions{FullCalcOnLoad: new(true)}))
	b.try(b.SetDefaultFont("Times New Roman"))
	b.look()
	b.try(b.SetSheetName("Sheet1", overviewSheet))
	b.overview()
	for _, t := range b.Tables() {
		if _, err := b.NewSheet(t.Code); err != nil {
			return err
		}
		b.table(t)
	}
	for _, c := range b.Charts() {
		b.chart(c)
	}
	b.SetActiveSheet(0)
	return nil
}

// style makes a look; its number is the library's.
func (b *book) style(s excelize.Style) int {
	if s.Font == nil {
		s.Font = &excelize.Font{}
	}
	s.Font.Family = "Times New Roman"
	if s.Font.Size == 0 {
		s.Font.Size = 12
	}
	n, err := b.NewStyle(&s)
	b.try(err)
	return n
}

func (b *book) look() {
	edges := []excelize.Border{}
	for _, side := range []string{"left", "top", "right", "bottom"} {
		edges = append(edges, excelize.Border{Type: side, Color: "000000", Style: 1})
	}
	wrapped := &excelize.Alignment{WrapText: true, Vertical: "center"}
	shade := func(c string) excelize.Fill {
		return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{c}}
	}
	number := func(format string, bold bool) int {
		return b.style(excelize.Style{Border: edges, CustomNumFmt: &format, Font: &excelize.Font{Bold: bold},
			Alignment: &excelize.Alignment{Horizontal: "right", Vertical: "center", WrapText: true}})
	}
	const count, figure, signed = `#,##0`, `0.00`, `+0.00;-0.00;0.00`
	b.styles = bookStyles{
		title:   b.style(excelize.Style{Font: &excelize.Font{Bold: true, Size: 14}, Alignment: &excelize.Alignment{WrapText: true, Horizontal: "center", Vertical: "center"}}),
		chapter: b.style(excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: wrapped}),
		text:    b.style(excelize.Style{Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}}),
		caption: b.style(excelize.Style{Font: &excelize.Font{Bold: true, Size: 13}}),
		head: b.style(excelize.Style{Border: edges, Font: &excelize.Font{Bold: true}, Fill: shade(headFill),
			Alignment: &excelize.Alignment{WrapText: true, Horizontal: "center", Vertical: "center"}}),
		cell:    b.style(excelize.Style{Border: edges, Alignment: wrapped}),
		strong:  b.style(excelize.Style{Border: edges, Alignment: wrapped, Font: &excelize.Font{Bold: true}}),
		heading: b.style(excelize.Style{Border: edges, Alignment: wrapped, Font: &excelize.Font{Bold: true}, Fill: shade(headingFill)}),
		note:    b.style(excelize.Style{Font: &excelize.Font{Italic: true, Size: 11}, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}}),
		count:   number(count, false), figure: number(figure, false), change: number(signed, false),
		strongCount: number(count, true), strongFigure: number(figure, true), strongChange: number(signed, true),
		hidden: number("@", false), strongHidden: number("@", true),
	}
}

// overview is the text of the document.
func (b *book) overview() {
	sheet := overviewSheet
	b.page(sheet, "portrait")
	b.try(b.SetColWidth(sheet, "A", "A", overviewWidth))
	row := 1
	say := func(style int, text string) {
		at := cellName(0, row)
		b.text(sheet, at, text)
		b.try(b.SetCellStyle(sheet, at, at, style))
		b.high(sheet, row, []string{text}, []float64{overviewWidth})
		row++
	}
	say(b.styles.title, b.Kind)
	say(b.styles.title, b.Subject)
	for _, block := range b.Blocks[:b.Counted] {
		p, is := block.(Paragraph)
		switch {
		case !is || p.Look == Placeholder:
		case p.Look == Chapter || p.Look == Section:
			say(b.styles.chapter, p.Text)
		default:
			say(b.styles.text, p.Text)
		}
	}
	for _, t := range b.Tables() {
		say(b.styles.note, t.Line()+": trang tính "+t.Code+".")
	}
}

// onePage is the number of rows up to which a table is printed on one page.
const onePage = 40

// page lays a sheet out for A4, as wide as the paper.
func (b *book) page(sheet, orientation string) {
	b.try(b.SetPageLayout(sheet, &excelize.PageLayoutOptions{Size: new(9), Orientation: &orientation, FitToWidth: new(1), FitToHeight: new(0)}))
	b.try(b.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: new(true)}))
	b.try(b.SetPageMargins(sheet, &excelize.PageLayoutMarginsOptions{Left: new(0.8), Right: new(0.6), Top: new(0.8), Bottom: new(0.8)}))
}

// cellName names a cell by its column from 0 and its row from 1.
func cellName(column, row int) string {
	name, err := excelize.CoordinatesToCellName(column+1, row)
	if err != nil {
		return "A1" // no table of ours is that wide
	}
	return name
}

// text writes a string. Whatever it begins with, it is no formula.
func (b *book) text(sheet, at, s string) {
	b.try(b.SetCellStr(sheet, at, disguised(s)))
}

func (b *book) table(t *Table) {
	orientation := "portrait"
	if dense(t) {
		orientation = "landscape"
	}
	b.page(t.Code, orientation)
	if len(t.Rows) <= onePage {
		b.try(b.SetPageLayout(t.Code, &excelize.PageLayoutOptions{FitToHeight: new(1)}))
	}
	b.text(t.Code, "A1", t.Line())
	b.try(b.SetCellStyle(t.Code, "A1", "A1", b.styles.caption))
	widths := sheetWidths(t)
	head := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		name, err := excelize.ColumnNumberToName(i + 1)
		b.try(err)
		b.try(b.SetColWidth(t.Code, name, name, widths[i]))
		b.text(t.Code, cellName(i, headRow), c.Title)
		head[i] = c.Title
	}
	b.high(t.Code, headRow, head, widths)
	last := len(t.Columns) - 1
	b.try(b.SetCellStyle(t.Code, cellName(0, headRow), cellName(last, headRow), b.styles.head))
	b.try(b.SetPanes(t.Code, &excelize.Panes{Freeze: true, XSplit: 1, YSplit: headRow, TopLeftCell: cellName(1, headRow+1), ActivePane: "bottomRight"}))
	b.try(b.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: fmt.Sprintf("'%s'!$%d:$%d", t.Code, headRow, headRow), Scope: t.Code}))
	for i, r := range t.Rows {
		b.row(t, headRow+1+i, r, widths)
	}
	for i, n := range t.Notes {
		b.across(t.Code, notesRow(t)+i, n, b.styles.note, widths)
	}
}

// notesRow is the row of the first note.
func notesRow(t *Table) int { return headRow + 2 + len(t.Rows) }

// sheetWidths are the widths of the columns in letters.
func sheetWidths(t *Table) []float64 {
	widths := make([]float64, len(t.Columns))
	for i, c := range t.Columns {
		widths[i] = max(9.5, c.Width/1.9)
		if i == 0 {
			widths[i] = max(45, widths[i])
		}
	}
	return widths
}

// across writes text over the whole width of a table.
func (b *book) across(sheet string, row int, text string, style int, widths []float64) {
	from, to := cellName(0, row), cellName(len(widths)-1, row)
	b.text(sheet, from, text)
	b.try(b.SetCellStyle(sheet, from, to, style))
	if len(widths) > 1 {
		b.try(b.MergeCell(sheet, from, to))
	}
	whole := 0.0
	for _, w := range widths {
		whole += w
	}
	b.high(sheet, row, []string{text}, []float64{whole})
}

// lineHeight is the height of a line of text in points; a letter of 12 points is
// about as wide as the unit of columns.
const lineHeight = 16

// high makes a row as high as its longest text needs: a spreadsheet does so for
// text that is typed, not for a file.
func (b *book) high(sheet string, row int, texts []string, widths []float64) {
	most := 1
	for i, text := range texts {
		most = max(most, linesIn(text, widths[i]))
	}
	b.try(b.SetRowHeight(sheet, row, min(lineHeight*float64(most)+2, 400)))
}

// linesIn estimates how many lines text takes, broken between its words.
func linesIn(text string, width float64) int {
	lines, used := 1, 0.0
	for word := range strings.FieldsSeq(text) {
		n := float64(len([]rune(word)) + 1)
		if used+n > width && used > 0 {
			lines, used = lines+1, 0
		}
		lines += int(n / width)
		used += n
	}
	return lines
}

func (b *book) row(t *Table, row int, r Row, widths []float64) {
	if r.Heading {
		b.across(t.Code, row, r.Cells[0].Text, b.styles.heading, widths)
		return
	}
	texts := make([]string, len(r.Cells))
	for i, c := range r.Cells {
		at := cellName(i, row)
		b.try(b.SetCellStyle(t.Code, at, at, b.styles.of(c, r.Whole)))
		if c.Plain == "" {
			b.text(t.Code, at, c.Text)
			texts[i] = c.Text
			continue
		}
		value, err := strconv.ParseFloat(c.Plain, 64)
		b.try(err)
		b.try(b.SetCellFloat(t.Code, at, value, -1, 64))
		if f := formula(t, i, row); f != "" {
			b.try(b.SetCellFormula(t.Code, at, f)) // keeps the value for who does not compute
		}
	}
	b.high(t.Code, row, texts, widths)
}

// of returns the look of a cell.
func (s *bookStyles) of(c Cell, whole bool) int {
	pick := func(plain, strong int) int {
		if whole {
			return strong
		}
		return plain
	}
	switch {
	case c.Plain == "" && (c.Text == unseen || c.Text == fewer || c.Text == aFew || c.Text == "—"):
		return pick(s.hidden, s.strongHidden)
	case c.Plain == "":
		return pick(s.cell, s.strong)
	case !strings.Contains(c.Plain, "."):
		return pick(s.count, s.strongCount)
	case c.Text[0] == '+' || c.Text[0] == '-':
		return pick(s.change, s.strongChange)
	}
	return pick(s.figure, s.strongFigure)
}

// formula is how the figure in a column of a row is made of others, or "".
func formula(t *Table, column, row int) string {
	c := t.Columns[column]
	if c.Ratio == "" {
		return ""
	}
	last := headRow + len(t.Rows)
	at := func(s string) string {
		return references.ReplaceAllStringFunc(s, func(ref string) string {
			n, whole := strings.CutSuffix(strings.Trim(ref, "{}"), ":")
			i, err := strconv.Atoi(n)
			if err != nil || i >= len(t.Columns) {
				return "#REF!"
			}
			if whole {
				return cellName(i, last)
			}
			return cellName(i, row)
		})
	}
	rounded := "ROUND(" + at(c.Ratio) + ",2)"
	if c.Whole == "" {
		return rounded
	}
	return "IF(" + at(c.Whole) + `=0,"—",` + rounded + ")"
}

// references are the columns that a ratio names.
var references = regexp.MustCompile(`\{\d+:?\}`)

// chart draws bars beside the table that holds their figures.
func (b *book) chart(c *Chart) {
	first, last := headRow+1, headRow+len(c.Bars)
	column := 0
	for i, k := range c.Of.Columns {
		if strings.HasSuffix(k.Title, "(%)") && column == 0 {
			column = i
		}
	}
	name, err := excelize.ColumnNumberToName(column + 1)
	b.try(err)
	ink := excelize.Font{Color: "000000", Size: 10, Family: "Times New Roman"}
	b.try(b.AddChart(c.Of.Code, cellName(0, notesRow(c.Of)+len(c.Of.Notes)+1), &excelize.Chart{
		Type: excelize.Bar,
		Series: []excelize.ChartSeries{{
			Name:       fmt.Sprintf("'%s'!$%s$%d", c.Of.Code, name, headRow),
			Categories: fmt.Sprintf("'%s'!$A$%d:$A$%d", c.Of.Code, first, last),
			Values:     fmt.Sprintf("'%s'!$%s$%d:$%s$%d", c.Of.Code, name, first, name, last),
			Fill:       excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"0B5A54"}},
			DataLabel:  excelize.ChartDataLabel{},
		}},
		Title:     excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: c.Caption, Font: &excelize.Font{Bold: true, Color: "000000", Size: 12, Family: "Times New Roman"}}}},
		Legend:    excelize.ChartLegend{Position: "none"},
		XAxis:     excelize.ChartAxis{ReverseOrder: true, Font: ink},
		YAxis:     excelize.ChartAxis{Minimum: new(0.0), Maximum: new(100.0), MajorGridLines: true, Font: ink},
		PlotArea:  excelize.ChartPlotArea{ShowVal: true, NumFmt: excelize.ChartNumFmt{CustomNumFmt: "0.00"}},
		Format:    excelize.GraphicOptions{AltText: c.Alt()},
		Dimension: excelize.ChartDimension{Width: 640, Height: uint(120 + 46*len(c.Bars))},
	}))
}
