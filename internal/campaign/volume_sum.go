package campaign

import (
	"context"
	"errors"

	"hailong/internal/period"
	"hailong/internal/store"
	"hailong/internal/survey"
)

// VolumeOf returns what is known of a campaign and a period: what was typed for
// it, or else the sum of its halves or quarters, where all of them are known.
// Service fields are told as far as every part knows them. Otherwise it is
// survey.ErrNotFound.
func VolumeOf(ctx context.Context, r store.Registry, campaign string, p period.Period) (Volume, error) {
	v, err := volumes.Get(ctx, r, volumeID(campaign, p))
	if !errors.Is(err, survey.ErrNotFound) || p.Kind() == period.Quarter {
		return v, err
	}
	sum := Volume{Campaign: campaign, Period: p}
	for i, part := range p.Parts() {
		v, err := VolumeOf(ctx, r, campaign, part)
		if err != nil {
			return Volume{}, err
		}
		sum.Total += v.Total
		sum.Fields = added(sum.Fields, v.Fields, i == 0)
	}
	return sum, nil
}

// added adds the volumes of fields that both sides know.
func added(sum, more []FieldVolume, first bool) []FieldVolume {
	if first {
		return more
	}
	v := Volume{Fields: more}
	var both []FieldVolume
	for _, f := range sum {
		if n, known := v.Field(f.Field); known {
			both = append(both, FieldVolume{f.Field, f.Transactions + n})
		}
	}
	return both
}
