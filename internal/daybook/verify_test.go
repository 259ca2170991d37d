package daybook

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"hailong/internal/survey"
	"hailong/internal/watch"
)

func TestVerifyFindsWhatIsNotAsItsResponses(t *testing.T) {
	relist := func(change func(m *manifest)) func(*testing.T, *desk) {
		return func(t *testing.T, d *desk) {
			m, err := read(t.Context(), d, "quy-4")
			must(t, err)
			change(&m)
			must(t, write(t.Context(), d, "quy-4", m))
		}
	}
	for name, c := range map[string]struct {
		harm func(*testing.T, *desk)
		want []string
	}{
		"nothing": {func(*testing.T, *desk) {}, nil},
		"rows of a packed day": {func(t *testing.T, d *desk) { insert(t, d, response("quy-4", monday+1, 9)) },
			[]string{"2026-10-06: part 0 is not what the responses make", "2026-10-06: 3 responses are listed, there are 4"}},
		"rows of a day that had none": {func(t *testing.T, d *desk) { insert(t, d, response("quy-4", monday-1, 9)) },
			[]string{"2026-10-04: 1 responses are not counted: the day is not listed"}},
		"a segment less": {func(t *testing.T, d *desk) { must(t, d.Delete(t.Context(), Segments, "quy-4/2026-10-08/0")) },
			[]string{"2026-10-08: part 0 is missing"}},
		"a day less":  {relist(func(m *manifest) { m.Days = m.Days[1:] }), []string{"2026-10-05: 3 responses are not counted: the day is not listed"}},
		"other parts": {relist(func(m *manifest) { m.Days[0].Parts[0] = "0" }), []string{"2026-10-05: its parts are not those that are listed"}},
		"days too many": {relist(func(m *manifest) {
			m.Days = append([]day{{Date: monday - 7, Rows: 8}}, m.Days...)
			m.Through = monday + 20
			m.Days = append(m.Days, day{Date: monday + 20, Rows: 7}) // not closed: nobody looks at it
		}), []string{"2026-09-28: 8 responses are listed, there is none"}},
		"the last day too many": {relist(func(m *manifest) { m.Days[3].Date++; m.Through++ }),
			[]string{"2026-10-08: 3 responses are not counted: the day is not listed"}},
		"an alert more": {relist(func(m *manifest) { m.Days[2].Alerts = []watch.Alert{{Kind: watch.Burst}} }),
			[]string{"2026-10-07: 1 alerts are listed, its responses raise others"}},
		"no list": {func(t *testing.T, d *desk) { must(t, d.Replace(t.Context(), string(Manifests), "quy-4", nil)) },
			[]string{"its list of days cannot be read"}},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			d.week(t)
			c.harm(t, d)
			var got []string
			differences, err := d.book.Verify(t.Context())
			must(t, err)
			for _, x := range differences {
				got = append(got, x.String())
			}
			want := slices.Clone(c.want)
			for i := range want {
				if want[i] = "campaign quy-4, " + want[i]; name == "no list" {
					want[i] = "campaign quy-4: " + c.want[i]
				}
			}
			if !slices.Equal(got, want) {
				t.Errorf("got\n%q\nwant\n%q", got, want)
			}
			// The next Pack puts it right, and then the count.
			if _, err := d.book.Pack(t.Context()); err != nil {
				t.Fatal(err)
			}
			if left, err := d.book.Verify(t.Context()); len(left) > 0 || err != nil {
				t.Errorf("after packing: %v, %v", left, err)
			}
			agrees(t, d.book, d, whole("quy-4"))
		})
	}
}

func TestVerifyReportsAStoreThatFails(t *testing.T) {
	d := newDesk(t)
	d.week(t)
	for name, s := range map[string]Store{
		"manifest": broken{Store: d, kind: string(Manifests)},
		"segments": broken{Store: d, kind: Segments},
		"rows":     broken{Store: d, streams: func(yield func(*survey.Response, error) bool) { yield(nil, survey.ErrUnavailable) }},
	} {
		if found, err := New(s, d.clock.Now, Options{}).Verify(t.Context()); !errors.Is(err, survey.ErrUnavailable) || found != nil {
			t.Errorf("%s: got %v, %v, want ErrUnavailable", name, found, err)
		}
	}
}

func TestADifferenceIsOneLine(t *testing.T) {
	if got := fmt.Sprint(Difference{"quy-4", monday, "part 0 is missing"}); got != "campaign quy-4, 2026-10-05: part 0 is missing" {
		t.Errorf("got %q", got)
	}
}
