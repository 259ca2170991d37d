package web_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"hailong/internal/staff"
	"hailong/internal/survey"
)

func TestAJSONSheetIsStoredOnceForItsKey(t *testing.T) {
	s := newSite(t)
	sheet := `{"key":"123e4567-e89b-12d3-a456-426614174000","answers":{"HL0":5,"TC":"na"},"comment":"Tốt","field":"HOTICH"}`
	first := s.postJSON("/api/v1/s/DEMO", sheet)
	first.wants(t, http.StatusCreated, `{"receipt":"`)
	second := s.postJSON("/api/v1/s/demo", sheet)
	second.wants(t, http.StatusOK)
	if first.body != second.body {
		t.Errorf("receipts %s and %s differ", first.body, second.body)
	}
	if n := len(s.responses("dot-demo")); n != 1 {
		t.Errorf("%d responses stored, want 1", n)
	}
}

func TestEachFaultOfAJSONSheetIsNamedAndNothingIsStored(t *testing.T) {
	s := newSite(t)
	const key = `"key":"0123456789abcdef"`
	for _, c := range []struct{ name, code, body, want string }{
		{"level too high", "DEMO", `{` + key + `,"answers":{"HL0":6}}`, "HL0 out_of_range"},
		{"level zero", "DEMO", `{` + key + `,"answers":{"HL0":0}}`, "HL0 out_of_range"},
		{"level with a fraction", "DEMO", `{` + key + `,"answers":{"HL0":4.5}}`, "HL0 out_of_range"},
		{"level huge", "DEMO", `{` + key + `,"answers":{"HL0":1e400}}`, "HL0 out_of_range"},
		{"level as text", "DEMO", `{` + key + `,"answers":{"HL0":"5"}}`, "HL0 wrong_type"},
		{"level as list", "DEMO", `{` + key + `,"answers":{"HL0":[5]}}`, "HL0 wrong_type"},
		{"level true", "DEMO", `{` + key + `,"answers":{"HL0":true}}`, "HL0 wrong_type"},
		{"missing", "DEMO", `{` + key + `,"answers":{"TC":5}}`, "HL0 required"},
		{"null is blank", "DEMO", `{` + key + `,"answers":{"HL0":null,"TC":5}}`, "HL0 required"},
		{"unknown question", "DEMO", `{` + key + `,"answers":{"HL0":5,"TC1":5}}`, "TC1 unknown_question"},
		{"comment among the answers", "DEMO", `{` + key + `,"answers":{"HL0":5,"comment":"x"}}`, "comment unknown_question"},
		{"unknown member", "DEMO", `{` + key + `,"answers":{"HL0":5},"phone":"0912"}`, "phone unknown_member"},
		{"repeated question", "DEMO", `{` + key + `,"answers":{"HL0":5,"HL0":1}}`, "HL0 repeated"},
		{"repeated member", "DEMO", `{` + key + `,"answers":{"HL0":5},"answers":{"HL0":1}}`, "answers repeated"},
		{"no key", "DEMO", `{"answers":{"HL0":5}}`, "key invalid_key"},
		{"key of another type", "DEMO", `{"key":7,"answers":{"HL0":5}}`, "key wrong_type"},
		{"unknown field", "DEMO", `{` + key + `,"answers":{"HL0":5},"field":"XX"}`, "field unknown_option"},
		{"long comment", "DEMO", `{` + key + `,"answers":{"HL0":5},"comment":"` + strings.Repeat("ô", 301) + `"}`, "comment too_long"},
		{"invalid UTF-8", "DEMO", `{` + key + `,"answers":{"HL0":5},"comment":"` + "\xff" + `"}`, "body invalid_text"},
		{"answers a list", "DEMO", `{` + key + `,"answers":[5]}`, "answers wrong_type"},
		{"no JSON", "DEMO", `HL0=5`, "body unreadable"},
		{"half of it", "DEMO", `{` + key + `,"answers":{"HL0":5`, "body unreadable"},
		{"two messages", "DEMO", `{` + key + `,"answers":{"HL0":5}}{}`, "body unreadable"},
		{"nothing", "DEMO", ``, "body unreadable"},
		{"a list", "DEMO", `[]`, "body unreadable"},
		{"unknown option", "DEMOFULL", `{` + key + `,"answers":{"A4":"perhaps"}}`, "A4 unknown_option"},
		{"option as number", "DEMOFULL", `{` + key + `,"answers":{"A4":1}}`, "A4 wrong_type"},
		{"too many options", "DEMOFULL", `{` + key + `,"answers":{"UT":["thongtin","truso","nangluc","thaido"]}}`, "UT too_many"},
		{"an option twice", "DEMOFULL", `{` + key + `,"answers":{"UT":["thongtin","thongtin"]}}`, "UT repeated"},
		{"several as one", "DEMOFULL", `{` + key + `,"answers":{"UT":"thongtin"}}`, "UT wrong_type"},
		{"empty", "DEMOFULL", `{` + key + `,"answers":{}}`, "answers empty"},
		{"several at once", "DEMO", `{"answers":{"HL0":9,"TC":"5","ZZ":1},"x":1}`,
			"TC wrong_type, x unknown_member, key invalid_key, HL0 out_of_range, ZZ unknown_question"},
	} {
		r := s.postJSON("/api/v1/s/"+c.code, c.body)
		if got := r.faults(t); got != c.want || r.StatusCode != http.StatusUnprocessableEntity {
			t.Errorf("%s: status %d, faults %q, want 422 with %q", c.name, r.StatusCode, got, c.want)
		}
	}
	if n := len(s.responses("dot-demo")) + len(s.responses("dot-demofull")); n != 0 {
		t.Errorf("%d responses stored, want none", n)
	}
}

