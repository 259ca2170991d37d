package report

import (
	"encoding/csv"
	"io"
	"strconv"
)

// WriteCSV writes the tables of a document, a line for each cell with a figure:
// the code of the table, what it shows, the number of the row, the row, the
// column and the figure as a machine reads it (84.00). What is hidden and what
// does not exist is an empty figure. Text is defused as in WriteResponsesCSV.
func WriteCSV(w io.Writer, d *Document) error {
	if _, err := io.WriteString(w, byteOrderMark); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	out.Write([]string{"table", "title", "number", "group", "row", "column", "value"}) //nolint:errcheck // csv keeps the first error, Error returns it
	for _, t := range d.Tables() {
		group := ""
		for i, r := range t.Rows {
			if r.Heading {
				group = r.Cells[0].Text
				continue
			}
			for c, column := range t.Columns {
				if !column.Number {
					continue
				}
				line := []string{t.Code, t.Caption, strconv.Itoa(i + 1), group, r.Cells[0].Text, column.Title, r.Cells[c].Plain}
				for k := range line[:len(line)-1] {
					line[k] = Defuse(line[k])
				}
				out.Write(line) //nolint:errcheck // as above
			}
		}
	}
	out.Flush()
	return out.Error()
}
