package sqlitestore

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"sync"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"hailong/internal/survey"
)

// What Open refuses with.
var (
	// ErrLocked: another process has the data folder.
	ErrLocked = errors.New("data folder in use")
	// ErrFolder: the data folder cannot be used as one.
	ErrFolder = errors.New("data folder unusable")
	// ErrForeign: hailong.db is there but it is not ours.
	ErrForeign = errors.New("not a Hài Lòng database")
	// ErrNewer: the file was written by a newer version of the program.
	ErrNewer = errors.New("written by a newer version")
)

// A Failure is an operation that the disk or SQLite did not carry out. Its text
// names the kind of failure only, never a statement, a table or a value; it
// wraps survey.ErrUnavailable.
type Failure struct {
	Op string
	// Code is SQLite's extended result code, or 0 where it was not asked.
	Code int
}

// Error says what failed and why, in our words.
func (f *Failure) Error() string {
	return fmt.Sprintf("%s: %s (SQLite %d): %v", f.Op, f.reason(), f.Code, survey.ErrUnavailable)
}

// Unwrap returns survey.ErrUnavailable.
func (f *Failure) Unwrap() error { return survey.ErrUnavailable }

func (f *Failure) reason() string {
	switch f.Code & 0xff {
	case lib.SQLITE_FULL:
		return "the disk is full"
	case lib.SQLITE_IOERR:
		return "the disk reported an error"
	case lib.SQLITE_CORRUPT, lib.SQLITE_NOTADB:
		return "the file is damaged"
	case lib.SQLITE_READONLY, lib.SQLITE_PERM, lib.SQLITE_CANTOPEN:
		return "the file cannot be written"
	case lib.SQLITE_BUSY, lib.SQLITE_LOCKED:
		return "the file is in use"
	case lib.SQLITE_NOMEM:
		return "out of memory"
	}
	return "the engine refused"
}

// full reports whether the disk had no room, which may come back.
func (f *Failure) full() bool { return isFull(f.Code) }

// full reports whether the disk had no room, which may come back.
func full(err error) bool { return isFull(codeOf(err)) }

func isFull(code int) bool {
	return code&0xff == lib.SQLITE_FULL || code == lib.SQLITE_IOERR_SHMSIZE
}

func errClosed(op string) error {
	return fmt.Errorf("%s: store is closed: %w", op, survey.ErrUnavailable)
}

func codeOf(err error) int {
	var e *sqlite.Error
	if errors.As(err, &e) {
		return e.Code()
	}
	return 0
}

// final reports whether nothing can be trusted after the error until the file
// is opened anew.
func final(err error) bool {
	code := codeOf(err)
	switch code {
	case lib.SQLITE_IOERR_SHMSIZE, lib.SQLITE_IOERR_NOMEM, lib.SQLITE_IOERR_BLOCKED:
		return false // a full disk met by the index of the log; memory; a lock
	}
	switch code & 0xff {
	case lib.SQLITE_IOERR, lib.SQLITE_CORRUPT, lib.SQLITE_NOTADB:
		return true
	}
	// The only writing connection is gone.
	return errors.Is(err, driver.ErrBadConn) || errors.Is(err, sql.ErrConnDone)
}

// writeFault turns a driver's error into ours and closes the store to further
// writes where it is final.
func (s *Store) writeFault(op string, err error) error {
	if final(err) {
		s.failed.set()
	}
	return &Failure{Op: op, Code: codeOf(err)}
}

// readFault turns a driver's error into ours; a context that ended is its own
// reason.
func (s *Store) readFault(ctx context.Context, op string, err error) error {
	if ctx.Err() != nil {
		return fmt.Errorf("%s: %w", op, ctx.Err())
	}
	return &Failure{Op: op, Code: codeOf(err)}
}

// A latch is set once and stays so.
type latch struct {
	once *sync.Once
	done chan struct{}
}

func newLatch() latch { return latch{new(sync.Once), make(chan struct{})} }

func (l latch) set() { l.once.Do(func() { close(l.done) }) }

func (l latch) is() bool {
	select {
	case <-l.done:
		return true
	default:
		return false
	}
}