// faults reads a problem's faults as "at code, at code".
func (r reply) faults(t *testing.T) string {
	t.Helper()
	if got := r.Header.Get("Content-Type"); got != "application/problem+json" {
		t.Errorf("content type %q, want a problem: %s", got, r.body)
	}
	var p struct {
		Type, Title, Instance string
		Status                int
		Faults                []struct{ At, Code, Message string }
	}
	if err := json.Unmarshal([]byte(r.body), &p); err != nil {
		t.Fatalf("problem %s: %v", r.body, err)
	}
	if p.Status != r.StatusCode || p.Type == "" || p.Title == "" || p.Instance == "" {
		t.Errorf("problem lacks a part: %s", r.body)
	}
	var parts []string
	for _, f := range p.Faults {
		if f.Message == "" {
			t.Errorf("fault at %s has no message", f.At)
		}
		parts = append(parts, f.At+" "+f.Code)
	}
	return strings.Join(parts, ", ")
}

func TestAJSONSheetMeetsTheSameDoorsAsAForm(t *testing.T) {
	s := newSite(t)
	const sheet = `{"key":"0123456789abcdef","answers":{"HL0":5}}`
	for code, want := range map[string]int{"NOPE": 404, "VOIDED": 410, "CLOSED": 410, "EARLY": 403, "DEMO": 201} {
		s.postJSON("/api/v1/s/"+code, sheet).wants(t, want)
	}
	for media, want := range map[string]int{"": 200, "application/json; charset=utf-8": 200, "text/plain": 415, "application/x-www-form-urlencoded": 415, ";": 415} {
		r := s.request(http.MethodPost, "/api/v1/s/DEMO", strings.NewReader(sheet))
		if media != "" {
			r.Header.Set("Content-Type", media)
		}
		s.do(r).wants(t, want)
	}
	s.postJSON("/api/v1/s/DEMO", strings.Repeat(" ", 17<<10)).wants(t, http.StatusRequestEntityTooLarge)
}

func TestATextIsTheSameHoweverItsJSONIsWritten(t *testing.T) {
	s := newSite(t)
	for i, body := range []string{
		`"answers":{"HL0":5,"TC":"na"},"comment":"Tốt, “rất” tốt 👍","field":"HOTICH"`,
		`"answers":{"HL0":5,"T\u0043":"n\u0061"},"comment":"T\u1ed1t, \u201cr\u1ea5t\u201d t\u1ed1t \ud83d\udc4d","field":"HOTIC\u0048"`,
	} {
		s.postJSON("/api/v1/s/DEMO", fmt.Sprintf(`{"key":"0123456789abcde%d",%s}`, i, body)).wants(t, http.StatusCreated)
	}
	list := s.responses("dot-demo")
	if len(list) != 2 || list[0].Comment != "Tốt, “rất” tốt 👍" || list[0].Field != "HOTICH" ||
		list[0].Comment != list[1].Comment || list[0].Field != list[1].Field || !bytes.Equal(list[0].Answers, list[1].Answers) {
		t.Errorf("stored %+v", list)
	}
}

