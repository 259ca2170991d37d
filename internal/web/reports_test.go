package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"hailong/internal/browser"
	"hailong/internal/staff"
	"hailong/internal/store"
	"hailong/internal/survey"
)

const lastQuarter = "/office/reports/dot-closed/2026-Q3/1"

// quarterIsOver fills the third quarter and makes the people who close it.
func quarterIsOver(t *testing.T) *site {
	s := newSite(t)
	s.fillDays("dot-closed", 200, survey.Day(2026, 7, 1), survey.Day(2026, 9, 30))
	s.account("lan", staff.Officer)
	s.account("huong", staff.Officer)
	s.account("chu-tich", staff.Approver)
	s.account("mai", staff.Centre)
	return s
}

func step(kind, note string, seen int) url.Values {
	return url.Values{"kind": {kind}, "note": {note}, "seen": {fmt.Sprint(seen)}}
}

func TestAPeriodIsClosedByThreePeopleAndStaysAsItWas(t *testing.T) {
	s := quarterIsOver(t)
	lan, huong, leader, centre := s.login("lan"), s.login("huong"), s.login("chu-tich"), s.login("mai")
	lock := url.Values{"campaign": {"dot-closed"}, "period": {"2026-Q3"}}
	s.with(lan, http.MethodGet, "/office/reports").wants(t, http.StatusOK, "Chưa có kỳ nào được khóa số liệu.")
	s.sendAs(lan, "/office/reports", url.Values{"campaign": {"dot-demo"}, "period": {"2026-Q4"}}).wants(t, http.StatusUnprocessableEntity, "Kỳ này chưa kết thúc")
	s.sendAs(lan, "/office/reports", url.Values{"campaign": {"dot-demo"}, "period": {"x"}}).wants(t, http.StatusUnprocessableEntity, "Kỳ chưa đúng")
	s.sendAs(leader, "/office/reports", lock).wants(t, http.StatusForbidden)
	s.sendAs(lan, "/office/reports", lock).wants(t, http.StatusSeeOther)
	s.sendAs(lan, "/office/reports", lock).wants(t, http.StatusUnprocessableEntity, "đã có một bản đang làm")
	s.with(lan, http.MethodGet, lastQuarter+"?done=lock").wants(t, http.StatusOK, "Đã khóa số liệu.", "200", "Chưa viết: ", "Viết hoặc sửa")

	text := url.Values{"version": {"0"}, "strengths": {"Cán bộ tận tình.\r\nTrả kết quả sớm."}, "task": {"Lắp ghế", ""}, "owner": {"Trung tâm", ""}, "deadline": {"2026-12-31", ""}}
	s.sendAs(leader, lastQuarter+"/text", text).wants(t, http.StatusForbidden)
	s.sendAs(lan, lastQuarter+"/text", text).wants(t, http.StatusSeeOther)
	s.sendAs(huong, lastQuarter+"/text", text).wants(t, http.StatusUnprocessableEntity, "Có người khác vừa lưu", "Trả kết quả sớm.")
	text.Set("version", "1")
	text["deadline"] = []string{"ngày mai", ""}
	s.sendAs(huong, lastQuarter+"/text", text).wants(t, http.StatusUnprocessableEntity, "Mỗi việc cần làm phải có", "ngày mai", "Lắp ghế")

	before := s.with(lan, http.MethodGet, lastQuarter+"/files/bao-cao.csv")
	before.wants(t, http.StatusOK)
	s.with(lan, http.MethodGet, lastQuarter+"/files/bao-cao.docx").wants(t, http.StatusOK)
	s.with(lan, http.MethodGet, lastQuarter+"/files/bao-cao.exe").wants(t, http.StatusNotFound)
	s.fillDays("dot-closed", 50, survey.Day(2026, 8, 2), survey.Day(2026, 8, 9))
	if after := s.with(lan, http.MethodGet, lastQuarter+"/files/bao-cao.csv"); after.body != before.body {
		t.Error("what came later changed a report that was locked")
	}

	s.sendAs(leader, lastQuarter+"/step", step("approve", "", 0)).wants(t, http.StatusUnprocessableEntity, "đã sang bước khác")
	s.sendAs(centre, lastQuarter+"/step", step("check", "", 0)).wants(t, http.StatusForbidden)
	s.sendAs(huong, lastQuarter+"/step", step("check", "", 0)).wants(t, http.StatusSeeOther)
	s.sendAs(lan, lastQuarter+"/step", step("approve", "", 1)).wants(t, http.StatusForbidden)
	s.sendAs(leader, lastQuarter+"/step", step("back", "ngắn", 1)).wants(t, http.StatusUnprocessableEntity, "Xin ghi lý do", "ngắn")
	s.sendAs(leader, lastQuarter+"/step", step("approve", "", 1)).wants(t, http.StatusSeeOther)
	s.sendAs(lan, lastQuarter+"/step", step("publish", "", 2)).wants(t, http.StatusSeeOther)
	s.with(centre, http.MethodGet, lastQuarter).wants(t, http.StatusOK, "đã công bố", "huong", "chu-tich")
	s.sendAs(lan, "/office/reports", lock).wants(t, http.StatusUnprocessableEntity, "Bản đính chính phải ghi rõ lý do")
	lock.Set("why", "Bổ sung phiếu giấy nộp muộn")
	s.sendAs(lan, "/office/reports", lock).wants(t, http.StatusSeeOther)
	s.with(lan, http.MethodGet, "/office/reports/dot-closed/2026-Q3/2").wants(t, http.StatusOK, "đính chính", "250")
	for _, path := range []string{"/office/reports/dot-closed/2026-Q3/9", "/office/reports/dot-closed/x/1", "/office/reports/nope/2026-Q3/1"} {
		s.with(lan, http.MethodGet, path).wants(t, http.StatusNotFound)
	}
	if log := s.with(s.loginAs("ban-kiem-tra", staff.Auditor), http.MethodGet, "/office/audit?action=report"); !strings.Contains(log.body, "Công bố kết quả") {
		t.Error("the audit log does not tell of the publication")
	}
}

