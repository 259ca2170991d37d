package main

import (
	"fmt"
	"net/http"
	"testing"
)

// TestTheLimitsAreOnUnlessTheyAreTurnedOff sends more from one address than anybody
// may, whatever the budget gains meanwhile.
func TestTheLimitsAreOnUnlessTheyAreTurnedOff(t *testing.T) {
	for value, want := range map[string]int{"on": http.StatusTooManyRequests, "off": http.StatusCreated} {
		c := newCaller(t, serve(t, t.TempDir(), "HAILONG_RATE_LIMIT="+value).ready.Address)
		var last reply
		for i := range 80 {
			last = c.must(c.postJSON("/api/v1/s/DEMO", fmt.Sprintf(`{"key":"a-program-sends-%04d","answers":{"HL0":5}}`, i)))
			if i < 60 && last.status != http.StatusCreated {
				t.Fatalf("limits %s: sheet %d: status %d", value, i+1, last.status)
			}
		}
		if last.status != want || (last.retry != "") != (value == "on") {
			t.Errorf("limits %s: the last has status %d, Retry-After %q; want %d", value, last.status, last.retry, want)
		}
	}
}
