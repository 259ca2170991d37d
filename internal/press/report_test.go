package press_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"html"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"hailong/internal/catalog"
	"hailong/internal/index"
	"hailong/internal/period"
	"hailong/internal/press"
	"hailong/internal/report"
	"hailong/internal/store"
	"hailong/internal/store/sqlitestore"
	"hailong/internal/survey"
	"hailong/internal/tally"
	templates "hailong/survey-templates"
)

// A commune is a store with two quarters of responses to the full questionnaire.
type commune struct {
	*press.Press
	source report.Source
}

type streaming struct{ store.Responses }

func (s streaming) Count(ctx context.Context, scope survey.Scope, t *survey.Template, splits ...*tally.Split) (*tally.Tally, error) {
	return tally.Count(ctx, s.Responses.Responses(ctx, scope), t, splits...)
}

func vi(s string) survey.Text { return survey.Text{survey.Vietnamese: s} }

// newCommune has n responses in each of two quarters, and every name with mark.
func newCommune(t *testing.T, n int, mark string) *commune {
	t.Helper()
	ctx := t.Context()
	s, err := sqlitestore.Open(ctx, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	c, err := catalog.Load(templates.FS)
	if err != nil {
		t.Fatal(err)
	}
	full, err := c.Latest("full")
	if err != nil {
		t.Fatal(err)
	}
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	check(store.Units.Create(ctx, s, "ninh-giang", survey.Unit{Code: "ninh-giang", Name: vi("xã Ninh Giang" + mark), Authority: vi("Ủy ban nhân dân xã Ninh Giang" + mark)}))
	for _, p := range []string{"trung-tam", "vinh-hoa"} {
		check(store.Places.Create(ctx, s, p, survey.Place{Code: p, Unit: "ninh-giang", Name: vi("Điểm " + p + mark), Counters: []survey.Counter{{Code: "1"}}}))
	}
	check(store.Campaigns.Create(ctx, s, "dot", survey.Campaign{Code: "dot", Unit: "ninh-giang", Name: vi("Đợt" + mark), Template: full.Ref(), Scheme: "calendar"}))
	for batch := range slices.Chunk(answered(full, c.Fields(), n), 500) {
		_, err = s.Insert(ctx, batch)
		check(err)
	}
	return &commune{
		&press.Press{Registry: s, Catalog: c, Now: func() time.Time { return time.Date(2027, 1, 5, 2, 0, 0, 0, time.UTC) }},
		report.Source{Store: s, Counter: streaming{s}, Templates: c, Fields: c.Fields()},
	}
}

// answered is n responses a quarter, of every kind and in every channel.
func answered(full *survey.Template, fields []survey.Field, n int) []survey.Response {
	var list []survey.Response
	for i := range 2 * n {
		r := survey.Response{
			ID: survey.IDOf("dot", fmt.Sprint(i)), Template: full.Ref(), Campaign: "dot", Unit: "ninh-giang", Place: "trung-tam", Counter: "1",
			Channel: survey.Channels[i%7%len(survey.Channels)], Field: fields[i/2%len(fields)].Code,
			Date: survey.Day(2026, []time.Month{10, 7}[i%2], 1+i%28), Answers: make(survey.Answers, len(full.Columns())),
		}
		if i%9 == 0 {
			r.Place = "vinh-hoa"
		}
		full.Questions(func(q *survey.Question) {
			at := full.Column(q)
			switch q.Kind {
			case survey.KindLevel:
				r.Answers[at] = byte((i*(at+3) + i/3) % 7)
			case survey.KindChoice:
				r.Answers[at] = byte((i + at) % (len(q.Options) + 1))
			case survey.KindMulti:
				r.Answers[at+i%len(q.Options)] = 1
			}
		})
		list = append(list, r)
	}
	return list
}

func (c *commune) file(t testing.TB, extension string, q report.Request) []byte {
	t.Helper()
	f, ok := press.ReportFileOf(extension)
	if !ok {
		t.Fatalf("no format %s", extension)
	}
	var b bytes.Buffer
	if err := c.Report(context.Background(), &b, c.source, q, f); err != nil {
		t.Fatalf("%s: %v", extension, err)
	}
	return b.Bytes()
}

func quarter(t testing.TB) report.Request {
	t.Helper()
	p, err := period.Parse("2026-Q4")
	if err != nil {
		t.Fatal(err)
	}
	return report.Request{Campaign: "dot", Period: p}
}

// grid is the figures of a table as machines write them, by its code.
type grid map[string][][]string

// csvGrid is the tables of the CSV file.
func csvGrid(t *testing.T, file []byte) grid {
	t.Helper()
	lines, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(file), "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	g, last := make(grid), ""
	for _, line := range lines[1:] {
		if row := line[0] + "/" + line[2]; row != last {
			g[line[0]], last = append(g[line[0]], nil), row
		}
		rows := g[line[0]]
		rows[len(rows)-1] = append(rows[len(rows)-1], line[6])
	}
	return g
}

// docxGrid is the same of the DOCX file: its tables by the code in their caption.
func docxGrid(t *testing.T, file []byte) grid {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	r, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	g, code, row, cell, text, head := make(grid), "", []string(nil), "", false, false
	for d := xml.NewDecoder(r); ; {
		token, err := d.Token()
		if err == io.EOF {
			return g
		}
		if err != nil {
			t.Fatal(err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "tbl":
				code, head = "", true
			case "tblCaption":
				if m := captioned.FindStringSubmatch(e.Attr[0].Value); m != nil {
					code = m[1]
				}
			case "tr":
				row = nil
			case "tc":
				cell = ""
			case "t":
				text = true
			}
		case xml.CharData:
			if text {
				cell += string(e)
			}
		case xml.EndElement:
			switch e.Name.Local {
			case "t":
				text = false
			case "tc":
				row = append(row, cell)
			case "tr":
				if code != "" && len(row) > 1 && !head {
					g[code] = append(g[code], plainRow(row))
				}
				head = false
			}
		}
	}
}

var captioned = regexp.MustCompile(`^Bảng (B\w+)\. `)

// plainRow is the figures of a printed row, without its name.
func plainRow(row []string) []string {
	var list []string
	for _, s := range row[1:] {
		list = append(list, plainFigure(s))
	}
	return list
}

var printed = regexp.MustCompile(`^[+-]?[0-9.]+(,[0-9]{2})?$`)

func plainFigure(s string) string {
	if !printed.MatchString(s) {
		return ""
	}
	s = strings.TrimPrefix(strings.ReplaceAll(s, ".", ""), "+")
	return strings.ReplaceAll(s, ",", ".")
}

// xlsxGrid is the same of a workbook, by the values in its cells.
func xlsxGrid(t *testing.T, file []byte) grid {
	t.Helper()
	book, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	g := make(grid)
	for _, sheet := range book.GetSheetList()[1:] {
		rows, err := book.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows[3:] {
			if len(row) == 0 {
				break // the notes
			}
			if len(row) > 1 && row[1] != "" {
				var list []string
				for i, s := range row[1:] {
					list = append(list, decimals(s, i))
				}
				g[sheet] = append(g[sheet], list)
			}
		}
	}
	return g
}

func decimals(s string, _ int) string {
	if !regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?$`).MatchString(s) {
		return ""
	}
	return s
}

// equal compares figures; a workbook writes 84.00 as 84.
func (g grid) equal(t *testing.T, name string, want grid) {
	t.Helper()
	short := func(s string) string {
		if strings.Contains(s, ".") {
			s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
		}
		return s
	}
	for code, rows := range want {
		if len(g[code]) != len(rows) {
			t.Errorf("%s: table %s has %d rows, want %d", name, code, len(g[code]), len(rows))
			continue
		}
		for i, row := range rows {
			for k := range row {
				if k >= len(g[code][i]) || short(g[code][i][k]) != short(row[k]) {
					t.Errorf("%s: table %s row %d is %q, want %q", name, code, i, g[code][i], row)
					break
				}
			}
		}
	}
}

func TestEveryFileHoldsTheSameFigures(t *testing.T) {
	for _, n := range []int{0, 1, 7, 300} {
		c := newCommune(t, n, "")
		q := quarter(t)
		want := csvGrid(t, c.file(t, "csv", q))
		if n == 300 && (len(want["B4"]) < 22 || len(want["B5b"]) < 5 || len(want["B3"]) != 6) {
			t.Errorf("tables have %d, %d, %d rows", len(want["B4"]), len(want["B5b"]), len(want["B3"]))
		}
		docxGrid(t, c.file(t, "docx", q)).equal(t, "docx", want)
		xlsxGrid(t, c.file(t, "xlsx", q)).equal(t, "xlsx", want)
		jsonAgrees(t, c.file(t, "json", q), want)
		pdfAgrees(t, c.file(t, "pdf", q), docxLines(t, c.file(t, "docx", q)))
		recalculated(t, c.file(t, "xlsx", q), want)
	}
}

// jsonAgrees compares the JSON file with the tables B3, B4 and B5.
func jsonAgrees(t *testing.T, file []byte, want grid) {
	t.Helper()
	type figures struct {
		Satisfied, Valid int
		Percent, Mean    *string
		Counts           []int
		NA               int
	}
	var got struct {
		Overall  figures
		Factors  []figures
		Criteria []figures
		Places   []struct {
			Responses *int
			Overall   *figures
		}
	}
	if err := json.Unmarshal(file, &got); err != nil {
		t.Fatal(err)
	}
	text := func(s *string) string {
		if s == nil {
			return ""
		}
		return *s
	}
	row := func(f figures) []string {
		return []string{fmt.Sprint(f.Satisfied), fmt.Sprint(f.Valid), text(f.Percent), text(f.Mean)}
	}
	if len(want["B3"]) == 0 {
		if got.Overall.Percent != nil {
			t.Errorf("JSON has a figure %s where the files have none", *got.Overall.Percent)
		}
		return
	}
	for i, f := range append(got.Factors, got.Overall) {
		if !slices.Equal(want["B3"][i][:4], row(f)) {
			t.Errorf("JSON factor %d is %q, want %q", i, row(f), want["B3"][i])
		}
	}
	for i, f := range got.Criteria {
		b4 := want["B4"][i]
		list := []string{}
		for _, n := range append(f.Counts, f.NA) {
			list = append(list, fmt.Sprint(n))
		}
		if !slices.Equal(b4[:6], list) || b4[9] != text(f.Percent) || b4[11] != text(f.Mean) {
			t.Errorf("JSON criterion %d is %q, want %q", i, list, b4)
		}
	}
	for i, p := range got.Places {
		if hidden := want["B5a"][i][0] == ""; hidden != (p.Responses == nil) || !hidden && !slices.Equal(want["B5a"][i][1:], row(*p.Overall)) {
			t.Errorf("JSON place %d is %+v, want %q", i, p, want["B5a"][i])
		}
	}
}

// docxLines are the paragraphs of the DOCX file with a figure in them, and the
// cells of its tables.
func docxLines(t *testing.T, file []byte) []string {
	t.Helper()
	return slices.DeleteFunc(docxTexts(t, file), func(s string) bool { return !strings.ContainsAny(s, "0123456789") })
}

func docxTexts(t *testing.T, file []byte) []string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	r, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, p := range strings.Split(string(b), "</w:p>") {
		text := strings.Join(regexp.MustCompile(`<w:t [^>]*>([^<]*)</w:t>`).FindAllString(p, -1), "")
		text = regexp.MustCompile(`<[^>]*>`).ReplaceAllString(text, "")
		if text != "" {
			lines = append(lines, html.UnescapeString(text))
		}
	}
	return lines
}

// figures are the numbers in a text, sorted.
func figures(s string) []string {
	list := regexp.MustCompile(`[+-]?[0-9][0-9.,]*[0-9]|[0-9]`).FindAllString(s, -1)
	slices.Sort(list)
	return list
}

// pdfAgrees holds that the PDF prints the very numbers that the DOCX file does,
// each as often. The heads of tables that a page repeats hold no number but the
// levels of B4 and are left out.
func pdfAgrees(t *testing.T, file []byte, lines []string) {
	t.Helper()
	program(t, "pdftotext", "poppler-utils")
	program(t, "qpdf", "qpdf")
	name := filepath.Join(t.TempDir(), "in.pdf")
	if err := os.WriteFile(name, file, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("qpdf", "--check", name).CombinedOutput(); err != nil {
		t.Errorf("qpdf: %v: %s", err, out)
	}
	out, err := exec.Command("pdftotext", "-layout", name, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	var pages []string
	for i, p := range strings.Split(string(out), "\f") {
		if i > 0 { // the number of the page stands alone in its first line
			_, p, _ = strings.Cut(strings.TrimLeft(p, "\n"), "\n")
		}
		pages = append(pages, p)
	}
	heads := regexp.MustCompile(`Mức\s+\d|\d+/\d+/\d+`)
	pdf := figures(heads.ReplaceAllString(strings.Join(pages, "\n"), " "))
	docx := figures(heads.ReplaceAllString(strings.Join(lines, "\n"), " "))
	if !slices.Equal(pdf, docx) {
		t.Errorf("the PDF prints %d numbers, the DOCX file %d; first difference %s", len(pdf), len(docx), difference(pdf, docx))
	}
}

func difference(a, b []string) string {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return fmt.Sprintf("%q and %q", a[i:min(i+5, len(a))], b[i:min(i+5, len(b))])
		}
	}
	return "at the end"
}

// program skips a test whose program is missing, or fails it where
// HAILONG_TEST_REQUIRE=1 says that there must be one.
func program(t *testing.T, name, from string) {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		if os.Getenv("HAILONG_TEST_REQUIRE") == "1" {
			t.Fatalf("%s is missing; install %s", name, from)
		}
		t.Skipf("%s is missing; install %s", name, from)
	}
}

// convert lets LibreOffice read a file and write it in another format.
func convert(t *testing.T, file []byte, from, to string) []byte {
	t.Helper()
	program(t, "soffice", "libreoffice-writer-nogui libreoffice-calc-nogui")
	dir := t.TempDir()
	name := filepath.Join(dir, "in."+from)
	if err := os.WriteFile(name, file, 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	out, err := exec.CommandContext(ctx, "soffice", "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to", to, "--outdir", filepath.Join(dir, "out"), name).CombinedOutput()
	if err != nil {
		t.Fatalf("soffice: %v: %s", err, out)
	}
	extension, _, _ := strings.Cut(to, ":")
	b, err := os.ReadFile(filepath.Join(dir, "out", "in."+extension))
	if err != nil {
		t.Fatalf("soffice wrote nothing: %s", out)
	}
	return b
}

// recalculated holds that a spreadsheet program which computes every formula
// anew comes to the same figures.
func recalculated(t *testing.T, file []byte, want grid) {
	t.Helper()
	xlsxGrid(t, convert(t, valueless(t, file), "xlsx", "xlsx:Calc MS Excel 2007 XML")).equal(t, "recalculated", want)
}

// valueless is a workbook without the values of its formulas, which a program
// would otherwise take over without computing anything.
func valueless(t *testing.T, file []byte) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for _, f := range in.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		w, err := out.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(regexp.MustCompile(`</f><v>[^<]*</v>`).ReplaceAll(content, []byte("</f>"))); err != nil {
			t.Fatal(err)
		}
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Where a ratio lies in the middle between two figures the program rounds up,
// and so must a spreadsheet with its binary fractions.
func TestASpreadsheetRoundsHalvesAsTheIndexDoes(t *testing.T) {
	table := &report.Table{Code: "B3", Columns: []report.Column{
		{Title: "n"}, {Title: "satisfied", Number: true}, {Title: "valid", Number: true},
		{Title: "%", Number: true, Ratio: "100*{1}/{2}", Whole: "{2}"}}}
	want := grid{}
	for _, valid := range []int64{16, 32, 40, 64, 96, 160, 320, 800, 1600, 3200, 4000, 12000, 32000} {
		for satisfied := range valid {
			if valid <= 320 || satisfied%37 == 1 {
				if 2*10000*satisfied%valid == 0 && 10000*satisfied%valid != 0 {
					p := index.Percent(satisfied, valid)
					table.Rows = append(table.Rows, report.Row{Cells: []report.Cell{{Text: "x"},
						{Text: "s", Plain: fmt.Sprint(satisfied)}, {Text: "v", Plain: fmt.Sprint(valid)}, {Text: "?", Plain: "0.01"}}}) // the value in the file, to be computed anew
					want["B3"] = append(want["B3"], []string{fmt.Sprint(satisfied), fmt.Sprint(valid), p.String()})
				}
			}
		}
	}
	var b bytes.Buffer
	d := &report.Document{Title: "x", Kind: "x", Blocks: []report.Block{table}, Made: survey.Day(2026, 11, 23)}
	if err := report.WriteXLSX(&b, d); err != nil {
		t.Fatal(err)
	}
	if len(want["B3"]) < 100 {
		t.Fatalf("only %d halves", len(want["B3"]))
	}
	recalculated(t, b.Bytes(), want)
}

func TestAWordProcessorReadsTheDocument(t *testing.T) {
	c := newCommune(t, 300, ` <&> 😀 =HYPERLINK("x")`)
	file := c.file(t, "docx", quarter(t))
	text := string(convert(t, file, "docx", "txt:Text (encoded):UTF8"))
	for _, want := range []string{
		"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "BÁO CÁO", `của xã Ninh Giang <&> 😀 =HYPERLINK("x"), quý IV năm 2026`,
		"Bảng B3. Chỉ số hài lòng theo yếu tố", "So với quý III năm 2026", "(Phần này do cơ quan viết)", "TM. ỦY BAN NHÂN DÂN", "PHỤ LỤC",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the document lacks %q", want)
		}
	}
	// Every word in its place: what LibreOffice reads is what was written.
	at := 0
	for _, line := range docxTexts(t, file) {
		i := strings.Index(text[at:], strings.TrimSpace(line))
		if i < 0 {
			t.Errorf("%q is missing, or stands elsewhere", line)
			break
		}
		at += i
	}
	pages := string(convert(t, file, "docx", "pdf"))
	if !strings.HasPrefix(pages, "%PDF-") {
		t.Error("the document is not laid out")
	}
}

func TestEveryFileIsTheSameAllDay(t *testing.T) {
	c := newCommune(t, 40, "")
	for _, f := range press.ReportFiles {
		c.Now = func() time.Time { return time.Date(2027, 1, 5, 2, 0, 0, 0, time.UTC) }
		first := c.file(t, f.Extension, quarter(t))
		c.Now = func() time.Time { return time.Date(2027, 1, 5, 9, 30, 1, 0, time.UTC) }
		if !bytes.Equal(first, c.file(t, f.Extension, quarter(t))) {
			t.Errorf("%s changes during the day", f.Extension)
		}
	}
}

func TestWhoReadsTotalsOnlyComparesNothingHidden(t *testing.T) {
	c := newCommune(t, 12, "")
	q := quarter(t)
	q.Totals = true
	if text := string(c.file(t, "csv", q)); !strings.Contains(text, "Kỳ trước") {
		t.Error("two quarters of 12 are not compared")
	}
	few := newCommune(t, 9, "")
	f, _ := press.ReportFileOf("pdf")
	var b bytes.Buffer
	if err := few.Report(t.Context(), &b, few.source, q, f); !errors.Is(err, report.ErrTooFew) || b.Len() > 0 {
		t.Errorf("nine responses are reported: %v, %d bytes", err, b.Len())
	}
	if _, ok := press.ReportFileOf("exe"); ok {
		t.Error("there is a format exe")
	}
}
