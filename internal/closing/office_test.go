package closing

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"hailong/internal/catalog"
	"hailong/internal/daybook"
	"hailong/internal/demo"
	"hailong/internal/period"
	"hailong/internal/report"
	"hailong/internal/store"
	"hailong/internal/store/sqlitestore"
	"hailong/internal/survey"
	templates "hailong/survey-templates"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// A desk is an office over a real store with a campaign of the short template that
// ran in the fourth quarter of 2026, on the 4th of January 2027.
type desk struct {
	*Office
	t     *testing.T
	store *sqlitestore.Store
	at    time.Time
	busy  bool
	// plan draws plausible responses of the quarter.
	plan func(n int, seed int64) demo.Plan
}

var quarter = period.Of(period.Quarter, survey.Day(2026, 11, 1), period.Calendar)

func open(t *testing.T) *desk {
	t.Helper()
	d := &desk{t: t, at: time.Date(2027, 1, 4, 3, 0, 0, 0, time.UTC)}
	var err error
	if d.store, err = sqlitestore.Open(t.Context(), t.TempDir()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.store.Close() })
	c, err := catalog.Load(templates.FS)
	if err != nil {
		t.Fatal(err)
	}
	unit := survey.Unit{Code: "ninh-giang", Name: survey.Text{"vi": "xã Ninh Giang"}}
	place := survey.Place{Code: "trung-tam", Unit: unit.Code, Name: survey.Text{"vi": "Trung tâm"}}
	campaign := survey.Campaign{Code: "quy-4", Unit: unit.Code, Scheme: "calendar", Template: survey.Ref{Code: "short", Version: 1}, Opens: survey.Day(2026, 10, 1)}
	if err := errors.Join(store.Units.Create(t.Context(), d.store, unit.Code, unit), store.Places.Create(t.Context(), d.store, place.Code, place),
		store.Campaigns.Create(t.Context(), d.store, campaign.Code, campaign)); err != nil {
		t.Fatal(err)
	}
	template, err := c.Template(campaign.Template)
	if err != nil {
		t.Fatal(err)
	}
	d.plan = func(n int, seed int64) demo.Plan {
		return demo.Plan{Campaign: campaign, Template: template, Places: []survey.Place{place}, Fields: c.Fields(),
			From: survey.Day(2026, 10, 1), To: survey.Day(2026, 12, 31), Responses: n, Seed: seed}
	}
	d.insert(d.plan(120, 1))
	d.Office = NewOffice(Options{
		Store:      d.store,
		Source:     report.Source{Store: d.store, Counter: daybook.New(d.store, d.now, daybook.Options{}), Templates: c, Fields: c.Fields()},
		Unfinished: func(context.Context, string) (bool, error) { return d.busy, nil },
		Now:        d.now,
	})
	return d
}

func (d *desk) now() time.Time { return d.at }

func (d *desk) insert(p demo.Plan) {
	d.t.Helper()
	var batch []survey.Response
	for r := range p.All() {
		batch = append(batch, r)
	}
	if _, err := d.store.Insert(d.t.Context(), batch); err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) lock(why string) *Edition {
	d.t.Helper()
	e, err := d.Lock(d.t.Context(), LockOrder{"quy-4", quarter, "lan", why})
	if err != nil {
		d.t.Fatal(err)
	}
	return e
}

// step makes a step as somebody who sees the edition as it is.
func (d *desk) step(e *Edition, k Kind, by string) *Edition {
	d.t.Helper()
	after, err := d.Do(d.t.Context(), e, Action{Kind: k, By: by, Note: "Cần xem lại số liệu", Seen: len(e.Steps)})
	if err != nil {
		d.t.Fatal(err)
	}
	return after
}

// responses is how many the report of an edition counts.
func (d *desk) responses(e *Edition) int64 {
	d.t.Helper()
	src, err := d.Figures(d.t.Context(), e)
	if err != nil {
		d.t.Fatal(err)
	}
	r, err := report.Compile(d.t.Context(), src, report.Request{Campaign: e.Campaign, Period: e.Period})
	if err != nil {
		d.t.Fatal(err)
	}
	return r.Index.Responses
}

