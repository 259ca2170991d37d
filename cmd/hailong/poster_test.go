package main

import (
	"context"
	"crypto/rand"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hailong/internal/config"
	"hailong/internal/register"
	"hailong/internal/store"
	"hailong/internal/survey"
)

// entriesOf is the register of a store that no service has.
func entriesOf(t *testing.T, dir string) map[string]register.Entry {
	t.Helper()
	c := &config.Config{DataDir: dir}
	if location(dir).database() {
		c.MongoDBURI = dir
	}
	s, err := openStore(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	list, err := register.New(s, s.catalog.Fields(), rand.Reader, time.Now).Entries(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	by := make(map[string]register.Entry)
	for _, e := range list {
		by[e.Poster.Code] = e
	}
	return by
}

func TestAPosterIsPrintedOnAnEmptyFolder(t *testing.T) {
	everywhere(t, aPosterIsPrintedOnAnEmptyFolder)
}

func aPosterIsPrintedOnAnEmptyFolder(t *testing.T, dir string) {
	file := filepath.Join(t.TempDir(), "DEMO.pdf")
	s := command(t, dir, "--public-url", "https://khaosat.ninhgiang.gov.vn", "poster", "DEMO", "-o", file)
	s.works(t)
	pdf, err := os.ReadFile(file)
	if err != nil || s.stdout != "" || !strings.HasPrefix(string(pdf), "%PDF-") {
		t.Fatalf("stdout %q, file %.20q (%v)", s.stdout, pdf, err)
	}
	if got := scanFirst(t, file); got != "https://khaosat.ninhgiang.gov.vn/s/DEMO" {
		t.Errorf("the code holds %q", got)
	}
	e := entriesOf(t, dir)["DEMO"]
	if len(e.Prints) != 1 || e.Prints[0].By != "dòng lệnh" || e.Prints[0].Kind != "a4" || e.Prints[0].Lang != survey.Vietnamese {
		t.Errorf("written down: %+v", e.Prints)
	}
}

// scanFirst reads the code on the first page of a document, as a phone does.
func scanFirst(t *testing.T, pdf string) string {
	t.Helper()
	for _, name := range []string{"pdftoppm", "zbarimg"} {
		if _, err := exec.LookPath(name); err != nil {
			if os.Getenv("HAILONG_TEST_REQUIRE") == "1" {
				t.Fatal(err)
			}
			t.Skip(err)
		}
	}
	if out, err := exec.CommandContext(t.Context(), "pdftoppm", "-r", "150", "-gray", "-singlefile", "-png", pdf, pdf).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	out, err := exec.CommandContext(t.Context(), "zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", pdf+".png").Output()
	if err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(string(out), "\n")
	return first
}

func TestEveryKindOfPrintGoesToAFileOrAPipe(t *testing.T) {
	dir := newDir(t)
	newToken(t, dir)
	for _, c := range []struct {
		args   string
		begins string
		pages  int
		kind   string
		codes  int
	}{
		{"DEMO", "%PDF-", 1, "a4", 1},
		{"demo DEMOFULL --size a3 --lang en", "%PDF-", 2, "a3", 2},
		{"--all --size tent", "%PDF-", 2, "tent", 2},
		{"DEMO --stickers", "%PDF-", 1, "stickers", 1},
		{"--all --stickers", "%PDF-", 1, "stickers", 2},
		{"DEMO --png", "\x89PNG", 0, "png", 1},
		{"DEMO --svg", "<svg", 0, "svg", 1},
	} {
		before := len(entriesOf(t, dir)["DEMO"].Prints)
		piped := command(t, dir, append([]string{"poster", "-o", "-"}, strings.Fields(c.args)...)...)
		piped.works(t)
		if !strings.HasPrefix(piped.stdout, c.begins) || strings.Count(piped.stdout, "/Type /Page\n") != c.pages {
			t.Errorf("%s: begins %.8q, %d pages; want %q and %d", c.args, piped.stdout, strings.Count(piped.stdout, "/Type /Page\n"), c.begins, c.pages)
		}
		file := filepath.Join(t.TempDir(), "in")
		command(t, dir, append([]string{"poster", "-o", file}, strings.Fields(c.args)...)...).works(t)
		if written, err := os.ReadFile(file); err != nil || !strings.HasPrefix(string(written), c.begins) {
			t.Errorf("%s: file begins %.8q (%v)", c.args, written, err)
		}
		prints := entriesOf(t, dir)["DEMO"].Prints
		if len(prints) != before+2 || prints[0].Kind != c.kind || len(prints[0].Codes) != c.codes {
			t.Errorf("%s: written down %d times more, %+v", c.args, len(prints)-before, prints[0])
		}
	}
}

func TestAWrongPrintIsOneLineAndNotWrittenDown(t *testing.T) {
	dir := newDir(t)
	newToken(t, dir)
	change(t, dir, func(ctx context.Context, s store.Registry) error {
		if err := store.Posters.Create(ctx, s, "CU", survey.Poster{Code: "CU", Campaign: "demo-short", Place: centre.Code, Voided: true}); err != nil {
			return err
		}
		return store.Posters.Create(ctx, s, "LAC", survey.Poster{Code: "LAC", Campaign: "khong-con", Place: centre.Code})
	})
	for _, c := range []struct {
		args string
		want []string
	}{
		{"-o -", []string{"name the codes to print", "--all"}},
		{"DEMO --all -o -", []string{"--all"}},
		{"NIX -o -", []string{`no code "NIX"`, "there is CU, DEMO, DEMOFULL, LAC"}},
		{"DEMO NIX -o -", []string{`no code "NIX"`}},
		{"CU -o -", []string{"code CU was withdrawn", "/office/posters/CU"}},
		{"LAC -o -", []string{"code LAC points to a campaign or place that is gone"}},
		{"DEMO DEMOFULL --png -o -", []string{"--png shows one code, and 2 were named", "--stickers"}},
		{"DEMO --png --svg -o -", []string{"--png", "--svg"}},
		{"DEMO --size a2 -o -", []string{"--size", `"a2"`}},
		{"DEMO --lang fr -o -", []string{"--lang", `"fr"`}},
		{"DEMO", []string{"--output"}},
		{"DEMO -o " + dir + "/nix/a.pdf", []string{"cannot write", "choose a folder that exists"}},
		{"DEMO -o /dev/null", []string{"cannot write /dev/null", "not a file"}},
	} {
		t.Run(c.args, func(t *testing.T) {
			command(t, dir, append([]string{"poster"}, strings.Fields(c.args)...)...).fails(t, c.want...)
		})
	}
	for code, e := range entriesOf(t, dir) {
		if len(e.Prints) > 0 {
			t.Errorf("%s: written down %+v", code, e.Prints)
		}
	}
}

func TestWhatWasPrintedIsATrialUnlessTheAddressIsSafe(t *testing.T) {
	dir := newDir(t)
	newToken(t, dir)
	size := func(address string) int {
		s := command(t, dir, "--public-url", address, "poster", "DEMO", "-o", "-")
		s.works(t)
		return len(s.stdout)
	}
	if trial, safe := size("http://khaosat.ninhgiang.gov.vn"), size("https://khaosat.ninhgiang.gov.vn"); trial <= safe {
		t.Errorf("the trial has %d bytes and the safe one %d: where is its mark?", trial, safe)
	}
}

// change changes a store that no service has.
func change(t *testing.T, dir string, do func(context.Context, store.Registry) error) {
	t.Helper()
	s, err := openStore(t.Context(), &config.Config{DataDir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := do(t.Context(), s); err != nil {
		t.Fatal(err)
	}
}

func TestTheUseOfCodesIsWrittenDownAtTheStop(t *testing.T) {
	everywhere(t, theUseOfCodesIsWrittenDownAtTheStop)
}

func theUseOfCodesIsWrittenDownAtTheStop(t *testing.T, dir string) {
	for range 2 { // the second instance adds to the first's
		c := serve(t, dir)
		citizen := newCaller(t, c.ready.Address)
		for range 4 {
			citizen.get("/s/DEMO").wants(t, http.StatusOK)
		}
		citizen.fillIn("/s/DEMO", url.Values{"HL0": {"5"}}) // opens the form once more
		c.stop()
	}
	e := entriesOf(t, dir)["DEMO"]
	sum := register.Count{Scans: e.Usage.This.Scans + e.Usage.Previous.Scans, Answers: e.Usage.This.Answers + e.Usage.Previous.Answers}
	if sum != (register.Count{Scans: 10, Answers: 2}) || e.Usage.Last == 0 {
		t.Errorf("used %+v, last %v; want 10 scans and 2 answers", sum, e.Usage.Last)
	}
}
