package daybook

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"hailong/internal/catalog"
	"hailong/internal/demo"
	"hailong/internal/store"
	"hailong/internal/store/mongostore"
	"hailong/internal/store/mongostore/mongotest"
	"hailong/internal/survey"
	"hailong/internal/tally"
	"hailong/internal/watch"
	templates "hailong/survey-templates"
)

// A stuffed desk has seven weeks of the short questionnaire in its store, with
// every attack on a day of its own in the last.
type stuffed struct {
	*desk
	catalog  *catalog.Catalog
	template *survey.Template
	days     map[survey.Date][]survey.Response
	last     survey.Date
}

func newStuffed(t *testing.T) *stuffed {
	t.Helper()
	return newStuffedOn(t, opened(t))
}

func newStuffedOn(t *testing.T, on Store) *stuffed {
	t.Helper()
	s := &stuffed{desk: newDeskOn(t, on), days: make(map[survey.Date][]survey.Response), last: monday + 7*7 - 1}
	var err error
	s.catalog, err = catalog.Load(templates.FS)
	must(t, err)
	s.template, err = s.catalog.Latest("short")
	must(t, err)
	plan := demo.Plan{
		Campaign: survey.Campaign{Code: "quy-4", Unit: "xa", Template: s.template.Ref()}, Template: s.template, Fields: s.catalog.Fields(),
		Places: []survey.Place{{Code: "trung-tam"}, {Code: "vinh-hoa"}}, From: monday, To: s.last, Responses: 3000, Seed: 7,
	}
	for r := range plan.All() {
		s.days[r.Date] = append(s.days[r.Date], r)
	}
	dice := rand.New(rand.NewPCG(7, 7))
	for i, a := range demo.Attacks {
		d := monday + 6*7 + survey.Date(i)
		if i == len(demo.Attacks)-1 {
			d = monday + 5*7
		}
		extra := a.Stuff(dice, s.template, s.days[d], len(s.days[d])/3, fmt.Sprint(d))
		demo.Thresholds{Network: 4, Burst: 6}.Flag(dice, s.days[d], a, extra)
		s.days[d] = append(s.days[d], extra...)
	}
	for _, list := range s.days {
		insert(t, s, list...)
	}
	s.clock.set(s.last+1, 12)
	s.reopen()
	return s
}

func (s *stuffed) reopen() {
	s.desk.reopen()
	s.book.find = s.catalog
}

// byMarks splits responses by their flags.
func (s *stuffed) byMarks() *tally.Split {
	return tally.ByMarks(s.template, func(r *survey.Response) string { return r.Flags.String() })
}

// byHand counts the flags of the days from..to and their alerts, without a book.
func (s *stuffed) byHand(from, to survey.Date) (map[string]int64, []watch.Alert) {
	diary := watch.NewDiary("quy-4", s.catalog)
	flags := make(map[string]int64)
	var all []watch.Alert
	for d := monday; d <= s.last; d++ {
		day := diary.Begin(d)
		for i := range s.days[d] {
			day.Add(&s.days[d][i])
		}
		marks, alerts := day.End()
		if d < from || d > to {
			continue
		}
		for i, r := range s.days[d] {
			flags[(r.Flags|marks[i]).String()]++
		}
		all = append(all, alerts...)
	}
	slices.SortStableFunc(all, watch.Compare)
	return flags, all
}

// holds counts some days by their marks and compares with what was counted by hand.
func (s *stuffed) holds(t *testing.T, from, to survey.Date) {
	t.Helper()
	split := s.byMarks()
	_, err := s.book.Count(t.Context(), survey.Scope{Campaign: "quy-4", From: from, To: to}, s.template, split)
	must(t, err)
	want, _ := s.byHand(from, to)
	if len(split.Parts()) != len(want) {
		t.Errorf("from %s to %s: %d kinds of flags, want %v", from, to, len(split.Parts()), want)
	}
	for flags, n := range want {
		if c := split.Parts()[flags]; c == nil || c.Responses != n {
			t.Errorf("from %s to %s: flags %q: %+v, want %d", from, to, flags, c, n)
		}
	}
}

func TestMarksAreTheSamePackedOrNot(t *testing.T) {
	t.Run("embedded", func(t *testing.T) { marksHold(t, newStuffed(t)) })
	t.Run("mongodb", func(t *testing.T) {
		on, err := mongostore.Open(t.Context(), mongotest.Database(t))
		must(t, err)
		t.Cleanup(func() { must(t, on.Close()) })
		marksHold(t, newStuffedOn(t, on))
	})
}

