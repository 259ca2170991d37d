package paper

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"hailong/internal/survey"
)

// MaxFile is the largest file that is imported, in bytes.
const MaxFile = 5 << 20

// SerialColumn is the head of the column with the numbers of the forms. The others
// are the codes of the questions, the field and the comment among them.
const SerialColumn = "so"

// What is wrong with a file, besides the faults of a sheet.
const (
	FaultEncoding survey.FaultCode = "not_utf8"      // text that is not UTF-8
	FaultFileSize survey.FaultCode = "too_big"       // more than Limit bytes
	FaultRows     survey.FaultCode = "too_many_rows" // more than Limit forms
	FaultCells    survey.FaultCode = "wrong_cells"   // a row of other than Limit cells
	FaultSerial   survey.FaultCode = "not_a_number"  // in the column of numbers
	FaultOutside  survey.FaultCode = "outside_batch" // a number of another batch
	FaultTwice    survey.FaultCode = "twice"         // a number or column twice in the file
	FaultEntered  survey.FaultCode = "entered"       // a number that is entered already
)

// A Mistake is one thing wrong with a file.
type Mistake struct {
	// Line counts from 1, which is the head; 0 is the file as a whole.
	Line int
	// Column is the head of the column, "" for the whole line.
	Column string
	Code   survey.FaultCode
	Limit  int
}

// A table is a file that was read: one row for each form.
type table struct {
	rows     []row
	mistakes []Mistake
}

type row struct {
	line   int
	serial string
	keys   map[string]string
}

func (t *table) mistake(line int, column string, code survey.FaultCode, limit int) {
	t.mistakes = append(t.mistakes, Mistake{line, column, code, limit})
}

// readTable reads a CSV file with a comma or semicolon between the cells, with or
// without a byte order mark. What it cannot make sense of is a mistake; it looks at
// no number and no key.
func readTable(data []byte, q *survey.Template) *table {
	t := new(table)
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	switch at := invalidAt(data); {
	case len(data) > MaxFile:
		t.mistake(0, "", FaultFileSize, MaxFile)
	case at >= 0:
		t.mistake(1+bytes.Count(data[:at], []byte{'\n'}), "", FaultEncoding, 0)
	default:
		t.read(data, q)
	}
	return t
}

// invalidAt returns where text is not UTF-8, or -1.
func invalidAt(data []byte) int {
	for at := 0; at < len(data); {
		r, n := utf8.DecodeRune(data[at:])
		if r == utf8.RuneError && n == 1 {
			return at
		}
		at += n
	}
	return -1
}

func (t *table) read(data []byte, q *survey.Template) {
	r := csv.NewReader(bytes.NewReader(data))
	r.Comma, r.FieldsPerRecord = comma(data), -1
	head, err := r.Read()
	if err != nil {
		t.broken(err)
		return
	}
	columns := t.columns(head, q)
	if len(t.mistakes) > 0 {
		return // without its head nothing can be said of a row
	}
	for {
		cells, err := r.Read()
		if err != nil {
			t.broken(err)
			return
		}
		line, _ := r.FieldPos(0)
		t.row(line, columns, cells)
		if len(t.rows) > MaxBatch {
			t.mistake(line, "", FaultRows, MaxBatch)
			return
		}
	}
}

// comma returns what stands between the cells of the head, which are plain words.
func comma(data []byte) rune {
	head, _, _ := bytes.Cut(data, []byte{'\n'})
	if bytes.Count(head, []byte{';'}) > bytes.Count(head, []byte{','}) {
		return ';'
	}
	return ','
}

// broken ends the reading: at the end of the file, which must hold a form, or where
// quotes do not close, after which no line can be told from another.
func (t *table) broken(err error) {
	var parse *csv.ParseError
	switch {
	case errors.As(err, &parse):
		t.mistake(parse.StartLine, "", survey.FaultUnreadable, 0)
	case !errors.Is(err, io.EOF):
		t.mistake(0, "", survey.FaultUnreadable, 0)
	case len(t.rows) == 0 && len(t.mistakes) == 0:
		t.mistake(0, "", survey.FaultEmpty, 0)
	}
}

// columns returns the heads as the template writes them. Every question has its
// column: one that was forgotten would be blank on every form.
func (t *table) columns(head []string, q *survey.Template) []string {
	want := []string{SerialColumn}
	q.Questions(func(question *survey.Question) { want = append(want, question.Code) })
	columns := make([]string, len(head))
	for i, name := range head {
		name = strings.TrimSpace(name)
		known := slices.IndexFunc(want, func(w string) bool { return strings.EqualFold(w, name) })
		switch {
		case known < 0:
			t.mistake(1, clip(name), survey.FaultUnknown, 0)
		case slices.Contains(columns[:i], want[known]):
			t.mistake(1, want[known], FaultTwice, 0)
		default:
			columns[i] = want[known]
		}
	}
	for _, name := range want {
		if !slices.Contains(columns, name) {
			t.mistake(1, name, survey.FaultRequired, 0)
		}
	}
	return columns
}

// clip shortens what is shown of a head that nobody knows.
func clip(name string) string {
	const most = 40
	if runes := []rune(name); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return name
}

// row takes one line in. A spreadsheet leaves lines without anything behind.
func (t *table) row(line int, columns, cells []string) {
	if !slices.ContainsFunc(cells, func(s string) bool { return strings.TrimSpace(s) != "" }) {
		return
	}
	r := row{line: line, keys: make(map[string]string, len(columns))}
	if len(cells) != len(columns) {
		t.mistake(line, "", FaultCells, len(columns))
		t.rows = append(t.rows, r)
		return
	}
	for i, cell := range cells {
		if columns[i] == SerialColumn {
			r.serial = strings.TrimSpace(cell)
		} else {
			r.keys[columns[i]] = cell
		}
	}
	t.rows = append(t.rows, r)
}

// number reads 7 and 0007.
func (r *row) number() (int, bool) {
	n, err := strconv.ParseUint(r.serial, 10, 16)
	return int(n), err == nil && len(r.serial) <= 4
}
