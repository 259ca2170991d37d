package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// A slip has a key of its own; every other form a signed one.
var keyField = regexp.MustCompile(`name="key" value="(f1-[A-Za-z0-9_-]{48}|[0-9a-f]{32})"`)

// openForm gets a form and returns the key it brings along.
func (s *site) openForm(path string) (page reply, key string) {
	s.t.Helper()
	page = s.get(path)
	page.wants(s.t, http.StatusOK)
	found := keyField.FindStringSubmatch(page.body)
	if found == nil {
		s.t.Fatalf("GET %s: the form has no key", path)
	}
	return page, found[1]
}

func TestAFormIsFilledInSentAndAnsweredWithAReceipt(t *testing.T) {
	s := newSite(t)
	page, key := s.openForm("/s/DEMO")
	page.wants(t, http.StatusOK, `<html lang="vi">`, "Ủy ban nhân dân xã Ninh Giang", "Trung tâm Phục vụ hành chính công · Quầy 1", "Rất không hài lòng")
	sent := s.postForm("/s/DEMO", url.Values{"HL0": {"5"}, "TC": {"na"}, "CC": {"4"}, "key": {key}, "lang": {"vi"}, "comment": {"Rất tốt"}, "field": {"HOTICH"}})
	sent.wants(t, http.StatusSeeOther)
	thanks := s.get(sent.Header.Get("Location"))
	receipt := string(survey.ReceiptOf("dot-demo", key))
	thanks.wants(t, http.StatusOK, "Cảm ơn ông/bà!", receipt)
	stored := s.responses("dot-demo")
	if len(stored) != 1 || stored[0].ID != survey.IDOf("dot-demo", key) || stored[0].Comment != "Rất tốt" || stored[0].Field != "HOTICH" {
		t.Errorf("stored %+v", stored)
	}
	if strings.Contains(thanks.body, "đã được ghi nhận từ lần gửi trước") {
		t.Error("a first sheet is told that it had been there before")
	}
	again := s.postForm("/s/DEMO", url.Values{"HL0": {"1"}, "key": {key}})
	again.wants(t, http.StatusSeeOther)
	s.get(again.Header.Get("Location")).wants(t, http.StatusOK, receipt, "phần sửa không được ghi nhận", `<a href="/s/DEMO?lang=vi">Mở một phiếu mới</a>`)
	if n := len(s.responses("dot-demo")); n != 1 {
		t.Errorf("%d responses stored after a second tap, want 1", n)
	}
}

func TestAFaultyFormComesBackWithEverythingThatWasTyped(t *testing.T) {
	s := newSite(t)
	_, key := s.openForm("/s/DEMO")
	back := s.postForm("/s/DEMO", url.Values{"TC": {"2"}, "PA": {"na"}, "key": {key}, "comment": {"Chờ <b>lâu</b> quá"}, "field": {"DATDAI"}})
	back.wants(t, http.StatusUnprocessableEntity,
		`<a href="#q-HL0">`, `id="e-HL0"`, "Xin chọn một mức trả lời.",
		`name="TC" value="2" checked`, `name="PA" value="na" checked`,
		"Chờ &lt;b&gt;lâu&lt;/b&gt; quá", `value="DATDAI" selected`, `value="`+key+`"`)
	if n := len(s.responses("dot-demo")); n != 0 {
		t.Errorf("%d responses stored, want none", n)
	}
	mended := s.postForm("/s/DEMO", url.Values{"HL0": {"3"}, "TC": {"2"}, "key": {key}})
	mended.wants(t, http.StatusSeeOther)
}

func TestALongCommentIsSentBackAndNotCut(t *testing.T) {
	s := newSite(t)
	_, key := s.openForm("/s/DEMO")
	long := strings.Repeat("ố", 301)
	back := s.postForm("/s/DEMO", url.Values{"HL0": {"5"}, "key": {key}, "comment": {long}})
	back.wants(t, http.StatusUnprocessableEntity, long, "tối đa 300 ký tự", `id="e-comment"`)
	exact := s.postForm("/s/DEMO", url.Values{"HL0": {"5"}, "key": {key}, "comment": {strings.Repeat("ố", 298) + "\r\nà"}})
	exact.wants(t, http.StatusSeeOther)
}

func TestAnAnsweredGateMakesItsQuestionsNotApplicable(t *testing.T) {
	s := newSite(t)
	_, key := s.openForm("/s/DEMOFULL")
	s.postForm("/s/DEMOFULL", url.Values{"TC1": {"5"}, "PA0": {"khong"}, "PA2": {"1"}, "PA1": {"4"}, "key": {key}}).wants(t, http.StatusSeeOther)
	export := s.getAs(s.token("officer"), "/api/v1/export.json?campaign=dot-demofull&period=2026-Q4")
	export.wants(t, http.StatusOK, `"PA2":"na"`, `"PA3":"na"`, `"PA1":4`)
}

