package web_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"hailong/internal/staff"
)

// How many bad requests are sent, and what they are drawn from. The gate sends a
// share; HAILONG_BAD_REQUESTS, or the tag "faults", asks for all of them.
const (
	badShare = 8_000
	badSeed  = 7
	badHands = 4 // at once
)

func badRequests(t *testing.T) int {
	t.Helper()
	asked := os.Getenv("HAILONG_BAD_REQUESTS")
	if asked == "" {
		return badShare
	}
	n, err := strconv.Atoi(asked)
	if err != nil || n < 1 {
		t.Fatalf("HAILONG_BAD_REQUESTS=%s is no number of requests", asked)
	}
	return n
}

func TestS1BadRequestsOnEveryRouteNeverBringAFaultOfOurs(t *testing.T) { sendBad(t, badRequests(t)) }

// sendBad sends bad requests to every route, as nobody and as every role.
func sendBad(t *testing.T, n int) {
	s := quarterIsOver(t)
	s.fill("dot-demo", 60)
	w := &wardens{site: s, statuses: map[int]int{}, routes: map[string]int{}}
	for _, role := range staff.Roles {
		s.account(string(role), role)
		w.tokens = append(w.tokens, s.token(role))
	}
	w.refresh()
	whole := mischief{routes: s.everyRoute(), paths: s.everyPath(), names: fieldsOf(t), good: goodValues}
	for _, value := range whole.paths {
		whole.good = append(whole.good, value)
	}
	slices.Sort(whole.names) // maps have no order, a seed wants one
	slices.Sort(whole.good)
	var group sync.WaitGroup
	for hand := range badHands {
		group.Go(func() {
			m := whole
			m.Rand = rand.New(rand.NewPCG(badSeed, uint64(hand)))
			w.send(&m, n/badHands+1)
		})
	}
	group.Wait()
	t.Logf("seed %d: %d bad requests to %d routes, by status: %s", badSeed, w.sent, len(whole.routes), w.summary())
	for _, route := range whole.routes {
		if w.routes[route] < n/len(whole.routes)/4 {
			t.Errorf("got %d bad requests to %s of %d", w.routes[route], route, w.sent)
		}
	}
	for line := range strings.Lines(s.log.String()) {
		if strings.Contains(line, `"level":"ERROR"`) {
			t.Errorf("the log holds an error: %.3000s", line)
			break
		}
	}
}

// goodValues are some of which each fits somewhere.
var goodValues = []string{
	"1", "2", "5", "na", "10", "dot-demo", "dot-demofull", "ninh-giang", "trung-tam", "DEMO", "DEMOFULL", "2026-Q4", "2026-Q3", "2026-H2", "2026", "2026-10-05", "2026-11-22", "2026-12-31", "qr", "slip", "paper", "vi", "en",
	"officer", "admin", "approver", "*", "calendar", "window", "short@1", "full@1", "trung-tam/1", "trung-tam/", "HOTICH", "DATDAI", "trial", "duplicate", "approve", "reject", "publish", "a4", "a5", "csv", "xlsx", "pdf", "json", "docx",
	"0123456789abcdef", "Phiếu thử trước khi mở", "Đợt khảo sát mới", "lan", adminPassword, "08:00", "17:00", "on", "yes", "1-5", "short", "full", "DEMO.csv", "2026-Q4.csv", "nhat-ky.csv", "bao-cao.pdf",
}

// everyRoute lists all routes.
func (s *site) everyRoute() []string {
	var list []string
	for _, r := range s.server.Routes() {
		list = append(list, r.Method+" "+r.Path)
	}
	slices.Sort(list)
	return list
}

// everyPath is ownPaths with what stands in the addresses of citizens.
func (s *site) everyPath() pathOf {
	s.t.Helper()
	paths := s.ownPaths()
	s.publish("dot-closed", "", 1)
	maps.Copy(paths, pathOf{
		"s:code": "DEMO", "results:unit": "ninh-giang", ":unit:period": "2026-Q3", ":period:file": "dot-closed-1.csv", "contact:unit": "ninh-giang",
		"f:batch": paths["paper:batch"], ":batch:serial": "1", ":serial:side": "1", "static*path": "css/office.css", "p:slip": "0000-0000-000",
	})
	return paths
}

// wardens look at what comes of bad requests. Some of those really log out, close
// accounts and revoke tokens, so the hands are made anew all the time.
type wardens struct {
	*site
	tokens []string

	mu       sync.Mutex
	sessions []string
	sent     int
	bad      int
	statuses map[int]int
	routes   map[string]int
}

func (w *wardens) refresh() {
	ctx := w.t.Context()
	w.mu.Lock()
	defer w.mu.Unlock()
	w.sessions = w.sessions[:0]
	for i, role := range staff.Roles {
		name := string(role)
		if err := w.office.Accounts.SetDisabled(ctx, name, false); err != nil {
			w.t.Error(err)
		}
		if err := w.office.Accounts.SetRole(ctx, name, role, ""); err != nil {
			w.t.Error(err)
		}
		a, err := w.office.Accounts.Account(ctx, name)
		if err != nil {
			w.t.Error(err)
		}
		secret, err := w.office.Sessions.Begin(ctx, a, w.clock())
		if err != nil {
			w.t.Error(err)
		}
		w.sessions = append(w.sessions, secret)
		if _, err := w.office.Tokens.Token(ctx, w.tokens[i]); err != nil {
			w.tokens[i] = w.token(role)
		}
	}
}

// dress makes a request nobody's, or that of a role.
func (w *wardens) dress(m *mischief, r *http.Request) {
	w.mu.Lock()
	defer w.mu.Unlock()
	who := m.IntN(len(staff.Roles))
	switch m.IntN(6) {
	case 0:
	case 1:
		r.Header.Set("Authorization", "Bearer "+w.tokens[who])
	default:
		r.Header.Set("Cookie", "hailong="+w.sessions[who])
	}
}

func (w *wardens) send(m *mischief, n int) {
	for sent := 0; sent < n; {
		r, route := m.request()
		if r == nil {
			continue
		}
		if sent%200 == 0 {
			w.refresh()
		}
		sent++
		w.dress(m, r)
		answer := patient{httptest.NewRecorder()}
		what := fmt.Sprintf("%s %.300s %.500v", r.Method, r.URL.RequestURI(), r.Header)
		w.server.Handler().ServeHTTP(answer, r.WithContext(w.t.Context()))
		w.judge(route, what, answer)
	}
}

// patient is a recorder with the deadlines of a connection, which never come.
type patient struct{ *httptest.ResponseRecorder }

func (patient) SetReadDeadline(time.Time) error  { return nil }
func (patient) SetWriteDeadline(time.Time) error { return nil }

// judge counts an answer; ten faults are told, with their requests.
func (w *wardens) judge(route, what string, answer patient) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.sent++
	w.statuses[answer.Code]++
	w.routes[route]++
	broken := strings.Contains(answer.Header().Get("Content-Type"), "utf-8") && answer.Header().Get("Content-Encoding") == "" && !utf8.Valid(answer.Body.Bytes())
	if answer.Code < 500 && answer.Header().Get("X-Content-Type-Options") == "nosniff" && !broken {
		return
	}
	if w.bad++; w.bad <= 10 {
		w.t.Errorf("seed %d, status %d, half a character in it %v: %s", badSeed, answer.Code, broken, what)
	}
}

func (w *wardens) summary() string {
	var b strings.Builder
	for _, status := range slices.Sorted(maps.Keys(w.statuses)) {
		fmt.Fprintf(&b, "%d×%d ", w.statuses[status], status)
	}
	return b.String()
}
