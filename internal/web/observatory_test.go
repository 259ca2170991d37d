package web_test

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"regexp"
	"slices"
	"strings"
)

// An answered is what a rule looks at: an answer, and whether it came over TLS.
type answered struct {
	route  string // "METHOD /pattern", or what was wrong with the request
	tls    bool
	status int
	header http.Header
	body   string
}

// framers are the routes that other sites may show in a frame, with the ancestors
// that their policy names. None may today.
var framers = map[string]string{}

// cached are the routes whose good answers a browser or a proxy may keep: they
// are the same for everybody and change seldom.
var cached = []string{
	"/static/*path", "/results", "/results/:unit", "/results/:unit/:period", "/results/:unit/:period/:file", "/results-method", "/api/v1/openapi.json",
}

// A rule is one test of Mozilla's Observatory, as its scoring of version 5 has it,
// or one of ours. It gives the points that are taken away, or added where nothing
// was, and says what is wrong.
type rule struct {
	name  string
	score func(answered) (points int, wrong string)
}

// must is a rule that adds nothing and takes points away where it is broken.
func must(name string, points int, holds func(answered) bool) rule {
	return rule{name, func(a answered) (int, string) {
		if holds(a) {
			return 0, ""
		}
		return -points, name
	}}
}

// bonus is a rule that adds points where it holds.
func bonus(name string, points int, holds func(answered) bool) rule {
	return rule{name, func(a answered) (int, string) {
		if holds(a) {
			return points, ""
		}
		return -points, name
	}}
}

// directives takes a policy apart.
func directives(h http.Header) map[string][]string {
	d := map[string][]string{}
	for part := range strings.SplitSeq(strings.Join(h.Values("Content-Security-Policy"), ";"), ";") {
		if words := strings.Fields(part); len(words) > 0 {
			d[words[0]] = words[1:]
		}
	}
	return d
}

func only(list []string, allowed ...string) bool {
	return len(list) > 0 && !slices.ContainsFunc(list, func(s string) bool {
		return !slices.Contains(allowed, s) && !strings.HasPrefix(s, "'sha256-") && !strings.HasPrefix(s, "'sha384-")
	})
}

