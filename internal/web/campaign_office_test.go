package web_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"hailong/internal/browser"
	"hailong/internal/staff"
	"hailong/internal/store"
	"hailong/internal/survey"
)

var quarterPlan = url.Values{
	"unit": {"ninh-giang"}, "name": {"Đợt cuối năm"}, "template": {"short@1"}, "scheme": {"calendar"}, "opens": {"2026-11-01"}, "closes": {"31/12/2026"},
}

// drafted makes a draft through the office and returns its code.
func (s *site) drafted(c *http.Cookie, plan url.Values) string {
	s.t.Helper()
	r := s.sendAs(c, "/office/campaigns", plan)
	r.wants(s.t, http.StatusSeeOther)
	code, ok := strings.CutSuffix(strings.TrimPrefix(r.Header.Get("Location"), "/office/campaigns/"), "?done=made")
	if !ok {
		s.t.Fatalf("sent to %q", r.Header.Get("Location"))
	}
	return code
}

// step does a step on a campaign as its page does.
func (s *site) step(c *http.Cookie, code, step string) reply {
	s.t.Helper()
	path := "/office/campaigns/" + code + "/" + step
	asked := s.with(c, http.MethodGet, path)
	asked.wants(s.t, http.StatusOK, `action="`+path+`"`)
	stamp := regexp.MustCompile(`name="stamp" value="([^"]+)"`).FindStringSubmatch(asked.body)
	if stamp == nil {
		s.t.Fatal("the question carries no stamp")
	}
	return s.sendAs(c, path, url.Values{"stamp": {stamp[1]}})
}

func TestACampaignIsDraftedPreviewedOpenedClosedAndReopened(t *testing.T) {
	s := newSite(t)
	s.account("lan", staff.Officer)
	lan := s.login("lan")
	s.with(lan, http.MethodGet, "/office/campaign").wants(t, http.StatusOK, `value="Quý IV năm 2026"`, `value="2026-12-31"`, "Kỳ báo cáo NĐ 09/2019", "câu hỏi", "bản nháp")
	code := s.drafted(lan, quarterPlan)
	if code != "dot-cuoi-nam" || s.drafted(lan, quarterPlan) != code {
		t.Errorf("the draft is %q, and made again by a second tap", code)
	}
	path := "/office/campaigns/" + code
	s.with(lan, http.MethodGet, path+"?done=made").wants(t, http.StatusOK, "Đã lập bản nháp.", "bản nháp", "từ 01/11/2026 đến 31/12/2026", "Quý dương lịch", "Mọi điểm của đơn vị", "Mở đợt…", "/office/posters?campaign="+code+"#new")
	s.with(lan, http.MethodGet, path).lacks(t, "Đã đủ mẫu chưa?")
	s.with(lan, http.MethodGet, "/office/posters?campaign="+code).wants(t, http.StatusOK, `<option value="`+code+`" selected>Đợt cuối năm (bản nháp)</option>`)
	poster := s.makeCode(lan, code, "trung-tam/1", "")
	s.get("/s/"+poster).wants(t, http.StatusForbidden, "chưa mở")

	preview := s.with(lan, http.MethodGet, path+"/preview")
	preview.wants(t, http.StatusOK, "Xem trước – không gửi được", `name="HL0"`, "Trung tâm Phục vụ hành chính công", `<button disabled`)
	preview.lacks(t, "method=", "action=", `<button>`)
	s.with(lan, http.MethodGet, path+"/preview?lang=en").wants(t, http.StatusOK, "Public Administration Service Centre")

	stale := s.sendAs(lan, path+"/open", url.Values{"stamp": {"CU"}})
	stale.wants(t, http.StatusConflict, "người khác đã lưu thay đổi", "Mở đợt khảo sát?")
	s.step(lan, code, "open").wants(t, http.StatusSeeOther)
	s.get("/s/"+poster).wants(t, http.StatusOK, `name="HL0"`)
	s.step(lan, code, "close").wants(t, http.StatusSeeOther)
	s.get("/s/"+poster).wants(t, http.StatusGone, "đã kết thúc ngày 23/11/2026")
	s.step(lan, code, "reopen").wants(t, http.StatusSeeOther)
	s.get("/s/"+poster).wants(t, http.StatusOK)
	if log := s.log.String(); !strings.Contains(log, `"action":"campaign.open","object":"dot-cuoi-nam","by":"lan"`) {
		t.Error("the log does not say who opened the campaign")
	}
}

