package web_test

import (
	"encoding/base64"
	"html"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"hailong/internal/audit"
	"hailong/internal/staff"
)

const chosenPassword = "cầu ao rau muống trời thu"

// cookieOf returns a cookie that an answer sets, or fails.
func (r reply) cookieOf(t testing.TB, name string) *http.Cookie {
	t.Helper()
	for _, c := range r.Cookies() {
		if c.Name == name && c.MaxAge >= 0 {
			return c
		}
	}
	t.Fatalf("%s %s (%d) sets no cookie %s", r.Request.Method, r.Request.URL.Path, r.StatusCode, name)
	return nil
}

// leads fails unless the answer sends on to a path.
func (r reply) leads(t testing.TB, to string) {
	t.Helper()
	if got := r.Header.Get("Location"); r.StatusCode != http.StatusSeeOther || got != to {
		t.Errorf("%s %s: %d to %q, want to be sent to %q:\n%s", r.Request.Method, r.Request.URL.Path, r.StatusCode, got, to, head(r.body))
	}
}

// later lets time pass.
func (s *site) later(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now = s.now.Add(d)
}

// code is what an authenticator app shows now.
func (s *site) code(secret string) string {
	s.t.Helper()
	code, err := totp.GenerateCode(strings.ReplaceAll(secret, " ", ""), s.clock())
	if err != nil {
		s.t.Fatal(err)
	}
	return code
}

// enrol turns on the second factor of an account through the store.
func (s *site) enrol(name string) (secret string, recovery []string) {
	s.t.Helper()
	e, err := s.office.BeginTOTP(s.t.Context(), name, adminPassword)
	if err != nil {
		s.t.Fatal(err)
	}
	if recovery, err = s.office.ConfirmTOTP(s.t.Context(), name, s.code(e.Secret)); err != nil {
		s.t.Fatal(err)
	}
	s.later(30 * time.Second)
	return e.Secret, recovery
}

// forced makes an account whose password somebody else chose.
func (s *site) forced(name string, role staff.Role) {
	s.t.Helper()
	if _, err := s.office.Accounts.CreateAccount(s.t.Context(), staff.Account{Username: name, Role: role, MustChange: true}, adminPassword); err != nil {
		s.t.Fatal(err)
	}
}

// recorded lists the events of the log with an action, the newest first.
func (s *site) recorded(action string) []audit.Event {
	s.t.Helper()
	list, _, err := audit.New(s.store, s.clock).Before(s.t.Context(), 0, 100, func(e *audit.Event) bool { return e.Action == action })
	if err != nil {
		s.t.Fatal(err)
	}
	return list
}

func password(old, chosen, again string) url.Values {
	return url.Values{"old": {old}, "chosen": {chosen}, "again": {again}}
}

func TestWhoMustChangeThePasswordCanDoNothingElse(t *testing.T) {
	s := newSite(t)
	s.forced("lan", staff.Admin)
	cookie := s.login("lan")
	for _, route := range s.guarded() {
		method, path, _ := strings.Cut(route, " ")
		if strings.HasPrefix(path, "/office/me/password") || strings.HasPrefix(path, "/api/") {
			continue
		}
		s.with(cookie, method, path).leads(t, "/office/me/password")
	}
	s.with(cookie, http.MethodGet, "/api/v1/index?campaign=dot-demo").wants(t, http.StatusForbidden)
	page := s.with(cookie, http.MethodGet, "/office/me/password")
	page.wants(t, http.StatusOK, "Xin đặt mật khẩu của riêng mình", "có người khác biết")
	page.lacks(t, `href="/office/posters"`, `href="/office/accounts"`)
	changed := s.sendAs(cookie, "/office/me/password", password(adminPassword, chosenPassword, chosenPassword))
	changed.leads(t, "/office/me?done=password")
	s.with(cookie, http.MethodGet, "/office/me").leads(t, "/office/login") // the old session is over
	fresh := changed.cookieOf(t, "hailong")
	s.with(fresh, http.MethodGet, "/office/me?done=password").wants(t, http.StatusOK, "Đã đổi mật khẩu")
	s.with(fresh, http.MethodGet, "/office/accounts").wants(t, http.StatusOK)
	if got := s.recorded("account.own-password"); len(got) != 1 || got[0].Actor != "lan" || got[0].Role != "admin" || len(got[0].Detail) != 0 {
		t.Errorf("the log has %+v", got)
	}
	s.with(fresh, http.MethodPost, "/office/logout").leads(t, "/office/login")
	s.get("/office/me/password").leads(t, "/office/login")
}

