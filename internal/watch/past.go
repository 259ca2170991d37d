package watch

import "slices"

// The past that a day is compared with, in days. A week that is looked at
// together is compared with the four weeks before it, so History is five weeks.
const (
	weekDays = 7
	weeks    = 4
	// History is how many days before a day must be known to look at it.
	History = weekDays * (weeks + 1)
)

// usual is the share of the four weeks that end before a day, without the week
// with the highest and the one with the lowest, where there are enough: a week
// of stuffing must not become what is usual. It is told as if of fewer responses
// where they are of few days: three hundred of one day say little about the next.
func (d *Diary) usual(place string, before int, of func(*notes) share) share {
	var list []share
	days := 0
	for week := range weeks {
		if s := d.sum(place, before-week*weekDays, of); s.of > 0 {
			list = append(list, s)
		}
		for day := before - (week+1)*weekDays; day < before-week*weekDays; day++ {
			if n := d.noted(place, day); n != nil && of(n).of > 0 {
				days++
			}
		}
	}
	if len(list) > 2 {
		slices.SortStableFunc(list, func(a, b share) int {
			switch {
			case a.less(b):
				return -1
			case b.less(a):
				return 1
			}
			return 0
		})
		list = list[1 : len(list)-1]
	}
	var all share
	for _, s := range list {
		all = all.plus(s)
	}
	if most := days * dayWorth; all.of > most {
		all = share{(all.count*most + all.of/2) / all.of, most}
	}
	return all
}

// dayWorth is how many responses of one day say as much as any number of them.
const dayWorth = 20

// sum adds up the seven days that end before a day.
func (d *Diary) sum(place string, before int, of func(*notes) share) share {
	var all share
	for day := before - weekDays; day < before; day++ {
		if n := d.noted(place, day); n != nil {
			all = all.plus(of(n))
		}
	}
	return all
}

// count adds up how often a text or a sheet was there in the days from..to-1,
// and among how many responses.
func (d *Diary) count(place string, from, to int, of func(*notes) int) share {
	var all share
	for day := from; day < to; day++ {
		if n := d.noted(place, day); n != nil {
			all = all.plus(share{of(n), n.responses})
		}
	}
	return all
}

// noted returns what is remembered of a place's day, or nil.
func (d *Diary) noted(place string, day int) *notes { return d.days[day][place] }
