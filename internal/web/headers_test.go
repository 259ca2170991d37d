package web_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"

	"hailong/internal/staff"
	"hailong/internal/web"
)

// asking sends one request to a handler, without a network between.
func asking(t *testing.T, h http.Handler, method, target string, body io.Reader, header http.Header) *http.Response {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, target, body)
	r.Host = "khaosat.example.vn"
	if host := header.Get("Host"); host != "" {
		r.Host = host
	}
	for name, values := range header {
		r.Header[name] = values
	}
	answer := patient{httptest.NewRecorder()}
	h.ServeHTTP(answer, r)
	return answer.Result()
}

// look reads an answer for the rules.
func look(t *testing.T, route string, tls bool, r *http.Response) answered {
	t.Helper()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answered{route, tls, r.StatusCode, r.Header, string(body)}
}

// under is the service as it stands behind an address.
func (s *site) under(scheme string) http.Handler {
	s.t.Helper()
	o := s.options
	o.PublicURL = &url.URL{Scheme: scheme, Host: "khaosat.example.vn"}
	server, err := web.New(o)
	if err != nil {
		s.t.Fatal(err)
	}
	return server.Handler()
}

// A visitor asks for one thing and remembers how it was answered.
type visitor struct {
	*testing.T
	tls  bool
	h    http.Handler
	seen []answered
}

func (v *visitor) ask(route, method, target string, body io.Reader, header http.Header) {
	v.Helper()
	v.seen = append(v.seen, look(v.T, route, v.tls, asking(v.T, v.h, method, target, body, header)))
}

// walk asks for every route in every way, as nobody, as an officer and as the
// administrator.
func (v *visitor) walk(s *site, paths pathOf, tokens []string) {
	form := http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}
	for _, route := range s.everyRoute() {
		_, pattern, _ := strings.Cut(route, " ")
		path := paths.anywhere(pattern)
		for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodOptions, http.MethodTrace} {
			for _, token := range tokens {
				h := form.Clone()
				if token != "" {
					h.Set("Authorization", "Bearer "+token)
				}
				v.ask(method+" "+pattern, method, path, nil, h)
			}
		}
	}
}

// anywhere is concrete for the routes of citizens too.
func (p pathOf) anywhere(pattern string) string {
	parts := strings.Split(pattern, "/")
	for i, part := range strings.Split(pattern, "/") {
		if part != "" && (part[0] == ':' || part[0] == '*') {
			parts[i] = p[strings.Split(pattern, "/")[i-1]+part]
		}
	}
	return strings.Join(parts, "/")
}

// stray asks for what goes wrong before a handler, in it and after it.
func (v *visitor) stray() {
	form := http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}
	text := func(s string) io.Reader { return strings.NewReader(s) }
	for _, path := range []string{"/none", "/office/none", "/api/none", "/static/none", "/s/NOPE", "/s/VOIDED", "/s/CLOSED", "/s/EARLY", "//evil.example", "/office//", "/s/DEMO/"} {
		v.ask("404", http.MethodGet, path, nil, nil)
	}
	for _, path := range []string{"/s/DEMOFULL", "/office/login", "/api/v1/s/DEMOFULL", "/contact/ninh-giang"} {
		v.ask("413", http.MethodPost, path, bytes.NewReader(make([]byte, 1<<20)), form)
		v.ask("415", http.MethodPost, path, text("<a/>"), http.Header{"Content-Type": {"application/xml"}})
		v.ask("408", http.MethodPost, path, broken{os.ErrDeadlineExceeded}, form)
		v.ask("400", http.MethodPost, path, broken{io.ErrUnexpectedEOF}, http.Header{"Content-Type": {"application/json"}})
		v.ask("421", http.MethodGet, path, nil, http.Header{"Host": {"evil.example"}})
		v.ask("403", http.MethodPost, path, text("a=b"), http.Header{"Sec-Fetch-Site": {"cross-site"}})
		v.ask("422", http.MethodPost, path, text("HL0=9&username=x&key=0123456789abcdef"), form)
	}
	for range 3 {
		v.ask("429", http.MethodPost, "/office/login", text("username=khong-co&password=sai-mat-khau"), form)
	}
	v.ask("typed", http.MethodGet, "/s?code=//evil.example", nil, nil)
	v.ask("GET /static/*path", http.MethodGet, "/static/css/office.css", nil, http.Header{"Range": {"bytes=0-1"}})
}

func TestS3EveryAnswerOfEveryRouteHasTheHeadersOfTheBestSites(t *testing.T) {
	for _, scheme := range []string{"http", "https"} {
		t.Run(scheme, func(t *testing.T) {
			s := quarterIsOver(t)
			paths := s.everyPath()
			v := &visitor{T: t, tls: scheme == "https", h: s.under(scheme)}
			v.walk(s, paths, []string{"", s.token(staff.Officer), s.token(staff.Admin)})
			v.stray()
			v.enters(s)
			v.breaks(s)
			v.judge()
		})
	}
}

