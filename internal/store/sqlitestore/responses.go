package sqlitestore

import (
	"bytes"
	"context"
	"fmt"
	"slices"

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
	err := s.write(ctx, change{op: op, rows: len(batch), done: coding.keep, do: func() error {
		for _, i := range byID(batch) {
			var err error
			if fresh[i], err = s.insert(coding, &batch[i]); err != nil {
				return err
			}
		}
		return nil
	}})
	if err != nil {
		return nil, err
	}
	return fresh, nil
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
	if err := s.reading.known.QueryRowContext(ctx, id[:]).Scan(&known); err != nil {
		return false, s.readFault(ctx, op, err)
	}
	return known, nil
}

// byID returns the places of the batch in the order of the ids, so that the
// batch leaves no order of its own in the pages it touches. Of two equal ids
// the earlier one stays first.
func byID(batch []survey.Response) []int {
	order := make([]int, len(batch))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return bytes.Compare(batch[a].ID[:], batch[b].ID[:]) })
	return order
}

func (s *Store) insert(c *coding, r *survey.Response) (fresh bool, err error) {
	campaign, err := c.campaign(r.Campaign)
	if err != nil {
		return false, err
	}
	src, err := c.source(sourceOf(r))
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