func TestTwoTapsAtOnceMakeOneDraft(t *testing.T) {
	s := newSite(t)
	s.account("lan", staff.Officer)
	lan := s.login("lan")
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() { s.sendAs(lan, "/office/campaigns", quarterPlan).wants(t, http.StatusSeeOther) })
	}
	wait.Wait()
	n := 0
	for k, err := range store.Campaigns.All(t.Context(), s.store) {
		if err != nil {
			t.Fatal(err)
		}
		if k.Draft {
			n++
		}
	}
	if n != 1 {
		t.Errorf("%d drafts", n)
	}
}

func TestAPlanThatCannotBeComesBackWithWhatWasTyped(t *testing.T) {
	s := newSite(t)
	put(s, store.Units, "xa-khac", survey.Unit{Code: "xa-khac", Name: survey.Text{"vi": "xã Khác"}})
	put(s, store.Places, "noi-khac", survey.Place{Code: "noi-khac", Unit: "xa-khac", Name: survey.Text{"vi": "Nơi khác"}})
	s.account("lan", staff.Officer)
	lan := s.login("lan")
	s.with(lan, http.MethodGet, "/office/campaign").wants(t, http.StatusOK, "Cho đơn vị", "xã Khác")
	code := s.drafted(lan, more(quarterPlan, "name", "Đợt nháp"))
	stamp := kept(s, store.Campaigns, code).Stamp()
	for name, c := range map[string]struct{ box, value, want string }{
		"no name":             {"name", "", "Xin nhập tên đợt"},
		"a long name":         {"name", strings.Repeat("x", 101), "Xin nhập tên đợt"},
		"no questionnaire":    {"template", "", "Xin chọn một mẫu phiếu"},
		"no such one":         {"template", "nix@1", "Xin chọn một mẫu phiếu"},
		"no scheme":           {"scheme", "lunar", "Xin chọn cách chia quý"},
		"no day":              {"opens", "", "Xin nhập ngày bắt đầu"},
		"a day that is none":  {"opens", "31/02/2026", "Xin nhập ngày bắt đầu"},
		"an end before":       {"closes", "2026-10-31", "Ngày kết thúc phải từ ngày bắt đầu"},
		"an end that is none": {"closes", "cuối năm", "Ngày kết thúc phải từ ngày bắt đầu"},
		"a place elsewhere":   {"places", "noi-khac", "Cần ít nhất một điểm tiếp nhận"},
	} {
		values := more(quarterPlan, c.box, c.value)
		s.sendAs(lan, "/office/campaigns", values).wants(t, http.StatusUnprocessableEntity, c.want, `role="alert"`, `name="name" value="`+values.Get("name")+`"`)
		values.Set("stamp", stamp)
		r := s.sendAs(lan, "/office/campaigns/"+code, values)
		r.wants(t, http.StatusUnprocessableEntity, c.want, `role="alert"`)
		if c.box == "closes" {
			r.wants(t, http.StatusUnprocessableEntity, `value="`+c.value+`"`, "Sửa đợt khảo sát")
		}
		if t.Failed() {
			t.Fatal(name)
		}
	}
	s.sendAs(lan, "/office/campaigns", more(quarterPlan, "unit", "nix")).wants(t, http.StatusNotFound)
	s.sendAs(lan, "/office/campaigns/"+code, more(quarterPlan, "stamp", "CU", "name", "Tên của tôi")).wants(t, http.StatusConflict, `value="Tên của tôi"`, "Đang lưu: “Đợt nháp”.")

	put(s, store.Places, "trung-tam", func() survey.Place {
		p := kept(s, store.Places, "trung-tam")
		p.Closed = true
		return p
	}())
	s.step(lan, code, "open").wants(t, http.StatusUnprocessableEntity, "Cần ít nhất một điểm tiếp nhận đang dùng")
	s.sendAs(lan, "/office/campaigns/"+code+"/close", nil).wants(t, http.StatusUnprocessableEntity, "Đợt còn là bản nháp")
}

