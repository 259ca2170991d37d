package web_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"hailong/internal/browser"
	"hailong/internal/staff"
	"hailong/internal/store"
	"hailong/internal/survey"
)

// neighbour puts a second commune with a campaign of the short questionnaire in.
func (s *site) neighbour() {
	s.t.Helper()
	put(s, store.Units, "vinh-lai", survey.Unit{Code: "vinh-lai", Name: survey.Text{"vi": "xã Vĩnh Lại"}, Authority: survey.Text{"vi": "Ủy ban nhân dân xã Vĩnh Lại"}})
	put(s, store.Places, "vinh-lai-1", survey.Place{Code: "vinh-lai-1", Unit: "vinh-lai", Name: survey.Text{"vi": "Trung tâm Vĩnh Lại"}})
	put(s, store.Campaigns, "dot-vinh-lai", survey.Campaign{
		Code: "dot-vinh-lai", Unit: "vinh-lai", Name: survey.Text{"vi": "Đợt Vĩnh Lại"}, Scheme: "calendar",
		Template: survey.Ref{Code: "short", Version: 1}, Opens: survey.Day(2026, 10, 1),
	})
}

func TestTheCityLaysCommunesSideBySide(t *testing.T) {
	s := newSite(t)
	s.neighbour()
	s.fill("dot-demo", 200)
	s.account("thanh-pho", staff.City)
	s.account("lan", staff.Officer)
	city := s.login("thanh-pho")
	s.with(city, http.MethodGet, "/office/compare").wants(t, http.StatusOK, "xã Ninh Giang", "xã Vĩnh Lại", "chưa có phiếu")
	s.with(city, http.MethodGet, "/office/compare?period=2026-Q4&template=short").wants(t, http.StatusOK, "quý IV năm 2026")
	s.with(city, http.MethodGet, "/office/compare?period=x").wants(t, http.StatusBadRequest)
	s.with(city, http.MethodGet, "/office/compare?template=nope").wants(t, http.StatusOK, "Chưa có đơn vị nào")
	s.with(s.login("lan"), http.MethodGet, "/office/compare").wants(t, http.StatusForbidden)
	own, err := s.office.Tokens.NewToken(t.Context(), staff.City, "ninh-giang", s.clock())
	if err != nil {
		t.Fatal(err)
	}
	if got := s.getAs(own, "/office/compare"); got.StatusCode != http.StatusForbidden || strings.Contains(got.body, "Vĩnh Lại") {
		t.Errorf("who belongs to one commune compares: %d", got.StatusCode)
	}
	for _, size := range []browser.Options{{Width: 390, Height: 844}, {Width: 1280, Height: 900}, {Width: 390, Height: 844, Dark: true}} {
		p := browser.Open(t, size)
		s.enter(p, "thanh-pho")
		for name, path := range map[string]string{"compare": "/office/compare", "audit": "/office/audit?check=1"} {
			p.Go(s.http.URL + path)
			p.Screenshot(fmt.Sprintf("office-%s-%d-%v", name, size.Width, size.Dark))
			if p.ScrollsSideways() {
				t.Errorf("%s scrolls sideways at %d px", path, size.Width)
			}
			p.Axe(t)
		}
	}
}
