package daybook

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// A Difference is something in the book that is not as its responses make it.
// What is missing or damaged is counted from the rows all the same; a day that
// is not listed, or listed with too few, is not.
type Difference struct {
	Campaign string
	// Day is 0 where the whole book of the campaign is meant.
	Day    survey.Date
	Reason string
}

// String returns one line.
func (d Difference) String() string {
	if d.Day == 0 {
		return fmt.Sprintf("campaign %s: %s", d.Campaign, d.Reason)
	}
	return fmt.Sprintf("campaign %s, %s: %s", d.Campaign, d.Day, d.Reason)
}

// Verify packs every packed day again and compares, byte for byte, writing
// nothing. It returns all differences; the next Pack packs those days again.
func (b *Book) Verify(ctx context.Context) ([]Difference, error) {
	b.packing.Lock()
	defer b.packing.Unlock()
	var all []Difference
	for c, err := range store.Campaigns.All(ctx, b.store) {
		if err != nil {
			return nil, fmt.Errorf("verify days: %w", err)
		}
		v := verifying{book: b, campaign: c.Code}
		if err := v.run(ctx); err != nil {
			return nil, fmt.Errorf("verify days of %s: %w", c.Code, err)
		}
		all = append(all, v.found...)
	}
	return all, nil
}

// verifying is one run over a campaign.
type verifying struct {
	book     *Book
	campaign string
	found    []Difference
}

func (v *verifying) report(d survey.Date, format string, args ...any) {
	v.found = append(v.found, Difference{v.campaign, d, fmt.Sprintf(format, args...)})
	v.book.limits.distrust(v.campaign, d)
}

func (v *verifying) run(ctx context.Context) error {
	m, err := read(ctx, v.book.store, v.campaign)
	if errors.Is(err, errManifest) {
		v.report(0, "its list of days cannot be read")
		return nil
	}
	through := min(m.Through, v.book.closed())
	if err != nil || through == never {
		return err
	}
	listed := m.between(never, through)
	for p, err := range v.book.pages(ctx, v.campaign, never, through) {
		if err != nil {
			return err
		}
		listed = v.skip(listed, p.date)
		if len(listed) == 0 || listed[0].Date != p.date {
			v.report(p.date, "%d responses are not counted: the day is not listed", len(p.rows))
			continue
		}
		if err := v.day(ctx, p, listed[0]); err != nil {
			return err
		}
		listed = listed[1:]
	}
	v.skip(listed, through+1)
	return nil
}

// skip drops the listed days before d, of which there are no responses.
func (v *verifying) skip(listed []day, d survey.Date) []day {
	for len(listed) > 0 && listed[0].Date < d {
		v.report(listed[0].Date, "%d responses are listed, there is none", listed[0].Rows)
		listed = listed[1:]
	}
	return listed
}

// day compares a day's segments with what its responses make.
func (v *verifying) day(ctx context.Context, p *page, listed day) error {
	d, err := p.encode(func(part int, segment []byte) error {
		stored, err := v.book.store.Read(ctx, Segments, segmentID(v.campaign, p.date, part))
		switch {
		case errors.Is(err, survey.ErrNotFound):
			v.report(p.date, "part %d is missing", part)
			return nil
		case err == nil && !bytes.Equal(stored, segment):
			v.report(p.date, "part %d is not what the responses make", part)
		}
		return err
	})
	if err != nil {
		return err
	}
	if d.Rows != listed.Rows {
		v.report(p.date, "%d responses are listed, there are %d", listed.Rows, d.Rows)
	} else if !slices.Equal(d.Parts, listed.Parts) {
		v.report(p.date, "its parts are not those that are listed")
	}
	if !slices.Equal(d.Alerts, listed.Alerts) {
		v.report(p.date, "%d alerts are listed, its responses raise others", len(listed.Alerts))
	}
	return nil
}
