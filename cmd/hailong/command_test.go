package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"hailong/internal/staff"
	templates "hailong/survey-templates"
)

// noise is what a program says to its author and not to an operator.
var noise = regexp.MustCompile(`%!|goroutine|panic|\.go:|0x[0-9a-f]{6}|<nil>|&\{|map\[`)

// fails wants exit code 1, nothing on standard output, and one line on the error
// stream that holds every text.
func (s said) fails(t testing.TB, texts ...string) {
	t.Helper()
	if s.code != 1 || s.stdout != "" {
		t.Errorf("exit code %d, stdout %q; want 1 and nothing", s.code, s.stdout)
	}
	if strings.Count(s.stderr, "\n") != 1 || !strings.HasPrefix(s.stderr, "hailong: ") || strings.Contains(s.stderr, "\r") {
		t.Errorf("stderr %q, want one line that begins with the program's name", s.stderr)
	}
	if noise.MatchString(s.stderr) {
		t.Errorf("stderr %q holds %q", s.stderr, noise.FindString(s.stderr))
	}
	holds(t, s.stderr, texts...)
}

// works wants exit code 0 and nothing on the error stream.
func (s said) works(t testing.TB, texts ...string) {
	t.Helper()
	if s.code != 0 || s.stderr != "" {
		t.Errorf("exit code %d, stderr %q; want 0 and nothing", s.code, s.stderr)
	}
	holds(t, s.stdout, texts...)
}

