package web_test

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"
)

// A mischief makes bad requests: to every route in turn, with what a hand, a
// broken program or an attacker may put into each of its parts. Half of the parts
// are good ones, so that the bad ones get past the first door.
type mischief struct {
	*rand.Rand
	routes []string // "METHOD /pattern"
	paths  pathOf
	names  []string // of fields and parameters
	good   []string
}

// crooked are values that something, somewhere, once fell over.
var crooked = []string{
	"", " ", "\x00", "a\x00b", "\xff\xfe", "\xc3\x28", "\xed\xa0\x80", "\xf0\x28\x8c\xbc", "\ufffe", "\ufeff", "\u202e\u0628\u062a", "\u200f\u200f",
	"Nguyễn Thị Hương", "Nguye\u0302\u0303n Thi\u0323", "＝1+1", "=1+1", "@SUM(A1)", "-", "--", "+", "0", "-0", "-1", "00", "01", "1.5", "1e400", "-1e400", "NaN", "Infinity",
	"9223372036854775807", "9223372036854775808", "-9223372036854775809", "99999999999999999999999999", "0x10", "1_000", "٣", "½",
	"null", "true", "{}", "[]", "\"", "'", "' OR 1=1 --", "$where", "{\"$gt\":\"\"}", "../../etc/passwd", "..%2f..%2f", "%", "%zz", "%00", "//evil.example", "https://evil.example",
	"<script>alert(1)</script>", "{{.}}", "${7*7}", "%s%n", "\r\nSet-Cookie: a=b", "a;b", "a,b", "a|b", "a b", "\t", "\n", "\u2028", "\u00a0", "😀", "👨‍👩‍👧‍👦",
	"0000-00-00", "2026-02-30", "2026-13-01", "9999-12-31", "10000-01-01", "2026-11-23T00:00:00Z", "2026-Q0", "2026-Q5", "0000-Q1", "9999-Q4", "2026-H3", "-2026", "24:00", "99:99",
}

// huge are the long ones; they are drawn less often.
var huge = []string{
	strings.Repeat("á", 2001), strings.Repeat("9", 5000), strings.Repeat("a", 65<<10), strings.Repeat("e\u0301", 3000), strings.Repeat("[", 10_000), strings.Repeat("%41", 4000), strings.Repeat("\u202e", 500),
}

// fieldsOf reads from the sources which names the handlers ask for, so that none
// is forgotten.
func fieldsOf(t *testing.T) []string {
	t.Helper()
	asks := regexp.MustCompile(`(?:form:"|json:"|Query\("|PostForm\("|Array\("|FormFile\(")([A-Za-z-]+)`)
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), ".go") || strings.HasSuffix(f.Name(), "_test.go") {
			continue
		}
		source, err := os.ReadFile(f.Name())
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range asks.FindAllSubmatch(source, -1) {
			seen[string(m[1])] = true
		}
	}
	names := []string{"HL0", "TC", "TT", "CC", "KQ", "PA", "TC1", "ID1", "key", "place", "channel", "field", "from", "to", "group", "format", "pick-0", "key-HL0", "q-1", "name-vi", "$where", "__proto__", ""}
	for name := range seen {
		names = append(names, name)
	}
	if len(names) < 60 {
		t.Fatalf("got %d names of fields, want those of all handlers", len(names))
	}
	return names
}

func one[T any](m *mischief, list []T) T { return list[m.IntN(len(list))] }

// value is anything: mostly good or crooked, now and then huge or noise.
func (m *mischief) value() string {
	switch n := m.IntN(20); {
	case n < 9:
		return one(m, m.good)
	case n < 17:
		return one(m, crooked)
	case n < 18:
		return one(m, huge)
	case n < 19:
		return one(m, m.good) + one(m, crooked)
	}
	return string(m.noise(m.IntN(64)))
}

func (m *mischief) noise(n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(m.Uint32())
	}
	return b
}

