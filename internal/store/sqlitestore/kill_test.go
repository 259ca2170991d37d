package sqlitestore

import (
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"hailong/internal/survey"
)

// killAround starts a child in a role and kills it somewhere within the time
// from its beginning.
func killAround(t *testing.T, role, dir string, within time.Duration) {
	t.Helper()
	cmd, out := child(t, role, dir)
	if !out.Scan() {
		t.Fatal("the child never began")
	}
	time.Sleep(time.Duration(rand.Int64N(int64(within))))
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	wait(cmd)
}

// instants spreads the kills: a start takes some 5 ms, on a busy machine more.
func instants(round int) time.Duration { return 4 * time.Millisecond << (round % 4) }

func TestAFirstStartKilledAtAnyInstantLeavesAStoreThatOpens(t *testing.T) {
	for round := range 25 {
		dir := filepath.Join(t.TempDir(), "data")
		killAround(t, "open", dir, instants(round))
		s := reopened(t, dir)
		sound(t, s)
		insertAll(t, s, given(10, 1), 10)
	}
}

func TestAnUpgradeKilledAtAnyInstantLeavesAStoreThatOpens(t *testing.T) {
	const rows = 3000
	old := t.TempDir()
	s := reopened(t, old)
	insertAll(t, s, given(rows, 1), 500)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for round := range 12 {
		dir := t.TempDir()
		if err := os.CopyFS(dir, os.DirFS(old)); err != nil {
			t.Fatal(err)
		}
		killAround(t, "upgrade", dir, instants(round))
		s, err := open(t.Context(), dir, upgraded)
		if err != nil {
			t.Fatal(err)
		}
		sound(t, s)
		if got := len(stored(t, s)); got != rows {
			t.Errorf("got %d responses after the upgrade, want %d", got, rows)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestWhatWasAcknowledgedSurvivesKill9(t *testing.T) {
	dir := t.TempDir()
	acked := map[survey.ID]bool{}
	for range 5 {
		acknowledged := readUntilKilled(t, dir)
		for id := range acknowledged {
			acked[id] = true
		}
		s := reopened(t, dir)
		sound(t, s)
		have := stored(t, s)
		for id := range acked {
			if !have[id] {
				t.Fatalf("response %s was acknowledged and is lost; %d were acknowledged", id, len(acked))
			}
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d acknowledged, none lost", len(acked))
}

// readUntilKilled kills an inserting child after some acknowledgements and
// returns all that it had written by then.
func readUntilKilled(t *testing.T, dir string) map[survey.ID]bool {
	t.Helper()
	cmd, out := child(t, "insert", dir)
	acked := map[survey.ID]bool{}
	for after := 50 + rand.IntN(1500); out.Scan(); {
		id, err := survey.ParseID(out.Text())
		if err != nil {
			continue // the line that the kill tore
		}
		acked[id] = true
		if len(acked) == after {
			if err := cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	wait(cmd)
	if len(acked) == 0 {
		t.Fatal("the child acknowledged nothing")
	}
	return acked
}

func TestTheFirstIOErrorEndsWritingForGood(t *testing.T) {
	dir := t.TempDir()
	cmd, out := child(t, "ioerror", dir)
	acked := map[survey.ID]bool{}
	var said []string
	for out.Scan() {
		if id, err := survey.ParseID(out.Text()); err == nil {
			acked[id] = true
		} else {
			said = append(said, out.Text())
		}
	}
	wait(cmd)
	text := strings.Join(said, "\n")
	for _, want := range []string{
		// Sorting in, for which nobody waits, may have met the error first.
		`refused: insert responses: the disk reported an error( before| \(SQLite 778\)): store unavailable`,
		`failed`,
		`then: insert responses: the disk reported an error before: store unavailable`,
	} {
		if !regexp.MustCompile("(?m)^" + want + "$").MatchString(text) {
			t.Errorf("got\n%s\nwant a line %q", text, want)
		}
	}
	s := reopened(t, dir)
	sound(t, s)
	have := stored(t, s)
	for id := range acked {
		if !have[id] {
			t.Fatalf("response %s was acknowledged before the error and is lost", id)
		}
	}
	if len(acked) == 0 {
		t.Error("nothing was acknowledged before the error")
	}
}

func TestASecondProcessIsRefusedAtOnce(t *testing.T) {
	dir := t.TempDir()
	s := reopened(t, dir)
	cmd, out := child(t, "open", dir)
	var said string
	for out.Scan() {
		said = out.Text()
	}
	wait(cmd)
	if !strings.HasPrefix(said, "error: "+ErrLocked.Error()) || !strings.Contains(said, dir) {
		t.Errorf("got %q from the second process", said)
	}
	if err := s.Probe(context.Background()); err != nil {
		t.Errorf("the first process was harmed: %v", err)
	}
}
