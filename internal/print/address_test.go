package print

import (
	"net/url"
	"slices"
	"strings"
	"testing"
)

func TestOnlyHTTPSIsNoTrial(t *testing.T) {
	if !Trial(nil) {
		t.Error("no address at all is said to be no trial")
	}
	for address, want := range map[string]bool{
		"https://ninhgiang.haiphong.gov.vn":            false,
		"https://ninhgiang.haiphong.gov.vn:8443/s/AB3": false,
		"HTTPS://ninhgiang.haiphong.gov.vn/s/AB3K7Q":   false,
		"http://ninhgiang.haiphong.gov.vn/s/AB3K7Q":    true,
		"http://192.168.1.20:8080":                     true,
		"ninhgiang.haiphong.gov.vn/s/AB3K7Q":           true,
		"https:///s/AB3K7Q":                            true,
		"":                                             true,
	} {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		if got := Trial(u); got != want {
			t.Errorf("%q: got %v, want %v", address, got, want)
		}
		if got := trialAddress(address); got != want {
			t.Errorf("%q unread: got %v, want %v", address, got, want)
		}
	}
	if !trialAddress("https://%zz") {
		t.Error("what is no address is said to be no trial")
	}
}

func TestAnAddressIsPrintedAsItIsTyped(t *testing.T) {
	for address, want := range map[string]spelling{
		"https://ninhgiang.haiphong.gov.vn/s/AB3K7Q": {"ninhgiang.haiphong.gov.vn", "/s/AB3K7Q"},
		"https://khaosat.vn:8443/hl/s/AB3K7Q":        {"khaosat.vn:8443", "/hl/s/AB3K7Q"},
		"http://192.168.1.20:8080/s/DEMO":            {"http://192.168.1.20:8080", "/s/DEMO"},
		"https://khaosat.vn":                         {"khaosat.vn", ""},
	} {
		if got := spell(address); got != want {
			t.Errorf("%s: got %v, want %v", address, got, want)
		}
	}
}

func TestAnAddressIsBrokenAtSensiblePlaces(t *testing.T) {
	a := spell(commune().Address)
	st := style{face: sansBold, size: 20, least: 4}
	for _, c := range []struct {
		name string
		a    spelling
		w, h float64
		want []string
	}{
		{"one line", a, 200, 10, []string{"ninhgiang.haiphong.gov.vn/s/AB3K7Q"}},
		{"a little smaller on one line", a, 120, 10, []string{"ninhgiang.haiphong.gov.vn/s/AB3K7Q"}},
		{"before the path", a, 100, 20, []string{"ninhgiang.haiphong.gov.vn", "/s/AB3K7Q"}},
		{"after a dot", spelling{"trungtamphucvuhanhchinhcong.ninhgiang.haiphong.gov.vn", "/s/AB3K7Q"}, 110, 30,
			[]string{"trungtamphucvuhanhchinhcong.", "ninhgiang.haiphong.gov.vn", "/s/AB3K7Q"}},
		{"before the query", spelling{"ninhgiang.haiphong.gov.vn", "/results/ninh-giang/2026-Q4?campaign=quy-iv-nam-2026&edition=2"}, 50, 13,
			[]string{"ninhgiang.haiphong.gov.vn", "/results/ninh-giang/2026-Q4", "?campaign=quy-iv-nam-2026", "&edition=2"}},
	} {
		b := c.a.fit(st, c.w, c.h)
		if b.cut || !slices.Equal(b.lines, c.want) {
			t.Errorf("%s: got %q cut=%v at %.1f pt, want %q", c.name, b.lines, b.cut, b.size, c.want)
		}
		if got := strings.Join(b.lines, ""); got != c.a.host+c.a.path {
			t.Errorf("%s: the lines join to %q", c.name, got)
		}
	}
}
