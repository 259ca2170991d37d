package campaign

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"hailong/internal/period"
	"hailong/internal/store"
	"hailong/internal/survey"
)

// MaxVolume is the most services of one number: a city of millions has fewer in a
// year, so what is larger was mistyped.
const MaxVolume = 10_000_000

// A Volume is how many services (số giao dịch) a unit has performed in a period
// of a campaign.
type Volume struct {
	Campaign string        `json:"campaign"`
	Period   period.Period `json:"period"`
	// Total is never 0, and the sum of Fields where there are any.
	Total int64 `json:"total"`
	// Fields are in the order of the unit's service fields; empty where only the
	// total is known.
	Fields []FieldVolume `json:"fields,omitempty"`
}

// A FieldVolume is the volume of one service field, which may be 0.
type FieldVolume struct {
	Field        string `json:"field"`
	Transactions int64  `json:"transactions"`
}

// Field returns the volume of a service field, and whether it is known.
func (v *Volume) Field(code string) (int64, bool) {
	for _, f := range v.Fields {
		if f.Field == code {
			return f.Transactions, true
		}
	}
	return 0, false
}

const volumes store.Kind[Volume] = "volumes"

func volumeID(campaign string, p period.Period) string { return campaign + "/" + p.String() }

// A BadVolume error says what is wrong with a volume.
type BadVolume struct {
	// What is period, field (unknown), twice, negative, large, or total: none at
	// all, or not the sum of the fields.
	What string
	// Field is the code that is meant, "" for the whole.
	Field string
}

// Error names it.
func (e *BadVolume) Error() string {
	if e.Field != "" {
		return fmt.Sprintf("volume: wrong %s at %.60q", e.What, e.Field)
	}
	return "volume: wrong " + e.What
}

// SetVolume keeps a volume in place of the one that was known of its campaign and
// period. A total of 0 is computed from the fields. Errors: *BadVolume,
// survey.ErrNotFound where there is no such campaign.
func (o *Office) SetVolume(ctx context.Context, v Volume) (Volume, error) {
	fields, err := o.fields(ctx, v.Campaign)
	if err != nil {
		return v, err
	}
	if v.Period == (period.Period{}) {
		return v, &BadVolume{What: "period"}
	}
	v.Fields = slices.Clone(v.Fields)
	if err := v.check(fields); err != nil {
		return v, err
	}
	return v, volumes.Replace(ctx, o.store, volumeID(v.Campaign, v.Period), v)
}

// Volume returns what is known of a campaign and period, or survey.ErrNotFound.
func (o *Office) Volume(ctx context.Context, campaign string, p period.Period) (Volume, error) {
	return volumes.Get(ctx, o.store, volumeID(campaign, p))
}

// ClearVolume forgets a volume that was given to the wrong period.
func (o *Office) ClearVolume(ctx context.Context, campaign string, p period.Period) error {
	return volumes.Delete(ctx, o.store, volumeID(campaign, p))
}

// fields returns the service fields of a campaign's unit.
func (o *Office) fields(ctx context.Context, campaign string) ([]survey.Field, error) {
	c, err := store.Campaigns.Get(ctx, o.store, campaign)
	if err != nil {
		return nil, fmt.Errorf("campaign %q: %w", campaign, err)
	}
	unit, err := o.unit(ctx, &c)
	return unit.ServiceFields(o.catalog.Fields()), err
}

// check orders the fields and finds what is wrong with a volume.
func (v *Volume) check(fields []survey.Field) error {
	place := func(code string) int {
		return slices.IndexFunc(fields, func(f survey.Field) bool { return f.Code == code })
	}
	slices.SortStableFunc(v.Fields, func(a, b FieldVolume) int { return cmp.Compare(place(a.Field), place(b.Field)) })
	var sum int64
	for i, f := range v.Fields {
		switch {
		case place(f.Field) < 0:
			return &BadVolume{"field", f.Field}
		case i > 0 && v.Fields[i-1].Field == f.Field:
			return &BadVolume{"twice", f.Field}
		case f.Transactions < 0:
			return &BadVolume{"negative", f.Field}
		case f.Transactions > MaxVolume:
			return &BadVolume{"large", f.Field}
		}
		sum += f.Transactions
	}
	return v.add(sum)
}

// add holds the total against the sum of the fields, or computes it.
func (v *Volume) add(sum int64) error {
	if v.Total == 0 {
		v.Total = sum
	}
	switch {
	case v.Total < 0:
		return &BadVolume{What: "negative"}
	case v.Total > MaxVolume:
		return &BadVolume{What: "large"}
	case v.Total == 0, len(v.Fields) > 0 && v.Total != sum:
		return &BadVolume{What: "total"}
	}
	return nil
}
