package report

import (
	"slices"
	"strings"

	"hailong/internal/index"
	"hailong/internal/survey"
)

// A Document is a report as an official document of the commune, in Vietnamese,
// before any format: what stands in it, in its order, and nothing of how it
// looks. All its text is clean (see plain). The number, the date and the
// signature are not in it: they are written by hand.
type Document struct {
	// Title is what the file is called inside, in one line.
	Title string
	// Authority are the lines of the letterhead, in capitals.
	Authority []string
	// Symbol ends the line of the number: BC-UBND. Seat is where it is signed.
	Symbol, Seat string
	// Kind is BÁO CÁO, Subject what it is about, Basis on what it rests.
	Kind, Subject string
	Basis         []string
	Blocks        []Block
	// Counted is how many of the blocks are made of the figures; those after
	// them are written by people.
	Counted int
	// Appendix are the long tables, which follow the signature on a new page;
	// without any there is no appendix.
	Appendix []*Table
	// Recipients are the lines below "Nơi nhận:", Signer those above the
	// signature.
	Recipients, Signer []string
	// Made is the day as of which the figures were counted.
	Made survey.Date
}

// Line is what stands above a table.
func (t *Table) Line() string {
	if t.Code == "" {
		return t.Caption
	}
	return "Bảng " + t.Code + ". " + t.Caption
}

// A Block is a Paragraph, a *Table or a *Chart.
type Block interface{ block() }

// A Look says what a paragraph is.
type Look int

// The looks.
const (
	// Body is a paragraph of the text, Item one of a list.
	Body Look = iota
	Item
	// Chapter (I.), Section (1.) and Subsection (a) are headings.
	Chapter
	Section
	// Note stands below a table.
	Note
	// Placeholder is where people write their part.
	Placeholder
)

// A Paragraph is some text.
type Paragraph struct {
	Look Look
	Text string
}

// A Table is one of the tables B1 to B9, or, without a code, one to fill in.
type Table struct {
	// Code is B3; Caption is what the table shows.
	Code, Caption string
	Columns       []Column
	Rows          []Row
	Notes         []string
}

// A Column is a column of a table.
type Column struct {
	Title string
	// Width is in millimetres; all of a table add up to TableWidth.
	Width float64
	// Number tells that the column holds figures.
	Number bool
	// Ratio is how the figures follow from other columns of their row, for
	// spreadsheets: {3} is the number in the column 3, counted from 0, and
	// {3:} the one in the same column of the last row. It is rounded to two
	// decimals, and no figure where Whole is 0. "" is a plain figure.
	Ratio, Whole string
}

// TableWidth is the width of every table in millimetres.
const TableWidth = 160

// A Row is one line of a table.
type Row struct {
	Cells []Cell
	// Whole marks the line that the others add up to, Heading one whose only
	// cell stands above those that follow.
	Whole, Heading bool
}

// A Cell is a word or a figure.
type Cell struct {
	// Text is what is printed, Plain the same figure for machines (84.00); ""
	// where there is none.
	Text, Plain string
}

// A Chart is horizontal bars on a scale of 0 to 100 percent.
type Chart struct {
	Caption string
	Bars    []Bar
	// Of is the table that holds the same figures.
	Of *Table
}

// A Bar is one bar of a chart.
type Bar struct {
	Label string
	Value index.Decimal
}

func (Paragraph) block() {}
func (*Table) block()    {}
func (*Chart) block()    {}

// Alt says in words what a chart shows, to who cannot see it.
func (c *Chart) Alt() string {
	s := "Biểu đồ thanh ngang. " + c.Caption + ":"
	for i, b := range c.Bars {
		if i > 0 {
			s += ";"
		}
		s += " " + b.Label + " " + percentWords(b.Value)
	}
	return s + "."
}

// Tables returns the tables that have a code, those of the appendix too, in the
// order of their codes.
func (d *Document) Tables() []*Table {
	var list []*Table
	for _, b := range d.Blocks {
		if t, ok := b.(*Table); ok && t.Code != "" {
			list = append(list, t)
		}
	}
	list = append(list, d.Appendix...)
	slices.SortStableFunc(list, func(a, b *Table) int { return strings.Compare(a.Code, b.Code) })
	return list
}

// Charts returns the charts.
func (d *Document) Charts() []*Chart {
	var list []*Chart
	for _, b := range d.Blocks {
		if c, ok := b.(*Chart); ok {
			list = append(list, c)
		}
	}
	return list
}

// ShortTable is the number of rows up to which a table is never cut by the end
// of a page.
const ShortTable = 10

// AppendixTitle and AppendixSubject stand above the tables of the appendix.
const (
	AppendixTitle   = "PHỤ LỤC"
	AppendixSubject = "Số liệu chi tiết"
)

// hollow is room to write on, which no program takes for the end of a line.
func hollow(n int) string { return strings.Repeat("\u00a0", n) }

const wideGap, narrowGap = 8, 5

// NumberLine is the line of the number, to be filled in.
func (d *Document) NumberLine() string { return "Số:" + hollow(wideGap) + "/" + d.Symbol }

// Dateline is where and when it is signed, the day to be filled in.
func (d *Document) Dateline() string { return d.Seat + ", " + unwrittenDay() }

func unwrittenDay() string {
	return "ngày" + hollow(narrowGap) + "tháng" + hollow(narrowGap) + "năm 20" + hollow(narrowGap)
}

// Attached says in the appendix what it belongs to.
func (d *Document) Attached() string {
	return "(Kèm theo Báo cáo số" + hollow(wideGap) + "/" + d.Symbol + " " + unwrittenDay() + ")"
}
