package opinion

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// tagged is a desk with eleven responses of one day, three of them with
// comments, and one that waits.
func tagged(t *testing.T, s store.Store) *Desk {
	t.Helper()
	insert(t, s, slices.Concat(quiet("quy-4", 0, 8, 2, "a"), []survey.Response{
		said("quy-4", 10, 2, "a", "Chờ lâu quá"), said("quy-4", 11, 2, "a", "Chờ lâu quá"), said("quy-4", 12, 2, "a", "Thái độ lịch sự, làm nhanh"),
		said("quy-4", 13, 3, "a", "Chờ lâu quá, nhưng chưa được xem"),
	})...)
	return NewDesk(s, still(morning(9)))
}

func find(t *testing.T, d *Desk, text string) Comment {
	t.Helper()
	got, err := d.Release(t.Context(), quarter("quy-4"))
	must(t, err)
	for _, c := range got.Batches[0].Comments {
		if c.Text == text {
			return c
		}
	}
	t.Fatalf("nobody says %q", text)
	return Comment{}
}

func TestAPersonsThemesCountAndTheMachinesStayVisible(t *testing.T) {
	everywhere(t, func(t *testing.T, s store.Store) {
		d := tagged(t, s)
		c := find(t, d, "Chờ lâu quá")
		if c.Count != 2 || c.Tag != nil || !slices.Equal(c.Themes(), []Theme{Time}) {
			t.Fatalf("before: %+v", c)
		}
		must(t, d.Retag(t.Context(), c.ID, []Theme{Premises, Time}, "lan"))
		must(t, d.Retag(t.Context(), c.ID, []Theme{Trouble, Premises}, "minh"))
		c = find(t, d, "Chờ lâu quá")
		if c.Tag == nil || !slices.Equal(c.Themes(), []Theme{Premises, Trouble}) || !slices.Equal(c.Suggested, []Theme{Time}) ||
			c.Tag.By != "minh" || c.Tag.Day != october(9) {
			t.Errorf("after: %+v", c)
		}
		table, err := d.Themes(t.Context(), quarter("quy-4"))
		must(t, err)
		want := map[Theme]ThemeCount{Premises: {Premises, 2, 2}, Trouble: {Trouble, 2, 2}, Attitude: {Attitude, 1, 0}, Time: {Time, 1, 0}}
		for _, line := range table.Counts {
			if w := want[line.Theme]; line.Comments != w.Comments || line.Tagged != w.Tagged {
				t.Errorf("got %+v, want %+v", line, w)
			}
		}
		if table.Comments != 3 || len(table.Counts) != len(Themes) || !table.Waiting || table.More {
			t.Errorf("got %+v", table)
		}
	})
}

func TestATagOfOneOfSeveralInTheSameWordsCountsForAll(t *testing.T) {
	s := embedded(t)
	d := tagged(t, s)
	for _, key := range []string{"key10", "key11"} { // either may have been the first when it was tagged
		h := handle(survey.IDOf("quy-4", key))
		must(t, d.Retag(t.Context(), h, []Theme{Papers}, "lan"))
		if c := find(t, d, "Chờ lâu quá"); !slices.Equal(c.Themes(), []Theme{Papers}) {
			t.Errorf("tagged by the handle of %s: %+v", key, c)
		}
		must(t, Tags.Delete(t.Context(), s, h))
	}
}

func TestATagThatCannotBeIsRefused(t *testing.T) {
	s := embedded(t)
	d := tagged(t, s)
	id := find(t, d, "Chờ lâu quá").ID
	for _, c := range []struct {
		id     string
		themes []Theme
		what   string
	}{
		{"", []Theme{Time}, "comment"}, {"x", []Theme{Time}, "comment"}, {strings.ToLower(id), []Theme{Time}, "comment"}, {id + "\n", []Theme{Time}, "comment"},
		{id, nil, "themes"}, {id, []Theme{"weather"}, "themes"}, {id, []Theme{Time, "weather"}, "themes"}, {id, []Theme{Time, Time}, "themes"},
	} {
		var bad *BadTag
		if err := d.Retag(t.Context(), c.id, c.themes, "lan"); !errors.As(err, &bad) || bad.What != c.what || bad.Error() == "" {
			t.Errorf("%q %v: %v", c.id, c.themes, err)
		}
	}
	for range Tags.All(t.Context(), s) {
		t.Error("a tag was kept all the same")
	}
}

func TestOfManyWhoTagAtOnceOneStays(t *testing.T) {
	everywhere(t, func(t *testing.T, s store.Store) {
		d := tagged(t, s)
		id := find(t, d, "Chờ lâu quá").ID
		var wait sync.WaitGroup
		for i := range 8 {
			wait.Go(func() {
				if err := d.Retag(t.Context(), id, []Theme{Themes[i]}, "lan"); err != nil {
					t.Error(err)
				}
			})
		}
		wait.Wait()
		if c := find(t, d, "Chờ lâu quá"); c.Tag == nil || len(c.Tag.Themes) != 1 {
			t.Errorf("got %+v", c)
		}
	})
}
