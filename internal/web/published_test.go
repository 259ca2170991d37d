package web_test

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"hailong/internal/browser"
	"hailong/internal/staff"
	"hailong/internal/store"
	"hailong/internal/survey"
)

// twoCampaigns publishes the third quarter of two campaigns: 200 responses of
// dot-closed with a correction to 260, and 150 of dot-second.
func twoCampaigns(t *testing.T) *site {
	s := quarterIsOver(t)
	closes := survey.Day(2026, 9, 30)
	s.campaign("full", survey.Campaign{Opens: survey.Day(2026, 7, 1), Closes: &closes}, "SECOND", false)
	s.fillDays("dot-second", 150, survey.Day(2026, 7, 1), survey.Day(2026, 9, 30))
	s.publish("dot-closed", "", 1)
	s.fillDays("dot-closed", 60, survey.Day(2026, 8, 2), survey.Day(2026, 8, 9))
	s.publish("dot-closed", "Bổ sung phiếu giấy nộp muộn", 2)
	s.publish("dot-second", "", 1)
	return s
}

var langLink = regexp.MustCompile(`<a href="([^"]*)" lang="(?:vi|en)"`)

// switched follows the switch of a page to the other language.
func (s *site) switched(path string) reply {
	s.t.Helper()
	found := langLink.FindStringSubmatch(s.get(path).body)
	if found == nil {
		s.t.Fatalf("%s has no switch to another language", path)
	}
	return s.get(strings.ReplaceAll(found[1], "&amp;", "&"))
}

func TestTheLanguageSwitchShowsTheSameFigures(t *testing.T) {
	s := twoCampaigns(t)
	const page = "/results/ninh-giang/2026-Q3"
	for _, c := range []struct{ query, figures string }{
		{"campaign=dot-closed&edition=1&lang=vi", "200 responses"},
		{"campaign=dot-closed&edition=2&lang=vi", "260 responses"},
		{"campaign=dot-closed&lang=vi", "260 responses"},
		{"campaign=dot-second&lang=vi", "150 responses"},
		{"campaign=dot-second&edition=1&lang=vi", "150 responses"},
	} {
		s.switched(page+"?"+c.query).wants(t, http.StatusOK, `<html lang="en"`, c.figures)
	}
	s.switched("/results/ninh-giang?campaign=dot-second&lang=vi").wants(t, http.StatusOK, `<html lang="en"`, "150")
	if body := s.switched("/results/ninh-giang?campaign=dot-second&lang=vi").body; strings.Contains(body, "dot-closed") {
		t.Error("the history of a campaign shows another one in the other language")
	}
	// The figures that an address without a campaign shows are those that stay.
	first := s.get(page + "?lang=vi")
	number := regexp.MustCompile(`(\d+) phiếu`).FindStringSubmatch(first.body)
	if number == nil {
		t.Fatalf("no number of responses:\n%s", head(first.body))
	}
	s.switched(page+"?lang=vi").wants(t, http.StatusOK, number[1]+" responses")
}

func TestWhatIsPublishedIsCalledByItsCampaign(t *testing.T) {
	s := twoCampaigns(t)
	lan := s.login("lan")
	const second = "/office/reports/dot-second/2026-Q3/1"
	address := "http://khaosat.example.vn/results/ninh-giang/2026-Q3?campaign="
	for _, file := range []string{"bai-dang-mang-xa-hoi.txt", "bai-viet-cong-thong-tin.html"} {
		s.with(lan, http.MethodGet, second+"/files/"+file).wants(t, http.StatusOK, address+"dot-second")
		corrected := s.with(lan, http.MethodGet, "/office/reports/dot-closed/2026-Q3/2/files/"+file)
		corrected.wants(t, http.StatusOK, address+"dot-closed")
		corrected.wants(t, http.StatusOK, "edition=2")
	}
	s.with(lan, http.MethodGet, second).wants(t, http.StatusOK, address+"dot-second",
		"/embed/ninh-giang?campaign=dot-second&amp;amp;lang=vi", "/embed/ninh-giang/badge.svg?campaign=dot-second&amp;amp;lang=vi", "/results/ninh-giang?campaign=dot-second&amp;amp;lang=vi")

	page := s.get("/results/ninh-giang/2026-Q3?campaign=dot-second&lang=vi")
	page.wants(t, http.StatusOK, "<title>Kết quả khảo sát sự hài lòng: quý III năm 2026 – Đợt SECOND</title>", "Đợt khảo sát: Đợt SECOND")
	s.get("/results/ninh-giang?lang=vi").wants(t, http.StatusOK, "quý III năm 2026 – Đợt SECOND</a>", "quý III năm 2026 – Đợt CLOSED</a>")
	s.get("/embed/ninh-giang?campaign=dot-closed&lang=vi").wants(t, http.StatusOK, "260 phiếu", "quý III năm 2026 – Đợt CLOSED", "campaign=dot-closed&amp;edition=2")
	s.get("/embed/ninh-giang?campaign=dot-second&lang=en").wants(t, http.StatusOK, "150 responses", "– Đợt SECOND")
	s.get("/embed/ninh-giang/badge.svg?campaign=dot-second&lang=vi").wants(t, http.StatusOK, "150 phiếu", "· Đợt SECOND<")
	s.get("/embed/ninh-giang?campaign=dot-demo&lang=vi").wants(t, http.StatusOK, "Chưa có kết quả nào được công bố")
	s.get("/embed/ninh-giang?lang=vi").wants(t, http.StatusOK, "phiếu")
}

