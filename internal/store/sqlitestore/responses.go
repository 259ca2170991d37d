package sqlitestore

import (
	"context"
	"fmt"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// Insert stores the batch in one transaction.
func (s *Store) Insert(ctx context.Context, batch []survey.Response) ([]bool, error) {
	const op = "insert responses"
	if len(batch) > store.MaxBatch {
		return nil, fmt.Errorf("%s: %d in one batch, at most %d", op, len(batch), store.MaxBatch)
	}
	fresh := make([]bool, len(batch))
	insert := s.place
	switch n := len(batch); {
	case n == 0:
		return fresh, nil
	case n >= crowd, s.tray.len() > 0:
		insert = s.lay
	}
	if err := insert(ctx, op, batch, fresh); err != nil {
		return nil, err
	}
	return fresh, nil
}

// place stores a batch where it belongs, and tells which of it is new.
func (s *Store) place(ctx context.Context, op string, batch []survey.Response, fresh []bool) error {
	coding := s.coding()
	return s.write(ctx, change{op: op, rows: s.tray.len() + len(batch), do: func() error {
		if s.tray.len() > 0 {
			if err := s.writer.sortIn(); err != nil {
				return err
			}
		}
		for _, i := range byID(batch) {
			var err error
			if fresh[i], err = s.insert(coding, &batch[i]); err != nil {
				return err
			}
		}
		return nil
	}, done: func() {
		coding.keep()
		s.tray.change(true, nil)
	}})
}

const knownQuery = "SELECT EXISTS (SELECT 1 FROM responses WHERE id = ?)"

// Known looks an id up in its index.
func (s *Store) Known(ctx context.Context, id survey.ID) (known bool, err error) {
	const op = "look up response"
	end, err := s.read(ctx, op)
	if err != nil {
		return false, err
	}
	defer end()
	if s.tray.holds(id) {
		return true, nil
	}
	if err := s.reading.known.QueryRowContext(ctx, id[:]).Scan(&known); err != nil {
		return false, s.readFault(ctx, op, err)
	}
	return known, nil
}

func (s *Store) insert(c *coding, r *survey.Response) (fresh bool, err error) {
	campaign, src, err := c.of(r)
	if err != nil {
		return false, err
	}
	res, err := s.writer.insert.ExecContext(uninterrupted, campaign, int64(r.Date), r.ID[:], src, blob(r.Answers), r.Comment, int64(r.Flags))
	if err != nil {
		return false, err
	}
	n, err := res.RowsAffected()
	if err != nil || n == 0 || r.Receipt == "" {
		return n > 0, err
	}
	_, err = s.writer.create.ExecContext(uninterrupted, string(store.Receipts), string(r.Receipt), store.Given)
	return true, err
}
