package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"hailong/internal/browser"
	"hailong/internal/staff"
)

// TestTheStatesThatComeSeldomAreAccessibleAndFit: an edition that waits for approval,
// a few odd responses, a code for a tablet, a campaign that was published.
func TestTheStatesThatComeSeldomAreAccessibleAndFit(t *testing.T) {
	s := quarterIsOver(t)
	s.flaggedFew("dot-demo")
	lan := s.login("lan")
	made := s.sendAs(lan, "/office/posters", url.Values{"campaign": {"dot-demo"}, "where": {"trung-tam/1"}, "use": {"kiosk"}})
	made.wants(t, http.StatusSeeOther)
	s.sendAs(lan, "/office/reports", url.Values{"campaign": {"dot-closed"}, "period": {"2026-Q3"}}).wants(t, http.StatusSeeOther)
	s.sendAs(lan, lastQuarter+"/step", step("check", "", 0)).wants(t, http.StatusSeeOther)
	s.step(lan, "dot-demo", "close").wants(t, http.StatusSeeOther)
	const now = "/office/reports/dot-demo/2026-Q4/1"
	s.sendAs(lan, "/office/reports", url.Values{"campaign": {"dot-demo"}, "period": {"2026-Q4"}}).wants(t, http.StatusSeeOther)
	for i, kind := range []string{"check", "approve", "publish"} {
		who := lan
		if kind == "approve" {
			who = s.login("chu-tich")
		}
		s.sendAs(who, now+"/step", step(kind, "", i)).wants(t, http.StatusSeeOther)
	}
	s.account("hung", staff.Auditor)
	pages := []struct{ who, name, path string }{
		{"chu-tich", "waiting", "/office?campaign=dot-demo&period=2026-Q4"},
		{"lan", "few", "/office?campaign=dot-demo&period=2026-Q4"},
		{"hung", "few-signs", "/office/watch?campaign=dot-demo&period=2026-Q4"},
		{"lan", "tablet", made.Header.Get("Location")},
		{"lan", "posters", "/office/posters"},
		{"lan", "reopen", "/office/campaigns/dot-demo/reopen"},
	}
	for _, size := range []browser.Options{{Width: 390, Height: 844}, {Width: 768, Height: 1024}, {Width: 1280, Height: 900}, {Width: 390, Height: 844, Dark: true}} {
		for _, one := range pages {
			p := browser.Open(t, size)
			s.enter(p, one.who)
			p.Go(s.http.URL + strings.TrimPrefix(one.path, s.http.URL))
			p.Screenshot(fmt.Sprintf("seldom-%s-%d-%v", one.name, size.Width, size.Dark))
			if p.ScrollsSideways() {
				t.Errorf("%s scrolls sideways at %d px", one.name, size.Width)
			}
			p.Axe(t)
			if errs := p.ConsoleErrors(); len(errs) > 0 {
				t.Error(one.name, errs)
			}
		}
	}
}