func TestABadNewPasswordIsExplained(t *testing.T) {
	s := newSite(t)
	s.account("lan", staff.Officer)
	cookie := s.login("lan")
	for _, bad := range []struct {
		name string
		form url.Values
		want string
	}{
		{"nothing", nil, "Xin nhập mật khẩu đang dùng."},
		{"two that differ", password(adminPassword, chosenPassword, chosenPassword+"x"), "không giống nhau"},
		{"too short", password(adminPassword, "ngắn", "ngắn"), "từ 8 đến 128 ký tự"},
		{"too long", password(adminPassword, strings.Repeat("ế", 129), strings.Repeat("ế", 129)), "từ 8 đến 128 ký tự"},
		{"absurdly long", password(adminPassword, strings.Repeat("x", 513), "x"), "dài quá 512 ký tự"},
		{"the same", password(adminPassword, adminPassword, adminPassword), "trùng với mật khẩu đang dùng"},
		{"well known", password(adminPassword, "matkhau123", "matkhau123"), "quá dễ đoán"},
		{"the name", password(adminPassword, "lanlanlan", "lanlanlan"), "quá dễ đoán"},
		{"wrong old one", password("không phải", chosenPassword, chosenPassword), "Mật khẩu đang dùng không đúng."},
	} {
		r := s.sendAs(cookie, "/office/me/password", bad.form)
		r.wants(t, http.StatusUnprocessableEntity, bad.want, `role="alert"`)
		if strings.Contains(r.body, "matkhau123") || strings.Contains(r.body, chosenPassword) {
			t.Errorf("%s: a password comes back", bad.name)
		}
	}
	var slowed reply
	for range 5 {
		if slowed = s.sendAs(cookie, "/office/me/password", password("sai", chosenPassword, chosenPassword)); slowed.StatusCode == http.StatusTooManyRequests {
			break
		}
	}
	slowed.wants(t, http.StatusTooManyRequests, "Xin chờ")
	s.with(cookie, http.MethodGet, "/office/me").wants(t, http.StatusOK) // still logged in
}

var groups = regexp.MustCompile(`<code>((?:[A-Z2-7]{4} ?)+)</code>`)

func TestTheSecondFactorIsTurnedOnAndOff(t *testing.T) {
	s := newSite(t)
	s.account("lan", staff.Officer)
	cookie := s.login("lan")
	send := func(path string, form url.Values) reply { return s.sendAs(cookie, "/office/me/totp"+path, form) }
	s.with(cookie, http.MethodGet, "/office/me/totp").wants(t, http.StatusOK, "Bước 1/2", "đang tắt")
	send("/confirm", url.Values{"code": {"123456"}}).wants(t, http.StatusUnprocessableEntity, "Xin làm lại từ đầu")
	send("", url.Values{"password": {"sai"}}).wants(t, http.StatusUnprocessableEntity, "Mật khẩu đang dùng không đúng.")
	send("", url.Values{"password": {adminPassword}}).leads(t, "/office/me/totp")
	shown := s.with(cookie, http.MethodGet, "/office/me/totp")
	shown.wants(t, http.StatusOK, "Bước 2/2", "data:image/png;base64,", `href="otpauth://totp/`)
	secret := groups.FindStringSubmatch(shown.body)
	if secret == nil {
		t.Fatalf("no secret to be typed: %s", head(shown.body))
	}
	if address := scanned(t, shown.body); !strings.Contains(address, "secret="+strings.ReplaceAll(secret[1], " ", "")) || !strings.Contains(address, ":lan?") {
		t.Errorf("the picture holds %q, the text %q", address, secret[1])
	}
	send("/confirm", url.Values{"code": {"abc"}}).wants(t, http.StatusUnprocessableEntity, "Mã không đúng", secret[1])
	on := send("/confirm", url.Values{"code": {s.code(secret[1])}})
	on.wants(t, http.StatusOK, "in hoặc chép lại 8 mã khôi phục")
	if n := strings.Count(on.body, "<li><code>"); n != 8 || on.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("%d recovery codes, Cache-Control %q", n, on.Header.Get("Cache-Control"))
	}
	again := send("/confirm", url.Values{"code": {s.code(secret[1])}}) // a reload
	again.leads(t, "/office/me?done=enrolled")
	s.with(cookie, http.MethodGet, "/office/me?done=enrolled").wants(t, http.StatusOK, "chỉ hiện một lần", "Còn 8 mã khôi phục")
	send("", url.Values{"password": {adminPassword}}).wants(t, http.StatusUnprocessableEntity, "đang bật rồi")

	s.later(time.Minute)
	send("/remove", url.Values{"password": {adminPassword}}).wants(t, http.StatusUnprocessableEntity, "Mã không đúng")
	send("/remove", url.Values{"password": {"sai"}, "code": {s.code(secret[1])}}).wants(t, http.StatusUnprocessableEntity, "Mật khẩu đang dùng không đúng.")
	s.later(time.Minute)
	send("/remove", url.Values{"password": {adminPassword}, "code": {s.code(secret[1])}}).leads(t, "/office/me?done=removed")
	s.with(cookie, http.MethodGet, "/office/me?done=removed").wants(t, http.StatusOK, "Đã tắt xác thực hai bước", "đang tắt")
	s.with(cookie, http.MethodGet, "/office/me?done=nonsense").lacks(t, `role="status"`)
	for _, action := range []string{"account.own-totp-begin", "account.own-totp", "account.own-totp-remove"} {
		for _, e := range s.recorded(action) {
			if e.Object != "lan" || len(e.Detail) != 0 {
				t.Errorf("the log has %+v", e)
			}
		}
		if len(s.recorded(action)) == 0 {
			t.Errorf("%s is not in the log", action)
		}
	}
	if strings.Contains(s.log.String(), strings.ReplaceAll(secret[1], " ", "")) {
		t.Error("the secret is in the log")
	}
}