// target is the address of a route with its parameters filled in.
func (m *mischief) target(pattern string) string {
	parts := strings.Split(pattern, "/")
	for i, part := range parts {
		if part == "" || part[0] != ':' && part[0] != '*' {
			continue
		}
		value, known := m.paths[strings.Split(pattern, "/")[i-1]+part]
		if !known || m.IntN(3) == 0 {
			value = m.value()
		}
		if len(value) > 6000 { // a server refuses a longer line
			value = value[:6000]
		}
		parts[i] = url.PathEscape(value)
		if m.IntN(30) == 0 {
			parts[i] = "%2e%2e%2f" + parts[i]
		}
	}
	target := strings.Join(parts, "/")
	if m.IntN(40) == 0 {
		target += one(m, []string{"/", "//", "/..", "/.", ";a=b", "%00", "%2f", "/%c0%ae", ".csv"})
	}
	if m.IntN(3) > 0 {
		target += "?" + m.query()
	}
	return target
}

// query is what follows the question mark, mostly well-formed.
func (m *mischief) query() string {
	if m.IntN(10) == 0 {
		return one(m, []string{"&&&", "=", "a=%zz", "%", ";", "a;b=c", strings.Repeat("a=1&", 2000), "campaign=dot-demo&campaign=dot-demo", string(bytes.ReplaceAll(m.noise(9), []byte(" "), nil))})
	}
	text := m.fields(4).Encode()
	return text[:min(len(text), 8000)]
}

func (m *mischief) fields(most int) url.Values {
	v := url.Values{}
	for range m.IntN(most + 1) {
		name := one(m, m.names)
		if m.IntN(20) == 0 {
			name = m.value()
		}
		v.Add(name, m.value())
	}
	return v
}

// request is one bad request and the route it is meant for, or nil where no
// server would hand it on.
func (m *mischief) request() (r *http.Request, route string) {
	route = one(m, m.routes)
	method, pattern, _ := strings.Cut(route, " ")
	if m.IntN(12) == 0 {
		method = one(m, []string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "get", "X"})
	}
	u, err := url.ParseRequestURI(m.target(pattern))
	if err != nil {
		return nil, route
	}
	r = &http.Request{Method: method, URL: u, Header: http.Header{}, Host: "khaosat.example.vn", Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, RemoteAddr: "203.0.113.7:4711", RequestURI: u.RequestURI(), Body: http.NoBody}
	if method != http.MethodGet && method != http.MethodHead || m.IntN(30) == 0 {
		m.fill(r)
	}
	m.adorn(r)
	return r, route
}

// fill gives a request a body and says, mostly truly, what it is and how long.
func (m *mischief) fill(r *http.Request) {
	var body []byte
	media := "application/x-www-form-urlencoded"
	switch n := m.IntN(40); {
	case n < 20:
		body = []byte(m.fields(14).Encode())
	case n < 30:
		body, media = []byte(m.json()), "application/json"
	case n < 36:
		body, media = m.multipart()
	case n < 39:
		body = m.noise(m.IntN(300))
	default:
		body = bytes.Repeat([]byte(one(m, []string{"a", "HL0=5&", "[", "{\"a\":", "\xff", "9"})), 1<<20)[:1<<20]
	}
	if m.IntN(10) == 0 {
		media = one(m, []string{"", "text/plain", "application/xml", "multipart/form-data", "multipart/form-data; boundary=", "application/json; charset=utf-16", "application/x-www-form-urlencoded;;;", "a", "/", "*/*", strings.Repeat("x", 9000), "application/json\xff"})
	}
	r.Header.Set("Content-Type", media)
	r.ContentLength = int64(len(body))
	var from io.Reader = bytes.NewReader(body)
	switch m.IntN(25) {
	case 0:
		r.ContentLength = -1 // chunked
	case 1:
		from = io.MultiReader(from, broken{one(m, []error{io.ErrUnexpectedEOF, os.ErrDeadlineExceeded, http.ErrBodyReadAfterClose})})
	}
	r.Body = io.NopCloser(from)
}

// broken is a connection that ends in the middle.
type broken struct{ err error }

func (b broken) Read([]byte) (int, error) { return 0, b.err }