func TestAPeriodIsLockedCheckedApprovedAndPublished(t *testing.T) {
	d := open(t)
	e := d.lock("")
	if e.Number != 1 || e.State != Locked || e.From.String() != "2026-10-01" || e.To.String() != "2026-12-31" || e.Day.String() != "2027-01-04" {
		t.Errorf("locked %+v", e)
	}
	w := report.Written{Parts: map[report.WrittenPart]string{report.Strengths: " Cán bộ tận tình.\r\n"}}
	if err := d.Write(t.Context(), e, w, "lan", 0); err != nil {
		t.Fatal(err)
	}
	e = d.step(e, Check, "huong")
	if got, ok := e.Written(); !ok || got.Parts[report.Strengths] != "Cán bộ tận tình." {
		t.Errorf("checked text %+v", got)
	}
	if err := d.Write(t.Context(), e, w, "lan", 1); !errors.Is(err, ErrMoved) {
		t.Errorf("text changed after the check: %v", err)
	}
	e = d.step(d.step(e, Approve, "chu-tich"), Publish, "lan")
	if e.State != Published || e.PublishedOn().String() != "2027-01-04" || len(e.Steps) != 3 {
		t.Errorf("at the end: %+v", e)
	}
	if n := d.responses(e); n != 120 {
		t.Errorf("%d responses, want 120", n)
	}
}

func TestWhatComesLaterIsOfTheNextEditionOnly(t *testing.T) {
	d := open(t)
	first := d.lock("")
	d.late(12, survey.Day(2026, 12, 31))
	first = d.step(d.step(d.step(first, Check, "huong"), Approve, "chu-tich"), Publish, "lan")
	var bad *BadText
	if _, err := d.Lock(t.Context(), LockOrder{"quy-4", quarter, "lan", ""}); !errors.As(err, &bad) || bad.What != "why" {
		t.Errorf("a second edition without a reason: %v", err)
	}
	second := d.lock("Bổ sung một phiếu giấy nộp muộn")
	second = d.step(d.step(d.step(second, Check, "huong"), Approve, "chu-tich"), Publish, "lan")
	if a, b := d.responses(first), d.responses(second); a != 120 || b != 132 || second.Number != 2 {
		t.Errorf("first edition %d, edition %d has %d", a, second.Number, b)
	}
	first, err := d.Edition(t.Context(), "quy-4", quarter, 1)
	if err != nil || !first.Superseded || first.State != Published {
		t.Errorf("the first edition afterwards: %+v, %v", first, err)
	}
}

// late stores paper forms of a day.
func (d *desk) late(n int, day survey.Date) {
	d.t.Helper()
	list := make([]survey.Response, n)
	for i := range list {
		list[i] = survey.Response{ID: survey.IDOf("quy-4", fmt.Sprint("late", day, i)), Template: survey.Ref{Code: "short", Version: 1}, Campaign: "quy-4",
			Unit: "ninh-giang", Place: "trung-tam", Channel: survey.ChannelPaper, Date: day, Answers: survey.Answers{5, 5, 5, 5, 5, 5}}
	}
	if _, err := d.store.Insert(d.t.Context(), list); err != nil {
		d.t.Fatal(err)
	}
}

// publish takes a period through all steps.
func (d *desk) publish(p period.Period, why string) error {
	d.t.Helper()
	e, err := d.Lock(d.t.Context(), LockOrder{"quy-4", p, "lan", why})
	if err != nil {
		return fmt.Errorf("at the lock: %w", err)
	}
	e = d.step(e, Check, "huong")
	approved, err := d.Do(d.t.Context(), e, Action{Kind: Approve, By: "chu-tich", Seen: len(e.Steps)})
	if err != nil {
		d.step(e, Withdraw, "lan")
		return fmt.Errorf("at the approval: %w", err)
	}
	d.step(approved, Publish, "lan")
	return nil
}

