package demo

import (
	"fmt"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"time"

	"hailong/internal/survey"
)

// A quarter is a plan with everything drawn that all its responses share: which
// days were busy, which places are liked.
type quarter struct {
	plan     Plan
	source   *rand.PCG
	dice     *rand.Rand
	days     wheel
	places   wheel
	fields   wheel
	channels wheel
	// moods are what a day, a place or a field adds to everybody's mood there.
	dayMoods, placeMoods, fieldMoods []float64
	askers                           []asker
	asksField                        bool
	remarks                          remarks
	sheet                            survey.Sheet
}

func newQuarter(p Plan) *quarter {
	source := rand.NewPCG(0, 0)
	q := &quarter{plan: p, source: source, dice: rand.New(source)}
	q.sheet.Marks = make(map[string][]string)
	q.openDays()
	for i, place := range p.Places {
		// The first place is the centre, the others are smaller.
		q.places.add(math.Exp(0.2*q.shared("rush", place.Code)) / float64(i+1))
		q.placeMoods = append(q.placeMoods, 0.12*q.shared("place", place.Code))
	}
	for _, f := range p.Fields {
		q.fields.add(demand(f.Code))
		q.fieldMoods = append(q.fieldMoods, 0.15*q.shared("field", f.Code))
	}
	for _, c := range survey.Channels {
		q.channels.add(channelOdds[c])
	}
	p.Template.Questions(func(question *survey.Question) {
		switch question.Kind {
		case survey.KindField:
			q.asksField = len(p.Fields) > 0
		case survey.KindComment:
			q.remarks = remarksUpTo(question.Max)
		default:
			q.askers = append(q.askers, q.asker(question))
		}
	})
	return q
}

// shared draws a number around 0 that belongs to a name for the whole quarter.
func (q *quarter) shared(what, name string) float64 {
	h := fnv.New64a()
	fmt.Fprintf(h, "%s/%s", what, name)
	return rand.New(rand.NewPCG(uint64(q.plan.Seed), h.Sum64())).NormFloat64()
}

// weekdays say how many people come on a day of the week.
var weekdays = [7]float64{time.Monday: 1.2, time.Tuesday: 1.05, time.Wednesday: 1, time.Thursday: 1, time.Friday: 0.9, time.Saturday: 0.15}

// holidays are those of the solar calendar; the lunar ones move.
var holidays = map[string]bool{"01-01": true, "04-30": true, "05-01": true, "09-02": true}

// openDays draws the days. Things get a little better or worse over the quarter.
func (q *quarter) openDays() {
	p := &q.plan
	trend := 0.1 + 0.1*q.shared("trend", "")
	for d := p.From; d <= p.To; d++ {
		t := d.Time()
		busy := weekdays[t.Weekday()] * math.Exp(0.15*q.shared("rush", d.String()))
		if holidays[t.Format("01-02")] {
			busy = 0
		}
		q.days.add(busy)
		gone := float64(d-p.From) / math.Max(1, float64(p.To-p.From))
		q.dayMoods = append(q.dayMoods, 0.08*q.shared("day", d.String())+trend*(gone-0.5))
	}
	if q.days.empty() {
		// A plan for one Sunday is a wish, not a mistake.
		for range q.dayMoods {
			q.days.add(1)
		}
	}
}

// tries is how often a sheet is drawn anew that was left blank altogether.
const tries = 1000

// response draws the response with a number. What was drawn before does not
// matter to it.
func (q *quarter) response(i int) survey.Response {
	q.source.Seed(uint64(q.plan.Seed), scatter(uint64(i)))
	var err error
	for range tries {
		v := q.visit()
		var filled survey.Filled
		if filled, err = q.plan.Template.Fill(q.fill(&v), q.plan.Fields); err == nil {
			c := &q.plan.Campaign
			return survey.Response{
				ID:       survey.IDOf(c.Code, q.plan.key(i)),
				Template: q.plan.Template.Ref(),
				Campaign: c.Code,
				Unit:     c.Unit,
				Place:    v.place,
				Counter:  v.counter,
				Channel:  v.channel,
				Field:    filled.Field,
				Date:     v.date,
				Answers:  filled.Answers,
				Comment:  filled.Comment,
			}
		}
	}
	panic(fmt.Sprintf("demo: template %s cannot be filled in: %v", q.plan.Template.Ref(), err))
}

// scatter spreads neighbouring numbers (the finisher of splitmix64), so that
// neighbouring responses have nothing in common.
func scatter(x uint64) uint64 {
	x ^= x >> 30
	x *= 0xbf58476d1ce4e5b9
	x ^= x >> 27
	x *= 0x94d049bb133111eb
	return x ^ x>>31
}
