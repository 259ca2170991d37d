package slip

import (
	"context"
	"fmt"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// A search looks for the responses of live batches of one campaign.
type search struct {
	scope survey.Scope
	batch map[survey.ID]string
}

func newSearch(b *Batch) *search {
	return &search{
		scope: survey.Scope{Campaign: b.Campaign, From: b.Made, To: b.Until, Channels: []survey.Channel{survey.ChannelSlip}},
		batch: make(map[survey.ID]string),
	}
}

func (s *search) add(b *Batch) error {
	codes, err := b.Codes()
	if err != nil {
		return err
	}
	for _, code := range codes {
		s.batch[survey.IDOf(b.Campaign, b.Key(code))] = b.Code
	}
	s.scope.From, s.scope.To = min(s.scope.From, b.Made), max(s.scope.To, b.Until)
	return nil
}

func (s *search) run(ctx context.Context, r store.Responses, brought map[string]int) error {
	for response, err := range r.Responses(ctx, s.scope) {
		if err != nil {
			return fmt.Errorf("count slips: %w", err)
		}
		if code, ok := s.batch[response.ID]; ok {
			brought[code]++
		}
	}
	return nil
}
