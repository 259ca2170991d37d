package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hailong/internal/catalog"
	"hailong/internal/closing"
	"hailong/internal/daybook"
	"hailong/internal/period"
	"hailong/internal/report"
	"hailong/internal/store"
	templates "hailong/survey-templates"
)

func TestTheReportIsWrittenInEveryFormat(t *testing.T) { everywhere(t, reportIsWritten) }

func reportIsWritten(t *testing.T, dir string) {
	command(t, dir, "demo", "--responses", "60").works(t)
	for format, begins := range map[string]string{"docx": "PK", "pdf": "%PDF-", "xlsx": "PK", "csv": "\ufefftable,", "json": `{"period"`} {
		file := filepath.Join(t.TempDir(), "in."+format)
		command(t, dir, "report", "--campaign", "demo-short", "--format", format, "-o", file).works(t)
		b, err := os.ReadFile(file)
		if err != nil || !strings.HasPrefix(string(b), begins) {
			t.Errorf("%s: %v, %.10q", format, err, b)
		}
		command(t, dir, "report", "--campaign", "demo-full", "--period", "2026", "--format", format, "-o", "-").works(t, begins)
	}
	file := filepath.Join(t.TempDir(), "in.xlsx")
	command(t, dir, "export", "--campaign", "demo-short", "--format", "xlsx", "-o", file).works(t)
	if b, err := os.ReadFile(file); err != nil || !strings.HasPrefix(string(b), "PK") {
		t.Errorf("export: %v, %.10q", err, b)
	}
}

func TestAReportThatCannotBeMadeSaysWhy(t *testing.T) {
	dir := newDir(t)
	command(t, dir, "account", "token", "--role", "officer").works(t)
	command(t, dir, "report", "--campaign", "khong-co", "-o", "-").fails(t, `there is no campaign "khong-co"; there is demo-full, demo-short`)
	command(t, dir, "report", "--campaign", "demo-short", "--period", "2026-Q5", "-o", "-").fails(t, "want a quarter 2026-Q4")
	command(t, dir, "report", "--campaign", "demo-short", "--format", "doc", "-o", "-").fails(t, "docx")
	command(t, dir, "report", "--campaign", "demo-short", "-o", filepath.Join(dir, "khong", "co.docx")).fails(t, "cannot write")
}

func TestAnEditionIsWrittenFromItsLockedFigures(t *testing.T) { everywhere(t, editionIsWritten) }

func editionIsWritten(t *testing.T, dir string) {
	p := period.Of(period.Quarter, period.Today(time.Now()), period.Calendar)
	args := func(more ...string) []string {
		return append([]string{"report", "--campaign", "demo-short", "--period", p.String()}, more...)
	}
	command(t, dir, "demo", "--responses", "200", "--campaign", "demo-short", "--period", p.String()).works(t)
	command(t, dir, args("--format", "pack", "-o", "-")...).fails(t, "nothing was approved")
	lockAndApprove(t, dir, p)
	first := command(t, dir, args("--format", "csv", "--edition", "1", "-o", "-")...)
	first.works(t, "200")
	command(t, dir, "demo", "--responses", "300", "--seed", "2", "--campaign", "demo-short", "--period", p.String()).works(t)
	if again := command(t, dir, args("--format", "csv", "--edition", "1", "-o", "-")...); again.stdout != first.stdout {
		t.Error("what came later changed a locked report")
	}
	command(t, dir, args("--format", "bulletin", "-o", "-")...).works(t, "Kính thưa bà con")
	if pack := command(t, dir, args("--format", "pack", "-o", "-")...); pack.code != 0 || !strings.HasPrefix(pack.stdout, "PK") {
		t.Errorf("pack: exit code %d, %s", pack.code, pack.stderr)
	}
	command(t, dir, args("--edition", "9", "-o", "-")...).fails(t, "there is no edition 9")
}

// lockAndApprove ends demo-short and takes the period through to its approval.
func lockAndApprove(t *testing.T, dir string, p period.Period) {
	t.Helper()
	e, err := connect(t.Context(), location(dir))
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	k, err := store.Campaigns.Get(t.Context(), e, "demo-short")
	if err != nil {
		t.Fatal(err)
	}
	k.Closed = true
	if err := store.Campaigns.Replace(t.Context(), e, k.Code, k); err != nil {
		t.Fatal(err)
	}
	questionnaires, err := catalog.Load(templates.FS)
	if err != nil {
		t.Fatal(err)
	}
	source := report.Source{Store: e, Counter: daybook.New(e, time.Now, daybook.Options{}), Templates: questionnaires, Fields: questionnaires.Fields()}
	office := closing.NewOffice(closing.Options{Store: e, Source: source, Now: time.Now})
	edition, err := office.Lock(t.Context(), closing.LockOrder{Campaign: k.Code, Period: p, By: "lan"})
	for i, step := range []closing.Kind{closing.Check, closing.Approve} {
		if err != nil {
			t.Fatal(err)
		}
		edition, err = office.Do(t.Context(), edition, closing.Action{Kind: step, By: "huong" + string(step), Seen: i})
	}
	if err != nil {
		t.Fatal(err)
	}
}
