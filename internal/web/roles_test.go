package web_test

import (
	"crypto/rand"
	"flag"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hailong/internal/closing"
	"hailong/internal/paper"
	"hailong/internal/period"
	"hailong/internal/slip"
	"hailong/internal/staff"
	"hailong/internal/store"
	"hailong/internal/survey"
)

var update = flag.Bool("update", false, "write the golden files anew")

// A path of each route of the office, with what its parameters stand for in the
// commune of a site and in that of somebody else.
type pathOf map[string]string

// concrete puts values in for the parameters of a route.
func (p pathOf) concrete(t *testing.T, route string) string {
	t.Helper()
	pattern := strings.Split(route, "/")
	parts := slices.Clone(pattern)
	for i, part := range pattern {
		if !strings.HasPrefix(part, ":") {
			continue
		}
		value, ok := p[pattern[i-1]+part]
		if !ok {
			t.Errorf("route %s: say in the tests what %s%s may stand for", route, pattern[i-1], part)
		}
		parts[i] = url.PathEscape(value)
	}
	return strings.Join(parts, "/")
}

// guarded are the routes that want a login.
func (s *site) guarded() []string {
	var list []string
	for _, r := range s.server.Routes() {
		office := strings.HasPrefix(r.Path, "/office") && !strings.HasPrefix(r.Path, "/office/login") && r.Path != "/office/logout"
		api := strings.HasPrefix(r.Path, "/api/") && r.Path != "/api/v1/s/:code" && r.Path != "/api/v1/openapi.json"
		if office || api {
			list = append(list, r.Method+" "+r.Path)
		}
	}
	slices.Sort(list)
	return list
}

// ask sends an empty request to a route as the holder of a token and returns the
// status.
func (s *site) ask(token, route string, paths pathOf) int {
	s.t.Helper()
	method, pattern, _ := strings.Cut(route, " ")
	r := s.request(method, paths.concrete(s.t.(*testing.T), pattern), nil)
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	return s.do(r).StatusCode
}

// TestEveryRouteIsOpenToTheRolesOfTheTable walks every route with every role.
// The table is read by people: testdata/roles.golden says in one line a route who
// may, and a route that is missing there is a fault.
func TestEveryRouteIsOpenToTheRolesOfTheTable(t *testing.T) {
	s := newSite(t)
	paths := s.ownPaths()
	var table strings.Builder
	for _, route := range s.guarded() {
		if got := s.ask("", route, paths); got != http.StatusUnauthorized && got != http.StatusSeeOther {
			t.Errorf("%s without a login: status %d", route, got)
		}
		var may []string
		for _, role := range staff.Roles {
			switch got := s.ask(s.token(role), route, paths); {
			case got >= 500:
				t.Errorf("%s as %s: status %d", route, role, got)
			case got != http.StatusForbidden && got != http.StatusUnauthorized:
				may = append(may, string(role))
			}
		}
		fmt.Fprintf(&table, "%-52s %s\n", route, strings.Join(may, " "))
	}
	golden(t, "roles.golden", table.String())
}

// golden holds a text to a file of testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s is not as agreed (go test -run %s ./internal/web -update, then look at the difference):\n%s", name, t.Name(), got)
	}
}

// ownPaths gives each parameter a value that exists in the site's commune.
func (s *site) ownPaths() pathOf {
	return s.pathsOf("dot-demo", "DEMO", "trung-tam")
}

