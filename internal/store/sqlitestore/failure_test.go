package sqlitestore

import (
	"context"
	"errors"
	"strings"
	"testing"

	lib "modernc.org/sqlite/lib"

	"hailong/internal/survey"
)

func TestAFailureSaysWhatAPersonCanActOn(t *testing.T) {
	for code, want := range map[int]string{
		lib.SQLITE_FULL:          "the disk is full",
		lib.SQLITE_IOERR_FSYNC:   "the disk reported an error",
		lib.SQLITE_CORRUPT:       "the file is damaged",
		lib.SQLITE_READONLY:      "the file cannot be written",
		lib.SQLITE_BUSY_SNAPSHOT: "the file is in use",
		lib.SQLITE_NOMEM:         "out of memory",
		lib.SQLITE_MISUSE:        "the engine refused",
	} {
		err := error(&Failure{Op: "insert responses", Code: code})
		if !strings.HasPrefix(err.Error(), "insert responses: "+want) || !errors.Is(err, survey.ErrUnavailable) {
			t.Errorf("code %d: got %v, want %q", code, err, want)
		}
	}
}

func TestAReadThatIsCancelledMidwaySaysSo(t *testing.T) {
	s := reopened(t, t.TempDir())
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err := s.readFault(ctx, "read responses", errors.New("interrupted (9)"))
	if !errors.Is(err, context.Canceled) || strings.Contains(err.Error(), "interrupted") {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
	if err := s.readFault(t.Context(), "read responses", errors.New("secret words")); !errors.Is(err, survey.ErrUnavailable) || strings.Contains(err.Error(), "secret") {
		t.Errorf("got %v, want our own words", err)
	}
}

// A reader may meet a source between its commit and its becoming known.
func TestASourceThatIsNotYetKnownIsReadFromTheFile(t *testing.T) {
	s := reopened(t, t.TempDir())
	batch := given(30, 1)
	insertAll(t, s, batch, 30)
	s.codes.mu.Lock()
	clear(s.codes.sources)
	clear(s.codes.campaigns)
	s.codes.mu.Unlock()
	want := map[survey.ID]source{}
	for i := range batch {
		want[batch[i].ID] = sourceOf(&batch[i])
	}
	n := 0
	for r, err := range s.Responses(t.Context(), everything) {
		if err != nil {
			t.Fatal(err)
		}
		if sourceOf(r) != want[r.ID] {
			t.Errorf("got %+v, want %+v", sourceOf(r), want[r.ID])
		}
		n++
	}
	if n != len(batch) {
		t.Errorf("got %d responses, want %d", n, len(batch))
	}
}
