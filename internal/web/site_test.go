package web_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"hailong/internal/audit"
	"hailong/internal/catalog"
	"hailong/internal/daybook"
	"hailong/internal/intake"
	"hailong/internal/paper"
	"hailong/internal/period"
	"hailong/internal/register"
	"hailong/internal/slip"
	"hailong/internal/staff"
	"hailong/internal/store"
	"hailong/internal/store/sqlitestore"
	"hailong/internal/survey"
	"hailong/internal/web"
	templates "hailong/survey-templates"
)

// A site is the whole service over a real store, on the 23rd of November 2026.
type site struct {
	t       testing.TB
	store   *sqlitestore.Store
	catalog *catalog.Catalog
	desk    *intake.Desk
	office  *staff.Office
	ledger  *paper.Ledger
	options web.Options
	server  *web.Server
	metrics *web.Metrics
	traffic *register.Traffic
	http    *httptest.Server
	log     *lockedBuffer
	logger  *slog.Logger

	// final are the days that are locked.
	final map[survey.Date]bool

	mu  sync.Mutex
	now time.Time
	// drift is by how much the clock moves whenever it is asked.
	drift time.Duration
}

const adminPassword = "mat-khau-cua-bai-thu"

func newSite(t testing.TB) *site {
	t.Helper()
	s := &site{t: t, log: &lockedBuffer{}, metrics: web.NewMetrics()}
	s.logger = slog.New(slog.NewJSONHandler(s.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	s.at("2026-11-23 09:00")
	var err error
	if s.store, err = sqlitestore.Open(t.Context(), t.TempDir()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.store.Close() })
	if s.catalog, err = catalog.Load(templates.FS); err != nil {
		t.Fatal(err)
	}
	s.furnish()
	queue := intake.NewQueue(s.store, intake.QueueOptions{Depth: 1000, Now: s.clock, Notify: s.metrics.Commit})
	t.Cleanup(queue.Close)
	s.desk = intake.NewDesk(s.store, s.catalog, queue, s.clock)
	s.office = staff.NewOffice(s.store, rand.Reader, s.clock)
	s.traffic = register.NewTraffic(s.store, "máy thử", s.clock)
	book := daybook.New(s.store, s.clock, daybook.Options{Templates: s.catalog})
	s.ledger = paper.NewLedger(paper.LedgerOptions{
		Registry: s.store, Responses: book.Guard(s.store), Catalog: s.catalog, Rand: rand.Reader, Now: s.clock,
		Locked: func(_ context.Context, _ string, d survey.Date) (bool, error) { return s.final[d], nil },
	})
	s.options = web.Options{
		Store: s.store, Counter: book, Watch: book, Catalog: s.catalog, Desk: s.desk, Staff: s.office,
		Slips: slip.NewIssuer(s.store, rand.Reader, s.clock), Paper: paper.NewIssuer(s.store, s.clock), Ledger: s.ledger, Audit: audit.New(s.store, s.clock), Metrics: s.metrics, Traffic: s.traffic,
		Log: s.logger, Now: s.clock, PublicURL: &url.URL{Scheme: "http", Host: "khaosat.example.vn"},
	}
	s.server, err = web.New(s.options)
	if err != nil {
		t.Fatal(err)
	}
	s.http = httptest.NewServer(s.server.Handler())
	t.Cleanup(s.http.Close)
	return s
}

// wholeLog ends the server and gives its log. A request is logged after its
// answer has gone out, so that a test which reads the log of a server that runs
// may come before the line it looks for.
func (s *site) wholeLog() string {
	s.http.Close()
	return s.log.String()
}

// furnish puts in one commune with two campaigns, as a first start does, and a
// code for each state that a citizen can meet.
func (s *site) furnish() {
	s.t.Helper()
	put(s, store.Units, "ninh-giang", survey.Unit{
		Code: "ninh-giang", Name: survey.Text{"vi": "xã Ninh Giang"},
		Authority: survey.Text{"vi": "Ủy ban nhân dân xã Ninh Giang", "en": "People's Committee of Ninh Giang commune"},
	})
	put(s, store.Places, "trung-tam", survey.Place{
		Code: "trung-tam", Unit: "ninh-giang",
		Name:     survey.Text{"vi": "Trung tâm Phục vụ hành chính công", "en": "Public Administration Service Centre"},
		Counters: []survey.Counter{{Code: "1", Name: survey.Text{"vi": "Quầy 1", "en": "Counter 1"}}},
	})
	closed := survey.Day(2026, 9, 30)
	s.campaign("short", survey.Campaign{Opens: survey.Day(2026, 10, 1)}, "DEMO", false)
	s.campaign("full", survey.Campaign{Opens: survey.Day(2026, 10, 1)}, "DEMOFULL", false)
	s.campaign("short", survey.Campaign{Opens: survey.Day(2026, 7, 1), Closes: &closed}, "CLOSED", false)
	s.campaign("short", survey.Campaign{Opens: survey.Day(2027, 1, 1)}, "EARLY", false)
	s.campaign("short", survey.Campaign{Opens: survey.Day(2026, 10, 1)}, "VOIDED", true)
}

func (s *site) campaign(template string, c survey.Campaign, poster string, voided bool) {
	s.t.Helper()
	c.Code, c.Unit, c.Scheme = "dot-"+strings.ToLower(poster), "ninh-giang", "calendar"
	c.Template = survey.Ref{Code: template, Version: 1}
	c.Name = survey.Text{"vi": "Đợt " + poster}
	put(s, store.Campaigns, c.Code, c)
	put(s, store.Posters, poster, survey.Poster{
		Code: poster, Campaign: c.Code, Place: "trung-tam", Counter: "1", Channel: survey.ChannelQR, Voided: voided,
	})
}

func put[T any](s *site, k store.Kind[T], id string, v T) {
	s.t.Helper()
	if err := k.Replace(s.t.Context(), s.store, id, v); err != nil {
		s.t.Fatal(err)
	}
}

func (s *site) clock() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now = s.now.Add(s.drift)
	return s.now
}