func TestNothingIsPublishedFromWhichAFewCouldBeSubtracted(t *testing.T) {
	d := open(t)
	d.at = time.Date(2027, 7, 4, 3, 0, 0, 0, time.UTC)
	fourth, first := quarter, quarter.Next()
	half, second := period.Of(period.Half, survey.Day(2027, 1, 1), period.Calendar), first.Next()
	d.late(40, survey.Day(2027, 2, 1))
	d.late(4, survey.Day(2027, 5, 1))
	const why = "Bổ sung phiếu giấy nộp muộn"
	for _, c := range []struct {
		name string
		p    period.Period
		late int
		want error
		at   string
	}{
		{"a quarter", fourth, 0, nil, ""},
		{"the same again", fourth, 0, nil, ""},
		{"with nine more", fourth, 9, ErrTooClose, "at the lock"},
		{"with ten more", fourth, 1, nil, ""},
		{"another quarter", first, 0, nil, ""},
		{"the half, whose other quarter has four", half, 0, ErrTooClose, "at the approval"},
		{"that quarter, which tells nothing", second, 0, report.ErrTooFew, "at the approval"},
		{"the half all the same", half, 0, ErrTooClose, "at the approval"},
	} {
		if c.late > 0 {
			d.late(c.late, survey.Day(2026, 12, c.late))
		}
		if err := d.publish(c.p, why); !errors.Is(err, c.want) || err != nil && !strings.HasPrefix(err.Error(), c.at) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
}

func TestNothingIsLockedThatStillMoves(t *testing.T) {
	d := open(t)
	order := LockOrder{"quy-4", quarter, "lan", ""}
	d.at = time.Date(2026, 12, 31, 16, 59, 0, 0, time.UTC) // a minute before midnight
	if _, err := d.Lock(t.Context(), order); !errors.Is(err, ErrOpen) {
		t.Errorf("on the last day: %v", err)
	}
	d.at = d.at.Add(time.Minute)
	d.busy = true
	if _, err := d.Lock(t.Context(), order); !errors.Is(err, ErrUnfinished) {
		t.Errorf("while paper forms are closed: %v", err)
	}
	d.busy = false
	e := d.lock("")
	if _, err := d.Lock(t.Context(), order); !errors.Is(err, ErrLocked) {
		t.Errorf("twice: %v", err)
	}
	for day, want := range map[survey.Date]bool{survey.Day(2026, 9, 30): false, survey.Day(2026, 10, 1): true, survey.Day(2026, 12, 31): true, survey.Day(2027, 1, 1): false} {
		if got, err := d.Covers(t.Context(), "quy-4", day); err != nil || got != want {
			t.Errorf("%s is covered: %v, %v", day, got, err)
		}
	}
	d.step(e, Withdraw, "lan")
	if got, err := d.Covers(t.Context(), "quy-4", survey.Day(2026, 11, 1)); err != nil || got {
		t.Errorf("after the withdrawal: %v, %v", got, err)
	}
	if again := d.lock(""); again.Number != 2 {
		t.Errorf("the number of a withdrawn edition is used again: %d", again.Number)
	}
	if _, err := d.Lock(t.Context(), LockOrder{"nope", quarter, "lan", ""}); !errors.Is(err, survey.ErrNotFound) {
		t.Errorf("an unknown campaign: %v", err)
	}
}

func TestACampaignThatWasClosedIsLockedBeforeItsPeriodEnds(t *testing.T) {
	d := open(t)
	d.at = time.Date(2026, 12, 10, 3, 0, 0, 0, time.UTC)
	k, err := store.Campaigns.Get(t.Context(), d.store, "quy-4")
	if err != nil {
		t.Fatal(err)
	}
	k.Closed = true
	if err := store.Campaigns.Replace(t.Context(), d.store, k.Code, k); err != nil {
		t.Fatal(err)
	}
	if e := d.lock(""); !e.Provisional() {
		t.Errorf("locked on %s, before %s, and not provisional", e.Day, e.To)
	}
}

func TestAPeriodOutsideOfTheCampaignIsNotLocked(t *testing.T) {
	d := open(t)
	closes := survey.Day(2026, 11, 30)
	for _, c := range []struct {
		name, period string
		change       func(*survey.Campaign)
		want         error
	}{
		{"before it", "2026-Q3", func(*survey.Campaign) {}, ErrOutside},
		{"a half of which it ran in a part", "2026-H2", func(*survey.Campaign) {}, nil},
		{"after its end", "2027-Q1", func(k *survey.Campaign) { k.Closes = &closes }, ErrOutside},
		{"still to come, of a campaign that was ended", "2027-Q2", func(k *survey.Campaign) { k.Closed = true }, ErrOutside},
		{"of a campaign that never began", "2026-Q4", func(k *survey.Campaign) { k.Opens, k.Closed = survey.Day(2027, 2, 1), true }, ErrOutside},
		{"of a draft", "2026-Q4", func(k *survey.Campaign) { k.Draft = true }, ErrOutside},
		{"whose last day is its first", "2026-Q4", func(k *survey.Campaign) { k.Opens = survey.Day(2026, 12, 31) }, nil},
	} {
		k, err := store.Campaigns.Get(t.Context(), d.store, "quy-4")
		if err != nil {
			t.Fatal(err)
		}
		changed := k
		changed.Code = "dot-" + c.period + "-" + fmt.Sprint(len(c.name))
		c.change(&changed)
		if err := store.Campaigns.Create(t.Context(), d.store, changed.Code, changed); err != nil {
			t.Fatal(err)
		}
		p, err := period.Parse(c.period)
		if err != nil {
			t.Fatal(err)
		}
		e, err := d.Lock(t.Context(), LockOrder{changed.Code, p, "lan", ""})
		if !errors.Is(err, c.want) || (err == nil) != (c.want == nil) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
		if err == nil && e.Provisional() {
			t.Errorf("%s: locked on %s and provisional", c.name, e.Day)
		}
	}
}

func TestAnEmptyPeriodIsLockedAndReportedButNotApproved(t *testing.T) {
	d := open(t)
	k, err := store.Campaigns.Get(t.Context(), d.store, "quy-4")
	if err != nil {
		t.Fatal(err)
	}
	k.Code = "khong-ai"
	if err := store.Campaigns.Create(t.Context(), d.store, k.Code, k); err != nil {
		t.Fatal(err)
	}
	e, err := d.Lock(t.Context(), LockOrder{k.Code, quarter, "lan", ""})
	if err != nil {
		t.Fatal(err)
	}
	if n := d.responses(e); n != 0 {
		t.Errorf("%d responses of nobody", n)
	}
	e = d.step(e, Check, "huong")
	if _, err := d.Do(t.Context(), e, Action{Kind: Approve, By: "chu-tich", Seen: len(e.Steps)}); !errors.Is(err, report.ErrTooFew) {
		t.Errorf("approved: %v", err)
	}
	// Approved in the days when that was not refused.
	if err := steps.Create(t.Context(), d.store, stepID(&e.Lock, 2), Step{Kind: Approve, By: "chu-tich", At: d.at}); err != nil {
		t.Fatal(err)
	}
	if e, err = d.Edition(t.Context(), k.Code, quarter, 1); err != nil || e.State != Approved {
		t.Fatalf("%+v, %v", e, err)
	}
	if _, err := d.Do(t.Context(), e, Action{Kind: Publish, By: "lan", Seen: len(e.Steps)}); !errors.Is(err, report.ErrTooFew) {
		t.Errorf("published: %v", err)
	}
	d.step(d.step(e, Back, "chu-tich"), Withdraw, "lan")
}

func TestEveryStepHasItsPlaceAndSomeNeedTwoPersons(t *testing.T) {
	d := open(t)
	locked := d.lock("")
	do := func(e *Edition, k Kind, by, note string) error {
		_, err := d.Do(t.Context(), e, Action{Kind: k, By: by, Note: note, Seen: len(e.Steps)})
		return err
	}
	for _, k := range []Kind{Approve, Publish, Back, "nonsense"} {
		if err := do(locked, k, "chu-tich", "một lý do đủ dài"); !errors.Is(err, ErrMoved) {
			t.Errorf("%s of a locked edition: %v", k, err)
		}
	}
	checked := d.step(locked, Check, "huong")
	for _, by := range []string{"lan", "huong"} {
		if err := do(checked, Approve, by, ""); !errors.Is(err, ErrSamePerson) {
			t.Errorf("approved by %s: %v", by, err)
		}
	}
	var bad *BadText
	if err := do(checked, Back, "chu-tich", "không"); !errors.As(err, &bad) {
		t.Errorf("sent back without a reason: %v", err)
	}
	if err := do(checked, Approve, "chu-tich", strings.Repeat("x", MaxNote+1)); !errors.As(err, &bad) {
		t.Errorf("an endless note: %v", err)
	}
	if err := do(locked, Withdraw, "lan", "một lý do đủ dài"); !errors.Is(err, ErrMoved) {
		t.Errorf("a step on what was seen before: %v", err)
	}
	back := d.step(checked, Back, "chu-tich")
	if _, ok := back.Written(); back.State != Locked || ok {
		t.Errorf("sent back: %+v", back)
	}
	if err := d.Write(t.Context(), back, report.Written{}, "lan", 0); err != nil {
		t.Errorf("the text after it was sent back: %v", err)
	}
	published := d.step(d.step(d.step(back, Check, "huong"), Approve, "chu-tich"), Publish, "lan")
	for _, k := range []Kind{Withdraw, Back, Check, Approve, Publish} {
		if err := do(published, k, "ai-do", "một lý do đủ dài"); !errors.Is(err, ErrMoved) {
			t.Errorf("%s of a published edition: %v", k, err)
		}
	}
}

func TestOfManyWhoPressAtOnceOneSucceeds(t *testing.T) {
	d := open(t)
	var wait sync.WaitGroup
	results := make(chan error, 16)
	for i := range 8 {
		wait.Go(func() {
			_, err := d.Lock(t.Context(), LockOrder{"quy-4", quarter, fmt.Sprint("lan", i), ""})
			results <- err
		})
	}
	wait.Wait()
	e, err := d.Edition(t.Context(), "quy-4", quarter, 1)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 8 {
		wait.Go(func() {
			_, err := d.Do(t.Context(), e, Action{Kind: Check, By: fmt.Sprint("huong", i)})
			results <- err
		})
	}
	wait.Wait()
	close(results)
	good := 0
	for err := range results {
		switch {
		case err == nil:
			good++
		case !errors.Is(err, ErrLocked) && !errors.Is(err, ErrMoved):
			t.Error(err)
		}
	}
	if good != 2 {
		t.Errorf("%d succeeded, want one lock and one check", good)
	}
}

func TestFiguresThatWereChangedInTheStoreAreRefused(t *testing.T) {
	d := open(t)
	e := d.lock("")
	s, err := snapshots.Get(t.Context(), d.store, e.Snapshot)
	if err != nil {
		t.Fatal(err)
	}
	s.Counts[0].Whole.Responses--
	if err := snapshots.Replace(t.Context(), d.store, e.Snapshot, s); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Figures(t.Context(), e); err == nil || !strings.Contains(err.Error(), "not what was locked") {
		t.Errorf("changed figures: %v", err)
	}
}

func TestTextsAreLimitedAndStaleOnesRefused(t *testing.T) {
	d := open(t)
	e := d.lock("")
	text := func(part report.WrittenPart, s string) report.Written {
		return report.Written{Parts: map[report.WrittenPart]string{part: s}}
	}
	var bad *BadText
	for what, w := range map[string]report.Written{
		"strengths": text(report.Strengths, strings.Repeat("ă", report.MaxWritten+1)), "nonsense": text("nonsense", "x"),
		"tasks": {Tasks: make([]report.Task, MaxTasks+1)},
	} {
		if err := d.Write(t.Context(), e, w, "lan", 0); !errors.As(err, &bad) || bad.What != what {
			t.Errorf("%s: %v", what, err)
		}
	}
	if err := d.Write(t.Context(), e, text(report.Causes, "một"), "lan", 0); err != nil {
		t.Fatal(err)
	}
	if err := d.Write(t.Context(), e, text(report.Causes, "hai"), "mai", 0); !errors.Is(err, survey.ErrStale) {
		t.Errorf("an older version: %v", err)
	}
	if got, err := d.Text(t.Context(), e); err != nil || got.Parts[report.Causes] != "một" || got.Version != 1 || got.By != "lan" {
		t.Errorf("kept %+v, %v", got, err)
	}
}

func TestTheChannelsAreToldInEveryEditionThatAllowsIt(t *testing.T) {
	d := open(t)
	d.insert(d.plan(200, 7))
	d.insert(d.plan(500, 8))
	if err := d.publish(quarter, ""); err != nil {
		t.Fatal(err)
	}
	d.insert(d.plan(500, 9))
	if err := d.publish(quarter, "Bổ sung phiếu giấy nộp muộn"); err != nil {
		t.Fatal(err)
	}
	for number, channels := range map[int]int{1: 3, 2: 3} {
		e, err := d.Edition(t.Context(), "quy-4", quarter, number)
		if err != nil {
			t.Fatal(err)
		}
		r, err := d.Public(t.Context(), e)
		if err != nil || len(r.Channels) < channels || r.Choices != nil || len(r.Index.Factors) != 5 {
			t.Errorf("edition %d tells %d channels, %v", number, len(r.Channels), err)
		}
	}
	e, err := d.Lock(t.Context(), LockOrder{"quy-4", period.Of(period.Year, survey.Day(2026, 11, 1), period.Calendar), "lan", ""})
	if err != nil {
		t.Fatal(err)
	}
	if r, err := d.Public(t.Context(), e); err != nil || r.Index.Responses != 1320 {
		t.Errorf("the year of one quarter: %v", err)
	}
}

func TestAPublishedEditionIsComparedWithWhatWasPublishedBefore(t *testing.T) {
	d := open(t)
	d.at = time.Date(2027, 4, 4, 3, 0, 0, 0, time.UTC)
	d.late(40, survey.Day(2027, 2, 1))
	if err := d.publish(quarter.Next(), ""); err != nil {
		t.Fatal(err)
	}
	first, err := d.Edition(t.Context(), "quy-4", quarter.Next(), 1)
	if err != nil {
		t.Fatal(err)
	}
	if r, err := d.Before(t.Context(), first); r != nil || err != nil {
		t.Errorf("what is not published is compared with: %v", err)
	}
	d.at = d.at.Add(time.Hour)
	if err := d.publish(quarter, ""); err != nil {
		t.Fatal(err)
	}
	if r, err := d.Before(t.Context(), first); r != nil || err != nil {
		t.Errorf("what was published later changes an edition: %v", err)
	}
	d.late(20, survey.Day(2027, 2, 2))
	if err := d.publish(quarter.Next(), "Bổ sung phiếu giấy nộp muộn"); err != nil {
		t.Fatal(err)
	}
	second, err := d.Edition(t.Context(), "quy-4", quarter.Next(), 2)
	if err != nil {
		t.Fatal(err)
	}
	if r, err := d.Before(t.Context(), second); err != nil || r == nil || r.Index.Responses != 120 {
		t.Errorf("the quarter before: %v, %v", r, err)
	}
}
