package web_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"hailong/internal/staff"
)

// evil is every header by which somebody could claim to be asked under another name.
var evil = http.Header{
	"X-Forwarded-Host": {"evil.example"}, "X-Forwarded-Prefix": {"//evil.example"}, "X-Forwarded-Proto": {"evil"}, "X-Forwarded-Server": {"evil.example"}, "Forwarded": {"for=evil;host=evil.example;proto=evil"},
	"X-Host": {"evil.example"}, "X-Original-Host": {"evil.example"}, "X-Original-Url": {"/evil"}, "X-Rewrite-Url": {"/evil"}, "Referer": {"https://evil.example/"}, "X-Forwarded-For": {"evil"},
}

// file reports whether an answer is one that is printed, in which an address may
// stand as a picture.
func file(a answered) bool {
	kind := a.header.Get("Content-Type")
	return a.status == http.StatusOK && (strings.Contains(kind, "pdf") || strings.Contains(kind, "svg") || strings.Contains(kind, "png"))
}

func TestS9NothingThatWeShowOrPrintNamesAnotherHost(t *testing.T) {
	s := quarterIsOver(t)
	paths := s.everyPath()
	h := s.under("https")
	tokens := []string{"", s.token(staff.Officer), s.token(staff.Admin)}
	pages, files := 0, 0
	for _, route := range s.everyRoute() {
		method, pattern, _ := strings.Cut(route, " ")
		if method == http.MethodHead {
			continue
		}
		for _, token := range tokens {
			own := http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}
			if token != "" {
				own.Set("Authorization", "Bearer "+token)
			}
			ask := func(extra http.Header) answered {
				all := own.Clone()
				for name, values := range extra {
					all[name] = values
				}
				return look(t, route, true, asking(t, h, method, paths.anywhere(pattern), nil, all))
			}
			got := ask(evil)
			pages++
			if strings.Contains(got.body, "evil") || strings.Contains(fmt.Sprint(got.header), "evil") {
				t.Errorf("%s names the other host: %s", route, head(got.body))
			}
			if method == http.MethodGet && file(got) {
				files++
				if plain := ask(nil); plain.body != got.body {
					t.Errorf("%s is another file when asked for under another name", route)
				}
			}
			stranger := ask(http.Header{"Host": {"evil.example"}})
			health := pattern == "/healthz" || pattern == "/readyz"
			if stranger.status != http.StatusMisdirectedRequest && !health || strings.Contains(stranger.body, "evil") || strings.Contains(fmt.Sprint(stranger.header), "evil") {
				t.Errorf("%s under the name of another: status %d", route, stranger.status)
			}
		}
	}
	t.Logf("%d answers and %d printed files name nobody else", pages, files)
	if files < 6 {
		t.Errorf("got %d printed files, want those of posters, slips and paper forms", files)
	}
}

// hidden are the places where programs keep what is only for operators.
var hidden = []string{
	"/metrics", "/metrics/", "/debug", "/debug/", "/debug/pprof", "/debug/pprof/", "/debug/pprof/heap", "/debug/pprof/profile?seconds=1", "/debug/pprof/trace", "/debug/vars", "/debug/requests",
	"/pprof", "/_status", "/admin", "/actuator", "/server-status", "/status", "/livez", "/.env", "/.git/config", "/data/hailong.db", "/hailong.db", "/static/../go.mod", "/static/%2e%2e/embed.go", "/static/embed.go", "/backup", "/office/metrics", "/api/metrics", "/api/v1/metrics", "/swagger", "/graphql",
}

func TestS11MetricsAndDebuggingAreNotPublic(t *testing.T) {
	s := newSite(t)
	token := s.token(staff.Admin)
	for _, r := range s.server.Routes() {
		for _, word := range []string{"metrics", "debug", "pprof"} {
			if strings.Contains(r.Path, word) {
				t.Errorf("%s is a public route", r.Path)
			}
		}
	}
	for _, path := range hidden {
		for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPost} {
			r := s.request(method, path, nil)
			r.Header.Set("Authorization", "Bearer "+token)
			r.Header.Set("X-Forwarded-For", "127.0.0.1")
			got := s.do(r)
			if got.StatusCode != http.StatusNotFound && !(method == http.MethodPost && got.StatusCode == http.StatusMethodNotAllowed) {
				t.Errorf("%s %s: status %d", method, path, got.StatusCode)
			}
			if strings.Contains(got.body, "hailong_requests_total") || strings.Contains(got.body, "goroutine ") {
				t.Errorf("%s %s shows the inside", method, path)
			}
		}
	}
}
