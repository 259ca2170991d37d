package web_test

import (
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"hailong/internal/browser"
	"hailong/internal/web"
)

// framedBy is the site started again with portals that may frame the result.
func (s *site) framedBy(origins ...string) {
	s.t.Helper()
	o := s.server.Options
	o.Ancestors = origins
	server, err := web.New(o)
	if err != nil {
		s.t.Fatal(err)
	}
	s.server = server
	s.http.Config.Handler = server.Handler()
}

func TestAPortalShowsTheLastPublishedResultAndNothingElse(t *testing.T) {
	s := quarterIsOver(t)
	s.fill("dot-demo", 300)
	for _, path := range []string{"/embed/ninh-giang", "/embed/ninh-giang/badge.svg"} {
		empty := s.get(path + "?lang=vi")
		empty.wants(t, http.StatusOK)
		if !strings.Contains(empty.body, "Chưa có kết quả nào được công bố") || strings.Contains(empty.body, "300") {
			t.Errorf("%s before anything is published: %s", path, empty.body)
		}
	}
	s.get("/embed/khong-co").wants(t, http.StatusNotFound)
	s.get("/embed/khong-co/badge.svg").wants(t, http.StatusNotFound)
	s.get("/embed").wants(t, http.StatusNotFound)

	s.publish("dot-closed", "", 1)
	frame := s.get("/embed/ninh-giang?lang=vi")
	frame.wants(t, http.StatusOK, "xã Ninh Giang", "quý III năm 2026", "200 phiếu", "khoảng tin cậy 95% từ", "Chưa có kết quả kỳ trước", "http://khaosat.example.vn/results/ninh-giang/2026-Q3?campaign=dot-closed&amp;lang=vi")
	frame.lacks(t, "<script", "300")
	s.get("/embed/ninh-giang?lang=en").wants(t, http.StatusOK, `lang="en"`, "quarter III 2026", "95% confidence interval from", "See the whole result")
	mark := s.get("/embed/ninh-giang/badge.svg?lang=vi")
	mark.wants(t, http.StatusOK, "<title", "<desc", "quý III năm 2026", "200 phiếu")
	for d := xml.NewDecoder(strings.NewReader(mark.body)); ; {
		if _, err := d.Token(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatalf("the badge is no XML: %v", err)
		}
	}

	s.fillDays("dot-closed", 60, s.desk.Today()-80, s.desk.Today()-70)
	s.publish("dot-closed", "Bổ sung phiếu giấy nộp muộn", 2)
	s.get("/embed/ninh-giang?lang=vi").wants(t, http.StatusOK, "260 phiếu", "edition=2")
}

func TestOnlyNamedPortalsFrameTheResult(t *testing.T) {
	s := quarterIsOver(t)
	s.publish("dot-closed", "", 1)
	own := s.get("/embed/ninh-giang?lang=vi")
	if csp := own.Header.Get("Content-Security-Policy"); !strings.HasSuffix(csp, "frame-ancestors 'self'") || own.Header.Get("X-Frame-Options") != "SAMEORIGIN" {
		t.Errorf("without a list: %q, %q", csp, own.Header.Get("X-Frame-Options"))
	}
	s.framedBy("https://ninhgiang.haiphong.gov.vn", "http://localhost:9")
	framed := s.get("/embed/ninh-giang?lang=vi")
	if csp := framed.Header.Get("Content-Security-Policy"); !strings.HasSuffix(csp, "frame-ancestors 'self' https://ninhgiang.haiphong.gov.vn http://localhost:9") || framed.Header.Get("X-Frame-Options") != "" {
		t.Errorf("with a list: %q, %q", csp, framed.Header.Get("X-Frame-Options"))
	}
	for _, path := range []string{"/embed/ninh-giang?lang=vi", "/embed/ninh-giang/badge.svg?lang=vi"} {
		first := s.get(path)
		h := first.Header
		if h.Get("Cross-Origin-Resource-Policy") != "cross-origin" || h.Get("Set-Cookie") != "" || h.Get("Cache-Control") != "public, max-age=300" || h.Get("ETag") == "" {
			t.Errorf("%s: headers %v", path, h)
		}
		r := s.request(http.MethodGet, path, nil)
		r.Header.Set("If-None-Match", h.Get("ETag"))
		if again := s.do(r); again.StatusCode != http.StatusNotModified || again.body != "" || again.Header.Get("Cross-Origin-Resource-Policy") != "cross-origin" {
			t.Errorf("%s asked for again: %d, %q", path, again.StatusCode, again.body)
		}
	}
	for _, path := range []string{"/results", "/results/ninh-giang/2026-Q3", "/office/login", "/s/DEMO", "/embed/khong-co"} {
		h := s.get(path).Header
		if !strings.HasSuffix(h.Get("Content-Security-Policy"), "frame-ancestors 'none'") || h.Get("X-Frame-Options") != "DENY" || h.Get("Cross-Origin-Resource-Policy") != "same-origin" {
			t.Errorf("%s may be framed: %v", path, h)
		}
	}
	lan := s.login("lan")
	s.with(lan, http.MethodGet, lastQuarter).wants(t, http.StatusOK, "&lt;iframe src=&#34;http://khaosat.example.vn/embed/ninh-giang?campaign=dot-closed&amp;amp;lang=vi&#34;", "badge.svg")
}