func TestOfAnOpenedCampaignOnlyThatChangesWhatMay(t *testing.T) {
	s := newSite(t)
	put(s, store.Places, "thon-kenh", survey.Place{Code: "thon-kenh", Unit: "ninh-giang", Name: survey.Text{"vi": "Điểm thôn Kênh"}})
	s.account("lan", staff.Officer)
	lan := s.login("lan")
	code := s.drafted(lan, more(quarterPlan, "places", "trung-tam"))
	path := "/office/campaigns/" + code
	s.step(lan, code, "open").wants(t, http.StatusSeeOther)
	form := s.with(lan, http.MethodGet, path+"/edit")
	form.wants(t, http.StatusOK, "Không đổi được nữa", "đúng mẫu đã hỏi", "Đợt đã nhận ý kiến từ ngày này", `<input type="hidden" name="places" value="trung-tam">`)
	form.lacks(t, `name="template"`, `name="scheme"`, `name="opens"`)
	stamp := kept(s, store.Campaigns, code).Stamp()
	s.sendAs(lan, path, url.Values{
		"stamp": {stamp}, "name": {"Tên mới"}, "closes": {"2026-12-15"}, "places": {"trung-tam", "thon-kenh"},
		"template": {"full@1"}, "scheme": {"reporting"}, "opens": {"2026-01-01"}, // what no form offers changes nothing
	}).wants(t, http.StatusSeeOther)
	k := kept(s, store.Campaigns, code)
	if k.Name.In(survey.Vietnamese) != "Tên mới" || *k.Closes != survey.Day(2026, 12, 15) || len(k.Places) != 2 || k.Template.Code != "short" || k.Scheme != "calendar" || k.Opens != survey.Day(2026, 11, 1) {
		t.Errorf("kept %+v", k)
	}
	s.sendAs(lan, path, url.Values{"stamp": {k.Stamp()}, "name": {"Tên mới"}, "places": {"thon-kenh"}}).wants(t, http.StatusUnprocessableEntity, "không đổi được nữa")
}

func TestTheMenusOfferOnlyWhatMakesSense(t *testing.T) {
	s := newSite(t)
	put(s, store.Places, "thon-kenh", survey.Place{Code: "thon-kenh", Unit: "ninh-giang", Name: survey.Text{"vi": "Điểm thôn Kênh"}, Closed: true})
	p := kept(s, store.Places, "trung-tam")
	p.Counters = append(p.Counters, survey.Counter{Code: "2", Name: survey.Text{"vi": "Quầy 2"}, Closed: true})
	put(s, store.Places, p.Code, p)
	s.account("lan", staff.Officer)
	lan := s.login("lan")
	for _, path := range []string{"/office/posters", "/office/slips", "/office/paper"} {
		r := s.with(lan, http.MethodGet, path)
		r.wants(t, http.StatusOK, `<option value="dot-demo"`, `<option value="trung-tam`)
		r.lacks(t, "thon-kenh", `<option value="dot-closed"`, `trung-tam/2"`)
	}
	code := s.drafted(lan, quarterPlan)
	s.with(lan, http.MethodGet, "/office/posters").wants(t, http.StatusOK, `<option value="`+code+`">`)
	s.with(lan, http.MethodGet, "/office/slips").lacks(t, code)
	s.with(lan, http.MethodGet, "/office/posters/CLOSED").wants(t, http.StatusOK, `<option value="dot-closed" selected>Đợt CLOSED (đã kết thúc)</option>`)
	// A place where no campaign runs is not offered either.
	put(s, store.Places, "hop-linh", survey.Place{Code: "hop-linh", Unit: "ninh-giang", Name: survey.Text{"vi": "Điểm Hợp Lĩnh"}})
	s.with(lan, http.MethodGet, "/office/posters").wants(t, http.StatusOK, "hop-linh/")
	for k, err := range store.Campaigns.All(t.Context(), s.store) {
		if err != nil {
			t.Fatal(err)
		}
		k.Places = []string{"trung-tam"}
		put(s, store.Campaigns, k.Code, k)
	}
	s.with(lan, http.MethodGet, "/office/posters").lacks(t, "hop-linh/")
}

