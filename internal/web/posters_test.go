package web_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"hailong/internal/audit"
	"hailong/internal/register"
	"hailong/internal/staff"
	"hailong/internal/store"
	"hailong/internal/survey"
	"hailong/internal/web"
)

// sendAs posts a form with a session.
func (s *site) sendAs(c *http.Cookie, path string, values url.Values) reply {
	s.t.Helper()
	r := s.request(http.MethodPost, path, strings.NewReader(values.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.AddCookie(c)
	return s.do(r)
}

// lacks fails where the answer holds a text.
func (r reply) lacks(t testing.TB, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if strings.Contains(r.body, text) {
			t.Errorf("%s %s: the body holds %q:\n%s", r.Request.Method, r.Request.URL.Path, text, head(r.body))
		}
	}
}

// flush writes down how the codes were used.
func (s *site) flush() {
	s.t.Helper()
	if err := s.traffic.Flush(s.t.Context()); err != nil {
		s.t.Fatal(err)
	}
}

// public gives the site another public address, as one that runs behind TLS.
func (s *site) public(scheme, host string) { s.over(s.store, scheme, host) }

// over serves another store under a public address.
func (s *site) over(over store.Store, scheme, host string) {
	s.t.Helper()
	server, err := web.New(web.Options{
		Store: over, Catalog: s.catalog, Desk: s.desk, Staff: s.office, Audit: audit.New(over, s.clock), Metrics: s.metrics, Traffic: s.traffic,
		Log: s.logger, Now: s.clock, PublicURL: &url.URL{Scheme: scheme, Host: host},
	})
	if err != nil {
		s.t.Fatal(err)
	}
	s.http.Config.Handler = server.Handler()
}

var madeCode = regexp.MustCompile(`^/office/posters/([0-9A-Z]{6})\?done=made$`)

// makeCode makes a code on the page and returns it.
func (s *site) makeCode(c *http.Cookie, campaign, where, field string) string {
	s.t.Helper()
	r := s.sendAs(c, "/office/posters", url.Values{"campaign": {campaign}, "where": {where}, "field": {field}})
	r.wants(s.t, http.StatusSeeOther)
	found := madeCode.FindStringSubmatch(r.Header.Get("Location"))
	if found == nil {
		s.t.Fatalf("sent to %q", r.Header.Get("Location"))
	}
	return found[1]
}

func TestACodeIsMadePointedElsewhereWithdrawnAndUsedAgain(t *testing.T) {
	s := newSite(t)
	s.account("lan", staff.Officer)
	lan := s.login("lan")
	code := s.makeCode(lan, "dot-demo", "trung-tam/1", "HOTICH")
	s.with(lan, http.MethodGet, "/office/posters/"+code+"?done=made").wants(t, http.StatusOK,
		"Mã "+code, "đang mở", "Đã tạo mã mới", "Trung tâm Phục vụ hành chính công · Quầy 1", "Đợt DEMO", "Chưa in lần nào",
		`<option value="trung-tam/1" selected>`, `<option value="HOTICH" selected>`, "http://khaosat.example.vn/s/"+code)
	s.get("/s/"+code).wants(t, http.StatusOK, "Quầy 1", `name="HL0"`)

	s.sendAs(lan, "/office/posters/"+code, url.Values{"campaign": {"dot-demofull"}, "where": {"trung-tam/"}}).wants(t, http.StatusSeeOther)
	moved := s.with(lan, http.MethodGet, "/office/posters/"+code+"?done=moved")
	moved.wants(t, http.StatusOK, "Đã đổi.", "Đợt DEMOFULL", `<option value="trung-tam/" selected>`)
	moved.lacks(t, "· Quầy 1</p>", `<option value="HOTICH" selected>`)
	s.get("/s/"+code).wants(t, http.StatusOK, `name="TC1"`)

	s.with(lan, http.MethodPost, "/office/posters/"+code+"/void").wants(t, http.StatusSeeOther)
	s.get("/s/"+code).wants(t, http.StatusGone, "Mã này không còn dùng nữa")
	s.with(lan, http.MethodGet, "/office/posters/"+code+"?done=voided").wants(t, http.StatusOK, "đã thu hồi", "Dùng lại mã này", "không in được")
	s.sendAs(lan, "/office/posters/"+code+"/print", url.Values{"kind": {"a4"}, "lang": {"vi"}}).wants(t, http.StatusUnprocessableEntity, "Mã đã thu hồi.")
	s.with(lan, http.MethodPost, "/office/posters/"+code+"/restore").wants(t, http.StatusSeeOther)
	s.get("/s/"+code).wants(t, http.StatusOK)
	if log := s.log.String(); !strings.Contains(log, `"action":"poster.move","object":"`+code+`","by":"lan"`) {
		t.Errorf("the log does not say who moved the code: %s", log)
	}
}

func TestACodeForATabletIsOpenedAndNotPrinted(t *testing.T) {
	s := newSite(t)
	s.account("lan", staff.Officer)
	lan := s.login("lan")
	made := s.sendAs(lan, "/office/posters", url.Values{"campaign": {"dot-demo"}, "where": {"trung-tam/"}, "use": {"kiosk"}})
	made.wants(t, http.StatusSeeOther)
	path, _, _ := strings.Cut(made.Header.Get("Location"), "?")
	code := strings.TrimPrefix(path, "/office/posters/")
	s.with(lan, http.MethodGet, "/office/posters").wants(t, http.StatusOK, "dùng chung cho các quầy", ">Khổ in<", ">Dùng cho<")
	const paper = "Xin in,rồi treo,Tờ đã treo,tờ in,Bản in,lượt quét,Người quét,Ai quét,in lại,Xin gỡ"
	done := s.with(lan, http.MethodGet, made.Header.Get("Location"))
	done.wants(t, http.StatusOK, "Đã tạo mã cho máy tính bảng. Xin mở địa chỉ dưới đây trên máy", "Địa chỉ bây giờ chỉ để thử trên máy",
		"Địa chỉ trên máy giữ nguyên", "Dùng khi máy bị mất", "lượt mở phiếu")
	done.lacks(t, strings.Split(paper, ",")...)
	for word, want := range map[string]string{"moved": "tải lại trang đang mở trên máy", "voided": "Xin đóng trang trên máy", "restored": "Xin mở lại địa chỉ trên máy"} {
		r := s.with(lan, http.MethodGet, path+"?done="+word)
		r.wants(t, http.StatusOK, want)
		r.lacks(t, strings.Split(paper, ",")...)
	}
	shown := s.with(lan, http.MethodGet, path)
	shown.wants(t, http.StatusOK, "Máy tính bảng đặt tại điểm", "<b>http://khaosat.example.vn/s/"+code+"</b>")
	shown.lacks(t, "In mã này", "code.svg")
	s.get("/s/"+code).wants(t, http.StatusOK, `class="kiosk"`, "Máy tại quầy")
	s.sendAs(lan, path+"/print", url.Values{"kind": {"a4"}, "lang": {"vi"}}).wants(t, http.StatusUnprocessableEntity)
	s.sendAs(lan, path, url.Values{"campaign": {"dot-demofull"}, "where": {"trung-tam/1"}}).wants(t, http.StatusSeeOther)
	s.with(lan, http.MethodPost, path+"/void").wants(t, http.StatusSeeOther)
	s.with(lan, http.MethodGet, path).wants(t, http.StatusOK, "Người mở địa chỉ này được báo là mã không còn dùng")
	p, err := store.Posters.Get(t.Context(), s.store, code)
	if err != nil || p.Channel != survey.ChannelKiosk || p.Campaign != "dot-demofull" {
		t.Errorf("moved, it is %+v, %v; want a tablet's code still", p, err)
	}
	s.sendAs(lan, "/office/posters", url.Values{"campaign": {"dot-demo"}, "where": {"trung-tam/"}, "use": {"paper"}}).wants(t, http.StatusUnprocessableEntity)
}

func TestACodeThatCannotPointThereIsRefusedInOneSentence(t *testing.T) {
	s := newSite(t)
	put(s, store.Units, "tan-huong", survey.Unit{Code: "tan-huong", Name: survey.Text{"vi": "xã Tân Hương"}})
	put(s, store.Places, "noi-khac", survey.Place{Code: "noi-khac", Unit: "tan-huong", Name: survey.Text{"vi": "Trụ sở khác"}})
	s.account("lan", staff.Officer)
	lan := s.login("lan")
	for _, c := range []struct{ name, campaign, where, field, want string }{
		{"nothing chosen", "", "", "", "Xin nhập đợt khảo sát."},
		{"no place", "dot-demo", "", "", "Xin nhập nơi đặt."},
		{"a campaign that is gone", "nix", "trung-tam/1", "", "Đợt khảo sát đã chọn không còn."},
		{"a place that is gone", "dot-demo", "nix/1", "", "Điểm tiếp nhận đã chọn không thuộc đợt"},
		{"a counter that is gone", "dot-demo", "trung-tam/9", "", "Quầy đã chọn không còn."},
		{"another unit's place", "dot-demo", "noi-khac/", "", "thuộc hai xã khác nhau"},
		{"no such field", "dot-demo", "trung-tam/1", "NIX", "Lĩnh vực đã chọn không có."},
		{"a text too long", strings.Repeat("x", 101), "trung-tam/1", "", "dài quá 100 ký tự"},
	} {
		values := url.Values{"campaign": {c.campaign}, "where": {c.where}, "field": {c.field}}
		made := s.sendAs(lan, "/office/posters", values)
		made.wants(t, http.StatusUnprocessableEntity, c.want, `role="alert"`)
		if c.campaign == "dot-demo" {
			made.wants(t, http.StatusUnprocessableEntity, `<option value="dot-demo" selected>`)
		}
		s.sendAs(lan, "/office/posters/DEMO", values).wants(t, http.StatusUnprocessableEntity, c.want, "Mã DEMO")
	}
	ok := url.Values{"campaign": {"dot-demo"}, "where": {"trung-tam/1"}}
	s.sendAs(lan, "/office/posters/NOPE", ok).wants(t, http.StatusNotFound)
	s.with(lan, http.MethodGet, "/office/posters/NOPE").wants(t, http.StatusNotFound, "Không có trang này")
	if posters, err := s.desk.Form(t.Context(), "DEMO"); err != nil || posters.Poster.Campaign != "dot-demo" {
		t.Errorf("DEMO opens %+v (%v)", posters, err)
	}
}

// posterRoutes are those of the register with what they need to succeed.
var posterRoutes = []struct {
	method, path string
	values       url.Values
	manage       bool
	status       int
}{
	{http.MethodGet, "/office/posters", nil, false, 200},
	{http.MethodGet, "/office/posters/DEMO", nil, false, 200},
	{http.MethodGet, "/office/posters/DEMO/code.svg", nil, false, 200},
	{http.MethodGet, "/office/posters/DEMO/preview.pdf?size=a5&lang=en", nil, true, 200},
	{http.MethodPost, "/office/posters", url.Values{"campaign": {"dot-demo"}, "where": {"trung-tam/1"}}, true, 303},
	{http.MethodPost, "/office/posters/print", url.Values{"campaign": {"dot-demo"}, "kind": {"stickers"}, "lang": {"vi"}}, true, 200},
	{http.MethodPost, "/office/posters/DEMO", url.Values{"campaign": {"dot-demo"}, "where": {"trung-tam/1"}}, true, 303},
	{http.MethodPost, "/office/posters/DEMO/print", url.Values{"kind": {"png"}, "lang": {"vi"}}, true, 200},
	{http.MethodPost, "/office/posters/DEMO/void", nil, true, 303},
	{http.MethodPost, "/office/posters/DEMO/restore", nil, true, 303},
}

func TestWhoMaySeeAndChangeTheCodes(t *testing.T) {
	s := newSite(t)
	for _, role := range staff.Roles {
		s.account(string(role), role)
		cookie := s.login(string(role))
		for _, r := range posterRoutes {
			want, may := r.status, staff.ReadFigures
			if r.manage {
				may = staff.ManageCampaigns
			}
			if !role.May(may) {
				want = http.StatusForbidden
			}
			q := s.request(r.method, r.path, strings.NewReader(r.values.Encode()))
			if r.method == http.MethodPost {
				q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			}
			q.AddCookie(cookie)
			if got := s.do(q); got.StatusCode != want {
				t.Errorf("%s: %s %s: status %d, want %d", role, r.method, r.path, got.StatusCode, want)
			}
		}
		home := s.with(cookie, http.MethodGet, "/office/campaigns")
		if linked := strings.Contains(home.body, `href="/office/posters"`); linked != role.May(staff.ReadFigures) {
			t.Errorf("%s: the navigation leads to the codes: %v", role, linked)
		}
	}
	for _, r := range posterRoutes {
		q := s.request(r.method, r.path, nil)
		want := http.StatusUnauthorized
		if r.method == http.MethodGet {
			want = http.StatusSeeOther // to the login page
		}
		s.do(q).wants(t, want)
	}
	reader := s.with(s.login(string(staff.Centre)), http.MethodGet, "/office/posters/DEMO")
	reader.lacks(t, "In mã này", "Thu hồi mã này", "Đổi đợt", "preview.pdf")
	s.with(s.login(string(staff.Centre)), http.MethodGet, "/office/posters").lacks(t, "Tạo mã", "In cả đợt")
}

func TestScansAndAnswersAreCountedOnce(t *testing.T) {
	s := newSite(t)
	for range 123 {
		s.get("/s/DEMO")
	}
	s.get("/s/demo")
	for range 50 {
		s.do(s.request(http.MethodHead, "/s/DEMO", nil)).wants(t, http.StatusOK)
		s.get("/s/DEMO/thanks")
	}
	for range 30 { // nothing of this shows a form
		s.get("/s/VOIDED")
		s.get("/s/CLOSED")
		s.get("/s/EARLY")
		s.get("/s/NOPE")
	}
	for i := range 12 {
		for range 2 { // the second is the same answer again
			s.postForm("/s/DEMO", url.Values{"HL0": {"4"}, "key": {fmt.Sprintf("0123456789abcde%x", i)}}).wants(t, http.StatusSeeOther)
		}
	}
	for i := range 6 {
		for range 2 {
			s.postJSON("/api/v1/s/DEMO", fmt.Sprintf(`{"key":"fedcba987654321%d","answers":{"HL0":4}}`, i))
		}
		s.postForm("/s/DEMO", url.Values{"HL0": {"9"}}).wants(t, http.StatusUnprocessableEntity)
	}
	s.flush()
	usage, err := register.New(s.store, nil, nil, s.clock).Usage(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := register.Usage{This: register.Count{Scans: 124, Answers: 18}, Last: survey.Day(2026, 11, 23)}
	if len(usage) != 1 || usage["DEMO"] != want {
		t.Errorf("counted %+v, want %+v for DEMO alone", usage, want)
	}
	s.account("lan", staff.Officer)
	lan := s.login("lan")
	list := s.with(lan, http.MethodGet, "/office/posters")
	list.wants(t, http.StatusOK, "khoảng 120 lượt quét", "khoảng 20 lượt trả lời", "dưới 10 lượt quét")
	one := s.with(lan, http.MethodGet, "/office/posters/DEMO")
	one.wants(t, http.StatusOK, "khoảng 120 lượt quét", "khoảng 20 lượt trả lời", "dưới 10 lượt trả lời")
	list.lacks(t, "124", ">18 ")
	s.at("2026-11-30 09:00")
	lan = s.login("lan")
	s.with(lan, http.MethodGet, "/office/posters/DEMO").wants(t, http.StatusOK, "dưới 10 lượt quét", "khoảng 120 lượt quét")
}

func TestAPrintIsWrittenDownAndAPreviewIsNot(t *testing.T) {
	s := newSite(t)
	s.account("lan", staff.Officer)
	lan := s.login("lan")
	for _, c := range []struct{ kind, lang, name, media, begins string }{
		{"a3", "vi", "ap-phich-a3-DEMO.pdf", "application/pdf", "%PDF-"},
		{"a4", "en", "ap-phich-a4-DEMO.pdf", "application/pdf", "%PDF-"},
		{"a5", "vi", "ap-phich-a5-DEMO.pdf", "application/pdf", "%PDF-"},
		{"tent", "vi", "to-gap-de-ban-DEMO.pdf", "application/pdf", "%PDF-"},
		{"stickers", "vi", "nhan-dan-DEMO.pdf", "application/pdf", "%PDF-"},
		{"png", "vi", "ma-qr-DEMO.png", "image/png", "\x89PNG"},
		{"svg", "vi", "ma-qr-DEMO.svg", "image/svg+xml", "<svg"},
	} {
		got := s.sendAs(lan, "/office/posters/DEMO/print", url.Values{"kind": {c.kind}, "lang": {c.lang}})
		got.wants(t, http.StatusOK)
		if want := "attachment; filename=" + c.name; got.Header.Get("Content-Disposition") != want || got.Header.Get("Content-Type") != c.media || !strings.HasPrefix(got.body, c.begins) {
			t.Errorf("%s: %s, %s, begins %.8q; want %s", c.kind, got.Header.Get("Content-Disposition"), got.Header.Get("Content-Type"), got.body, want)
		}
		if c.media != "application/pdf" {
			continue
		}
		seen := s.with(lan, http.MethodGet, "/office/posters/DEMO/preview.pdf?size="+c.kind+"&lang="+c.lang)
		seen.wants(t, http.StatusOK)
		if got := seen.Header.Get("Content-Disposition"); got != "inline; filename="+c.name || seen.body[:5] != "%PDF-" {
			t.Errorf("the preview is %q", got)
		}
	}
	s.with(lan, http.MethodGet, "/office/posters/DEMO/preview.pdf").wants(t, http.StatusOK)
	s.with(lan, http.MethodGet, "/office/posters/DEMO/code.svg").wants(t, http.StatusOK, "<svg", "http://khaosat.example.vn/s/DEMO")
	one := s.with(lan, http.MethodGet, "/office/posters/DEMO")
	one.wants(t, http.StatusOK, "23/11/2026 09:00", "Áp phích A3", "Tiếng Anh", ">lan</td>")
	if n := strings.Count(one.body, "23/11/2026 09:00"); n != 7 {
		t.Errorf("%d prints written down, want 7", n)
	}
	s.with(lan, http.MethodGet, "/office/posters").wants(t, http.StatusOK, "7 lần", "lần cuối 23/11/2026, lan", "chưa in")

	for path, status := range map[string]int{
		"/office/posters/DEMO/preview.pdf?size=a2": 404, "/office/posters/DEMO/preview.pdf?lang=fr": 404,
		"/office/posters/DEMO/preview.pdf?size=png": 404, "/office/posters/NOPE/preview.pdf": 404, "/office/posters/NOPE/code.svg": 404,
	} {
		s.with(lan, http.MethodGet, path).wants(t, status)
	}
	s.sendAs(lan, "/office/posters/NOPE/print", url.Values{"kind": {"a4"}, "lang": {"vi"}}).wants(t, http.StatusNotFound)
	for _, bad := range []url.Values{{"kind": {"a2"}, "lang": {"vi"}}, {"kind": {"a4"}, "lang": {"fr"}}, {}} {
		s.sendAs(lan, "/office/posters/DEMO/print", bad).wants(t, http.StatusUnprocessableEntity, "Chưa rõ in khổ nào")
	}
}

func TestAllOpenCodesOfACampaignArePrintedAtOnce(t *testing.T) {
	s := newSite(t)
	s.account("lan", staff.Officer)
	lan := s.login("lan")
	second := s.makeCode(lan, "dot-demo", "trung-tam/", "")
	third := s.makeCode(lan, "dot-demo", "trung-tam/1", "")
	s.with(lan, http.MethodPost, "/office/posters/"+third+"/void").wants(t, http.StatusSeeOther)
	got := s.sendAs(lan, "/office/posters/print", url.Values{"campaign": {"dot-demo"}, "kind": {"a5"}, "lang": {"vi"}})
	got.wants(t, http.StatusOK)
	if name := got.Header.Get("Content-Disposition"); name != "attachment; filename=ap-phich-a5-dot-demo.pdf" {
		t.Error(name)
	}
	if pages := strings.Count(got.body, "/Type /Page\n"); pages != 2 {
		t.Errorf("%d pages, want 2", pages)
	}
	for code, want := range map[string]string{"DEMO": "in chung 2 mã", second: "in chung 2 mã", third: "Chưa in lần nào", "DEMOFULL": "Chưa in lần nào"} {
		s.with(lan, http.MethodGet, "/office/posters/"+code).wants(t, http.StatusOK, want)
	}
	for _, campaign := range []string{"dot-closed", "dot-voided", "nix", ""} {
		s.sendAs(lan, "/office/posters/print", url.Values{"campaign": {campaign}, "kind": {"a4"}, "lang": {"vi"}}).
			wants(t, http.StatusUnprocessableEntity, "không có mã nào đang mở")
	}
	s.sendAs(lan, "/office/posters/print", url.Values{"campaign": {"dot-demo"}, "kind": {"svg"}, "lang": {"vi"}}).
		wants(t, http.StatusUnprocessableEntity, "Chưa rõ in khổ nào")
}

// forgetful is a store that takes no new record.
type forgetful struct{ store.Store }

func (forgetful) Create(context.Context, string, string, []byte) error {
	return survey.ErrUnavailable
}

func TestAPrintThatCannotBeWrittenDownIsNotMade(t *testing.T) {
	s := newSite(t)
	s.account("lan", staff.Officer)
	lan := s.login("lan")
	s.over(&forgetful{s.store}, "http", "khaosat.example.vn")
	got := s.sendAs(lan, "/office/posters/DEMO/print", url.Values{"kind": {"a4"}, "lang": {"vi"}})
	got.wants(t, http.StatusServiceUnavailable, "Chưa biết đã ghi hay chưa")
	got.lacks(t, "%PDF")
}

func TestUnlessTheAddressIsSafeThePagesSayThatPrintsAreTrials(t *testing.T) {
	s := newSite(t)
	token := s.token(staff.Officer)
	for _, path := range []string{"/office/posters", "/office/posters/DEMO"} {
		s.getAs(token, path).wants(t, http.StatusOK, "BẢN THỬ", "HAILONG_PUBLIC_URL", "<code>http://khaosat.example.vn</code>")
	}
	s.public("https", "khaosat.ninhgiang.gov.vn")
	for _, path := range []string{"/office/posters", "/office/posters/DEMO"} {
		s.getAs(token, path).lacks(t, "BẢN THỬ", "HAILONG_PUBLIC_URL")
	}
	r := s.request(http.MethodGet, "/office/posters/DEMO", nil)
	r.Host = "localhost:1234"
	r.Header.Set("Authorization", "Bearer "+token)
	r.Header.Set("X-Forwarded-Host", "evil.example")
	s.do(r).wants(t, http.StatusOK, "https://khaosat.ninhgiang.gov.vn/s/DEMO") // never made from a request
}

func TestAPosterThatNobodyScansIsShownWithWhatToDo(t *testing.T) {
	s := newSite(t)
	s.account("lan", staff.Officer)
	lan := s.login("lan")
	s.with(lan, http.MethodGet, "/office/posters").lacks(t, "Không có lượt quét 7 ngày")
	s.get("/s/DEMOFULL")
	s.flush()
	list := s.with(lan, http.MethodGet, "/office/posters")
	list.wants(t, http.StatusOK, "1 mã không có lượt quét nào trong 7 ngày", `<a href="/office/posters/DEMO">DEMO</a>`, "Không có lượt quét 7 ngày, trong khi mã khác vẫn có", "dán đè")
	s.with(lan, http.MethodGet, "/office/posters/DEMO").wants(t, http.StatusOK, "Không có lượt quét 7 ngày", "dán đè")
	s.with(lan, http.MethodGet, "/office/posters/DEMOFULL").lacks(t, "Không có lượt quét 7 ngày")
}

// tool runs a program of this machine, or skips the test where it is missing.
func tool(t *testing.T, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		if os.Getenv("HAILONG_TEST_REQUIRE") == "1" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	out, err := exec.CommandContext(t.Context(), name, args...).Output()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return string(out)
}

// readBack prints a document as a printer would and returns what a phone reads
// from its first page.
func readBack(t *testing.T, pdf string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "in")
	if err := os.WriteFile(file+".pdf", []byte(pdf), 0o600); err != nil {
		t.Fatal(err)
	}
	tool(t, "pdftoppm", "-r", "150", "-gray", "-singlefile", "-png", file+".pdf", file)
	first, _, _ := strings.Cut(tool(t, "zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", file+".png"), "\n")
	return first
}

func TestAPosterFromThePageOpensTheVeryForm(t *testing.T) {
	s := newSite(t)
	put(s, store.Places, "lang-kenh", survey.Place{Code: "lang-kenh", Unit: "ninh-giang", Name: survey.Text{"vi": "Điểm hỗ trợ thôn Kênh"}})
	s.public("https", "khaosat.ninhgiang.gov.vn")
	token := s.token(staff.Officer)
	post := func(path string, values url.Values) reply {
		r := s.request(http.MethodPost, path, strings.NewReader(values.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Authorization", "Bearer "+token)
		return s.do(r)
	}
	code := madeCode.FindStringSubmatch(post("/office/posters", url.Values{"campaign": {"dot-demo"}, "where": {"lang-kenh/"}}).Header.Get("Location"))[1]
	for _, kind := range []string{"a3", "a4", "a5", "tent", "stickers"} {
		address, err := url.Parse(readBack(t, post("/office/posters/"+code+"/print", url.Values{"kind": {kind}, "lang": {"vi"}}).body))
		if err != nil || address.Scheme != "https" || address.Host != "khaosat.ninhgiang.gov.vn" {
			t.Fatalf("%s: the code holds %v (%v)", kind, address, err)
		}
		s.get(address.Path).wants(t, http.StatusOK, "Điểm hỗ trợ thôn Kênh", `name="HL0"`)
	}
}

func TestAHundredCodesAreListedAndPrintedAtOnce(t *testing.T) {
	s := newSite(t)
	s.account("lan", staff.Officer)
	for i := range 100 {
		code := fmt.Sprintf("AB%04d", i)
		put(s, store.Posters, code, survey.Poster{Code: code, Campaign: "dot-demo", Place: "trung-tam", Counter: "1", Channel: survey.ChannelQR})
	}
	lan := s.login("lan")
	s.with(lan, http.MethodGet, "/office/posters").wants(t, http.StatusOK, "105 mã", "AB0099")
	got := s.sendAs(lan, "/office/posters/print", url.Values{"campaign": {"dot-demo"}, "kind": {"a4"}, "lang": {"vi"}})
	got.wants(t, http.StatusOK)
	if pages := strings.Count(got.body, "/Type /Page\n"); pages != 101 {
		t.Errorf("%d pages, want 101", pages)
	}
}
