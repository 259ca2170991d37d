package web_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/andybalholm/brotli"
)

// unpacked reads a body as it says that it was packed.
func unpacked(t *testing.T, r reply) string {
	t.Helper()
	var plain io.Reader = strings.NewReader(r.body)
	switch coding := r.Header.Get("Content-Encoding"); coding {
	case "gzip":
		z, err := gzip.NewReader(plain)
		if err != nil {
			t.Fatal(err)
		}
		plain = z
	case "br":
		plain = brotli.NewReader(plain)
	case "":
	default:
		t.Fatalf("coding %q", coding)
	}
	body, err := io.ReadAll(plain)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func TestWhatManyReadIsPackedAndSentOnce(t *testing.T) {
	s := quarterIsOver(t)
	s.publish("dot-closed", "", 1)
	for _, path := range []string{
		"/static/css/citizen.css", "/static/js/form.js", "/static/img/mark.svg",
		"/results?lang=vi", "/results/ninh-giang?lang=en", "/results/ninh-giang/2026-Q3?lang=vi", "/results-method?lang=vi",
		"/results/ninh-giang/2026-Q3/dot-closed-1.json", "/results/ninh-giang/2026-Q3/dot-closed-1.csv",
		"/embed/ninh-giang?lang=vi", "/embed/ninh-giang/badge.svg?lang=vi", "/api/v1/openapi.json",
	} {
		plain := s.accepting(path, "identity", "")
		plain.wants(t, http.StatusOK)
		for _, coding := range []string{"gzip", "br"} {
			r := s.accepting(path, coding, "")
			if got := r.Header.Get("Content-Encoding"); got != coding && !strings.HasSuffix(path, "mark.svg") {
				t.Errorf("%s: coding %q, want %s", path, got, coding)
			}
			if len(r.body) > len(plain.body) || unpacked(t, r) != plain.body {
				t.Errorf("%s in %s: %d bytes, which are not those of the plain answer (%d)", path, coding, len(r.body), len(plain.body))
			}
			if !strings.Contains(strings.Join(r.Header.Values("Vary"), ","), "Accept-Encoding") {
				t.Errorf("%s: Vary %q", path, r.Header.Values("Vary"))
			}
			again := s.accepting(path, coding, r.Header.Get("ETag"))
			if again.StatusCode != http.StatusNotModified || again.body != "" {
				t.Errorf("%s asked for again: %d and %d bytes", path, again.StatusCode, len(again.body))
			}
		}
	}
}

func TestACorrectionIsAnotherContent(t *testing.T) {
	s := quarterIsOver(t)
	s.publish("dot-closed", "", 1)
	first := s.accepting("/results/ninh-giang?lang=vi", "br", "")
	s.publish("dot-closed", "Bổ sung phiếu giấy nộp muộn", 2)
	again := s.accepting("/results/ninh-giang?lang=vi", "br", first.Header.Get("ETag"))
	again.wants(t, http.StatusOK)
	if again.Header.Get("ETag") == first.Header.Get("ETag") || unpacked(t, again) == unpacked(t, first) {
		t.Error("the page of before the correction is taken for the one after it")
	}
}

// accepting gets a page in a coding, unless it is the one of the tag.
func (s *site) accepting(path, coding, tag string) reply {
	s.t.Helper()
	r := s.request(http.MethodGet, path, nil)
	r.Header.Set("Accept-Encoding", coding)
	if tag != "" {
		r.Header.Set("If-None-Match", tag)
	}
	return s.do(r)
}

// Everybody scans the poster at the moment when it is hung up.
func TestAllWhoAskAtTheSameTimeGetTheSameFormAndAKeyOfTheirOwn(t *testing.T) {
	s := newSite(t)
	var group sync.WaitGroup
	pages := make([]reply, 16)
	for i := range pages {
		group.Go(func() { pages[i] = s.accepting("/s/DEMOFULL?lang=vi", "br", "") })
	}
	group.Wait()
	key := regexp.MustCompile(`f1-[\w-]{48}`)
	keys := map[string]bool{}
	for _, p := range pages {
		text := unpacked(t, p)
		keys[key.FindString(text)] = true
		if got, want := key.ReplaceAllString(text, ""), key.ReplaceAllString(unpacked(t, pages[0]), ""); got != want {
			t.Error("two people got different pages")
		}
	}
	if len(keys) != len(pages) || keys[""] {
		t.Errorf("%d keys for %d people", len(keys), len(pages))
	}
}
