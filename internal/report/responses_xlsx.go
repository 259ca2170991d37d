package report

import (
	"archive/zip"
	"bufio"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"
	"time"

	"hailong/internal/survey"
)

// mostRows is the number of lines that a sheet may have, one of them the head.
const mostRows = 1 << 20

// ErrTooMany: there are more responses than a sheet has lines. CSV has no end.
var ErrTooMany = errors.New("more responses than a sheet of a workbook holds")

// WriteResponsesXLSX writes one line for each response into a workbook, with the
// same columns as the CSV file: levels and dates are numbers, all else strings,
// so that no text is ever a formula.
//
// It is written by hand and streamed: memory stays flat, and the time is that of
// compressing. The same responses give the same bytes. On an error what was
// written is no workbook.
func WriteResponsesXLSX(w io.Writer, outline *Report, responses iter.Seq2[*survey.Response, error]) error {
	t := outline.Template
	return writeSheet(w, &sheetWriter{outline: outline, template: t, questions: answerable(t), most: mostRows}, responses)
}

func writeSheet(w io.Writer, sheet *sheetWriter, responses iter.Seq2[*survey.Response, error]) error {
	z := zip.NewWriter(w)
	for _, p := range sheetParts {
		if err := addPart(z, p.name, p.xml); err != nil {
			return fmt.Errorf("export responses: %w", err)
		}
	}
	out, err := z.CreateHeader(partHeader("xl/worksheets/sheet1.xml"))
	if err != nil {
		return fmt.Errorf("export responses: %w", err)
	}
	sheet.out = bufio.NewWriterSize(out, 16<<10)
	if err := sheet.write(responses); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("export responses: %w", err)
	}
	return nil
}

// partHeader is the entry of a part of the workbook. The time is the first that
// an archive can name, whenever it is written.
func partHeader(name string) *zip.FileHeader {
	return &zip.FileHeader{Name: name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)}
}

func addPart(z *zip.Writer, name, content string) error {
	out, err := z.CreateHeader(partHeader(name))
	if err == nil {
		_, err = io.WriteString(out, xml.Header+content)
	}
	return err
}

const (
	sheetSpace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	linkSpace  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packSpace  = "http://schemas.openxmlformats.org/package/2006/"
	sheetMedia = "application/vnd.openxmlformats-officedocument.spreadsheetml."
)

// The styles of the cells that have one: the head and a day.
const styleHead, styleDay = "1", "2"