// volumes reads what is kept of the quarter.
func (s *site) volumes(c *http.Cookie) string {
	s.t.Helper()
	r := s.with(c, http.MethodGet, "/office/campaigns/dot-demo/volumes.csv?period=2026-Q4")
	r.wants(s.t, http.StatusOK)
	return r.body
}

// upload sends a file of volumes.
func (s *site) upload(c *http.Cookie, campaign, content string) reply {
	s.t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	if err := w.WriteField("period", "2026-Q4"); err != nil {
		s.t.Fatal(err)
	}
	part, err := w.CreateFormFile("file", "so.csv")
	if err != nil {
		s.t.Fatal(err)
	}
	if _, err := part.Write([]byte(content)); err != nil {
		s.t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		s.t.Fatal(err)
	}
	r := s.request(http.MethodPost, "/office/campaigns/"+campaign+"/volumes/import", &b)
	r.Header.Set("Content-Type", w.FormDataContentType())
	r.AddCookie(c)
	return s.do(r)
}

func TestAnOfficerSeesWhetherEnoughHaveAnswered(t *testing.T) {
	s := newSite(t)
	s.account("lan", staff.Officer)
	lan := s.login("lan")
	s.fill("dot-demo", 120)
	path := "/office/campaigns/dot-demo"
	s.with(lan, http.MethodGet, path).wants(t, http.StatusOK, "Đã đủ mẫu chưa?", "Chưa có số giao dịch", "120", "Còn 39 ngày", "Tuần 40", "Theo lĩnh vực", "chưa đủ dữ liệu")
	s.with(lan, http.MethodGet, path+"?period=x").wants(t, http.StatusBadRequest)
	s.with(lan, http.MethodGet, path+"/volumes?period=2026-Q4").wants(t, http.StatusOK, "quý IV năm 2026", "Tổng số giao dịch", "Hộ tịch")
	set := func(values url.Values) reply { return s.sendAs(lan, path+"/volumes", values) }
	set(url.Values{"period": {"2026-Q4"}, "total": {"1.680"}}).wants(t, http.StatusSeeOther)
	page := s.with(lan, http.MethodGet, path+"?period=2026-Q4&done=volume")
	page.wants(t, http.StatusOK, "Đã lưu số giao dịch.", "trên 324 phiếu cần có", "Còn thiếu 204 phiếu.", "Với N = 1.680 giao dịch trong kỳ, n = 324.", "7,14%")
	s.with(lan, http.MethodGet, "/office/campaigns").wants(t, http.StatusOK, "Quý IV năm 2026: 120 phiếu trên 324 phiếu cần có. Còn thiếu 204 phiếu.", "Đang nhận ý kiến", "Chưa bắt đầu", "Đã kết thúc")
	set(url.Values{"period": {"2026-Q4"}, "n-HOTICH": {"20"}, "n-DATDAI": {"130"}}).wants(t, http.StatusSeeOther)
	s.with(lan, http.MethodGet, path).wants(t, http.StatusOK, "n = 110", "Đủ mẫu.", "Cần 20. ", "Cần 99. ")
	for name, c := range map[string]struct {
		values url.Values
		want   string
	}{
		"no number":   {url.Values{"total": {"nhiều"}}, "Xin nhập số nguyên"},
		"half":        {url.Values{"total": {"1,5"}}, "Xin nhập số nguyên"},
		"negative":    {url.Values{"n-HOTICH": {"-5"}}, "không âm"},
		"large":       {url.Values{"total": {"10.000.001"}}, "nhiều nhất là 10.000.000"},
		"no sum":      {url.Values{"total": {"10"}, "n-HOTICH": {"9"}}, "bằng tổng các lĩnh vực"},
		"nothing":     {url.Values{"total": {"0"}}, "lớn hơn 0"},
		"only naught": {url.Values{"n-HOTICH": {"0"}}, "lớn hơn 0"},
	} {
		c.values.Set("period", "2026-Q4")
		r := set(c.values)
		r.wants(t, http.StatusUnprocessableEntity, c.want, `role="alert"`)
		for box, v := range c.values {
			if box != "period" && !strings.Contains(r.body, `value="`+v[0]+`"`) {
				t.Errorf("%s: %q is gone", name, v[0])
			}
		}
	}
	set(url.Values{"period": {"2026-Q4"}}).wants(t, http.StatusSeeOther)
	s.with(lan, http.MethodGet, path).wants(t, http.StatusOK, "Chưa có số giao dịch")
}

