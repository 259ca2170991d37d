package main

import (
	"errors"
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
	"hailong/internal/survey"
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
	move(t, dir, p, "", 1, closing.Publish)
	now := command(t, dir, args("--format", "csv", "-o", "-")...)
	if now.code != 0 || !strings.Contains(now.stderr, "edition 1 of demo-short "+p.String()+" is published") {
		t.Errorf("the running figures: exit code %d, %q", now.code, now.stderr)
	}
	move(t, dir, p, "Bổ sung phiếu giấy nộp muộn", 2, closing.Check, closing.Approve, closing.Publish)
	old := command(t, dir, args("--format", "csv", "--edition", "1", "-o", "-")...)
	if old.code != 0 || old.stdout != first.stdout || !strings.Contains(old.stderr, "edition 2 is published") {
		t.Errorf("a corrected edition: exit code %d, %q", old.code, old.stderr)
	}
	command(t, dir, args("--format", "csv", "--edition", "2", "-o", "-")...).works(t, "500")
}

// lockAndApprove ends demo-short and takes the period through to its approval.
func lockAndApprove(t *testing.T, dir string, p period.Period) {
	t.Helper()
	e, err := connect(t.Context(), location(dir))
	if err != nil {
		t.Fatal(err)
	}
	k, err := store.Campaigns.Get(t.Context(), e, "demo-short")
	if err != nil {
		t.Fatal(err)
	}
	k.Closed = true
	err = store.Campaigns.Replace(t.Context(), e, k.Code, k)
	if e.Close(); err != nil {
		t.Fatal(err)
	}
	move(t, dir, p, "", 1, closing.Check, closing.Approve)
}

// move takes an edition of demo-short through steps, and locks it first where
// there is none.
func move(t *testing.T, dir string, p period.Period, why string, number int, steps ...closing.Kind) {
	t.Helper()
	e, err := connect(t.Context(), location(dir))
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	questionnaires, err := catalog.Load(templates.FS)
	if err != nil {
		t.Fatal(err)
	}
	source := report.Source{Store: e, Counter: daybook.New(e, time.Now, daybook.Options{}), Templates: questionnaires, Fields: questionnaires.Fields()}
	office := closing.NewOffice(closing.Options{Store: e, Source: source, Now: time.Now})
	edition, err := office.Edition(t.Context(), "demo-short", p, number)
	if errors.Is(err, survey.ErrNotFound) {
		edition, err = office.Lock(t.Context(), closing.LockOrder{Campaign: "demo-short", Period: p, By: "lan", Why: why})
	}
	for _, step := range steps {
		if err != nil {
			t.Fatal(err)
		}
		edition, err = office.Do(t.Context(), edition, closing.Action{Kind: step, By: "huong" + string(step), Seen: len(edition.Steps)})
	}
	if err != nil {
		t.Fatal(err)
	}
}
