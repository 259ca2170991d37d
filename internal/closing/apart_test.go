package closing

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"hailong/internal/catalog"
	"hailong/internal/period"
	"hailong/internal/report"
	"hailong/internal/store"
	"hailong/internal/store/sqlitestore"
	"hailong/internal/survey"
	"hailong/internal/tally"
	templates "hailong/survey-templates"
)

// A commune in the making: responses come, and periods are published in any order.
type drawn struct {
	dice     *rand.Rand
	template *survey.Template
	source   report.Source
	// came are the responses of each quarter in the order in which they came.
	came map[period.Period][]survey.Response
	// odds say how often a criterion is answered, and fields which are usual.
	odds   []float64
	skew   float64
	issues []issued
	known  map[string]*report.Lines
}

// An issued edition is what was published: how many responses of each quarter it
// counts, what they were, and what the public was told.
type issued struct {
	told
	counted map[period.Period]int
	real    *report.Report
	public  *report.Report
	open    *report.Open
}

// Count counts what has come by now.
func (d *drawn) Count(_ context.Context, scope survey.Scope, t *survey.Template, splits ...*tally.Split) (*tally.Tally, error) {
	return tally.Count(context.Background(), func(yield func(*survey.Response, error) bool) {
		for _, q := range quarters2026 {
			for i := range d.came[q] {
				if r := &d.came[q][i]; scope.Has(r) && !yield(r, nil) {
					return
				}
			}
		}
	}, t, splits...)
}

var quarters2026 = func() (list []period.Period) {
	for m := time.Month(1); m < 12; m += 3 {
		list = append(list, period.Of(period.Quarter, survey.Day(2026, m, 1), period.Calendar))
	}
	return list
}()

// answer draws a response.
func (d *drawn) answer(q period.Period) survey.Response {
	from, _ := q.Dates(period.Calendar)
	pick := func(n int) int { return min(n-1, int(d.dice.ExpFloat64()*d.skew*float64(n))) }
	r := survey.Response{
		Template: d.template.Ref(), Campaign: "dot", Unit: "xa", Date: from + survey.Date(d.dice.IntN(80)),
		Place: []string{"mot", "hai", "ba"}[pick(3)], Channel: survey.Channels[pick(5)], Answers: make(survey.Answers, len(d.template.Columns())),
	}
	if fields := append([]survey.Field{{}}, d.source.Fields...); true {
		r.Field = fields[pick(5)].Code
	}
	i := 0
	d.template.Questions(func(question *survey.Question) {
		if question.Kind != survey.KindLevel {
			return
		}
		if r.Answers[d.template.Column(question)] = survey.CellNA; d.dice.Float64() < d.odds[i] {
			r.Answers[d.template.Column(question)] = byte(1 + d.dice.IntN(5))
		}
		i++
	})
	return r
}

func (d *drawn) arrive(q period.Period, n int) {
	for range n {
		d.came[q] = append(d.came[q], d.answer(q))
	}
}

// A rule decides what is told of an edition.
type rule func(mine told, before []told) (report.Show, error)

// publish publishes a period as the office does, where the rule allows it.
func (d *drawn) publish(p period.Period, decide rule) error {
	r, err := report.Compile(context.Background(), d.source, report.Request{Campaign: "dot", Period: p, Totals: true})
	if errors.Is(err, report.ErrTooFew) || err == nil && r.Index.Overall.Valid < report.Few {
		return nil
	}
	if err != nil {
		return err
	}
	l := Lock{Campaign: "dot", Period: p}
	one := issued{counted: make(map[period.Period]int), real: r}
	if one.told, err = toldOf(context.Background(), d.source, &l); err != nil {
		return err
	}
	var before []told
	for _, i := range d.issues {
		before = append(before, i.told)
	}
	if one.show, err = decide(one.told, before); errors.Is(err, ErrTooClose) {
		return nil
	} else if err != nil {
		return err
	}
	for q := range one.quarters {
		one.counted[q] = len(d.came[q])
	}
	one.public = report.Public(r, one.show)
	one.open = report.OpenOf(one.public)
	d.issues = append(d.issues, one)
	return nil
}