// loginAs makes an account and logs it in.
func (s *site) loginAs(name string, role staff.Role) *http.Cookie {
	s.t.Helper()
	s.account(name, role)
	return s.login(name)
}

// TestWhoHasToApproveSeesItFirst: the one who may approve, and nobody else, is told
// on the first page, for as long as it is his turn.
func TestWhoHasToApproveSeesItFirst(t *testing.T) {
	s := quarterIsOver(t)
	lan, leader := s.login("lan"), s.login("chu-tich")
	put(s, store.Units, "tan-huong", survey.Unit{Code: "tan-huong", Name: survey.Text{"vi": "xã Tân Hương"}})
	if _, err := s.office.Accounts.CreateAccount(t.Context(), staff.Account{Username: "la", Role: staff.Approver, Unit: "tan-huong"}, adminPassword); err != nil {
		t.Fatal(err)
	}
	waits := func(cookie *http.Cookie) bool {
		t.Helper()
		r := s.with(cookie, http.MethodGet, "/office")
		r.wants(t, http.StatusOK, "Kết quả")
		told := strings.Contains(r.body, "Báo cáo chờ anh/chị duyệt")
		if told {
			r.wants(t, http.StatusOK, `<a href="`+lastQuarter+`">`, "quý III năm 2026</a>")
		}
		return told
	}
	s.sendAs(lan, "/office/reports", url.Values{"campaign": {"dot-closed"}, "period": {"2026-Q3"}}).wants(t, http.StatusSeeOther)
	if waits(leader) {
		t.Error("an edition that is still written is said to wait")
	}
	s.sendAs(lan, lastQuarter+"/step", step("check", "", 0)).wants(t, http.StatusSeeOther)
	if !waits(leader) || waits(lan) || waits(s.login("huong")) || waits(s.login("la")) {
		t.Error("the approver is not told, or somebody else is")
	}
	s.sendAs(leader, lastQuarter+"/step", step("approve", "", 1)).wants(t, http.StatusSeeOther)
	if waits(leader) {
		t.Error("what is approved waits still")
	}
}