// at sets the clock to a local time of the commune.
func (s *site) at(local string) {
	s.t.Helper()
	t, err := time.ParseInLocation("2006-01-02 15:04", local, period.Local(time.Unix(0, 0)).Location())
	if err != nil {
		s.t.Fatal(err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now = t
}

// token makes an API token.
func (s *site) token(role staff.Role) string {
	s.t.Helper()
	token, err := s.office.NewToken(s.t.Context(), role)
	if err != nil {
		s.t.Fatal(err)
	}
	return token
}

// A reply is an answer with its body read.
type reply struct {
	*http.Response
	body string
}

// do sends a request and follows no redirect.
func (s *site) do(r *http.Request) reply {
	s.t.Helper()
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return reply{answer, string(body)}
}

func (s *site) request(method, path string, body io.Reader) *http.Request {
	s.t.Helper()
	r, err := http.NewRequestWithContext(s.t.Context(), method, s.http.URL+path, body)
	if err != nil {
		s.t.Fatal(err)
	}
	return r
}

func (s *site) get(path string) reply {
	s.t.Helper()
	return s.do(s.request(http.MethodGet, path, nil))
}

func (s *site) getAs(token, path string) reply {
	s.t.Helper()
	r := s.request(http.MethodGet, path, nil)
	r.Header.Set("Authorization", "Bearer "+token)
	return s.do(r)
}

func (s *site) postForm(path string, values url.Values) reply {
	s.t.Helper()
	r := s.request(http.MethodPost, path, strings.NewReader(values.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return s.do(r)
}

func (s *site) postJSON(path, body string) reply {
	s.t.Helper()
	r := s.request(http.MethodPost, path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	return s.do(r)
}

// responses returns everything stored, as copies.
func (s *site) responses(campaign string) []survey.Response {
	s.t.Helper()
	var list []survey.Response
	for r, err := range s.store.Responses(s.t.Context(), survey.Scope{Campaign: campaign, From: 0, To: 40_000}) {
		if err != nil {
			s.t.Fatal(err)
		}
		c := *r
		c.Answers = bytes.Clone(r.Answers)
		list = append(list, c)
	}
	return list
}

// wants fails unless the answer has the status and holds every text.
func (r reply) wants(t testing.TB, status int, texts ...string) {
	t.Helper()
	if r.StatusCode != status {
		t.Errorf("%s %s: status %d, want %d", r.Request.Method, r.Request.URL.Path, r.StatusCode, status)
	}
	for _, text := range texts {
		if !strings.Contains(r.body, text) {
			t.Errorf("%s %s: the body lacks %q:\n%s", r.Request.Method, r.Request.URL.Path, text, head(r.body))
		}
	}
}

func head(s string) string {
	if _, main, ok := strings.Cut(s, "<main"); ok {
		s = main // what differs between two pages
	}
	if len(s) > 1500 {
		return s[:1500] + "…"
	}
	return s
}

// lockedBuffer is a log that is written while it is read.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}