// FuzzJSONSheet holds that no body does anything but be stored or be refused.
func FuzzJSONSheet(f *testing.F) {
	for _, seed := range []string{
		`{"key":"0123456789abcdef","answers":{"HL0":5,"TC":"na"},"comment":"x","field":"HOTICH"}`,
		`{"answers":{"HL0":1e400}}`, `{"a":{"a":{"a":[[[[]]]]}}}`, "{\"comment\":\"\\ud800\"}", "\xef\xbb\xbf{}",
		`{"answers":null,"key":null}`, `{"key":"` + strings.Repeat("k", 9000) + `"}`, "",
	} {
		f.Add(seed)
	}
	s := newSite(f)
	f.Fuzz(func(t *testing.T, body string) {
		s.t = t
		r := s.postJSON("/api/v1/s/DEMO", body)
		switch r.StatusCode {
		case 200, 201, 413, 422:
		default:
			t.Errorf("status %d for %q: %s", r.StatusCode, body, r.body)
		}
		if !utf8.ValidString(r.body) {
			t.Errorf("the answer to %q is not UTF-8", body)
		}
	})
}

// FuzzForm holds the same of a browser's form.
func FuzzForm(f *testing.F) {
	for _, seed := range []string{
		"HL0=5&key=0123456789abcdef", "HL0=5&HL0=4", "%ff=%fe&HL0=%00", "=&&;", "comment=%0d%0a%e2%80%ae", "lang=en&lang=vi", "HL0=%zz",
	} {
		f.Add(seed)
	}
	s := newSite(f)
	f.Fuzz(func(t *testing.T, body string) {
		s.t = t
		r := s.request(http.MethodPost, "/s/DEMO", strings.NewReader(body))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		got := s.do(r)
		switch got.StatusCode {
		case 303, 400, 413, 422:
		default:
			t.Errorf("status %d for %q", got.StatusCode, body)
		}
		if !utf8.ValidString(got.body) {
			t.Errorf("the answer to %q is not UTF-8", body)
		}
	})
}

// counts is an independent recount: level counts, not applicable and blank.
type counts struct {
	levels    [5]int
	na, blank int
}

func TestEveryFigureOfTheIndexEqualsARecount(t *testing.T) {
	s := newSite(t)
	random := rand.New(rand.NewPCG(7, 7))
	codes := []string{"HL0", "TC", "TT", "CC", "KQ", "PA"}
	recount := make(map[string]*counts)
	for _, code := range codes {
		recount[code] = &counts{}
	}
	const n = 300
	for i := range n {
		var answers []string
		for _, code := range codes {
			switch k := random.IntN(8); {
			case k < 5 || code == "HL0":
				level := random.IntN(5)
				recount[code].levels[level]++
				answers = append(answers, fmt.Sprintf(`"%s":%d`, code, level+1))
			case k == 5:
				recount[code].na++
				answers = append(answers, fmt.Sprintf(`"%s":"na"`, code))
			default:
				recount[code].blank++
			}
		}
		s.postJSON("/api/v1/s/DEMO", fmt.Sprintf(`{"key":"recount-key-%08d","answers":{%s}}`, i, strings.Join(answers, ","))).wants(t, http.StatusCreated)
	}
	r := s.getAs(s.token(staff.Officer), "/api/v1/index?campaign=dot-demo&period=2026-Q4")
	r.wants(t, http.StatusOK)
	var got indexAnswer
	if err := json.Unmarshal([]byte(r.body), &got); err != nil {
		t.Fatal(err)
	}
	if got.Period != "2026-Q4" || got.Responses != n || got.Scope.Campaign != "dot-demo" || got.Scope.From != "2026-10-01" || got.Scope.To != "2026-12-31" {
		t.Errorf("got %+v", got)
	}
	satisfied, valid := 0, 0
	for _, criterion := range got.Criteria {
		c := recount[criterion.Code]
		check(t, criterion, c)
		satisfied += c.levels[3] + c.levels[4]
		valid += c.valid()
	}
	check(t, got.OverallQuestion, recount["HL0"])
	if got.Overall.Satisfied != satisfied || got.Overall.Valid != valid || got.Overall.Percent != half2(100*satisfied, valid) {
		t.Errorf("overall %+v, want %d of %d = %s", got.Overall, satisfied, valid, half2(100*satisfied, valid))
	}
}

