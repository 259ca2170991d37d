package web_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"hailong/internal/browser"
	"hailong/internal/staff"
	"hailong/internal/survey"
)

// publish takes the third quarter of a campaign through all steps.
func (s *site) publish(campaign, why string, edition int) {
	s.t.Helper()
	s.publishPeriod(campaign, "2026-Q3", why, edition)
}

func (s *site) publishPeriod(campaign, period, why string, edition int) {
	s.t.Helper()
	lan, leader := s.login("lan"), s.login("chu-tich")
	path := fmt.Sprintf("/office/reports/%s/%s/%d", campaign, period, edition)
	s.sendAs(lan, "/office/reports", url.Values{"campaign": {campaign}, "period": {period}, "why": {why}}).wants(s.t, http.StatusSeeOther)
	text := url.Values{"version": {fmt.Sprint(edition - 1)}, "task": {"Lắp thêm ghế chờ"}, "owner": {"Trung tâm"}, "deadline": {"2026-12-31"}}
	s.sendAs(lan, path+"/text", text).wants(s.t, http.StatusSeeOther)
	s.sendAs(lan, path+"/step", step("check", "", 0)).wants(s.t, http.StatusSeeOther)
	s.sendAs(leader, path+"/step", step("approve", "", 1)).wants(s.t, http.StatusSeeOther)
	s.sendAs(lan, path+"/step", step("publish", "", 2)).wants(s.t, http.StatusSeeOther)
}

func TestOnlyWhatWasPublishedIsPublic(t *testing.T) {
	s := quarterIsOver(t)
	s.fill("dot-demo", 300)
	s.get("/results").wants(t, http.StatusOK, "Chưa có kết quả nào được công bố")
	s.get("/results/ninh-giang/2026-Q4").wants(t, http.StatusNotFound)
	s.get("/results/ninh-giang/2026-Q3").wants(t, http.StatusNotFound)
	s.publish("dot-closed", "", 1)
	s.get("/results").wants(t, http.StatusOK, "quý III năm 2026", "200", "/results/ninh-giang/2026-Q3?campaign=dot-closed")
	first := s.get("/results/ninh-giang/2026-Q3")
	first.wants(t, http.StatusOK, "Chỉ số hài lòng chung", "Theo hình thức trả lời", "Theo lĩnh vực", "Lắp thêm ghế chờ", "không phải mẫu chọn ngẫu nhiên", "hailong-1")
	s.get("/results/ninh-giang/2026-Q3?lang=en").wants(t, http.StatusOK, "Overall satisfaction index", "By way of answering")
	s.get("/results-method").wants(t, http.StatusOK, "168 trên 200")
	for _, path := range []string{"/results/nope", "/results/nope/2026-Q3", "/results/ninh-giang/x", "/results/ninh-giang/2026-Q3?campaign=dot-demo", "/results/ninh-giang/2026-Q3/dot-demo-1.csv", "/results/ninh-giang/2026-Q3/dot-closed-1.exe"} {
		s.get(path).wants(t, http.StatusNotFound)
	}
	var data struct {
		Responses int
		Edition   int
		Figures   []struct{ Kind string }
	}
	if err := json.Unmarshal([]byte(s.get("/results/ninh-giang/2026-Q3/dot-closed-1.json").body), &data); err != nil || data.Responses != 200 || data.Edition != 1 {
		t.Errorf("open data %+v, %v", data, err)
	}
	s.get("/results/ninh-giang/2026-Q3/dot-closed-1.csv").wants(t, http.StatusOK, "xã Ninh Giang,dot-closed,2026-Q3,1,2026-11-23,hailong-1,overall,")

	s.fillDays("dot-closed", 60, survey.Day(2026, 8, 2), survey.Day(2026, 8, 9))
	if again := s.get("/results/ninh-giang/2026-Q3"); again.body != first.body {
		t.Error("what came later changed the public page")
	}
	s.publish("dot-closed", "Bổ sung phiếu giấy nộp muộn", 2)
	second := s.get("/results/ninh-giang/2026-Q3")
	second.wants(t, http.StatusOK, "Bản đính chính 2.", "Bổ sung phiếu giấy nộp muộn", "260")
	if strings.Contains(second.body, "Theo lĩnh vực") {
		t.Error("a second edition has tables that could be subtracted from the first one's")
	}
	s.get("/results/ninh-giang/2026-Q3?campaign=dot-closed&edition=1").wants(t, http.StatusOK, "Đã có bản đính chính mới hơn", "200")
}

func TestAPeriodOfAFewIsNotPublic(t *testing.T) {
	s := newSite(t)
	s.fillDays("dot-closed", 9, survey.Day(2026, 7, 1), survey.Day(2026, 9, 30))
	s.account("lan", staff.Officer)
	s.account("chu-tich", staff.Approver)
	s.account("huong", staff.Officer)
	lan, huong, leader := s.login("lan"), s.login("huong"), s.login("chu-tich")
	s.sendAs(lan, "/office/reports", url.Values{"campaign": {"dot-closed"}, "period": {"2026-Q3"}}).wants(t, http.StatusSeeOther)
	s.sendAs(huong, lastQuarter+"/step", step("check", "", 0)).wants(t, http.StatusSeeOther)
	s.sendAs(leader, lastQuarter+"/step", step("approve", "", 1)).wants(t, http.StatusUnprocessableEntity, "quá ít phiếu (dưới 10)")
	s.get("/results").wants(t, http.StatusOK, "Chưa có kết quả nào được công bố")
	s.get("/results/ninh-giang/2026-Q3").wants(t, http.StatusNotFound)
	s.get("/results/ninh-giang/2026-Q3/dot-closed-1.json").wants(t, http.StatusNotFound)
}

func TestThePublicPagesAreAccessibleAndFit(t *testing.T) {
	s := quarterIsOver(t)
	s.publish("dot-closed", "", 1)
	for _, size := range []browser.Options{{Width: 320, Height: 640}, {Width: 390, Height: 844}, {Width: 1280, Height: 900}, {Width: 390, Height: 844, Dark: true}} {
		p := browser.Open(t, size)
		for name, path := range map[string]string{"results": "/results", "result": "/results/ninh-giang/2026-Q3", "results-method": "/results-method"} {
			p.Go(s.http.URL + path)
			p.Screenshot(fmt.Sprintf("%s-%d-%v", name, size.Width, size.Dark))
			if p.ScrollsSideways() {
				t.Errorf("%s scrolls sideways at %d px", path, size.Width)
			}
			p.Axe(t)
		}
		if errs := p.ConsoleErrors(); len(errs) > 0 {
			t.Error(errs)
		}
	}
}
