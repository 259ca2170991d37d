package demo

import (
	"cmp"
	"math/rand/v2"
	"slices"

	"hailong/internal/survey"
)

// An arrival is what the desk sees of a response and never stores: when it came,
// from which network, how long it was being filled in.
type arrival struct {
	minute  float64 // of the day
	network int
	hasty   bool // sent sooner than it can be read
	foreign bool // not from a form of ours
	at      *survey.Response
}

// Opening hours in minutes of the day.
const (
	morning, noon, afternoon, evening = 7*60 + 30, 11*60 + 30, 13*60 + 30, 17 * 60
	window                            = 10.0
)

// The networks: everybody's own has a number from ownNetwork on.
const (
	officeNetwork = iota
	staffNetwork
	scriptNetwork
	ownNetwork
)

// How people come who mean well, of a thousand: from home after hours, through
// the office's network, tapping faster than one reads, by a program of their own.
// A school class comes on some days.
const (
	afterHours   = 80
	throughHouse = 200
	tapping      = 10
	ownProgram   = 1
	classDays    = 4
	classSize    = 20
)

// Flag sets the flags of one place's day as the desk would, had the responses come
// at likely times and from likely networks. The data of a store have no times, so
// these are drawn; extra are responses of an attack, with the way that it comes.
// Paper and slips pass no limit: no flag is set on paper.
func (t Thresholds) Flag(dice *rand.Rand, honest []survey.Response, attack Attack, extra []survey.Response) {
	var list []arrival
	class := 0
	if dice.IntN(1000) < classDays {
		class = classSize
	}
	for i := range honest {
		a := likely(dice, &honest[i], ownNetwork+i)
		if class > 0 && honest[i].Channel == survey.ChannelQR {
			class--
			a.minute, a.network = 9*60+window*dice.Float64(), officeNetwork
		}
		list = append(list, a)
	}
	for i := range extra {
		list = append(list, attack.arrival(dice, &extra[i], ownNetwork+len(honest)+i))
	}
	t.set(list)
}

// likely is when and how somebody comes who means well.
func likely(dice *rand.Rand, r *survey.Response, own int) arrival {
	a := arrival{at: r, network: own, minute: opening(dice), hasty: dice.IntN(1000) < tapping, foreign: dice.IntN(1000) < ownProgram}
	switch r.Channel {
	case survey.ChannelQR, survey.ChannelSlip:
		if dice.IntN(1000) < afterHours {
			a.minute = evening + 5*60*dice.Float64()
		} else if dice.IntN(1000) < throughHouse {
			a.network = officeNetwork
		}
	default:
		a.foreign = false
	}
	return a
}

func opening(dice *rand.Rand) float64 {
	const before = noon - morning
	m := float64(before+evening-afternoon) * dice.Float64()
	if m < before {
		return morning + m
	}
	return afternoon + m - before
}

// set sets the flags of a day's arrivals in the order of their coming.
func (t Thresholds) set(list []arrival) {
	slices.SortStableFunc(list, func(a, b arrival) int { return cmp.Compare(a.minute, b.minute) })
	usual := make(map[string]float64)
	for _, a := range list {
		usual[code(a.at)] += window / float64(noon-morning+evening-afternoon)
	}
	for i, a := range list {
		if a.at.Channel == survey.ChannelPaper {
			continue
		}
		network, burst := 0, 0
		for j := i; j >= 0 && list[j].minute > a.minute-window; j-- {
			if list[j].at.Channel == survey.ChannelPaper {
				continue
			}
			if list[j].network == a.network && list[j].at.Channel != survey.ChannelKiosk {
				network++
			}
			if code(list[j].at) == code(a.at) {
				burst++
			}
		}
		a.at.Flags = a.flags(network > t.Network && a.at.Channel != survey.ChannelKiosk,
			burst > t.Burst && float64(burst) >= 4*usual[code(a.at)])
	}
}

// code stands for the poster by which a response came.
func code(r *survey.Response) string { return r.Counter + "/" + string(r.Channel) }

func (a *arrival) flags(network, burst bool) survey.Flags {
	var f survey.Flags
	for flag, is := range map[survey.Flags]bool{
		survey.FlagFast: a.hasty, survey.FlagKey: a.foreign, survey.FlagNetwork: network, survey.FlagBurst: burst,
		survey.FlagHours: a.minute < morning || a.minute > evening || a.minute > noon && a.minute < afternoon,
	} {
		if is {
			f |= flag
		}
	}
	return f
}