func marksHold(t *testing.T, s *stuffed) {
	t.Helper()
	spans := [][2]survey.Date{{monday, s.last}, {s.last - 6, s.last}, {s.last - 3, s.last - 3}}
	for _, span := range spans {
		s.holds(t, span[0], span[1])
	}
	if _, err := s.book.Pack(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.reopen()
	for _, span := range spans {
		s.holds(t, span[0], span[1])
	}
	must(t, s.Delete(t.Context(), Segments, segmentID("quy-4", s.last-4, 0)))
	s.reopen()
	for _, span := range spans {
		s.holds(t, span[0], span[1])
	}
	if len(s.lost) == 0 {
		t.Error("nobody was told of the lost day")
	}
	must(t, Reopen(t.Context(), s, "quy-4", s.last-2))
	for _, span := range spans {
		s.holds(t, span[0], span[1])
	}
	want, _ := s.byHand(monday, s.last)
	if len(want) < 4 {
		t.Errorf("flags %v: the test looks at too little", want)
	}
}

func TestAlertsAreThoseOfTheDaysAndAgreeAfterARepack(t *testing.T) {
	s := newStuffed(t)
	if list, err := s.book.Alerts(t.Context(), "quy-4"); len(list) > 0 || err != nil {
		t.Errorf("before packing: %v, %v", list, err)
	}
	_, err := s.book.Pack(t.Context())
	must(t, err)
	_, want := s.byHand(monday, s.last)
	got, err := s.book.Alerts(t.Context(), "quy-4")
	must(t, err)
	if len(want) < 4 || !slices.Equal(got, want) {
		t.Errorf("alerts\n%+v\nwant at least four:\n%+v", got, want)
	}
	// Packed from the middle, only the weeks before are known.
	must(t, Reopen(t.Context(), s, "quy-4", s.last-5))
	_, err = s.book.Pack(t.Context())
	must(t, err)
	if got, err := s.book.Alerts(t.Context(), "quy-4"); err != nil || !slices.Equal(got, want) {
		t.Errorf("packed again from the middle: %+v, %v", got, err)
	}
	if d, err := s.book.Verify(t.Context()); len(d) > 0 || err != nil {
		t.Errorf("verify: %v, %v", d, err)
	}
}

func TestTheOpenDayHasTheStoredFlagsOnly(t *testing.T) {
	s := newStuffed(t)
	today := s.last - 5 // its texts are the same
	s.clock.set(today, 12)
	split := s.byMarks()
	_, err := s.book.Count(t.Context(), survey.Scope{Campaign: "quy-4", From: today, To: today}, s.template, split)
	must(t, err)
	want, _ := s.byHand(today, today)
	if want["clone"] == 0 || split.Parts()["clone"] != nil {
		t.Errorf("today is marked %v; when it is over it is %v", split.Parts(), want)
	}
}

// A book of version 1 has no format and segments that nothing reads any more.
func TestABookOfTheOldFormatIsPackedAgainFromTheFacts(t *testing.T) {
	d := newDesk(t)
	d.week(t)
	m, err := read(t.Context(), d, "quy-4")
	must(t, err)
	for _, day := range m.Days {
		must(t, d.Replace(t.Context(), Segments, segmentID("quy-4", day.Date, 0), []byte("hlseg\x01 of the program before")))
	}
	m.Format = 0
	must(t, Manifests.Replace(t.Context(), d, "quy-4", m))
	d.reopen()
	if n := agrees(t, d.book, d, whole("quy-4")); n != 15 || len(d.lost) > 0 {
		t.Errorf("%d responses, want 15; reported %q", n, d.lost)
	}
	packs(t, d.book, 4)
	d.seen()
	if n := agrees(t, d.book, d, whole("quy-4")); n != 15 {
		t.Errorf("%d responses, want 15", n)
	}
	if reads, _ := d.seen(); reads[Segments] != 4 || len(d.lost) > 0 {
		t.Errorf("read %v, lost %q: want the four new segments", reads, d.lost)
	}
	if differences, err := d.book.Verify(t.Context()); len(differences) > 0 || err != nil {
		t.Errorf("verify: %v, %v", differences, err)
	}
	if raw, err := store.Kind[struct{ Format int }](Manifests).Get(t.Context(), d, "quy-4"); err != nil || raw.Format != format {
		t.Errorf("format %d, %v", raw.Format, err)
	}
}
