package web_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"hailong/internal/browser"
	"hailong/internal/staff"
)

// knock logs in as far as the password brings.
func (s *site) knock(p *browser.Page, name, password string) {
	s.t.Helper()
	p.Go(s.http.URL + "/office/login")
	p.Type("#username", name)
	p.Type("#password", password)
	p.Click(".narrow button")
}

// choosePassword goes through the forced change.
func choosePassword(p *browser.Page, old, chosen string) {
	p.WaitFor("#chosen")
	p.Type("#old", old)
	p.Type("#chosen", chosen)
	p.Type("#again", chosen)
	p.Click(".narrow button")
	p.WaitFor(".may")
}

func TestTheStoryOfAClerkAndHisAdministratorWithoutScripts(t *testing.T) {
	s := newSite(t)
	const printed = "abcde-fghjk-mnpqr-stvwx"
	if _, err := s.office.Accounts.CreateAccount(t.Context(), staff.Account{Username: "admin", Role: staff.Admin, MustChange: true}, printed); err != nil {
		t.Fatal(err)
	}
	admin := browser.Open(t, browser.Options{Width: 1280, Height: 900})
	s.knock(admin, "admin", printed)
	choosePassword(admin, printed, chosenPassword)
	admin.Click(`.side a[href="/office/accounts"]`)
	admin.WaitFor("#username")
	admin.Type("#username", "hoa")
	admin.Click("input[name=role][value=clerk]")
	admin.Eval(`document.querySelector("#unit").value = "ninh-giang"`, nil)
	admin.Click("#new button")
	admin.WaitFor("#secret")
	admin.Screenshot("account-made-1280")
	first := admin.Text("#secret")

	clerk := browser.Open(t, browser.Options{Width: 390, Height: 844})
	s.knock(clerk, "hoa", first)
	clerk.WaitFor("#chosen")
	clerk.Go(s.http.URL + "/office/paper")
	if !strings.HasSuffix(clerk.URL(), "/office/me/password") {
		t.Errorf("before the change the clerk is at %s", clerk.URL())
	}
	const own = "mưa rào cuối làng ta"
	choosePassword(clerk, first, own)
	clerk.Click(`a[href="/office/me/totp"]`)
	clerk.WaitFor("#password")
	clerk.Type("#password", own)
	clerk.Click(".narrow button")
	clerk.WaitFor(".secret code")
	secret := clerk.Text(".secret code")
	clerk.Screenshot("totp-begun-390")
	clerk.Type("#code", s.code(secret))
	clerk.Click(`form[action$="/confirm"] button`)
	clerk.WaitFor(".recovery")
	recovery := clerk.Text(".recovery li code")
	clerk.Screenshot("recovery-390")

	leave := func() {
		clerk.Click("header form button")
		clerk.WaitFor("#username")
	}
	// code sends one; what is there afterwards tells whether it was taken.
	code := func(text, there string) {
		t.Helper()
		s.knock(clerk, "hoa", own)
		clerk.WaitFor("#code")
		clerk.Type("#code", text)
		clerk.Click(".narrow button")
		clerk.WaitFor(there)
	}
	leave()
	s.later(time.Minute)
	code(s.code(secret), "header form")
	leave()
	code(recovery, "header form")
	clerk.Go(s.http.URL + "/office/me")
	if text := clerk.Text("main"); !strings.Contains(text, "Còn 7 mã khôi phục") {
		t.Errorf("after one recovery code: %s", text)
	}
	leave()
	code(recovery, "#error")
	clerk.Screenshot("code-refused-390")

	admin.Go(s.http.URL + "/office/accounts/hoa")
	admin.Click(`form[action$="/totp/reset"] button`)
	admin.WaitFor(".note[role=status]")
	s.later(time.Minute)
	s.knock(clerk, "hoa", own)
	clerk.WaitFor("header form")
	if errs := append(admin.ConsoleErrors(), clerk.ConsoleErrors()...); len(errs) > 1 { // the 401 of the refused code
		t.Error(errs)
	}
}

func TestThePagesOfAccountsAreAccessibleAndFit(t *testing.T) {
	s := newSite(t)
	s.account("chu", staff.Admin)
	for i, role := range staff.Roles {
		s.account(fmt.Sprintf("nguyen.thi.%s.%d", role, i), role)
	}
	s.forced("moi-tao", staff.Clerk)
	s.account("hai-buoc", staff.Officer)
	s.enrol("hai-buoc")
	if _, err := s.office.NewTokenFor(t.Context(), staff.Principal{Name: "chu", Role: staff.Admin}, staff.TokenOrder{Role: staff.City, Unit: "ninh-giang", Note: "Báo cáo tuần của sở, máy chủ dữ liệu dùng chung"}); err != nil {
		t.Fatal(err)
	}
	for _, size := range []browser.Options{{Width: 390, Height: 844}, {Width: 768, Height: 1024}, {Width: 1280, Height: 900}, {Width: 390, Height: 844, Dark: true}} {
		name := fmt.Sprint(size.Width)
		if size.Dark {
			name += "-dark"
		}
		t.Run(name, func(t *testing.T) {
			user := "chu-" + name // each begins the second factor anew
			s.account(user, staff.Admin)
			p := browser.Open(t, size)
			look := func(page string) {
				t.Helper()
				p.Screenshot(page + "-" + name)
				if p.ScrollsSideways() {
					t.Errorf("%s scrolls sideways at %d px", page, size.Width)
				}
				p.Axe(t)
			}
			visit := func(page, path string) {
				t.Helper()
				p.Go(s.http.URL + path)
				look(page)
			}
			s.knock(p, "moi-tao", adminPassword)
			p.WaitFor("#chosen")
			look("password-forced")
			p.Click("header form button")
			s.knock(p, "hai-buoc", adminPassword)
			p.WaitFor("#code")
			look("login-code")
			s.knock(p, user, adminPassword)
			p.WaitFor("header form")
			visit("me", "/office/me")
			visit("password", "/office/me/password")
			p.Type("#old", adminPassword)
			p.Type("#chosen", "matkhau123")
			p.Type("#again", "matkhau123")
			p.Click(".narrow button")
			p.WaitFor("#error")
			look("password-refused")
			visit("totp", "/office/me/totp")
			p.Type("#password", adminPassword)
			p.Click(".narrow button")
			p.WaitFor(".secret")
			look("totp-begun")
			visit("accounts", "/office/accounts")
			visit("account", "/office/accounts/hai-buoc")
			visit("account-self", "/office/accounts/"+user)
			p.Click(`.pair form button`)
			p.WaitFor(".note")
			visit("tokens", "/office/tokens")
			p.Type("#note", "Cổng dữ liệu")
			p.Click("input[name=role][value=auditor]")
			p.Eval(`document.querySelector("#unit").value = "ninh-giang"`, nil)
			p.Click("#new button")
			p.WaitFor("#secret")
			look("token-made")
			p.Go(s.http.URL + "/office/tokens")
			p.Click(`a[href$="/revoke"]`)
			p.WaitFor(".narrow button")
			look("token-revoke")
			s.later(16 * time.Minute) // the password is too old for that
			p.Click(".narrow button")
			p.WaitFor("#proof")
			look("confirm")
			p.Type("#proof", adminPassword)
			p.Click(".narrow button")
			p.WaitFor(".note")
		})
	}
}
