// Package config is what an operator can set: flags over environment over
// defaults, in one struct. It checks what can be checked without touching the
// disk or the network. Only cmd reads it.
package config

import (
	"fmt"
	"net"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// Config is the whole configuration. The tags are kong's: a flag of the same
// name overrides the variable.
type Config struct {
	Addr           string   `env:"HAILONG_ADDR" default:":8080" placeholder:"HOST:PORT" help:"Address the service listens on."`
	DataDir        string   `env:"HAILONG_DATA_DIR" default:"./data" placeholder:"DIR" help:"Folder of the embedded store, where no MongoDB is named."`
	MongoDBURI     string   `name:"mongodb-uri" env:"HAILONG_MONGODB_URI" placeholder:"URI" help:"Address of a MongoDB database to use instead of the embedded store."`
	PublicURL      string   `name:"public-url" env:"HAILONG_PUBLIC_URL" placeholder:"URL" help:"Address that QR codes point at. Default: this machine's address in the local network."`
	MetricsAddr    string   `env:"HAILONG_METRICS_ADDR" default:"127.0.0.1:9090" placeholder:"HOST:PORT" help:"Address of the Prometheus metrics; off turns them off."`
	TrustedProxies []string `env:"HAILONG_TRUSTED_PROXIES" placeholder:"CIDR,…" help:"Addresses of reverse proxies whose forwarding headers are believed. Default: none."`
	EmbedAncestors []string `env:"HAILONG_EMBED_ANCESTORS" placeholder:"ORIGIN,…" help:"Portals that may show the published result in a frame, such as https://ninhgiang.haiphong.gov.vn. Default: none but this service."`
	AdminPassword  string   `env:"HAILONG_ADMIN_PASSWORD" placeholder:"PASSWORD" help:"Password of the first account, used at the first start only. Default: one is generated and printed once."`
	RateLimit      string   `env:"HAILONG_RATE_LIMIT" default:"on" enum:"on,off" help:"Limits of public submissions by sender, code and commune, and of wrong slip codes (on, off). Turn them off for load tests only."`
	Templates      string   `env:"HAILONG_TEMPLATES" placeholder:"DIR" help:"Folder of questionnaires (*.yaml) to use instead of the built-in ones."`
	LogLevel       string   `env:"HAILONG_LOG_LEVEL" default:"info" enum:"debug,info,warn,error" help:"What is logged (debug, info, warn, error); debug has a line for each request."`

	BackupDir       string `env:"HAILONG_BACKUP_DIR" placeholder:"DIR" help:"Folder for a backup every night. Default: none is made."`
	BackupKeep      int    `env:"HAILONG_BACKUP_KEEP" default:"30" placeholder:"N" help:"How many of the nightly backups are kept, the newest."`
	BackupRecipient string `env:"HAILONG_BACKUP_RECIPIENT" placeholder:"age1…" help:"Public key of age that nightly backups are encrypted for. Default: they are not encrypted."`
}

// DefaultMetricsAddr is the address of the metrics where nobody chose one.
const DefaultMetricsAddr = "127.0.0.1:9090"

// Off is the value that turns the metrics, or the limits, off.
const Off = "off"

// Validate reports the first setting that cannot work, in one line that says
// what to do. Kong calls it after reading flags and environment.
func (c *Config) Validate() error {
	if !hostPort(c.Addr) {
		return fmt.Errorf("HAILONG_ADDR %q is not HOST:PORT; try :8080", c.Addr)
	}
	if c.MetricsAddr != Off {
		if !hostPort(c.MetricsAddr) {
			return fmt.Errorf("HAILONG_METRICS_ADDR %q is not HOST:PORT; try 127.0.0.1:9090, or off", c.MetricsAddr)
		}
	}
	if c.DataDir == "" {
		return fmt.Errorf("HAILONG_DATA_DIR is empty; name a folder, such as ./data")
	}
	if c.MongoDBURI != "" && !strings.HasPrefix(c.MongoDBURI, "mongodb://") && !strings.HasPrefix(c.MongoDBURI, "mongodb+srv://") {
		// The value may hold a password and is never repeated.
		return fmt.Errorf("HAILONG_MONGODB_URI does not begin with mongodb:// or mongodb+srv://; correct it, or leave it out for the embedded store")
	}
	if c.BackupDir != "" && c.BackupKeep < 1 {
		return fmt.Errorf("HAILONG_BACKUP_KEEP %d: keep at least 1", c.BackupKeep)
	}
	if c.BackupRecipient != "" && !strings.HasPrefix(c.BackupRecipient, "age1") {
		return fmt.Errorf("HAILONG_BACKUP_RECIPIENT does not begin with age1; give the public key, which age-keygen -y shows, and keep the secret one elsewhere")
	}
	if c.PublicURL != "" {
		if _, err := ParsePublicURL(c.PublicURL); err != nil {
			return err
		}
	}
	for _, o := range c.EmbedAncestors {
		if u, err := url.Parse(o); err != nil || u.Scheme+"://"+u.Host != o || !origin.MatchString(o) {
			return fmt.Errorf("HAILONG_EMBED_ANCESTORS: %q is not the origin of a portal; write https:// and the name, without a path, such as https://ninhgiang.haiphong.gov.vn, and commas between several", o)
		}
	}
	for _, p := range c.TrustedProxies {
		if _, _, err := net.ParseCIDR(p); err != nil && net.ParseIP(p) == nil {
			return fmt.Errorf("HAILONG_TRUSTED_PROXIES: %q is neither an address nor a range such as 10.0.0.0/8", p)
		}
	}
	return nil
}

// hostPort reports whether an address names a port; without one the system
// would choose another at each start.
func hostPort(addr string) bool {
	_, port, err := net.SplitHostPort(addr)
	return err == nil && port != ""
}

// ParsePublicURL reads an address for posters: http or https, a host in plain
// letters (xn--… for others, as browsers send it), and nothing after it.
func ParsePublicURL(s string) (*url.URL, error) {
	u, err := url.Parse(s)
	plain := err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != "" &&
		strings.Trim(u.Path, "/") == "" && u.RawQuery == "" && u.Fragment == "" && u.User == nil &&
		!strings.HasSuffix(u.Host, ":") && strings.IndexFunc(u.Host, outsideASCII) < 0
	if !plain {
		return nil, fmt.Errorf("HAILONG_PUBLIC_URL %q is not an address such as https://khaosat.example.vn", s)
	}
	return &url.URL{Scheme: u.Scheme, Host: u.Host}, nil
}

// origin is what may stand in a list of frame ancestors: nothing in it can end the
// list or mean everybody.
var origin = regexp.MustCompile(`^https?://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?$`)

func outsideASCII(r rune) bool { return r > unicode.MaxASCII }

// variables are the environment variables that mean something. Those of the
// tests begin with HAILONG_TEST_.
var variables = []string{
	"HAILONG_ADDR", "HAILONG_DATA_DIR", "HAILONG_MONGODB_URI", "HAILONG_PUBLIC_URL",
	"HAILONG_METRICS_ADDR", "HAILONG_TRUSTED_PROXIES", "HAILONG_ADMIN_PASSWORD",
	"HAILONG_RATE_LIMIT", "HAILONG_TEMPLATES", "HAILONG_LOG_LEVEL", "HAILONG_EMBED_ANCESTORS",
	"HAILONG_BACKUP_DIR", "HAILONG_BACKUP_KEEP", "HAILONG_BACKUP_RECIPIENT",
}

// Unknown returns the names of HAILONG_ variables that mean nothing: a misspelt
// setting is silently another setting.
func Unknown(environ []string) []string {
	var names []string
	for _, e := range environ {
		name, _, _ := strings.Cut(e, "=")
		if strings.HasPrefix(name, "HAILONG_") && !strings.HasPrefix(name, "HAILONG_TEST_") && !slices.Contains(variables, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}
