package campaign

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"hailong/internal/period"
	"hailong/internal/survey"
)

// MaxTable is the most bytes of a table of volumes, a hundred times what the
// longest list of fields takes.
const MaxTable = 1 << 20

// maxFaults ends the reading of a file that is no table at all.
const maxFaults = 100

// A BadTable error lists what is wrong with a table of volumes, so that it is
// mended in one go: everything, up to a hundred lines. Nothing of such a table is
// kept.
type BadTable struct{ Lines []BadLine }

// A BadLine is one thing wrong with a table.
type BadLine struct {
	// Line is that of the file, from 1; 0 is the table as a whole.
	Line int
	// What is
	//
	//	large     a number above MaxVolume, or the whole file above MaxTable
	//	encoding  not UTF-8
	//	quotes    a quotation mark that opens or closes nothing
	//	columns   not a field and a number
	//	field     no field of the unit has this code or name
	//	twice     the field, or the total, stands in an earlier line too
	//	number    not a whole number
	//	negative  a number below 0
	//	total     not the sum of the fields, or nothing at all
	What string
	// Value is the entry that is meant, as it stands there.
	Value string
}

// Error lists the lines.
func (e *BadTable) Error() string {
	parts := make([]string, len(e.Lines))
	for i, l := range e.Lines {
		parts[i] = fmt.Sprintf("line %d: %s", l.Line, l.What)
		if l.Value != "" {
			parts[i] += fmt.Sprintf(" %.40q", l.Value)
		}
	}
	return "volume table: " + strings.Join(parts, ", ")
}

// ImportVolume reads a table (ReadVolume) and keeps it, if all of it is right, in
// place of what was known of the campaign and period. Errors: *BadTable,
// *BadVolume, survey.ErrNotFound where there is no such campaign.
func (o *Office) ImportVolume(ctx context.Context, campaign string, p period.Period, r io.Reader) (Volume, error) {
	fields, err := o.fields(ctx, campaign)
	if err != nil {
		return Volume{}, err
	}
	v, err := ReadVolume(r, fields)
	if err != nil {
		return v, err
	}
	v.Campaign, v.Period = campaign, p
	return o.SetVolume(ctx, v)
}

// ReadVolume reads a table as Vietnamese spreadsheets write it: UTF-8 with or
// without a mark, columns parted by commas or semicolons, and 1.234 for a
// thousand and more. Each line holds the code or the Vietnamese name of a service
// field and its number; a line "Tổng cộng" holds the total. The heading, "lĩnh
// vực" and "số giao dịch", may be missing. The error is a *BadTable or that of
// the reader.
func ReadVolume(r io.Reader, fields []survey.Field) (Volume, error) {
	raw, err := io.ReadAll(io.LimitReader(r, MaxTable+1))
	if err != nil {
		return Volume{}, fmt.Errorf("read volume table: %w", err)
	}
	raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
	switch {
	case len(raw) > MaxTable:
		return Volume{}, &BadTable{[]BadLine{{What: "large"}}}
	case !utf8.Valid(raw):
		return Volume{}, &BadTable{[]BadLine{{What: "encoding"}}}
	}
	t := table{names: names(fields), at: map[string]int{}}
	t.read(raw)
	if len(t.bad) == 0 {
		t.whole(fields)
	}
	if len(t.bad) > 0 {
		return Volume{}, &BadTable{t.bad}
	}
	return t.volume, nil
}

// A table is one that is being read.
type table struct {
	names  map[string]string
	volume Volume
	at     map[string]int // by field, "" for the total: the line
	bad    []BadLine
}

// The headings that are passed over, and what the line of the total is called.
const heading = "lĩnh vực"

var totals = []string{"tổng cộng", "tổng số", "tổng"}

