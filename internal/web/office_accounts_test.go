package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"hailong/internal/staff"
	"hailong/internal/store"
	"hailong/internal/survey"
)

var (
	ticketField = regexp.MustCompile(`name="ticket" value="([^"]+)"`)
	secretShown = regexp.MustCompile(`<code id="secret">([^<]+)</code>`)
)

// ticket opens a page and returns the ticket of its form.
func (s *site) ticket(c *http.Cookie, path string) string {
	s.t.Helper()
	r := s.with(c, http.MethodGet, path)
	found := ticketField.FindStringSubmatch(r.body)
	if found == nil {
		s.t.Fatalf("%s has no form with a ticket: %s", path, head(r.body))
	}
	return found[1]
}

// shown returns the secret of an answer that shows one.
func (r reply) shown(t testing.TB) string {
	t.Helper()
	r.wants(t, http.StatusOK, "Chỉ hiện một lần này")
	found := secretShown.FindStringSubmatch(r.body)
	if found == nil || r.Header.Get("Cache-Control") != "no-store" {
		t.Fatalf("no secret, or one that is kept (%q): %s", r.Header.Get("Cache-Control"), head(r.body))
	}
	return found[1]
}

func (s *site) loginWith(name, password string) reply {
	s.t.Helper()
	return s.postForm("/office/login", url.Values{"username": {name}, "password": {password}})
}

func TestAnAdministratorMakesAnAccountWhosePasswordIsShownOnce(t *testing.T) {
	s := newSite(t)
	s.account("chu", staff.Admin)
	admin := s.login("chu")
	form := url.Values{"username": {" Nguyen.Lan "}, "role": {"clerk"}, "unit": {"ninh-giang"}, "ticket": {s.ticket(admin, "/office/accounts")}}
	made := s.sendAs(admin, "/office/accounts", form)
	first := made.shown(t)
	made.wants(t, http.StatusOK, "Đã tạo tài khoản nguyen.lan", "trao tận tay")
	s.sendAs(admin, "/office/accounts", form).leads(t, "/office/accounts?done=shown") // a reload
	s.with(admin, http.MethodGet, "/office/accounts?done=shown").wants(t, http.StatusOK,
		"đã hiện một lần", ">nguyen.lan</a>", "Người nhập phiếu", "xã Ninh Giang", "chờ người dùng đổi", "Mọi đơn vị")
	in := s.loginWith("nguyen.lan", first)
	in.leads(t, "/office")
	s.with(in.cookieOf(t, "hailong"), http.MethodGet, "/office").leads(t, "/office/me/password")
	if got := s.recorded("account.create"); len(got) != 1 || got[0].Actor != "chu" || got[0].Object != "nguyen.lan" || got[0].Unit != "ninh-giang" || got[0].Detail["role"] != "clerk" {
		t.Errorf("the log has %+v", got)
	}
	if strings.Contains(s.log.String(), first) {
		t.Error("the password is in the log")
	}
}

func TestAnAccountThatCannotBeMadeComesBackWithWhatWasTyped(t *testing.T) {
	s := newSite(t)
	s.account("chu", staff.Admin)
	admin := s.login("chu")
	for _, bad := range []struct{ username, role, unit, want string }{
		{"", "clerk", "ninh-giang", "Xin nhập tên đăng nhập."},
		{"lan", "", "ninh-giang", "Xin nhập vai trò."},
		{"lan", "clerk", "", "Xin nhập đơn vị."},
		{"lan", "king", "ninh-giang", "Không có vai trò này."},
		{"lan", "clerk", "khong-co", "Không có đơn vị này."},
		{"Lân", "clerk", "ninh-giang", "chữ thường không dấu"},
		{"CHU", "clerk", "ninh-giang", "Tên đăng nhập này đã có"},
		{"console", "clerk", "ninh-giang", "dành cho hệ thống"},
		{"token-12345678", "clerk", "ninh-giang", "dành cho hệ thống"},
		{"..", "clerk", "ninh-giang", "dành cho hệ thống"},
	} {
		form := url.Values{"username": {bad.username}, "role": {bad.role}, "unit": {bad.unit}, "ticket": {s.ticket(admin, "/office/accounts")}}
		r := s.sendAs(admin, "/office/accounts", form)
		r.wants(t, http.StatusUnprocessableEntity, bad.want, `role="alert"`, `value="`+bad.username+`"`)
		if bad.role == "clerk" {
			r.wants(t, http.StatusUnprocessableEntity, `value="clerk" required checked`)
		}
	}
	s.sendAs(admin, "/office/accounts", url.Values{"username": {"lan"}, "role": {"clerk"}, "unit": {"ninh-giang"}}).wants(t, http.StatusUnprocessableEntity)
	if people, err := s.office.People(t.Context(), staff.Principal{Role: staff.Admin}); err != nil || len(people) != 1 {
		t.Errorf("%d accounts, %v", len(people), err)
	}
}

