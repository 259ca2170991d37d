package watch

import (
	"math/bits"

	"hailong/internal/survey"
)

// notes are what is remembered of one place's day.
type notes struct {
	responses int
	// stored counts the responses by stored flag, in the order of ways.
	stored [len(ways)]int
	// script counts those that no form of ours sent, or that are odd in several
	// ways at once.
	script int
	// judged are those with enough levels, straight those of them with one level
	// everywhere, by level; free and best the same of what came by the open codes,
	// with the best level everywhere.
	judged     int
	straight   [survey.Levels + 1]int
	free, best int
	// desk counts those of the tablet and with help, open those and the ones by a
	// person's own phone. Paper comes in boxes and is counted apart.
	desk, open int
	// texts and vectors count what was said more than rarely.
	texts, vectors map[uint64]int
	// codes count what the counters' own codes brought.
	codes map[string]int
}

// A way is a stored flag with the alert that too many of it raise.
type way struct {
	flag survey.Flags
	kind Kind
}

// ways are the ways of coming in that are compared with what is usual one by one.
var ways = [...]way{{survey.FlagFast, Fast}, {survey.FlagHours, Hours}, {survey.FlagNetwork, Network}, {survey.FlagBurst, Burst}}

// A lot is the responses of one place on the day.
type lot struct {
	notes
	rows []int
}

func newLot() *lot {
	return &lot{notes: notes{texts: make(map[uint64]int), vectors: make(map[uint64]int), codes: make(map[string]int)}}
}

// note counts the rows of the lot.
func (l *lot) note(rows []row) {
	for _, i := range l.rows {
		r := &rows[i]
		l.responses++
		for w, one := range ways {
			if r.stored.Has(one.flag) {
				l.stored[w]++
			}
		}
		if scripted(r.stored) {
			l.script++
		}
		if r.judged {
			l.judged++
			l.straight[r.straight]++
			if r.channel == survey.ChannelQR {
				l.free++
				if r.straight == survey.Levels {
					l.best++
				}
			}
		}
		l.channel(r)
		if r.text != 0 {
			l.texts[r.text]++
		}
		if r.vector != 0 {
			l.vectors[r.vector]++
		}
	}
}

func (l *lot) channel(r *row) {
	switch r.channel {
	case survey.ChannelKiosk, survey.ChannelAssisted:
		l.desk++
		l.open++
	case survey.ChannelQR:
		l.open++
		if r.counter != "" {
			l.codes[r.counter]++
		}
	case survey.ChannelSlip:
		l.open++
	}
}

// scripted reports whether a response looks as if a program sent it: not by a
// form of ours, or in two odd ways at once, which people seldom manage. A network
// and a burst go together, so they are one.
func scripted(f survey.Flags) bool {
	if f.Has(survey.FlagKey) {
		return true
	}
	odd := f & (survey.FlagFast | survey.FlagHours)
	if f&(survey.FlagNetwork|survey.FlagBurst) != 0 {
		odd |= survey.FlagNetwork
	}
	return bits.OnesCount16(uint16(odd)) > 1
}
