package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"hailong/internal/config"
)

// opsFile is what the command prints.
func opsFile(t *testing.T, what string) string {
	t.Helper()
	s := command(t, "", "ops", what)
	s.works(t)
	return s.stdout
}

// outside runs a program that may not be installed on a file with a text.
func outside(t *testing.T, text, name, program string, args ...string) {
	t.Helper()
	if _, err := exec.LookPath(program); err != nil {
		t.Logf("%s is not installed; what it would say is not known", program)
		return
	}
	file := filepath.Join(t.TempDir(), name)
	must(t, os.WriteFile(file, []byte(text), 0o600))
	if out, err := exec.Command(program, append(args, file)...).CombinedOutput(); err != nil || program == "systemd-analyze" && args[0] == "verify" && len(out) > 0 {
		t.Errorf("%s %v: %v\n%s", program, args, err, out)
	}
}

func TestTheUnitStartsTheServiceWithWhatItKnowsAndHoldsItIn(t *testing.T) {
	unit := opsFile(t, "systemd")
	settings := make(map[string][]string)
	for line := range strings.Lines(unit) {
		if key, value, is := strings.Cut(strings.TrimSpace(line), "="); is && !strings.HasPrefix(line, "#") {
			settings[key] = append(settings[key], value)
		}
	}
	if unknown := config.Unknown(settings["Environment"]); len(unknown) > 0 || len(settings["Environment"]) < 3 {
		t.Errorf("variables %q, of which nothing is known of %q", settings["Environment"], unknown)
	}
	for key, want := range map[string]string{
		"ExecStart": "/usr/local/bin/hailong serve", "Restart": "on-failure", "RestartSec": "2", "StartLimitBurst": "10", "StartLimitIntervalSec": "300",
		"User": "hailong", "StateDirectory": "hailong", "ProtectSystem": "strict", "NoNewPrivileges": "yes", "MemoryMax": "512M", "CapabilityBoundingSet": "",
	} {
		if got := settings[key]; !slices.Equal(got, []string{want}) {
			t.Errorf("%s is %q, want %q", key, got, want)
		}
	}
	// The service needs 10 s to stop and must not be cut off before.
	if got := settings["TimeoutStopSec"]; !slices.Equal(got, []string{"20"}) {
		t.Errorf("TimeoutStopSec is %q", got)
	}
	here := strings.ReplaceAll(unit, "/usr/local/bin/hailong", os.Args[0])
	outside(t, here, "hailong.service", "systemd-analyze", "verify")
	outside(t, here, "hailong.service", "systemd-analyze", "security", "--offline=true", "--threshold=20")
}

func TestTheProxyStandsBeforeTheAddressOfTheUnit(t *testing.T) {
	proxy, unit := opsFile(t, "caddy"), opsFile(t, "systemd")
	holds(t, proxy, "reverse_proxy 127.0.0.1:8080", "health_uri /healthz", "Retry-After")
	holds(t, unit, "HAILONG_ADDR=127.0.0.1:8080\n", "HAILONG_TRUSTED_PROXIES=127.0.0.1,::1\n")
	for line := range strings.Lines(proxy) {
		if strings.HasPrefix(strings.TrimSpace(line), "log") {
			t.Error("the proxy keeps a log of who asked for what")
		}
	}
	if open, shut := strings.Count(proxy, "{"), strings.Count(proxy, "}"); open != shut || open < 3 {
		t.Errorf("%d braces open, %d close", open, shut)
	}
	outside(t, proxy, "Caddyfile", "caddy", "validate", "--adapter", "caddyfile", "--config")
}

// exported are the names of every series of a service that has taken a sheet, with
// their labels.
func exported(t *testing.T) map[string][]string {
	t.Helper()
	c := serve(t, newDir(t))
	caller := newCaller(t, c.ready.Address)
	if r, err := caller.postJSON("/api/v1/s/DEMO", sheet("de-co-so-lieu-01", 1)); err != nil || r.status != 201 {
		t.Fatalf("%v %v", r, err)
	}
	caller.get("/s/DEMO").wants(t, 200)
	series := regexp.MustCompile(`(?m)^([a-z_:]\w*)(?:\{([^}]*)\})? \S+$`)
	list := map[string][]string{"up": {`job="hailong"`}}
	for _, m := range series.FindAllStringSubmatch(newCaller(t, "http://"+c.ready.Metrics).get("/metrics").body, -1) {
		list[m[1]] = append(list[m[1]], m[2])
	}
	c.stop()
	return list
}

var (
	selector = regexp.MustCompile(`\b(up|hailong_\w+|process_\w+|go_\w+)(?:\{([^}]*)\})?`)
	matcher  = regexp.MustCompile(`(\w+)(=~?)"([^"]*)"`)
)