// names returns the codes of fields by what they may be called in a table. Of two
// with one name the first is meant, which is the one on offer.
func names(fields []survey.Field) map[string]string {
	by := map[string]string{}
	for _, f := range slices.Backward(fields) {
		by[spoken(f.Text.In(survey.Vietnamese))] = f.Code
	}
	for _, f := range fields {
		by[spoken(f.Code)] = f.Code
	}
	return by
}

// spoken is what is left of an entry for the ear.
func spoken(s string) string {
	return strings.Join(strings.Fields(strings.ToLower(survey.Clean(s))), " ")
}

func (t *table) read(raw []byte) {
	c := csv.NewReader(bytes.NewReader(raw))
	c.Comma, c.FieldsPerRecord, c.TrimLeadingSpace = comma(raw), -1, true
	for len(t.bad) < maxFaults {
		row, err := c.Read()
		if errors.Is(err, io.EOF) {
			return
		}
		var broken *csv.ParseError
		if errors.As(err, &broken) {
			// Where the quotation ends nobody knows, nor where the next line begins.
			t.bad = append(t.bad, BadLine{Line: broken.StartLine, What: "quotes"})
			return
		}
		line, _ := c.FieldPos(0)
		t.row(line, row)
	}
}

// comma returns what parts the columns: a semicolon if the first line has one
// outside of quotes, since Vietnamese spreadsheets write those.
func comma(raw []byte) rune {
	first, _, _ := bytes.Cut(bytes.TrimLeft(raw, "\r\n"), []byte("\n"))
	quoted := false
	for _, b := range first {
		switch {
		case b == '"':
			quoted = !quoted
		case b == ';' && !quoted:
			return ';'
		}
	}
	return ','
}

func (t *table) row(line int, row []string) {
	for len(row) > 2 && strings.TrimSpace(row[len(row)-1]) == "" {
		row = row[:len(row)-1] // empty columns of a spreadsheet
	}
	name := spoken(row[0])
	switch {
	case name == "" && strings.TrimSpace(strings.Join(row, "")) == "":
		return
	case name == heading && len(t.at) == 0:
		return
	case len(row) != 2:
		t.fault(line, "columns", strings.Join(row, " "))
		return
	}
	code, known := t.names[name]
	if !known && !slices.Contains(totals, name) {
		t.fault(line, "field", row[0])
		return
	}
	if _, twice := t.at[code]; twice {
		t.fault(line, "twice", row[0])
		return
	}
	t.at[code] = line
	n, what := Number(row[1])
	if what != "" {
		t.fault(line, what, row[1])
		return
	}
	switch {
	case known:
		t.volume.Fields = append(t.volume.Fields, FieldVolume{code, n})
	case n == 0: // which would mean that nobody knows
		t.fault(line, "total", row[1])
	default:
		t.volume.Total = n
	}
}

func (t *table) fault(line int, what, value string) {
	t.bad = append(t.bad, BadLine{line, what, strings.TrimSpace(value)})
}

// whole looks at what only all lines together tell.
func (t *table) whole(fields []survey.Field) {
	wrong := new(BadVolume)
	if errors.As(t.volume.check(fields), &wrong) {
		t.bad = append(t.bad, BadLine{Line: t.at[""], What: wrong.What})
	}
}

// grouped are whole numbers, plain or with a dot at every thousand.
var grouped = regexp.MustCompile(`^[+-]?([0-9]+|[0-9]{1,3}(\.[0-9]{3})+)$`)

// Number reads 1234 or 1.234 as people and spreadsheets write it, or tells what is
// wrong with it: number, negative or large, as in a BadLine.
func Number(s string) (n int64, what string) {
	s = strings.TrimSpace(s)
	if !grouped.MatchString(s) {
		return 0, "number"
	}
	n, err := strconv.ParseInt(strings.ReplaceAll(s, ".", ""), 10, 64)
	switch {
	case n < 0:
		return 0, "negative"
	case err != nil || n > MaxVolume:
		return 0, "large"
	}
	return n, ""
}
