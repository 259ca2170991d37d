package main

import (
	"context"
	"errors"
	"fmt"

	"hailong/internal/catalog"
	"hailong/internal/period"
	"hailong/internal/store"
	"hailong/internal/survey"
)

// setup marks that a store was furnished, so that what the office removes later
// does not come back at the next start.
const setup store.Kind[struct{}] = "setup"

const firstStart = "first-start"

// seed furnishes an empty store with one unit, one place with a counter, and
// two running campaigns. Each step may be repeated, and the mark comes last: a
// start that is killed anywhere here is completed by the next one.
func seed(ctx context.Context, s store.Store, c *catalog.Catalog, today survey.Date) error {
	if _, err := setup.Get(ctx, s, firstStart); !errors.Is(err, survey.ErrNotFound) {
		return err
	}
	opens, _ := period.Of(period.Quarter, today, period.Calendar).Dates(period.Calendar)
	steps := []func() error{
		func() error { return store.Units.Create(ctx, s, ninhGiang.Code, ninhGiang) },
		func() error { return store.Places.Create(ctx, s, centre.Code, centre) },
	}
	for _, d := range demos {
		t, err := c.Latest(d.template)
		if err != nil {
			return fmt.Errorf("the first start needs the questionnaire %q, and HAILONG_TEMPLATES has none; copy survey-templates and add your own beside it", d.template)
		}
		campaign := survey.Campaign{
			Code: d.campaign, Unit: ninhGiang.Code, Name: d.name,
			Template: t.Ref(), Scheme: string(period.Calendar), Opens: opens,
		}
		poster := survey.Poster{
			Code: d.poster, Campaign: d.campaign, Place: centre.Code,
			Counter: centre.Counters[0].Code, Channel: survey.ChannelQR, Since: today,
		}
		steps = append(steps,
			func() error { return store.Campaigns.Create(ctx, s, campaign.Code, campaign) },
			func() error { return store.Posters.Create(ctx, s, poster.Code, poster) })
	}
	steps = append(steps, func() error { return setup.Create(ctx, s, firstStart, struct{}{}) })
	for _, step := range steps {
		if err := step(); err != nil && !errors.Is(err, survey.ErrExists) {
			return fmt.Errorf("first start: %w", err)
		}
	}
	return nil
}

var ninhGiang = survey.Unit{
	Code:      "ninh-giang",
	Name:      survey.Text{survey.Vietnamese: "xã Ninh Giang", survey.English: "Ninh Giang commune"},
	Authority: survey.Text{survey.Vietnamese: "Ủy ban nhân dân xã Ninh Giang", survey.English: "People's Committee of Ninh Giang commune"},
}

var centre = survey.Place{
	Code: "ttpvhcc",
	Unit: ninhGiang.Code,
	Name: survey.Text{survey.Vietnamese: "Trung tâm Phục vụ hành chính công", survey.English: "Public Administration Service Centre"},
	Counters: []survey.Counter{
		{Code: "quay-1", Name: survey.Text{survey.Vietnamese: "Quầy\u00a01", survey.English: "Counter\u00a01"}},
	},
}

// demos are the campaigns of a first start. Their codes work until the office
// withdraws them.
var demos = []struct {
	campaign, poster, template string
	name                       survey.Text
}{
	{"demo-short", "DEMO", "short", survey.Text{survey.Vietnamese: "Dùng thử: phiếu 60 giây", survey.English: "Trial: 60-second form"}},
	{"demo-full", "DEMOFULL", "full", survey.Text{survey.Vietnamese: "Dùng thử: phiếu đầy đủ", survey.English: "Trial: full form"}},
}
