package config

import (
	"net/url"
	"strings"
	"testing"
)

// FuzzParsePublicURL holds that an address which is printed on posters leads to
// one host and nowhere below it, and is read again as it is written.
func FuzzParsePublicURL(f *testing.F) {
	for _, seed := range []string{
		"https://khaosat.example.vn", "http://192.168.1.5:8080/", "https://[::1]:8443", "https://xn--khost-rqa.vn", "", "https://", "https://:80", "https://a:b@evil", "https://evil/#", "https://a?b", "javascript://x", "//evil",
		"https://Nguyễn.vn", "https://a\x00b", "https://\u202eevil", "https://a%2eb", "https://a:99999", "https://a b", "https://a\\b", "https://" + strings.Repeat("9", 5000), "HTTPS://A",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		u, err := ParsePublicURL(s)
		if err != nil {
			if len(err.Error()) > 200+4*len(s) || !strings.Contains(err.Error(), "HAILONG_PUBLIC_URL") {
				t.Errorf("%q: %v", s, err)
			}
			return
		}
		text := u.String()
		again, err := url.Parse(text)
		if err != nil || again.Host != u.Host || again.Path != "" || again.User != nil || strings.ContainsAny(text, " \\\"<>\x00\r\n") {
			t.Errorf("%q is taken as %q", s, text)
		}
	})
}
