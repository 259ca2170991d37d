package report

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"
)

// files are the writers of documents.
var files = map[string]func(io.Writer, *Document) error{"docx": WriteDOCX, "xlsx": WriteXLSX, "csv": WriteCSV}

func fileOf(t testing.TB, kind string, d *Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := files[kind](&b, d); err != nil {
		t.Fatalf("%s: %v", kind, err)
	}
	return b.Bytes()
}

// typed are names that somebody may type.
var typed = map[string]string{
	"markup":      `<b>&amp; "xã" 'A'</b>]]>`,
	"emoji":       "Quầy 😀 một 👨‍👩‍👧‍👦",
	"formula":     `=HYPERLINK("http://evil.example";"bấm")`,
	"command":     "+cmd|' /C calc'!A0",
	"at":          "@SUM(A1:A9)",
	"minus":       "-1+1",
	"right":       "\u202eyầuQ \u2067Quầy\u2069 \u200fشارع",
	"controls":    "Quầy\x00\x07\x1b\ufffe\uffff 4\r\n\u2028Hộ tịch",
	"bad bytes":   "Quầy \xff\xfe\xc3 5",
	"decomposed":  "Tru\u0323 so\u031b\u0309 tie\u0302\u0301p da\u0302n",
	"disguised":   "a_x0041_x0042_b_x000D_",
	"200 letters": strings.Repeat("W", 200),
	"200 words":   string([]rune(strings.Repeat("Trung tâm Phục vụ hành chính công ", 7))[:200]),
	"tab":         "\t=1+1",
}

// hostile is the document of a commune of which every name is s.
func hostile(t *testing.T, s string) *Document {
	t.Helper()
	src := opened(t, responses(halves(forty())))
	src.Templates = catalogue{spoken()}
	r := compiled(t, src, Request{Campaign: "quy-4", Period: quarter(t)})
	return Draft(renamed(r, s), nil, today, Written{})
}

func renamed(r *Report, s string) *Report {
	c := *r
	c.Unit.Name, c.Unit.Authority, c.Campaign.Name = vi(s), vi(s), vi(s)
	c.Places, c.Fields, c.Choices = slices.Clone(r.Places), slices.Clone(r.Fields), slices.Clone(r.Choices)
	for i := range c.Places {
		c.Places[i].Name = vi(s)
	}
	for i := range c.Fields {
		c.Fields[i].Name = vi(s)
	}
	for i := range c.Choices {
		c.Choices[i].Text = vi(s)
	}
	return &c
}

func TestNoNameSpoilsAFile(t *testing.T) {
	for name, s := range typed {
		d := hostile(t, s)
		for kind := range files {
			file := fileOf(t, kind, d)
			if kind != "csv" {
				wellFormed(t, name+" "+kind, file)
			}
		}
		book, err := excelize.OpenReader(bytes.NewReader(fileOf(t, "xlsx", d)))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		want := plain(s)
		if got, _ := book.GetCellValue("B5a", "A4"); strings.TrimSuffix(got, few) != want {
			t.Errorf("%s: the workbook gives back %q, want %q", name, got, want)
		}
		onlyOurFormulas(t, book)
		if err := book.Close(); err != nil {
			t.Error(err)
		}
		lines, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(fileOf(t, "csv", d)), byteOrderMark))).ReadAll()
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for _, line := range lines {
			for i, cell := range line {
				if i < len(line)-1 && armed.MatchString(cell) {
					t.Errorf("%s: cell %q begins a formula", name, cell)
				}
			}
		}
	}
}

// onlyOurFormulas holds that every formula computes from cells and nothing else.
func onlyOurFormulas(t *testing.T, book *excelize.File) {
	t.Helper()
	for _, sheet := range book.GetSheetList() {
		rows, err := book.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for y := range rows {
			for x := range 14 {
				f, err := book.GetCellFormula(sheet, cellName(x, y+1))
				if err != nil {
					t.Fatal(err)
				}
				if f != "" && !strings.HasPrefix(f, "IF(") && !strings.HasPrefix(f, "ROUND(") || strings.Contains(f, "REF") {
					t.Errorf("%s %s holds the formula %q", sheet, cellName(x, y+1), f)
				}
			}
		}
	}
}

func wellFormed(t *testing.T, name string, file []byte) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for d := xml.NewDecoder(r); ; {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Errorf("%s: %s: %v", name, f.Name, err)
				break
			}
		}
	}
}

func TestTheFilesOfARandomlyNamedReportAreWhole(t *testing.T) {
	src := opened(t, responses(halves(forty())))
	src.Templates = catalogue{spoken()}
	r := compiled(t, src, Request{Campaign: "quy-4", Period: quarter(t)})
	rapid.Check(t, func(rt *rapid.T) {
		s := nasty().Draw(rt, "name")
		d := Draft(renamed(r, s), nil, today, Written{})
		wellFormed(t, fmt.Sprintf("docx of %q", s), fileOf(t, "docx", d))
		wellFormed(t, fmt.Sprintf("xlsx of %q", s), fileOf(t, "xlsx", d))
	})
}

func TestTheSameReportIsTheSameBytes(t *testing.T) {
	list := responses(halves(forty()))
	for kind := range files {
		d := drafted(t, list, Request{Campaign: "quy-4", Period: quarter(t)})
		again := drafted(t, list, Request{Campaign: "quy-4", Period: quarter(t)})
		if !bytes.Equal(fileOf(t, kind, d), fileOf(t, kind, again)) {
			t.Errorf("two %s files of one report differ", kind)
		}
	}
}