func TestVolumesAreImportedWholeOrNotAtAll(t *testing.T) {
	s := newSite(t)
	s.account("lan", staff.Officer)
	lan := s.login("lan")
	table := s.volumes(lan)
	if !strings.HasPrefix(table, "\xef\xbb\xbflĩnh vực;số giao dịch\r\n") {
		t.Fatalf("the table to fill in begins %.60q", table)
	}
	table = strings.Replace(table, "trích lục);0", "trích lục);1.200", 1)
	s.upload(lan, "dot-demo", table).wants(t, http.StatusSeeOther)
	v := s.volumes(lan)
	if !strings.Contains(v, "trích lục);1200") {
		t.Errorf("kept %s", v)
	}
	bad := s.upload(lan, "dot-demo", "HOTICH;5\nKhông có;7\nDATDAI;-2\nDATDAI;8\nCHUNGTHUC;nhiều\n<b>;1")
	bad.wants(t, http.StatusUnprocessableEntity, "chưa lưu gì", "Dòng 2: đơn vị không có lĩnh vực “Không có”.", "Dòng 3: “-2” là số âm.", "Dòng 4: ", "Dòng 5: “nhiều” không phải số nguyên.", "“&lt;b&gt;”")
	for content, want := range map[string]string{
		"":                             "tổng phải lớn hơn 0",
		"\xff\xfe":                     "không phải UTF-8",
		"HOTICH;\"5":                   "ngoặc kép",
		"HOTICH":                       "đúng hai cột",
		"HOTICH;20.000.000":            "quá lớn",
		strings.Repeat("x", 1<<20+1):   "Tệp quá 1 MiB.",
		strings.Repeat("x", 2<<20+100): "Tệp quá 1 MiB.",
		"HOTICH;5\nTổng cộng;6":        "bằng tổng các lĩnh vực",
	} {
		r := s.upload(lan, "dot-demo", content)
		if len(content) > 2<<20 && r.StatusCode == http.StatusRequestEntityTooLarge {
			continue
		}
		if !strings.Contains(strings.ToLower(r.body), strings.ToLower(want)) || r.StatusCode != http.StatusUnprocessableEntity {
			t.Errorf("%.30q: status %d, lacks %q", content, r.StatusCode, want)
		}
	}
	s.sendAs(lan, "/office/campaigns/dot-demo/volumes/import", url.Values{"period": {"2026-Q4"}}).wants(t, http.StatusUnprocessableEntity, "Chưa chọn tệp.")
	if again := s.volumes(lan); again != v {
		t.Errorf("a refused table has changed %s", again)
	}
}

