package watch

import (
	"maps"
	"slices"

	"hailong/internal/survey"
)

// Templates finds the templates that responses were given to.
type Templates interface {
	// Template returns one version of a template, built, or survey.ErrNotFound.
	Template(survey.Ref) (*survey.Template, error)
}

// A Diary looks at the days of one campaign one after the other and remembers of
// each what the next must know: counts, no response. It must be begun History
// days before the first day whose marks and alerts are to mean anything.
type Diary struct {
	campaign string
	sheets   map[survey.Ref]*sheet
	find     Templates
	days     map[int]map[string]*notes // by day and place
}

// NewDiary returns a diary that knows no day.
func NewDiary(campaign string, t Templates) *Diary {
	return &Diary{campaign, make(map[survey.Ref]*sheet), t, make(map[int]map[string]*notes)}
}

// A Day is what a diary is told of one day.
type Day struct {
	diary *Diary
	date  survey.Date
	rows  []row
	byLot map[string]*lot
}

// Begin begins a day, which must be later than all before.
func (d *Diary) Begin(date survey.Date) *Day {
	return &Day{diary: d, date: date, byLot: make(map[string]*lot)}
}

// Add adds a response of the day. Nothing of it is kept but counts and hashes.
func (y *Day) Add(r *survey.Response) {
	l := y.byLot[r.Place]
	if l == nil {
		l = newLot()
		y.byLot[r.Place] = l
	}
	l.rows = append(l.rows, len(y.rows))
	y.rows = append(y.rows, y.diary.sheet(r.Template).read(r))
}

// End looks at the day, remembers it and returns the marks of its responses in the
// order in which they were added, and what is to be looked at.
func (y *Day) End() ([]survey.Flags, []Alert) {
	d, day := y.diary, int(y.date)
	marks := make([]survey.Flags, len(y.rows))
	var alerts []Alert
	for _, place := range slices.Sorted(maps.Keys(y.byLot)) {
		l := y.byLot[place]
		l.note(y.rows)
		v := view{diary: d, day: day, place: place, lot: l, rows: y.rows, marks: marks}
		v.look()
		for _, a := range v.alerts {
			a.Campaign, a.Day, a.Place = d.campaign, y.date, place
			alerts = append(alerts, a)
		}
	}
	// A place without a response has counters that may have fallen silent, but a
	// place that is closed is not odd, so nothing is said of it.
	d.remember(day, y.byLot)
	slices.SortStableFunc(alerts, Compare)
	return marks, alerts
}

// remember keeps the notes of a day and forgets those that are too old.
func (d *Diary) remember(day int, lots map[string]*lot) {
	kept := make(map[string]*notes, len(lots))
	for place, l := range lots {
		n := l.notes
		kept[place] = &n
	}
	d.days[day] = kept
	for old := range d.days {
		if old <= day-History {
			delete(d.days, old)
		}
	}
}

// sheet returns how the answers to a template are read.
func (d *Diary) sheet(ref survey.Ref) *sheet {
	s := d.sheets[ref]
	if s == nil {
		t, err := d.find.Template(ref)
		if err != nil {
			t = nil // its answers cannot be read; what came with them can
		}
		s = newSheet(t)
		d.sheets[ref] = s
	}
	return s
}
