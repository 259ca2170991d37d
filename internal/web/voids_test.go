package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"hailong/internal/browser"
	"hailong/internal/staff"
	"hailong/internal/store"
	"hailong/internal/survey"
	"hailong/internal/void"
)

// voidIn keeps a proposal on a campaign, whatever responses it has.
func (s *site) voidIn(campaign string) void.Void {
	s.t.Helper()
	c, err := store.Campaigns.Get(s.t.Context(), s.store, campaign)
	if err != nil {
		s.t.Fatal(err)
	}
	v := void.Void{
		ID: "V" + strings.ToUpper(campaign), Unit: c.Unit, Box: void.Box{Campaign: campaign, From: survey.Day(2026, 10, 1), To: survey.Day(2026, 10, 2)},
		Reason: void.Trial, Text: "Phiếu thử trước khi mở", By: "lan", Made: survey.Day(2026, 11, 23),
	}
	put(s, store.Kind[void.Void]("voids"), v.ID, v)
	return v
}

// leave is a form to have the responses of some days of October left out.
func leave(from, to int) url.Values {
	return url.Values{
		"campaign": {"dot-demofull"}, "from": {fmt.Sprintf("2026-10-%02d", from)}, "to": {fmt.Sprintf("2026-10-%02d", to)},
		"reason": {"stuffed"}, "text": {"Bà Hoa ở quầy 1 trả lời hộ <b>người dân</b>"},
	}
}

// staffed is a site with an officer, an approver and somebody of the centre, and
// a filled campaign.
func staffed(t *testing.T) (s *site, officer, approver, centre *http.Cookie) {
	t.Helper()
	s = newSite(t)
	s.account("lan", staff.Officer)
	s.account("minh", staff.Approver)
	s.account("mai", staff.Centre)
	s.fill("dot-demofull", 600)
	return s, s.login("lan"), s.login("minh"), s.login("mai")
}

// proposed sends a proposal and returns its id.
func (s *site) proposed(c *http.Cookie, form url.Values) string {
	s.t.Helper()
	r := s.postAs(c, "/office/voids", form)
	r.wants(s.t, http.StatusSeeOther)
	path, _, _ := strings.Cut(r.Header.Get("Location"), "?")
	return strings.TrimPrefix(path, "/office/voids/")
}

func (s *site) decided(c *http.Cookie, id, verdict string) reply {
	s.t.Helper()
	return s.postAs(c, "/office/voids/"+id+"/decision", url.Values{"verdict": {verdict}, "note": {"Đã xem sổ trực của <i>quầy</i>"}})
}

// number reads what a page says is left out.
func numberIn(t *testing.T, body string) string {
	t.Helper()
	found := regexp.MustCompile(`id="number">([0-9.]+) phiếu`).FindStringSubmatch(body)
	if found == nil {
		t.Fatalf("the page names no number:\n%s", head(body))
	}
	return found[1]
}

