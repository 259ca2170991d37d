package sqlitestore

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestASecondOpenInTheSameProcessIsRefused(t *testing.T) {
	dir := t.TempDir()
	s := reopened(t, dir)
	_, err := Open(t.Context(), dir)
	refused(t, err, ErrLocked, dir)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	reopened(t, dir)
}

// refused wants one line that names the folder.
func refused(t *testing.T, err, want error, dir string) {
	t.Helper()
	if !errors.Is(err, want) || !strings.Contains(err.Error(), dir) || strings.Contains(err.Error(), "\n") {
		t.Errorf("got %q, want one line of %q that names %s", err, want, dir)
	}
}

func TestAFolderThatCannotBeUsedIsRefusedWithOneLine(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	occupied := filepath.Join(dir, "occupied")
	if err := os.MkdirAll(filepath.Join(occupied, fileName), 0o700); err != nil {
		t.Fatal(err)
	}
	closed := filepath.Join(dir, "closed")
	if err := os.Mkdir(closed, 0o500); err != nil {
		t.Fatal(err)
	}
	if os.Getuid() == 0 {
		closed = "/proc/self" // elsewhere root may write whatever the mode says
	}
	for _, c := range []struct{ name, dir string }{
		{"a file", file}, {"below a file", filepath.Join(file, "data")}, {"a folder for a file", occupied}, {"not writable", closed},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Open(t.Context(), c.dir)
			refused(t, err, ErrFolder, c.dir)
		})
	}
}

func TestAFileThatIsNotOursIsRefusedAndLeftAlone(t *testing.T) {
	text := strings.Repeat("Đây không phải là cơ sở dữ liệu. ", 200)
	t.Run("not a database", func(t *testing.T) {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, fileName), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := Open(t.Context(), dir)
		refused(t, err, ErrForeign, dir)
		if got, _ := os.ReadFile(filepath.Join(dir, fileName)); string(got) != text {
			t.Error("the file was changed")
		}
	})
	t.Run("another program's database", func(t *testing.T) {
		dir := t.TempDir()
		execute(t, dir, "CREATE TABLE theirs (a)")
		_, err := Open(t.Context(), dir)
		refused(t, err, ErrForeign, dir)
	})
}

// execute runs a statement on the file of a closed store.
func execute(t *testing.T, dir, statement string) {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(dir, fileName))
	if err == nil {
		_, err = db.Exec(statement)
	}
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
}

func TestANewerSchemaIsRefused(t *testing.T) {
	dir := t.TempDir()
	s, err := open(t.Context(), dir, upgraded)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	_, err = Open(t.Context(), dir)
	refused(t, err, ErrNewer, dir)
	if s, err = open(t.Context(), dir, upgraded); err != nil {
		t.Fatalf("the newer program no longer opens it: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestAMigrationThatFailsChangesNothing(t *testing.T) {
	dir := t.TempDir()
	broken := append(migrations[:1:1], "CREATE TABLE later (a); INSERT INTO nowhere VALUES (1)")
	if _, err := open(t.Context(), dir, broken); err == nil {
		t.Fatal("got no error from a broken migration")
	} else if strings.Contains(err.Error(), "nowhere") {
		t.Errorf("the error tells SQL: %v", err)
	}
	s := reopened(t, dir)
	if got := columns(t, s)["later"]; got != nil {
		t.Errorf("got half of a migration: %v", got)
	}
}

func TestACancelledContextOpensNothing(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	dir := filepath.Join(t.TempDir(), "data")
	if _, err := Open(ctx, dir); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
	if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
		t.Error("the folder was made")
	}
}

func TestOnlyTheOwnerMayReadTheFiles(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "data & dữ liệu 50%?#")
	s := reopened(t, dir)
	insertAll(t, s, given(1, 1), 1)
	for name, want := range map[string]os.FileMode{"": 0o700, fileName: 0o600, fileName + "-wal": 0o600, fileName + "-shm": 0o600, lockName: 0o600} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != want {
			t.Errorf("%q: got %o, want %o", name, got, want)
		}
	}
}

func TestAnSQLiteThatMayCorruptItsLogIsRefused(t *testing.T) {
	for version, good := range map[string]bool{"3.51.3": true, "3.51.2": false, "3.50.9": false, "3.54.1": true, "4.0.0": true, "3": false} {
		if err := checkVersion(version); (err == nil) != good {
			t.Errorf("SQLite %s: got %v", version, err)
		}
	}
}
