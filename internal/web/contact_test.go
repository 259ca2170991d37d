package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"hailong/internal/browser"
	"hailong/internal/contact"
	"hailong/internal/staff"
	"hailong/internal/store"
	"hailong/internal/survey"
)

// contactIn keeps a request to the unit of a campaign; the campaign is its name.
func (s *site) contactIn(campaign string) contact.Request {
	s.t.Helper()
	c, err := store.Campaigns.Get(s.t.Context(), s.store, campaign)
	if err != nil {
		s.t.Fatal(err)
	}
	r, err := contact.NewDesk(s.store, s.clock).Submit(s.t.Context(), contact.Form{
		Unit: c.Unit, Key: "khoa-cua-bai-thu-" + campaign, Name: campaign, Phone: "0912345678", Message: "Bao giờ có giấy khai sinh?",
		Consent: contact.Consent{Given: true, Text: "2026-11/vi"},
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return r
}

// ask is a good request, the nth.
func ask(n int) url.Values {
	return url.Values{
		"key": {fmt.Sprintf("khoa-dung-mot-lan-%03d", n)}, "name": {"Nguyễn Thị <b>Lan</b>"}, "phone": {"0912 345 678"}, "email": {"lan@vidu.vn"},
		"message": {"Tôi chờ giấy khai sinh đã ba tuần"}, "consent": {"2026-11/vi"},
	}
}

func (s *site) requests() []contact.Case {
	s.t.Helper()
	list, err := contact.NewDesk(s.store, s.clock).List(s.t.Context(), "")
	if err != nil {
		s.t.Fatal(err)
	}
	return list
}

func TestWhoeverWantsAnAnswerLeavesAWayToBeReached(t *testing.T) {
	s := newSite(t)
	s.get("/?lang=vi").wants(t, http.StatusOK, `href="/contact?lang=vi"`)
	form := s.get("/contact")
	form.wants(t, http.StatusOK, "Tôi muốn được trả lời", "ở đây xã biết ông/bà là ai", "Ủy ban nhân dân xã Ninh Giang", "xóa 30 ngày sau khi trả lời, và chậm nhất 90 ngày",
		"2 ngày làm việc", `action="/contact/ninh-giang?lang=vi"`, `href="/contact/ninh-giang?lang=en"`, `value="2026-11/vi"><span>`)
	s.get("/contact/ninh-giang?lang=en").wants(t, http.StatusOK, "I would like an answer", "People&#39;s Committee of Ninh Giang commune", `value="2026-11/en"><span>`)
	key := regexp.MustCompile(`name="key" value="([0-9a-f]{32})"`).FindStringSubmatch(form.body)
	if key == nil || strings.Contains(s.get("/contact").body, key[1]) {
		t.Fatalf("the form has no key of its own: %v", key)
	}
	sent := ask(1)
	sent.Set("key", key[1])
	for range 2 { // a double tap
		r := s.postForm("/contact/ninh-giang?lang=vi", sent)
		r.wants(t, http.StatusSeeOther)
		if to := r.Header.Get("Location"); to != "/contact/ninh-giang/thanks?lang=vi" {
			t.Errorf("sent on to %q", to)
		}
	}
	s.get("/contact/ninh-giang/thanks?lang=vi").wants(t, http.StatusOK, "Xã đã nhận yêu cầu", "trong vòng 15 ngày", "rút lại")
	list := s.requests()
	if len(list) != 1 || list[0].Phone != "0912345678" || list[0].Consent != (contact.Consent{Given: true, Text: "2026-11/vi"}) || list[0].Made != survey.Day(2026, 11, 23) {
		t.Fatalf("kept %+v", list)
	}
	for _, private := range []string{"0912", "Lan", "lan@vidu.vn", "khai sinh"} {
		if strings.Contains(s.log.String(), private) {
			t.Errorf("the log holds %q", private)
		}
	}
}

func TestFromASurveyFormNothingIsBroughtAlong(t *testing.T) {
	s := newSite(t)
	s.account("canbo", staff.Officer)
	_, codes := s.slips(s.login("canbo"), "10")
	for _, path := range []string{"/s/DEMO", "/p/" + codes[0]} {
		_, key := s.openForm(path)
		sent := s.postForm(path, url.Values{"HL0": {"1"}, "key": {key}})
		sent.wants(t, http.StatusSeeOther)
		thanks := s.get(sent.Header.Get("Location"))
		thanks.wants(t, http.StatusOK, `href="/contact/ninh-giang?lang=vi" rel="noreferrer"`)
	}
}

func TestARequestThatCannotBeKeptComesBackWithEverything(t *testing.T) {
	s := newSite(t)
	for name, c := range map[string]struct{ part, value, want, at string }{
		"a long name":       {"name", strings.Repeat("ả", 81), "tối đa 80 ký tự", "e-name"},
		"a wrong phone":     {"phone", "12345", "Số điện thoại chưa đúng", "e-phone"},
		"a wrong address":   {"email", "lan@", "Địa chỉ thư chưa đúng", "e-email"},
		"no message":        {"message", " ", "Xin ghi điều muốn được trả lời", "e-message"},
		"a long message":    {"message", strings.Repeat("ả", 1001), "tối đa 1000 ký tự", "e-message"},
		"no consent":        {"consent", "", "không có sự đồng ý", "e-consent"},
		"consent to others": {"consent", "2020-01/vi", "không có sự đồng ý", "e-consent"},
		"any tick":          {"consent", "on", "không có sự đồng ý", "e-consent"},
		"no key":            {"key", "", "bấm “Gửi yêu cầu” lần nữa", "alarm"},
	} {
		sent := ask(1)
		sent.Set(c.part, c.value)
		r := s.postForm("/contact/ninh-giang", sent)
		r.wants(t, http.StatusUnprocessableEntity, c.want, `id="`+c.at+`"`, "<title>Lỗi: ")
		for part, kept := range map[string]string{"name": "Nguyễn Thị &lt;b&gt;Lan", "phone": `value="0912 345 678"`, "email": `value="lan@vidu.vn"`, "message": "ba tuần</textarea>", "consent": `value="2026-11/vi" checked`} {
			if part != c.part && !strings.Contains(r.body, kept) {
				t.Errorf("%s: %s is gone", name, part)
			}
		}
	}
	nobody := ask(1)
	nobody.Del("phone")
	nobody.Del("email")
	s.postForm("/contact", nobody).wants(t, http.StatusUnprocessableEntity, `id="e-contact"`, "để cán bộ trả lời được")
	both := ask(1)
	both.Set("lang", "en")
	both.Del("consent")
	r := s.postForm("/contact", both)
	r.wants(t, http.StatusUnprocessableEntity, "without your consent")
	if strings.Contains(r.body, `" checked`) {
		t.Error("the box is ticked for the person")
	}
	s.postJSON("/contact", `{}`).wants(t, http.StatusUnsupportedMediaType)
	s.postForm("/contact", url.Values{"message": {strings.Repeat("x", 17<<10)}}).wants(t, http.StatusRequestEntityTooLarge)
	if list := s.requests(); len(list) != 0 {
		t.Errorf("kept %+v", list)
	}
}

func TestAFullDayAndADeletedRequestSaySo(t *testing.T) {
	s := newSite(t)
	for n := range contact.MaxPerDay {
		s.postForm("/contact", ask(n)).wants(t, http.StatusSeeOther)
	}
	s.postForm("/contact", ask(contact.MaxPerDay)).wants(t, http.StatusTooManyRequests, "Xin gửi lại vào ngày mai", "ba tuần</textarea>")
	s.at("2026-11-24 08:00")
	s.postForm("/contact", ask(contact.MaxPerDay)).wants(t, http.StatusSeeOther)
	for _, k := range s.requests() {
		if err := contact.NewDesk(s.store, s.clock).Withdraw(t.Context(), k.ID, "lan"); err != nil {
			t.Fatal(err)
		}
	}
	s.postForm("/contact", ask(0)).wants(t, http.StatusGone, "Yêu cầu này đã được xóa")
}

func TestWithSeveralCommunesTheCitizenChoosesOne(t *testing.T) {
	s := newSite(t)
	put(s, store.Units, "tan-huong", survey.Unit{Code: "tan-huong", Authority: survey.Text{"vi": "Ủy ban nhân dân xã Tân Hương"}})
	s.get("/contact?lang=vi").wants(t, http.StatusOK, `href="/contact/tan-huong?lang=vi"`, `href="/contact/ninh-giang?lang=vi"`)
	s.postForm("/contact", ask(1)).wants(t, http.StatusOK, "Xin chọn xã, phường")
	s.get("/contact/khong-co").wants(t, http.StatusNotFound, "Xin chọn xã, phường")
	s.get("/contact/khong-co/thanks").wants(t, http.StatusNotFound)
	s.postForm("/contact/tan-huong", ask(1)).wants(t, http.StatusSeeOther)
	if list := s.requests(); len(list) != 1 || list[0].Unit != "tan-huong" {
		t.Errorf("kept %+v", list)
	}
}

func TestARequestIsAnsweredAndDeletedByTheOffice(t *testing.T) {
	s := newSite(t)
	s.account("lan", staff.Officer)
	officer := s.login("lan")
	s.with(officer, http.MethodGet, "/office/contacts").wants(t, http.StatusOK, "Không có yêu cầu nào đang chờ")
	s.postForm("/contact", ask(1)).wants(t, http.StatusSeeOther)
	second := ask(2)
	second.Del("name")
	s.postForm("/contact", second).wants(t, http.StatusSeeOther)
	list := s.with(officer, http.MethodGet, "/office/contacts")
	list.wants(t, http.StatusOK, "Nguyễn Thị &lt;b&gt;Lan", "Không ghi tên", "23/11/2026", "08/12/2026", "21/02/2027", `data-label="Đang chờ">2<`)
	if strings.Contains(list.body, "0912") || strings.Contains(list.body, "khai sinh") || strings.Contains(list.body, "quá hạn<") {
		t.Error("the list says more than who and when")
	}
	if got := list.Header.Get("Cache-Control"); got != "no-store" {
		t.Errorf("Cache-Control %q", got)
	}
	id := s.requests()[0].ID
	path := "/office/contacts/" + id
	one := s.with(officer, http.MethodGet, path)
	one.wants(t, http.StatusOK, "0912345678", "mailto:lan@vidu.vn", "ba tuần", "2026-11/vi", "21/02/2027")
	if got := one.Header.Get("Cache-Control"); got != "no-store" {
		t.Errorf("Cache-Control %q", got)
	}
	s.postAs(officer, path+"/reply", url.Values{"note": {" "}}).wants(t, http.StatusUnprocessableEntity, "Xin ghi đã trả lời gì")
	long := strings.Repeat("ả", contact.MaxNote+1)
	s.postAs(officer, path+"/reply", url.Values{"note": {long}}).wants(t, http.StatusUnprocessableEntity, "dài quá 1000", long)

	s.at("2026-12-09 08:00") // a day late
	officer = s.login("lan")
	s.with(officer, http.MethodGet, "/office/contacts").wants(t, http.StatusOK, "quá hạn<")
	s.postAs(officer, path+"/reply", url.Values{"note": {"Đã gọi <i>điện</i>, hẹn thứ Sáu"}}).wants(t, http.StatusSeeOther)
	s.with(officer, http.MethodGet, path+"?done=answered").wants(t, http.StatusOK, "Đã ghi là đã trả lời", "Đã gọi &lt;i&gt;điện", "08/01/2027", "09/12/2026, lan")
	s.account("hoa", staff.Admin)
	s.postAs(s.login("hoa"), path+"/reply", url.Values{"note": {"Tôi cũng trả lời"}}).wants(t, http.StatusUnprocessableEntity, "Đã có người trả lời")
	s.with(officer, http.MethodGet, "/office/contacts").wants(t, http.StatusOK, `id="answered"`, `data-label="Đã trả lời">1<`, `data-label="Đúng hạn">0<`)
	s.with(officer, http.MethodGet, path+"/withdraw").wants(t, http.StatusOK, "không thể hoàn lại")
	s.postAs(officer, path+"/withdraw", nil).wants(t, http.StatusSeeOther)
	s.with(officer, http.MethodGet, path).wants(t, http.StatusNotFound)
	s.postAs(officer, path+"/withdraw", nil).wants(t, http.StatusNotFound)
	s.with(officer, http.MethodGet, "/office/contacts?done=withdrawn").wants(t, http.StatusOK, "Đã xóa hẳn", `data-label="Đã nhận">2<`)
	log := s.auditText()
	for _, private := range []string{"Nguyễn", "0912", "khai sinh", "điện", "lan@"} {
		if strings.Contains(log, private) {
			t.Errorf("the log of the office holds %q", private)
		}
	}
	if !strings.Contains(log, id) {
		t.Error("the log does not name the request")
	}
}

// sizes are those of a small and a usual phone, a tablet and a desk.
var sizes = []browser.Options{{Width: 360, Height: 640}, {Width: 390, Height: 844, Dark: true}, {Width: 768, Height: 1024}, {Width: 1280, Height: 900}}

func TestAPersonAsksAndIsAnsweredInABrowserWithoutScripts(t *testing.T) {
	s := newSite(t)
	s.account("lan", staff.Officer)
	late := ask(1)
	late.Del("name")
	s.at("2026-11-01 08:00")
	s.postForm("/contact", late).wants(t, http.StatusSeeOther)
	s.at("2026-11-23 09:00")
	for _, size := range append([]browser.Options{{Width: 320, Height: 568}}, sizes...) {
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
			p.Go(s.http.URL + "/s/DEMO")
			p.Click("input[name=HL0][value='2']")
			p.Click("#ask button")
			p.WaitFor("#receipt")
			look("contact-offer")
			p.Click("#contact")
			p.WaitFor("#c-message")
			p.Type("#c-name", "Phạm Văn Bình")
			p.Type("#c-phone", "0912 345 678")
			p.Type("#c-message", "Bao giờ có kết quả hồ sơ đất đai của tôi?")
			p.Click("#ask button")
			p.WaitFor("#alarm")
			look("contact-errors")
			if p.Value("#c-phone") != "0912 345 678" || p.Checked("#c-consent") {
				t.Error("what was typed is gone, or the box is ticked for the person")
			}
			p.Click(`#alarm a[href="#c-consent"]`)
			p.Click("#c-consent")
			if !p.Checked("#c-consent") {
				t.Error("the box cannot be ticked")
			}
			p.Click("#ask button")
			p.WaitFor("#next")
			look("contact-thanks")
			s.enter(p, "lan")
			p.Go(s.http.URL + "/office/contacts")
			p.WaitFor("#open .few")
			look("contacts")
			p.Click("#open tr:last-child a")
			p.WaitFor("#reply")
			look("contact-request")
			p.Click("#reply button") // the browser itself wants the note
			p.Type("#note", "Đã gọi điện, hẹn thứ Sáu đến nhận")
			p.Click("#reply button")
			p.WaitFor(".note[role=status]")
			look("contact-answered")
			p.Click(`a[href$="/withdraw"]`)
			p.WaitFor(`form[action$="/withdraw"] button`)
			look("contact-withdraw")
			p.Click(`form[action$="/withdraw"] button`)
			p.WaitFor("#months")
			look("contacts-after")
			if errs := p.ConsoleErrors(); len(errs) > 0 {
				t.Error(errs)
			}
		})
	}
}