func TestEveryMistakeIsOneLineThatSaysWhatToDo(t *testing.T) {
	dir := newDir(t)
	newToken(t, dir) // furnishes the store
	aFile := filepath.Join(t.TempDir(), "a-file")
	if err := os.WriteFile(aFile, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	free := t.TempDir()
	for _, c := range []struct {
		name string
		env  string // NAME=value
		args string
		want []string
	}{
		{"nothing at all", "", "", []string{`"serve"`, "--help"}},
		{"unknown command", "", "start", []string{"unexpected argument start", "--help"}},
		{"unknown flag", "", "serve --port 80", []string{"--port", "--help"}},
		{"too many arguments", "", "serve now", []string{"now"}},
		{"address without a port", "HAILONG_ADDR=8080", "check", []string{`HAILONG_ADDR "8080" is not HOST:PORT`, ":8080"}},
		{"address with an empty port", "HAILONG_ADDR=127.0.0.1:", "serve", []string{"HAILONG_ADDR", "is not HOST:PORT"}},
		{"address empty", "HAILONG_ADDR=", "serve", []string{`HAILONG_ADDR "" is not HOST:PORT`}},
		{"address of another machine", "HAILONG_ADDR=203.0.113.7:0", "serve", []string{"cannot listen on 203.0.113.7:0", "HAILONG_ADDR"}},
		{"port too high", "HAILONG_ADDR=127.0.0.1:70000", "serve", []string{"cannot listen on 127.0.0.1:70000", "HAILONG_ADDR"}},
		{"metrics address", "HAILONG_METRICS_ADDR=none", "serve", []string{"HAILONG_METRICS_ADDR", "or off"}},
		{"public URL of another kind", "HAILONG_PUBLIC_URL=ftp://xa.example.vn", "serve", []string{`HAILONG_PUBLIC_URL "ftp://xa.example.vn"`, "https://"}},
		{"public URL with a path", "", "--public-url https://xa.example.vn/hailong check", []string{"HAILONG_PUBLIC_URL"}},
		{"public URL with Vietnamese letters", "HAILONG_PUBLIC_URL=https://khảosát.vn", "check", []string{"HAILONG_PUBLIC_URL"}},
		{"proxies", "HAILONG_TRUSTED_PROXIES=10.0.0.1,nginx", "serve", []string{`HAILONG_TRUSTED_PROXIES: "nginx"`}},
		{"rate limit", "HAILONG_RATE_LIMIT=no", "serve", []string{`"on","off"`, `"no"`}},
		{"log level", "", "--log-level loud serve", []string{"--log-level", `"loud"`}},
		{"first password too short", "HAILONG_ADMIN_PASSWORD=short", "--addr 127.0.0.1:0 --metrics-addr off serve", []string{"HAILONG_ADMIN_PASSWORD", "8 to 128 characters"}},
		{"no templates folder", "HAILONG_TEMPLATES=/no/such/folder", "check", []string{"/no/such/folder", "HAILONG_TEMPLATES"}},
		{"templates folder is a file", "", "check " + aFile, []string{aFile, "no folder of questionnaires"}},
		{"misspelt variable", "HAILONG_DATADIR=/data", "check", []string{"unknown environment variable HAILONG_DATADIR"}},
		{"token without a role", "", "account token", []string{"--role"}},
		{"token of no role", "", "account token --role nobody", []string{`no role "nobody"`, "admin, officer, clerk"}},
		{"password of nobody", "", "account password --user lan", []string{"account"}},
		{"export of no campaign", "", "export --campaign nix -o -", []string{`no campaign "nix"`, "demo-full, demo-short"}},
		{"export of no campaign in a period", "", "export --campaign nix --period 2026-Q4 -o -", []string{`no campaign "nix"`}},
		{"export of no period", "", "export --campaign demo-short --period 2026-Q5 -o -", []string{`"2026-Q5"`, "2026-Q4"}},
		{"export to nowhere", "", "export --campaign demo-short", []string{"--output"}},
		{"export in no format", "", "export --campaign demo-short --format xls -o -", []string{`"csv","xlsx","json"`, `"xls"`}},
		{"export to a folder that is not there", "", "export --campaign demo-short -o " + free + "/nix/a.csv", []string{"cannot write " + free + "/nix/a.csv", "choose a folder that exists"}},
		{"export to a folder", "", "export --campaign demo-short -o " + free, []string{"cannot write " + free, "not a file"}},
		{"export over a device", "", "export --campaign demo-short -o /dev/null", []string{"cannot write /dev/null", "not a file"}},
		{"demo of nobody", "", "demo --responses 0", []string{"--responses 0", "at least 1"}},
		{"demo of many", "", "demo --responses many", []string{"--responses", `"many"`}},
		{"demo of no campaign", "", "demo --campaign nix", []string{`no campaign "nix"`}},
		{"demo before the campaign", "", "demo --period 2020-Q1", []string{"demo-short", "is closed from 2020-01-01 to 2020-03-31", "--period"}},
		{"health of nothing", "HAILONG_ADDR=127.0.0.1:1", "health", []string{"does not answer on 127.0.0.1:1", "HAILONG_ADDR"}},
		{"data folder is a file", "HAILONG_DATA_DIR=" + aFile, "demo", []string{aFile, "it is a file, not a folder", "HAILONG_DATA_DIR"}},
		{"data folder in a file", "HAILONG_DATA_DIR=" + aFile + "/data", "serve --addr 127.0.0.1:0 --metrics-addr off", []string{aFile, "HAILONG_DATA_DIR"}},
		{"data folder empty", "HAILONG_DATA_DIR=", "demo", []string{"HAILONG_DATA_DIR is empty"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Setenv("HAILONG_DATA_DIR", dir)
			if name, value, set := strings.Cut(c.env, "="); set {
				t.Setenv(name, value)
			}
			var stdout, stderr journal
			code := run(t.Context(), strings.Fields(c.args), &stdout, &stderr)
			said{code, stdout.String(), stderr.String()}.fails(t, c.want...)
		})
	}
	if left, err := os.ReadDir(free); err != nil || len(left) > 0 {
		t.Errorf("a failed export left %v (%v)", left, err)
	}
}

func TestHelpIsNoMistake(t *testing.T) {
	t.Setenv("HAILONG_ADMIN_PASSWORD", password)
	for _, c := range []struct {
		args  []string
		texts []string
	}{
		{[]string{"--help"}, []string{"Hài Lòng", "serve", "check", "account token", "account password", "export", "demo", "health", "$HAILONG_ADDR", "$HAILONG_MONGODB_URI", "$HAILONG_RATE_LIMIT"}},
		{[]string{"export", "--help"}, []string{"--campaign", "--period", "--format", "--output", "2026-Q4"}},
		{[]string{"demo", "--help"}, []string{"--responses", "--seed"}},
	} {
		s := command(t, newDir(t), c.args...)
		s.works(t, c.texts...)
		if strings.Contains(s.stdout, password) || noise.MatchString(s.stdout) {
			t.Errorf("%v prints %q", c.args, s.stdout)
		}
	}
}

func TestASecretIsNeverRepeated(t *testing.T) {
	for uri, want := range map[string]string{
		"mongodb://hailong:bi-mat@127.0.0.1:1/khao-sat":        "cannot use the database khao-sat at 127.0.0.1:1; is it running, and is HAILONG_MONGODB_URI right?",
		"mongodb://hailong:bi-mat@127.0.0.1:1/x?w=bi-mat&w":    "HAILONG_MONGODB_URI is not an address",
		"postgres://hailong:bi-mat@127.0.0.1/x":                "HAILONG_MONGODB_URI does not begin with mongodb://",
		"mongodb://hailong:bi-mat@127.0.0.1/x?authMechanism=x": "HAILONG_MONGODB_URI is not an address",
	} {
		t.Setenv("HAILONG_MONGODB_URI", uri)
		s := command(t, newDir(t), "serve")
		s.fails(t, want)
		if strings.Contains(s.stderr, "bi-mat") {
			t.Errorf("stderr %q repeats the password", s.stderr)
		}
		if s := command(t, newDir(t), "check"); strings.Contains(s.stdout+s.stderr, "bi-mat") {
			t.Errorf("check repeats the password: %+v", s)
		}
	}
	t.Setenv("HAILONG_MONGODB_URI", "")
	t.Setenv("HAILONG_ADMIN_PASSWORD", password)
	s := command(t, newDir(t), "check")
	s.works(t, "set (not shown)")
	if strings.Contains(s.stdout, password) {
		t.Errorf("check prints the password: %s", s.stdout)
	}
}

func TestCheckSaysWhatItFoundAndTouchesNoStore(t *testing.T) {
	dir := newDir(t)
	t.Setenv("HAILONG_TEST_ANYTHING", "is the tests' own")
	command(t, dir, "check", "--public-url", "https://khaosat.example.vn").works(t,
		"questionnaire full@1", "languages [vi en]; not in [zh ko ja], who reads these is asked in en\n", "questionnaire short@1: 6 cells, languages [vi en zh ko ja]\n", "service fields: 12",
		"HAILONG_DATA_DIR         "+dir+"\n", "HAILONG_PUBLIC_URL       https://khaosat.example.vn\n", "HAILONG_ADDR             :8080\n")
	if exists(dir) {
		t.Error("check made a data folder")
	}
}

func TestCheckNamesEveryFaultByFileLineAndKey(t *testing.T) {
	folder := t.TempDir()
	if err := os.CopyFS(folder, templates.FS); err != nil {
		t.Fatal(err)
	}
	lines := []string{
		"full.yaml:" + edit(t, filepath.Join(folder, "full.yaml"), "code: TC2\n", "code: TC1\n") + ": sections[1].questions[1].code: ",
		"short.yaml:" + edit(t, filepath.Join(folder, "short.yaml"), "max: 300", "max: 3000") + ": sections[2].questions[1].max: ",
		"short.yaml:" + edit(t, filepath.Join(folder, "short.yaml"), "required: true", "requird: true") + ": sections[0].questions[0].requird: ",
	}
	for _, args := range [][]string{{"check", folder}, {"check", "--templates", folder}, {"serve", "--templates", folder, "--addr", "127.0.0.1:0", "--metrics-addr", "off"}} {
		s := command(t, newDir(t), args...)
		got := strings.Split(strings.TrimSuffix(s.stderr, "\n"), "\n")
		if s.code != 1 || s.stdout != "" || len(got) != len(lines) {
			t.Errorf("%s: exit code %d, stdout %q, stderr %q; want 1 and %d lines", args[0], s.code, s.stdout, s.stderr, len(lines))
		}
		for _, want := range lines {
			holds(t, "\n"+s.stderr, "\n"+want)
		}
	}
}

func TestATokenOnAnEmptyFolderIsAllThatIsPrinted(t *testing.T) {
	for _, role := range staff.Roles {
		s := command(t, newDir(t), "account", "token", "--role", string(role))
		s.works(t)
		if !regexp.MustCompile(`^hl_[A-Za-z0-9_-]{43}\n$`).MatchString(s.stdout) {
			t.Errorf("%s: got %q, want a token and nothing else", role, s.stdout)
		}
	}
}

func TestAPasswordOfNobodySaysWhoThereIs(t *testing.T) {
	everywhere(t, aPasswordOfNobodySaysWhoThereIs)
}

func aPasswordOfNobodySaysWhoThereIs(t *testing.T, dir string) {
	newToken(t, dir)
	command(t, dir, "account", "password").fails(t, "no account yet", "hailong serve")
	serve(t, dir).stop()
	command(t, dir, "account", "password", "--user", "lan").fails(t, `no account "lan"`, "admin")
}

func TestATokenIsListedUntilItIsRevoked(t *testing.T) { everywhere(t, aTokenIsListedUntilItIsRevoked) }

func aTokenIsListedUntilItIsRevoked(t *testing.T, dir string) {
	newToken(t, dir)
	listed := command(t, dir, "account", "tokens")
	listed.works(t, "officer")
	name, _, _ := strings.Cut(listed.stdout, " ")
	command(t, dir, "account", "revoke", "token-none").fails(t, `no token "token-none"`, "account tokens")
	command(t, dir, "account", "revoke", name).works(t)
	if s := command(t, dir, "account", "tokens"); s.code != 0 || s.stdout != "" {
		t.Errorf("after revoking: %+v, want no token", s)
	}
}

func TestAMistypedFolderIsNoEmptyStore(t *testing.T) {
	for _, args := range [][]string{
		{"export", "--campaign", "demo-short", "-o", "-"}, {"account", "password"}, {"account", "tokens"}, {"account", "revoke", "token-x"},
		{"account", "list"}, {"account", "totp-reset", "--user", "admin"},
	} {
		dir := newDir(t)
		command(t, dir, args...).fails(t, "no store in", "HAILONG_DATA_DIR")
		if _, err := os.Stat(dir); !os.IsNotExist(err) {
			t.Errorf("%v made a folder", args)
		}
	}
}

func TestADemoIsMadeOnceForItsSeed(t *testing.T) { everywhere(t, aDemoIsMadeOnceForItsSeed) }

func aDemoIsMadeOnceForItsSeed(t *testing.T, dir string) {
	args := []string{"demo", "--responses", "60", "--seed", "7"}
	command(t, dir, args...).works(t, "60 responses stored, 0 had been there before\n")
	before := export(t, dir, "demo-short", "csv")
	command(t, dir, args...).works(t, "0 responses stored, 60 had been there before\n")
	command(t, dir, "demo", "--responses", "60", "--seed", "8").works(t, "60 responses stored, 0 had been there before\n")
	if lines := strings.Count(before, "\r\n"); lines != 1+48 {
		t.Errorf("demo-short has %d lines, want a heading and 48 responses", lines)
	}
	command(t, dir, "demo", "--responses", "5", "--campaign", "demo-full", "--seed", "9").works(t, "5 responses stored, 0 had")
	command(t, dir, "demo", "--responses", "1").works(t, "1 responses stored, 0 had")
}

func TestAnExportIsTheSameInAFileAndInAPipe(t *testing.T) {
	everywhere(t, anExportIsTheSameInAFileAndInAPipe)
}

func anExportIsTheSameInAFileAndInAPipe(t *testing.T, dir string) {
	command(t, dir, "demo", "--responses", "50", "--campaign", "demo-full").works(t)
	for _, format := range []string{"csv", "json"} {
		piped := export(t, dir, "demo-full", format)
		file := filepath.Join(t.TempDir(), "phieu."+format)
		if err := os.WriteFile(file, []byte("an older one"), 0o600); err != nil {
			t.Fatal(err)
		}
		s := command(t, dir, "export", "--campaign", "demo-full", "--format", format, "-o", file)
		s.works(t)
		written, err := os.ReadFile(file)
		if err != nil || string(written) != piped || s.stdout != "" {
			t.Errorf("%s: the file (%v, %d bytes) is not what a pipe gets (%d bytes)", format, err, len(written), len(piped))
		}
		if n := rows(t, format, piped); n != 50 {
			t.Errorf("%s: %d responses, want 50", format, n)
		}
		if left, _ := filepath.Glob(filepath.Join(filepath.Dir(file), ".hailong-*")); len(left) > 0 {
			t.Errorf("%s: left behind %v", format, left)
		}
	}
	empty := command(t, dir, "export", "--campaign", "demo-full", "--period", "2019", "-o", "-", "--format", "json")
	empty.works(t)
	if n := rows(t, "json", empty.stdout); n != 0 {
		t.Errorf("a year before the campaign has %d responses", n)
	}
}

func export(t *testing.T, dir, campaign, format string) string {
	t.Helper()
	s := command(t, dir, "export", "--campaign", campaign, "--format", format, "-o", "-")
	s.works(t)
	return s.stdout
}

func rows(t *testing.T, format, text string) int {
	t.Helper()
	if format == "json" {
		var list []map[string]any
		if err := json.Unmarshal([]byte(text), &list); err != nil {
			t.Fatal(err)
		}
		return len(list)
	}
	text, marked := strings.CutPrefix(text, "\ufeff")
	list, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil || !marked {
		t.Fatal(fmt.Sprintf("the byte order mark is there: %v; ", marked), err)
	}
	return len(list) - 1
}
