package seal

import (
	"context"
	"fmt"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// marks are the campaigns whose sealed days a command has changed.
const marks store.Kind[mark] = "seal-reopened"

// A mark says from which day on.
type mark struct {
	Campaign string      `json:"campaign"`
	From     survey.Date `json:"from"`
}

func (m mark) id() string { return m.Campaign + "/" + m.From.String() }

// Reopen marks days of a campaign that a command (a demo) is about to change: the next
// entry seals them anew, and tells the public how many they are. It is called before
// the first change and, since a seal may have been made meanwhile, again after the last.
func Reopen(ctx context.Context, r store.Registry, campaign string, from survey.Date) error {
	m := mark{campaign, from}
	if err := marks.Replace(ctx, r, m.id(), m); err != nil {
		return fmt.Errorf("reopen sealed days of %s: %w", campaign, err)
	}
	return nil
}

// reopened returns the marks.
func reopened(ctx context.Context, r store.Registry) (list []mark, err error) {
	for m, err := range marks.All(ctx, r) {
		if err != nil {
			return nil, err
		}
		list = append(list, m)
	}
	return list, nil
}

// covers reports whether a mark is on a day.
func covers(list []mark, k dayKey) bool {
	for _, m := range list {
		if m.Campaign == k.campaign && k.date >= m.From {
			return true
		}
	}
	return false
}
