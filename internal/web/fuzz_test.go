package web_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"hailong/internal/staff"
)

// hard are texts over which decoders fall: see package survey's.
var hard = []string{
	"", "Nguyễn Thị Hương", "Nguye\u0302\u0303n", "\u202e\u0628\u062a\u200f", "a\x00b", "\ufffe", "\xed\xa0\x80", "\xff", strings.Repeat("ệ", 2001), strings.Repeat("9", 20_000), "1e400", `{"a":1,"a":2}`, strings.Repeat("[", 5000),
}

// told is the answer to a request that a test made by hand.
func (s *site) told(r *http.Request) answered {
	w := patient{httptest.NewRecorder()}
	s.server.Handler().ServeHTTP(w, r)
	body, _ := io.ReadAll(w.Result().Body)
	return answered{status: w.Code, header: w.Header(), body: string(body)}
}

// FuzzHost holds that no name but ours is answered, nor repeated.
func FuzzHost(f *testing.F) {
	for _, seed := range append([]string{"khaosat.example.vn", "khaosat.example.vn:80", "localhost", "127.0.0.1", "[::1]", "[::1", "evil.example", "khaosat.example.vn.evil", "khaosat.example.vn@evil", "127.1", "0x7f.1", "::ffff:127.0.0.1", "localhost.", "[localhost]"}, hard...) {
		f.Add(seed)
	}
	s := newSite(f)
	f.Fuzz(func(t *testing.T, host string) {
		r := httptest.NewRequest(http.MethodGet, "/office/login", nil)
		r.Host = host
		r.Header.Set("X-Forwarded-Host", host)
		a := s.told(r)
		name := strings.ToLower(host)
		ours := strings.Contains(name, "khaosat.example.vn") || strings.Contains(name, "localhost") || strings.Contains(name, "127.") || strings.Contains(name, ":")
		if a.status != http.StatusMisdirectedRequest && (a.status != http.StatusOK || !ours) {
			t.Errorf("status %d under %q", a.status, host)
		}
		if len(host) > 12 && !ours && strings.Contains(a.body, host) {
			t.Errorf("%q stands in the answer", host)
		}
	})
}

// FuzzTypedCode holds that whatever is typed into the field of the first page, the
// browser stays here.
func FuzzTypedCode(f *testing.F) {
	for _, seed := range append([]string{"DEMO", "//evil.example", "\\\\evil", "https://evil.example", "/..//evil", "?lang=en", "#", "%2f%2fevil", "AB3K7-QAB3K-7", "\r\nLocation: x"}, hard...) {
		f.Add(seed)
	}
	s := newSite(f)
	f.Fuzz(func(t *testing.T, code string) {
		a := s.told(httptest.NewRequest(http.MethodGet, "http://localhost/s?code="+url.QueryEscape(code), nil))
		to := a.header.Get("Location")
		u, err := url.Parse("http://localhost" + to)
		if a.status != http.StatusSeeOther || err != nil || u.Host != "localhost" || u.User != nil || !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.HasPrefix(to, "/\\") || strings.ContainsAny(to, "\r\n\\") {
			t.Errorf("%q leads to %q (status %d)", code, to, a.status)
		}
	})
}

// FuzzScope holds that whatever stands in an address, figures are given for it or
// it is refused with words.
func FuzzScope(f *testing.F) {
	for _, seed := range append([]string{"campaign=dot-demo", "campaign=dot-demo&period=2026-Q4", "campaign=dot-demo&campaign=dot-demofull", "campaign=dot-demo&place=trung-tam&field=HOTICH&channel=qr", "campaign=dot-demo&period=9999-Q4", "campaign=dot-demo&by=%00", "%zz", ";", "campaign=dot-demo&group=a:b"}, hard...) {
		f.Add(seed)
	}
	s := newSite(f)
	s.fill("dot-demo", 30)
	token := s.token(staff.Officer)
	f.Fuzz(func(t *testing.T, query string) {
		r := httptest.NewRequest(http.MethodGet, "http://localhost/api/v1/index", nil)
		r.URL.RawQuery = query
		r.Header.Set("Authorization", "Bearer "+token)
		switch a := s.told(r); {
		case a.status != 200 && a.status != 400 && a.status != 403 && a.status != 404 && a.status != 413:
			t.Errorf("status %d for %q: %s", a.status, query, a.body)
		case !utf8.ValidString(a.body):
			t.Errorf("the answer to %q is not UTF-8", query)
		}
	})
}

// FuzzContactForm holds that a request for an answer is kept, or refused with words.
func FuzzContactForm(f *testing.F) {
	for _, seed := range append([]string{"name=Lan&phone=0912345678&consent=yes&key=0123456789abcdef", "name=%00&email=a@b", "consent=yes&consent=no", "%ff=%fe", "=&&;", "phone=%2b84912345678"}, hard...) {
		f.Add(seed)
	}
	s := newSite(f)
	f.Fuzz(func(t *testing.T, body string) {
		r := httptest.NewRequest(http.MethodPost, "http://localhost/contact/ninh-giang", strings.NewReader(body))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		switch a := s.told(r); {
		case a.status != 303 && a.status != 400 && a.status != 413 && a.status != 422 && a.status != 429:
			t.Errorf("status %d for %q", a.status, body)
		case !utf8.ValidString(a.body):
			t.Errorf("the answer to %q is not UTF-8", body)
		}
	})
}

// FuzzOfficeForm holds of a long form of the office, with its days and ticks, that
// it is carried out, or comes back with a sentence.
func FuzzOfficeForm(f *testing.F) {
	for _, seed := range append([]string{"campaign=dot-demo&from=2026-10-01&to=2026-10-02&reason=trial&text=Phi%E1%BA%BFu+th%E1%BB%AD+tr%C6%B0%E1%BB%9Bc", "campaign=dot-demo&from=9999-12-31&to=0000-01-01", "place=trung-tam&place=trung-tam", "channel=%00", "from=2026-13-45", "%zz"}, hard...) {
		f.Add(seed)
	}
	s := newSite(f)
	s.fill("dot-demo", 30)
	token := s.token(staff.Officer)
	f.Fuzz(func(t *testing.T, body string) {
		for _, path := range []string{"/office/voids/new", "/office/campaigns", "/office/slips"} {
			r := httptest.NewRequest(http.MethodPost, "http://localhost"+path, strings.NewReader(body))
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			r.Header.Set("Authorization", "Bearer "+token)
			if a := s.told(r); a.status >= 500 || !utf8.ValidString(a.body) {
				t.Errorf("%s: status %d for %q", path, a.status, body)
			}
		}
	})
}
