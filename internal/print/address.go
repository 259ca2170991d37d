package print

import (
	"net/url"
	"strings"
)

// Trial reports whether what points to the public address can only be tried
// out: there is none, or it is not https, so that a phone warns of it.
func Trial(public *url.URL) bool {
	return public == nil || public.Scheme != "https" || public.Hostname() == ""
}

// trialAddress is Trial for an address that was not read yet.
func trialAddress(address string) bool {
	u, err := url.Parse(address)
	return err != nil || Trial(u)
}

// A spelling is an address as it is read and typed by people: the host, which
// they compare with what their phone shows, and the path.
type spelling struct{ host, path string }

// spell returns how an address is printed. Phones add https by themselves.
func spell(address string) spelling {
	s := strings.TrimPrefix(address, "https://")
	scheme := ""
	if i := strings.Index(s, "://"); i >= 0 {
		scheme, s = s[:i+3], s[i+3:]
	}
	host, path, found := strings.Cut(s, "/")
	if found {
		path = "/" + path
	}
	return spelling{scheme + host, path}
}

// fit fits the address into a width and a height: on one line, or broken before
// the path and, where that is still too long, after the dots of the host and before
// the parts of the path and of the query, if that makes it clearly larger.
func (a spelling) fit(st style, w, h float64) block {
	host, path := st.face.clean(a.host), st.face.clean(a.path)
	one := st
	one.lines = 1
	whole := one.fit(host+path, w, h)
	host = strings.NewReplacer(".", "."+softBreak, "-", "-"+softBreak).Replace(host)
	path = strings.NewReplacer("/", softBreak+"/", "?", softBreak+"?", "&", softBreak+"&").Replace(path)
	broken := st.fit(host+hardBreak+path, w, h)
	if whole.cut || broken.size*0.8 > whole.size {
		return broken
	}
	return whole
}
