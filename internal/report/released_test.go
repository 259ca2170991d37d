package report

import (
	"errors"
	"testing"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// TestWhoReadsTotalsOnlyNeverSeesOneMore looks each day, and after each response of
// the day: what changes is made of at least ten.
func TestWhoReadsTotalsOnlyNeverSeesOneMore(t *testing.T) {
	src := opened(t, nil)
	k, err := store.Campaigns.Get(t.Context(), src.Store, "quy-4")
	if err != nil {
		t.Fatal(err)
	}
	k.Opens = survey.Day(2026, 10, 1)
	if err := store.Campaigns.Replace(t.Context(), src.Store, k.Code, k); err != nil {
		t.Fatal(err)
	}
	var seen int64
	list := responses(forty())
	steps := 0
	for i := range list {
		today := survey.Day(2026, 10, 1+i/3) // three a day
		list[i].Date = today
		if _, err := src.Store.(store.Store).Insert(t.Context(), list[i:i+1]); err != nil {
			t.Fatal(err)
		}
		until, err := Released(t.Context(), src, "quy-4", today)
		if err != nil {
			t.Fatal(err)
		}
		r, err := Compile(t.Context(), src, Request{Campaign: "quy-4", Period: quarter(t), Totals: true, Until: until})
		if errors.Is(err, ErrTooFew) {
			if seen > 0 {
				t.Fatal("what was shown is hidden again")
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		more := r.Index.Responses - seen
		if more != 0 && more < Few {
			t.Fatalf("after response %d there are %d more", i, more)
		}
		if more > 0 {
			steps++
		}
		seen = r.Index.Responses
	}
	if steps < 2 || seen < 24 {
		t.Errorf("%d responses in %d steps were shown", seen, steps)
	}
	if _, err := Released(t.Context(), src, "nope", survey.Day(2026, 10, 1)); !errors.Is(err, survey.ErrNotFound) {
		t.Errorf("an unknown campaign: %v", err)
	}
}
