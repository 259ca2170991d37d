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

func TestALogThatWasTamperedWithIsFound(t *testing.T) { everywhere(t, brokenLogIsFound) }

func brokenLogIsFound(t *testing.T, dir string) {
	broken := func(want string, args ...string) {
		t.Helper()
		if got := command(t, dir, args...); got.code != 1 || !strings.Contains(got.stderr, want) {
			t.Errorf("%v: exit code %d, %q, want %q", args, got.code, got.stderr, want)
		}
	}
	command(t, dir, "account", "token", "--role", "officer").works(t)
	command(t, dir, "account", "token", "--role", "auditor").works(t)
	out := command(t, dir, "verify")
	out.works(t, "the audit log is sound: head 2:")
	_, head, _ := strings.Cut(out.stdout, "head ")
	head, _, _ = strings.Cut(head, "\n")
	command(t, dir, "verify", "--audit-head", head).works(t)
	broken("event 1: is not the one that was written down", "verify", "--audit-head", "1:"+head[2:])
	broken("events up to 3 are missing", "verify", "--audit-head", "3:"+head[2:])
	broken("--audit-head", "verify", "--audit-head", "nonsense")
	s, err := connect(t.Context(), location(dir))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Delete(t.Context(), "audit", "000000000002"); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	broken("events up to 2 are missing", "verify")
}
