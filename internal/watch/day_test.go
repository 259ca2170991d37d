package watch

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"hailong/internal/survey"
)

// sheetOf is a response to the short questionnaire with these levels.
func sheetOf(levels ...byte) survey.Response {
	t := template("short")
	r := survey.Response{Template: t.Ref(), Place: "diem", Counter: "quay-1", Channel: survey.ChannelQR, Answers: make(survey.Answers, len(t.Columns()))}
	copy(r.Answers, levels)
	return r
}

// plain is a response that nothing is odd about, another one for each n.
func plain(n int) survey.Response {
	return sheetOf(4, byte(1+n%5), byte(1+n/5%5), 5, 3)
}

func many(n int, of func(int) survey.Response) []survey.Response {
	list := make([]survey.Response, n)
	for i := range list {
		list[i] = of(i)
	}
	return list
}

// known is a diary with six weeks of days of so many responses.
func known(size int, of func(int) survey.Response) (*Diary, survey.Date) {
	d := NewDiary("dot", questionnaires)
	for i := range 42 {
		see(d, first+survey.Date(i), many(size, of))
	}
	return d, first + 42
}

// raised returns the alerts of a day as kind/days/level count of.
func raised(alerts []Alert) []string {
	var list []string
	for _, a := range alerts {
		list = append(list, fmt.Sprintf("%s %d/%d %d", a.Kind, a.Count, a.Of, a.Days))
	}
	return list
}

func with(f survey.Flags) func(int) survey.Response {
	return func(n int) survey.Response {
		r := plain(n)
		r.Flags = f
		return r
	}
}

func saying(text string) func(int) survey.Response {
	return func(n int) survey.Response {
		r := plain(n)
		r.Comment = text
		return r
	}
}

func by(c survey.Channel) func(int) survey.Response {
	return func(n int) survey.Response {
		r := plain(n)
		r.Channel = c
		return r
	}
}

const praise = "Cán bộ phục vụ rất tận tình, đề nghị biểu dương"

func TestWhatIsAddedToAnOrdinaryDayIsNamed(t *testing.T) {
	best := func(int) survey.Response { return sheetOf(5, 5, 5, 5, 5) }
	for name, c := range map[string]struct {
		extra []survey.Response
		want  []string
		mark  survey.Flags // of those added
	}{
		"nothing":               {nil, nil, 0},
		"one happy person":      {many(1, best), nil, 0},
		"one at night":          {many(1, with(survey.FlagHours)), nil, 0},
		"the best everywhere":   {many(12, best), []string{"straight 12/52 1"}, survey.FlagStraight},
		"the worst everywhere":  {many(12, func(int) survey.Response { return sheetOf(1, 1, 1, 1, 1) }), []string{"straight 12/52 1"}, survey.FlagStraight},
		"three of a text":       {many(3, saying(praise)), []string{"clones 3/43 1"}, survey.FlagClone},
		"two of a text":         {many(2, saying(praise)), nil, 0},
		"three say good":        {many(3, saying("Tốt")), nil, 0},
		"a text in other marks": {[]survey.Response{saying(praise)(1), saying("cán bộ PHỤC VỤ rất tận tình - đề nghị biểu dương!")(2), saying("Can bo phuc vu rat tan tinh de nghi bieu duong")(3)}, []string{"clones 3/43 1"}, survey.FlagClone},
		"signs without letters": {many(9, saying("!!! …")), nil, 0},
		"at night":              {many(8, with(survey.FlagHours)), []string{"hours 8/48 1"}, 0},
		"in a hurry":            {many(8, with(survey.FlagFast)), []string{"fast 8/48 1"}, 0},
		"from one network":      {many(8, with(survey.FlagNetwork)), []string{"network 8/48 1"}, 0},
		"by one code":           {many(8, with(survey.FlagBurst)), []string{"burst 8/48 1"}, 0},
		"by a program":          {many(8, with(survey.FlagKey)), []string{"script 8/48 1"}, 0},
		"odd twice":             {many(4, with(survey.FlagFast|survey.FlagNetwork)), []string{"script 4/44 1"}, 0},
		"at the tablet":         {many(20, by(survey.ChannelKiosk)), []string{"desk 20/60 1"}, 0},
		"a box of paper":        {many(40, by(survey.ChannelPaper)), nil, 0},
	} {
		t.Run(name, func(t *testing.T) {
			d, day := known(40, plain)
			marks, alerts := see(d, day, append(many(40, plain), c.extra...))
			got := raised(alerts)
			if name == "odd twice" { // the network alone may be, too
				got = slices.DeleteFunc(got, func(s string) bool { return s[:6] != "script" })
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("raised %q, want %q", got, c.want)
			}
			for i, m := range marks {
				want := survey.Flags(0)
				if i >= 40 {
					want = c.mark
				}
				if m != want {
					t.Errorf("response %d is marked %q, want %q", i, m, want)
				}
			}
		})
	}
}

func TestAPlaceWhereMostAreHappyIsNotOdd(t *testing.T) {
	happy := func(n int) survey.Response {
		if n%10 < 7 {
			return sheetOf(5, 5, 5, 5, 5)
		}
		return plain(n)
	}
	d, day := known(40, happy)
	if marks, alerts := see(d, day, many(44, happy)); len(alerts) > 0 || slices.Max(marks) > 0 {
		t.Errorf("raised %q", raised(alerts))
	}
}

func TestAWeekOfStuffingDoesNotBecomeUsual(t *testing.T) {
	d, day := known(40, plain)
	for i := range survey.Date(7) {
		_, alerts := see(d, day+i, append(many(40, plain), many(12, func(int) survey.Response { return sheetOf(5, 5, 5, 5, 5) })...))
		if len(alerts) == 0 {
			t.Errorf("nothing is raised on day %d of the week", i+1)
		}
	}
}

