package daybook

import (
	"context"
	"fmt"
	"iter"
	"slices"

	"hailong/internal/courtesy"
	"hailong/internal/survey"
	"hailong/internal/tally"
	"hailong/internal/watch"
)

// partSize is about how many bytes a segment has at most: some 20,000
// responses. An engine reads a few hundred records at a time when it lists them.
const partSize = 1 << 20

// A page is all responses of a campaign on one day, with all their flags.
type page struct {
	campaign string
	date     survey.Date
	rows     []survey.Response
	alerts   []watch.Alert
}

// pages yields the pages of the days from..to that have responses, in order. It
// reads the days before them too, which must be known to look at these, and holds
// one day in memory.
func (b *Book) pages(ctx context.Context, campaign string, from, to survey.Date) iter.Seq2[*page, error] {
	return func(yield func(*page, error) bool) {
		reading := survey.Scope{Campaign: campaign, From: max(from, never+watch.History) - watch.History, To: to}
		looked := looking{diary: watch.NewDiary(campaign, b.find), from: from}
		read := 0
		for r, err := range b.store.Responses(ctx, reading) {
			if read++; read%courtesy.Rows == 0 {
				b.courtesy.Rest(ctx)
			}
			if err == nil && looked.page != nil && r.Date < looked.page.date {
				err = fmt.Errorf("a response of %s came after one of %s", r.Date, looked.page.date)
			}
			if err != nil {
				yield(nil, err)
				return
			}
			if looked.page == nil || r.Date > looked.page.date {
				if p := looked.turn(r); p != nil && !yield(p, nil) {
					return
				}
			}
			looked.add(r)
		}
		if p := looked.turn(nil); p != nil {
			yield(p, nil)
		}
	}
}

// looking is a run over days that are looked at one after the other.
type looking struct {
	diary *watch.Diary
	from  survey.Date
	page  *page
	day   *watch.Day
}

// turn ends the page of the day, if there is one to be had, and begins that of the
// response.
func (l *looking) turn(r *survey.Response) *page {
	p := l.page
	if p != nil {
		var marks []survey.Flags
		marks, p.alerts = l.day.End()
		for i := range p.rows {
			p.rows[i].Flags |= marks[i]
		}
		if p.date < l.from {
			p = nil
		}
	}
	if r != nil {
		l.page, l.day = &page{campaign: r.Campaign, date: r.Date}, l.diary.Begin(r.Date)
	}
	return p
}

func (l *looking) add(r *survey.Response) {
	l.day.Add(r)
	if l.page.date < l.from {
		return
	}
	l.page.rows = append(l.page.rows, copied(r))
}

// copied is a response in memory of its own.
func copied(r *survey.Response) survey.Response {
	own := *r
	own.Answers = slices.Clone(r.Answers)
	return own
}

// encode returns the segments of the page, one after the other, and what the
// manifest says about them.
func (p *page) encode(each func(part int, segment []byte) error) (day, error) {
	d := day{Date: p.date, Rows: len(p.rows), Alerts: p.alerts}
	packer := tally.NewPacker(p.campaign, p.date)
	for i := range p.rows {
		if err := packer.Add(&p.rows[i]); err != nil {
			return d, err
		}
	}
	for raw := range packer.Encode(partSize) {
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