// year draws a year of a commune: which quarters, halves and the year are
// published, when, and what comes late between.
func (d *drawn) year(decide rule) error {
	d.skew = 0.05 + 0.5*d.dice.Float64()
	d.odds = nil
	d.template.Questions(func(*survey.Question) { d.odds = append(d.odds, []float64{1, 0.9, 0.5, 0.1, 0.03}[d.dice.IntN(5)]) })
	d.odds[0] = 0.95
	for _, q := range quarters2026 {
		d.arrive(q, []int{0, 3, 12, 30, 60, 90}[d.dice.IntN(6)])
	}
	periods := slices.Clone(quarters2026)
	year := period.Of(period.Year, survey.Day(2026, 1, 1), period.Calendar)
	periods = append(append(periods, year), year.Parts()...)
	periods = append(periods, quarters2026[d.dice.IntN(4)], periods[d.dice.IntN(len(periods))])
	d.dice.Shuffle(len(periods), func(i, j int) { periods[i], periods[j] = periods[j], periods[i] })
	for _, p := range periods {
		if d.dice.IntN(3) == 0 {
			d.arrive(quarters2026[d.dice.IntN(4)], d.dice.IntN(40))
		}
		if err := d.publish(p, decide); err != nil {
			return err
		}
	}
	return nil
}

// pieces are the sets of responses that editions cut a quarter into.
func (d *drawn) pieces(q period.Period) []int {
	ends := []int{0}
	for _, i := range d.issues {
		if n := i.counted[q]; n > 0 && !slices.Contains(ends, n) {
			ends = append(ends, n)
		}
	}
	slices.Sort(ends)
	return ends
}

// A family is tables that tell of the same counts: the open data's kinds, and what
// a response counts as.
type family struct {
	name  string
	lines func(l *report.Lines) map[string]int64
	shown func(s report.Show) bool
	// kind is that of the open data; whole is what all lines of it add up to.
	kind  string
	whole func(o *report.Open) int64
}

func responsesOf(o *report.Open) int64 { return o.Responses }

func validOf(o *report.Open) int64 { return *o.Figures[0].Valid }

var families = []family{
	{"channels", func(l *report.Lines) map[string]int64 { return l.Channels }, func(s report.Show) bool { return s.Channels }, "channel", responsesOf},
	{"places", func(l *report.Lines) map[string]int64 { return l.Places }, func(s report.Show) bool { return s.Places }, "place", responsesOf},
	{"fields", func(l *report.Lines) map[string]int64 { return l.Fields }, func(s report.Show) bool { return s.Fields }, "field", responsesOf},
	{"criteria", func(l *report.Lines) map[string]int64 { return l.Criteria }, func(s report.Show) bool { return s.Criteria }, "criterion", validOf},
	{"question", func(l *report.Lines) map[string]int64 { return l.Question }, func(s report.Show) bool { return s.Question }, "question", nil},
}

// leaks are the counts of 1 to 4 people that can be had from all that was
// published, though no table shows them.
func (d *drawn) leaks() []string {
	var found []string
	for _, f := range families {
		found = append(found, d.leaksOf(f)...)
	}
	return found
}

// leaksOf tells a reader's solver what the tables of a family say and asks it for
// each count of an edition and of what came between two.
func (d *drawn) leaksOf(f family) []string {
	s := newSolver()
	real := make(map[string]int64) // what the counts really are
	d.truth(s, f, real)
	for e := range d.issues {
		d.read(s, f, e)
	}
	s.solve()
	var found []string
	for name, n := range s.names {
		if v := real[name]; s.low[n] == s.high[n] && v >= 1 && v <= 4 {
			found = append(found, fmt.Sprintf("%s: %s is %d", f.name, name, v))
		}
	}
	return found
}

