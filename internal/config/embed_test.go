package config

import (
	"strings"
	"testing"
)

func TestAPortalIsNamedByItsOrigin(t *testing.T) {
	for text, ok := range map[string]bool{
		"https://ninhgiang.haiphong.gov.vn": true, "http://localhost:8081": true, "https://a.vn:8443": true, "https://xn--abc.vn": true,
		"": false, "*": false, "https://*": false, "https://*.gov.vn": false, "ninhgiang.haiphong.gov.vn": false, "https://a.vn/": false,
		"https://a.vn/x": false, "https://a.vn; script-src *": false, "https://a.vn https://b.vn": false, "'self'": false, "https://A.vn": false,
		"https://u:p@a.vn": false, "https://a.vn:": false, "ftp://a.vn": false, "javascript:": false, "https://-a.vn": false, "https://xã.vn": false, "https://a.vn\n": false,
	} {
		c := usual()
		c.EmbedAncestors = []string{"https://b.vn", text}
		err := c.Validate()
		if (err == nil) != ok {
			t.Errorf("%q: %v", text, err)
		}
		if err != nil && (!strings.Contains(err.Error(), "such as https://") || strings.Contains(err.Error(), "\n")) {
			t.Errorf("%q: the line does not say what to do: %v", text, err)
		}
	}
}