func TestAFullDiskIsReportedByEveryWriter(t *testing.T) {
	d := drafted(t, responses(forty()), Request{Campaign: "quy-4", Period: quarter(t)})
	for kind, write := range files {
		size := len(fileOf(t, kind, d))
		for room := 0; room < size; room += size/7 + 1 {
			if err := write(&full{room}, d); !errors.Is(err, errFull) {
				t.Errorf("%s with room for %d of %d bytes: %v", kind, room, size, err)
			}
		}
	}
}

func TestAWorkbookLeavesNoTemporaryFile(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	d := drafted(t, responses(forty()), Request{Campaign: "quy-4", Period: quarter(t)})
	fileOf(t, "xlsx", d)
	left, err := os.ReadDir(os.TempDir())
	if err != nil || len(left) > 0 {
		t.Errorf("%d files left, %v", len(left), err)
	}
}

func TestTheWholeReportAsJSON(t *testing.T) {
	list := responses(halves(forty()))
	list[1].Place = "nho"
	r := compiled(t, opened(t, list), Request{Campaign: "quy-4", Period: quarter(t)})
	var b bytes.Buffer
	if err := WriteJSON(&b, r); err != nil {
		t.Fatal(err)
	}
	golden(t, "report.json", indented(t, b.String()))
	var got struct {
		Places []struct {
			Hidden    bool
			Responses *int
			Overall   *struct{}
		}
	}
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	for _, p := range got.Places {
		if p.Hidden == (p.Responses != nil) || p.Hidden == (p.Overall != nil) {
			t.Errorf("a part is %+v", p)
		}
	}
}

func TestTheFlatTablesAsCSV(t *testing.T) {
	golden(t, "report.csv", fileOf(t, "csv", drafted(t, responses(halves(forty())), Request{Campaign: "quy-4", Period: quarter(t)})))
}

func TestResponsesInAWorkbookAreReadBack(t *testing.T) {
	list := told()
	list[0].Comment += "\x00_x0041_x0042_"
	file := written(t, WriteResponsesXLSX, list)
	wellFormed(t, "responses", file)
	book, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	rows, err := book.GetRows("Phiếu")
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"date", "unit", "place", "counter", "channel", "field", "HL0", "TC", "TT", "CC", "KQ", "PA", "A3", "X1", "UT", "excluded", "comment", "flags"},
		{"01/10/2026", "ninh-giang", "vinh-hoa", "quay-1", "paper", "", "5", "1", "2", "3", "4", "5", "truc-tiep", "4", "nhanh;thai-do", "0",
			"Cán bộ nhiệt tình, nói \"cảm ơn\"; tốt\nhai dòng <b> & 😀\ufffd_x0041_x0042_", "fast+clone"},
		{"02/10/2026", "ninh-giang", "trung-tam", "quay-1", "qr", "DATDAI", "4", "na", "invalid", "", "na", "", "truc-tuyen", "na", "it-giay", "0", `=HYPERLINK("http://x";"y")`},
	}
	for i, line := range want {
		if !slices.Equal(rows[i], line) {
			t.Errorf("row %d is\n%q, want\n%q", i, rows[i], line)
		}
	}
	for y := range rows {
		for x := range 17 {
			if f, _ := book.GetCellFormula("Phiếu", cellName(x, y+1)); f != "" {
				t.Errorf("%s holds the formula %q", cellName(x, y+1), f)
			}
		}
	}
}

func FuzzWorkbookText(f *testing.F) {
	for _, s := range []string{"=1+1", "_x0041_", "_x005F_x0041_", "\x00", "\xff", "\ufffe", "]]>", "_x_x0041_", "a\r\nb"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		list := told()[:1]
		list[0].Comment = s
		var b bytes.Buffer
		if err := WriteResponsesXLSX(&b, outlineOf(), stream(list, nil)); err != nil {
			t.Fatal(err)
		}
		wellFormed(t, "responses", b.Bytes())
		book, err := excelize.OpenReader(&b)
		if err != nil {
			t.Fatal(err)
		}
		defer book.Close()
		got, err := book.GetCellValue("Phiếu", "Q2")
		if err != nil {
			t.Fatal(err)
		}
		if want := readable(s); got != want {
			t.Errorf("%q is read back as %q, want %q", s, got, want)
		}
	})
}

// readable is what XML can give back of a text, as the standard library escapes it.
func readable(s string) string {
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(s)); err != nil {
		return ""
	}
	var back string
	if err := xml.Unmarshal([]byte("<t>"+b.String()+"</t>"), &back); err != nil {
		return "unreadable"
	}
	return back
}

func TestASheetHasAnEnd(t *testing.T) {
	list := slices.Repeat(told(), 3)
	for most, want := range map[int]error{len(list) + 1: nil, len(list): ErrTooMany} {
		sheet := &sheetWriter{outline: outlineOf(), template: sample(), questions: answerable(sample()), most: most}
		if err := writeSheet(io.Discard, sheet, stream(list, nil)); !errors.Is(err, want) {
			t.Errorf("%d responses on %d lines: %v, want %v", len(list), most, err, want)
		}
	}
}