func TestReopeningAfterAPublicationSaysThatItIsForACorrection(t *testing.T) {
	s := quarterIsOver(t)
	s.fill("dot-demo", 300)
	lan, leader := s.login("lan"), s.login("chu-tich")
	const path, ask, said = "/office/reports/dot-demo/2026-Q4/1", "/office/campaigns/dot-demo/reopen", "Kết quả quý IV năm 2026 của đợt này đã công bố"
	s.step(lan, "dot-demo", "close").wants(t, http.StatusSeeOther)
	s.with(lan, http.MethodGet, ask).lacks(t, said)
	s.sendAs(lan, "/office/reports", url.Values{"campaign": {"dot-demo"}, "period": {"2026-Q4"}}).wants(t, http.StatusSeeOther)
	for i, one := range []struct {
		who  *http.Cookie
		kind string
	}{{lan, "check"}, {leader, "approve"}, {lan, "publish"}} {
		s.with(lan, http.MethodGet, ask).lacks(t, said)
		s.sendAs(one.who, path+"/step", step(one.kind, "", i)).wants(t, http.StatusSeeOther)
	}
	s.with(lan, http.MethodGet, ask).wants(t, http.StatusOK, said, "chỉ được tính trong một bản đính chính")
	s.with(lan, http.MethodGet, "/office/campaigns/dot-closed/reopen").lacks(t, "đã công bố")
}

func TestTheReportPagesAreAccessibleAndFit(t *testing.T) {
	s := quarterIsOver(t)
	lan := s.login("lan")
	s.sendAs(lan, "/office/reports", url.Values{"campaign": {"dot-closed"}, "period": {"2026-Q3"}}).wants(t, http.StatusSeeOther)
	for _, size := range []browser.Options{{Width: 390, Height: 844}, {Width: 768, Height: 1024}, {Width: 1280, Height: 900}, {Width: 390, Height: 844, Dark: true}} {
		p := browser.Open(t, size)
		s.enter(p, "lan")
		for name, path := range map[string]string{"reports": "/office/reports", "report": lastQuarter + "?done=lock", "report-text": lastQuarter + "/text"} {
			p.Go(s.http.URL + path)
			p.Screenshot(fmt.Sprintf("office-%s-%d-%v", name, size.Width, size.Dark))
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

func TestAnApprovedEditionComesWithThePackToPublishIt(t *testing.T) {
	s := quarterIsOver(t)
	lan, huong, leader := s.login("lan"), s.login("huong"), s.login("chu-tich")
	s.sendAs(lan, "/office/reports", url.Values{"campaign": {"dot-closed"}, "period": {"2026-Q3"}}).wants(t, http.StatusSeeOther)
	s.sendAs(lan, lastQuarter+"/text", url.Values{"version": {"0"}, "task": {"Lắp thêm ghế chờ"}, "owner": {"Trung tâm"}, "deadline": {"2026-12-31"}}).wants(t, http.StatusSeeOther)
	s.with(lan, http.MethodGet, lastQuarter+"/files/goi-cong-bo.zip").wants(t, http.StatusNotFound)
	s.sendAs(huong, lastQuarter+"/step", step("check", "", 0)).wants(t, http.StatusSeeOther)
	s.sendAs(leader, lastQuarter+"/step", step("approve", "", 1)).wants(t, http.StatusSeeOther)
	s.with(lan, http.MethodGet, lastQuarter).wants(t, http.StatusOK, "Bộ công bố", "ban-tin-truyen-thanh.txt", "anh-1x1.png")
	s.with(lan, http.MethodGet, lastQuarter+"/files/ban-tin-truyen-thanh.txt").wants(t, http.StatusOK, "Kính thưa bà con", "Lắp thêm ghế chờ")
	s.with(lan, http.MethodGet, lastQuarter+"/files/bai-dang-mang-xa-hoi.txt").wants(t, http.StatusOK, "/results/ninh-giang/2026-Q3")
	for _, file := range []string{"goi-cong-bo.zip", "niem-yet-a4.pdf", "hop-thon-a4.pdf", "anh-16x9.png", "bai-viet-cong-thong-tin.docx"} {
		s.with(lan, http.MethodGet, lastQuarter+"/files/"+file).wants(t, http.StatusOK)
	}
	s.with(lan, http.MethodGet, lastQuarter+"/files/nothing.txt").wants(t, http.StatusNotFound)
}