// ended publishes the quarter that runs, of a campaign that was ended today.
func ended(t *testing.T) *site {
	s := newSite(t)
	s.account("lan", staff.Officer)
	s.account("chu-tich", staff.Approver)
	s.fillDays("dot-demo", 120, survey.Day(2026, 10, 1), survey.Day(2026, 11, 20))
	k, err := store.Campaigns.Get(t.Context(), s.store, "dot-demo")
	if err != nil {
		t.Fatal(err)
	}
	today := survey.Day(2026, 11, 23)
	k.Closes, k.Closed = &today, true
	put(s, store.Campaigns, k.Code, k)
	s.publishPeriod("dot-demo", "2026-Q4", "", 1)
	return s
}

func TestFiguresOfAPeriodThatIsNotOverAreCalledProvisional(t *testing.T) {
	s := ended(t)
	const until = "23/11/2026"
	page := s.get("/results/ninh-giang/2026-Q4?lang=vi")
	page.wants(t, http.StatusOK, "Số liệu tạm tính đến ngày "+until, "01/10/2026 – "+until)
	page.lacks(t, "– 31/12/2026")
	s.get("/results/ninh-giang/2026-Q4?lang=en").wants(t, http.StatusOK, "Provisional figures up to 23 November 2026")
	s.get("/results?lang=vi").wants(t, http.StatusOK, "tạm tính đến "+until)
	s.get("/embed/ninh-giang?lang=vi").wants(t, http.StatusOK, "tạm tính đến "+until)
	s.get("/embed/ninh-giang/badge.svg?lang=vi").wants(t, http.StatusOK, "quý IV năm 2026, tạm tính đến "+until+"<")

	var data struct {
		Provisional            bool
		From, To, Since, Until string
	}
	if err := json.Unmarshal([]byte(s.get("/results/ninh-giang/2026-Q4/dot-demo-1.json").body), &data); err != nil || !data.Provisional ||
		data.To != "2026-12-31" || data.Since != "2026-10-01" || data.Until != "2026-11-23" {
		t.Errorf("open data %+v, %v", data, err)
	}
	table := s.get("/results/ninh-giang/2026-Q4/dot-demo-1.csv").body
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(table, "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"tu_ngay": "2026-10-01", "den_ngay": "2026-11-23", "tam_tinh": "true"} {
		if at := slices.Index(rows[0], name); at < 0 || rows[1][at] != want {
			t.Errorf("column %s of %q is not %s", name, rows[1], want)
		}
	}

	lan := s.login("lan")
	const edition = "/office/reports/dot-demo/2026-Q4/1"
	s.with(lan, http.MethodGet, edition).wants(t, http.StatusOK, "từ 01/10/2026 đến "+until, "Số liệu tạm tính")
	s.with(lan, http.MethodGet, "/office/reports").wants(t, http.StatusOK, "tạm tính, kỳ chưa kết thúc")
	article := s.with(lan, http.MethodGet, edition+"/files/bai-viet-cong-thong-tin.html")
	article.wants(t, http.StatusOK, "Khảo sát từ ngày 01/10/2026 đến ngày "+until, "tạm tính")
	article.lacks(t, "đến ngày 31/12/2026")
	s.getAs(s.token(staff.Officer), "/api/v1/editions").wants(t, http.StatusOK, `"provisional":true`)
}

