package web_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
)

// wire gets a page in a content coding: the bytes that were sent, and the page.
func (s *site) wire(path, coding string) (sent int, page string) {
	s.t.Helper()
	r := s.request(http.MethodGet, path, nil)
	r.Header.Set("Accept-Encoding", coding)
	got := s.do(r)
	got.wants(s.t, http.StatusOK)
	if e := got.Header.Get("Content-Encoding"); e != coding {
		s.t.Fatalf("GET %s with %s: it is sent as %q", path, coding, e)
	}
	var plain io.Reader = brotli.NewReader(strings.NewReader(got.body))
	if coding == "gzip" {
		var err error
		if plain, err = gzip.NewReader(strings.NewReader(got.body)); err != nil {
			s.t.Fatal(err)
		}
	}
	b, err := io.ReadAll(plain)
	if err != nil {
		s.t.Fatalf("GET %s as %s: %v", path, coding, err)
	}
	return len(got.body), string(b)
}

func TestAFormIsOneRequestThatFitsIntoOneFlight(t *testing.T) {
	s := newSite(t)
	for _, c := range []struct {
		path string
		most int
	}{
		{"/s/DEMO", 9 << 10}, {"/s/DEMOFULL", 14 << 10},
		{"/s/DEMO?lang=en", 9 << 10}, {"/s/DEMO?lang=zh", 9 << 10}, {"/s/DEMO?lang=ko", 9 << 10}, {"/s/DEMO?lang=ja", 9 << 10},
		{"/s/DEMOFULL?lang=en", 14 << 10}, {"/s/DEMOFULL?lang=ja", 14 << 10},
	} {
		br, page := s.wire(c.path, "br")
		gz, same := s.wire(c.path, "gzip")
		t.Logf("%s: %d bytes as brotli, %d as gzip, %d plain", c.path, br, gz, len(page))
		if br > c.most || gz > c.most {
			t.Errorf("%s: %d bytes as brotli, %d as gzip, at most %d are allowed", c.path, br, gz, c.most)
		}
		if keyField.ReplaceAllString(page, "") != keyField.ReplaceAllString(same, "") || !keyField.MatchString(page) {
			t.Errorf("%s: the two codings hold different pages", c.path)
		}
		if strings.Contains(page, " src=") || strings.Contains(page, "<link rel=\"stylesheet") {
			t.Errorf("%s needs another request", c.path)
		}
	}
}

func TestTheFormsOwnScriptIsSmall(t *testing.T) {
	s := newSite(t)
	_, page := s.wire("/s/DEMO", "gzip")
	_, script, ok := strings.Cut(page, "<script>")
	script, _, closed := strings.Cut(script, "</script>")
	if !ok || !closed {
		t.Fatal("the form has no script")
	}
	var packed strings.Builder
	w, _ := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	io.WriteString(w, script)
	w.Close()
	t.Logf("%d bytes compressed, %d plain", packed.Len(), len(script))
	if packed.Len() > 4<<10 {
		t.Errorf("the script is %d bytes compressed, at most 4096 are allowed", packed.Len())
	}
}
