package web_test

import (
	"crypto/rand"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"hailong/internal/audit"
	"hailong/internal/intake"
	"hailong/internal/limit"
	"hailong/internal/period"
	"hailong/internal/staff"
	"hailong/internal/store"
	"hailong/internal/survey"
	"hailong/internal/web"
)

// limited turns the limits on, behind proxies that are believed.
func (s *site) limited(proxies ...string) {
	s.t.Helper()
	limits, err := limit.New(limit.Options{Now: s.clock, Day: period.Today, Rand: rand.Reader})
	if err != nil {
		s.t.Fatal(err)
	}
	server, err := web.New(web.Options{
		Store: s.store, Catalog: s.catalog, Desk: s.desk, Staff: s.office, Audit: audit.New(s.store, s.clock), Metrics: s.metrics, Traffic: s.traffic,
		Limits: limits, Proxies: proxies,
		Log: s.logger, Now: s.clock, PublicURL: &url.URL{Scheme: "http", Host: "khaosat.example.vn"},
	})
	if err != nil {
		s.t.Fatal(err)
	}
	s.server = server
	s.http.Config.Handler = server.Handler()
}

// pass moves the clock on.
func (s *site) pass(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now = s.now.Add(d)
}

// from sends a request over the real router, from an address.
func (s *site) from(address, method, path, media, body string, headers ...string) reply {
	s.t.Helper()
	r := httptest.NewRequestWithContext(s.t.Context(), method, "http://khaosat.example.vn"+path, strings.NewReader(body))
	r.RemoteAddr = address
	if media != "" {
		r.Header.Set("Content-Type", media)
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.server.Handler().ServeHTTP(w, r)
	answer := w.Result()
	answer.Request = r
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return reply{answer, string(text)}
}

const formMedia = "application/x-www-form-urlencoded"

// person opens a form, reads it and sends it.
func (s *site) person(address, path string) reply {
	s.t.Helper()
	found := keyField.FindStringSubmatch(s.from(address, http.MethodGet, path, "", "").body)
	if found == nil {
		s.t.Fatalf("GET %s: the form has no key", path)
	}
	return s.from(address, http.MethodPost, path, formMedia, "HL0=4&key="+found[1])
}

// script sends sheets with keys of its own until it is refused, and returns how
// many were taken.
func (s *site) script(path string, address func(i int) string) (taken int, refused reply) {
	s.t.Helper()
	for i := range 2000 {
		r := s.from(address(i), http.MethodPost, path, formMedia, "HL0=5&key="+intake.NewKey())
		if r.StatusCode == http.StatusTooManyRequests {
			return i, r
		}
		r.wants(s.t, http.StatusSeeOther)
	}
	s.t.Fatal("the script was never refused")
	return 0, reply{}
}

func (s *site) retryAfter(r reply) time.Duration {
	s.t.Helper()
	n, err := strconv.Atoi(r.Header.Get("Retry-After"))
	if err != nil || n < 1 {
		s.t.Fatalf("Retry-After %q", r.Header.Get("Retry-After"))
	}
	return time.Duration(n) * time.Second
}

func TestThirtyHonestPeopleBehindOneAddressAllGetAReceipt(t *testing.T) {
	for name, address := range map[string]func(i int) string{
		"one IPv4 address": func(i int) string { return fmt.Sprintf("203.0.113.7:%d", 1024+i) },
		"one IPv6 /64":     func(i int) string { return fmt.Sprintf("[2001:db8:1:2::%x]:443", i+1) },
	} {
		s := newSite(t)
		s.limited()
		for i := range 30 {
			s.person(address(i), "/s/DEMO").wants(t, http.StatusSeeOther)
			s.pass(20 * time.Second)
		}
		if n := len(s.responses("dot-demo")); n != 30 {
			t.Errorf("%s: %d of 30 are stored", name, n)
		}
	}
}

func TestAScriptIsStoppedToldWhenAndKeepsItsSheet(t *testing.T) {
	s := newSite(t)
	s.limited()
	const me = "203.0.113.7:4711"
	taken, _ := s.script("/s/DEMO", func(int) string { return me })
	if taken != 60 {
		t.Errorf("%d were taken, want 60", taken)
	}
	key := keyField.FindStringSubmatch(s.from(me, http.MethodGet, "/s/DEMO", "", "").body)[1]
	sheet := url.Values{"HL0": {"2"}, "TC": {"na"}, "key": {key}, "comment": {"Chờ <lâu>"}, "field": {"DATDAI"}}.Encode()
	kept := []string{`name="HL0" value="2" checked`, `name="TC" value="na" checked`, "Chờ &lt;lâu&gt;", `value="DATDAI" selected`, `value="` + key + `"`}
	back := s.from(me, http.MethodPost, "/s/DEMO", formMedia, sheet)
	back.wants(t, http.StatusTooManyRequests, append(kept, "chưa được ghi nhận", "khoảng 10 giây", "phiếu mời hoặc phiếu giấy", `role="alert"`)...)
	s.from(me, http.MethodPost, "/s/DEMO?lang=en", formMedia, sheet+"&lang=en").wants(t, http.StatusTooManyRequests, append(kept, "about 10 seconds", "paper form")...)
	s.from("198.51.100.9:80", http.MethodPost, "/s/DEMO", formMedia, "HL0=5&key="+intake.NewKey()).wants(t, http.StatusSeeOther)
	wait := s.retryAfter(back)
	s.pass(wait - time.Second)
	s.from(me, http.MethodPost, "/s/DEMO", formMedia, sheet).wants(t, http.StatusTooManyRequests)
	s.pass(time.Second)
	s.from(me, http.MethodPost, "/s/DEMO", formMedia, sheet).wants(t, http.StatusSeeOther)
	r := httptest.NewRecorder()
	s.metrics.Handler().ServeHTTP(r, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	for _, want := range []string{"hailong_submissions_refused_total 4", `hailong_submissions_total{outcome="refused"} 4`} {
		if !strings.Contains(r.Body.String(), want) {
			t.Errorf("the metrics lack %q", want)
		}
	}
	for _, private := range []string{"203.0.113.7", "198.51.100.9", key, "DATDAI"} {
		if strings.Contains(s.log.String(), private) || strings.Contains(r.Body.String(), private) {
			t.Errorf("log or metrics hold %q", private)
		}
	}
}

func TestAProgramThatSendsTooMuchGetsAProblemWithRetryAfter(t *testing.T) {
	s := newSite(t)
	s.limited()
	post := func(key string) reply {
		return s.from("[2001:db8::1]:443", http.MethodPost, "/api/v1/s/DEMO", "application/json", `{"key":"`+key+`","answers":{"HL0":5}}`)
	}
	first := intake.NewKey()
	post(first).wants(t, http.StatusCreated)
	for range 59 {
		post(intake.NewKey()).wants(t, http.StatusCreated)
	}
	refused := post(intake.NewKey())
	refused.wants(t, http.StatusTooManyRequests, "urn:hailong:problem:too-many", "Retry-After")
	if wait := s.retryAfter(refused); wait != 10*time.Second {
		t.Errorf("wait %v, want 10s", wait)
	}
	post(first).wants(t, http.StatusOK, string(survey.ReceiptOf("dot-demo", first)))
}

func TestASheetSentTwiceIsPaidOnceAndNeverRefused(t *testing.T) {
	s := newSite(t)
	s.limited()
	const me = "203.0.113.7:4711"
	key := intake.NewKey()
	sheet := "HL0=5&key=" + key
	for range 200 {
		s.from(me, http.MethodPost, "/s/DEMO", formMedia, sheet).wants(t, http.StatusSeeOther)
	}
	if taken, _ := s.script("/s/DEMO", func(int) string { return me }); taken != 59 {
		t.Errorf("after one sheet that was sent 200 times %d more are taken, want 59", taken)
	}
	again := s.from(me, http.MethodPost, "/s/DEMO", formMedia, sheet)
	again.wants(t, http.StatusSeeOther)
	if to := again.Header.Get("Location"); !strings.Contains(to, string(survey.ReceiptOf("dot-demo", key))) {
		t.Errorf("sent on to %q, want its receipt", to)
	}
	if n := len(s.responses("dot-demo")); n != 60 {
		t.Errorf("%d are stored, want 60", n)
	}
}

func TestWhatIsMendedIsPaidOnce(t *testing.T) {
	s := newSite(t)
	s.limited()
	for range 100 {
		s.from("203.0.113.7:1", http.MethodPost, "/s/DEMO", formMedia, "TC=5&key="+intake.NewKey()).wants(t, http.StatusUnprocessableEntity)
	}
	if taken, _ := s.script("/s/DEMO", func(int) string { return "203.0.113.7:1" }); taken != 60 {
		t.Errorf("%d are taken, want 60", taken)
	}
}

// The row S7 of the promises: nobody chooses the address that he is seen under.
func TestS7AForgedForwardingHeaderChangesNothing(t *testing.T) {
	forgeries := map[string]string{
		"X-Forwarded-For": "198.51.100.%d", "X-Real-IP": "198.51.100.%d", "Forwarded": "for=198.51.100.%d",
		"X-Client-IP": "198.51.100.%d", "True-Client-IP": "198.51.100.%d", "CF-Connecting-IP": "198.51.100.%d",
		"X-Appengine-Remote-Addr": "198.51.100.%d", "Fly-Client-IP": "198.51.100.%d", "X-Forwarded-Prefix": "/%d",
	}
	const (
		stranger = "203.0.113.7:4711"
		proxy    = "10.0.0.2:4711"
	)
	for _, c := range []struct {
		name, from, header, value string
		proxies                   []string
		believed                  bool
	}{
		{"no proxy is trusted", stranger, "X-Forwarded-For", "198.51.100.%d", nil, false},
		{"a proxy that is not", proxy, "X-Forwarded-For", "198.51.100.%d", nil, false},
		{"a stranger beside a proxy", stranger, "X-Forwarded-For", "198.51.100.%d", []string{"10.0.0.0/8"}, false},
		{"a proxy of ours", proxy, "X-Forwarded-For", "198.51.100.%d", []string{"10.0.0.0/8"}, true},
		{"what a stranger wrote before the proxy", proxy, "X-Forwarded-For", "198.51.100.%d, 203.0.113.7", []string{"10.0.0.0/8"}, false},
		{"as one of ours", proxy, "X-Forwarded-For", "198.51.100.%d, 203.0.113.7, 10.0.0.9", []string{"10.0.0.0/8"}, false},
		{"nonsense behind a proxy", proxy, "X-Forwarded-For", "nobody %d", []string{"10.0.0.0/8"}, false},
		{"another header behind a proxy", proxy, "X-Real-IP", "198.51.100.%d", []string{"10.0.0.0/8"}, false},
		{"and another", proxy, "Forwarded", "for=198.51.100.%d", []string{"10.0.0.0/8"}, false},
	} {
		s := newSite(t)
		s.limited(c.proxies...)
		refused := s.forging(c.from, func(i int) map[string]string { return map[string]string{c.header: fmt.Sprintf(c.value, i)} })
		if refused == c.believed {
			t.Errorf("%s: refused %v", c.name, refused)
		}
	}
	for header, value := range forgeries {
		s := newSite(t)
		s.limited()
		if !s.forging(stranger, func(i int) map[string]string { return map[string]string{header: fmt.Sprintf(value, i)} }) {
			t.Errorf("with %s a stranger is somebody else each time", header)
		}
	}
}

// forging sends 65 sheets, each with headers of its own, and reports whether the
// sender was recognised.
func (s *site) forging(from string, headers func(i int) map[string]string) (refused bool) {
	s.t.Helper()
	for i := range 65 {
		var list []string
		for name, value := range headers(i) {
			list = append(list, name, value)
		}
		r := s.from(from, http.MethodPost, "/s/DEMO", formMedia, "HL0=5&key="+intake.NewKey(), list...)
		refused = refused || r.StatusCode == http.StatusTooManyRequests
	}
	return refused
}

func TestAFormThatWasOpenTooLongIsSentWithOneMorePress(t *testing.T) {
	s := newSite(t)
	_, stored := s.openForm("/s/DEMO")
	s.postForm("/s/DEMO", url.Values{"HL0": {"5"}, "key": {stored}}).wants(t, http.StatusSeeOther)
	_, key := s.openForm("/s/DEMO")
	_, other := s.openForm("/s/DEMOFULL")
	s.pass(12*time.Hour + time.Second)
	_, late := s.openForm("/s/DEMO")
	forged := late[:len(late)-1] + "A"
	if forged == late {
		forged = late[:len(late)-1] + "B"
	}
	for name, k := range map[string]string{"expired": key, "for another code": other, "forged": forged} {
		sheet := url.Values{"HL0": {"3"}, "TC": {"na"}, "key": {k}, "comment": {"Trả lời " + name}, "field": {"HOTICH"}}
		back := s.postForm("/s/DEMO", sheet)
		back.wants(t, http.StatusUnprocessableEntity, "đã mở lâu", "“Gửi ý kiến” một lần nữa", `name="HL0" value="3" checked`, `name="TC" value="na" checked`, "Trả lời "+name, `value="HOTICH" selected`)
		fresh := keyField.FindStringSubmatch(back.body)
		if fresh == nil || fresh[1] == k {
			t.Fatalf("%s: no fresh key", name)
		}
		s.postForm("/s/DEMO?lang=en", url.Values{"HL0": {"3"}, "key": {k}, "lang": {"en"}}).wants(t, http.StatusUnprocessableEntity, "open for long", "press “Send” once more")
		sheet.Set("key", fresh[1])
		s.postForm("/s/DEMO", sheet).wants(t, http.StatusSeeOther)
	}
	again := s.postForm("/s/DEMO", url.Values{"HL0": {"1"}, "key": {stored}})
	again.wants(t, http.StatusSeeOther)
	if to := again.Header.Get("Location"); !strings.Contains(to, string(survey.ReceiptOf("dot-demo", stored))) {
		t.Errorf("what was stored in time is sent on to %q", to)
	}
	both := s.postForm("/s/DEMO", url.Values{"TC": {"2"}, "key": {key}})
	both.wants(t, http.StatusUnprocessableEntity, `id="e-HL0"`, `name="TC" value="2" checked`)
	if fresh := keyField.FindStringSubmatch(both.body); fresh == nil || fresh[1] == key {
		t.Error("with its faults the form keeps a key that sends nothing")
	}
	if strings.Count(both.body, `id="alarm"`) != 1 {
		t.Error("two alarms of one name")
	}
	s.postJSON("/api/v1/s/DEMO", `{"key":"`+key+`","answers":{"HL0":5}}`).wants(t, http.StatusUnprocessableEntity, "urn:hailong:problem:stale-key")
	s.postJSON("/api/v1/s/DEMO", `{"key":"`+stored+`","answers":{"HL0":5}}`).wants(t, http.StatusOK)
	if n := len(s.responses("dot-demo")); n != 4 {
		t.Errorf("%d are stored, want 4", n)
	}
}

func TestASharedTabletIsHeldToItsCodeAlone(t *testing.T) {
	s := newSite(t)
	put(s, store.Posters, "TABLET", survey.Poster{Code: "TABLET", Campaign: "dot-demo", Place: "trung-tam", Counter: "1", Channel: survey.ChannelKiosk})
	s.limited()
	const tablet = "192.168.1.20:4711"
	for i := range 120 {
		if r := s.person(tablet, "/s/TABLET"); r.StatusCode != http.StatusSeeOther {
			t.Fatalf("sheet %d of the tablet: status %d", i+1, r.StatusCode)
		}
	}
	refused := s.person(tablet, "/s/TABLET")
	refused.wants(t, http.StatusTooManyRequests)
	if wait := s.retryAfter(refused); wait != 30*time.Second {
		t.Errorf("wait %v, want 30s", wait)
	}
	s.person(tablet, "/s/DEMO").wants(t, http.StatusSeeOther)
}

func TestWhoeverGuessesSlipsIsStoppedAndARightCodeTellsNothing(t *testing.T) {
	s := newSite(t)
	s.account("canbo", staff.Officer)
	_, codes := s.slips(s.login("canbo"), "10")
	s.limited()
	const me = "203.0.113.7:4711"
	wrong := func() string {
		code, err := survey.NewSlipCode(rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		return "/p/" + code
	}
	for i := range 10 {
		path, method, body := wrong(), http.MethodGet, ""
		switch i % 4 {
		case 1:
			method, body = http.MethodPost, "HL0=5"
		case 2:
			path += "/thanks?receipt=" + string(survey.ReceiptOf("dot-demo", "x"))
		case 3: // typed on the first page
			typed := s.from(me, http.MethodGet, "/s?code="+strings.TrimPrefix(path, "/p/"), "", "")
			path = typed.Header.Get("Location")
		}
		s.from(me, http.MethodGet, "/p/"+codes[0], "", "").wants(t, http.StatusOK)
		s.from(me, method, path, formMedia, body).wants(t, http.StatusNotFound)
	}
	right := "/p/" + codes[0]
	var pages []string
	for _, path := range []string{wrong(), right} {
		for _, ask := range []reply{
			s.from(me, http.MethodGet, path, "", ""),
			s.from(me, http.MethodPost, path, formMedia, "HL0=5"),
			s.from(me, http.MethodGet, path+"/thanks?receipt="+string(survey.ReceiptOf("dot-demo", "x")), "", ""),
		} {
			ask.wants(t, http.StatusTooManyRequests, "kể cả mã đúng", "khoảng 60 giây", "tải lại trang", "phiếu giấy")
			pages = append(pages, ask.body+fmt.Sprint(ask.Header))
		}
	}
	for _, p := range pages {
		if p != pages[0] {
			t.Error("a right code and a wrong one are answered differently")
		}
	}
	s.from("198.51.100.9:80", http.MethodGet, right, "", "").wants(t, http.StatusOK)
	s.pass(time.Minute)
	s.from(me, http.MethodPost, right, formMedia, "HL0=5").wants(t, http.StatusSeeOther)
	if n := len(s.responses("dot-demo")); n != 1 {
		t.Errorf("%d are stored, want 1", n)
	}
}

func TestASlipIsTakenFromWhomeverIsRefused(t *testing.T) {
	s := newSite(t)
	s.account("canbo", staff.Officer)
	_, codes := s.slips(s.login("canbo"), "10")
	s.limited()
	s.script("/s/DEMO", func(int) string { return "203.0.113.7:1" })
	s.from("203.0.113.7:1", http.MethodPost, "/p/"+codes[0], formMedia, "HL0=5").wants(t, http.StatusSeeOther)
}

func TestASenderWhoAsksForTooManyAnswersIsToldWhen(t *testing.T) {
	s := newSite(t)
	s.limited()
	const me = "203.0.113.7:4711"
	post := func(v url.Values) reply {
		return s.from(me, http.MethodPost, "/contact/ninh-giang", formMedia, v.Encode())
	}
	for n := range 10 {
		bad := ask(n)
		bad.Del("message")
		post(bad).wants(t, http.StatusUnprocessableEntity) // costs nothing
		post(ask(n)).wants(t, http.StatusSeeOther)
	}
	refused := post(ask(10))
	refused.wants(t, http.StatusTooManyRequests, "khoảng 60 giây", "Tôi chờ giấy khai sinh đã ba tuần", `value="khoa-dung-mot-lan-010"`)
	s.pass(s.retryAfter(refused))
	post(ask(10)).wants(t, http.StatusSeeOther)
	if n := len(s.requests()); n != 11 {
		t.Errorf("%d requests are kept, want 11", n)
	}
}
