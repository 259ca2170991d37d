package daybook

import (
	"context"
	"fmt"
	"iter"

	"hailong/internal/survey"
	"hailong/internal/tally"
)

// partSize is about how many bytes a segment has at most: some 20,000
// responses. An engine reads a few hundred records at a time when it lists them.
const partSize = 1 << 20

// A page is all responses of a campaign on one day.
type page struct {
	campaign string
	date     survey.Date
	packer   *tally.Packer
}

// pages yields the pages of the days from..to that have responses, in order. It
// holds one day in memory.
func (b *Book) pages(ctx context.Context, campaign string, from, to survey.Date) iter.Seq2[*page, error] {
	return func(yield func(*page, error) bool) {
		var p *page
		for r, err := range b.store.Responses(ctx, survey.Scope{Campaign: campaign, From: from, To: to}) {
			if err == nil && p != nil && r.Date < p.date {
				err = fmt.Errorf("a response of %s came after one of %s", r.Date, p.date)
			}
			if err == nil && (p == nil || r.Date > p.date) {
				if p != nil && !yield(p, nil) {
					return
				}
				p = &page{campaign, r.Date, tally.NewPacker(campaign, r.Date)}
			}
			if err == nil {
				err = p.packer.Add(r)
			}
			if err != nil {
				yield(nil, err)
				return
			}
		}
		if p != nil {
			yield(p, nil)
		}
	}
}

// encode returns the segments of the page, one after the other, and what the
// manifest says about them.
func (p *page) encode(each func(part int, segment []byte) error) (day, error) {
	d := day{Date: p.date, Rows: p.packer.Rows()}
	for raw := range p.packer.Encode(partSize) {
		s, err := tally.DecodeSegment(raw) // not a byte is written that could not be read
		if err == nil {
			err = each(len(d.Parts), raw)
		}
		if err != nil {
			return d, err
		}
		d.Parts = append(d.Parts, s.Sum())
	}
	return d, nil
}
