package main

import (
	"strings"
	"testing"

	"hailong/internal/daybook"
)

func TestAStoreThatWasTamperedWithIsFound(t *testing.T) { everywhere(t, tamperedIsFound) }

func tamperedIsFound(t *testing.T, dir string) {
	command(t, dir, "verify").fails(t, "there is no store in")
	command(t, dir, "demo", "--responses", "300", "--campaign", "demo-short", "--period", "2026-Q4").works(t)
	command(t, dir, "verify").works(t, "every packed day is what its responses give")
	s, err := connect(t.Context(), location(dir))
	if err != nil {
		t.Fatal(err)
	}
	name := ""
	for r, err := range s.List(t.Context(), daybook.Segments) {
		if err != nil {
			t.Fatal(err)
		}
		name = r.ID
	}
	if err := s.Replace(t.Context(), daybook.Segments, name, []byte("khác")); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	got := command(t, dir, "verify")
	day := strings.Split(name, "/")[1]
	if got.code != 1 || !strings.Contains(got.stdout, day) || !strings.Contains(got.stderr, "does not agree with itself") {
		t.Errorf("after tampering with %s: %+v", name, got)
	}
	command(t, dir, "verify", "--repair").works(t, day, "packed anew")
	command(t, dir, "verify").works(t, "every packed day is what its responses give")
}
