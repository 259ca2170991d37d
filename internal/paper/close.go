package paper

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// Close makes a response of every valid entry. The decision is one event, after
// which no entry changes; then the responses are inserted, and the end is another
// event. Interrupted anywhere it is called again and goes on: the ids of the
// responses come from the secret in the first event, so each is stored once.
//
// Where the period became final between the two, it stops with ErrLocked: final
// figures are worth more than a finished batch, and it goes on when the period is
// unlocked.
//
// Errors: *Unbalanced, *Unfinished, *BadMinutes, ErrUnopened, ErrLocked, those of
// store.Responses, survey.ErrNotFound.
func (l *Ledger) Close(ctx context.Context, batch, by string) (*Folder, error) {
	f, err := l.happen(ctx, batch, by, func(f *Folder) (*event, error) {
		if f.Closing != nil {
			return nil, nil // decided before
		}
		if err := f.ready(); err != nil {
			return nil, err
		}
		if err := l.day(ctx, f, f.Opening().Day); err != nil {
			return nil, err
		}
		secret, err := l.draw()
		return &event{Closing: &closing{secret}}, err
	})
	if err != nil || f.Closed != nil {
		return f, err
	}
	if err := l.free(ctx, f, f.Opening().Day); err != nil {
		return nil, err
	}
	if err := l.insert(ctx, f); err != nil {
		return nil, fmt.Errorf("close batch %s: %w", batch, err)
	}
	return l.happen(ctx, batch, by, func(f *Folder) (*event, error) {
		if f.Closed != nil {
			return nil, nil
		}
		return &event{Closed: true}, nil
	})
}

// insert stores the responses of a batch.
func (l *Ledger) insert(ctx context.Context, f *Folder) error {
	c, err := store.Campaigns.Get(ctx, l.store, f.Batch.Campaign)
	if err != nil {
		return fmt.Errorf("campaign: %w", err)
	}
	list := f.responses(c.Unit)
	for part := range slices.Chunk(list, store.MaxBatch) {
		if _, err := l.responses.Insert(ctx, part); err != nil {
			return err
		}
	}
	return nil
}

// responses are what the valid entries become, in the order of their ids. The ids
// come from a random secret, so that is a shuffled order.
func (f *Folder) responses(unit string) []survey.Response {
	var list []survey.Response
	for serial, e := range f.entries {
		last := e.Last()
		if !last.Valid() {
			continue
		}
		list = append(list, survey.Response{
			ID:       survey.IDOf(f.Batch.Campaign, responseKey(f.secret, f.Batch.Code, serial)),
			Template: f.Batch.Template,
			Campaign: f.Batch.Campaign,
			Unit:     unit,
			Place:    f.Batch.Place,
			Channel:  survey.ChannelPaper,
			Field:    last.Field,
			Date:     f.Opening().Day,
			Answers:  last.Answers,
			Comment:  last.Comment,
		})
	}
	slices.SortFunc(list, func(a, b survey.Response) int { return bytes.Compare(a.ID[:], b.ID[:]) })
	return list
}

// responseKey is the one-time key of the response that a number becomes.
func responseKey(secret []byte, batch string, serial int) string {
	h := hmac.New(sha256.New, secret)
	fmt.Fprintf(h, "hailong/paper/key/%s/%d", batch, serial)
	return hex.EncodeToString(h.Sum(nil)[:16])
}
