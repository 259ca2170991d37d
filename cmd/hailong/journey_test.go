package main

import (
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	templates "hailong/survey-templates"
)

func TestAFirstStartIsAllTheSettingUpThereIs(t *testing.T) {
	everywhere(t, aFirstStartIsAllTheSettingUpThereIs)
}

func aFirstStartIsAllTheSettingUpThereIs(t *testing.T, dir string) {
	c := serve(t, dir)
	base := c.ready.Address
	holds(t, c.stdout.String(), base+"/s/DEMO\n", base+"/s/DEMOFULL\n", base+"/office\n", "▀", "█", "admin")
	first := c.password()
	if first == "" {
		t.Fatalf("the first start printed no password: %s", c.stdout.String())
	}
	if strings.Contains(c.stdout.String(), "Điện thoại") {
		t.Error("a service on the loopback address is recommended to phones")
	}
	if strings.Contains(c.stderr.String(), first) {
		t.Error("the password is in the log")
	}

	// A citizen answers both forms, the office sees it.
	citizen := newCaller(t, base)
	citizen.get("/readyz").wants(t, 200, "ready")
	thanks := citizen.fillIn("/s/DEMO", url.Values{"HL0": {"5"}, "TC": {"4"}, "CC": {"2"}, "lang": {"vi"}})
	thanks.wants(t, 200, "Cảm ơn", thanks.at.Query().Get("receipt"))
	citizen.fillIn("/s/DEMOFULL", url.Values{"A4": {"chua"}, "TC1": {"3"}, "KQ1": {"5"}, "HL0": {"na"}}).wants(t, 200)
	office := newCaller(t, base)
	office.get("/office").wants(t, 200, `name="password"`)
	office.firstLogin(first, password)
	results := office.get("/office?campaign=demo-short")
	results.wants(t, 200, "50,00", "100,00") // two criteria, one satisfied; one person, satisfied
	office.get("/office?campaign=demo-full").wants(t, 200, "0,00")
	c.stop()

	// A restart shows the same numbers, and the password no more.
	token := newToken(t, dir)
	c = serve(t, dir)
	if again := c.password(); again != "" || strings.Contains(c.stdout.String(), first) {
		t.Error("a password is printed at the second start")
	}
	holds(t, c.stdout.String(), "hailong account password")
	office = newCaller(t, c.ready.Address)
	office.login(password)
	if got := office.get("/office?campaign=demo-short"); figuresOf(got.body) != figuresOf(results.body) {
		t.Errorf("got after the restart\n%s\nwant\n%s", figuresOf(got.body), figuresOf(results.body))
	}
	office.asOfficer(token, "/api/v1/index?campaign=demo-full")
	c.stop()
}

var figure = regexp.MustCompile(`\d+(,\d\d)?`)

// figuresOf is every number of a page, in order.
func figuresOf(page string) string {
	_, body, _ := strings.Cut(page, "<main")
	return strings.Join(figure.FindAllString(body, -1), " ")
}

func TestTheFirstPasswordCanBeChosenAndReplaced(t *testing.T) {
	everywhere(t, theFirstPasswordCanBeChosenAndReplaced)
}

func theFirstPasswordCanBeChosenAndReplaced(t *testing.T, dir string) {
	c := serve(t, dir, "HAILONG_ADMIN_PASSWORD="+password)
	if strings.Contains(c.stdout.String()+c.stderr.String(), password) {
		t.Error("a chosen password is printed")
	}
	newCaller(t, c.ready.Address).login(password)
	c.stop()

	got := command(t, dir, "account", "password")
	replaced := strings.TrimSpace(got.stdout)
	if got.code != 0 || got.stderr != "" || len(replaced) < 12 {
		t.Fatalf("account password: %+v", got)
	}
	// A variable that is still set changes nothing after the first start.
	c = serve(t, dir, "HAILONG_ADMIN_PASSWORD="+password)
	caller := newCaller(t, c.ready.Address)
	caller.login(replaced)
	r := newCaller(t, c.ready.Address).postForm("/office/login", url.Values{"username": {firstUser}, "password": {password}})
	r.wants(t, 401)
	c.stop()
}

func TestAChangedQuestionnaireThatWasAnsweredKeepsTheServiceFromStarting(t *testing.T) {
	everywhere(t, aChangedQuestionnaireThatWasAnsweredKeepsTheServiceFromStarting)
}

