package web_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"hailong/internal/audit"
	"hailong/internal/daybook"
	"hailong/internal/intake"
	"hailong/internal/staff"
	"hailong/internal/store"
	"hailong/internal/survey"
	"hailong/internal/web"
)

// required are the headers of every answer, of errors and files too.
var required = map[string]string{
	"Content-Security-Policy":      "default-src 'none'",
	"X-Content-Type-Options":       "nosniff",
	"X-Frame-Options":              "DENY",
	"Referrer-Policy":              "same-origin",
	"Permissions-Policy":           "camera=()",
	"Cross-Origin-Opener-Policy":   "same-origin",
	"Cross-Origin-Resource-Policy": "same-origin",
	"Cache-Control":                "",
}

func TestEveryAnswerHasTheHeadersThatProtectItsReader(t *testing.T) {
	s := newSite(t)
	token := s.token(staff.Officer)
	answers := []reply{
		s.get("/"), s.get("/privacy"), s.get("/s/DEMO"), s.get("/s/NOPE"), s.get("/s/VOIDED"), s.get("/s/CLOSED"), s.get("/none"),
		s.get("/static/css/office.css"), s.get("/static/none"), s.get("/healthz"), s.get("/readyz"), s.get("/office"), s.get("/office/login"),
		s.postForm("/s/DEMO", url.Values{}), s.postForm("/privacy", nil), s.postJSON("/api/v1/s/DEMO", "{}"),
		s.get("/api/v1/index"), s.getAs(token, "/api/v1/index?campaign=dot-demo"), s.getAs(token, "/api/v1/export.csv?campaign=dot-demo"),
	}
	for _, a := range answers {
		for name, want := range required {
			if got := a.Header.Get(name); got == "" || !strings.HasPrefix(got, want) {
				t.Errorf("%s %s (%d): %s is %q, want %q…", a.Request.Method, a.Request.URL.Path, a.StatusCode, name, got, want)
			}
		}
		policy := a.Header.Get("Content-Security-Policy")
		if strings.Contains(policy, "unsafe") || !strings.Contains(policy, "frame-ancestors 'none'") {
			t.Errorf("%s: policy %q", a.Request.URL.Path, policy)
		}
		if !strings.HasPrefix(a.Request.URL.Path, "/static/css") && a.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: Cache-Control %q, want no-store", a.Request.URL.Path, a.Header.Get("Cache-Control"))
		}
	}
}

func TestOnlyOurOwnHostsAreAnswered(t *testing.T) {
	s := newSite(t)
	for host, status := range map[string]int{
		"khaosat.example.vn":      200,
		"KHAOSAT.example.vn:8080": 200,
		"localhost:8080":          200,
		"127.0.0.1":               200,
		"[::1]:8080":              200,
		"evil.example":            421,
		"khaosat.example.vn.evil": 421,
		"10.0.0.7":                421,
	} {
		r := s.request(http.MethodGet, "/s/DEMO", nil)
		r.Host = host
		got := s.do(r)
		got.wants(t, status)
		if strings.Contains(got.body, "evil") {
			t.Errorf("host %s stands in the answer", host)
		}
	}
	health := s.request(http.MethodGet, "/healthz", nil)
	health.Host = "10.0.0.7:8080"
	s.do(health).wants(t, http.StatusOK)
	r := s.request(http.MethodGet, "/office/login", nil)
	r.Header.Set("X-Forwarded-Host", "evil.example")
	r.Header.Set("X-Forwarded-Prefix", "//evil.example")
	if got := s.do(r); strings.Contains(got.body, "evil") || strings.Contains(fmt.Sprint(got.Header), "evil") {
		t.Error("a forwarding header of a stranger is believed")
	}
}

