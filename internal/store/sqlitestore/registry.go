package sqlitestore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"slices"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// listSize is how many records are read in one transaction.
const listSize = 200

const (
	recordQuery  = "SELECT value FROM records WHERE kind = ? AND id = ?"
	kindsQuery   = "SELECT DISTINCT kind FROM records ORDER BY kind"
	recordsQuery = "SELECT id, value FROM records WHERE kind = ? AND id >= ? ORDER BY id LIMIT ?"
)

// Create stores a record under an id that must be free.
func (s *Store) Create(ctx context.Context, kind, id string, value []byte) error {
	op := "create " + kind
	if err := s.sortInBefore(ctx, op, kind); err != nil {
		return err
	}
	taken := false
	err := s.write(ctx, change{op: op, rows: 1, do: func() error {
		res, err := s.writer.create.ExecContext(uninterrupted, kind, id, blob(value))
		if err != nil {
			return err
		}
		n, err := res.RowsAffected()
		taken = n == 0
		return err
	}})
	if err == nil && taken {
		return fmt.Errorf("%s: %w", op, survey.ErrExists)
	}
	return err
}

// Replace stores a record whole.
func (s *Store) Replace(ctx context.Context, kind, id string, value []byte) error {
	op := "replace " + kind
	if err := s.sortInBefore(ctx, op, kind); err != nil {
		return err
	}
	return s.write(ctx, change{op: op, rows: 1, do: func() error {
		_, err := s.writer.replace.ExecContext(uninterrupted, kind, id, blob(value))
		return err
	}})
}

// ReplaceAll stores several records of a kind whole, in one commit.
func (s *Store) ReplaceAll(ctx context.Context, kind string, records []store.Record) error {
	op := "replace " + kind
	if err := s.sortInBefore(ctx, op, kind); err != nil {
		return err
	}
	return s.write(ctx, change{op: op, rows: len(records), do: func() error {
		for _, r := range records {
			if _, err := s.writer.replace.ExecContext(uninterrupted, kind, r.ID, blob(r.Value)); err != nil {
				return err
			}
		}
		return nil
	}})
}

// Delete removes a record.
func (s *Store) Delete(ctx context.Context, kind, id string) error {
	op := "delete " + kind
	if err := s.sortInBefore(ctx, op, kind); err != nil {
		return err
	}
	return s.write(ctx, change{op: op, rows: 1, do: func() error {
		_, err := s.writer.remove.ExecContext(uninterrupted, kind, id)
		return err
	}})
}

// Read returns a record.
func (s *Store) Read(ctx context.Context, kind, id string) ([]byte, error) {
	op := "read " + kind
	end, err := s.read(ctx, op)
	if err != nil {
		return nil, err
	}
	defer end()
	if kind == string(store.Receipts) && s.tray.holdsReceipt(id) {
		return slices.Clone(store.Given), nil
	}
	var value []byte
	err = s.reading.record.QueryRowContext(ctx, kind, id).Scan(&value)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, fmt.Errorf("%s: %w", op, survey.ErrNotFound)
	case err != nil:
		return nil, s.readFault(ctx, op, err)
	}
	return value, nil
}

// List yields the records of a kind, some at a time: like a stream of
// responses it holds nothing in the store while somebody looks at them.
func (s *Store) List(ctx context.Context, kind string) iter.Seq2[store.Record, error] {
	return func(yield func(store.Record, error) bool) {
		from := ""
		for {
			records, err := s.records(ctx, kind, from)
			if err != nil {
				yield(store.Record{}, err)
				return
			}
			for _, r := range records {
				if !yield(r, nil) {
					return
				}
			}
			if len(records) < listSize {
				return
			}
			from = records[len(records)-1].ID + "\x00" // the next id there can be
		}
	}
}

func (s *Store) records(ctx context.Context, kind, from string) (records []store.Record, err error) {
	op := "list " + kind
	if err := s.sortInBefore(ctx, op, kind); err != nil {
		return nil, err
	}
	end, err := s.read(ctx, op)
	if err != nil {
		return nil, err
	}
	defer end()
	rows, err := s.reading.records.QueryContext(ctx, kind, from, listSize)
	if err != nil {
		return nil, s.readFault(ctx, op, err)
	}
	for err == nil && rows.Next() {
		var r store.Record
		if err = rows.Scan(&r.ID, &r.Value); err == nil {
			records = append(records, r)
		}
	}
	if err = errors.Join(err, rows.Err(), rows.Close()); err != nil {
		return nil, s.readFault(ctx, op, err)
	}
	return records, nil
}

// blob makes an empty value one that is not NULL.
func blob(value []byte) []byte {
	if value == nil {
		return []byte{}
	}
	return value
}

// Kinds returns the kinds that have a record.
func (s *Store) Kinds(ctx context.Context) (kinds []string, err error) {
	const op = "list kinds"
	if err := s.sortIn(ctx, op); err != nil {
		return nil, err
	}
	end, err := s.read(ctx, op)
	if err != nil {
		return nil, err
	}
	defer end()
	rows, err := s.readers.QueryContext(ctx, kindsQuery)
	if err != nil {
		return nil, s.readFault(ctx, op, err)
	}
	for rows.Next() && err == nil {
		var kind string
		err = rows.Scan(&kind)
		kinds = append(kinds, kind)
	}
	if err = errors.Join(err, rows.Err(), rows.Close()); err != nil {
		return nil, s.readFault(ctx, op, err)
	}
	return kinds, nil
}