func aChangedQuestionnaireThatWasAnsweredKeepsTheServiceFromStarting(t *testing.T, dir string) {
	folder := t.TempDir()
	if err := os.CopyFS(folder, templates.FS); err != nil {
		t.Fatal(err)
	}
	setting := "HAILONG_TEMPLATES=" + folder
	c := serve(t, dir, setting)
	newCaller(t, c.ready.Address).fillIn("/s/DEMO", url.Values{"HL0": {"5"}})
	c.stop()

	// Nobody answered the full one yet, so its words may still be mended.
	edit(t, filepath.Join(folder, "full.yaml"), "Qua bưu điện", "Gửi qua bưu điện")
	c = serve(t, dir, setting)
	newCaller(t, c.ready.Address).get("/s/DEMOFULL").wants(t, 200, "Gửi qua bưu điện")
	c.stop()

	line := edit(t, filepath.Join(folder, "short.yaml"), "en: The result you got", "en: What you got")
	c = launch(t, dir, []string{"serve"}, setting)
	code, _ := c.exit()
	want := regexp.MustCompile(`^short\.yaml:` + line + `: sections\[1\]\.questions\[3\]\.text\.en: template short version 1 is frozen: .*new version.*\n$`)
	if got := c.stderr.String(); code != 1 || c.stdout.String() != "" || !want.MatchString(got) {
		t.Errorf("exit code %d, stdout %q, stderr %q; want 1 and one line like %v", code, c.stdout.String(), got, want)
	}
	// Every command that would read the answers is held to it.
	got := command(t, dir, "--templates", folder, "export", "--campaign", "demo-short", "-o", "-")
	if got.code != 1 || !want.MatchString(got.stderr) || got.stdout != "" {
		t.Errorf("export with the changed questionnaire: %+v", got)
	}
	// And the old one is taken back as if nothing had been.
	edit(t, filepath.Join(folder, "short.yaml"), "en: What you got", "en: The result you got")
	serve(t, dir, setting).stop()
}

// edit replaces a text that is in the file once and returns its line.
func edit(t *testing.T, name, old, new string) (line string) {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	before, after, found := strings.Cut(string(b), old)
	if !found || strings.Contains(after, old) {
		t.Fatalf("%s does not hold %q once", name, old)
	}
	if err := os.WriteFile(name, []byte(before+new+after), 0o600); err != nil {
		t.Fatal(err)
	}
	return strconv.Itoa(1 + strings.Count(before, "\n"))
}

func TestMetricsAreOnTheirOwnAddressAndTellNobodysAnswer(t *testing.T) {
	everywhere(t, metricsAreOnTheirOwnAddressAndTellNobodysAnswer)
}

func metricsAreOnTheirOwnAddressAndTellNobodysAnswer(t *testing.T, dir string) {
	c := serve(t, dir, "HAILONG_LOG_LEVEL=debug")
	caller, meters := newCaller(t, c.ready.Address), newCaller(t, "http://"+c.ready.Metrics)
	caller.fillIn("/s/DEMO", url.Values{"HL0": {"4"}, "comment": {"Rất sạch sẽ"}, "field": {"HOTICH"}})
	caller.fillIn("/s/DEMOFULL", url.Values{"TC1": {"4"}})
	sent := sheet("metrics-and-so-on", 3)
	for range 2 {
		if _, err := caller.postJSON("/api/v1/s/DEMO", sent); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := caller.postJSON("/api/v1/s/DEMO", `{"key":"metrics-and-so-on"}`); err != nil {
		t.Fatal(err)
	}
	caller.get("/s/NOSUCHCODE").wants(t, 404)
	for _, path := range []string{"/metrics", "/debug/pprof/", "/debug/vars"} {
		caller.get(path).wants(t, 404)
	}

	said := meters.get("/metrics")
	said.wants(t, 200,
		`hailong_submissions_total{outcome="stored"} 3`,
		`hailong_submissions_total{outcome="repeated"} 1`,
		`hailong_submissions_total{outcome="invalid"} 1`,
		`hailong_submissions_total{outcome="busy"} 0`,
		`hailong_requests_total{class="2xx",method="POST",route="/api/v1/s/:code"} 2`,
		`hailong_requests_total{class="4xx",method="GET",route="none"}`,
		"hailong_commit_responses_count 4", "hailong_commit_seconds_bucket", "hailong_store_errors_total 0")
	_, requests, _ := strings.Cut(c.stderr.String(), `"msg":"ready"`) // that line tells our own address
	_, requests, _ = strings.Cut(requests, "\n")
	holds(t, requests, `"route":"/api/v1/s/:code"`)
	for what, text := range map[string]string{"metrics": said.body, "log": requests} {
		for _, never := range []string{"DEMO", "NOSUCHCODE", "HOTICH", "sạch sẽ", "metrics-and-so-on", "HL0", "TC1", "score", "127.0.0.1", "Go-http-client"} {
			if strings.Contains(text, never) {
				t.Errorf("the %s holds %q", what, never)
			}
		}
	}
	meters.get("/").wants(t, 404)
	meters.get("/s/DEMO").wants(t, 404)
	c.stop()
}
