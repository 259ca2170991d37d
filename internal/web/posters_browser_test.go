package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"testing"

	"hailong/internal/browser"
	"hailong/internal/staff"
	"hailong/internal/store"
	"hailong/internal/survey"
)

// hang furnishes a real centre: five counters with a code each, some of them
// printed and used.
func (s *site) hang(c *http.Cookie) {
	s.t.Helper()
	place := survey.Place{Code: "trung-tam", Unit: "ninh-giang", Name: survey.Text{"vi": "Trung tâm Phục vụ hành chính công"}}
	for i, name := range []string{"Quầy 1 – Hộ tịch, chứng thực", "Quầy 2 – Đất đai", "Quầy 3 – Bảo trợ xã hội", "Quầy 4 – Trả kết quả"} {
		place.Counters = append(place.Counters, survey.Counter{Code: fmt.Sprint(i + 1), Name: survey.Text{"vi": name}})
	}
	put(s, store.Places, place.Code, place)
	put(s, store.Places, "thon-kenh", survey.Place{Code: "thon-kenh", Unit: "ninh-giang", Name: survey.Text{"vi": "Điểm hỗ trợ thôn Kênh"}})
	s.at("2026-11-20 08:30")
	for _, where := range []string{"trung-tam/2", "trung-tam/3", "trung-tam/4", "thon-kenh/"} {
		code := s.makeCode(c, "dot-demo", where, "")
		s.sendAs(c, "/office/posters/"+code+"/print", url.Values{"kind": {"a4"}, "lang": {"vi"}}).wants(s.t, http.StatusOK)
		for range 37 {
			s.get("/s/" + code)
		}
	}
	s.at("2026-11-23 09:00")
	for range 64 {
		s.get("/s/DEMOFULL")
	}
	s.flush()
	s.sendAs(c, "/office/posters/print", url.Values{"campaign": {"dot-demofull"}, "kind": {"stickers"}, "lang": {"en"}}).wants(s.t, http.StatusOK)
	s.sendAs(c, "/office/posters/print", url.Values{"campaign": {"dot-demofull"}, "kind": {"tent"}, "lang": {"vi"}}).wants(s.t, http.StatusOK)
}

func TestThePagesOfTheCodesAreAccessibleAndFit(t *testing.T) {
	s := newSite(t)
	s.account("lan", staff.Officer)
	s.account("mai", staff.Centre)
	s.hang(s.login("lan"))
	empty := newSite(t)
	empty.account("lan", staff.Officer)
	for p, err := range store.Posters.All(t.Context(), empty.store) {
		if err == nil {
			err = store.Posters.Delete(t.Context(), empty.store, p.Code)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, size := range []browser.Options{{Width: 390, Height: 844}, {Width: 1280, Height: 900}, {Width: 390, Height: 844, Dark: true}} {
		name := fmt.Sprint(size.Width)
		if size.Dark {
			name += "-dark"
		}
		t.Run(name, func(t *testing.T) {
			p := browser.Open(t, size)
			look := func(page string) {
				t.Helper()
				p.Screenshot(page + "-" + name)
				if p.ScrollsSideways() {
					t.Errorf("%s scrolls sideways at %d px", page, size.Width)
				}
				p.Axe(t)
			}
			enter := func(s *site, user string) {
				p.Go(s.http.URL + "/office/login")
				p.Type("#username", user)
				p.Type("#password", adminPassword)
				p.Click(".narrow button")
				p.WaitFor("header form")
			}
			enter(empty, "lan")
			p.Go(empty.http.URL + "/office/posters")
			look("posters-empty")
			p.Click("header form button")
			enter(s, "lan")
			p.Go(s.http.URL + "/office/posters")
			if !p.Visible("#silent") {
				t.Error("the silent code is not reported")
			}
			look("posters")
			p.Go(s.http.URL + "/office/posters/DEMOFULL")
			look("poster")
			p.Click("main details summary")
			look("poster-previews")
			p.Go(s.http.URL + "/office/posters/DEMO")
			look("poster-silent")
			p.Go(s.http.URL + "/office/posters/VOIDED")
			look("poster-voided")
			p.Go(s.http.URL + "/office/campaigns")
			look("posters-campaigns")
			p.Click("header form button")
			enter(s, "mai")
			p.Go(s.http.URL + "/office/posters/DEMOFULL")
			look("poster-reader")
			if errs := p.ConsoleErrors(); len(errs) > 0 {
				t.Error(errs)
			}
		})
	}
}

func TestAnOfficerMakesACodeAndWithdrawsItWithoutScripts(t *testing.T) {
	s := newSite(t)
	s.account("lan", staff.Officer)
	p := browser.Open(t, browser.Options{Width: 390, Height: 844})
	p.Go(s.http.URL + "/office/login")
	p.Type("#username", "lan")
	p.Type("#password", adminPassword)
	p.Click(".narrow button")
	p.WaitFor("header form")
	p.Click(".menu summary")
	p.Click(`.menu a[href="/office/posters"]`)
	p.WaitFor("#t-where")
	p.Click(`form[action="/office/posters"] button`)
	p.WaitFor(`.note[role=status]`)
	p.Screenshot("poster-made-390")
	p.Axe(t)
	p.Click(`form[action$="/void"] button`)
	p.WaitFor(`form[action$="/restore"] button`)
	p.Click(`form[action$="/restore"] button`)
	p.WaitFor(`form[action$="/void"] button`)
}
