package web_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"hailong/internal/staff"
)

// unsafe are the routes that change something.
func (s *site) unsafe() []string {
	return slices.DeleteFunc(s.everyRoute(), func(route string) bool {
		return strings.HasPrefix(route, "GET ") || strings.HasPrefix(route, "HEAD ")
	})
}

// A frame is what a browser says about the page that makes it send something.
type frame struct {
	site, origin string
	// alone: no browser says this of another site's page, unless it is so old that
	// it says nothing; then the cookie, which is SameSite=Lax, stays at home.
	alone bool
}

func frames() (list []frame) {
	for _, site := range []string{"cross-site", "same-site", "none", ""} {
		for _, origin := range []string{"https://evil.example", "null", ""} {
			list = append(list, frame{site, origin, origin == "" && (site == "none" || site == "")})
		}
	}
	return list
}

func TestS4CrossSiteRequestsCannotAct(t *testing.T) {
	s := quarterIsOver(t)
	paths := s.everyPath()
	hands := []*http.Cookie{s.loginAs("quan-tri", staff.Admin), s.login("lan"), s.login("chu-tich")}
	before := s.dump()
	sent := 0
	for _, route := range s.unsafe() {
		_, pattern, _ := strings.Cut(route, " ")
		for _, f := range frames() {
			for _, hand := range hands {
				if f.alone && (!strings.HasPrefix(pattern, "/office") || pattern == "/office/login") {
					continue // a program may send what any citizen may, and knock
				}
				r := s.request(http.MethodPost, paths.anywhere(pattern), strings.NewReader(plausible))
				r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
				f.put(r, hand)
				sent++
				if got := s.do(r); got.StatusCode != http.StatusForbidden && !f.alone {
					t.Errorf("%s from %q, origin %q: status %d", route, f.site, f.origin, got.StatusCode)
				}
			}
		}
		before = s.unchanged(t, before, route)
	}
	t.Logf("%d requests to %d routes changed nothing", sent, len(s.unsafe()))
	if acting := s.acting(hands[0], paths); acting < 20 {
		t.Errorf("got %d routes on which the same requests do act from our own page, want most", acting)
	}
}

// plausible is a form of which some part fits nearly everywhere.
const plausible = "HL0=5&key=0123456789abcdef&username=moi&role=officer&unit=ninh-giang&name=Moi&ticket=1&campaign=dot-demo&place=trung-tam&where=trung-tam/&count=20&days=30&why=xin&text=Phieu+thu+truoc+khi+mo&reason=trial&from=2026-10-01&to=2026-10-02&verdict=approve&note=xin+cam+on&password=mat-khau-cua-bai-thu&kind=a4&lang=vi"

func (f frame) put(r *http.Request, hand *http.Cookie) {
	if f.site != "" {
		r.Header.Set("Sec-Fetch-Site", f.site)
	}
	if f.origin != "" {
		r.Header.Set("Origin", f.origin)
	}
	if !f.alone {
		r.AddCookie(hand)
	}
}

// acting counts the routes on which the same request changes something when our
// own page sends it: else the test above would hold for a service that does nothing.
func (s *site) acting(hand *http.Cookie, paths pathOf) (n int) {
	before := s.dump()
	for _, route := range s.unsafe() {
		_, pattern, _ := strings.Cut(route, " ")
		if strings.HasSuffix(pattern, "/logout") || strings.HasPrefix(pattern, "/office/me") {
			continue
		}
		r := s.request(http.MethodPost, paths.anywhere(pattern), strings.NewReader(plausible))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		frame{site: "same-origin", origin: "http://khaosat.example.vn"}.put(r, hand)
		s.do(r)
		after := s.dump()
		if len(changes(before, after)) > 0 {
			n++
		}
		before = after
	}
	return n
}

// noted is what looking may write down: that somebody took a file away, and
// that a session is in use.
var noted = []string{"", "audit audit-head", "session-uses", "audit audit-head session-uses"}

// A link or a picture on another site is a GET, which nothing refuses: so none may
// change anything.
func TestS4NoRouteThatOnlyReadsChangesAnything(t *testing.T) {
	s := quarterIsOver(t)
	paths := s.everyPath()
	hands := []*http.Cookie{s.loginAs("quan-tri", staff.Admin), s.login("lan"), s.login("chu-tich")}
	s.get("/s/DEMO") // the first form of all makes the secret of their keys
	before := s.dump()
	for _, route := range s.everyRoute() {
		method, pattern, _ := strings.Cut(route, " ")
		if method == http.MethodPost {
			continue
		}
		for _, hand := range hands {
			r := s.request(method, paths.anywhere(pattern), nil)
			frame{site: "cross-site"}.put(r, hand)
			s.do(r)
		}
		after := s.dump()
		if list := changes(before, after); !slices.Contains(noted, kindsOf(list)) {
			t.Errorf("%s changed %v", route, list)
		}
		before = after
	}
}
