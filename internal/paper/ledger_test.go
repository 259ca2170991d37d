package paper

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hailong/internal/store"
	"hailong/internal/survey"
)

func TestABoxBecomesResponses(t *testing.T) {
	everywhere(t, func(t *testing.T, i *Issuer, s store.Store) {
		d := newDesk(t, i, s, 50)
		d.open(37, 3)
		d.enter(1, 35)
		d.must(d.put(Draft{Serial: 40, Keys: map[string]string{}, By: "lan"}))
		f := d.must(d.put(Draft{Serial: 50, Reason: ReasonTorn, By: "lan"}))
		if b := f.Balance(); b.Printed != 50 || b.Issued != 47 || b.NotReturned != 10 || b.Valid != 35 || b.Entered() != 37 ||
			b.Rejected[ReasonBlank] != 1 || b.Rejected[ReasonTorn] != 1 {
			t.Errorf("balance %+v", b)
		}
		if n := len(d.stored()); n > 0 {
			t.Fatalf("%d entries are responses before the closing", n)
		}
		f = d.finish()
		if q := f.Quality(); q.Forms != 4 || q.Different != 0 || q.Compared != q.Forms+q.Whole*questions(full(t)) {
			t.Errorf("quality %+v", q)
		}
		f = d.must(d.close())
		if f.Closed == nil || f.Closed.By != "hoa" || !f.Closed.At.Equal(morning.Truncate(time.Second)) {
			t.Errorf("closed: %+v", f.Closed)
		}
		stored := d.stored()
		if len(stored) != 35 {
			t.Fatalf("%d responses, want 35", len(stored))
		}
		for serial := 1; serial <= 35; serial++ {
			r, last := stored[fmt.Sprintf("phiếu %d", serial)], f.Entry(serial).Last()
			want := survey.Response{
				ID: r.ID, Template: survey.Ref{Code: "full", Version: 1}, Campaign: "quy-4", Unit: "xa", Place: "trung-tam",
				Channel: survey.ChannelPaper, Field: last.Field, Date: today, Answers: last.Answers, Comment: last.Comment,
			}
			if fmt.Sprint(r) != fmt.Sprint(want) {
				t.Errorf("number %d: got %+v, want %+v", serial, r, want)
			}
		}
		all, err := d.All(t.Context())
		if err != nil || len(all) != 1 || len(all[0].Acts) != len(f.Acts) || all[0].Closed == nil {
			t.Errorf("all: %+v %v", all, err)
		}
	})
}

func TestOfManyWhoKeyOneNumberOneIsHeard(t *testing.T) {
	everywhere(t, func(t *testing.T, i *Issuer, s store.Store) {
		d := newDesk(t, i, s, 20)
		d.open(20, 0)
		for version := range 2 {
			var wait sync.WaitGroup
			var mu sync.Mutex
			heard := []string{}
			for n := range 6 {
				by, l := fmt.Sprint("clerk", n), d.over(s, s)
				wait.Go(func() {
					_, err := l.Put(t.Context(), d.batch, Draft{Serial: 7, Version: version, Keys: answers(n), Why: "xem lại phiếu", By: by})
					switch {
					case err == nil:
						mu.Lock()
						heard = append(heard, by)
						mu.Unlock()
					case !errors.Is(err, ErrConflict):
						t.Error(err)
					}
				})
				// Whoever keys another number is not disturbed.
				wait.Go(func() {
					if _, err := l.Put(t.Context(), d.batch, Draft{Serial: 10 + n, Version: version, Keys: answers(n + version), By: by}); err != nil {
						t.Error(err)
					}
				})
			}
			wait.Wait()
			f := d.look()
			if e := f.Entry(7); len(heard) != 1 || len(e.Versions) != version+1 || e.Last().By != heard[0] {
				t.Errorf("heard %v, stored %+v", heard, e)
			}
			if n := len(f.Entries()); n != 7 {
				t.Errorf("%d entries, want 7", n)
			}
		}
	})
}

func TestACorrectionKeepsWhatWasThere(t *testing.T) {
	everyday(t, func(t *testing.T, i *Issuer, s store.Store) {
		d := newDesk(t, i, s, 10)
		d.open(1, 0)
		d.enter(3, 3)
		d.at = morning.Add(time.Hour)
		second := Draft{Serial: 3, Version: 1, Keys: answers(9), By: "lan"}
		d.must(d.put(second))
		d.must(d.put(second)) // sent again
		var bad *BadEntry
		if _, err := d.put(Draft{Serial: 3, Version: 2, Reason: ReasonUnreadable, By: "minh"}); !errors.As(err, &bad) || bad.What != "why" {
			t.Errorf("another's entry without a reason: %v", err)
		}
		f := d.must(d.put(Draft{Serial: 3, Version: 2, Reason: ReasonUnreadable, Why: " mực loang ", By: "minh"}))
		e := f.Entry(3)
		if len(e.Versions) != 3 || e.Versions[0].Comment != "phiếu 3" || e.Versions[1].Comment != "phiếu 9" || e.Versions[2].Reason != ReasonUnreadable {
			t.Fatalf("versions %+v", e.Versions)
		}
		if v := e.Versions[1]; v.By != "lan" || !v.At.Equal(morning.Add(time.Hour).Truncate(time.Second)) {
			t.Errorf("second version by %s at %v", v.By, v.At)
		}
		if v := e.Last(); v.By != "minh" || v.Why != "mực loang" {
			t.Errorf("third version %+v", v)
		}
		if _, err := d.put(second); !errors.Is(err, ErrConflict) {
			t.Errorf("a correction of what is no longer there: %v", err)
		}
		if acts := f.Acts; len(acts) != 4 || acts[0].Did != DeedOpened || acts[3].Did != DeedKeyed || !slices.Equal(acts[3].Serials, []int{3}) {
			t.Errorf("acts %+v", acts)
		}
	})
}