func TestWhatAnAdministratorDoesToAnAccount(t *testing.T) {
	s := newSite(t)
	s.account("chu", staff.Admin)
	s.account("lan", staff.Officer)
	s.enrol("lan")
	admin := s.login("chu")
	path := "/office/accounts/lan"
	s.with(admin, http.MethodGet, path).wants(t, http.StatusOK, "xác thực hai bước đang bật", `value="officer" required checked`, `value="*" selected`)

	s.sendAs(admin, path+"/totp/reset", nil).leads(t, path+"?done=reset")
	s.with(admin, http.MethodGet, path+"?done=reset").wants(t, http.StatusOK, "Đã gỡ xác thực hai bước")
	lan := s.login("lan") // the password alone, again

	s.sendAs(admin, path, url.Values{"role": {"approver"}, "unit": {"ninh-giang"}}).leads(t, path+"?done=moved")
	s.with(lan, http.MethodGet, "/office/me").wants(t, http.StatusOK, "Người duyệt", "xã Ninh Giang") // at once
	for _, bad := range []url.Values{nil, {"role": {"approver"}}, {"role": {"king"}, "unit": {"*"}}, {"role": {"clerk"}, "unit": {"khong-co"}}} {
		s.sendAs(admin, path, bad).wants(t, http.StatusUnprocessableEntity, `role="alert"`)
	}
	s.sendAs(admin, path+"/sessions/end", nil).leads(t, path+"?done=ended")
	s.with(lan, http.MethodGet, "/office/me").leads(t, "/office/login")

	s.sendAs(admin, path+"/disable", nil).leads(t, path+"?done=disabled")
	s.loginWith("lan", adminPassword).wants(t, http.StatusUnauthorized)
	s.with(admin, http.MethodGet, path).wants(t, http.StatusOK, "đã khóa", "Mở lại tài khoản lan")
	s.sendAs(admin, path+"/enable", nil).leads(t, path+"?done=enabled")

	form := url.Values{"ticket": {s.ticket(admin, path)}}
	fresh := s.sendAs(admin, path+"/password", form).shown(t)
	s.sendAs(admin, path+"/password", form).leads(t, path+"?done=shown") // a reload makes no second one
	s.sendAs(admin, path+"/password", nil).wants(t, http.StatusUnprocessableEntity)
	s.later(time.Second)
	s.loginWith("lan", fresh).leads(t, "/office")
	for action, actor := range map[string]string{"account.totp-reset": "chu", "account.move": "chu", "account.sessions": "chu", "account.disable": "chu", "account.enable": "chu", "account.password": "chu"} {
		if got := s.recorded(action); len(got) == 0 || got[0].Actor != actor || got[0].Object != "lan" {
			t.Errorf("%s: the log has %+v", action, got)
		}
	}
	s.with(admin, http.MethodGet, "/office/accounts/khong-co").wants(t, http.StatusNotFound)
}

func TestTheLastAdministratorStaysAndKeepsHisOwnAccountElsewhere(t *testing.T) {
	s := newSite(t)
	s.account("chu", staff.Admin)
	admin := s.login("chu")
	const path = "/office/accounts/chu"
	const last = "quản trị viên cuối cùng"
	s.with(admin, http.MethodGet, path).wants(t, http.StatusOK, "tài khoản của chính anh/chị")
	s.sendAs(admin, path, url.Values{"role": {"officer"}, "unit": {"*"}}).wants(t, http.StatusUnprocessableEntity, last, `value="officer" required checked`)
	s.sendAs(admin, path, url.Values{"role": {"admin"}, "unit": {"ninh-giang"}}).wants(t, http.StatusUnprocessableEntity, last)
	s.sendAs(admin, path+"/disable", nil).wants(t, http.StatusUnprocessableEntity, last)
	for _, verb := range []string{"/password", "/totp/reset", "/sessions/end"} {
		s.sendAs(admin, path+verb, url.Values{"ticket": {"x"}}).wants(t, http.StatusUnprocessableEntity, "Xin dùng trang “Tài khoản của tôi”")
	}
	if got := s.recorded("account.disable.failed"); len(got) != 1 {
		t.Errorf("the log has %+v", got)
	}
	s.account("phu", staff.Admin)
	s.sendAs(admin, path, url.Values{"role": {"officer"}, "unit": {"*"}}).leads(t, path+"?done=moved")
	s.with(admin, http.MethodGet, "/office/accounts").wants(t, http.StatusForbidden)
}

