package web_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"hailong/internal/browser"
	"hailong/internal/staff"
	"hailong/internal/survey"
)

// open opens a page of the site as a phone of 390 pixels without scripts.
func (s *site) open(path string, o browser.Options) *browser.Page {
	s.t.Helper()
	p := browser.Open(s.t, o)
	p.Go(s.http.URL + path)
	return p
}

func TestAPersonFillsTheFullFormOnAPhoneWithoutScripts(t *testing.T) {
	s := newSite(t)
	p := s.open("/s/DEMOFULL", browser.Options{Width: 360, Height: 640})
	p.Screenshot("full-form-360")
	for _, code := range []string{"TC1", "TC2", "TC3", "TC4", "TT1", "TT2", "TT3", "TT4", "CC1", "CC2", "CC3", "CC4", "CC5", "KQ1", "KQ2", "KQ3", "PA1", "HL0", "X1"} {
		p.Click(fmt.Sprintf("input[name=%s][value='4']", code))
	}
	if !p.Visible("#q-PA2") {
		t.Error("PA2 is hidden before its gate is answered")
	}
	p.Click("#PA0-khong")
	if p.Visible("#q-PA2") {
		t.Error("PA2 is still shown to who never gave feedback")
	}
	p.Click("input[name=UT][value=thoigian]")
	p.Type("textarea[name=comment]", "Cán bộ hướng dẫn dễ hiểu 😀")
	p.Click("#ask button")
	p.WaitFor("#receipt")
	p.Screenshot("thanks-360")
	if _, ok := survey.ParseReceipt(p.Text("#receipt")); !ok {
		t.Errorf("receipt %q is not one of ours", p.Text("#receipt"))
	}
	stored := s.responses("dot-demofull")
	if len(stored) != 1 || stored[0].Comment != "Cán bộ hướng dẫn dễ hiểu 😀" {
		t.Fatalf("stored %+v", stored)
	}
	s.getAs(s.token("officer"), "/api/v1/export.json?campaign=dot-demofull").wants(t, http.StatusOK,
		`"TC1":4`, `"HL0":4`, `"PA2":"na"`, `"UT":["thoigian"]`)
}

func TestAPersonMendsAFormThatWasSentTooEarly(t *testing.T) {
	s := newSite(t)
	p := s.open("/s/DEMO", browser.Options{Width: 360, Height: 640})
	p.Screenshot("short-form-360")
	p.Click("input[name=TC][value='2']")
	p.Type("textarea[name=comment]", "Chờ lâu")
	p.Click("#ask button")
	p.WaitFor("#alarm")
	p.Screenshot("short-form-error-360")
	if !p.Checked("input[name=TC][value='2']") || p.Value("textarea[name=comment]") != "Chờ lâu" {
		t.Error("what was typed is gone")
	}
	p.Click("#alarm a")
	p.Click("input[name=HL0][value='5']")
	p.Click("#ask button")
	p.WaitFor("#receipt")
	if n := len(s.responses("dot-demo")); n != 1 {
		t.Errorf("%d responses stored, want 1", n)
	}
}

// lan is the site's address as a phone in the network sees it: plain HTTP, and
// not the loopback that browsers trust like TLS.
func (s *site) lan() string {
	return strings.Replace(s.http.URL, "127.0.0.1", "khaosat."+browser.NetworkDomain, 1)
}

func TestOverThePlainNetworkAPersonAnswersAndAnOfficerLogsIn(t *testing.T) {
	s := newSite(t)
	s.account("lan", staff.Officer)
	for _, scripts := range []bool{false, true} {
		p := browser.Open(t, browser.Options{Scripts: scripts})
		p.Go(s.lan() + "/s/DEMO")
		p.Click("input[name=HL0][value='5']")
		p.Click("#ask button")
		p.WaitFor("#receipt")
		p.Go(s.lan() + "/office/login")
		p.Type("#username", "lan")
		p.Type("#password", adminPassword)
		p.Click(".narrow button")
		p.WaitFor("header form")
	}
	if n := len(s.responses("dot-demo")); n != 2 {
		t.Errorf("%d responses stored, want 2", n)
	}
}

func TestTheFirstQuestionOfTheShortFormIsSeenWithoutScrolling(t *testing.T) {
	s := newSite(t)
	p := s.open("/s/DEMO", browser.Options{Width: 360, Height: 640})
	first := p.Box("#q-HL0")
	if bottom := first.Y + first.Height; bottom > 640 {
		t.Errorf("the first question ends at %.0f px of 640", bottom)
	}
	for level := 1; level <= survey.Levels; level++ {
		box := p.Box(fmt.Sprintf("input[name=HL0][value='%d']", level))
		if box.Width < 48 || box.Height < 48 {
			t.Errorf("level %d is %.0f x %.0f px, want at least 48 x 48", level, box.Width, box.Height)
		}
	}
}

// citizenPages are the pages that a citizen may meet, in every state.
var citizenPages = []struct{ name, path string }{
	{"home", "/"},
	{"privacy", "/privacy"},
	{"short", "/s/DEMO"},
	{"full", "/s/DEMOFULL"},
	{"full-en", "/s/DEMOFULL?lang=en"},
	{"closed", "/s/CLOSED"},
	{"early", "/s/EARLY"},
	{"voided", "/s/VOIDED"},
	{"unknown", "/s/NOPE"},
	{"contact", "/contact"},
	{"contact-en", "/contact/ninh-giang?lang=en"},
	{"contact-nowhere", "/contact/khong-co"},
	{"contact-thanks", "/contact/ninh-giang/thanks"},
	{"thanks", "/s/DEMO/thanks?receipt=" + string(survey.ReceiptOf("dot-demo", "0123456789abcdef"))},
}

func TestEveryCitizenPageIsAccessibleAndFits(t *testing.T) {
	s := newSite(t)
	s.postJSON("/api/v1/s/DEMO", `{"key":"0123456789abcdef","answers":{"HL0":5}}`).wants(t, http.StatusCreated)
	for _, size := range []struct {
		name string
		o    browser.Options
	}{
		{"320", browser.Options{Width: 320, Height: 568}},
		{"390-dark", browser.Options{Width: 390, Height: 844, Dark: true}},
		{"1280", browser.Options{Width: 1280, Height: 900}},
		{"195-zoomed", browser.Options{Width: 195, Height: 422, Scale: 2}},
	} {
		t.Run(size.name, func(t *testing.T) {
			p := browser.Open(t, size.o)
			for _, c := range citizenPages {
				before := len(p.Requests())
				p.Go(s.http.URL + c.path)
				p.Screenshot(c.name + "-" + size.name)
				if size.o.Width >= 320 && p.ScrollsSideways() {
					t.Errorf("%s scrolls sideways at %d px", c.path, size.o.Width)
				}
				p.Axe(t)
				if made := p.Requests()[before:]; len(made) != 1 {
					t.Errorf("%s made %d requests, want 1: %v", c.path, len(made), made)
				}
				if errs := p.ConsoleErrors(); len(errs) > 0 {
					t.Errorf("%s: %v", c.path, errs)
				}
			}
		})
	}
}