func TestAnEntryThatCannotBeMadeSaysWhy(t *testing.T) {
	everyday(t, func(t *testing.T, i *Issuer, s store.Store) {
		d := newDesk(t, i, s, 10)
		if _, err := d.put(Draft{Serial: 1, Keys: answers(1), By: "lan"}); !errors.Is(err, ErrUnopened) {
			t.Errorf("before the box was counted: %v", err)
		}
		d.open(2, 0)
		for _, c := range []struct {
			draft Draft
			want  string
		}{
			{Draft{Serial: 0, Keys: answers(1), By: "lan"}, "serial"},
			{Draft{Serial: 11, Keys: answers(1), By: "lan"}, "serial"},
			{Draft{Serial: 1, Keys: answers(1)}, "by"},
			{Draft{Serial: 1, Reason: ReasonBlank, By: "lan"}, "reason"},
			{Draft{Serial: 1, Reason: ReasonFew, By: "lan"}, "reason"},
			{Draft{Serial: 1, Reason: "bad-mark", By: "lan"}, "reason"},
			{Draft{Serial: 1, Reason: ReasonMissing, By: "lan"}, "reason"},
			{Draft{Serial: 1, Reason: ReasonTorn, Keys: keys("TC1=1"), By: "lan"}, "keys"},
			{Draft{Serial: 1, Keys: answers(1), Why: strings.Repeat("ă", MaxWords+1), By: "lan"}, "why"},
		} {
			var bad *BadEntry
			if _, err := d.put(c.draft); !errors.As(err, &bad) || bad.What != c.want {
				t.Errorf("%+v: got %v, want %s", c.draft, err, c.want)
			}
		}
		var invalid *survey.Invalid
		if _, err := d.put(Draft{Serial: 1, Keys: keys("TC1=8"), By: "lan"}); !errors.As(err, &invalid) {
			t.Errorf("a slip of the keys: %v", err)
		}
		if _, err := d.Put(t.Context(), "quy-4-9999", Draft{Serial: 1, By: "lan"}); !errors.Is(err, survey.ErrNotFound) {
			t.Errorf("no such batch: %v", err)
		}
		if n := len(d.look().Acts); n != 1 {
			t.Errorf("%d acts after all that, want the opening", n)
		}
	})
}

func TestANumberKeyedByMistakeIsTakenBack(t *testing.T) {
	everyday(t, func(t *testing.T, i *Issuer, s store.Store) {
		d := newDesk(t, i, s, 30)
		d.open(1, 0)
		d.enter(12, 12)
		f := d.must(d.put(Draft{Serial: 12, Version: 1, Reason: ReasonMissing, By: "lan"}))
		if b, w := f.Balance(), f.Work(); b.Entered() != 0 || w.Enter != 1 || len(f.Entries()) != 1 {
			t.Errorf("balance %+v, work %+v", b, w)
		}
		d.enter(21, 21)
		d.finish()
		d.must(d.close())
		if all := d.stored(); len(all) != 1 || all["phiếu 21"].Date != today {
			t.Errorf("stored %v", all)
		}
	})
}