var dataURI = regexp.MustCompile(`src="data:image/png;base64,([^"]+)"`)

// scanned reads the QR code of a page as a telephone would.
func scanned(t *testing.T, body string) string {
	t.Helper()
	found := dataURI.FindStringSubmatch(body)
	if found == nil {
		t.Fatal("the page has no picture")
	}
	picture, err := base64.StdEncoding.DecodeString(html.UnescapeString(found[1]))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := exec.LookPath("zbarimg"); err != nil {
		if os.Getenv("HAILONG_TEST_REQUIRE") == "1" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	file := filepath.Join(t.TempDir(), "code.png")
	if err := os.WriteFile(file, picture, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("zbarimg", "--raw", "-q", file).Output()
	if err != nil {
		t.Fatalf("zbarimg: %v", err)
	}
	return strings.TrimSpace(string(out))
}

func TestSomebodyLogsHimselfOutEverywhere(t *testing.T) {
	s := newSite(t)
	s.account("lan", staff.Officer)
	here, there := s.login("lan"), s.login("lan")
	s.with(here, http.MethodPost, "/office/me/sessions/end").leads(t, "/office/login?done=everywhere")
	for _, cookie := range []*http.Cookie{here, there} {
		s.with(cookie, http.MethodGet, "/office/me").leads(t, "/office/login")
	}
	s.get("/office/login?done=everywhere").wants(t, http.StatusOK, "Đã đăng xuất khỏi mọi thiết bị")
}

func TestWhoMayNotReadFiguresLandsWhereHeMayGo(t *testing.T) {
	s := newSite(t)
	for _, role := range staff.Roles {
		name := "vai-" + string(role)
		s.account(name, role)
		cookie := s.login(name)
		first := s.with(cookie, http.MethodGet, "/office")
		if role.May(staff.ReadFigures) {
			if first.StatusCode == http.StatusSeeOther {
				t.Errorf("%s is sent to %s", role, first.Header.Get("Location"))
			}
			continue
		}
		s.with(cookie, http.MethodGet, first.Header.Get("Location")).wants(t, http.StatusOK)
		s.with(cookie, http.MethodGet, "/office?campaign=dot-demo").wants(t, http.StatusForbidden)
	}
	clerk := s.login("vai-clerk")
	s.with(clerk, http.MethodGet, "/office/me").wants(t, http.StatusOK, "Người nhập phiếu", "Chỉ nhập phiếu giấy", "<li>Nhập phiếu giấy</li>", "Mọi đơn vị")
	s.with(clerk, http.MethodGet, "/office/me").lacks(t, "Xem kết quả và tải", `href="/office/accounts"`)
}

func TestAProgramHasNoAccountOfItsOwn(t *testing.T) {
	s := newSite(t)
	token := s.token(staff.Admin)
	for p, err := range s.office.Tokens.All(t.Context()) { // an account that is called like the token
		if err != nil {
			t.Fatal(err)
		}
		s.account(p.Name, staff.Admin)
	}
	for _, route := range s.guarded() {
		if strings.Contains(route, " /office/me") {
			if got := s.ask(token, route, nil); got != http.StatusNotFound {
				t.Errorf("%s with a token: status %d", route, got)
			}
		}
	}
}