func TestAnotherSiteCannotMakeABrowserSendAnything(t *testing.T) {
	s := newSite(t)
	s.account("lan", staff.Officer)
	cookie := s.login("lan")
	for _, c := range []struct {
		name, header, value string
		status              int
	}{
		{"cross-site", "Sec-Fetch-Site", "cross-site", 403},
		{"same-site", "Sec-Fetch-Site", "same-site", 403},
		{"foreign origin", "Origin", "https://evil.example", 403},
		{"origin null", "Origin", "null", 403},
		{"same-origin", "Sec-Fetch-Site", "same-origin", 303},
		{"by hand", "Sec-Fetch-Site", "none", 303},
		{"no header", "X-None", "", 303},
	} {
		r := s.request(http.MethodPost, "/office/posters/DEMO/void", nil)
		r.AddCookie(cookie)
		r.Header.Set(c.header, c.value)
		if got := s.do(r); got.StatusCode != c.status {
			t.Errorf("%s: status %d, want %d", c.name, got.StatusCode, c.status)
		}
	}
}

func TestLogsAndMetricsHoldNothingOfAPerson(t *testing.T) {
	s := newSite(t)
	_, key := s.openForm("/s/DEMO")
	s.postForm("/s/DEMO", url.Values{"HL0": {"2"}, "key": {key}, "comment": {"bí mật"}})
	s.postForm("/s/DEMO", url.Values{"HL0": {"9"}, "key": {key}})
	s.postJSON("/api/v1/s/DEMO", `{"key":"0123456789abcdef","answers":{"HL0":1}}`)
	s.get("/s/DEMO/thanks?receipt=" + string(survey.ReceiptOf("dot-demo", key)))
	r := httptest.NewRecorder()
	s.metrics.Handler().ServeHTTP(r, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	metrics := r.Body.String()
	for _, want := range []string{
		`hailong_submissions_total{outcome="stored"} 2`, `hailong_submissions_total{outcome="invalid"} 1`,
		`hailong_requests_total{class="3xx",method="POST",route="/s/:code"} 1`, "hailong_commit_responses_count 2", "hailong_commit_seconds_count 2", "hailong_store_errors_total 0",
	} {
		if !strings.Contains(metrics, want) {
			t.Errorf("metrics lack %s", want)
		}
	}
	log := s.wholeLog()
	if !strings.Contains(log, `"route":"/s/:code"`) {
		t.Errorf("no request was logged: %s", log)
	}
	for _, secret := range []string{"DEMO", "dot-demo", key, "bí mật", "127.0.0.1", "HL0", "receipt", "Go-http-client"} {
		if strings.Contains(log, secret) || strings.Contains(metrics, secret) {
			t.Errorf("log or metrics hold %q", secret)
		}
	}
	if address := regexp.MustCompile(`\d+\.\d+\.\d+\.\d+`); address.MatchString(log) {
		t.Errorf("the log holds an address: %s", address.FindString(log))
	}
}

// sick is a store whose disk takes nothing while it is ill.
type sick struct {
	store.Store
	ill error
}

func (s *sick) Insert(ctx context.Context, batch []survey.Response) ([]bool, error) {
	if s.ill != nil {
		return nil, s.ill
	}
	return s.Store.Insert(ctx, batch)
}

func (s *sick) Probe(ctx context.Context) error {
	if s.ill != nil {
		return s.ill
	}
	return s.Store.Probe(ctx)
}

// fallIll makes the site's store refuse writes until it is healed.
func (s *site) fallIll() *sick {
	s.t.Helper()
	ward := &sick{Store: s.store, ill: fmt.Errorf("write page 7 of hailong.db: %w", survey.ErrUnavailable)}
	server, err := web.New(web.Options{
		Store: ward, Counter: daybook.New(ward, s.clock, daybook.Options{}), Catalog: s.catalog, Desk: s.illDesk(ward), Staff: s.office, Audit: audit.New(ward, s.clock),
		Metrics: s.metrics, Log: s.logger, Now: s.clock, PublicURL: &url.URL{Scheme: "http", Host: "khaosat.example.vn"},
	})
	if err != nil {
		s.t.Fatal(err)
	}
	s.http.Config.Handler = server.Handler()
	return ward
}

// illDesk takes responses in over a store that is ill.
func (s *site) illDesk(ward *sick) *intake.Desk {
	s.t.Helper()
	queue := intake.NewQueue(ward, intake.QueueOptions{Depth: 10, Now: s.clock, Notify: s.metrics.Commit})
	s.t.Cleanup(queue.Close)
	return intake.NewDesk(ward, s.catalog, queue, s.clock)
}

func TestWhenNothingCanBeStoredTheFormComesBackAndTheSameKeySucceedsLater(t *testing.T) {
	s := newSite(t)
	ward := s.fallIll()
	_, key := s.openForm("/s/DEMO")
	sheet := url.Values{"HL0": {"4"}, "TC": {"2"}, "key": {key}, "comment": {"Giữ hộ tôi"}}
	back := s.postForm("/s/DEMO", sheet)
	back.wants(t, http.StatusServiceUnavailable, "Chưa ghi nhận được ý kiến", `name="HL0" value="4" checked`, "Giữ hộ tôi", `value="`+key+`"`)
	if back.Header.Get("Retry-After") == "" || strings.Contains(back.body, "hailong.db") {
		t.Error("no Retry-After, or the inside shows")
	}
	problem := s.postJSON("/api/v1/s/DEMO", `{"key":"0123456789abcdef","answers":{"HL0":4}}`)
	problem.wants(t, http.StatusServiceUnavailable, "urn:hailong:problem:unavailable")
	s.get("/readyz").wants(t, http.StatusServiceUnavailable)
	s.get("/healthz").wants(t, http.StatusOK)

	ward.ill = nil
	s.at("2026-11-23 09:01")
	s.get("/readyz").wants(t, http.StatusOK)
	s.postForm("/s/DEMO", sheet).wants(t, http.StatusSeeOther)
	if stored := s.responses("dot-demo"); len(stored) != 1 || stored[0].Comment != "Giữ hộ tôi" {
		t.Errorf("stored %+v", stored)
	}
}

func TestAnUnknownFaultShowsAReferenceAndNothingElse(t *testing.T) {
	s := newSite(t)
	ward := s.fallIll()
	ward.ill = errors.New("sql: no such table secrets")
	_, key := s.openForm("/s/DEMO")
	r := s.postForm("/s/DEMO", url.Values{"HL0": {"4"}, "key": {key}})
	r.wants(t, http.StatusInternalServerError, "Trang đang gặp trục trặc")
	if strings.Contains(r.body, "sql") || strings.Contains(r.body, "secrets") {
		t.Error("the inside shows")
	}
	reference := regexp.MustCompile(`class="big">([0-9a-z]{8})<`).FindStringSubmatch(r.body)
	if reference == nil || !strings.Contains(s.wholeLog(), reference[1]) {
		t.Error("the page's reference is not in the log")
	}
}

func TestAServerThatStopsIsNotReady(t *testing.T) {
	s := newSite(t)
	s.get("/readyz").wants(t, http.StatusOK)
	s.server.Drain()
	s.get("/readyz").wants(t, http.StatusServiceUnavailable, "stopping")
}

func TestABrokenBodyIsTheClientsFaultAndItsAddressIsNotLogged(t *testing.T) {
	s := newSite(t)
	hasty := httptest.NewUnstartedServer(s.server.Handler())
	hasty.Config.ReadTimeout = 200 * time.Millisecond
	hasty.Start()
	t.Cleanup(hasty.Close)
	for _, path := range []string{"/api/v1/s/DEMO", "/s/DEMO", "/office/login"} {
		media := "application/x-www-form-urlencoded"
		if strings.HasPrefix(path, "/api") {
			media = "application/json"
		}
		for name, rest := range map[string]string{
			"bad chunk":  "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
			"huge chunk": "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n",
			"stalled":    "Content-Length: 500\r\n\r\n{",
		} {
			status := raw(t, hasty, "POST "+path+" HTTP/1.1\r\nHost: localhost\r\nContent-Type: "+media+"\r\n"+rest)
			if status != http.StatusBadRequest && status != http.StatusRequestTimeout {
				t.Errorf("%s, %s: status %d, want 400 or 408", path, name, status)
			}
		}
	}
	hasty.Close()
	if log := s.log.String(); strings.Contains(log, "127.0.0.1") || strings.Contains(log, `"level":"ERROR"`) {
		t.Errorf("the log holds the client's address, or its fault as ours: %s", log)
	}
}

// raw sends bytes as they are and returns the status of the answer.
func raw(t *testing.T, server *httptest.Server, request string) int {
	t.Helper()
	conn, err := net.Dial("tcp", server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := conn.Write([]byte(request)); err != nil {
		t.Fatal(err)
	}
	answer, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	return answer.StatusCode
}
