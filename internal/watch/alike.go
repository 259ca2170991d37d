package watch

import (
	"cmp"
	"maps"
	"slices"

	"hailong/internal/survey"
)

// How often a text is believed to be said before it was heard. Everybody says
// "tốt"; a whole sentence is somebody's own.
var (
	shortText  = prior{0.03, 50}
	mediumText = prior{0.005, 50}
	longText   = prior{0.0002, 50}
	// ownSheet is the same of a sheet with many different marks.
	ownSheet = prior{0.0002, 50}
)

// The lengths of texts, in letters and digits.
const (
	mediumLetters = 12
	longLetters   = 25
)

// How often the same must be there. Two alike are a family at one phone, or a
// person who came for two things; at a place with few responses they are much.
const (
	leastAlike = 3
	smallShare = 10 // two are enough where they are a tenth of the day
)

func believed(letters int) prior {
	switch {
	case letters < mediumLetters:
		return shortText
	case letters < longLetters:
		return mediumText
	}
	return longText
}

// A crowd is the responses of the day that share a text or a sheet.
type crowd struct {
	hash  uint64
	prior prior
	own   bool // nobody else's, but for copies
	rows  []int
	seen  func(*notes) int
}

// alike looks for texts and sheets that are there too often, and marks them.
func (v *view) alike() {
	n := v.lot.responses
	worst, marked := Alert{}, make(map[int]bool)
	days := 1
	for _, c := range v.crowds() {
		a, span, raised := v.crowded(&c, n)
		if !raised {
			continue
		}
		for _, i := range c.rows {
			v.marks[i] |= survey.FlagClone
			marked[i] = true
		}
		worst.Severity = max(worst.Severity, a.Severity)
		worst.Usual += a.Usual
		days = max(days, span)
	}
	if len(marked) == 0 {
		return
	}
	worst.Kind, worst.Days, worst.Count, worst.Of = Clones, days, int64(len(marked)), int64(n)
	v.raise(worst)
}

// crowds are the texts and sheets of the day that may be there too often.
func (v *view) crowds() []crowd {
	texts, vectors := make(map[uint64]*crowd), make(map[uint64]*crowd)
	for _, i := range v.lot.rows {
		r := &v.rows[i]
		if h := r.text; h != 0 {
			if texts[h] == nil {
				texts[h] = &crowd{hash: h, prior: believed(r.letters), own: r.letters >= longLetters, seen: func(n *notes) int { return n.texts[h] }}
			}
			texts[h].rows = append(texts[h].rows, i)
		}
		if h := r.vector; h != 0 {
			if vectors[h] == nil {
				vectors[h] = &crowd{hash: h, prior: ownSheet, own: true, seen: func(n *notes) int { return n.vectors[h] }}
			}
			vectors[h].rows = append(vectors[h].rows, i)
		}
	}
	var list []crowd
	for _, all := range []map[uint64]*crowd{texts, vectors} {
		for _, h := range slices.SortedFunc(maps.Keys(all), cmp.Compare[uint64]) {
			list = append(list, *all[h])
		}
	}
	return list
}

// crowded reports whether a crowd is larger than chance makes it, today or in the
// week that ends today. The past is only asked where the answer can depend on it:
// most crowds are one response.
func (v *view) crowded(c *crowd, n int) (a Alert, days int, raised bool) {
	today := len(c.rows)
	if today >= leastAlike {
		past := v.past(c, v.day-weeks*weekDays, v.day)
		if a, raised = judge(Clones, share{today, n}, c.prior.after(past), chanceAlike, 1); raised {
			return a, 1, true
		}
	}
	if !c.own {
		return a, 1, false
	}
	if today >= 2 && today*smallShare >= n && v.past(c, v.day-weeks*weekDays, v.day).count == 0 {
		return Alert{Severity: Odd}, 1, true
	}
	week := v.past(c, v.day+1-weekDays, v.day).plus(share{today, n})
	if week.count < leastAlike {
		return a, weekDays, false
	}
	before := v.past(c, v.day+1-weekDays-weeks*weekDays, v.day+1-weekDays)
	if before.count == 0 {
		a, raised = judge(Clones, week, c.prior.after(before), chanceAlike, weekDays)
	}
	return a, weekDays, raised
}

// past counts a crowd in the days from..to-1.
func (v *view) past(c *crowd, from, to int) share { return v.diary.count(v.place, from, to, c.seen) }