func TestAPeriodThatIsOverIsNotCalledProvisional(t *testing.T) {
	s := quarterIsOver(t)
	s.publish("dot-closed", "", 1)
	for _, path := range []string{"/results/ninh-giang/2026-Q3?lang=vi", "/results?lang=vi", "/embed/ninh-giang?lang=vi", "/embed/ninh-giang/badge.svg?lang=vi"} {
		page := s.get(path)
		page.wants(t, http.StatusOK)
		page.lacks(t, "tạm tính")
	}
	s.get("/results/ninh-giang/2026-Q3/dot-closed-1.json").wants(t, http.StatusOK, `"provisional":false`, `"until":"2026-09-30"`)
}

func TestAPeriodThatTellsNothingIsLockedButNotPublished(t *testing.T) {
	s := newSite(t)
	for name, role := range map[string]staff.Role{"lan": staff.Officer, "huong": staff.Officer, "chu-tich": staff.Approver} {
		s.account(name, role)
	}
	lan, huong, leader := s.login("lan"), s.login("huong"), s.login("chu-tich")
	lock := func(campaign, period string) reply {
		return s.sendAs(lan, "/office/reports", url.Values{"campaign": {campaign}, "period": {period}})
	}
	for campaign, period := range map[string]string{"dot-closed": "2026-Q2", "dot-demo": "2026-Q3", "dot-early": "2026-Q4"} {
		lock(campaign, period).wants(t, http.StatusUnprocessableEntity, "không có ngày nào đợt khảo sát đang nhận ý kiến")
	}
	lock("dot-closed", "2026-Q4").wants(t, http.StatusUnprocessableEntity, "không có ngày nào")

	lock("dot-closed", "2026-Q3").wants(t, http.StatusSeeOther)
	s.with(lan, http.MethodGet, lastQuarter+"/files/bao-cao.docx").wants(t, http.StatusOK)
	s.sendAs(huong, lastQuarter+"/step", step("check", "", 0)).wants(t, http.StatusSeeOther)
	refused := s.sendAs(leader, lastQuarter+"/step", step("approve", "", 1))
	refused.wants(t, http.StatusUnprocessableEntity, "quá ít phiếu (dưới 10)", `role="alert"`)
	refused.lacks(t, "Bộ công bố")
	s.sendAs(lan, lastQuarter+"/step", step("publish", "", 1)).wants(t, http.StatusUnprocessableEntity)
	s.with(lan, http.MethodGet, lastQuarter+"/files/ban-tin-truyen-thanh.txt").wants(t, http.StatusNotFound)
}

func TestAResultThatIsNotThereIsNoMissingForm(t *testing.T) {
	s := newSite(t)
	for _, path := range []string{"/results/nope", "/results/ninh-giang/2026-Q3", "/results/ninh-giang/x", "/results/ninh-giang/2026-Q3/dot-closed-1.csv", "/embed/nope", "/embed/nope/badge.svg"} {
		vi := s.get(path + "?lang=vi")
		vi.wants(t, http.StatusNotFound, "Chưa có kết quả này", `href="/results?lang=vi"`)
		vi.lacks(t, "quét lại", "phiếu này")
		s.get(path+"?lang=en").wants(t, http.StatusNotFound, "There is no such result")
		s.switched(path+"?lang=vi").wants(t, http.StatusNotFound, "There is no such result")
	}
}

func TestTheOnlyCommuneIsNamedAboveItsResults(t *testing.T) {
	s := quarterIsOver(t)
	s.get("/results?lang=vi").wants(t, http.StatusOK, "<b>Ủy ban nhân dân xã Ninh Giang</b>")
	s.publish("dot-closed", "", 1)
	s.get("/results?lang=vi").wants(t, http.StatusOK, "<b>Ủy ban nhân dân xã Ninh Giang</b>")
	s.get("/results?lang=en").wants(t, http.StatusOK, "<b>People&#39;s Committee of Ninh Giang commune</b>")
	put(s, store.Units, "tan-huong", survey.Unit{Code: "tan-huong", Name: survey.Text{"vi": "xã Tân Hương"}, Authority: survey.Text{"vi": "Ủy ban nhân dân xã Tân Hương"}})
	s.get("/results?lang=vi").wants(t, http.StatusOK, "<b>Ủy ban nhân dân xã Ninh Giang</b>")
}