func TestATextThatIsUsualIsNotOdd(t *testing.T) {
	usual := func(n int) survey.Response {
		r := plain(n)
		if n%10 == 0 {
			r.Comment = praise
		}
		return r
	}
	d, day := known(40, usual)
	if _, alerts := see(d, day, many(44, usual)); len(alerts) > 0 {
		t.Errorf("raised %q", raised(alerts))
	}
}

func TestTheSameTextOverAWeekOfASmallPlaceIsSeen(t *testing.T) {
	d, day := known(10, plain)
	for i := range survey.Date(3) {
		_, alerts := see(d, day+i, append(many(10, plain), saying(praise)(0)))
		if want := i == 2; (len(alerts) > 0) != want {
			t.Errorf("day %d: raised %q", i+1, raised(alerts))
		}
	}
}

func TestAlikeSheetsOfTheFullFormAreSeen(t *testing.T) {
	full := template("full")
	sheet := func(n int) survey.Response {
		r := survey.Response{Template: full.Ref(), Place: "diem", Channel: survey.ChannelQR, Answers: make(survey.Answers, len(full.Columns()))}
		for i, c := range full.Columns() {
			if c.Question.Kind == survey.KindLevel {
				r.Answers[i] = byte(1 + (n*(i+3)+i*i)%5)
			}
		}
		return r
	}
	d := NewDiary("dot", questionnaires)
	rows := append(many(20, plain), many(4, func(int) survey.Response { return sheet(2) })...)
	marks, alerts := see(d, first, rows)
	if got := raised(alerts); !slices.Equal(got, []string{"clones 4/24 1"}) || marks[20] != survey.FlagClone || marks[0] != 0 {
		t.Errorf("raised %q, marked %v", got, marks)
	}
}

func TestACodeThatFallsSilentOrFloodsIsNamed(t *testing.T) {
	at := func(n int) survey.Response {
		r := plain(n)
		r.Counter = []string{"quay-1", "quay-2"}[n%2]
		return r
	}
	one := func(n int) survey.Response { return at(2 * n) }
	other := func(n int) survey.Response {
		r := plain(n)
		r.Counter = "quay-3"
		return r
	}
	for name, c := range map[string]struct {
		rows []survey.Response
		want string
	}{
		"as ever":             {many(30, at), ""},
		"one is silent":       {many(15, one), "quay-2 0/15"},
		"the place is closed": {many(2, one), ""},
		"one floods":          {append(many(30, at), many(70, one)...), "quay-1 85/15"},
		"a new one floods":    {append(many(30, at), many(20, other)...), "quay-3 20/0"},
		"a new one":           {append(many(30, at), many(10, other)...), ""},
	} {
		t.Run(name, func(t *testing.T) {
			d, day := known(30, at)
			_, alerts := see(d, day, c.rows)
			got := ""
			for _, a := range alerts {
				if a.Kind == Poster {
					got += fmt.Sprintf("%s %d/%d", a.Counter, a.Count, a.Of)
				}
			}
			if got != c.want {
				t.Errorf("named %q, want %q", got, c.want)
			}
		})
	}
}

func TestAnUnknownQuestionnaireHasItsWayInOnly(t *testing.T) {
	strange := func(n int) survey.Response {
		r := sheetOf(5, 5, 5, 5, 5)
		r.Template.Version = 99
		return r
	}
	d, day := known(40, strange)
	marks, alerts := see(d, day, append(many(40, strange), many(8, func(n int) survey.Response {
		r := strange(n)
		r.Flags = survey.FlagFast
		return r
	})...))
	if got := raised(alerts); !slices.Equal(got, []string{"fast 8/48 1"}) || slices.Max(marks) != 0 {
		t.Errorf("raised %q, marked %v", got, marks)
	}
}

// TestMarksFollowFromTheRecordsAlone: neither the order of responses nor when the
// diary was begun makes a difference, and nothing stored is ever marked again.
func TestMarksFollowFromTheRecordsAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := rapid.Custom(func(t *rapid.T) survey.Response {
			r := sheetOf(rapid.SliceOfN(rapid.ByteRange(4, 5), 5, 5).Draw(t, "levels")...)
			r.Place = rapid.SampledFrom([]string{"a", "b"}).Draw(t, "place")
			r.Channel = rapid.SampledFrom(survey.Channels).Draw(t, "channel")
			r.Flags = rapid.SampledFrom([]survey.Flags{0, 0, 0, survey.FlagFast, survey.FlagKey | survey.FlagHours}).Draw(t, "flags")
			r.Comment = rapid.SampledFrom([]string{"", "", "", "Tốt", praise}).Draw(t, "comment")
			return r
		})
		const days = History + 10
		var all [days][]survey.Response
		for i := range all {
			all[i] = rapid.SliceOfN(draw, 0, 12).Draw(t, "day")
		}
		long, short := NewDiary("dot", questionnaires), NewDiary("dot", questionnaires)
		for i, rows := range all {
			marks, alerts := see(long, first+survey.Date(i), rows)
			if i < days-1-History {
				continue
			}
			turned := slices.Clone(rows)
			slices.Reverse(turned)
			again, same := see(short, first+survey.Date(i), turned)
			if i < days-1 {
				continue
			}
			slices.Reverse(again)
			if !slices.Equal(marks, again) || !slices.Equal(alerts, same) {
				t.Fatalf("marked %v and %v, raised %+v and %+v", marks, again, alerts, same)
			}
			for _, m := range marks {
				if m&survey.FlagsStored != 0 {
					t.Fatalf("marked %v", m)
				}
			}
		}
	})
}
