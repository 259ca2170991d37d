package sqlitestore

import (
	"context"
	"errors"
	"iter"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"hailong/internal/survey"
)

func TestAFullDiskRefusesAndHealsAlone(t *testing.T) {
	s := reopened(t, t.TempDir())
	insertAll(t, s, given(100, 1), 100)
	limit(t, s, 20)
	var err error
	inserted := 100
	for n := uint64(2); err == nil && n < 200; n++ {
		if _, err = s.Insert(t.Context(), given(50, n)); err == nil {
			inserted += 50
		}
	}
	if !errors.Is(err, survey.ErrUnavailable) || !strings.Contains(err.Error(), "the disk is full") {
		t.Fatalf("got %v, want a full disk", err)
	}
	if err := s.Probe(t.Context()); !errors.Is(err, survey.ErrUnavailable) {
		t.Errorf("got %v from a probe of the full disk, want %v", err, survey.ErrUnavailable)
	}
	if got := len(stored(t, s)); got != inserted {
		t.Errorf("got %d responses on the full disk, want the %d acknowledged", got, inserted)
	}
	limit(t, s, 1<<20)
	for range 2 { // the first finds the room, the second is an ordinary one again
		if err := s.Probe(t.Context()); err != nil {
			t.Errorf("got %v from a probe after space returned", err)
		}
	}
	insertAll(t, s, given(50, 999), 50)
	select {
	case <-s.Failed():
		t.Error("a full disk closed the store")
	default:
	}
	sound(t, s)
}

// limit makes SQLite refuse to grow the file beyond some pages, as a full disk does.
func limit(t *testing.T, s *Store, pages int) {
	t.Helper()
	var got int
	if err := s.writer.conn.QueryRowContext(t.Context(), "PRAGMA max_page_count = "+strconv.Itoa(pages)).Scan(&got); err != nil {
		t.Fatal(err)
	}
}

func TestTheLogStaysShortBesideAnAbandonedReader(t *testing.T) {
	dir := t.TempDir()
	s := reopened(t, dir)
	insertAll(t, s, given(pageSize+100, 1), 500)
	next, stop := iter.Pull2(s.Responses(t.Context(), everything))
	defer stop()
	if _, err, _ := next(); err != nil {
		t.Fatal(err)
	}
	longest := int64(0)
	for n := range uint64(100) {
		insertAll(t, s, given(100, n+2), 100)
		info, err := os.Stat(filepath.Join(dir, fileName+"-wal"))
		if err != nil {
			t.Fatal(err)
		}
		longest = max(longest, info.Size())
	}
	t.Logf("longest log: %d KiB", longest>>10)
	if longest > logLimit {
		t.Errorf("got a log of %d bytes, want at most %d", longest, logLimit)
	}
	if _, err, _ := next(); err != nil {
		t.Errorf("the reader was harmed: %v", err)
	}
}

func TestALogKeptByAReaderIsRestartedWhenItLeaves(t *testing.T) {
	s := reopened(t, t.TempDir())
	insertAll(t, s, given(1000, 1), 500)
	s.sortInLater()
	rows, err := s.readers.Query("SELECT id FROM responses")
	if err != nil {
		t.Fatal(err)
	}
	if !rows.Next() {
		t.Fatal(rows.Err())
	}
	insertAll(t, s, given(500, 2), 500)
	if err := s.writer.checkpoint("PASSIVE"); err != nil { // cannot finish, waits for nobody
		t.Fatal(err)
	}
	if err := rows.Close(); err != nil {
		t.Fatal(err)
	}
	if err := s.writer.checkpoint("RESTART"); err != nil {
		t.Fatal(err)
	}
	sound(t, s)
}

func TestNoErrorTellsSQL(t *testing.T) {
	s := reopened(t, t.TempDir())
	if _, err := s.writer.conn.ExecContext(t.Context(), "PRAGMA query_only = on"); err != nil {
		t.Fatal(err)
	}
	for name, err := range map[string]error{
		"insert": func() error { _, err := s.Insert(t.Context(), given(1, 1)); return err }(),
		"create": s.Create(t.Context(), "places", "a", nil),
		"probe":  s.Probe(t.Context()),
	} {
		if !errors.Is(err, survey.ErrUnavailable) {
			t.Errorf("%s: got %v, want %v", name, err, survey.ErrUnavailable)
			continue
		}
		for _, word := range []string{"INSERT", "responses (", "query_only", "readonly", "hailong.db", "sql:"} {
			if strings.Contains(err.Error(), word) {
				t.Errorf("%s: the error tells %q: %v", name, word, err)
			}
		}
	}
	if _, err := s.writer.conn.ExecContext(t.Context(), "PRAGMA query_only = off"); err != nil {
		t.Fatal(err)
	}
	insertAll(t, s, given(1, 1), 1)
}

func TestARolledBackBatchLeavesNoCodes(t *testing.T) {
	s := reopened(t, t.TempDir())
	batch := given(2, 1)
	batch[1].Field = "MOI"
	coding := s.coding()
	stop := errors.New("stop")
	err := s.write(t.Context(), change{op: "insert", rows: 2, done: coding.keep, do: func() error {
		for i := range batch {
			if _, err := s.insert(coding, &batch[i]); err != nil {
				return err
			}
		}
		return stop
	}})
	if err == nil {
		t.Fatal("got no error")
	}
	if n := len(s.codes.numbers) + len(s.codes.campaigns); n != 0 {
		t.Errorf("got %d codes known that are not stored", n)
	}
	insertAll(t, s, batch, 2)
	if got := len(stored(t, s)); got != 2 {
		t.Errorf("got %d responses, want 2", got)
	}
}

func TestNumbersThatCollideAreDifferent(t *testing.T) {
	s := reopened(t, t.TempDir())
	for i := range 20 {
		// Five bits of number and one content: everything collides, and the search goes round.
		err := s.write(t.Context(), change{op: "take", do: func() error {
			_, err := take(s.writer.campaign, 5, []string{"same"}, strconv.Itoa(i))
			return err
		}})
		if err != nil {
			t.Fatal(err)
		}
	}
	var n int
	if err := s.readers.QueryRow("SELECT count(DISTINCT id) FROM campaigns").Scan(&n); err != nil || n != 20 {
		t.Errorf("got %d numbers, %v, want 20", n, err)
	}
}

func TestAWriterThatWaitsTooLongStoresNothing(t *testing.T) {
	s := reopened(t, t.TempDir())
	s.writer.turn <- struct{}{}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() {
		_, err := s.Insert(ctx, given(1, 1))
		done <- err
	}()
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
	<-s.writer.turn
	if got := len(stored(t, s)); got != 0 {
		t.Errorf("got %d responses, want none", got)
	}
}