func TestResponsesAreLeftOutByOneAndAnotherAndComeBackTheSameWay(t *testing.T) {
	s, officer, approver, _ := staffed(t)
	const results = "/office?campaign=dot-demofull&period=2026-Q4"
	s.with(officer, http.MethodGet, "/office/voids").wants(t, http.StatusOK, "Chưa có lần loại phiếu nào", "/office/voids/new")
	s.with(officer, http.MethodGet, "/office/voids/new?campaign=dot-demofull").wants(t, http.StatusOK, `name="place" value="trung-tam"`, `name="counter" value="1"`, `name="channel" value="paper"`, `max="2026-11-22"`)
	asked := s.postAs(officer, "/office/voids/new", leave(1, 3))
	asked.wants(t, http.StatusOK, "từ 01/10/2026 đến hết 03/10/2026", "của 600 phiếu từ 01/10/2026 đến 31/12/2026", "Trả lời hộ, nhồi phiếu", "&lt;b&gt;người dân")
	n := numberIn(t, asked.body)
	id := s.proposed(officer, leave(1, 3))
	if again := s.proposed(officer, leave(1, 3)); again != id {
		t.Errorf("sent twice, proposed as %s and %s", id, again)
	}
	s.with(officer, http.MethodGet, "/office/voids/"+id+"?done=proposed").wants(t, http.StatusOK, n+" (", "chờ quyết định", "Đã gửi đề nghị", "Đang chờ người duyệt", "&lt;b&gt;người dân")
	if r := s.with(officer, http.MethodGet, results); strings.Contains(r.body, `id="excluded"`) {
		t.Error("a proposal changes the figures")
	}
	s.with(approver, http.MethodGet, "/office/voids/"+id).wants(t, http.StatusOK, `value="approve"`, n+" (", "&lt;b&gt;người dân")
	s.decided(approver, id, "").wants(t, http.StatusUnprocessableEntity, "Xin chọn duyệt hoặc không duyệt", "Đã xem sổ trực")
	s.decided(approver, id, "approve").wants(t, http.StatusSeeOther)
	s.with(approver, http.MethodGet, "/office/voids/"+id+"?done=approved").wants(t, http.StatusOK, "Đã duyệt.", "đang loại", "minh, 23/11/2026", "của &lt;i&gt;quầy")

	r := s.with(officer, http.MethodGet, results)
	r.wants(t, http.StatusOK, "<b>"+n+" phiếu bị loại theo quyết định của hai người</b> (trả lời hộ, nhồi phiếu)", `href="/office/voids"`, "all=1&amp;campaign=dot-demofull", "Nếu tính cả", "trên 600 phiếu", "/api/v1/reports/")
	all := s.with(officer, http.MethodGet, results+"&all=1")
	all.wants(t, http.StatusOK, `id="everything"`, "Trở lại số liệu chính thức", `<p class="figure">600</p>`, "/api/v1/index?all=1")
	if strings.Contains(all.body, "/api/v1/reports/") || strings.Contains(r.body, `<p class="figure">600</p>`) {
		t.Error("the official report is offered beside figures with everything, or nothing is left out")
	}
	for query, want := range map[string]string{"": `"responses":` + fmt.Sprint(600-number(t, n)), "&all=1": `"responses":600`} {
		s.with(officer, http.MethodGet, "/api/v1/index?campaign=dot-demofull&period=2026-Q4"+query).wants(t, http.StatusOK, want)
	}
	for _, wrong := range []string{"&all=0", "&all=", "&all=1&all=1"} {
		s.with(officer, http.MethodGet, "/api/v1/index?campaign=dot-demofull"+wrong).wants(t, http.StatusBadRequest, "parameter all")
	}

	s.postAs(officer, "/office/voids/"+id+"/lift", url.Values{"text": {"ngắn"}}).wants(t, http.StatusUnprocessableEntity, "Xin nói rõ", ">ngắn</textarea>")
	lift := s.postAs(officer, "/office/voids/"+id+"/lift", url.Values{"text": {"Đối chiếu lại: phiếu là thật"}})
	lift.wants(t, http.StatusSeeOther)
	lifting := strings.TrimSuffix(strings.TrimPrefix(lift.Header.Get("Location"), "/office/voids/"), "?done=proposed")
	if again := s.postAs(officer, "/office/voids/"+id+"/lift", url.Values{"text": {"Đối chiếu lại: phiếu là thật"}}); again.Header.Get("Location") != "/office/voids/"+lifting {
		t.Errorf("a second lift goes to %q", again.Header.Get("Location"))
	}
	s.with(officer, http.MethodGet, "/office/voids/"+id).wants(t, http.StatusOK, "Đang có đề nghị thôi loại", lifting)
	s.decided(approver, lifting, "approve").wants(t, http.StatusSeeOther)
	s.with(officer, http.MethodGet, "/office/voids/"+id).wants(t, http.StatusOK, "đã thôi loại", lifting)
	s.with(officer, http.MethodGet, "/office/voids/"+lifting).wants(t, http.StatusOK, "Đề nghị thôi loại", "đã duyệt")
	if r := s.with(officer, http.MethodGet, results); strings.Contains(r.body, `id="excluded"`) {
		t.Error("a lifted void still leaves something out")
	}
	if log := s.auditText(); strings.Contains(log, "Bà Hoa") || strings.Contains(log, "sổ trực") {
		t.Error("the log holds what was said")
	}
}

// number reads a number as the office writes it.
func number(t *testing.T, text string) int {
	t.Helper()
	var n int
	if _, err := fmt.Sscan(strings.ReplaceAll(text, ".", ""), &n); err != nil {
		t.Fatal(err)
	}
	return n
}

// auditText is the whole log as a file.
func (s *site) auditText() string {
	s.t.Helper()
	r := s.getAs(s.token(staff.Auditor), "/office/audit/nhat-ky.csv")
	r.wants(s.t, http.StatusOK)
	return r.body
}

