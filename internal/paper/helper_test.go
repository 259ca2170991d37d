package paper

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"testing"
	"time"

	"go.uber.org/goleak"
	"pgregory.net/rapid"

	"hailong/internal/catalog"
	"hailong/internal/period"
	"hailong/internal/store"
	"hailong/internal/store/sqlitestore"
	"hailong/internal/survey"
	templates "hailong/survey-templates"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// morning is the time of all tests, today its day.
var (
	morning = time.Date(2026, time.November, 23, 2, 30, 0, 999, time.UTC)
	today   = period.Today(morning)
)

var printed = func() *catalog.Catalog {
	c, err := catalog.Load(templates.FS)
	if err != nil {
		panic(err)
	}
	return c
}()

// full is the questionnaire with every kind of question, 19 criteria and 12 fields.
func full(t interface{ Fatal(...any) }) *questionnaire {
	q, err := printed.Template(survey.Ref{Code: "full", Version: 1})
	if err != nil {
		t.Fatal(err)
	}
	return &questionnaire{q, printed.Fields()}
}

// everyday runs a test on the embedded engine.
func everyday(t *testing.T, test func(t *testing.T, i *Issuer, s store.Store)) {
	t.Helper()
	s, err := sqlitestore.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	furnish(t, s, err, test)
}

// A desk is a ledger with one batch.
type desk struct {
	*Ledger
	t      *testing.T
	store  store.Store
	batch  string
	at     time.Time
	locked map[survey.Date]bool
}

func newDesk(t *testing.T, i *Issuer, s store.Store, count int) *desk {
	t.Helper()
	b, err := i.Issue(t.Context(), Order{"quy-4", "trung-tam", count, "in"})
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{t: t, store: s, batch: b.Code, at: morning, locked: map[survey.Date]bool{}}
	d.Ledger = d.over(s, s)
	return d
}

// over returns one more ledger, as another instance has.
func (d *desk) over(r store.Registry, responses store.Responses) *Ledger {
	return NewLedger(LedgerOptions{
		Registry: r, Responses: responses, Catalog: printed, Rand: rand.Reader,
		Locked: func(_ context.Context, _ string, day survey.Date) (bool, error) { return d.locked[day], nil },
		Now:    func() time.Time { return d.at },
	})
}

func (d *desk) must(f *Folder, err error) *Folder {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
	return f
}

func (d *desk) look() *Folder { d.t.Helper(); return d.must(d.Look(d.t.Context(), d.batch)) }

// open counts the box.
func (d *desk) open(returned, unused int) *Folder {
	d.t.Helper()
	o := Opening{Day: today, Returned: returned, Unused: unused, Witnesses: "Bà Đào, MTTQ xã", Why: "đếm lại"}
	return d.must(d.Open(d.t.Context(), d.batch, o, "hoa"))
}

func (d *desk) put(draft Draft) (*Folder, error) { return d.Put(d.t.Context(), d.batch, draft) }

func (d *desk) second(draft Draft) (*Folder, error) { return d.Second(d.t.Context(), d.batch, draft) }

func (d *desk) close() (*Folder, error) { return d.Close(d.t.Context(), d.batch, "hoa") }

// enter keys numbers from the first on, each with other answers.
func (d *desk) enter(from, to int) {
	d.t.Helper()
	for serial := from; serial <= to; serial++ {
		d.must(d.put(Draft{Serial: serial, Keys: answers(serial), By: "lan"}))
	}
}

// finish draws and keys the second entries alike.
func (d *desk) finish() *Folder {
	d.t.Helper()
	f := d.must(d.Sample(d.t.Context(), d.batch, "hoa"))
	for _, serial := range f.Work().Second {
		last := f.Entry(serial).Last()
		d.must(d.second(Draft{Serial: serial, Keys: again(last), Reason: handed(last), By: "minh"}))
	}
	return d.look()
}

// again are the keys of a version, as somebody types them again.
func again(v *Version) map[string]string {
	keys := maps.Clone(v.Keys)
	if keys == nil {
		return nil
	}
	keys["comment"] = v.Comment
	if n := slices.IndexFunc(printed.Fields(), func(f survey.Field) bool { return f.Code == v.Field }); n >= 0 {
		keys["field"] = strconv.Itoa(n + 1)
	}
	return keys
}