func TestAnAdministratorOfAUnitReachesNoFurther(t *testing.T) {
	s := newSite(t)
	put(s, store.Units, "xa-la", survey.Unit{Code: "xa-la", Name: survey.Text{"vi": "xã Lạ"}})
	for name, unit := range map[string]string{"chu-xa": "ninh-giang", "lan-la": "xa-la", "lan-thanh-pho": ""} {
		if _, err := s.office.Accounts.CreateAccount(t.Context(), staff.Account{Username: name, Role: staff.Admin, Unit: unit}, adminPassword); err != nil {
			t.Fatal(err)
		}
	}
	admin := s.login("chu-xa")
	list := s.with(admin, http.MethodGet, "/office/accounts")
	list.wants(t, http.StatusOK, "chu-xa", "xã Ninh Giang")
	list.lacks(t, "lan-la", "lan-thanh-pho", "xã Lạ", `value="city"`, `value="*"`)
	for _, bad := range []url.Values{
		{"role": {"city"}, "unit": {"ninh-giang"}}, {"role": {"admin"}, "unit": {"*"}}, {"role": {"clerk"}, "unit": {"xa-la"}},
	} {
		bad.Set("username", "moi")
		bad.Set("ticket", s.ticket(admin, "/office/accounts"))
		s.sendAs(admin, "/office/accounts", bad).wants(t, http.StatusUnprocessableEntity, "không giao được vai trò này")
		s.sendAs(admin, "/office/tokens", bad).wants(t, http.StatusUnprocessableEntity, "không giao được vai trò này")
	}
	for _, name := range []string{"lan-la", "lan-thanh-pho"} {
		s.with(admin, http.MethodGet, "/office/accounts/"+name).wants(t, http.StatusNotFound)
		s.sendAs(admin, "/office/accounts/"+name+"/disable", nil).wants(t, http.StatusNotFound)
		s.sendAs(admin, "/office/accounts/"+name+"/password", url.Values{"ticket": {"x"}}).wants(t, http.StatusNotFound)
	}
	if got := s.recorded("account.create"); len(got) != 0 {
		t.Errorf("what was beyond reach is in the log of others: %+v", got)
	}
}

func TestATokenForAProgramIsShownOnceAndRevokedAfterAQuestion(t *testing.T) {
	s := newSite(t)
	s.account("chu", staff.Admin)
	admin := s.login("chu")
	s.with(admin, http.MethodGet, "/office/tokens").wants(t, http.StatusOK, "Chưa có mã nào")
	form := url.Values{"note": {"Báo cáo <sở>"}, "role": {"city"}, "unit": {"ninh-giang"}, "ticket": {s.ticket(admin, "/office/tokens")}}
	token := s.sendAs(admin, "/office/tokens", form).shown(t)
	s.sendAs(admin, "/office/tokens", form).leads(t, "/office/tokens?done=token")
	s.getAs(token, "/api/v1/index?campaign=dot-demo").wants(t, http.StatusOK)
	list := s.with(admin, http.MethodGet, "/office/tokens")
	list.wants(t, http.StatusOK, "1 mã truy cập", "Báo cáo &lt;sở&gt;", "Thành phố", "xã Ninh Giang", "23/11/2026", "chu")
	list.lacks(t, token)
	name := regexp.MustCompile(`token-[0-9a-f]{8}`).FindString(list.body)
	s.with(admin, http.MethodGet, "/office/tokens/"+name+"/revoke").wants(t, http.StatusOK, "không thể hoàn lại", "Báo cáo &lt;sở&gt;")
	s.getAs(token, "/api/v1/index?campaign=dot-demo").wants(t, http.StatusOK) // asking is not doing
	s.sendAs(admin, "/office/tokens/"+name+"/revoke", nil).leads(t, "/office/tokens?done=revoked")
	s.getAs(token, "/api/v1/index?campaign=dot-demo").wants(t, http.StatusUnauthorized)
	s.sendAs(admin, "/office/tokens/"+name+"/revoke", nil).wants(t, http.StatusNotFound)

	for _, bad := range []struct{ note, role, unit, want string }{
		{strings.Repeat("x", 61), "city", "*", "dài nhất 60 ký tự"},
		{"hai\ndòng", "city", "*", "trên một dòng"},
		{"x", "", "*", "Xin nhập vai trò."},
		{"x", "city", "khong-co", "Không có đơn vị này."},
	} {
		form := url.Values{"note": {bad.note}, "role": {bad.role}, "unit": {bad.unit}, "ticket": {s.ticket(admin, "/office/tokens")}}
		s.sendAs(admin, "/office/tokens", form).wants(t, http.StatusUnprocessableEntity, bad.want, bad.note)
	}
}
