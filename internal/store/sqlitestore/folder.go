package sqlitestore

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

const (
	fileName = "hailong.db"
	lockName = "hailong.lock"
)

// Exists reports whether a folder holds a store, or the beginning of one.
func Exists(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, fileName))
	return err == nil
}

// prepare makes the folder, takes its lock and makes the database file, empty,
// with the rights that SQLite then gives to its log as well.
func prepare(dir string) (file string, l *lock, err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", nil, folderError(dir, err)
	}
	if l, err = acquire(dir); err != nil {
		return "", nil, err
	}
	file = filepath.Join(dir, fileName)
	// Opened and closed before SQLite has it: closing any descriptor of a file
	// drops the POSIX locks that the process holds on it.
	f, err := os.OpenFile(file, os.O_RDWR|os.O_CREATE, 0o600)
	if err == nil {
		err = f.Close()
	}
	if err != nil {
		return "", nil, errors.Join(folderError(dir, err), l.release())
	}
	return file, l, nil
}

// syncFolder makes the names of the files in it durable, and its own.
func syncFolder(dir string) error {
	for _, d := range []string{dir, filepath.Dir(filepath.Clean(dir))} {
		f, err := os.Open(d)
		if errors.Is(err, fs.ErrPermission) && d != dir {
			continue // a parent we may not list was not made by us
		}
		if err != nil {
			return folderError(dir, err)
		}
		if err := errors.Join(f.Sync(), f.Close()); err != nil {
			return folderError(dir, err)
		}
	}
	return nil
}

func folderError(dir string, err error) error {
	reason := err.Error()
	var path *fs.PathError
	if errors.As(err, &path) {
		reason = path.Err.Error()
	}
	switch {
	case errors.Is(err, syscall.ENOTDIR):
		reason = "it is a file, not a folder"
	case errors.Is(err, syscall.EISDIR):
		reason = "there is a folder where " + fileName + " or " + lockName + " should be"
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		reason = "this user may not write there"
	case errors.Is(err, syscall.ENOSPC):
		reason = "the disk is full"
	}
	return fmt.Errorf("%w: %s: %s; give another with HAILONG_DATA_DIR", ErrFolder, dir, reason)
}

// A lock is this process's hold on a data folder.
type lock struct{ f *os.File }

// acquire takes the folder's lock or fails at once. flock binds the lock to
// the open file and not to the process: a second Open in this process is
// refused as well.
func acquire(dir string) (*lock, error) {
	f, err := os.OpenFile(filepath.Join(dir, lockName), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, folderError(dir, err)
	}
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if err == nil {
		writePID(f)
		return &lock{f}, nil
	}
	holder := readPID(f)
	_ = f.Close()
	if !errors.Is(err, syscall.EWOULDBLOCK) {
		return nil, folderError(dir, err)
	}
	return nil, fmt.Errorf("%w: %s belongs to another running hailong%s; stop that one first, or give this one another folder with HAILONG_DATA_DIR",
		ErrLocked, dir, holder)
}

// release gives the folder back. The file stays: removing it would let two
// processes lock two files of the same name.
func (l *lock) release() error { return l.f.Close() }

// writePID leaves the number of the holder for the message to the next one. It
// is a courtesy: a failure changes nothing.
func writePID(f *os.File) {
	if f.Truncate(0) == nil {
		_, _ = f.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"), 0)
	}
}

func readPID(f *os.File) string {
	b := make([]byte, 16)
	n, _ := f.ReadAt(b, 0)
	pid, err := strconv.Atoi(strings.TrimSpace(string(b[:n])))
	if err != nil {
		return ""
	}
	return fmt.Sprintf(" (process %d)", pid)
}