func TestWhoReadsTotalsOnlySeesRoundedProgressOfTheWhole(t *testing.T) {
	s := newSite(t)
	s.account("lan", staff.Officer)
	s.account("mai", staff.Centre)
	lan, mai := s.login("lan"), s.login("mai")
	s.sendAs(lan, "/office/campaigns/dot-demo/volumes", url.Values{"period": {"2026-Q4"}, "n-HOTICH": {"130"}}).wants(t, http.StatusSeeOther)
	s.fill("dot-demo", 91)
	exact := s.with(lan, http.MethodGet, "/office/campaigns/dot-demo")
	exact.wants(t, http.StatusOK, "Còn thiếu 8 phiếu.")
	rough := s.with(mai, http.MethodGet, "/office/campaigns/dot-demo")
	rough.wants(t, http.StatusOK, "khoảng 90", "Còn thiếu dưới 10 phiếu.", "làm tròn")
	rough.lacks(t, "Theo điểm", "Theo lĩnh vực", "Theo tuần", "Nhập số giao dịch", ">91", " 91", "70,00")
	s.with(mai, http.MethodGet, "/office/campaigns").wants(t, http.StatusOK, "khoảng 90 phiếu trên 99 phiếu cần có")
	s.postForm("/s/DEMO", url.Values{"HL0": {"5"}, "key": {"mot-khoa-cua-bai-thu-0001"}}).wants(t, http.StatusSeeOther)
	if after := s.with(mai, http.MethodGet, "/office/campaigns/dot-demo"); after.body != rough.body {
		t.Error("the page shows that one more has answered")
	}
	s.with(lan, http.MethodGet, "/office/campaigns/dot-demo").wants(t, http.StatusOK, "Còn thiếu 7 phiếu.")
	s.with(mai, http.MethodGet, "/office/campaigns/dot-early").wants(t, http.StatusOK, "dưới 10")
	s.with(mai, http.MethodGet, "/office/campaigns/dot-demo/volumes").wants(t, http.StatusForbidden)
}

// TestEveryActionHasAName reads the program: whatever it writes down is called
// something in the log of the office.
func TestEveryActionHasAName(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	words, err := os.ReadFile("office_audit_words.go")
	if err != nil {
		t.Fatal(err)
	}
	written := regexp.MustCompile(`(?i)\baction(?:: |, done\s*=|\s*=|:\s+)"([a-z]+\.[a-z]+)"|"((?:unit|place|counter|campaign|volume|poster|slips|paper|responses|audit)\.[a-z]+)"`)
	n := 0
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") || file == "office_audit_words.go" {
			continue
		}
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range written.FindAllSubmatch(source, -1) {
			n++
			action := string(m[1]) + string(m[2])
			if !bytes.Contains(words, []byte(`"`+action+`":`)) {
				t.Errorf("%s: action %s has no name in actionNames", file, action)
			}
		}
	}
	if n < 20 {
		t.Errorf("%d actions were found", n)
	}
}

func TestThePagesOfCampaignsAreAccessibleAndFit(t *testing.T) {
	s := newSite(t)
	s.account("lan", staff.Officer)
	s.account("mai", staff.Centre)
	lan := s.login("lan")
	s.fill("dot-demo", 280)
	s.sendAs(lan, "/office/campaigns/dot-demo/volumes", url.Values{"period": {"2026-Q4"}, "n-HOTICH": {"900"}, "n-CHUNGTHUC": {"1.200"}, "n-DATDAI": {"310"}}).wants(t, http.StatusSeeOther)
	put(s, store.Places, "thon-kenh", survey.Place{Code: "thon-kenh", Unit: "ninh-giang", Name: survey.Text{"vi": "Điểm hỗ trợ thôn Kênh"}})
	code := s.drafted(lan, more(quarterPlan, "places", "trung-tam"))
	s.lookAt(t, "lan", map[string]string{
		"campaigns": "/office/campaigns", "campaign": "/office/campaigns/dot-demo?done=volume", "campaign-draft": "/office/campaigns/" + code + "?done=made",
		"campaign-new": "/office/campaign", "campaign-edit": "/office/campaigns/dot-demo/edit", "campaign-open": "/office/campaigns/" + code + "/open",
		"campaign-preview": "/office/campaigns/dot-demofull/preview", "volumes": "/office/campaigns/dot-demo/volumes?period=2026-Q4", "volumes-empty": "/office/campaigns/dot-demofull/volumes",
	})
	p := browser.Open(t, browser.Options{Width: 390, Height: 844})
	s.enter(p, "mai")
	p.Go(s.http.URL + "/office/campaigns/dot-demo")
	p.Screenshot("campaign-centre-390")
	p.Axe(t)
	p.Click("header form button")
	s.enter(p, "lan")
	p.Go(s.http.URL + "/office/campaigns/dot-demo/volumes?period=2026-Q4")
	p.Type("#b-total", "nhiều lắm")
	p.Click(".form button")
	p.WaitFor("#error")
	p.Screenshot("volumes-error-390")
	p.Axe(t)
}