func TestAProposalThatCannotBeMadeComesBackWithWhatWasTyped(t *testing.T) {
	s, officer, approver, _ := staffed(t)
	taken := s.proposed(officer, leave(5, 6))
	s.decided(approver, taken, "approve").wants(t, http.StatusSeeOther)
	for name, c := range map[string]struct {
		part   string
		values []string
		want   string
	}{
		"no campaign":      {"campaign", nil, "Đợt khảo sát chưa đúng"},
		"unknown campaign": {"campaign", []string{"khong-co"}, "Đợt khảo sát chưa đúng"},
		"no day":           {"from", []string{""}, "Ngày chưa đúng"},
		"not a day":        {"to", []string{"hôm qua"}, "hôm qua"},
		"today":            {"to", []string{"2026-11-23"}, "Ngày chưa đúng"},
		"backwards":        {"from", []string{"2026-10-30"}, "Ngày chưa đúng"},
		"unknown place":    {"place", []string{"khong-co"}, "Có điểm tiếp nhận không thuộc"},
		"unknown counter":  {"counter", []string{"99"}, "Có quầy không thuộc"},
		"unknown field":    {"field", []string{"X"}, "Có lĩnh vực không thuộc"},
		"unknown channel":  {"channel", []string{"fax"}, "Có hình thức trả lời không đúng"},
		"no reason":        {"reason", []string{""}, "Xin chọn một lý do"},
		"unknown reason":   {"reason", []string{"vi-xau"}, "Xin chọn một lý do"},
		"no text":          {"text", []string{""}, "Xin nói rõ"},
		"long text":        {"text", []string{strings.Repeat("ả", void.MaxText+1)}, "Xin nói rõ"},
		"more than a year": {"from", []string{"2025-10-01"}, "Ngày chưa đúng"},
		"a Sunday":         {"from", []string{"2026-10-04"}, "Không có phiếu nào"},
		"overlap":          {"to", []string{"2026-10-05"}, "Một phần các phiếu này đã bị loại theo lần loại " + taken},
	} {
		form := leave(3, 4)
		form["channel"] = []string{"paper", "qr"}
		form[c.part] = c.values
		for _, path := range []string{"/office/voids/new", "/office/voids"} {
			r := s.postAs(officer, path, form)
			r.wants(t, http.StatusUnprocessableEntity, c.want, `role="alert"`)
			if c.part != "text" && !strings.Contains(r.body, "Bà Hoa ở quầy 1") {
				t.Errorf("%s: the text is gone", name)
			}
			if c.part != "channel" && !strings.Contains(r.body, `value="qr" checked`) {
				t.Errorf("%s: what was ticked is gone", name)
			}
		}
	}
	form := leave(3, 4)
	form["counter"], form["place"] = []string{"1"}, []string{"trung-tam"}
	form["edit"] = []string{"1"}
	s.postAs(officer, "/office/voids/new", form).wants(t, http.StatusOK, `value="1" checked`, `value="trung-tam" checked`, `value="2026-10-03"`, `value="stuffed" selected`)
	form.Del("edit")
	form["from"], form["to"] = []string{"3/10/2026"}, []string{"04/10/2026"} // a browser without a calendar
	form["reason"] = []string{"trial"}                                       // what is no trial needs ten
	s.postAs(officer, "/office/voids/new", form).wants(t, http.StatusOK, "Điểm: Trung tâm Phục vụ hành chính công", "Quầy: Quầy 1", "từ 03/10/2026")
	s.with(officer, http.MethodGet, "/office/voids/new?campaign=khong-co").wants(t, http.StatusNotFound)
}

func TestADecisionThatCannotBeMadeSaysWhy(t *testing.T) {
	s, officer, approver, _ := staffed(t)
	first, second := s.proposed(officer, leave(1, 5)), s.proposed(officer, leave(4, 8))
	s.decided(approver, first, "approve").wants(t, http.StatusSeeOther)
	s.decided(approver, second, "approve").wants(t, http.StatusUnprocessableEntity, "đã bị loại theo lần loại "+first, `href="/office/voids/`+first+`"`)
	s.account("hoa", staff.Approver)
	s.decided(s.login("hoa"), first, "refuse").wants(t, http.StatusUnprocessableEntity, "Đã có người quyết định")
	s.postAs(approver, "/office/voids/"+second+"/decision", url.Values{"verdict": {"approve"}, "note": {strings.Repeat("ả", void.MaxNote+1)}}).
		wants(t, http.StatusUnprocessableEntity, "Ghi chú dài quá")
	s.decided(approver, second, "refuse").wants(t, http.StatusSeeOther)
	s.with(officer, http.MethodGet, "/office/voids/"+second).wants(t, http.StatusOK, "không duyệt", "minh")
	s.postAs(officer, "/office/voids/"+second+"/lift", url.Values{"text": {"Không còn gì để thôi loại"}}).wants(t, http.StatusUnprocessableEntity, "không còn hiệu lực")
	own := s.voidIn("dot-demo")
	own.ID, own.By = "OWNONE", "minh" // proposed before minh became an approver
	put(s, store.Kind[void.Void]("voids"), own.ID, own)
	s.with(approver, http.MethodGet, "/office/voids/OWNONE").wants(t, http.StatusOK, "do chính ông/bà lập")
	s.decided(approver, "OWNONE", "approve").wants(t, http.StatusUnprocessableEntity, "Người đề nghị không được tự quyết định")
	s.with(approver, http.MethodGet, "/office/voids/KHONGCO").wants(t, http.StatusNotFound)
}

