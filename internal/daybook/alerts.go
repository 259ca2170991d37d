package daybook

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"hailong/internal/watch"
)

// Alerts returns what somebody should look at of the packed days of a campaign, the
// latest first. A book that cannot be read has none until it is packed again.
func (b *Book) Alerts(ctx context.Context, campaign string) ([]watch.Alert, error) {
	m, err := b.manifest(ctx, campaign)
	if err != nil && !errors.Is(err, errManifest) {
		return nil, fmt.Errorf("alerts of %s: %w", campaign, err)
	}
	var list []watch.Alert
	for _, d := range m.between(never, min(m.Through, b.closed())) {
		list = append(list, d.Alerts...)
	}
	slices.SortStableFunc(list, watch.Compare)
	return list, nil
}
