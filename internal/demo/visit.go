package demo

import "hailong/internal/survey"

// A visit is one person at one place on one day.
type visit struct {
	date    survey.Date
	place   string
	counter string
	field   string
	channel survey.Channel
	// mood is what the person adds to every judgement; 0 is an ordinary one.
	mood float64
	// shy people say nothing about themselves.
	shy bool
	// setback is what the fate of the papers adds to the judgement of the result.
	setback float64
}

// How many people come by which channel, of 100.
var channelOdds = map[survey.Channel]float64{
	survey.ChannelQR: 68, survey.ChannelKiosk: 12, survey.ChannelPaper: 10, survey.ChannelAssisted: 6, survey.ChannelSlip: 4,
}

// demands say how many people come for a field, of 100.
var demands = map[string]float64{
	"CHUNGTHUC": 31, "HOTICH": 21, "DATDAI": 16, "BAOTRO": 8, "LIENTHONG": 7, "HOKD": 4,
	"XAYDUNG": 3, "NGUOICOCONG": 2.5, "YTE_GD": 2, "NONGNGHIEP": 2, "KHAC": 2, "VANHOA": 1.5,
}

func demand(field string) float64 {
	if d, known := demands[field]; known {
		return d
	}
	return 3
}

func (q *quarter) visit() visit {
	day := q.days.spin(q.dice)
	v := visit{
		date:    q.plan.From + survey.Date(day),
		channel: survey.Channels[q.channels.spin(q.dice)],
		mood:    0.7*q.dice.NormFloat64() + q.dayMoods[day],
		shy:     q.chance(0.1),
	}
	if len(q.plan.Places) > 0 {
		n := q.places.spin(q.dice)
		place := &q.plan.Places[n]
		v.place = place.Code
		v.mood += q.placeMoods[n]
		if len(place.Counters) > 0 {
			v.counter = place.Counters[q.dice.IntN(len(place.Counters))].Code
		}
	}
	if q.asksField {
		n := q.fields.spin(q.dice)
		v.field = q.plan.Fields[n].Code
		v.mood += q.fieldMoods[n]
	}
	return v
}

func (q *quarter) chance(p float64) bool { return q.dice.Float64() < p }

// fill ticks the sheet of a visit. The sheet is the same one every time.
func (q *quarter) fill(v *visit) survey.Sheet {
	clear(q.sheet.Marks)
	for i := range q.askers {
		q.askers[i].ask(q, v)
	}
	q.sheet.Field = v.field
	if field := q.plan.Template.Question(survey.FieldCode); field != nil && !field.Required && q.chance(0.05) {
		q.sheet.Field = ""
	}
	q.sheet.Comment = q.remark(v)
	return q.sheet
}

// remark returns what the person writes, mostly nothing. Who is annoyed writes
// more often.
func (q *quarter) remark(v *visit) string {
	pool, eager := q.remarks.glad, 0.09
	if v.mood < -0.5 {
		pool, eager = q.remarks.sour, 0.21
	}
	if !q.chance(eager) || len(pool) == 0 {
		return ""
	}
	return pool[q.dice.IntN(len(pool))]
}