// strange says what an expression names that is not one of the service's series,
// or not with the labels that it is chosen by.
func strange(expr string, exported map[string][]string) (faults []string) {
	found := selector.FindAllStringSubmatch(expr, -1)
	for _, m := range found {
		labels, is := exported[m[1]]
		if !is {
			faults = append(faults, fmt.Sprintf("%s: the service exports no %s", expr, m[1]))
			continue
		}
		for _, l := range matcher.FindAllStringSubmatch(m[2], -1) {
			for value := range strings.SplitSeq(l[3], "|") {
				want := fmt.Sprintf("%s=%q", l[1], value)
				// The job is given by who collects, an error by whoever meets one.
				if l[1] != "job" && value != "5xx" && !slices.ContainsFunc(labels, func(s string) bool { return strings.Contains(s, want) }) {
					faults = append(faults, fmt.Sprintf("%s: no series of %s has %s", expr, m[1], want))
				}
			}
		}
	}
	if len(found) == 0 {
		faults = append(faults, expr+": watches nothing")
	}
	if strings.Count(expr, "(") != strings.Count(expr, ")") {
		faults = append(faults, expr+": brackets do not match")
	}
	return faults
}

func known(t *testing.T, expr string, exported map[string][]string) {
	t.Helper()
	for _, fault := range strange(expr, exported) {
		t.Error(fault)
	}
}

func TestASeriesThatDoesNotExistIsFound(t *testing.T) {
	series := map[string][]string{"hailong_submissions_total": {`outcome="stored"`}}
	for expr, want := range map[string]string{
		`rate(hailong_submissions_total{outcome="stored"}[5m])`: "",
		`rate(hailong_submission_total[5m])`:                    "exports no hailong_submission_total",
		`hailong_submissions_total{outcome=~"stored|lost"}`:     `has outcome="lost"`,
		`sum(hailong_submissions_total`:                         "brackets",
		`1 > 0`:                                                 "watches nothing",
	} {
		got := strings.Join(strange(expr, series), "; ")
		if !strings.Contains(got, want) || want == "" && got != "" {
			t.Errorf("%s: got %q, want %q", expr, got, want)
		}
	}
}

// TestNoBackupIsAlertedOnlyWhereBackupsAreOn: without a folder the series stands at 0.
func TestNoBackupIsAlertedOnlyWhereBackupsAreOn(t *testing.T) {
	holds(t, opsFile(t, "alerts"), "time() - max by (job) (hailong_backup_last_success_timestamp_seconds > 0) > 2 * 86400")
}

func TestTheUnitSaysHowToWriteBackupsElsewhere(t *testing.T) {
	holds(t, opsFile(t, "systemd"), "\n#ReadWritePaths=/var/backups/hailong\n", "ProtectSystem=strict\n")
}

func TestAlertsAndDashboardWatchWhatTheServiceExports(t *testing.T) {
	series := exported(t)
	var rules struct {
		Groups []struct {
			Name  string
			Rules []struct {
				Alert, Expr, For    string
				Labels, Annotations map[string]string
			}
		}
	}
	text := opsFile(t, "alerts")
	must(t, yaml.UnmarshalWithOptions([]byte(text), &rules, yaml.Strict()))
	names := make(map[string]bool)
	for _, g := range rules.Groups {
		for _, r := range g.Rules {
			if names[r.Alert] || r.Annotations["summary"] == "" || r.Annotations["action"] == "" || r.Labels["severity"] == "" {
				t.Errorf("%s: named twice, or nobody is told what it means, what to do, how much it matters", r.Alert)
			}
			names[r.Alert] = true
			known(t, r.Expr, series)
		}
	}
	if len(names) < 8 || !names["HailongNoBackup"] {
		t.Errorf("%d alerts: %v", len(names), names)
	}
	outside(t, text, "alerts.yaml", "promtool", "check", "rules")

	var board struct {
		UID, Title string
		Panels     []struct {
			ID                 int
			Title, Description string
			GridPos            struct{ X, Y, W, H int }
			Targets            []struct{ Expr, RefID string }
		}
	}
	must(t, json.Unmarshal([]byte(opsFile(t, "dashboard")), &board))
	places := make(map[[2]int]bool)
	for i, p := range board.Panels {
		at := [2]int{p.GridPos.X, p.GridPos.Y}
		if p.ID != i+1 || p.Title == "" || p.Description == "" || places[at] || p.GridPos.X+p.GridPos.W > 24 || len(p.Targets) == 0 {
			t.Errorf("panel %d %q at %v: no number, title, description, place or target of its own", p.ID, p.Title, at)
		}
		places[at] = true
		for _, g := range p.Targets {
			known(t, g.Expr, series)
		}
	}
	if n := strings.Count(opsFile(t, "dashboard"), "hailong_backup_last_success_timestamp_seconds"); n != 1 {
		t.Errorf("%d panels of the age of the backup", n)
	}
	if len(board.Panels) < 8 || board.UID != "hailong" {
		t.Errorf("%d panels of %q", len(board.Panels), board.UID)
	}
}
