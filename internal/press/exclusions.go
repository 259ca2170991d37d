package press

import (
	"context"

	"hailong/internal/report"
	"hailong/internal/store"
	"hailong/internal/void"
)

// Exclusions returns where reports learn what two people decided not to count,
// for report.Source.Excluded. Of why, only the reason from the list is told.
func Exclusions(r store.Registry) func(context.Context, string) ([]report.Exclusion, error) {
	return func(ctx context.Context, campaign string) ([]report.Exclusion, error) {
		voids, err := void.InForce(ctx, r, campaign)
		if err != nil {
			return nil, err
		}
		list := make([]report.Exclusion, len(voids))
		for i, v := range voids {
			list[i] = report.Exclusion{Scope: v.Scope(), Reason: v.Reason.Text()}
		}
		return list, nil
	}
}
