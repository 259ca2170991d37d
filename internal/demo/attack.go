package demo

import (
	"fmt"
	"math/rand/v2"

	"hailong/internal/survey"
)

// An Attack is a way of stuffing responses, for trying out whether it is seen.
type Attack string

// The attacks.
const (
	StaffBurst Attack = "staff-burst" // somebody of the office fills in one after the other
	SameText   Attack = "same-text"   // different marks, the same words
	AllBest    Attack = "all-best"    // the best mark everywhere, over the day
	Night      Attack = "night"       // good marks, at night
	OneCookie  Attack = "one-cookie"  // a program of one's own, from one network
	OneNetwork Attack = "one-network" // a program that fetches each form anew, within one /64
)

// Attacks lists every attack.
var Attacks = []Attack{StaffBurst, SameText, AllBest, Night, OneCookie, OneNetwork}

// praise is what SameText says: once a day, by many.
const praise = "Cán bộ bộ phận một cửa phục vụ rất tận tình, chu đáo, đề nghị biểu dương"

// Stuff makes the responses of an attack on one day of a place, in the likeness of
// those given to it: the same counters, fields and questionnaire, better marks. The
// key parts attacks of different seeds.
func (a Attack) Stuff(dice *rand.Rand, t *survey.Template, like []survey.Response, n int, key string) []survey.Response {
	extra := make([]survey.Response, 0, n)
	for i := range n {
		r := like[dice.IntN(len(like))]
		r.ID = survey.IDOf(r.Campaign, fmt.Sprintf("stuffed-%s-%s-%d", a, key, i))
		r.Channel, r.Comment, r.Receipt, r.Flags = survey.ChannelQR, "", "", 0
		r.Answers = a.answers(dice, t, r.Answers)
		if a == SameText {
			r.Comment = praise
		}
		extra = append(extra, r)
	}
	return extra
}

// answers are those of somebody content: 4 and 5 where there was a level.
func (a Attack) answers(dice *rand.Rand, t *survey.Template, like survey.Answers) survey.Answers {
	answers := append(survey.Answers(nil), like...)
	for i, c := range t.Columns() {
		if c.Question.Kind != survey.KindLevel || answers[i] == survey.CellBlank || answers[i] == survey.CellNA {
			continue
		}
		answers[i] = survey.Levels
		if a != AllBest && dice.IntN(2) == 0 {
			answers[i]--
		}
	}
	return answers
}

// arrival is when and how a response of the attack comes.
func (a Attack) arrival(dice *rand.Rand, r *survey.Response, own int) arrival {
	v := arrival{at: r, network: own, minute: opening(dice)}
	switch a {
	case StaffBurst: // ten minutes before the office closes, at one phone
		v.minute, v.network, v.hasty = evening-window+window*dice.Float64(), staffNetwork, dice.IntN(3) == 0
	case Night:
		v.minute = 23*60 + 60*dice.Float64()
	case OneCookie:
		v.minute, v.network, v.hasty, v.foreign = 9*60+window*dice.Float64(), scriptNetwork, true, true
	case OneNetwork: // it waits as long as people take to read
		v.minute, v.network = 9*60+window*dice.Float64(), scriptNetwork
	}
	return v
}