// json is a document that nearly fits, or does not at all.
func (m *mischief) json() string {
	quoted := func() string { return fmt.Sprintf("%q", m.value()) } // \x escapes make it invalid, as is wished
	scalar := func() string {
		return one(m, []string{quoted(), quoted(), "null", "true", "0", "-1", "5", "1e400", "1.5", strings.Repeat("9", 400), `"\ud800"`, `"\udfff\u0000"`, "{}", "[]", "[5]", `{"HL0":5}`})
	}
	switch m.IntN(12) {
	case 0:
		return one(m, []string{"", "null", "[]", "5", `"a"`, "{", "{}{}", "{}\n[]", "\ufeff{}", strings.Repeat("[", 10_000), strings.Repeat(`{"answers":`, 5000), "{\"key\":" + strings.Repeat("9", 1<<20) + "}"})
	case 1:
		return `{"key":"0123456789abcdef","key":` + scalar() + `,"answers":{"HL0":5,"HL0":` + scalar() + `}}`
	}
	var b strings.Builder
	fmt.Fprintf(&b, `{"key":%s,"answers":{`, one(m, []string{`"0123456789abcdef"`, scalar()}))
	for i := range m.IntN(5) {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, "%q:%s", one(m, m.names), scalar())
	}
	b.WriteByte('}')
	for range m.IntN(4) {
		fmt.Fprintf(&b, ",%q:%s", one(m, m.names), scalar())
	}
	return b.String() + "}"
}

// multipart is an upload, whole or cut off.
func (m *mischief) multipart() (body []byte, media string) {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for range m.IntN(5) {
		var err error
		var part io.Writer
		if m.IntN(2) == 0 {
			part, err = w.CreateFormFile(one(m, []string{"file", "file", m.value()}), m.value())
		} else {
			part, err = w.CreateFormField(one(m, m.names))
		}
		if err != nil {
			break // a name that no header can hold
		}
		if m.IntN(2) == 0 {
			fmt.Fprintf(part, "%s;%s,%s\r\n\"%s", m.value(), m.value(), m.value(), m.value())
		} else {
			io.WriteString(part, m.value())
		}
	}
	if m.IntN(4) > 0 {
		w.Close()
	}
	return b.Bytes()[:b.Len()-min(b.Len(), m.IntN(2)*m.IntN(40))], w.FormDataContentType()
}

// adorn adds headers that a program or an attacker may send.
func (m *mischief) adorn(r *http.Request) {
	for range m.IntN(3) {
		name := one(m, []string{
			"Accept-Language", "Accept-Language", "Range", "If-None-Match", "If-Modified-Since", "Cookie", "Cookie", "Authorization", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Prefix", "Forwarded",
			"X-Real-Ip", "Accept", "Accept-Encoding", "Referer", "User-Agent", "Expect", "Upgrade", "Te", "X-Http-Method-Override", "Content-Encoding", "Content-Length", "Idempotency-Key", "Sec-Fetch-Site", "Origin",
		})
		value := one(m, []string{
			m.value(), m.value(), "vi;q=2,en;q=-1,*;q=NaN", strings.Repeat("vi-VN;q=0.1,", 600), "bytes=0-,5-1,-99999999999999999999", "Bearer", "Bearer ", "Bearer hl_", "Basic AAAA", "bearer " + strings.Repeat("A", 5000),
			"hailong=; hailong=x; __Host-hailong=y", "hailong=\"", "hailong=" + strings.Repeat("A", 43), "hailong-code=code_" + strings.Repeat("A", 43), "for=\"[::1]\";host=evil", "127.0.0.1, evil, ::1", "same-origin", "none", "http://khaosat.example.vn", "null",
		})
		// What a server refuses by itself never arrives.
		if value = strings.Map(printable, value); len(value) < 15_000 {
			r.Header.Add(name, value)
		}
	}
	if m.IntN(100) == 0 {
		r.Host = one(m, []string{"evil.example", "", "localhost", "[::1", "khaosat.example.vn:99999", "a:b:c", "KHAOSAT.EXAMPLE.VN."})
	}
}

func printable(r rune) rune {
	if r < ' ' && r != '\t' || r == 0x7f {
		return -1
	}
	return r
}
