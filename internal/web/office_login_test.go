package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"

	"hailong/internal/staff"
)

// half logs in as far as the password brings and returns the challenge's cookie.
func (s *site) half(name string) *http.Cookie {
	s.t.Helper()
	r := s.postForm("/office/login", url.Values{"username": {name}, "password": {adminPassword}})
	r.leads(s.t, "/office/login/code")
	for _, c := range r.Cookies() {
		if c.Name == "hailong" {
			s.t.Error("a session before the code")
		}
	}
	return r.cookieOf(s.t, "hailong-code")
}

func (s *site) answer(c *http.Cookie, code string) reply {
	s.t.Helper()
	return s.sendAs(c, "/office/login/code", url.Values{"code": {code}})
}

func TestALoginWithASecondFactorAsksForTheCode(t *testing.T) {
	s := newSite(t)
	s.account("lan", staff.Officer)
	secret, recovery := s.enrol("lan")
	challenge := s.half("lan")
	if !challenge.HttpOnly || challenge.SameSite != http.SameSiteLaxMode || challenge.MaxAge != 300 {
		t.Errorf("cookie %+v", challenge)
	}
	asked := s.with(challenge, http.MethodGet, "/office/login/code")
	asked.wants(t, http.StatusOK, "Mật khẩu của <b>lan</b> đã đúng", `autocomplete="one-time-code"`)
	asked.lacks(t, challenge.Value)
	// The challenge is no session, whatever cookie it comes in.
	s.with(&http.Cookie{Name: "hailong", Value: challenge.Value}, http.MethodGet, "/office").leads(t, "/office/login")
	s.with(challenge, http.MethodGet, "/office").leads(t, "/office/login")

	s.answer(challenge, "").wants(t, http.StatusUnprocessableEntity, "Xin nhập mã.")
	s.answer(challenge, "không phải mã").wants(t, http.StatusUnauthorized, "Mã không đúng")
	if got := s.recorded("login"); len(got) != 0 {
		t.Errorf("half a login is in the log as one: %+v", got)
	}
	if got := s.recorded("login.failed"); len(got) != 1 || got[0].Actor != "lan" || got[0].Role != "officer" {
		t.Errorf("the log has %+v", got)
	}
	in := s.answer(challenge, s.code(secret))
	in.leads(t, "/office")
	session := in.cookieOf(t, "hailong")
	s.with(session, http.MethodGet, "/office/posters").wants(t, http.StatusOK)
	s.answer(challenge, recovery[0]).wants(t, http.StatusUnauthorized, "đăng nhập lại từ đầu") // it was met
	s.with(session, http.MethodPost, "/office/logout")
	if in, out := s.recorded("login"), s.recorded("logout"); len(in) != 1 || len(out) != 1 || in[0].Actor != "lan" || out[0].Actor != "lan" {
		t.Errorf("the log has %+v and %+v", in, out)
	}

	used := s.code(secret)
	s.answer(s.half("lan"), used).wants(t, http.StatusUnauthorized, "đã dùng rồi") // the same thirty seconds
	s.later(16 * time.Minute)
	s.answer(s.half("lan"), recovery[0]).leads(t, "/office")
	s.answer(s.half("lan"), recovery[0]).wants(t, http.StatusUnauthorized, "đã dùng rồi")
}

func TestAChallengeThatIsOverBeginsAnew(t *testing.T) {
	s := newSite(t)
	s.account("lan", staff.Officer)
	secret, _ := s.enrol("lan")
	s.get("/office/login/code").leads(t, "/office/login")
	s.postForm("/office/login/code", url.Values{"code": {"123456"}}).wants(t, http.StatusUnauthorized, "đăng nhập lại từ đầu")
	late := s.half("lan")
	s.later(5 * time.Minute)
	s.with(late, http.MethodGet, "/office/login/code").leads(t, "/office/login")
	s.answer(late, s.code(secret)).wants(t, http.StatusUnauthorized, "đăng nhập lại từ đầu", `id="password"`)

	guessing := s.half("lan")
	wrong := strings.Map(func(r rune) rune { return '0' + (r-'0'+5)%10 }, s.code(secret))
	s.answer(guessing, wrong).wants(t, http.StatusUnauthorized, "Mã không đúng")
	slowed := s.answer(guessing, wrong)
	for range 3 {
		if slowed.StatusCode == http.StatusTooManyRequests {
			break
		}
		slowed = s.answer(guessing, wrong)
	}
	slowed.wants(t, http.StatusTooManyRequests, "Xin chờ")
	if slowed.Header.Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
}

func TestAWrongPasswordLeavesNoNameInTheAuditLog(t *testing.T) {
	s := newSite(t)
	s.account("lan", staff.Officer)
	for _, name := range []string{"lan", "mat-khau-go-nham-o-ten"} {
		s.postForm("/office/login", url.Values{"username": {name}, "password": {"sai mật khẩu"}}).wants(t, http.StatusUnauthorized)
	}
	if got := s.recorded("login.failed"); len(got) != 0 {
		t.Errorf("the log has %+v", got)
	}
}

// TestWhateverPasswordCanBeChosenLogsIn: some keyboards write an accented letter as
// three characters, and the longest password is 128 letters of them.
func TestWhateverPasswordCanBeChosenLogsIn(t *testing.T) {
	s := newSite(t)
	s.account("lan", staff.Officer)
	longest := norm.NFD.String(strings.Repeat("ế", staff.MaxPassword))
	change := url.Values{"old": {adminPassword}, "chosen": {longest}, "again": {longest}}
	s.sendAs(s.login("lan"), "/office/me/password", change).leads(t, "/office/me?done=password")
	s.loginWith("lan", longest).wants(t, http.StatusSeeOther)
	s.loginWith("lan", strings.Repeat("x", 513)).wants(t, http.StatusUnprocessableEntity, "dài quá 512 ký tự")
	for _, path := range []string{"/office/login", "/office/me/password"} {
		page := s.with(s.loginWith("lan", longest).cookie(t, "hailong"), http.MethodGet, path)
		page.wants(t, http.StatusOK, `maxlength="512"`)
		page.lacks(t, `maxlength="128"`)
	}
}