// observatory is the whole set: what its A+ asks for (100 points and more), and
// what promises.md §5.2 adds.
var observatory = []rule{
	bonus("policy: default-src 'none', nothing unsafe, no foreign source", 10, func(a answered) bool {
		d := directives(a.header)
		return only(d["default-src"], "'none'") && only(d["script-src"], "'self'") && only(d["style-src"], "'self'") && only(d["img-src"], "'self'", "data:") &&
			only(d["connect-src"], "'self'") && only(d["object-src"], "'none'") && !strings.Contains(a.header.Get("Content-Security-Policy"), "unsafe")
	}),
	must("policy: one header, base-uri 'none', form-action 'self'", 20, func(a answered) bool {
		d := directives(a.header)
		return len(a.header.Values("Content-Security-Policy")) == 1 && only(d["base-uri"], "'none'") && only(d["form-action"], "'self'")
	}),
	bonus("frames: frame-ancestors of the table, and X-Frame-Options for the old", 5, func(a answered) bool {
		_, pattern, _ := strings.Cut(a.route, " ")
		want, excepted := framers[pattern]
		if excepted {
			return strings.Join(directives(a.header)["frame-ancestors"], " ") == want && a.header.Get("X-Frame-Options") == ""
		}
		return only(directives(a.header)["frame-ancestors"], "'none'") && a.header.Get("X-Frame-Options") == "DENY"
	}),
	bonus("cookies: Secure, HttpOnly, SameSite, __Host-, no Domain", 5, func(a answered) bool {
		for _, c := range (&http.Response{Header: a.header}).Cookies() {
			tied := strings.HasPrefix(c.Name, "__Host-") && c.Secure
			if !c.HttpOnly || c.Domain != "" || c.Path != "/" || c.SameSite == http.SameSiteNoneMode || c.SameSite < http.SameSiteLaxMode || tied != a.tls {
				return false
			}
		}
		return true
	}),
	must("sharing: no other origin reads anything", 50, func(a answered) bool {
		return !slices.ContainsFunc(namesOf(a.header), func(name string) bool { return strings.HasPrefix(name, "Access-Control-") })
	}),
	must("redirection: to ourselves, by path", 20, func(a answered) bool {
		to := a.header.Get("Location")
		return to == "" || strings.HasPrefix(to, "/") && !strings.HasPrefix(to, "//") && !strings.ContainsAny(to, "\\\r\n")
	}),
	bonus("referrer: stays home", 5, func(a answered) bool { return a.header.Get("Referrer-Policy") == "same-origin" }),
	must("transport: half a year at least, over TLS and only there", 20, func(a answered) bool {
		h := a.header.Get("Strict-Transport-Security")
		return h == "max-age=31536000; includeSubDomains" && a.tls || h == "" && !a.tls
	}),
	must("types: not to be guessed", 5, func(a answered) bool { return a.header.Get("X-Content-Type-Options") == "nosniff" }),
	bonus("resources: for ourselves", 10, func(a answered) bool { return a.header.Get("Cross-Origin-Resource-Policy") == "same-origin" }),
	must("window: of its own", 5, func(a answered) bool { return a.header.Get("Cross-Origin-Opener-Policy") == "same-origin" }),
	must("permissions: no camera, microphone or place", 5, func(a answered) bool {
		return a.header.Get("Permissions-Policy") == "camera=(), microphone=(), geolocation=()"
	}),
	must("caches: keep nothing but what is everybody's", 20, func(a answered) bool {
		_, pattern, _ := strings.Cut(a.route, " ")
		kept := a.header.Get("Cache-Control")
		if kept == "no-store" {
			return true
		}
		good := slices.Contains(cached, pattern) && a.status == http.StatusOK && strings.HasPrefix(kept, "public, max-age=")
		return good && len(a.header.Values("Set-Cookie")) == 0
	}),
	must("caches: a page in two languages says so", 5, func(a answered) bool {
		page := strings.HasPrefix(a.header.Get("Content-Type"), "text/html")
		return !page || a.header.Get("Cache-Control") == "no-store" || strings.Contains(a.header.Get("Vary"), "Accept-Language")
	}),
	must("body: says what it is, and in which letters", 5, func(a answered) bool {
		kind := a.header.Get("Content-Type")
		return a.body == "" || kind != "" && (!strings.HasPrefix(kind, "text/") || strings.Contains(kind, "charset=utf-8"))
	}),
	must("scripts and styles: none in a page that its policy does not know", 20, func(a answered) bool {
		if !strings.HasPrefix(a.header.Get("Content-Type"), "text/html") {
			return true
		}
		return scriptsKnown(a) && !strings.Contains(a.body, " style=\"") && !strings.Contains(a.body, " onclick=") && !strings.Contains(a.body, "javascript:")
	}),
	must("inside: no name of a program, a version or a file", 5, func(a answered) bool {
		return a.header.Get("Server") == "" && a.header.Get("X-Powered-By") == "" && !strings.Contains(a.body, ".go:") && !strings.Contains(a.body, "sqlite")
	}),
}

func namesOf(h http.Header) []string {
	var list []string
	for name := range h {
		list = append(list, name)
	}
	return list
}

// grade adds the points of every rule up, from 100, and lists what is wrong. As
// in the Observatory, what is added counts only for who has 90 without it.
func grade(a answered) (score int, wrong []string) {
	score = 100
	added := 0
	for _, r := range observatory {
		points, fault := r.score(a)
		if fault != "" {
			wrong = append(wrong, fault)
		}
		if points > 0 {
			added += points
		} else {
			score += points
		}
	}
	if score >= 90 {
		score += added
	}
	return score, wrong
}

var inlineScript = regexp.MustCompile(`(?s)<script>(.*?)</script>`)

// scriptsKnown reports whether the policy allows each script of a page by its hash.
func scriptsKnown(a answered) bool {
	for _, found := range inlineScript.FindAllStringSubmatch(a.body, -1) {
		sum := sha256.Sum256([]byte(found[1]))
		if !strings.Contains(a.header.Get("Content-Security-Policy"), "'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'") {
			return false
		}
	}
	return true
}