func TestThanksLeadToTheResultsInEveryLanguage(t *testing.T) {
	s := newSite(t)
	receipt := s.answered(1)[0]
	for lang, words := range map[string]string{"vi": "Xem kết quả đã công bố", "en": "See the published results", "zh": "查看已公布的结果", "ko": "공개된 결과 보기", "ja": "公表された結果を見る"} {
		page := s.get("/s/DEMO/thanks?receipt=" + receipt + "&lang=" + lang)
		page.wants(t, http.StatusOK, fmt.Sprintf(`<a class="go" href="/results/ninh-giang?lang=%s" rel="noreferrer">%s</a>`, lang, words))
	}
	s.get("/results/ninh-giang?lang=ko").wants(t, http.StatusOK, "Nothing has been published yet")
}

func TestAnUnknownReceiptIsToldInEveryLanguage(t *testing.T) {
	s := newSite(t)
	const path = "/receipt/khong%20co"
	page := s.get(path + "?lang=vi")
	page.wants(t, http.StatusNotFound, `href="/receipt/khong%20co?lang=ja"`)
	s.get(path+"?lang=en").wants(t, http.StatusNotFound, `<html lang="en"`)
}

func TestTheOfficeIsToldWhoNamesThePortalsWhereNobodyDid(t *testing.T) {
	s := quarterIsOver(t)
	s.publish("dot-closed", "", 1)
	s.with(s.login("lan"), http.MethodGet, lastQuarter).wants(t, http.StatusOK, "HAILONG_EMBED_ANCESTORS")
	s.framedBy("https://ninhgiang.haiphong.gov.vn")
	s.with(s.login("lan"), http.MethodGet, lastQuarter).lacks(t, "HAILONG_EMBED_ANCESTORS")
}

func TestPagesOfSeveralCampaignsAreAccessibleAndFit(t *testing.T) {
	several, provisional := twoCampaigns(t), ended(t)
	receipt := several.answered(1)[0]
	for _, size := range []browser.Options{{Width: 390, Height: 844}, {Width: 768, Height: 1024}, {Width: 1280, Height: 900}, {Width: 390, Height: 844, Dark: true}} {
		p := browser.Open(t, size)
		for name, address := range map[string]string{
			"published-two":                several.http.URL + "/results/ninh-giang/2026-Q3?campaign=dot-second&lang=vi",
			"published-history":            several.http.URL + "/results?lang=vi",
			"published-embed-two":          several.http.URL + "/embed/ninh-giang?campaign=dot-second&lang=vi",
			"published-provisional":        provisional.http.URL + "/results/ninh-giang/2026-Q4?lang=vi",
			"published-provisional-all":    provisional.http.URL + "/results?lang=vi",
			"published-provisional-embed":  provisional.http.URL + "/embed/ninh-giang?lang=vi",
			"published-receipt-not-there":  provisional.http.URL + "/receipt/abc?lang=vi",
			"published-not-there":          provisional.http.URL + "/results/ninh-giang/2026-Q1?lang=vi",
			"published-thanks":             several.http.URL + "/s/DEMO/thanks?lang=vi&receipt=" + receipt,
			"published-provisional-badge":  provisional.http.URL + "/embed/ninh-giang/badge.svg?lang=vi",
			"published-two-campaign-badge": several.http.URL + "/embed/ninh-giang/badge.svg?lang=vi",
		} {
			p.Go(address)
			p.Screenshot(fmt.Sprintf("%s-%d-%v", name, size.Width, size.Dark))
			if strings.HasSuffix(name, "badge") {
				continue // a picture, not a page
			}
			p.Axe(t)
			if p.ScrollsSideways() {
				t.Errorf("%s scrolls sideways at %d px", name, size.Width)
			}
		}
		provisional.enter(p, "lan")
		for name, path := range map[string]string{"office-provisional": "/office/reports/dot-demo/2026-Q4/1", "office-provisional-list": "/office/reports"} {
			p.Go(provisional.http.URL + path)
			p.Screenshot(fmt.Sprintf("%s-%d-%v", name, size.Width, size.Dark))
			p.Axe(t)
			if p.ScrollsSideways() {
				t.Errorf("%s scrolls sideways at %d px", name, size.Width)
			}
		}
	}
}
