package config

import (
	"slices"
	"strings"
	"testing"
)

// usual is a configuration with nothing set.
func usual() Config {
	return Config{Addr: ":8080", DataDir: "./data", MetricsAddr: "127.0.0.1:9090", RateLimit: "on", LogLevel: "info"}
}

func TestTheDefaultsAreValid(t *testing.T) {
	c := usual()
	if err := c.Validate(); err != nil {
		t.Error(err)
	}
}

func TestAnAddressNamesItsPort(t *testing.T) {
	for addr, ok := range map[string]bool{
		":8080": true, "127.0.0.1:0": true, "[::1]:80": true, "localhost:http": true, "": false, "8080": false,
		":": false, "127.0.0.1": false, "127.0.0.1:": false, "::1": false, "a:b:c": false,
	} {
		c := usual()
		c.Addr = addr
		if err := c.Validate(); (err == nil) != ok {
			t.Errorf("HAILONG_ADDR %q: %v", addr, err)
		}
		c = usual()
		c.MetricsAddr = addr
		if err := c.Validate(); (err == nil) != ok {
			t.Errorf("HAILONG_METRICS_ADDR %q: %v", addr, err)
		}
	}
	c := usual()
	c.MetricsAddr = Off
	if err := c.Validate(); err != nil {
		t.Errorf("metrics off: %v", err)
	}
}

func TestAFaultySettingIsNamedInOneLine(t *testing.T) {
	for _, c := range []struct {
		name string
		set  func(*Config)
		want string
	}{
		{"address", func(c *Config) { c.Addr = "x" }, `HAILONG_ADDR "x" is not HOST:PORT`},
		{"metrics", func(c *Config) { c.MetricsAddr = "x" }, `HAILONG_METRICS_ADDR "x" is not HOST:PORT`},
		{"folder", func(c *Config) { c.DataDir = "" }, "HAILONG_DATA_DIR is empty"},
		{"public address", func(c *Config) { c.PublicURL = "khaosat.vn" }, `HAILONG_PUBLIC_URL "khaosat.vn"`},
		{"proxy", func(c *Config) { c.TrustedProxies = []string{"10.0.0.0/8", "10.0.0.0/33"} }, `HAILONG_TRUSTED_PROXIES: "10.0.0.0/33"`},
		{"MongoDB", func(c *Config) { c.MongoDBURI = "postgres://u:bi-mat@h" }, "HAILONG_MONGODB_URI does not begin with mongodb://"},
	} {
		k := usual()
		c.set(&k)
		err := k.Validate()
		if err == nil {
			t.Errorf("%s: accepted", c.name)
			continue
		}
		if got := err.Error(); !strings.HasPrefix(got, c.want) || strings.ContainsAny(got, "\n") || strings.Contains(got, "bi-mat") {
			t.Errorf("%s: got %q, want one line that begins with %q", c.name, got, c.want)
		}
	}
}

func TestProxiesAreAddressesOrRanges(t *testing.T) {
	c := usual()
	c.TrustedProxies = []string{"10.0.0.1", "10.0.0.0/8", "::1", "fd00::/8"}
	if err := c.Validate(); err != nil {
		t.Error(err)
	}
}

func TestAPublicAddressIsASchemeAndAHost(t *testing.T) {
	for given, want := range map[string]string{
		"https://khaosat.example.vn": "https://khaosat.example.vn", "https://khaosat.example.vn/": "https://khaosat.example.vn",
		"HTTP://192.168.1.5:8080": "http://192.168.1.5:8080", "http://[fd00::5]:80": "http://[fd00::5]:80",
		"http://localhost": "http://localhost", "https://xn--khost-1qa7081f.vn": "https://xn--khost-1qa7081f.vn",
		"": "", "khaosat.vn": "", "//khaosat.vn": "", "https://": "", "https://:80": "", "ftp://khaosat.vn": "", "javascript:alert(1)": "",
		"https://khaosat.vn/s": "", "https://khaosat.vn?x=1": "", "https://khaosat.vn#x": "", "https://u:p@khaosat.vn": "",
		"https://khảosát.vn": "", "https://khaosat.vn:": "", "https://khao sat.vn": "", "https://khaosat.vn:port": "",
		"https://khaosat.vn?": "https://khaosat.vn", "https://khaosat.vn/%2F": "https://khaosat.vn",
	} {
		u, err := ParsePublicURL(given)
		switch {
		case want == "" && err == nil:
			t.Errorf("%q: accepted as %s", given, u)
		case want == "":
			if strings.Contains(err.Error(), "\n") || !strings.Contains(err.Error(), "HAILONG_PUBLIC_URL") {
				t.Errorf("%q: the error %q does not name the setting in a line", given, err)
			}
		case err != nil:
			t.Errorf("%q: %v", given, err)
		case u.String() != want || u.JoinPath("s", "DEMO").String() != want+"/s/DEMO":
			t.Errorf("%q: got %s, want %s", given, u, want)
		}
	}
}

func TestAMisspeltVariableIsFound(t *testing.T) {
	got := Unknown([]string{"PATH=/bin", "HAILONG_ADDR=:80", "HAILONG_PORT=80", "HAILONG_TEST_KILLS=5", "HAILONG_ADDRESS", "hailong_addr=x", "HAILONG_=x"})
	if want := []string{"HAILONG_", "HAILONG_ADDRESS", "HAILONG_PORT"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := Unknown([]string{"PATH=/bin"}); len(got) != 0 {
		t.Errorf("got %q, want none", got)
	}
}
