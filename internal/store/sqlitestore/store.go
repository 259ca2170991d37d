package sqlitestore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"time"

	"hailong/internal/store"
)

// Readers is how many reads may be under way at once; more wait.
const readers = 4

// Store is the embedded engine. Its methods may be called from any number of
// goroutines.
type Store struct {
	lock    *lock
	writer  *writer
	readers *sql.DB
	codes   *codes
	tray    *tray
	rest    *time.Timer // sorts the tray in
	reading struct{ page, pageAndTray, known, records, record *sql.Stmt }

	// gate is held for reading by every read and for writing by Close, so that
	// the files are closed under nobody.
	gate   sync.RWMutex
	closed bool
	failed latch
}

var _ store.Store = (*Store)(nil)

// Open opens the store in a folder and creates whatever is missing. It refuses
// with one clear line: ErrLocked, ErrFolder, ErrForeign or ErrNewer.
func Open(ctx context.Context, dir string) (*Store, error) {
	return open(ctx, dir, migrations)
}

func open(ctx context.Context, dir string, migrations []string) (_ *Store, err error) {
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("open store: %w", err)
	}
	file, lock, err := prepare(dir)
	if err != nil {
		return nil, err
	}
	s := &Store{lock: lock, failed: newLatch()}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.release())
		}
	}()
	if s.writer, err = openWriter(file, migrations); err != nil {
		return nil, explain(file, err)
	}
	if err := syncFolder(dir); err != nil {
		return nil, err
	}
	if s.codes, err = loadCodes(s.writer.conn); err != nil {
		return nil, explain(file, err)
	}
	if s.tray, err = loadTray(s.writer.conn); err != nil {
		return nil, explain(file, err)
	}
	if err := s.openReaders(file); err != nil {
		return nil, explain(file, err)
	}
	s.rest = time.AfterFunc(trayRest, s.sortInLater)
	s.rest.Stop()
	// What a killed process left in the tray. A full disk does not keep the store
	// from being read.
	if err := s.sortIn(ctx, "open store"); err != nil && s.failed.is() {
		return nil, err
	}
	return s, nil
}

func (s *Store) openReaders(file string) error {
	s.readers = sql.OpenDB(&connector{dsn: readDSN(file), check: checkDurable})
	s.readers.SetMaxOpenConns(readers)
	s.readers.SetMaxIdleConns(readers)
	for _, p := range []struct {
		to    **sql.Stmt
		query string
	}{
		{&s.reading.page, pageQuery},
		{&s.reading.pageAndTray, pageAndTrayQuery},
		{&s.reading.known, knownQuery},
		{&s.reading.records, recordsQuery},
		{&s.reading.record, recordQuery},
	} {
		stmt, err := s.readers.Prepare(p.query)
		if err != nil {
			return err
		}
		*p.to = stmt
	}
	return nil
}

// Failed is closed at the first I/O error. From then on every write fails, and
// the program should say so and exit: only a fresh start knows again what is on
// the disk.
func (s *Store) Failed() <-chan struct{} { return s.failed.done }

// Close waits for what is under way, moves the log into the file and releases
// the folder. Whatever is called afterwards fails. Closing again does nothing.
func (s *Store) Close() error {
	if s.rest.Stop() {
		s.sortInLater() // what cannot be sorted in goes on lying in the tray
	}
	return s.close()
}

func (s *Store) close() error {
	s.gate.Lock()
	defer s.gate.Unlock()
	if s.closed {
		return nil
	}
	s.closed = true
	s.writer.turn <- struct{}{} // for good: nobody writes any more
	return s.release()
}

// release closes what was opened, readers first: the last connection may then
// remove the log.
func (s *Store) release() error {
	var errs []error
	if s.readers != nil {
		errs = append(errs, s.readers.Close())
	}
	if s.writer != nil {
		errs = append(errs, s.writer.close(s.failed.is()))
	}
	errs = append(errs, s.lock.release())
	if err := errors.Join(errs...); err != nil {
		return &Failure{Op: "close store", Code: codeOf(err)}
	}
	return nil
}

// read lets a read in unless the store is closed; it ends with the returned
// function.
func (s *Store) read(ctx context.Context, op string) (end func(), err error) {
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", op, err)
	}
	s.gate.RLock()
	if s.closed {
		s.gate.RUnlock()
		return nil, errClosed(op)
	}
	return s.gate.RUnlock, nil
}
