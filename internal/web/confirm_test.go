package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"hailong/internal/staff"
	"hailong/internal/web"
)

// confirmed are the routes that want the password of the last quarter of an hour.
var confirmed = []string{
	"GET /api/v1/export.csv", "GET /api/v1/export.json", "GET /api/v1/export.xlsx",
	"POST /office/accounts", "POST /office/accounts/:name", "POST /office/accounts/:name/disable", "POST /office/accounts/:name/enable", "POST /office/accounts/:name/password",
	"POST /office/accounts/:name/sessions/end", "POST /office/accounts/:name/totp/reset", "POST /office/tokens", "POST /office/tokens/:name/revoke",
	"POST /office/voids", "POST /office/voids/:void/decision", "POST /office/voids/:void/lift",
}

const askedAgain = "Xin nhập lại mật khẩu"

// sleep lets the password of a session grow old while the session is in use.
func (s *site) sleep(hands ...*http.Cookie) {
	s.t.Helper()
	for range 2 {
		s.later(8 * time.Minute)
		for _, hand := range hands {
			s.with(hand, http.MethodGet, "/office/me").wants(s.t, http.StatusOK)
		}
	}
}

// Every route of the table, and none besides, asks again, and nothing is done
// before it was answered.
func TestWhatCannotBeTakenBackAsksForThePasswordAgain(t *testing.T) {
	s := quarterIsOver(t)
	paths := s.everyPath()
	admin, leader := s.loginAs("quan-tri", staff.Admin), s.login("chu-tich")
	s.sleep(admin, leader)
	before := s.dump()
	asking := map[string]bool{}
	for _, route := range confirmed {
		asking[route] = true
	}
	for _, route := range s.guarded() {
		method, pattern, _ := strings.Cut(route, " ")
		hand := admin
		if strings.HasSuffix(pattern, "/decision") {
			hand = leader
		}
		if !asking[route] && method == http.MethodPost {
			continue // looked at below, after what may change
		}
		got := s.sendTo(hand, method, paths.concrete(t, pattern), url.Values{"ticket": {"1"}, "text": {"<b>"}})
		if asks := strings.Contains(got.body, askedAgain); asks != asking[route] {
			t.Errorf("%s asks for the password: %v, want %v (status %d)", route, asks, asking[route], got.StatusCode)
		}
		if asking[route] && (got.StatusCode != http.StatusUnauthorized || method == http.MethodPost && !strings.Contains(got.body, `name="text" value="&lt;b&gt;"`)) {
			t.Errorf("%s: status %d, or what was filled in is lost: %s", route, got.StatusCode, head(got.body))
		}
		if asking[route] {
			before = s.unchanged(t, before, route)
		} else {
			before = s.dump()
		}
	}
	for _, route := range s.guarded() {
		method, pattern, _ := strings.Cut(route, " ")
		if method == http.MethodPost && !asking[route] && pattern != "/office/me/sessions/end" && pattern != "/office/confirm" {
			if got := s.sendTo(admin, method, paths.concrete(t, pattern), nil); strings.Contains(got.body, askedAgain) {
				t.Errorf("%s asks for the password", route)
			}
		}
	}
}

func (s *site) sendTo(hand *http.Cookie, method, path string, form url.Values) reply {
	s.t.Helper()
	r := s.request(method, path, strings.NewReader(form.Encode()))
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	r.AddCookie(hand)
	return s.do(r)
}

