package web_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"hailong/internal/staff"
	"hailong/internal/survey"
)

// jump moves the clock, which the machine's owner or a time server may do.
func (s *site) jump(by time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now = s.now.Add(by)
}

func TestAClockThatJumpsDisturbsNeitherPeopleNorFigures(t *testing.T) {
	s := newSite(t)
	s.at("2026-11-23 23:40")
	token := s.token(staff.Officer)
	s.account("lan", staff.Officer)
	session := s.login("lan")
	count := 0
	for _, c := range []struct {
		jump time.Duration
		day  survey.Date // by the clock as it stands
		in   int         // status of an office page
	}{
		{0, survey.Day(2026, 11, 23), http.StatusOK},
		{-5 * time.Minute, survey.Day(2026, 11, 23), http.StatusOK},
		{-time.Hour, survey.Day(2026, 11, 23), http.StatusOK},
		{time.Hour + 5*time.Minute, survey.Day(2026, 11, 23), http.StatusOK}, // right again
		// An hour ahead it is the next day, and the session was unused for an hour.
		{time.Hour, survey.Day(2026, 11, 24), http.StatusSeeOther},
		{-time.Hour, survey.Day(2026, 11, 23), http.StatusOK}, // and was not ended by it
		{20 * time.Minute, survey.Day(2026, 11, 24), http.StatusOK},
		{-5 * time.Minute, survey.Day(2026, 11, 23), http.StatusOK}, // midnight comes twice
	} {
		s.jump(c.jump)
		key := fmt.Sprintf("dong-ho-chay-sai-%02d", count)
		body := `{"key":"` + key + `","answers":{"HL0":5}}`
		s.get("/s/DEMO").wants(t, http.StatusOK)
		s.postJSON("/api/v1/s/DEMO", body).wants(t, http.StatusCreated)
		s.postJSON("/api/v1/s/DEMO", body).wants(t, http.StatusOK) // the same receipt, not one more
		count++
		if got := s.dayOf("dot-demo", key); got != c.day {
			t.Errorf("%v: the response is of %v, want %v", c.jump, got, c.day)
		}
		if got := s.with(session, http.MethodGet, "/office").StatusCode; got != c.in {
			t.Errorf("%v: the office answers %d, want %d", c.jump, got, c.in)
		}
		index := s.getAs(token, "/api/v1/index?campaign=dot-demo&period=2026-Q4")
		index.wants(t, http.StatusOK, fmt.Sprintf(`"responses":%d`, count))
		s.get("/readyz").wants(t, http.StatusOK)
	}
}

func TestAClockThatRunsBackwardsMeasuresNoNegativeTime(t *testing.T) {
	s := newSite(t)
	s.mu.Lock()
	s.drift = -time.Second
	s.mu.Unlock()
	for n := range 3 {
		s.postJSON("/api/v1/s/DEMO", fmt.Sprintf(`{"key":"dong-ho-chay-lui-%d","answers":{"HL0":5}}`, n)).wants(t, http.StatusCreated)
		s.get("/s/DEMO").wants(t, http.StatusOK)
	}
	s.noNegative(t)
}

func (s *site) dayOf(campaign, key string) survey.Date {
	s.t.Helper()
	for _, r := range s.responses(campaign) {
		if r.ID == survey.IDOf(campaign, key) {
			return r.Date
		}
	}
	s.t.Fatalf("%s is not stored", key)
	return 0
}

var seconds = regexp.MustCompile(`(?m)^hailong_\w+_seconds_sum\S* (\S+)$`)

// noNegative wants no time that was measured to have gone backwards.
func (s *site) noNegative(t *testing.T) {
	t.Helper()
	r := httptest.NewRecorder()
	s.metrics.Handler().ServeHTTP(r, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	found := seconds.FindAllStringSubmatch(r.Body.String(), -1)
	if len(found) < 3 {
		t.Fatalf("found only %d times in the metrics", len(found))
	}
	for _, m := range found {
		if v, err := strconv.ParseFloat(m[1], 64); err != nil || v < 0 {
			t.Errorf("%s: negative", strings.TrimSpace(m[0]))
		}
	}
}
