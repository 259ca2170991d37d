package web_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"hailong/internal/staff"
)

func TestEditionsAndTheirFilesAreHadByToken(t *testing.T) {
	s := quarterIsOver(t)
	officer, centre := s.token(staff.Officer), s.token(staff.Centre)
	list := func(token, query string) (editions []struct {
		Campaign, Period, State string
		Number                  int
		Superseded              bool
		Published               *string
		Files                   []string
	}) {
		t.Helper()
		r := s.getAs(token, "/api/v1/editions"+query)
		r.wants(t, http.StatusOK)
		var answer struct{ Editions *json.RawMessage }
		if err := json.Unmarshal([]byte(r.body), &answer); err != nil || answer.Editions == nil {
			t.Fatalf("%s: %v", r.body, err)
		}
		if err := json.Unmarshal(*answer.Editions, &editions); err != nil {
			t.Fatal(err)
		}
		return editions
	}
	if got := list(officer, ""); len(got) != 0 {
		t.Errorf("before any: %+v", got)
	}
	s.publish("dot-closed", "", 1)
	s.fillDays("dot-closed", 60, s.desk.Today()-80, s.desk.Today()-70)
	s.publish("dot-closed", "Bổ sung phiếu giấy nộp muộn", 2)
	got := list(officer, "?campaign=dot-closed")
	if len(got) != 2 || got[0].Number != 2 || got[0].State != "published" || *got[0].Published != "2026-11-23" || !got[1].Superseded || len(got[0].Files) < 15 {
		t.Fatalf("editions %+v", got)
	}
	if some := list(officer, "?campaign=dot-demo"); len(some) != 0 {
		t.Errorf("of another campaign: %+v", some)
	}
	lan := s.login("lan")
	for _, path := range got[1].Files {
		file := s.getAs(centre, path)
		file.wants(t, http.StatusOK)
		_, name, _ := strings.Cut(path, "/1/")
		if kind := file.Header.Get("Content-Disposition"); !strings.Contains(kind, "attachment") || file.body == "" {
			t.Errorf("%s: %q", path, kind)
		}
		if same := s.with(lan, http.MethodGet, lastQuarter+"/files/"+name); !strings.HasPrefix(name, "bao-cao") && same.body != file.body {
			t.Errorf("%s is another file than the office's", path)
		}
	}
	for path, status := range map[string]int{
		"/api/v1/editions?x=1": http.StatusBadRequest, "/api/v1/editions?campaign=": http.StatusBadRequest, "/api/v1/editions?campaign=khong-co": http.StatusNotFound,
		"/api/v1/editions/dot-closed/2026-Q3/9/bao-cao.csv": http.StatusNotFound, "/api/v1/editions/dot-closed/x/1/bao-cao.csv": http.StatusNotFound,
		"/api/v1/editions/dot-closed/2026-Q3/1/khong-co.txt": http.StatusNotFound, "/api/v1/editions/dot-closed/2026-Q3/1/bao-cao.csv?x=1": http.StatusBadRequest,
	} {
		s.getAs(officer, path).wants(t, status)
	}
	s.get("/api/v1/editions").wants(t, http.StatusUnauthorized)
}
