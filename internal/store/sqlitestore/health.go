package sqlitestore

import (
	"context"
	"fmt"
)

const pageBytes = 4096

// Probe overwrites one row of its own, through the same log and the same fsync
// as a response. After a full disk it is red until there is room again for as
// much as was refused: one free page proves nothing to a batch.
func (s *Store) Probe(ctx context.Context) error {
	w := s.writer
	return s.write(ctx, change{op: "probe store", rows: 1, done: func() { w.lacking = 0 }, do: func() error {
		_, err := w.flip.ExecContext(uninterrupted, w.lacking*pageBytes)
		return err
	}})
}

// Integrity has SQLite check the whole file against itself.
func (s *Store) Integrity(ctx context.Context) error {
	const op = "check integrity"
	end, err := s.read(ctx, op)
	if err != nil {
		return err
	}
	defer end()
	var verdict string
	if err := s.readers.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&verdict); err != nil {
		return s.readFault(ctx, op, err)
	}
	if verdict != "ok" {
		return fmt.Errorf("%s: %s", op, verdict)
	}
	return nil
}

// Repack writes the whole file anew in the order of its keys, so that not even
// the bytes of a page tell which response came first. Writers wait meanwhile,
// and the folder needs room for the file twice more.
func (s *Store) Repack(ctx context.Context) error {
	const op = "repack store"
	if err := s.sortIn(ctx, op); err != nil {
		return err
	}
	w := s.writer
	return w.alone(ctx, s, op, func() error {
		if _, err := w.conn.ExecContext(uninterrupted, "VACUUM"); err != nil {
			return err
		}
		return w.checkpoint("TRUNCATE")
	})
}