// sheetParts are the parts of the workbook beside its sheet.
var sheetParts = []struct{ name, xml string }{
	{"[Content_Types].xml", `<Types xmlns="` + packSpace + `content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/xl/workbook.xml" ContentType="` + sheetMedia + `sheet.main+xml"/>` +
		`<Override PartName="/xl/worksheets/sheet1.xml" ContentType="` + sheetMedia + `worksheet+xml"/>` +
		`<Override PartName="/xl/styles.xml" ContentType="` + sheetMedia + `styles+xml"/></Types>`},
	{"_rels/.rels", `<Relationships xmlns="` + packSpace + `relationships">` +
		`<Relationship Id="rId1" Type="` + linkSpace + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
	{"xl/workbook.xml", `<workbook xmlns="` + sheetSpace + `" xmlns:r="` + linkSpace + `">` +
		`<sheets><sheet name="Phiếu" sheetId="1" r:id="rId1"/></sheets></workbook>`},
	{"xl/_rels/workbook.xml.rels", `<Relationships xmlns="` + packSpace + `relationships">` +
		`<Relationship Id="rId1" Type="` + linkSpace + `/worksheet" Target="worksheets/sheet1.xml"/>` +
		`<Relationship Id="rId2" Type="` + linkSpace + `/styles" Target="styles.xml"/></Relationships>`},
	{"xl/styles.xml", `<styleSheet xmlns="` + sheetSpace + `"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>` +
		`<fonts count="2"><font><sz val="11"/><name val="Times New Roman"/></font><font><b/><sz val="11"/><name val="Times New Roman"/></font></fonts>` +
		`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
		`<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>` +
		`<cellXfs count="3"><xf fontId="0"/><xf fontId="1" applyFont="1"/><xf numFmtId="164" fontId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`},
}

// A sheetWriter writes one line after the other in the same space.
type sheetWriter struct {
	out       *bufio.Writer
	outline   *Report
	template  *survey.Template
	questions []*survey.Question
	most      int // lines
	b         []byte
	ticked    []string
}

func (s *sheetWriter) write(responses iter.Seq2[*survey.Response, error]) error {
	s.head()
	if _, err := s.out.Write(s.b); err != nil {
		return fmt.Errorf("export responses: %w", err)
	}
	rows := 1
	err := write(s.template, responses, func(r *survey.Response) error {
		if rows++; rows > s.most {
			return ErrTooMany
		}
		_, err := s.out.Write(s.row(r))
		return err
	})
	if err != nil {
		return err
	}
	s.out.WriteString("</sheetData></worksheet>") //nolint:errcheck // bufio keeps the first error, Flush returns it
	if err := s.out.Flush(); err != nil {
		return fmt.Errorf("export responses: %w", err)
	}
	return nil
}

func (s *sheetWriter) head() {
	s.b = append(s.b[:0], xml.Header+`<worksheet xmlns="`+sheetSpace+`"><sheetViews><sheetView workbookViewId="0">`+
		`<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`+
		`<cols><col min="1" max="6" width="14" customWidth="1"/></cols><sheetData><row>`...)
	for _, name := range []string{"date", "unit", "place", "counter", "channel", "field"} {
		s.text(name, styleHead)
	}
	for _, q := range s.questions {
		s.text(q.Code, styleHead)
	}
	s.text("excluded", styleHead)
	s.text("comment", styleHead)
	s.text("flags", styleHead)
	s.b = append(s.b, "</row>"...)
}

func (s *sheetWriter) row(r *survey.Response) []byte {
	s.b = append(s.b[:0], "<row>"...)
	s.number(int64(r.Date)+excelEpoch, styleDay)
	for _, v := range [...]string{r.Unit, r.Place, r.Counter, string(r.Channel), r.Field} {
		s.text(v, "")
	}
	for _, q := range s.questions {
		s.answer(q, r.Answers)
	}
	s.number(int64(s.outline.mark(r)), "")
	s.text(r.Comment, "")
	s.text(r.Flags.String(), "")
	s.b = append(s.b, "</row>"...)
	return s.b
}

// excelEpoch is the day 1970-01-01 as spreadsheets count days.
const excelEpoch = 25569

func (s *sheetWriter) answer(q *survey.Question, a survey.Answers) {
	if q.Kind == survey.KindMulti {
		s.ticked = ticked(s.ticked, s.template, q, a)
		s.text(strings.Join(s.ticked, ";"), "")
		return
	}
	cell := a[s.template.Column(q)]
	if q.Kind == survey.KindLevel && cell != survey.CellBlank && cell <= survey.Levels {
		s.number(int64(cell), "")
		return
	}
	s.text(word(q, cell), "")
}

func (s *sheetWriter) number(n int64, style string) {
	s.b = append(s.b, "<c"...)
	if style != "" {
		s.b = append(append(append(s.b, ` s="`...), style...), '"')
	}
	s.b = append(strconv.AppendInt(append(s.b, "><v>"...), n, 10), "</v></c>"...)
}

// text appends a string cell; none is an empty cell. A string is never a formula.
func (s *sheetWriter) text(v, style string) {
	if v == "" {
		s.b = append(s.b, "<c/>"...)
		return
	}
	s.b = append(s.b, `<c t="inlineStr"`...)
	if style != "" {
		s.b = append(append(append(s.b, ` s="`...), style...), '"')
	}
	s.b = append(s.b, `><is><t xml:space="preserve">`...)
	if harmless(v) && !strings.Contains(v, "_x") {
		s.b = append(s.b, v...)
	} else {
		var b strings.Builder
		_ = xml.EscapeText(&b, []byte(disguised(v))) // a Builder never fails
		s.b = append(s.b, b.String()...)
	}
	s.b = append(s.b, "</t></is></c>"...)
}

// mostLetters is how much text a cell holds.
const mostLetters = 32767

// disguised keeps text from being read as something else: an underscore that
// would begin a character in disguise is disguised itself. XML replaces what it
// cannot hold; what no cell has room for is cut.
func disguised(s string) string {
	if len(s) > mostLetters {
		if r := []rune(s); len(r) > mostLetters {
			s = string(r[:mostLetters])
		}
	}
	var b strings.Builder
	from := 0
	for i := range len(s) {
		if disguise(s[i:]) {
			b.WriteString(s[from:i] + "_x005F")
			from = i
		}
	}
	return b.String() + s[from:]
}

// disguise reports whether text begins like _x0041_, which spreadsheets read as
// the letter A.
func disguise(s string) bool {
	const form = "_x0000_"
	if len(s) < len(form) || s[:2] != form[:2] || s[len(form)-1] != '_' {
		return false
	}
	_, err := strconv.ParseUint(s[2:len(form)-1], 16, 16)
	return err == nil
}
