package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hailong/internal/slip"
)

func TestSlipsAndFormsAreWrittenToAFileOrAPipe(t *testing.T) { everywhere(t, slipsAndFormsAreWritten) }

func slipsAndFormsAreWritten(t *testing.T, dir string) {
	for _, args := range [][]string{
		{"slips", "--count", "24"}, {"slips", "--count", "24", "--lang", "en", "--campaign", "demo-full"},
		{"paper", "--count", "2"}, {"paper", "--count", "1", "--campaign", "demo-short", "--lang", "en"},
		{"paper", "--batch", "demo-full-0001"}, {"paper", "--batch", "demo-full-0001", "--opening"},
	} {
		file := filepath.Join(t.TempDir(), "in.pdf")
		command(t, dir, append(args, "-o", file)...).works(t)
		b, err := os.ReadFile(file)
		if err != nil || !strings.HasPrefix(string(b), "%PDF-") {
			t.Errorf("%v: %v, %.10q", args, err, b)
		}
	}
	piped := command(t, dir, "paper", "--batch", "demo-full-0001", "-o", "-")
	piped.works(t, "%PDF-")
	// Numbers go on, and a batch is the same slips however often it is printed.
	command(t, dir, "paper", "--count", "3", "-o", "-").works(t)
	command(t, dir, "paper", "--batch", "demo-full-0003", "-o", "-").works(t)
	s, err := connect(t.Context(), location(dir))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	n := 0
	for b, err := range slip.Batches.All(t.Context(), s) {
		if err != nil {
			t.Fatal(err)
		}
		if n += b.Issued; b.By != byCommand {
			t.Errorf("batch %s was made by %q", b.Code, b.By)
		}
	}
	if n != 48 {
		t.Errorf("%d slips issued, want 48", n)
	}
}

func TestAPrintThatCannotBeMadeSaysWhy(t *testing.T) {
	dir := newDir(t)
	command(t, dir, "slips", "--count", "5", "-o", "-").fails(t, "--count", "10 to 10000 slips")
	command(t, dir, "slips", "--days", "500", "-o", "-").fails(t, "--days")
	command(t, dir, "slips", "--place", "khong-co", "-o", "-").fails(t, "--place")
	command(t, dir, "slips", "--campaign", "khong-co", "-o", "-").fails(t, `there is no campaign "khong-co"; there is demo-full, demo-short`)
	command(t, dir, "slips", "--batch", "khong-co", "-o", "-").fails(t, "there is no batch of slips")
	command(t, dir, "paper", "--batch", "khong-co", "-o", "-").fails(t, "there is no batch of forms")
	command(t, dir, "paper", "--count", "501", "-o", "-").fails(t, "--count", "1 to 500 forms")
	command(t, dir, "paper", "--opening", "-o", "-").fails(t, "--opening needs the --batch")
	command(t, dir, "paper", "-o", filepath.Join(dir, "khong", "co.pdf")).fails(t, "cannot write")
}