// enters logs in and out, so that every cookie is seen.
func (v *visitor) enters(s *site) {
	s.enrol("huong")
	for _, name := range []string{"lan", "huong"} {
		form := url.Values{"username": {name}, "password": {adminPassword}}.Encode()
		h := http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}
		answer := asking(v.T, v.h, http.MethodPost, "/office/login", strings.NewReader(form), h)
		v.seen = append(v.seen, look(v.T, "login", v.tls, answer))
		for _, c := range answer.Cookies() {
			h.Add("Cookie", c.Name+"="+c.Value)
		}
		if len(answer.Cookies()) == 0 {
			v.Errorf("login of %s set no cookie: status %d", name, answer.StatusCode)
		}
		for _, path := range []string{"/office", "/office/me", "/office/login/code", "/api/v1/export.xlsx?campaign=dot-demo"} {
			v.ask("session", http.MethodGet, path, nil, h)
		}
		v.ask("logout", http.MethodPost, "/office/logout", nil, h)
	}
}

// breaks makes the store fail: first so that it may come back, then for good.
func (v *visitor) breaks(s *site) {
	ward := s.fallIll()
	o := s.options
	o.Store, o.PublicURL = ward, &url.URL{Scheme: map[bool]string{true: "https", false: "http"}[v.tls], Host: "khaosat.example.vn"}
	o.Desk = s.illDesk(ward)
	server, err := web.New(o)
	if err != nil {
		v.Fatal(err)
	}
	v.h = server.Handler()
	answer := strings.NewReader(url.Values{"HL0": {"4"}, "key": {v.formKey()}}.Encode())
	form := http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}
	v.ask("503", http.MethodPost, "/s/DEMOFULL", answer, form)
	v.ask("503", http.MethodGet, "/readyz", nil, nil)
	ward.ill = errors.New("sqlite: no such table secrets in hailong.db")
	answer.Seek(0, io.SeekStart)
	v.ask("500", http.MethodPost, "/s/DEMOFULL", answer, form)
	v.ask("500", http.MethodPost, "/api/v1/s/DEMOFULL", strings.NewReader(`{"key":"0123456789abcdef","answers":{"HL0":4}}`), http.Header{"Content-Type": {"application/json"}})
}

// formKey is the one-time key of a form.
func (v *visitor) formKey() string {
	a := look(v.T, "GET /s/:code", v.tls, asking(v.T, v.h, http.MethodGet, "/s/DEMOFULL", nil, nil))
	v.seen = append(v.seen, a)
	key := keyField.FindStringSubmatch(a.body)
	if key == nil {
		v.Fatal("the form has no key")
	}
	return key[1]
}

// judge grades every answer and makes sure that every kind was seen.
func (v *visitor) judge() {
	statuses, least, faults := map[int]int{}, 1000, 0
	for _, a := range v.seen {
		statuses[a.status]++
		score, wrong := grade(a)
		if least = min(least, score); score >= 100 && len(wrong) == 0 {
			continue
		}
		if faults++; faults <= 20 {
			v.Errorf("%s (%d): %d points: %s; policy %s, cache %s, type %s", a.route, a.status, score, strings.Join(wrong, "; "),
				a.header.Get("Content-Security-Policy"), a.header.Get("Cache-Control"), a.header.Get("Content-Type"))
		}
	}
	for _, status := range []int{200, 303, 400, 401, 403, 404, 405, 408, 410, 413, 415, 421, 422, 429, 500, 503} {
		if statuses[status] == 0 {
			v.Errorf("no answer with status %d was looked at", status)
		}
	}
	v.Logf("%d answers, the least has %d points: %v", len(v.seen), least, fmt.Sprint(statuses))
}

// The rules themselves must be able to fail.
func TestARuleOfTheObservatoryCanFail(t *testing.T) {
	good := func() answered {
		return look(t, "GET /s/:code", true, asking(t, newSite(t).under("https"), http.MethodGet, "/s/DEMOFULL", nil, nil))
	}()
	if score, wrong := grade(good); score != 135 {
		t.Fatalf("a good page has %d points: %v", score, wrong)
	}
	for name, spoil := range map[string]func(h http.Header){
		"no policy": func(h http.Header) { h.Del("Content-Security-Policy") },
		"unsafe-inline": func(h http.Header) {
			h.Set("Content-Security-Policy", h.Get("Content-Security-Policy")+"; script-src 'self' 'unsafe-inline'")
		},
		"framed":          func(h http.Header) { h.Del("X-Frame-Options") },
		"a loose cookie":  func(h http.Header) { h.Set("Set-Cookie", "a=b; Path=/; HttpOnly") },
		"shared":          func(h http.Header) { h.Set("Access-Control-Allow-Origin", "*") },
		"sent away":       func(h http.Header) { h.Set("Location", "//evil.example") },
		"tells referrer":  func(h http.Header) { h.Set("Referrer-Policy", "unsafe-url") },
		"no transport":    func(h http.Header) { h.Del("Strict-Transport-Security") },
		"guessed":         func(h http.Header) { h.Del("X-Content-Type-Options") },
		"kept":            func(h http.Header) { h.Set("Cache-Control", "public, max-age=300") },
		"any resource":    func(h http.Header) { h.Set("Cross-Origin-Resource-Policy", "cross-origin") },
		"tells a version": func(h http.Header) { h.Set("Server", "gin") },
	} {
		a := good
		a.header = good.header.Clone()
		spoil(a.header)
		if _, wrong := grade(a); len(wrong) == 0 {
			t.Errorf("%s: no rule minds", name)
		}
	}
}