func (s *site) pathsOf(campaign, poster, place string) pathOf {
	s.t.Helper()
	slips, err := slip.NewIssuer(s.store, rand.Reader, s.clock).Issue(s.t.Context(), slip.Order{Campaign: campaign, Place: place, Count: 10, Days: 30, By: "lan"})
	if err != nil {
		s.t.Fatal(err)
	}
	forms, err := paper.NewIssuer(s.store, s.clock).Issue(s.t.Context(), paper.Order{Campaign: campaign, Place: place, Count: 10, By: "lan"})
	if err != nil {
		s.t.Fatal(err)
	}
	past := period.Of(period.Quarter, s.desk.Today(), period.Calendar).Previous()
	k, err := store.Campaigns.Get(s.t.Context(), s.store, campaign)
	if err != nil {
		s.t.Fatal(err)
	}
	k.Opens, _ = past.Dates(period.Calendar) // a quarter that it ran in can be locked
	put(s, store.Campaigns, k.Code, k)
	if _, err := s.server.Closing.Lock(s.t.Context(), closing.LockOrder{Campaign: campaign, Period: past, By: "lan"}); err != nil {
		s.t.Fatal(err)
	}
	account, token := s.appointed(campaign)
	proposed, asked := s.voidIn(campaign), s.contactIn(campaign)
	where, err := store.Places.Get(s.t.Context(), s.store, place)
	if err != nil {
		s.t.Fatal(err)
	}
	return s.withOpinions(campaign, place, pathOf{
		":campaign:period": past.String(), ":period:number": "1", "files:file": "bao-cao.csv",
		"editions:campaign": campaign, ":number:file": "bao-cao.csv",
		"accounts:name": account, "tokens:name": token,
		"voids:void": proposed.ID, "contacts:contact": asked.ID,
		"units:code": where.Unit, "places:code": place, "counters:counter": where.Counters[0].Code,
		"campaigns:code": campaign, "posters:code": poster, "slips:batch": slips.Code, "audit:file": "nhat-ky.csv", "paper:batch": forms.Code,
		"reports:campaign": campaign, ":campaign:file": "2026-Q4.csv",
	})
}

// appointed makes an account and a token for the commune of a campaign.
func (s *site) appointed(campaign string) (account, token string) {
	s.t.Helper()
	k, err := store.Campaigns.Get(s.t.Context(), s.store, campaign)
	if err != nil {
		s.t.Fatal(err)
	}
	account = "nguoi-" + k.Unit
	if _, err := s.office.Accounts.CreateAccount(s.t.Context(), staff.Account{Username: account, Role: staff.Clerk, Unit: k.Unit}, adminPassword); err != nil {
		s.t.Fatal(err)
	}
	if _, err := s.office.Tokens.NewToken(s.t.Context(), staff.Officer, k.Unit, s.clock()); err != nil {
		s.t.Fatal(err)
	}
	for t, err := range s.office.Tokens.All(s.t.Context()) {
		if err != nil {
			s.t.Fatal(err)
		}
		if t.Unit == k.Unit {
			token = t.Name
		}
	}
	return account, token
}

// filtered are the routes whose parameter names no thing of a commune: what they
// send is filtered.
var filtered = []string{"GET /office/audit/:file"}

