package sqlitestore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"hailong/internal/survey"
)

const (
	// checkpointAt is how many pages may have been written to the log before it
	// is moved into the file; 4 MiB, SQLite's own measure.
	checkpointAt = 1000
	// restartAt is how long the log (in pages) may grow because readers kept a
	// checkpoint from finishing. Then the writer waits for the readers, each of
	// which leaves after its page.
	restartAt = 4000
	// checkpointWait (ms) is how long a checkpoint waits for readers.
	checkpointWait = 100
	// pagesPerRow is about what a row adds to the log: its leaf, a leaf of the
	// index, the one of its receipt, and now and then a split.
	pagesPerRow = 3
	// leastRoom is the least room (in pages) that a probe looks for after the
	// disk was full: some pages are soon free, and soon gone again.
	leastRoom = 64
)

// A writer is the only connection that writes. Whoever holds its turn may use
// it.
type writer struct {
	turn chan struct{}
	db   *sql.DB
	conn *sql.Conn
	// owed counts pages, roughly, that were logged since the last checkpoint.
	owed int
	// lacking is how many pages the disk had no room for at the last full disk;
	// a probe must find that much before all is well again.
	lacking int

	begin, commit, rollback       *sql.Stmt
	insert, campaign, source      *sql.Stmt
	ask, lay, layReceipt          *sql.Stmt
	laySome, laySomeReceipts      *sql.Stmt
	create, replace, remove, flip *sql.Stmt
}

func openWriter(file string, migrations []string) (_ *writer, err error) {
	w := &writer{turn: make(chan struct{}, 1)}
	if w.db, w.conn, err = pinned(&connector{dsn: writeDSN(file), check: checkDurable}); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, w.conn.Close(), w.db.Close())
		}
	}()
	if err := migrate(w.conn, file, migrations); err != nil {
		return nil, err
	}
	if err := w.prepare(); err != nil {
		return nil, err
	}
	// What a killed process left in its log goes into the file first. A full
	// disk does not keep the store from being read.
	if err := w.checkpoint("TRUNCATE"); err != nil && final(err) {
		return nil, err
	}
	return w, nil
}

func (w *writer) prepare() error {
	for _, p := range []struct {
		to    **sql.Stmt
		query string
	}{
		{&w.begin, "BEGIN IMMEDIATE"},
		{&w.commit, "COMMIT"},
		{&w.rollback, "ROLLBACK"},
		{&w.insert, "INSERT INTO responses (campaign, date, id, source, answers, comment, flags) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"},
		{&w.ask, askQuery},
		{&w.lay, layQuery},
		{&w.layReceipt, layReceiptQuery},
		{&w.laySome, laySomeQuery},
		{&w.laySomeReceipts, laySomeReceiptsQuery},
		{&w.campaign, "INSERT INTO campaigns (id, code) VALUES (?, ?) ON CONFLICT (id) DO NOTHING"},
		{&w.source, "INSERT INTO sources (id, unit, place, counter, channel, field, template, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING"},
		{&w.create, "INSERT INTO records (kind, id, value) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"},
		{&w.replace, "INSERT INTO records (kind, id, value) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value"},
		{&w.remove, "DELETE FROM records WHERE kind = ? AND id = ?"},
		{&w.flip, "UPDATE canary SET bit = 1 - bit, room = zeroblob(?)"},
	} {
		stmt, err := w.conn.PrepareContext(uninterrupted, p.query)
		if err != nil {
			return err
		}
		*p.to = stmt
	}
	return nil
}

// close moves the log into the file unless the disk already failed, and closes
// the connection.
func (w *writer) close(failed bool) error {
	var errs []error
	if !failed {
		// Without space the log stays; nothing is lost by it.
		if err := w.checkpoint("TRUNCATE"); err != nil && !full(err) {
			errs = append(errs, err)
		}
	}
	return errors.Join(append(errs, w.conn.Close(), w.db.Close())...)
}

// alone runs do when it is the caller's turn to write. Until then the context
// may end and nothing has happened; afterwards it no longer matters.
func (w *writer) alone(ctx context.Context, s *Store, op string, do func() error) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("%s: %w", op, err)
	}
	end, err := s.read(ctx, op)
	if err != nil {
		return err
	}
	defer end()
	select {
	case w.turn <- struct{}{}:
		defer func() { <-w.turn }()
	case <-ctx.Done():
		return fmt.Errorf("%s: %w", op, ctx.Err())
	}
	if s.failed.is() {
		return fmt.Errorf("%s: the disk reported an error before: %w", op, survey.ErrUnavailable)
	}
	if err := do(); err != nil {
		return s.writeFault(op, err)
	}
	return nil
}

// A change is one durable transaction.
type change struct {
	op   string
	rows int // how many it writes
	do   func() error
	done func() // called after the commit, still in turn; may be nil
	// spare is a change that nobody waits for: a disk without room for it is not
	// full for others.
	spare bool
}

func (s *Store) write(ctx context.Context, c change) error {
	w := s.writer
	return w.alone(ctx, s, c.op, func() error {
		pages := c.rows*pagesPerRow + 1
		if err := w.transact(c.do); err != nil {
			if full(err) {
				if !c.spare {
					w.lacking = max(w.lacking, pages, leastRoom)
				}
				s.shorten() // an emptied log is written anew from its start and needs no more room
			}
			return err
		}
		if c.done != nil {
			c.done()
		}
		w.owed += pages
		if w.owed >= checkpointAt {
			s.shorten()
		}
		return nil
	})
}

func (w *writer) transact(do func() error) error {
	if _, err := w.begin.ExecContext(uninterrupted); err != nil {
		return err
	}
	err := do()
	if err == nil {
		_, err = w.commit.ExecContext(uninterrupted)
	}
	if err != nil {
		// SQLite may have rolled back by itself, and then says so: both are well.
		_, _ = w.rollback.ExecContext(uninterrupted)
	}
	return err
}

// shorten moves the log into the file. The transaction before it is durable
// whatever happens here, so an error is not the caller's: a final one closes
// the store to the next write, and for lack of space the log just waits.
func (s *Store) shorten() {
	w := s.writer
	err := w.checkpoint("PASSIVE")
	if err == nil {
		w.owed = 0
	} else if final(err) {
		s.failed.set()
	}
}

// checkpoint copies the log into the file. TRUNCATE also waits for the readers
// and empties the log; PASSIVE waits for nobody unless the log grew too long.
// Nobody is waited for longer than a reader's page takes: whoever reads for
// seconds, as a Snapshot does, would hold up every submission. The log then grows
// until he has done.
func (w *writer) checkpoint(mode string) (err error) {
	if mode != "PASSIVE" {
		if err := w.wait(checkpointWait); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, w.wait(busyTimeout)) }()
	}
	var busy, logged, moved int
	row := w.conn.QueryRowContext(uninterrupted, "PRAGMA wal_checkpoint("+mode+")")
	if err := row.Scan(&busy, &logged, &moved); err != nil {
		return err
	}
	if mode == "PASSIVE" && moved < logged && logged >= restartAt {
		return w.checkpoint("RESTART")
	}
	return nil
}

// wait sets how long the writer waits for others (ms).
func (w *writer) wait(ms int) error {
	_, err := w.conn.ExecContext(uninterrupted, fmt.Sprintf("PRAGMA busy_timeout = %d", ms))
	return err
}