type indexAnswer struct {
	Period    string
	Scope     struct{ Campaign, From, To string }
	Responses int
	Overall   struct {
		Satisfied, Valid int
		Percent          string
	}
	OverallQuestion criterion `json:"overall_question"`
	Criteria        []criterion
}

type criterion struct {
	Code             string
	Counts           [5]int
	NA, Blank        int
	Satisfied, Valid int
	Percent, Mean    string
}

func (c *counts) valid() int {
	n := 0
	for _, k := range c.levels {
		n += k
	}
	return n
}

func check(t *testing.T, got criterion, want *counts) {
	t.Helper()
	points := 0
	for i, k := range want.levels {
		points += (i + 1) * k
	}
	satisfied := want.levels[3] + want.levels[4]
	if got.Counts != want.levels || got.NA != want.na || got.Blank != want.blank ||
		got.Satisfied != satisfied || got.Valid != want.valid() ||
		got.Percent != half2(100*satisfied, want.valid()) || got.Mean != half2(points, want.valid()) {
		t.Errorf("%s: got %+v, want %+v", got.Code, got, *want)
	}
}

// half2 divides integers to two decimals, half up, by long division.
func half2(a, b int) string {
	h := (a*200 + b) / (2 * b)
	return fmt.Sprintf("%d.%02d", h/100, h%100)
}

func TestFiguresAreForThoseWhoMayReadThem(t *testing.T) {
	s := newSite(t)
	for _, c := range []struct {
		role          staff.Role
		index, export int
	}{
		{staff.Admin, 200, 200}, {staff.Officer, 200, 200}, {staff.Clerk, 403, 403}, {staff.Approver, 200, 403},
		{staff.Centre, 200, 403}, {staff.Auditor, 200, 200}, {staff.City, 200, 200},
	} {
		token := s.token(c.role)
		s.getAs(token, "/api/v1/index?campaign=dot-demo").wants(t, c.index)
		s.getAs(token, "/api/v1/export.csv?campaign=dot-demo").wants(t, c.export)
		s.getAs(token, "/api/v1/export.json?campaign=dot-demo").wants(t, c.export)
	}
	for _, token := range []string{"", "x", "hl_" + strings.Repeat("a", 52)} {
		r := s.getAs(token, "/api/v1/index?campaign=dot-demo")
		r.wants(t, http.StatusUnauthorized, "urn:hailong:problem:login-required")
		if r.Header.Get("WWW-Authenticate") == "" {
			t.Error("401 does not say how to log in")
		}
	}
	s.get("/api/v1/index?campaign=dot-demo").wants(t, http.StatusUnauthorized)
}

func TestAMisspeltScopeIsRefusedAndNeverWidened(t *testing.T) {
	s := newSite(t)
	token := s.token(staff.Officer)
	for query, status := range map[string]int{
		"campaign=dot-demo": 200,
		"campaign=dot-demo&period=2026-H2&channel=qr&channel=paper&place=trung-tam": 200,
		"campaign=dot-demofull&group=A4:chua&field=HOTICH":                          200,
		"campaign=nope": 404,
		"":              400,
		"campaign=dot-demo&campaign=dot-demofull":                              400,
		"campaign=dot-demo&period=2026-Q5":                                     400,
		"campaign=dot-demo&period=Q4":                                          400,
		"campaign=dot-demo&chanel=qr":                                          400,
		"campaign=dot-demo&channel=fax":                                        400,
		"campaign=dot-demo&place=elsewhere":                                    400,
		"campaign=dot-demo&field=" + url.QueryEscape(strings.Repeat("Ж", 500)): 400,
		"campaign=dot-demofull&group=A4:perhaps":                               400,
		"campaign=dot-demofull&group=comment":                                  400,
		"campaign=dot-demo&period=":                                            400,
		"campaign=dot-demo&field=":                                             400,
		"campaign=dot-demo&channel=qr&channel=":                                400,
		"campaign=dot-demofull&group=LC2:co":                                   400,
	} {
		for _, path := range []string{"/api/v1/index?", "/api/v1/export.csv?", "/api/v1/export.json?"} {
			s.getAs(token, path+query).wants(t, status)
		}
	}
}

