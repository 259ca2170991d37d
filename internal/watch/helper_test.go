package watch

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"go.uber.org/goleak"

	"hailong/internal/catalog"
	"hailong/internal/demo"
	"hailong/internal/survey"
	templates "hailong/survey-templates"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var questionnaires = func() *catalog.Catalog {
	c, err := catalog.Load(templates.FS)
	if err != nil {
		panic(err)
	}
	return c
}()

func template(code string) *survey.Template {
	t, err := questionnaires.Latest(code)
	if err != nil {
		panic(err)
	}
	return t
}

// first is a Monday.
var first = survey.Day(2026, time.January, 5)

// desk flags from the seventh in ten minutes.
var desk = demo.Thresholds{Network: 6, Burst: 8}

// A place is the made-up responses of one office, by day, with the flags that the
// desk would have set.
type office struct {
	template *survey.Template
	days     [][]survey.Response
}

// newOffice makes up weeks of an office that has about so many responses on an
// open day.
func newOffice(code string, size, weeks int, seed uint64, at demo.Thresholds) *office {
	const open = 5.3 // days of a week, a Saturday being short
	t := template(code)
	last := first + survey.Date(7*weeks) - 1
	p := demo.Plan{
		Campaign: survey.Campaign{Code: "dot", Unit: "xa", Template: t.Ref()}, Template: t, Fields: questionnaires.Fields(),
		Places: []survey.Place{{Code: "diem", Unit: "xa", Counters: []survey.Counter{{Code: "quay-1"}, {Code: "quay-2"}, {Code: "quay-3"}}}},
		From:   first, To: last, Responses: int(open * float64(size*weeks)), Seed: int64(seed),
	}
	o := &office{t, make([][]survey.Response, 7*weeks)}
	for r := range p.All() {
		o.days[r.Date-first] = append(o.days[r.Date-first], r)
	}
	dice := rand.New(rand.NewPCG(seed, 1))
	for _, day := range o.days {
		slices.SortFunc(day, func(a, b survey.Response) int { return cmp.Compare(a.ID.String(), b.ID.String()) })
		at.Flag(dice, day, "", nil)
	}
	return o
}

// see shows a diary one day.
func see(d *Diary, date survey.Date, rows []survey.Response) ([]survey.Flags, []Alert) {
	day := d.Begin(date)
	for i := range rows {
		day.Add(&rows[i])
	}
	return day.End()
}