// Every number that the public pages print is one of the open data, or of the days
// and names around them.
func TestThePublicPagesTellNoNumberBesideTheOpenData(t *testing.T) {
	s := quarterIsOver(t)
	s.publish("dot-closed", "", 1)
	data := s.get("/results/ninh-giang/2026-Q3/dot-closed-1.json").body
	known := regexp.MustCompile(`\d+`).FindAllString(data, -1)
	around := []string{"2026", "95", "03", "3", "360", "10", "1", "0", "24", "00", "2", "31", "12"}
	for _, path := range []string{"/results/ninh-giang/2026-Q3?lang=vi", "/embed/ninh-giang?lang=vi", "/results?lang=vi"} {
		body := s.get(path).body
		if _, main, ok := strings.Cut(body, "<main"); ok {
			body = main
		}
		text := regexp.MustCompile(`<svg[\s\S]*?</svg>|<[^>]*>`).ReplaceAllString(body, " ")
		for _, n := range regexp.MustCompile(`\d+`).FindAllString(text, -1) {
			if !contains(known, n) && !contains(around, n) {
				t.Errorf("%s prints %s, which the open data do not hold", path, n)
			}
		}
	}
}

func contains(list []string, s string) bool {
	for _, v := range list {
		if v == s || strings.TrimLeft(v, "0") == s {
			return true
		}
	}
	return false
}

func TestTheFrameIsShownByAPortalAndNobodyElse(t *testing.T) {
	s := quarterIsOver(t)
	s.publish("dot-closed", "", 1)
	portal := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(w, `<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Cổng</title><meta name="viewport" content="width=device-width"></head><body><main><h1>Cổng thông tin</h1><iframe src="%[1]s/embed/ninh-giang?lang=vi" title="Kết quả" width="360" height="430" style="border:0;max-width:100%%"></iframe><p><img src="%[1]s/embed/ninh-giang/badge.svg?lang=vi" alt="Kết quả" height="28"></p><p style="background:#111;padding:1rem"><img src="%[1]s/embed/ninh-giang/badge.svg?lang=en" alt="Kết quả" height="28"></p></main></body></html>`, s.http.URL)
	}))
	t.Cleanup(portal.Close)
	origin, err := url.Parse(portal.URL)
	if err != nil {
		t.Fatal(err)
	}
	s.framedBy("http://" + origin.Host)
	for _, size := range []browser.Options{{Width: 390, Height: 700}, {Width: 390, Height: 700, Dark: true}, {Width: 1280, Height: 700}} {
		p := browser.Open(t, size)
		p.Go(portal.URL)
		p.Screenshot(fmt.Sprintf("embed-portal-%d-%v", size.Width, size.Dark))
		if errs := p.ConsoleErrors(); len(errs) > 0 {
			t.Errorf("a named portal: %v", errs)
		}
		p.Go(s.http.URL + "/embed/ninh-giang?lang=vi")
		p.Screenshot(fmt.Sprintf("embed-%d-%v", size.Width, size.Dark))
		p.Axe(t)
		if p.ScrollsSideways() {
			t.Errorf("the frame scrolls sideways at %d px", size.Width)
		}
		s.enter(p, "lan")
		p.Go(s.http.URL + lastQuarter)
		p.Screenshot(fmt.Sprintf("office-report-published-%d-%v", size.Width, size.Dark))
		p.Axe(t)
		if p.ScrollsSideways() {
			t.Errorf("the page with the frame to paste scrolls sideways at %d px", size.Width)
		}
	}
	s.framedBy("https://another.example.vn")
	p := browser.Open(t, browser.Options{Width: 390, Height: 700})
	p.Go(portal.URL)
	if errs := strings.Join(p.ConsoleErrors(), " "); !strings.Contains(errs, "frame-ancestors") && !strings.Contains(errs, "Framing") {
		t.Errorf("a portal that was not named shows the frame: %q", errs)
	}
}