func TestTheExportHoldsEveryResponseAndIsSafeToOpen(t *testing.T) {
	s := newSite(t)
	s.postJSON("/api/v1/s/DEMO", `{"key":"0123456789abcdef","answers":{"HL0":5,"KQ":"na"},"comment":"=HYPERLINK(\"x\")","field":"DATDAI"}`).wants(t, 201)
	r := s.getAs(s.token(staff.Officer), "/api/v1/export.csv?campaign=dot-demo&period=2026-Q4")
	r.wants(t, http.StatusOK)
	body, ok := strings.CutPrefix(r.body, "\ufeff")
	if !ok || !strings.Contains(r.Header.Get("Content-Disposition"), "phieu-dot-demo-2026-Q4.csv") {
		t.Errorf("no byte order mark or file name: %q", r.Header.Get("Content-Disposition"))
	}
	rows, err := csv.NewReader(strings.NewReader(body)).ReadAll()
	if err != nil || len(rows) != 2 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	got := make(map[string]string)
	for i, name := range rows[0] {
		got[name] = rows[1][i]
	}
	for name, want := range map[string]string{
		"date": "2026-11-23", "place": "trung-tam", "counter": "1", "channel": "qr", "field": "DATDAI",
		"HL0": "5", "KQ": "na", "TC": "", "comment": `'=HYPERLINK("x")`,
	} {
		if got[name] != want {
			t.Errorf("%s = %q, want %q", name, got[name], want)
		}
	}
	if strings.Contains(r.body, survey.IDOf("dot-demo", "0123456789abcdef").String()) {
		t.Error("the export holds the response's id")
	}
}

func TestNobodyWhoReadsTotalsOnlyIsLedToAPerson(t *testing.T) {
	s := newSite(t)
	s.fill("dot-demofull", 300)
	centre, officer := s.token(staff.Centre), s.token(staff.Officer)
	const index = "/api/v1/index?campaign=dot-demofull&period=2026-Q4"
	s.getAs(centre, index).wants(t, http.StatusOK)
	s.getAs(centre, index+"&group=GIOITINH:nu").wants(t, http.StatusForbidden, "urn:hailong:problem:too-few")
	s.getAs(centre, index+"&channel=qr").wants(t, http.StatusForbidden)
	s.getAs(officer, index+"&group=GIOITINH:nu&channel=qr").wants(t, http.StatusOK)
	s.getAs(officer, index+"&group=LC2:co").wants(t, http.StatusBadRequest)
	few := "/api/v1/index?campaign=dot-demo&period=2026-Q4"
	s.postJSON("/api/v1/s/DEMO", `{"key":"0123456789abcdef","answers":{"HL0":1}}`).wants(t, http.StatusCreated)
	s.getAs(centre, few).wants(t, http.StatusForbidden)
	s.getAs(officer, few).wants(t, http.StatusOK)
	export := s.getAs(officer, "/api/v1/export.csv?campaign=dot-demofull&period=2026-Q4")
	if export.wants(t, http.StatusOK); strings.Contains(export.body, "LC1") || strings.Contains(export.body, "LC2") {
		t.Error("single answers to a question asked for totals are exported")
	}
	s.account("mai", staff.Centre)
	s.with(s.login("mai"), http.MethodGet, "/office?campaign=dot-demo&period=2026-Q4").wants(t, http.StatusForbidden, "Chưa đủ số phiếu để hiện số liệu")
}

func TestUnderTheAPIEveryErrorIsAProblem(t *testing.T) {
	s := newSite(t)
	foreign := s.request(http.MethodGet, "/api/v1/index", nil)
	foreign.Host = "evil.example"
	cross := s.request(http.MethodPost, "/api/v1/s/DEMO", strings.NewReader("{}"))
	cross.Header.Set("Sec-Fetch-Site", "cross-site")
	for _, c := range []struct {
		reply  reply
		status int
	}{
		{s.get("/api/v1/none"), 404},
		{s.get("/api/v1/s/DEMO"), 405},
		{s.do(foreign), 421},
		{s.do(cross), 403},
	} {
		c.reply.faults(t)
		c.reply.wants(t, c.status, `"detail":"`)
	}
}
