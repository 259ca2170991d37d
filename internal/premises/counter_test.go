package premises

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"hailong/internal/survey"
)

// add adds a counter to the place as it stands.
func (c *commune) add(name survey.Text) (survey.Place, error) {
	c.t.Helper()
	return c.AddCounter(c.t.Context(), c.place.Code, c.storedPlace().Stamp(), name)
}

func TestCountersAreAddedRenamedAndClosed(t *testing.T) {
	everywhere(t, func(t *testing.T, c *commune) {
		for _, name := range []string{"Quầy\u00a01", "Quầy 2", "quầy - 2"} {
			_, err := c.add(vi(name))
			must(t, err)
		}
		p := c.storedPlace()
		codes := []string{p.Counters[0].Code, p.Counters[1].Code, p.Counters[2].Code}
		if !slices.Equal(codes, []string{"quay-1", "quay-2", "quay-2-2"}) {
			t.Errorf("codes %v", codes)
		}
		p, err := c.ChangeCounter(t.Context(), p.Code, p.Stamp(), "quay-2", CounterChange{Name: vi("Quầy đất đai"), Closed: true})
		must(t, err)
		stored := c.storedPlace()
		got := *stored.Counter("quay-2")
		if !got.Closed || got.Name.In(survey.Vietnamese) != "Quầy đất đai" || p.Counter("quay-2").Code != got.Code || len(p.Counters) != 3 {
			t.Errorf("got %+v in %+v", got, p)
		}
		if p, err = c.ChangeCounter(t.Context(), p.Code, p.Stamp(), "quay-2", CounterChange{Name: got.Name}); err != nil || p.Counter("quay-2").Closed {
			t.Errorf("opened again: %+v, %v", p, err)
		}
	})
}

func TestACounterThatCannotBeIsRefused(t *testing.T) {
	c, ctx := embedded(t), t.Context()
	_, err := c.add(vi("Quầy 1"))
	must(t, err)
	p, err := c.add(vi("Quầy 2"))
	must(t, err)
	for _, bad := range []struct {
		name     string
		text     survey.Text
		what, at string
	}{
		{"no name", nil, "name", ""},
		{"a long name", vi(strings.Repeat("a", MaxName+1)), "name", ""},
		{"another's name", vi("QUẦY 1"), "twin", "QUẦY 1"},
	} {
		_, err := c.add(bad.text)
		wants(t, bad.name, err, bad.what, bad.at)
		_, err = c.ChangeCounter(ctx, p.Code, p.Stamp(), "quay-2", CounterChange{Name: bad.text, Closed: true})
		wants(t, bad.name+", changed", err, bad.what, bad.at)
	}
	if c.storedPlace().Stamp() != p.Stamp() {
		t.Errorf("a refused counter was kept: %+v", c.storedPlace())
	}
	for i := 3; i <= MaxCounters; i++ {
		_, err := c.add(vi(fmt.Sprintf("Quầy %d", i)))
		must(t, err)
	}
	_, err = c.add(vi("Quầy nữa"))
	wants(t, "a counter too many", err, "counters", "")
}
