package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"hailong/internal/browser"
	"hailong/internal/demo"
	"hailong/internal/staff"
	"hailong/internal/store"
	"hailong/internal/survey"
)

// account makes an account of a role, with the tests' password.
func (s *site) account(name string, role staff.Role) {
	s.t.Helper()
	if _, err := s.office.Accounts.CreateAccount(s.t.Context(), staff.Account{Username: name, Role: role}, adminPassword); err != nil {
		s.t.Fatal(err)
	}
}

// login returns the session cookie of an account.
func (s *site) login(name string) *http.Cookie {
	s.t.Helper()
	r := s.postForm("/office/login", url.Values{"username": {name}, "password": {adminPassword}})
	r.wants(s.t, http.StatusSeeOther)
	for _, c := range r.Cookies() {
		if c.Name == "hailong" {
			return c
		}
	}
	s.t.Fatal("login set no cookie")
	return nil
}

// enter logs an account in with a browser.
func (s *site) enter(p *browser.Page, user string) {
	s.t.Helper()
	p.Go(s.http.URL + "/office/login")
	p.Type("#username", user)
	p.Type("#password", adminPassword)
	p.Click(".narrow button")
	p.WaitFor("header form")
}

func (s *site) with(c *http.Cookie, method, path string) reply {
	s.t.Helper()
	r := s.request(method, path, nil)
	r.AddCookie(c)
	return s.do(r)
}

// fill stores a plausible quarter.
func (s *site) fill(campaign string, n int) {
	s.t.Helper()
	s.fillDays(campaign, n, survey.Day(2026, 10, 1), survey.Day(2026, 11, 22))
}

// fillDays stores plausible responses between two days, the campaign's first or
// later.
func (s *site) fillDays(campaign string, n int, from, to survey.Date) {
	s.t.Helper()
	c, err := store.Campaigns.Get(s.t.Context(), s.store, campaign)
	if err != nil {
		s.t.Fatal(err)
	}
	place, err := store.Places.Get(s.t.Context(), s.store, "trung-tam")
	if err != nil {
		s.t.Fatal(err)
	}
	template, err := s.catalog.Template(c.Template)
	if err != nil {
		s.t.Fatal(err)
	}
	plan := demo.Plan{
		Campaign: c, Template: template, Places: []survey.Place{place}, Fields: s.catalog.Fields(),
		From: from, To: to, Responses: n, Seed: int64(from),
	}
	var batch []survey.Response
	for r := range plan.All() {
		if batch = append(batch, r); len(batch) == store.MaxBatch {
			s.insert(batch)
			batch = batch[:0]
		}
	}
	s.insert(batch)
}

func (s *site) insert(batch []survey.Response) {
	s.t.Helper()
	if _, err := s.store.Insert(s.t.Context(), batch); err != nil {
		s.t.Fatal(err)
	}
}

func TestAnOfficerLogsInReadsTheFiguresAndLogsOut(t *testing.T) {
	s := newSite(t)
	s.account("lan", staff.Officer)
	s.fill("dot-demofull", 500)
	if got := s.get("/office"); got.StatusCode != http.StatusSeeOther || got.Header.Get("Location") != "/office/login" {
		t.Errorf("without login: %d to %q, want the login page", got.StatusCode, got.Header.Get("Location"))
	}
	cookie := s.login("Lan ")
	if !cookie.HttpOnly || cookie.SameSite != http.SameSiteLaxMode || cookie.Path != "/" {
		t.Errorf("cookie %+v is not closed to scripts and other sites", cookie)
	}
	s.with(cookie, http.MethodGet, "/office?campaign=dot-demofull&period=2026-Q4").wants(t, http.StatusOK,
		"Chỉ số hài lòng chung", "Khoảng tin cậy 95%", "TC1. ", "Theo hình thức trả lời", "/api/v1/export.csv?campaign=dot-demofull&amp;period=2026-Q4")
	s.with(cookie, http.MethodGet, "/api/v1/export.csv?campaign=dot-demofull&period=2026-Q4").wants(t, http.StatusOK)
	s.with(cookie, http.MethodGet, "/office?campaign=nope").wants(t, http.StatusNotFound, "Không có trang này")
	s.with(cookie, http.MethodGet, "/office?campaign=dot-demo&period=x").wants(t, http.StatusBadRequest, "Yêu cầu không hợp lệ")
	s.with(cookie, http.MethodPost, "/office/logout").wants(t, http.StatusSeeOther)
	s.with(cookie, http.MethodGet, "/office").wants(t, http.StatusSeeOther)
	s.with(cookie, http.MethodGet, "/api/v1/export.csv?campaign=dot-demofull").wants(t, http.StatusUnauthorized)
}

