// Package demo makes up the responses of a plausible quarter: for trying the
// program out, for pictures of full reports, for load. It knows no figure and no
// person: everything follows from a seed.
//
// What is made up obeys the template, because every response is filled in through
// survey.Template.Fill like a citizen's. It looks like a real quarter in what a
// reader of reports would notice: offices are closed on Sundays, staff are liked
// better than the handling of complaints, a place or a field has good and bad
// days, somebody who is annoyed is annoyed at most things and says so more often.
//
// The same plan gives the same responses with the same identities, so making it
// twice stores nothing twice, and a plan for more responses begins with those of
// a plan for fewer.
package demo

import (
	"fmt"
	"iter"

	"hailong/internal/survey"
)

// A Plan says what to make up.
type Plan struct {
	Campaign survey.Campaign
	Template *survey.Template
	Places   []survey.Place
	// Fields are the service fields on offer. They may be missing only where
	// the template does not require one.
	Fields []survey.Field
	// From and To are the first and the last day. Days on which the campaign is
	// closed are left out.
	From, To  survey.Date
	Responses int
	Seed      int64
}

// All yields the responses in no order of days. It yields none where there is no
// day to put them on, and panics where the template cannot be filled in at all.
func (p Plan) All() iter.Seq[survey.Response] {
	return func(yield func(survey.Response) bool) {
		p.From = max(p.From, p.Campaign.Opens)
		if p.Campaign.Closes != nil {
			p.To = min(p.To, *p.Campaign.Closes)
		}
		if p.From > p.To {
			return
		}
		q := newQuarter(p)
		for i := range p.Responses {
			if !yield(q.response(i)) {
				return
			}
		}
	}
}

// key is the one-time key of a made-up sheet.
func (p *Plan) key(i int) string { return fmt.Sprintf("demo-%d-%d", p.Seed, i) }
