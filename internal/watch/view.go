package watch

import (
	"math"

	"hailong/internal/survey"
)

// The chances below which something is an alert. Together they are about one in
// a hundred, of which discrete counts use up less.
const (
	chanceBest     = 0.006  // the best level everywhere, by an open code: what stuffing looks like
	chanceStraight = 0.0005 // each level, by whatever way
	chanceHours    = 0.006  // at night: people answer at home, so few more are hard to see
	chanceWay      = 0.0005 // each of the other ways of coming in
	chanceDesk     = 0.0005
	chanceWeek     = 0.0003 // each rule over seven days
	chanceAlike    = 0.0001 // each text or sheet: there are many of them
	// severeTimes: an alert is severe where the chance is so many times smaller.
	severeTimes = 1000
)

// What is believed of places that nothing is known of.
var (
	// anyShare says nothing: without a past no share of contented people is odd.
	anyShare = prior{0.5, 1}
	// waysBelieved are those of ways, in their order.
	waysBelieved   = [len(ways)]prior{{0.02, 50}, {0.1, 50}, {0.01, 50}, {0.005, 50}}
	waysChances    = [len(ways)]float64{chanceWay, chanceHours, chanceWay, chanceWay}
	scriptBelieved = prior{0.002, 50}
)

// leastSeen is how many must be odd, however unlikely they are: one is an
// accident. Of a small place two are much.
func leastSeen(n int) int {
	if n < 20 {
		return 2
	}
	return 3
}

// A view is one place's day with everything that it is compared with.
type view struct {
	diary  *Diary
	day    int
	place  string
	lot    *lot
	rows   []row
	marks  []survey.Flags
	alerts []Alert
}

func (v *view) look() {
	v.straight()
	for w, one := range ways {
		of := func(n *notes) share { return share{n.stored[w], n.responses} }
		v.share(rule{one.kind, waysBelieved[w], waysChances[w], of})
	}
	v.share(rule{Script, scriptBelieved, chanceWay, func(n *notes) share { return share{n.script, n.responses} }})
	if a, raised := v.today(rule{Desk, anyShare, chanceDesk, func(n *notes) share { return share{n.desk, n.open} }}); raised {
		v.raise(a)
	}
	v.alike()
	v.codes()
}

// A rule says which share must not be much larger than usual.
type rule struct {
	kind   Kind
	prior  prior
	chance float64
	of     func(*notes) share
}

// share holds the day to a rule and, where that says nothing, the last week.
func (v *view) share(r rule) {
	a, raised := v.today(r)
	if !raised {
		a, raised = v.week(r)
	}
	if raised {
		v.raise(a)
	}
}

func (v *view) raise(a Alert) { v.alerts = append(v.alerts, a) }

// today holds the day to a rule.
func (v *view) today(r rule) (Alert, bool) {
	seen := r.of(&v.lot.notes)
	return judge(r.kind, seen, r.prior.after(v.diary.usual(v.place, v.day, r.of)), r.chance, 1)
}

// week holds the seven days that end today to a rule, if today has part in it.
func (v *view) week(r rule) (Alert, bool) {
	today := r.of(&v.lot.notes)
	if today.count == 0 {
		return Alert{}, false
	}
	seen := today.plus(v.diary.sum(v.place, v.day, r.of))
	if n := v.diary.noted(v.place, v.day-weekDays); n != nil { // the eighth day back
		last := r.of(n)
		seen = share{seen.count - last.count, seen.of - last.of}
	}
	return judge(r.kind, seen, r.prior.after(v.diary.usual(v.place, v.day+1-weekDays, r.of)), chanceWeek, weekDays)
}

func judge(k Kind, seen share, b belief, chance float64, days int) (Alert, bool) {
	if seen.count < leastSeen(seen.of) || float64(seen.count) <= b.expected(seen.of) {
		return Alert{}, false
	}
	p := b.atLeast(seen.count, seen.of)
	if p >= chance {
		return Alert{}, false
	}
	a := Alert{
		Kind: k, Days: days, Count: int64(seen.count), Of: int64(seen.of),
		Usual: int64(math.Ceil(b.expected(seen.of))), Severity: Odd,
	}
	if p < chance/severeTimes {
		a.Severity = Severe
	}
	return a, true
}

// straight looks for too many with one mark everywhere, each mark by itself, and
// marks them all: which of them are too many nobody can know. Everybody can use
// the open codes as often as he likes, so the best mark is looked for among those
// first, where fewer honest responses hide it.
func (v *view) straight() {
	free := rule{Straight, anyShare, chanceBest, func(n *notes) share { return share{n.best, n.free} }}
	if v.straightAt(free, survey.Levels, func(r *row) bool { return r.channel == survey.ChannelQR }) {
		return
	}
	for level := 1; level <= survey.Levels; level++ {
		r := rule{Straight, anyShare, chanceStraight, func(n *notes) share { return share{n.straight[level], n.judged} }}
		v.straightAt(r, level, func(*row) bool { return true })
	}
}

// straightAt raises and marks what a rule finds with one level everywhere.
func (v *view) straightAt(r rule, level int, among func(*row) bool) bool {
	a, raised := v.today(r)
	if !raised && level == survey.Levels {
		a, raised = v.week(r)
	}
	if !raised {
		return false
	}
	a.Level = level
	v.raise(a)
	for _, i := range v.lot.rows {
		if v.rows[i].straight == level && among(&v.rows[i]) {
			v.marks[i] |= survey.FlagStraight
		}
	}
	return true
}