func TestAWrongLoginSaysNothingAboutTheAccountAndSlowsDown(t *testing.T) {
	s := newSite(t)
	s.account("nguyen-lan", staff.Officer)
	wrong := func(name, password string) reply {
		return s.postForm("/office/login", url.Values{"username": {name}, "password": {password}})
	}
	known, unknown := wrong("nguyen-lan", "sai mật khẩu rồi"), wrong("ai-do", "sai mật khẩu rồi")
	known.wants(t, http.StatusUnauthorized, "Tên đăng nhập hoặc mật khẩu không đúng.", `value="nguyen-lan"`)
	if strings.ReplaceAll(known.body, "nguyen-lan", "X") != strings.ReplaceAll(unknown.body, "ai-do", "X") {
		t.Error("the page tells whether an account exists")
	}
	wrong("", "").wants(t, http.StatusUnprocessableEntity, "Xin nhập tên đăng nhập.")
	wrong(strings.Repeat("x", 65), "y").wants(t, http.StatusUnprocessableEntity, "dài quá 64 ký tự")
	var slowed reply
	for range 10 {
		if slowed = wrong("nguyen-lan", "sai nữa"); slowed.StatusCode == http.StatusTooManyRequests {
			break
		}
	}
	slowed.wants(t, http.StatusTooManyRequests, "Xin chờ")
	if slowed.Header.Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
	s.mu.Lock()
	s.now = s.now.Add(16 * time.Minute)
	s.mu.Unlock()
	s.login("nguyen-lan")
}

