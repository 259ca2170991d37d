package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
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