func handed(v *Version) Reason {
	if v.judged() {
		return v.Reason
	}
	return ""
}

// answers are the keys of a form, another one for each number.
func answers(serial int) map[string]string {
	keys := map[string]string{"HL0": "5", "comment": fmt.Sprintf("phiếu %d", serial), "field": strconv.Itoa(1 + serial%12)}
	for i, code := range []string{"TC1", "TC2", "TC3", "TC4", "TT1", "TT2", "TT3", "TT4", "CC1", "CC2", "CC3", "CC4", "CC5"} {
		keys[code] = strconv.Itoa(1 + serial>>i%5)
	}
	return keys
}

// stored returns every response of the campaign, by its comment.
func (d *desk) stored() map[string]survey.Response {
	d.t.Helper()
	all := map[string]survey.Response{}
	for r, err := range d.store.Responses(d.t.Context(), survey.Scope{Campaign: "quy-4", From: 0, To: today + 1000}) {
		if err != nil {
			d.t.Fatal(err)
		}
		one := *r
		one.Answers = slices.Clone(r.Answers)
		if _, twice := all[r.Comment]; twice {
			d.t.Errorf("%q is stored twice", r.Comment)
		}
		all[r.Comment] = one
	}
	return all
}

// A mortal store is a process that is killed: from one call on nothing succeeds.
type mortal struct {
	store.Store
	left int
	// after lets the last write happen before the end; half stores half a batch.
	after, half bool
}

var errKilled = errors.New("killed")

func (m *mortal) step(do func() error) error {
	if m.left--; m.left < 0 || m.left == 0 && !m.after {
		return errKilled
	}
	err := do()
	if m.left == 0 {
		return cmp.Or(err, errKilled)
	}
	return err
}

func (m *mortal) Create(ctx context.Context, kind, id string, value []byte) error {
	return m.step(func() error { return m.Store.Create(ctx, kind, id, value) })
}

func (m *mortal) Replace(ctx context.Context, kind, id string, value []byte) error {
	return m.step(func() error { return m.Store.Replace(ctx, kind, id, value) })
}

func (m *mortal) Read(ctx context.Context, kind, id string) (v []byte, err error) {
	err = m.step(func() error { v, err = m.Store.Read(ctx, kind, id); return err })
	return v, err
}

func (m *mortal) Insert(ctx context.Context, batch []survey.Response) (fresh []bool, err error) {
	err = m.step(func() error {
		if m.left == 0 && m.half {
			batch = batch[:len(batch)/2]
		}
		fresh, err = m.Store.Insert(ctx, batch)
		return err
	})
	return fresh, err
}

// killings calls do with a store that dies at its first step, its second, and so
// on, in every manner, until it lives.
func killings(t *testing.T, do func(t *testing.T, die func(store.Store) *mortal) (lived bool)) {
	for name, manner := range map[string]mortal{"before": {}, "after": {after: true}, "half": {after: true, half: true}} {
		t.Run(name, func(t *testing.T) {
			for steps := 1; ; steps++ {
				lived := do(t, func(s store.Store) *mortal { return &mortal{s, steps, manner.after, manner.half} })
				if lived {
					t.Logf("%d steps", steps)
					return
				}
			}
		})
	}
}

// drawKeys draws what somebody may key of a form of a template, sensibly or not.
func drawKeys(t *survey.Template, fields int) *rapid.Generator[map[string]string] {
	return rapid.Custom(func(r *rapid.T) map[string]string {
		keys := map[string]string{}
		t.Questions(func(q *survey.Question) {
			var some []string
			switch n := len(q.Options); q.Kind {
			case survey.KindLevel:
				some = []string{"", "1", "2", "3", "4", "5", "45", "x"}
				if q.OffersNA() {
					some = append(some, "n", "3n")
				}
			case survey.KindChoice, survey.KindMulti:
				some = []string{"", "x", "1", strconv.Itoa(n), "1 " + strconv.Itoa(n), "1,2"}
			case survey.KindField:
				some = []string{"", "x", "1", strconv.Itoa(fields), "1 2"}
			case survey.KindComment:
				some = []string{"", "Tốt", "=1+1"}
			}
			keys[q.Code] = rapid.SampledFrom(some).Draw(r, q.Code)
		})
		return keys
	})
}