// TestACommuneSeesItselfOnly asks, as everybody of one commune, for whatever
// another has: by its codes on every route, and in every list.
func TestACommuneSeesItselfOnly(t *testing.T) {
	s := newSite(t)
	const other = "XA-LA"
	put(s, store.Units, "xa-la", survey.Unit{Code: "xa-la", Name: survey.Text{"vi": other}, Authority: survey.Text{"vi": other}})
	put(s, store.Places, "noi-la", survey.Place{
		Code: "noi-la", Unit: "xa-la", Name: survey.Text{"vi": other}, Counters: []survey.Counter{{Code: "1", Name: survey.Text{"vi": other}}},
	})
	put(s, store.Campaigns, "dot-la", survey.Campaign{
		Code: "dot-la", Unit: "xa-la", Name: survey.Text{"vi": other}, Scheme: "calendar",
		Template: survey.Ref{Code: "short", Version: 1}, Opens: survey.Day(2026, 10, 1),
	})
	put(s, store.Posters, "LALALA", survey.Poster{Code: "LALALA", Campaign: "dot-la", Place: "noi-la", Channel: survey.ChannelQR})
	s.ownPaths()
	foreign := s.pathsOf("dot-la", "LALALA", "noi-la")
	for _, role := range staff.Roles {
		token, err := s.office.Tokens.NewToken(t.Context(), role, "ninh-giang", s.clock())
		if err != nil {
			t.Fatal(err)
		}
		for _, route := range s.guarded() {
			method, pattern, _ := strings.Cut(route, " ")
			if !strings.Contains(pattern, ":") {
				if got := s.getAs(token, pattern); method == http.MethodGet && (strings.Contains(got.body, other) || strings.Contains(got.body, "dot-la") || strings.Contains(got.body, "nguoi-xa-la")) {
					t.Errorf("%s as %s shows the other commune", route, role)
				}
				continue
			}
			if slices.Contains(filtered, route) {
				if got := s.getAs(token, foreign.concrete(t, pattern)); strings.Contains(got.body, "dot-la") {
					t.Errorf("%s as %s shows the other commune", route, role)
				}
				continue
			}
			if got := s.ask(token, route, foreign); got != http.StatusNotFound && got != http.StatusForbidden {
				t.Errorf("%s as %s for the other commune: status %d", route, role, got)
			}
		}
		for _, query := range []string{"/api/v1/index?campaign=dot-la", "/api/v1/export.csv?campaign=dot-la", "/office?campaign=dot-la", "/office/comments?campaign=dot-la", "/office/comments?place=noi-la", "/office/comments/names?unit=xa-la", "/office/tasks?campaign=dot-la"} {
			if got := s.getAs(token, query).StatusCode; got != http.StatusNotFound && got != http.StatusForbidden {
				t.Errorf("%s as %s: status %d", query, role, got)
			}
		}
	}
	officer, err := s.office.Tokens.NewToken(t.Context(), staff.Officer, "ninh-giang", s.clock())
	if err != nil {
		t.Fatal(err)
	}
	admin, err := s.office.Tokens.NewToken(t.Context(), staff.Admin, "ninh-giang", s.clock())
	if err != nil {
		t.Fatal(err)
	}
	for path, form := range map[string]url.Values{
		"/office/accounts":                  {"username": {"moi"}, "role": {"officer"}, "unit": {"xa-la"}, "ticket": {"1"}},
		"/office/accounts/nguoi-ninh-giang": {"role": {"officer"}, "unit": {"xa-la"}},
		"/office/tokens":                    {"role": {"officer"}, "unit": {"*"}, "ticket": {"2"}},
	} {
		r := s.request(http.MethodPost, path, strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Authorization", "Bearer "+admin)
		if got := s.do(r); got.StatusCode != http.StatusUnprocessableEntity {
			t.Errorf("POST %s for the other commune: status %d", path, got.StatusCode)
		}
	}
	hidden := url.Values{"unit": {"xa-la"}, "name": {"Đợt của người khác"}, "template": {"short@1"}, "scheme": {"calendar"}, "opens": {"2026-12-01"}}
	planned := s.request(http.MethodPost, "/office/campaigns", strings.NewReader(hidden.Encode()))
	planned.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	planned.Header.Set("Authorization", "Bearer "+officer)
	s.do(planned).wants(t, http.StatusNotFound)
	s.getAs(officer, "/office/campaign?unit=xa-la").wants(t, http.StatusNotFound)
	for path, form := range map[string]url.Values{
		"/office/posters":       {"campaign": {"dot-la"}, "where": {"noi-la/"}},
		"/office/posters/DEMO":  {"campaign": {"dot-la"}, "where": {"noi-la/"}},
		"/office/slips":         {"campaign": {"dot-la"}, "place": {"noi-la"}, "count": {"20"}, "days": {"30"}},
		"/office/paper":         {"campaign": {"dot-la"}, "place": {"noi-la"}, "count": {"20"}},
		"/office/posters/print": {"campaign": {"dot-la"}, "kind": {"a4"}, "lang": {"vi"}},
		"/office/voids":         {"campaign": {"dot-la"}, "from": {"2026-10-01"}, "to": {"2026-10-02"}, "reason": {"trial"}, "text": {"Phiếu thử trước khi mở"}},
		"/office/voids/new":     {"campaign": {"dot-la"}, "from": {"2026-10-01"}, "to": {"2026-10-02"}, "reason": {"trial"}, "text": {"Phiếu thử trước khi mở"}},
		"/office/tasks":         {"campaign": {"dot-la"}, "period": {"2026-Q4"}, "title": {"a"}, "said": {"b"}, "owner": {"c"}, "deadline": {"2026-12-31"}},
	} {
		r := s.request(http.MethodPost, path, strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Authorization", "Bearer "+officer)
		if got := s.do(r); got.StatusCode != http.StatusUnprocessableEntity {
			t.Errorf("POST %s for the other commune: status %d", path, got.StatusCode)
		}
	}
}
