package main

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// A caller talks to a service over HTTP and keeps its cookies, as one browser.
type caller struct {
	t    testing.TB
	base string
	http *http.Client
}

func newCaller(t testing.TB, base string) *caller {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	transport := &http.Transport{MaxIdleConnsPerHost: 64}
	t.Cleanup(transport.CloseIdleConnections)
	return &caller{t, base, &http.Client{Transport: transport, Jar: jar, Timeout: patience}}
}

// A reply is an answer with its body read.
type reply struct {
	status int
	body   string
	at     *url.URL // where redirects led to
	retry  string   // Retry-After
}

// send makes a request. An error means that no whole answer came.
func (c *caller) send(method, path, token, media, body string) (reply, error) {
	r, err := http.NewRequestWithContext(c.t.Context(), method, c.base+path, strings.NewReader(body))
	if err != nil {
		return reply{}, err
	}
	r.GetBody = nil // what is sent again is sent again by the test
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	if media != "" {
		r.Header.Set("Content-Type", media)
	}
	answer, err := c.http.Do(r)
	if err != nil {
		return reply{}, err
	}
	defer answer.Body.Close()
	b, err := io.ReadAll(answer.Body)
	return reply{answer.StatusCode, string(b), answer.Request.URL, answer.Header.Get("Retry-After")}, err
}

func (c *caller) must(r reply, err error) reply {
	c.t.Helper()
	if err != nil {
		c.t.Fatal(err)
	}
	return r
}

func (c *caller) get(path string) reply {
	c.t.Helper()
	return c.must(c.send(http.MethodGet, path, "", "", ""))
}

// asOfficer gets what needs a token, and wants it to be there.
func (c *caller) asOfficer(token, path string) string {
	c.t.Helper()
	r := c.must(c.send(http.MethodGet, path, token, "", ""))
	if r.status != http.StatusOK {
		c.t.Fatalf("GET %s: status %d: %s", path, r.status, r.body)
	}
	return r.body
}

func (c *caller) postForm(path string, values url.Values) reply {
	c.t.Helper()
	return c.must(c.send(http.MethodPost, path, "", "application/x-www-form-urlencoded", values.Encode()))
}

func (c *caller) postJSON(path, body string) (reply, error) {
	return c.send(http.MethodPost, path, "", "application/json", body)
}

// login signs the admin in and leaves the session in the jar.
func (c *caller) login(password string) {
	c.t.Helper()
	r := c.postForm("/office/login", url.Values{"username": {firstUser}, "password": {password}})
	if r.status != http.StatusOK || r.at.Path != "/office" {
		c.t.Fatalf("login: status %d at %s, want the office", r.status, r.at.Path)
	}
}

// firstLogin signs the admin in with the password that was printed, and chooses
// another as he is asked to: nothing else can be seen before.
func (c *caller) firstLogin(printed, chosen string) {
	c.t.Helper()
	r := c.postForm("/office/login", url.Values{"username": {firstUser}, "password": {printed}})
	if r.status != http.StatusOK || r.at.Path != "/office/me/password" {
		c.t.Fatalf("first login: status %d at %s, want to be asked for a password", r.status, r.at.Path)
	}
	if r := c.get("/office/posters"); r.at.Path != "/office/me/password" {
		c.t.Errorf("before the change the office is open: %s", r.at)
	}
	r = c.postForm("/office/me/password", url.Values{"old": {printed}, "chosen": {chosen}, "again": {chosen}})
	if r.status != http.StatusOK || r.at.Path != "/office/me" {
		c.t.Fatalf("first password: status %d at %s", r.status, r.at.Path)
	}
}

var keyField = regexp.MustCompile(`name="key"[^>]* value="(f1-[A-Za-z0-9_-]{48})"`)

// fillIn opens a form in a browser's way, sends it and returns the receipt page.
func (c *caller) fillIn(path string, answers url.Values) reply {
	c.t.Helper()
	form := c.get(path)
	found := keyField.FindStringSubmatch(form.body)
	if form.status != http.StatusOK || found == nil {
		c.t.Fatalf("GET %s: status %d, want a form with a key", path, form.status)
	}
	answers.Set("key", found[1])
	r := c.postForm(path, answers)
	if r.status != http.StatusOK || !strings.HasSuffix(r.at.Path, "/thanks") {
		c.t.Fatalf("POST %s: status %d at %s, want the receipt", path, r.status, r.at)
	}
	return r
}

// wants fails unless the answer has the status and holds every text.
func (r reply) wants(t testing.TB, status int, texts ...string) {
	t.Helper()
	if r.status != status {
		t.Errorf("%s: status %d, want %d", r.at, r.status, status)
	}
	holds(t, r.body, texts...)
}

func holds(t testing.TB, body string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !strings.Contains(body, text) {
			t.Errorf("got %.2000q, want something with %q", body, text)
		}
	}
}
