package docx

import "time"

// A Document is one section of A4 pages.
type Document struct {
	// Title is what a reader of files shows; Lang is the language, as vi-VN.
	Title, Lang string
	// Made stands in the file as the time it was made.
	Made   time.Time
	Styles []Style
	Body   []Block
	// Margins of the page.
	Top, Right, Bottom, Left Twips
	// PageNumbers is the style of the number at the top of every page but the
	// first; "" is no number.
	PageNumbers string
}

// Twips are the measure of the format, a twentieth of a point.
type Twips int

// Millimetres returns a length in twips.
func Millimetres(mm float64) Twips { return Twips(mm*1440/25.4 + 0.5) }

// A Block is a paragraph or a table.
type Block interface{ write(*part) }

// An Align says where the text of a paragraph stands.
type Align string

// The alignments.
const (
	Left      Align = "left"
	Centre    Align = "center"
	Right     Align = "right"
	Justified Align = "both"
)

// A Style is the look of paragraphs, under a name.
type Style struct {
	ID, Name string
	// Half is the size of the letters in half points.
	Half         int
	Bold, Italic bool
	Align        Align
	// Before and After are the room above and below the paragraph, First the
	// indent of its first line.
	Before, After, First Twips
	// Line is the distance of lines in 240ths of a line; 0 is a single line.
	Line int
	// KeepNext keeps the paragraph on the page of the next one, PageBefore
	// begins a page with it.
	KeepNext, PageBefore bool
	// Level is the level of a heading from 1; 0 is no heading.
	Level int
}

// A Paragraph is some text in a style. A line feed in it ends a line.
type Paragraph struct {
	Style string
	Text  string
	// Rule is the length of a line below, 0 for none.
	Rule Twips
	// Keep keeps it on the page of what follows; in a table, its row.
	Keep bool
}

// A Table has a fixed grid. Its columns are as wide as said, whatever they hold.
type Table struct {
	Grid []Twips
	// Ruled draws lines around the cells.
	Ruled bool
	// Heads is the number of rows that are repeated on every page.
	Heads int
	// Caption and Description are read out to who cannot see the table.
	Caption, Description string
	// Tight leaves hardly any room beside the text of a cell.
	Tight bool
	Rows  []Row
}

// A Row is never cut by the end of a page.
type Row struct {
	Cells []Cell
	// Least is the least height.
	Least Twips
}

// A Cell holds paragraphs.
type Cell struct {
	// Span is the number of columns it covers; 0 is one.
	Span int
	// Fill is its colour as RRGGBB, "" for none.
	Fill  string
	Texts []Paragraph
	// Middle centres what it holds from top to bottom.
	Middle bool
}