func TestASessionIsNotFixedByWhoBroughtACookie(t *testing.T) {
	s := newSite(t)
	s.account("lan", staff.Officer)
	r := s.request(http.MethodPost, "/office/login", strings.NewReader(url.Values{"username": {"lan"}, "password": {adminPassword}}.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.AddCookie(&http.Cookie{Name: "hailong", Value: "chosen-by-somebody-else"})
	for _, c := range s.do(r).Cookies() {
		if c.Value == "chosen-by-somebody-else" || c.Value == "" {
			t.Errorf("cookie after login is %q", c.Value)
		}
	}
}

func TestOnlyThoseWhoManageMayCloseACampaignOrWithdrawACode(t *testing.T) {
	s := newSite(t)
	s.account("lan", staff.Officer)
	s.account("mai", staff.Centre)
	officer, centre := s.login("lan"), s.login("mai")
	s.with(centre, http.MethodGet, "/office/campaigns").wants(t, http.StatusOK, "DEMOFULL")
	for _, path := range []string{"/office/campaigns/dot-demo/close", "/office/campaigns/dot-demo/reopen", "/office/posters/DEMO/void", "/office/posters/DEMO/restore"} {
		s.with(centre, http.MethodPost, path).wants(t, http.StatusForbidden)
		s.do(s.request(http.MethodPost, path, nil)).wants(t, http.StatusUnauthorized)
	}
	s.get("/s/DEMO").wants(t, http.StatusOK)

	s.with(officer, http.MethodPost, "/office/campaigns/dot-demo/close").wants(t, http.StatusSeeOther)
	s.get("/s/DEMO").wants(t, http.StatusGone, "đã kết thúc ngày 23/11/2026")
	s.with(officer, http.MethodPost, "/office/campaigns/dot-demo/reopen").wants(t, http.StatusSeeOther)
	s.get("/s/DEMO").wants(t, http.StatusOK)
	s.with(officer, http.MethodPost, "/office/posters/DEMO/void").wants(t, http.StatusSeeOther)
	s.get("/s/DEMO").wants(t, http.StatusGone, "Mã này không còn dùng nữa")
	s.with(officer, http.MethodPost, "/office/posters/DEMO/restore").wants(t, http.StatusSeeOther)
	s.get("/s/DEMO").wants(t, http.StatusOK)
	s.with(officer, http.MethodPost, "/office/posters/NOPE/void").wants(t, http.StatusNotFound)
}

func TestWhoMayNotSeeFewResponsesCanStillChooseAnotherCampaign(t *testing.T) {
	s := newSite(t)
	s.account("mai", staff.Centre)
	s.fill("dot-demo", 3)
	cookie := s.login("mai")
	refused := s.with(cookie, http.MethodGet, "/office")
	refused.wants(t, http.StatusForbidden, "Chưa đủ số phiếu để hiện số liệu", `<select id="s-campaign"`, `value="dot-demofull"`)
	if strings.Contains(refused.body, "Chưa có phiếu nào") || strings.Contains(refused.body, "/api/v1/index?") {
		t.Error("the page says that there is nothing, or offers what is refused")
	}
	s.fill("dot-demofull", 40)
	s.with(cookie, http.MethodGet, "/office?campaign=dot-demofull&period=2026-Q4").wants(t, http.StatusOK, "Chỉ số hài lòng chung")
}

// since moves the first day of a campaign.
func (s *site) since(campaign string, d survey.Date) {
	s.t.Helper()
	k, err := store.Campaigns.Get(s.t.Context(), s.store, campaign)
	if err != nil {
		s.t.Fatal(err)
	}
	k.Opens = d
	put(s, store.Campaigns, campaign, k)
}

func TestTheFiguresAreComparedWithThePeriodsBeforeAndAmongGroups(t *testing.T) {
	s := newSite(t)
	s.account("lan", staff.Officer)
	s.account("mai", staff.Centre)
	officer, centre := s.login("lan"), s.login("mai")
	s.since("dot-demofull", survey.Day(2026, 4, 1))
	s.fill("dot-demofull", 400)
	s.with(officer, http.MethodGet, "/office?campaign=dot-demofull").wants(t, http.StatusOK, "Chưa có số liệu của kỳ liền trước để so sánh.")
	s.fillDays("dot-demofull", 300, survey.Day(2026, 7, 1), survey.Day(2026, 9, 30))
	s.fillDays("dot-demofull", 200, survey.Day(2026, 4, 1), survey.Day(2026, 6, 30))
	path := "/office?campaign=dot-demofull&period=2026-Q4"
	s.with(officer, http.MethodGet, path).wants(t, http.StatusOK, "so với quý III năm 2026", "Qua các kỳ", `class="trend"`, "Được đánh giá cao nhất", "Cần cải thiện nhất")
	s.with(centre, http.MethodGet, path).wants(t, http.StatusOK, "so với quý III năm 2026")
	s.with(officer, http.MethodGet, path+"&by=A2").wants(t, http.StatusOK, "Theo nhóm: ", "chưa đủ dữ liệu")
	s.with(officer, http.MethodGet, path+"&group=A2:tochuc").wants(t, http.StatusOK, "Chỉ một phần số liệu.")
	s.with(officer, http.MethodGet, path+"&by=HL0").wants(t, http.StatusBadRequest)
	if got := s.with(centre, http.MethodGet, path+"&by=A2"); strings.Contains(got.body, "Theo nhóm") {
		t.Error("who reads totals only sees groups")
	}
}

func TestTheOfficePagesAreAccessibleAndFit(t *testing.T) {
	s := newSite(t)
	s.account("lan", staff.Officer)
	s.since("dot-demofull", survey.Day(2026, 4, 1))
	s.fillDays("dot-demofull", 700, survey.Day(2026, 4, 1), survey.Day(2026, 6, 30))
	s.fillDays("dot-demofull", 900, survey.Day(2026, 7, 1), survey.Day(2026, 9, 30))
	s.fill("dot-demofull", 1200)
	s.fill("dot-demo", 20)
	s.fill("dot-voided", 3)
	s.account("mai", staff.Centre)
	for _, size := range []browser.Options{{Width: 390, Height: 844}, {Width: 1280, Height: 900}, {Width: 390, Height: 844, Dark: true}} {
		name := fmt.Sprintf("%d", size.Width)
		if size.Dark {
			name += "-dark"
		}
		t.Run(name, func(t *testing.T) {
			p := browser.Open(t, size)
			visit := func(page, path string) {
				p.Go(s.http.URL + path)
				p.Screenshot(page + "-" + name)
				if p.ScrollsSideways() {
					t.Errorf("%s scrolls sideways at %d px", path, size.Width)
				}
				p.Axe(t)
			}
			visit("office-login", "/office/login")
			p.Type("#username", "lan")
			p.Type("#password", "sai mật khẩu")
			p.Click(".narrow button")
			p.WaitFor("#error")
			p.Screenshot("office-login-error-" + name)
			p.Axe(t)
			p.Type("#username", "lan")
			p.Type("#password", adminPassword)
			p.Click(".narrow button")
			p.WaitFor("header form")
			visit("office-results", "/office?campaign=dot-demofull&period=2026-Q4")
			visit("office-results-few", "/office?campaign=dot-demo&period=2026-Q4")
			visit("office-results-none", "/office?campaign=dot-demofull&period=2026-Q1")
			visit("office-results-groups", "/office?campaign=dot-demofull&period=2026-Q4&by=A2&group=A3:tructiep")
			visit("office-campaigns", "/office/campaigns")
			visit("office-not-found", "/office?campaign=nope")
			p.Click("header form button")
			p.WaitFor("#username")
			p.Type("#username", "mai")
			p.Type("#password", adminPassword)
			p.Click(".narrow button")
			p.WaitFor("header form")
			visit("office-results-too-few", "/office?campaign=dot-voided&period=2026-Q4")
			if errs := p.ConsoleErrors(); len(errs) > 0 {
				t.Error(errs)
			}
		})
	}
}

func TestAnInstallationWithoutCampaignsSaysSo(t *testing.T) {
	s := newSite(t)
	s.account("lan", staff.Officer)
	for c, err := range store.Campaigns.All(t.Context(), s.store) {
		if err != nil {
			t.Fatal(err)
		}
		if err := store.Campaigns.Delete(t.Context(), s.store, c.Code); err != nil {
			t.Fatal(err)
		}
	}
	cookie := s.login("lan")
	s.with(cookie, http.MethodGet, "/office").wants(t, http.StatusOK, "Chưa có đợt khảo sát nào.")
	s.with(cookie, http.MethodGet, "/office/campaigns").wants(t, http.StatusOK, "Chưa có đợt khảo sát nào.")
}
