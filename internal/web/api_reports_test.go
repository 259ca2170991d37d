package web_test

import (
	"bytes"
	"fmt"
	"mime"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"hailong/internal/staff"
)

// reportMedia are the formats of a report and how each begins.
var reportMedia = map[string]struct{ media, begins string }{
	"docx": {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "PK\x03\x04"},
	"pdf":  {"application/pdf", "%PDF-"},
	"xlsx": {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "PK\x03\x04"},
	"csv":  {"text/csv; charset=utf-8", "\ufefftable,"},
	"json": {"application/json", `{"period":"2026-Q4"`},
}

// answers sends n sheets to the short campaign.
func (s *site) answers(n int) {
	s.t.Helper()
	for i := range n {
		s.postJSON("/api/v1/s/DEMO", fmt.Sprintf(`{"key":"0123456789abcdef-%d","answers":{"HL0":%d,"TC":5,"KQ":"na"},"comment":"=1+1","field":"HOTICH"}`, i, 1+i%5)).
			wants(s.t, http.StatusCreated)
	}
}

func TestAReportIsAFileInEveryFormat(t *testing.T) {
	s := newSite(t)
	s.answers(12)
	token := s.token(staff.Officer)
	for extension, want := range reportMedia {
		r := s.getAs(token, "/api/v1/reports/dot-demo/2026-Q4."+extension)
		r.wants(t, http.StatusOK)
		if got := r.Header.Get("Content-Type"); got != want.media || !strings.HasPrefix(r.body, want.begins) {
			t.Errorf("%s: %s, begins with %.20q", extension, got, r.body)
		}
		kind, names, err := mime.ParseMediaType(r.Header.Get("Content-Disposition"))
		if err != nil || kind != "attachment" || names["filename"] != "bao-cao-dot-demo-2026-Q4."+extension {
			t.Errorf("%s: %s, %v, %v", extension, kind, names, err)
		}
		if got := r.Header.Get("Cache-Control"); got != "no-store" {
			t.Errorf("%s: Cache-Control %q", extension, got)
		}
	}
	for _, period := range []string{"2026-H2", "2026", "2026-Q3"} {
		s.getAs(token, "/api/v1/reports/dot-demo/"+period+".pdf").wants(t, http.StatusOK, "%PDF-")
	}
}

func TestAReportThatCannotBeMadeIsAProblemAndNoFile(t *testing.T) {
	s := newSite(t)
	token := s.token(staff.Officer)
	for path, status := range map[string]int{
		"/api/v1/reports/khong-co/2026-Q4.docx":                  http.StatusNotFound,
		"/api/v1/reports/dot-demo/2026-Q4.exe":                   http.StatusNotFound,
		"/api/v1/reports/dot-demo/2026-Q4":                       http.StatusNotFound,
		"/api/v1/reports/dot-demo/2026-Q5.docx":                  http.StatusBadRequest,
		"/api/v1/reports/dot-demo/.docx":                         http.StatusNotFound,
		"/api/v1/reports/dot-demo/2026-Q4.docx?place=trung-tam":  http.StatusBadRequest,
		"/api/v1/reports/dot-demo/2026-Q4.docx?x=1":              http.StatusBadRequest,
		"/api/v1/export.xlsx?campaign=dot-demo&period=2026-Q9":   http.StatusBadRequest,
		"/api/v1/export.xlsx?campaign=khong-co":                  http.StatusNotFound,
		"/api/v1/export.xlsx?campaign=dot-demo&place=trung-taam": http.StatusBadRequest,
	} {
		r := s.getAs(token, path)
		r.wants(t, status)
		if r.Header.Get("Content-Type") != "application/problem+json" || r.Header.Get("Content-Disposition") != "" {
			t.Errorf("%s: %s, %q", path, r.Header.Get("Content-Type"), r.Header.Get("Content-Disposition"))
		}
	}
}

func TestWhoMayHaveWhichFile(t *testing.T) {
	s := newSite(t)
	s.answers(9) // too few for who may read totals only
	for _, role := range staff.Roles {
		token := s.token(role)
		report, export := http.StatusOK, http.StatusOK
		if !role.May(staff.ExportResponses) {
			report, export = http.StatusForbidden, http.StatusForbidden
		}
		for extension := range reportMedia {
			s.getAs(token, "/api/v1/reports/dot-demo/2026-Q4."+extension).wants(t, report)
		}
		s.getAs(token, "/api/v1/export.xlsx?campaign=dot-demo").wants(t, export)
	}
	s.get("/api/v1/reports/dot-demo/2026-Q4.docx").wants(t, http.StatusUnauthorized)
	s.get("/api/v1/export.xlsx?campaign=dot-demo").wants(t, http.StatusUnauthorized)
	s.postJSON("/api/v1/s/DEMO", `{"key":"0123456789abcdef-the-tenth","answers":{"HL0":5}}`).wants(t, http.StatusCreated)
	for _, role := range staff.Roles {
		status := http.StatusOK
		if !role.May(staff.ReadFigures) {
			status = http.StatusForbidden
		}
		token := s.token(role)
		r := s.getAs(token, "/api/v1/reports/dot-demo/2026-Q4.csv")
		r.wants(t, status)
		if status == http.StatusOK && strings.Contains(r.body, "=1+1") {
			t.Errorf("%s reads a comment in the report", role)
		}
	}
}

func TestTheOfficePageOffersTheReportOfTheWholeOnly(t *testing.T) {
	s := newSite(t)
	s.answers(12)
	s.account("lan", staff.Officer)
	s.account("tam", staff.Centre)
	page := func(name, path string) reply {
		r := s.request(http.MethodGet, path, nil)
		r.AddCookie(s.login(name))
		return s.do(r)
	}
	for _, extension := range []string{"docx", "pdf", "xlsx", "csv"} {
		link := "/api/v1/reports/dot-demo/2026-Q4." + extension
		for _, name := range []string{"lan", "tam"} {
			page(name, "/office?campaign=dot-demo").wants(t, http.StatusOK, "Tải báo cáo", `href="`+link+`"`)
			page(name, link).wants(t, http.StatusOK)
		}
	}
	page("lan", "/office?campaign=dot-demo").wants(t, http.StatusOK, "/api/v1/export.xlsx?")
	if r := page("lan", "/office?campaign=dot-demo&channel=qr"); strings.Contains(r.body, "Tải báo cáo") {
		t.Error("a narrowed page offers the report of the whole")
	}
}

func TestTheExportAsAWorkbookHasALineForEachResponse(t *testing.T) {
	s := newSite(t)
	s.answers(3)
	r := s.getAs(s.token(staff.Officer), "/api/v1/export.xlsx?campaign=dot-demo&period=2026-Q4")
	r.wants(t, http.StatusOK)
	book, err := excelize.OpenReader(bytes.NewReader([]byte(r.body)))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	rows, err := book.GetRows("Phiếu")
	if err != nil || len(rows) != 4 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	column := slices.Index(rows[0], "comment")
	if column < 0 {
		t.Fatalf("no comment among %q", rows[0])
	}
	cell, err := excelize.CoordinatesToCellName(column+1, 2)
	if err != nil {
		t.Fatal(err)
	}
	if f, _ := book.GetCellFormula("Phiếu", cell); rows[1][column] != "=1+1" || f != "" {
		t.Errorf("the comment is %q, its formula %q", rows[1][column], f)
	}
	if got := r.Header.Get("Content-Disposition"); got != "attachment; filename=phieu-dot-demo-2026-Q4.xlsx" {
		t.Errorf("the file is called %q", got)
	}
}