func TestTheFormGoesOnWhereItWasWithTheRightPassword(t *testing.T) {
	s := newSite(t)
	admin := s.loginAs("quan-tri", staff.Admin)
	s.account("lan", staff.Officer)
	s.sleep(admin)
	const path = "/office/accounts/lan/disable"
	s.sendAs(admin, path, url.Values{"proof": {"sai-mat-khau-roi"}}).wants(t, http.StatusUnauthorized, askedAgain, "Mật khẩu không đúng.", `action="`+path+`"`)
	if got := s.recorded("account.proof.failed"); len(got) != 1 || got[0].Actor != "quan-tri" {
		t.Errorf("the audit log holds %+v", got)
	}
	s.sendAs(admin, path, nil).wants(t, http.StatusUnauthorized, askedAgain)
	done := s.sendAs(admin, path, url.Values{"proof": {adminPassword}})
	done.wants(t, http.StatusSeeOther)
	if a, err := s.office.Accounts.Account(t.Context(), "lan"); err != nil || !a.Disabled {
		t.Errorf("got %+v, %v, want the account closed", a, err)
	}
	s.sendAs(admin, "/office/accounts/lan/enable", nil).wants(t, http.StatusSeeOther) // for a quarter of an hour
	if log := s.log.String(); strings.Contains(log, adminPassword) || strings.Contains(log, "sai-mat-khau-roi") {
		t.Error("the log holds a password")
	}
}

var toDownload = regexp.MustCompile(`<a href="([^"]+)">Tải tệp</a>`)

func TestADownloadOfResponsesAsksOnceAndLeadsNowhereElse(t *testing.T) {
	s := newSite(t)
	s.account("lan", staff.Officer)
	lan := s.login("lan")
	s.sleep(lan)
	const file = "/api/v1/export.csv?campaign=dot-demo"
	s.with(lan, http.MethodGet, file).wants(t, http.StatusUnauthorized, askedAgain, `name="to" value="`+file+`"`)
	s.sendAs(lan, "/office/confirm", url.Values{"to": {file}}).wants(t, http.StatusUnprocessableEntity, askedAgain, "Xin nhập mật khẩu.", file)
	s.sendAs(lan, "/office/confirm", url.Values{"to": {file}, "proof": {"sai-mat-khau-roi"}}).wants(t, http.StatusUnauthorized, "Mật khẩu không đúng.", file)
	for _, to := range []string{
		"", "https://evil.example/api/v1/export.csv", "//evil.example/api/v1/export.csv", "/\\evil.example", "javascript:alert(1)", "/office/logout", "/api/v1/export.csv/../../office", "//api/v1/export.csv",
		"\\\\evil.example", "http:///api/v1/export.csv", "/api/v1/export.csv\r\nSet-Cookie: a=b", "%2f%2fevil.example", "https:/api/v1/export.csv", "//user@evil/api/v1/export.csv",
	} {
		got := s.sendAs(lan, "/office/confirm", url.Values{"to": {to}, "proof": {adminPassword}})
		got.wants(t, http.StatusNotFound)
		if strings.Contains(got.body, "evil") || got.Header.Get("Location") != "" {
			t.Errorf("%q leads to another place: %s", to, head(got.body))
		}
	}
	right := s.sendAs(lan, "/office/confirm", url.Values{"to": {file}, "proof": {adminPassword}})
	right.wants(t, http.StatusOK, "Đã nhận mật khẩu")
	if link := toDownload.FindStringSubmatch(right.body); link == nil || link[1] != file {
		t.Errorf("the way to the file is %v", link)
	}
	s.with(lan, http.MethodGet, file).wants(t, http.StatusOK)
	s.getAs(s.token(staff.Officer), file).wants(t, http.StatusOK) // a program has no password
}

func FuzzTheWayToADownload(f *testing.F) {
	for _, seed := range []string{"/api/v1/export.csv?campaign=dot-demo", "//evil.example/api/v1/export.csv", "/api/v1/export.csv\\@evil", "", "%", "/api/v1/export.json?%zz", "/api/v1/export.csv#//evil", "\u202e/api/v1/export.csv", "/api/v1/export.csv\x00", "/api/v1/export.xlsx?a=" + strings.Repeat("9", 5000)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, to string) { leadsHome(t, to) })
}

func leadsHome(t *testing.T, to string) {
	got := web.Download(to)
	if got == "" {
		return
	}
	path, _, _ := strings.Cut(got, "?")
	if path != "/api/v1/export.csv" && path != "/api/v1/export.xlsx" && path != "/api/v1/export.json" || strings.ContainsAny(got, "\\\r\n\x00") {
		t.Errorf("%q leads to %q", to, got)
	}
}