func TestTheLanguageComesFromTheAddressThenFromTheBrowser(t *testing.T) {
	s := newSite(t)
	for _, c := range []struct{ path, accept, want string }{
		{"/s/DEMO", "", `<html lang="vi">`},
		{"/s/DEMO", "fr", `<html lang="vi">`},
		{"/s/DEMO", "en-GB,en;q=0.9", `<html lang="en">`},
		{"/s/DEMO", "vi-VN,en;q=0.5", `<html lang="vi">`},
		{"/s/DEMO?lang=en", "vi", `<html lang="en">`},
		{"/s/DEMO?lang=xx", "en", `<html lang="en">`},
		{"/?lang=en", "vi", `<html lang="en">`},
		{"/privacy", "en", `<html lang="en">`},
		{"/s/DEMO", "zh-CN", `<html lang="zh">`},
		{"/s/DEMO", "ko-KR,en;q=0.5", "얼마나 만족하십니까"},
		{"/s/DEMO?lang=ja", "vi", "どのくらい満足ですか"},
		{"/s/DEMOFULL?lang=ja", "vi", `<main lang="en">`},
		{"/s/DEMOFULL?lang=ja", "vi", `<button id="send" lang="ja">送信する</button>`},
		{"/results?lang=ko", "", `<html lang="en">`},
		{"/contact?lang=zh", "", `<html lang="en">`},
	} {
		r := s.request(http.MethodGet, c.path, nil)
		if c.accept != "" {
			r.Header.Set("Accept-Language", c.accept)
		}
		s.do(r).wants(t, http.StatusOK, c.want)
	}
	_, key := s.openForm("/s/DEMO?lang=en")
	s.postForm("/s/DEMO", url.Values{"key": {key}, "lang": {"en"}}).wants(t, http.StatusUnprocessableEntity, `<html lang="en">`, "Please choose one answer.")
}

func TestWhereThereIsNoFormAPageSaysWhy(t *testing.T) {
	s := newSite(t)
	for _, c := range []struct {
		path   string
		status int
		want   string
	}{
		{"/s/NOPE", http.StatusNotFound, "Không tìm thấy phiếu này"},
		{"/s/" + strings.Repeat("x", 500), http.StatusNotFound, "Không tìm thấy phiếu này"},
		{"/s/%00%ff", http.StatusNotFound, "Không tìm thấy phiếu này"},
		{"/s/VOIDED", http.StatusGone, "Mã này không còn dùng nữa"},
		{"/s/CLOSED", http.StatusGone, "từ ngày 01/07/2026 và đã kết thúc ngày 30/09/2026"},
		{"/s/EARLY", http.StatusForbidden, "từ ngày 01/01/2027"},
		{"/s/EARLY?lang=en", http.StatusForbidden, "opens on 1 January 2027"},
		{"/nothing", http.StatusNotFound, "Không tìm thấy"},
		{"/metrics", http.StatusNotFound, ""},
		{"/debug/pprof/", http.StatusNotFound, ""},
		{"/s/DEMO/thanks?receipt=AAAAA-AAAAA-A", http.StatusNotFound, ""},
	} {
		s.get(c.path).wants(t, c.status, c.want)
	}
	late := url.Values{"HL0": {"5"}, "key": {"0123456789abcdef"}, "comment": {"Gửi muộn"}}
	s.postForm("/s/CLOSED", late).wants(t, http.StatusGone, "chưa được ghi nhận", "01/07/2026", "Gửi muộn", `name="HL0" value="5" checked`)
	s.postForm("/s/EARLY", late).wants(t, http.StatusForbidden, "chưa được ghi nhận", "01/01/2027", "Gửi muộn")
	s.postForm("/s/VOIDED", late).wants(t, http.StatusGone, "chưa được ghi nhận", "đã được thu hồi", "Gửi muộn")
	s.postForm("/s/NOPE", url.Values{"HL0": {"5"}}).wants(t, http.StatusNotFound)
	s.postForm("/privacy", nil).wants(t, http.StatusMethodNotAllowed)
}

func TestATypedCodeLeadsToItsForm(t *testing.T) {
	s := newSite(t)
	for typed, want := range map[string]string{
		" demo ": "/s/DEMO?lang=vi",
		"a/../b": "/s/A%2F..%2FB?lang=vi",
		"":       "/?lang=vi",
	} {
		got := s.get("/s?code=" + url.QueryEscape(typed))
		if got.StatusCode != http.StatusSeeOther || got.Header.Get("Location") != want {
			t.Errorf("code %q: %d to %q, want %q", typed, got.StatusCode, got.Header.Get("Location"), want)
		}
	}
}