func TestTheRatedOfficeSeesThatResponsesWereLeftOutAndNotWhoWasSuspected(t *testing.T) {
	s, officer, approver, centre := staffed(t)
	exact := numberIn(t, s.postAs(officer, "/office/voids/new", leave(1, 5)).body)
	id := s.proposed(officer, leave(1, 5))
	s.decided(approver, id, "approve").wants(t, http.StatusSeeOther)
	small := s.voidIn("dot-demo")
	small.Share.Responses, small.Share.Of = 3, 400
	put(s, store.Kind[void.Void]("voids"), small.ID, small)
	list := s.with(centre, http.MethodGet, "/office/voids")
	list.wants(t, http.StatusOK, id, "dưới 10", "khoảng ", "được làm tròn", "phiếu bị loại vượt 2% số phiếu của tháng.")
	one := s.with(centre, http.MethodGet, "/office/voids/"+id)
	one.wants(t, http.StatusOK, "khoảng ", "Trả lời hộ, nhồi phiếu", "minh")
	for name, page := range map[string]reply{"list": list, "case": one} {
		for _, hidden := range []string{"Bà Hoa", "sổ trực", ">" + exact + "<", ">3<", "0,75%", "trên 6"} {
			if strings.Contains(page.body, hidden) {
				t.Errorf("the %s shows the centre %q", name, hidden)
			}
		}
	}
	s.with(officer, http.MethodGet, "/office/voids").wants(t, http.StatusOK, "Tháng 10/2026", exact+" trên ", ">3<", "0,75%")
	s.with(centre, http.MethodGet, "/office?campaign=dot-demofull&period=2026-Q4&all=1").wants(t, http.StatusForbidden, "Chưa đủ số phiếu")
	r := s.with(centre, http.MethodGet, "/office?campaign=dot-demofull&period=2026-Q4")
	r.wants(t, http.StatusOK, "phiếu bị loại theo quyết định của hai người")
	if strings.Contains(r.body, "all=1") {
		t.Error("the centre is offered what it may not see")
	}
}

func TestResponsesAreLeftOutInABrowserWithoutScripts(t *testing.T) {
	s, _, _, _ := staffed(t)
	for i, size := range sizes {
		name := fmt.Sprint(size.Width)
		t.Run(name, func(t *testing.T) {
			p := browser.Open(t, size)
			look := func(page string) {
				t.Helper()
				p.Screenshot(page + "-" + name)
				if p.ScrollsSideways() {
					t.Errorf("%s scrolls sideways at %s px", page, name)
				}
				p.Axe(t)
			}
			s.enter(p, "lan")
			p.Go(s.http.URL + "/office/voids")
			look("voids-before")
			p.Click(`main a[href="/office/voids/new"]`)
			p.WaitFor("#proposal")
			p.Go(s.http.URL + "/office/voids/new?campaign=dot-demofull")
			look("void-form")
			p.Eval(fmt.Sprintf(`document.querySelector('#v-from').value = document.querySelector('#v-to').value = '2026-10-%02d'`, 5+i), nil)
			p.Type("#v-text", "Phiếu thử của tổ công tác trước khi mở")
			p.Click("input[name=place]")
			p.Eval(`document.querySelector('#v-reason').value = 'trial'`, nil)
			p.Click("#proposal button")
			if p.Exists("#error") {
				t.Fatal(p.Text("#error"), p.Value("#v-from"), p.Value("#v-reason"))
			}
			p.WaitFor("#number")
			look("void-confirm")
			p.Click(`form[action="/office/voids"] button`)
			p.WaitFor(".note[role=status]")
			look("void-proposed")
			id := p.URL()
			p.Click("header form button")
			s.enter(p, "minh")
			p.Go(id)
			look("void-decide")
			p.Click("#decision button")
			p.WaitFor(".note[role=status]")
			look("void-decided")
			p.Go(s.http.URL + "/office/voids")
			p.WaitFor("#force")
			look("voids")
			p.Go(s.http.URL + "/office?campaign=dot-demofull&period=2026-Q4")
			p.WaitFor("#excluded")
			look("voids-results")
			p.Click("header form button")
			s.enter(p, "lan")
			p.Go(s.http.URL + "/office?campaign=dot-demofull&period=2026-Q4")
			p.Click(`#excluded a[href*="all=1"]`)
			p.WaitFor("#everything")
			look("voids-everything")
			if errs := p.ConsoleErrors(); len(errs) > 0 {
				t.Error(errs)
			}
		})
	}
}
