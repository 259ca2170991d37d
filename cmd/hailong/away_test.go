package main

import (
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"hailong/internal/store/mongostore/mongotest"
)

// absences are the ways in which a database can be away.
var absences = []struct {
	name  string
	fault mongotest.Fault
}{
	{"refuses", mongotest.Fault{Down: true}},
	{"swallows replies", mongotest.Fault{Silent: true}},
	{"takes ten seconds", mongotest.Fault{Delay: 10 * time.Second}},
	{"cuts every write", mongotest.Fault{Cut: "insert"}},
}

func TestWhileTheDatabaseIsAwayPeopleHearSoAndLoseNothing(t *testing.T) {
	uri := mongotest.Database(t)
	proxy, through := mongotest.NewProxy(t, uri)
	c := serve(t, through, "HAILONG_ADMIN_PASSWORD="+password)
	meters := newCaller(t, "http://"+c.ready.Metrics)
	office := newCaller(t, c.ready.Address)
	office.login(password)
	var before float64
	for round, away := range absences {
		t.Run(away.name, func(t *testing.T) { whileAway(t, c, office, proxy, away.fault, round) })
		running := gauge(t, meters, "go_goroutines")
		if round == 0 {
			before = running
		}
		// Connections that were given up come and go; what leaks grows by the request.
		if running > before+40 {
			t.Errorf("after %q %v goroutines run, after the first absence %v", away.name, running, before)
		}
		t.Logf("%s: %v goroutines, %.0f MB", away.name, running, gauge(t, meters, "process_resident_memory_bytes")/1e6)
	}
	c.stop()
	if n := rows(t, "csv", export(t, uri, "demo-short", "csv")); n != len(absences)*2 {
		t.Errorf("%d responses stored, want %d", n, len(absences)*2)
	}
}

// whileAway fills a form in before the database goes away, sends it while it is
// away, and once more when it is back.
func whileAway(t *testing.T, c *child, office *caller, proxy *mongotest.Proxy, fault mongotest.Fault, round int) {
	citizen := newCaller(t, c.ready.Address)
	form := keyField.FindStringSubmatch(citizen.get("/s/DEMO").body)
	sent := url.Values{"key": {form[1]}, "HL0": {"5"}, "comment": {"Cán bộ rất nhiệt tình"}, "lang": {"vi"}}
	key := name("kho-du-lieu-di-vang", round)

	proxy.Set(fault)
	for range 4 { // as impatient people do
		kept := inTime(t, citizen, func() reply { return citizen.postForm("/s/DEMO", sent) })
		kept.wants(t, 503, "Cán bộ rất nhiệt tình", form[1])
		if strings.Contains(kept.body, "Cảm ơn ông/bà đã") {
			t.Error("an answer that is not stored is thanked for")
		}
		if fault.Cut == "" {
			break // each takes its whole time
		}
	}
	problem := inTime(t, citizen, func() reply { return citizen.must(citizen.postJSON("/api/v1/s/DEMO", sheet(key, 3))) })
	problem.wants(t, 503, `"status":503`)
	inTime(t, citizen, func() reply { return citizen.get("/s/DEMO") }).wants(t, 200, "HL0")
	if fault.Cut == "" { // reading is not disturbed there
		inTime(t, office, func() reply { return office.get("/office") }).wants(t, 503)
		logged(t, "red", func() bool { return citizen.get("/readyz").status == 503 })
	}

	proxy.Set(mongotest.Fault{})
	logged(t, "green", func() bool { return citizen.get("/readyz").status == 200 })
	thanks := citizen.postForm("/s/DEMO", sent)
	thanks.wants(t, 200, "Cảm ơn")
	if r := citizen.must(citizen.postJSON("/api/v1/s/DEMO", sheet(key, 3))); r.status != 200 && r.status != 201 {
		t.Errorf("the same key after the return: status %d %s", r.status, r.body)
	}
	eventually(t, "the office did not come back", func() bool { return office.get("/office").status == 200 })
}

// logged waits for readiness to turn, and logs how long that took.
func logged(t *testing.T, colour string, so func() bool) {
	t.Helper()
	start := time.Now()
	eventually(t, "/readyz never turned "+colour, so)
	t.Logf("/readyz %s after %v", colour, time.Since(start).Round(time.Millisecond))
}

// inTime wants an answer that says when to come again, and logs one that is
// later than the three seconds that we promise.
func inTime(t *testing.T, c *caller, ask func() reply) reply {
	t.Helper()
	start := time.Now()
	r := ask()
	if took := time.Since(start); took > 3*time.Second {
		t.Logf("answered after %v", took)
	}
	if r.status == http.StatusServiceUnavailable && r.retry == "" {
		t.Errorf("%s: 503 without Retry-After", r.at)
	}
	return r
}

// gauge reads one value of the metrics.
func gauge(t *testing.T, meters *caller, name string) float64 {
	t.Helper()
	found := regexp.MustCompile(`(?m)^` + name + ` (\S+)$`).FindStringSubmatch(meters.get("/metrics").body)
	if found == nil {
		t.Fatalf("there is no %s", name)
	}
	v, err := strconv.ParseFloat(found[1], 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}
