package sqlitestore

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"hailong/internal/store"
	"hailong/internal/survey"
)

func snapshot(t *testing.T, dir string) *Snapshot {
	t.Helper()
	s, err := TakeSnapshot(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestASnapshotHoldsWhatWasStoredAndLeavesNothingBehind(t *testing.T) {
	for _, state := range []string{"open", "closed", "killed"} {
		t.Run(state, func(t *testing.T) {
			dir := t.TempDir()
			s := reopened(t, dir)
			all := given(3000, 1)
			insertAll(t, s, all, 500)
			if err := s.Create(t.Context(), "accounts", "lan", []byte("{}")); err != nil {
				t.Fatal(err)
			}
			if state == "closed" {
				if err := s.Close(); err != nil {
					t.Fatal(err)
				}
			}
			if state == "killed" { // only the files, the log not moved
				left := t.TempDir()
				for _, name := range []string{fileName, fileName + "-wal"} {
					b, err := os.ReadFile(filepath.Join(dir, name))
					if err == nil {
						err = os.WriteFile(filepath.Join(left, name), b, 0o600)
					}
					if err != nil {
						t.Fatal(err)
					}
				}
				dir = left
			}
			c := snapshot(t, dir)
			sound(t, c.Store)
			if got := stored(t, c.Store); len(got) != len(all) {
				t.Errorf("%d responses, want %d", len(got), len(all))
			}
			if _, err := c.Read(t.Context(), "accounts", "lan"); err != nil {
				t.Error(err)
			}
			if _, err := TakeSnapshot(t.Context(), dir); !errors.Is(err, ErrLocked) || !strings.Contains(err.Error(), "another backup") {
				t.Errorf("a second snapshot at once: %v", err)
			}
			info, err := os.Stat(filepath.Join(dir, scratch, fileName))
			if err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("the copy has mode %v (%v)", info.Mode(), err)
			}
			if err := c.Close(); err != nil {
				t.Fatal(err)
			}
			if left, _ := filepath.Glob(filepath.Join(dir, scratch, fileName+"*")); len(left) > 0 {
				t.Errorf("left behind %v", left)
			}
			if err := snapshot(t, dir).Close(); err != nil {
				t.Error(err)
			}
		})
	}
}

// Records and responses are written in one order by one writer: a moment is a
// state in which both are equally many, or the record one ahead.
func TestASnapshotUnderLoadIsOneMomentAndStopsNoWriter(t *testing.T) {
	dir := t.TempDir()
	s := reopened(t, dir)
	insertAll(t, s, given(5000, 1), 500)
	before := len(stored(t, s))
	ctx, stop := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	var written atomic.Int64
	var slowest atomic.Int64
	wg.Go(func() {
		for i, r := range given(100000, 2) {
			if ctx.Err() != nil {
				return
			}
			start := time.Now()
			id := string(rune('a'+i%26)) + r.ID.String()
			err := s.Create(context.Background(), "marks", id, nil)
			if err == nil {
				_, err = s.Insert(context.Background(), []survey.Response{r})
			}
			if err != nil {
				t.Error(err)
				return
			}
			written.Add(1)
			slowest.Store(max(slowest.Load(), int64(time.Since(start))))
		}
	})
	for range 3 {
		from := written.Load()
		c := snapshot(t, dir)
		to := written.Load()
		marks := int64(0)
		for _, err := range c.List(t.Context(), "marks") {
			if err != nil {
				t.Fatal(err)
			}
			marks++
		}
		n := int64(len(stored(t, c.Store)) - before)
		if n < from || n > to+1 || marks != n && marks != n+1 {
			t.Errorf("%d responses and %d marks; %d were there before and %d after", n, marks, from, to)
		}
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
	}
	stop()
	wg.Wait()
	t.Logf("%d written meanwhile, the slowest in %v", written.Load(), time.Duration(slowest.Load()))
	if written.Load() == 0 {
		t.Error("nobody wrote meanwhile")
	}
	if slow := time.Duration(slowest.Load()); slow > busyTimeout*time.Millisecond {
		t.Errorf("a writer waited %v", slow)
	}
}

// A reader who stays, as a long copy does, costs a writer a short wait and not
// the connection's whole timeout.
func TestALongReaderStopsNoWriter(t *testing.T) {
	dir := t.TempDir()
	s := reopened(t, dir)
	insertAll(t, s, given(1, 1), 1)
	db, conn, err := pinned(&connector{dsn: readDSN(filepath.Join(dir, fileName)), check: checkDurable})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	defer conn.Close()
	for _, q := range []string{"BEGIN", "SELECT count(*) FROM responses"} {
		if _, err := conn.ExecContext(t.Context(), q); err != nil {
			t.Fatal(err)
		}
	}
	large := make([]store.Record, 20)
	for i := range large {
		large[i] = store.Record{ID: string(rune('a' + i)), Value: make([]byte, 1<<20)}
	}
	if err := s.ReplaceAll(t.Context(), "large", large); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(filepath.Join(dir, fileName+"-wal")); err != nil || info.Size() < restartAt*pageBytes {
		t.Errorf("the log has not grown to where anybody is waited for: %v", err)
	}
	start := time.Now()
	if err := s.writer.checkpoint("PASSIVE"); err != nil {
		t.Error(err)
	}
	if took := time.Since(start); took > busyTimeout*time.Millisecond {
		t.Errorf("a writer waited %v for a reader", took)
	}
	if got, err := ofWriter(s, "busy_timeout"); err != nil || got != "10000" {
		t.Errorf("afterwards the writer waits %s ms (%v)", got, err)
	}
}

func ofWriter(s *Store, name string) (value string, err error) {
	err = s.writer.conn.QueryRowContext(uninterrupted, "PRAGMA "+name).Scan(&value)
	return value, err
}

func TestWhatIsNoStoreGivesNoSnapshot(t *testing.T) {
	if _, err := TakeSnapshot(t.Context(), t.TempDir()); !errors.Is(err, ErrFolder) {
		t.Errorf("an empty folder: %v", err)
	}
	foreign := t.TempDir()
	execute(t, foreign, "CREATE TABLE theirs (a)")
	execute(t, foreign, "PRAGMA journal_mode = wal")
	if _, err := TakeSnapshot(t.Context(), foreign); !errors.Is(err, ErrForeign) {
		t.Errorf("another program's file: %v", err)
	}
	dir := t.TempDir()
	s := reopened(t, dir)
	insertAll(t, s, given(10, 1), 10)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := TakeSnapshot(ctx, dir); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, scratch, fileName+"*")); len(left) > 0 {
		t.Errorf("a failure left %v", left)
	}
}

func TestSeveralRecordsAreOneCommit(t *testing.T) {
	s := reopened(t, t.TempDir())
	list := []store.Record{{ID: "a", Value: []byte("1")}, {ID: "b"}, {ID: "a", Value: []byte("2")}}
	if err := s.ReplaceAll(t.Context(), "marks", list); err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]string{"a": "2", "b": ""} {
		if got, err := s.Read(t.Context(), "marks", id); err != nil || string(got) != want {
			t.Errorf("%s: %q, %v, want %q", id, got, err, want)
		}
	}
}