func TestASecondCommuneIsFurnishedAndAsksItsPeople(t *testing.T) {
	s := newSite(t)
	s.account("quan-tri", staff.Admin)
	p := browser.Open(t, browser.Options{Width: 390, Height: 844})
	s.enter(p, "quan-tri")
	p.Go(s.http.URL + "/office/units")
	p.Type("#b-name", "xã Tân Hương")
	p.Type("#b-authority", "Ủy ban nhân dân xã Tân Hương")
	p.Click("#new button")
	p.WaitFor(".note")
	p.Click("a[href='/office/units/xa-tan-huong/place']")
	p.Type("#b-p-name", "Trung tâm hành chính Tân Hương")
	p.Type("input[name=h6-0-from]", "8h")
	p.Type("input[name=h6-0-to]", "11h")
	p.Click(".form button")
	p.WaitFor(".note")
	for _, name := range []string{"Quầy 1", "Quầy 2"} {
		p.Type("#b-k--name", name)
		p.Click("#counter button")
		p.WaitFor(".note")
	}
	p.Screenshot("story-place-390")
	p.Axe(t)

	s.accountOf("xa-tan-huong", "huong", staff.Officer)
	s.accountOf("ninh-giang", "lan", staff.Officer)
	p.Click("header form button")
	s.enter(p, "huong")
	p.Go(s.http.URL + "/office/campaigns")
	p.Click("a[href='/office/campaign']")
	p.Type("#b-name", "Đợt Tân Hương")
	p.Click(".form button")
	p.WaitFor(".note")
	p.Click("a[href$='/preview']")
	p.Click("input[name=HL0][value='5']")
	p.WaitFor("button[disabled]")
	p.Click(".alarm a")
	p.Click("a[href$='/open']")
	p.Click(".narrow button")
	p.WaitFor(".note")
	p.Click("a[href^='/office/posters?campaign=']")
	if got := p.Value("#t-campaign"); got != "dot-tan-huong" {
		t.Errorf("the form proposes %q", got)
	}
	p.Click("#new button")
	p.WaitFor(".note")
	code := madePoster(t, p.URL())

	citizen := browser.Open(t, browser.Options{Width: 390, Height: 844})
	citizen.Go(s.http.URL + "/s/" + code)
	citizen.Click("input[name=HL0][value='4']")
	citizen.Click("#ask button")
	citizen.WaitFor("#receipt")

	p.Go(s.http.URL + "/office/campaigns/dot-tan-huong")
	p.Click("a[href*='/volumes']")
	p.Type("#b-total", "1.000")
	p.Click(".form button")
	p.WaitFor(".note")
	if text := p.Text("main"); !strings.Contains(text, "trên 286 phiếu cần có") || !strings.Contains(text, "Còn thiếu 285 phiếu.") {
		t.Errorf("the progress is told as %s", text)
	}
	p.Screenshot("story-progress-390")
	p.Axe(t)

	lan := s.login("lan")
	for _, path := range []string{"/office/campaigns", "/office/units", "/office/posters", "/office/slips", "/office/paper"} {
		s.with(lan, http.MethodGet, path).lacks(t, "Tân Hương", "tan-huong")
	}
	for _, path := range []string{"/office/campaigns/dot-tan-huong", "/office/campaigns/dot-tan-huong/preview", "/office/units/xa-tan-huong", "/office/places/trung-tam-hanh-chinh-tan-huong"} {
		s.with(lan, http.MethodGet, path).wants(t, http.StatusNotFound)
	}
	if errs := p.ConsoleErrors(); len(errs) > 0 {
		t.Error(errs)
	}
}

// madePoster reads the code from the address of its page.
func madePoster(t *testing.T, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	found := madeCode.FindStringSubmatch(u.RequestURI())
	if found == nil {
		t.Fatalf("the page is at %s", address)
	}
	return found[1]
}