func TestTheOpeningIsCheckedAndCorrectedWithAReason(t *testing.T) {
	everyday(t, func(t *testing.T, i *Issuer, s store.Store) {
		d := newDesk(t, i, s, 50)
		good := Opening{Day: today, Returned: 37, Unused: 3, Witnesses: "Bà Đào, ông Nam"}
		c, err := store.Campaigns.Get(t.Context(), s, "quy-4")
		if err != nil {
			t.Fatal(err)
		}
		d.at = morning.AddDate(0, 0, 10)
		ends := today + 5
		c.Closes, c.Closed = &ends, true
		if err := store.Campaigns.Replace(t.Context(), s, "quy-4", c); err != nil {
			t.Fatal(err)
		}
		with := func(change func(*Opening)) Opening { o := good; change(&o); return o }
		for _, c := range []struct {
			opening Opening
			want    string
		}{
			{with(func(o *Opening) { o.Day = today + 11 }), "day"}, // tomorrow
			{with(func(o *Opening) { o.Day = today + 6 }), "day"},  // after the campaign
			{with(func(o *Opening) { o.Day = today - 1 }), "day"},  // before the batch was made
			{with(func(o *Opening) { o.Returned = -1 }), "returned"},
			{with(func(o *Opening) { o.Returned = 48 }), "returned"},
			{with(func(o *Opening) { o.Unused = -1 }), "unused"},
			{with(func(o *Opening) { o.Unused = 51 }), "unused"},
			{with(func(o *Opening) { o.Witnesses = " \u200b" }), "witnesses"},
			{with(func(o *Opening) { o.Witnesses = strings.Repeat("ă", 201) }), "witnesses"},
			{with(func(o *Opening) { o.Why = strings.Repeat("ă", 201) }), "why"},
		} {
			var bad *BadMinutes
			if _, err := d.Open(t.Context(), d.batch, c.opening, "hoa"); !errors.As(err, &bad) || bad.What != c.want {
				t.Errorf("%+v: got %v, want %s", c.opening, err, c.want)
			}
		}
		d.locked[today+1] = true
		if _, err := d.Open(t.Context(), d.batch, with(func(o *Opening) { o.Day = today + 1 }), "hoa"); !errors.Is(err, ErrLocked) {
			t.Errorf("a day of a final period: %v", err)
		}
		for range 2 { // the second is sent again
			d.must(d.Open(t.Context(), d.batch, good, "hoa"))
		}
		more := with(func(o *Opening) { o.Returned = 38 })
		var bad *BadMinutes
		if _, err := d.Open(t.Context(), d.batch, more, "hoa"); !errors.As(err, &bad) || bad.What != "why" {
			t.Errorf("another count without a reason: %v", err)
		}
		more.Why = "sót một phiếu"
		f := d.must(d.Open(t.Context(), d.batch, more, "hoa"))
		if len(f.Openings) != 2 || f.Opening().Returned != 38 || f.Openings[0].Returned != 37 || f.Openings[0].By != "hoa" {
			t.Errorf("openings %+v", f.Openings)
		}
	})
}

// Whatever is keyed, corrected and taken back, the sums of the minutes hold.
func TestTheBalanceCloses(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		f := newFolder(Batch{Code: "b", From: 101, To: 140})
		unused := rapid.IntRange(0, 40).Draw(r, "unused")
		returned := rapid.IntRange(0, 40-unused).Draw(r, "returned")
		happen := func(e event) {
			if err := f.add(&numbered{e, "b", f.events + 1}); err != nil {
				t.Fatal(err)
			}
		}
		happen(event{Opening: &Opening{Returned: returned, Unused: unused}})
		truth := map[int]Reason{}
		reasons := append([]Reason{"", ReasonMissing}, Reasons...)
		for range rapid.IntRange(0, 60).Draw(r, "entries") {
			k := keyed{Serial: rapid.IntRange(99, 142).Draw(r, "serial"), Form: Form{Reason: rapid.SampledFrom(reasons).Draw(r, "reason")}}
			d := Draft{Serial: k.Serial, By: "lan", Version: rapid.IntRange(0, 2).Draw(r, "version")}
			if f.takes(k, &d) == nil {
				happen(event{By: "lan", Keyed: []keyed{k}})
				truth[k.Serial] = k.Form.Reason
			}
		}
		b := f.Balance()
		counts := map[Reason]int{}
		for _, reason := range truth {
			counts[reason]++
		}
		for _, reason := range Reasons {
			if b.Rejected[reason] != counts[reason] {
				t.Fatalf("%s: got %d, want %d", reason, b.Rejected[reason], counts[reason])
			}
		}
		entered := len(truth) - counts[ReasonMissing]
		if b.Issued != b.Returned+b.NotReturned || b.Printed != b.Issued+b.Unused || b.NotReturned < 0 ||
			b.Valid != counts[""] || b.Entered() != entered || f.Work().Enter != returned-entered {
			t.Fatalf("%+v of %v", b, truth)
		}
		if err := f.complete(); (err == nil) != (entered == returned) {
			t.Fatalf("%d of %d entered: %v", entered, returned, err)
		}
		for _, serial := range slices.Collect(maps.Keys(truth)) {
			if !f.Batch.Has(serial) {
				t.Fatalf("%d is of no form", serial)
			}
		}
	})
}

func TestAJournalWithAHoleIsNotBelieved(t *testing.T) {
	everyday(t, func(t *testing.T, i *Issuer, s store.Store) {
		d := newDesk(t, i, s, 10)
		d.open(2, 0)
		d.enter(1, 2)
		if err := events.Delete(t.Context(), s, eventID(d.batch, 2)); err != nil {
			t.Fatal(err)
		}
		if _, err := d.Look(t.Context(), d.batch); err == nil || !strings.Contains(err.Error(), "event 2 is missing") {
			t.Errorf("got %v", err)
		}
	})
}