// truth makes the counts of every piece of every quarter and of every edition, and
// says how they hang together.
func (d *drawn) truth(s *solver, f family, real map[string]int64) {
	all := d.linesOf(f)
	for _, q := range quarters2026 {
		ends := d.pieces(q)
		for i := 1; i < len(ends); i++ {
			size := s.count(fmt.Sprintf("%s[%d]", q, i))
			real[fmt.Sprintf("%s[%d]", q, i)] = int64(ends[i] - ends[i-1])
			lines := f.lines(d.piece(q, ends[i-1], ends[i]))
			var parts []int
			for _, line := range all {
				name := fmt.Sprintf("%s[%d]/%s", q, i, line)
				real[name] = lines[line]
				n := s.count(name)
				parts = append(parts, n)
				s.atMost = append(s.atMost, [2]int{n, size})
			}
			if f.kind != "criterion" && f.whole != nil { // a person is in one part
				s.equal(size, parts...)
			}
		}
	}
}

// read tells the solver what an edition says.
func (d *drawn) read(s *solver, f family, e int) {
	i := &d.issues[e]
	pieces := func(line string) (list []int) {
		for q := range i.quarters {
			ends := d.pieces(q)
			for k := 1; k < len(ends) && ends[k] <= i.counted[q]; k++ {
				list = append(list, s.count(fmt.Sprintf("%s[%d]%s", q, k, line)))
			}
		}
		return list
	}
	size := s.count(fmt.Sprintf("edition %d", e))
	s.equal(size, pieces("")...)
	s.is(size, i.open.Responses)
	all := make(map[string]int)
	var lines []int
	for _, line := range d.linesOf(f) {
		n := s.count(fmt.Sprintf("edition %d/%s", e, line))
		s.equal(n, pieces("/"+line)...)
		all[line] = n
		lines = append(lines, n)
	}
	if f.whole != nil {
		whole := s.count(fmt.Sprintf("edition %d whole", e))
		s.equal(whole, lines...)
		s.is(whole, f.whole(i.open))
	}
	d.readLines(s, f, i, all)
}

func (d *drawn) readLines(s *solver, f family, i *issued, all map[string]int) {
	listed := make(map[string]bool)
	for _, l := range i.open.Figures {
		n := l.Valid
		if f.kind != "criterion" && f.kind != "question" {
			n = l.Responses
		}
		switch {
		case l.Kind == f.kind && n != nil:
			s.is(all[l.Code], *n)
			listed[l.Code] = true
		case l.Kind == f.kind: // hidden, so there is somebody in it
			s.low[all[l.Code]], listed[l.Code] = 1, true
		case l.Kind == "factor" && f.kind == "criterion" && n != nil:
			var own []int
			for _, q := range i.real.Index.Criteria {
				if q.Factor == l.Code {
					own = append(own, all[q.Code])
				}
			}
			factor := s.count(fmt.Sprintf("factor %p/%s", i, l.Code))
			s.equal(factor, own...)
			s.is(factor, *n)
		}
	}
	if f.shown(i.show) && f.kind != "criterion" && f.kind != "question" {
		for line, n := range all {
			if !listed[line] { // nobody is in a part that is not listed
				s.is(n, 0)
			}
		}
	}
}

// linesOf are all lines that a table may have.
func (d *drawn) linesOf(f family) []string {
	seen := make(map[string]bool)
	for i := range d.issues {
		l := report.LinesOf(d.issues[i].real)
		for line := range f.lines(&l) {
			seen[line] = true
		}
	}
	var list []string
	for line := range seen {
		list = append(list, line)
	}
	slices.Sort(list)
	return list
}

// piece counts some responses of a quarter, with nothing hidden from us.
func (d *drawn) piece(q period.Period, from, to int) *report.Lines {
	key := fmt.Sprint(q, from, to)
	if d.known[key] == nil {
		src := d.source
		src.Counter = &drawn{came: map[period.Period][]survey.Response{q: d.came[q][from:to]}}
		r, err := report.Compile(context.Background(), src, report.Request{Campaign: "dot", Period: q})
		if err != nil {
			panic(err)
		}
		l := report.LinesOf(r)
		d.known[key] = &l
	}
	return d.known[key]
}

