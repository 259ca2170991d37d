package report

import (
	"errors"
	"testing"

	"hailong/internal/store"
)

// TestWhoReadsTotalsOnlyNeverSeesOneMore looks after each response: what changes is
// made of at least ten.
func TestWhoReadsTotalsOnlyNeverSeesOneMore(t *testing.T) {
	src := opened(t, nil)
	live := src
	src.Counter = NewStepped(src.Counter)
	q := Request{Campaign: "quy-4", Period: quarter(t), Totals: true}
	var seen int64
	steps := 0
	list := responses(forty())
	for i := range list {
		if _, err := src.Store.(store.Store).Insert(t.Context(), list[i:i+1]); err != nil {
			t.Fatal(err)
		}
		r, err := Compile(t.Context(), src, q)
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
		var parts int64
		for _, p := range r.Channels {
			parts += p.Index.Responses
		}
		if parts != r.Index.Responses {
			t.Fatalf("the channels have %d responses of %d", parts, r.Index.Responses)
		}
		if more > 0 {
			steps++
		}
		seen = r.Index.Responses
	}
	if steps < 3 || seen < 31 {
		t.Errorf("%d responses in %d steps were shown of 40", seen, steps)
	}
	if r := compiled(t, live, q); r.Index.Responses != 40 {
		t.Errorf("who sees everything sees %d", r.Index.Responses)
	}
}