func TestABodyThatIsTooLargeOrNoFormIsRefused(t *testing.T) {
	s := newSite(t)
	s.postForm("/s/DEMO", url.Values{"comment": {strings.Repeat("x", 20<<10)}}).wants(t, http.StatusRequestEntityTooLarge, "quá dài")
	r := s.request(http.MethodPost, "/s/DEMO", strings.NewReader("HL0=%zz"))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	s.do(r).wants(t, http.StatusBadRequest)
	bad := s.request(http.MethodPost, "/s/DEMO", strings.NewReader("HL0=5&key=0123456789abcdef&comment=%ff%fe"))
	bad.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	s.do(bad).wants(t, http.StatusUnprocessableEntity, "không đọc được")
}

func TestTheScriptIsToldWhereTheReceiptIs(t *testing.T) {
	s := newSite(t)
	_, key := s.openForm("/s/DEMO")
	for range 2 {
		r := s.request(http.MethodPost, "/s/DEMO", strings.NewReader(url.Values{"HL0": {"5"}, "key": {key}, "lang": {"en"}}.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Accept", "application/json")
		s.do(r).wants(t, http.StatusOK, `{"to":"/s/DEMO/thanks?lang=en\u0026receipt=`+string(survey.ReceiptOf("dot-demo", key))+`"}`)
	}
	if n := len(s.responses("dot-demo")); n != 1 {
		t.Errorf("%d responses stored, want 1", n)
	}
}

func TestTheServiceWorkerMayServeFormsOnly(t *testing.T) {
	s := newSite(t)
	if got := s.get("/static/js/sw.js").Header.Get("Service-Worker-Allowed"); got != "/s/" {
		t.Errorf("its scope is %q", got)
	}
	if got := s.get("/static/js/entry.js").Header.Get("Service-Worker-Allowed"); got != "" {
		t.Errorf("another script may be a worker for %q", got)
	}
}

func TestEveryFormIsGivenAnotherKeyAndIsTheSameOtherwise(t *testing.T) {
	s := newSite(t)
	first, key1 := s.openForm("/s/DEMOFULL")
	second, key2 := s.openForm("/s/DEMOFULL")
	if key1 == key2 {
		t.Error("two forms have the same key")
	}
	if strings.Replace(first.body, key1, "", 1) != strings.Replace(second.body, key2, "", 1) {
		t.Error("two forms differ in more than the key")
	}
	plain := s.request(http.MethodGet, "/s/DEMOFULL", nil)
	plain.Header.Set("Accept-Encoding", "identity")
	uncompressed := s.do(plain)
	if uncompressed.Header.Get("Content-Encoding") != "" {
		t.Error("an unwilling browser was sent a compressed page")
	}
	mask := func(body string) string { return keyField.ReplaceAllString(body, "") }
	if mask(uncompressed.body) != mask(first.body) {
		t.Error("the compressed page and the plain one differ")
	}
	if first.body == "" || !first.Uncompressed {
		t.Error("the page was not sent compressed")
	}
}

// TestATabletBeginsInVietnameseForEachPerson: a tablet set to English does not
// choose for the people who answer on it.
func TestATabletBeginsInVietnameseForEachPerson(t *testing.T) {
	s := newSite(t)
	s.kiosk()
	english := func(method, path string, form url.Values) reply {
		t.Helper()
		req := s.request(method, path, strings.NewReader(form.Encode()))
		req.Header.Set("Accept-Language", "en-US,en;q=0.9")
		if method == http.MethodPost {
			req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		}
		return s.do(req)
	}
	const vi, en = `<html lang="vi"`, `<html lang="en"`
	english(http.MethodGet, "/s/DEMO", nil).wants(t, http.StatusOK, en)
	english(http.MethodGet, "/s/MAY1", nil).wants(t, http.StatusOK, vi, "English")
	english(http.MethodGet, "/s/MAY1?lang=en", nil).wants(t, http.StatusOK, en)
	answers := url.Values{"HL0": {"5"}, "key": {"00112233445566778899aabbccddeeff"}}
	english(http.MethodPost, "/s/MAY1", url.Values{"HL0": {"9"}, "key": answers["key"]}).wants(t, http.StatusUnprocessableEntity, vi)
	if to := english(http.MethodPost, "/s/MAY1", answers).Header.Get("Location"); !strings.Contains(to, "lang=vi") {
		t.Errorf("a form without a language leads to %s", to)
	}
	answers.Set("lang", "en")
	thanks := english(http.MethodGet, english(http.MethodPost, "/s/MAY1", answers).Header.Get("Location"), nil)
	thanks.wants(t, http.StatusOK, en)
	next := strings.TrimPrefix(thanks.Header.Get("Refresh"), "10; url=")
	english(http.MethodGet, next, nil).wants(t, http.StatusOK, vi)
	closed := survey.Poster{Code: "MAY2", Campaign: "dot-closed", Place: "trung-tam", Channel: survey.ChannelKiosk}
	put(s, store.Posters, "MAY2", closed)
	if r := english(http.MethodGet, "/s/MAY2", nil); r.StatusCode == http.StatusOK || !strings.Contains(r.body, vi) {
		t.Errorf("a tablet of an ended campaign: status %d, not in Vietnamese", r.StatusCode)
	}
}
