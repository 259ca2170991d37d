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
	if len(batch) == 0 {
		return fresh, nil
	}
	coding := s.coding()
	var laid []*survey.Response
	err := s.write(ctx, change{op: op, rows: len(batch), do: func() (err error) {
		if len(batch) < crowd && s.tray.len() == 0 {
			return s.place(coding, batch, fresh)
		}
		laid, err = s.lay(coding, batch, fresh)
		return err
	}, done: func() {
		coding.keep()
		s.laid(laid)
	}})
	if err != nil {
		return nil, err
	}
	return fresh, nil
}

// place stores a batch where it belongs, and marks what of it is new.
func (s *Store) place(c *coding, batch []survey.Response, fresh []bool) (err error) {
	for _, i := range byID(batch) {
		if fresh[i], err = s.insert(c, &batch[i]); err != nil {
			return err
		}
	}
	return nil
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