// furnished is a store with a commune that has a campaign.
func furnished(t *testing.T, template string) (*survey.Template, report.Source) {
	t.Helper()
	s, err := sqlitestore.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	c, err := catalog.Load(templates.FS)
	if err != nil {
		t.Fatal(err)
	}
	form, err := c.Latest(template)
	if err != nil {
		t.Fatal(err)
	}
	k := survey.Campaign{Code: "dot", Unit: "xa", Scheme: "calendar", Template: form.Ref(), Opens: survey.Day(2026, 1, 1)}
	err = errors.Join(store.Units.Create(t.Context(), s, "xa", survey.Unit{Code: "xa"}), store.Campaigns.Create(t.Context(), s, "dot", k))
	for _, code := range []string{"mot", "hai", "ba"} {
		err = errors.Join(err, store.Places.Create(t.Context(), s, code, survey.Place{Code: code, Unit: "xa"}))
	}
	if err != nil {
		t.Fatal(err)
	}
	return form, report.Source{Store: s, Templates: c, Fields: c.Fields()}
}

// datasets is how many data sets are drawn; HAILONG_DATASETS draws more.
func datasets(t *testing.T, usual int) int {
	n, err := strconv.Atoi(os.Getenv("HAILONG_DATASETS"))
	if err != nil {
		return usual
	}
	return n
}

// survive publishes the years of many communes by a rule and returns what leaks,
// and how many tables were told.
func survive(t *testing.T, template string, n int, seed uint64, decide rule) (leaks []string, tables int) {
	t.Helper()
	form, src := furnished(t, template)
	for i := range n {
		d := &drawn{dice: rand.New(rand.NewPCG(seed, uint64(i))), template: form, source: src, came: make(map[period.Period][]survey.Response), known: make(map[string]*report.Lines)}
		d.source.Counter = d
		if err := d.year(decide); err != nil {
			t.Fatal(err)
		}
		for _, one := range d.issues {
			for _, f := range families {
				if f.shown(one.show) {
					tables++
				}
			}
		}
		for _, leak := range d.leaks() {
			leaks = append(leaks, fmt.Sprintf("data set %d: %s", i, leak))
		}
	}
	return leaks, tables
}

// TestNobodyIsFoundByAllThatIsPublished publishes whatever may be published of
// many years and has a solver look for counts of 1 to 4 people.
func TestNobodyIsFoundByAllThatIsPublished(t *testing.T) {
	for template, usual := range map[string]int{"short": datasets(t, 100), "full": datasets(t, 100) / 25} {
		leaks, tables := survive(t, template, usual, 1, decide)
		if tables < 10*usual {
			t.Errorf("%s: of %d data sets only %d tables were told", template, usual, tables)
		}
		for i, leak := range leaks {
			if i < 10 {
				t.Errorf("%s: %s", template, leak)
			}
		}
		t.Logf("%s: %d data sets, %d tables, %d counts of a few", template, usual, tables, len(leaks))
	}
}

// What proves nothing finds nothing: told all, or told by the rule of before, the
// solver finds people.
func TestTheSolverFindsWhatABadRuleTells(t *testing.T) {
	for name, bad := range map[string]rule{
		"all is told": func(told, []told) (report.Show, error) { return report.Everything, nil },
		"factors and criteria are always told": func(mine told, before []told) (report.Show, error) {
			show, err := decide(mine, before)
			show.Factors, show.Criteria = true, true
			return show, err
		},
		"only sizes are looked at": func(mine told, before []told) (report.Show, error) {
			_, err := decide(mine, before)
			return report.Everything, err
		},
	} {
		if leaks, _ := survive(t, "short", 15, 2, bad); len(leaks) == 0 {
			t.Errorf("%s, and the solver finds nobody", name)
		}
	}
}
