package sqlitestore

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// scratch is the folder within a data folder where a snapshot lies while it is
// used: what it holds is as private as the store, and encrypted nowhere.
const scratch = "snapshot"

// A Snapshot is a store of its own that holds what another held at one moment.
type Snapshot struct {
	*Store
	dir  string
	lock *os.File
}

// Size returns how many bytes the store in a folder takes, and so about how many
// a snapshot of it does.
func Size(dir string) (bytes int64, err error) {
	for _, name := range []string{fileName, fileName + "-wal"} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return 0, folderError(dir, err)
		}
		if err == nil {
			bytes += info.Size()
		}
	}
	return bytes, nil
}

// TakeSnapshot copies the store in a folder as it is at one moment, and opens the
// copy. It does not need the folder's lock: a service may be running on it, and
// goes on writing. The copy is written in the order of the keys, so that its
// bytes tell nothing of arrival, and its schema is brought up to date, so that a
// store can be saved before a new version touches it. Closing removes it; one
// that a kill left is removed by the next.
func TakeSnapshot(ctx context.Context, dir string) (_ *Snapshot, err error) {
	if !Exists(dir) {
		return nil, fmt.Errorf("%w: %s: there is no store in it", ErrFolder, dir)
	}
	s := &Snapshot{dir: filepath.Join(dir, scratch)}
	if s.lock, err = lockScratch(dir, s.dir); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.clear(), s.lock.Close())
		}
	}()
	if err := s.clear(); err != nil {
		return nil, err
	}
	if err := vacuumInto(ctx, filepath.Join(dir, fileName), filepath.Join(s.dir, fileName)); err != nil {
		return nil, err
	}
	s.Store, err = Open(ctx, s.dir)
	return s, err
}

// Close closes and removes the copy.
func (s *Snapshot) Close() error {
	return errors.Join(s.Store.Close(), s.clear(), s.lock.Close())
}

// lockScratch makes the folder of snapshots this process's own. Its lock is not
// the store's in it, which comes and goes with the copy.
func lockScratch(dir, scratch string) (*os.File, error) {
	if err := os.MkdirAll(scratch, 0o700); err != nil {
		return nil, folderError(dir, err)
	}
	f, err := os.OpenFile(filepath.Join(scratch, "snapshot.lock"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, folderError(dir, err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		f.Close()
		return nil, fmt.Errorf("%w: another backup of %s is just being made; wait until it has ended", ErrLocked, dir)
	}
	return f, nil
}

// clear removes a copy, or what a kill left of one.
func (s *Snapshot) clear() error {
	left, err := filepath.Glob(filepath.Join(s.dir, fileName+"*"))
	for _, name := range left {
		err = errors.Join(err, os.Remove(name))
	}
	return err
}

// vacuumInto copies a database in one read transaction. The file is made first,
// so that nobody else may read it.
func vacuumInto(ctx context.Context, from, into string) error {
	f, err := os.OpenFile(into, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return folderError(filepath.Dir(into), err)
	}
	if err := f.Close(); err != nil {
		return folderError(filepath.Dir(into), err)
	}
	// Opened for reading: query_only besides would forbid the statement.
	db, conn, err := pinned(&connector{dsn: dsn(from, "ro"), check: checkDurable})
	if err != nil {
		return explain(from, err)
	}
	_, err = conn.ExecContext(ctx, "VACUUM INTO ?", into)
	if cause := ctx.Err(); cause != nil {
		err = fmt.Errorf("take snapshot: %w", cause)
	} else if err != nil {
		err = fmt.Errorf("take snapshot: %w", &Failure{Op: "copy", Code: codeOf(err)})
	}
	return errors.Join(err, conn.Close(), db.Close())
}
