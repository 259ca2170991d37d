package survey

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestAScopeHasWhatItsListsAllow(t *testing.T) {
	s := sample()
	late, err := s.Group("A4", "tre")
	if err != nil {
		t.Fatal(err)
	}
	first, last := Day(2026, time.October, 1), Day(2026, time.December, 31)
	r := Response{
		Template: s.Ref(), Campaign: "q4", Place: "tt", Counter: "q1", Channel: ChannelQR, Field: "HOTICH",
		Date: Day(2026, time.October, 5), Answers: Answers{2, 0, 5, 0, 0, 5, 0, 0, 0},
	}
	for _, c := range []struct {
		name   string
		narrow func(*Scope)
		want   bool
	}{
		{"nothing narrowed", func(*Scope) {}, true},
		{"another campaign", func(s *Scope) { s.Campaign = "q3" }, false},
		{"its first day", func(s *Scope) { s.From = r.Date }, true},
		{"the day after", func(s *Scope) { s.From = r.Date + 1 }, false},
		{"its last day", func(s *Scope) { s.To = r.Date }, true},
		{"the day before", func(s *Scope) { s.To = r.Date - 1 }, false},
		{"its place among others", func(s *Scope) { s.Places = []string{"vh", "tt"} }, true},
		{"another place", func(s *Scope) { s.Places = []string{"vh"} }, false},
		{"another counter", func(s *Scope) { s.Counters = []string{"q2"} }, false},
		{"its field", func(s *Scope) { s.Fields = []string{"HOTICH"} }, true},
		{"no field", func(s *Scope) { s.Fields = []string{""} }, false},
		{"another channel", func(s *Scope) { s.Channels = []Channel{ChannelPaper, ChannelSlip} }, false},
		{"its group", func(s *Scope) { s.Groups = []Group{late} }, true},
		{"a group of somebody else", func(sc *Scope) { g, _ := s.Group("A4", "roi"); sc.Groups = []Group{late, g} }, false},
		{"a group of a longer template", func(s *Scope) { s.Groups = []Group{{"B1", "co", 99, 1}} }, false},
		{"everything at once", func(s *Scope) {
			s.Places, s.Counters, s.Fields = []string{"tt"}, []string{"q1"}, []string{"HOTICH"}
			s.Channels, s.Groups = []Channel{ChannelQR}, []Group{late}
		}, true},
	} {
		scope := Scope{Campaign: "q4", From: first, To: last}
		c.narrow(&scope)
		if got := scope.Has(&r); got != c.want {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
}

func TestAGroupNeedsAChoiceAndOneOfItsOptions(t *testing.T) {
	s := sample()
	for _, c := range [][2]string{{"ZZ", "co"}, {"HL0", "5"}, {"UT", "a"}, {"A4", "xong"}, {"field", "KHAC"}} {
		if _, err := s.Group(c[0], c[1]); !errors.Is(err, ErrNotFound) {
			t.Errorf("%v: got %v, want ErrNotFound", c, err)
		}
	}
}

func TestTwoScopesMeetInWhatBothAllow(t *testing.T) {
	s := sample()
	late, err := s.Group("A4", "tre")
	if err != nil {
		t.Fatal(err)
	}
	first := Day(2026, time.October, 1)
	for _, c := range []struct {
		name     string
		one, two Scope
		want     string
	}{
		{"all of it", Scope{}, Scope{}, "0..30 [] [] [] [] 0"},
		{"the later beginning and the earlier end", Scope{From: first + 2, To: first + 9}, Scope{From: first + 4, To: first + 12}, "4..9 [] [] [] [] 0"},
		{"one day", Scope{To: first + 4}, Scope{From: first + 4}, "4..4 [] [] [] [] 0"},
		{"a list and none", Scope{Places: []string{"tt"}}, Scope{Fields: []string{""}}, "0..30 [tt] [] [] [] 0"},
		{"what is on both lists", Scope{Counters: []string{"1", "2", "3"}}, Scope{Counters: []string{"3", "2"}}, "0..30 [] [2 3] [] [] 0"},
		{"channels", Scope{Channels: []Channel{ChannelQR, ChannelPaper}}, Scope{Channels: []Channel{ChannelPaper}}, "0..30 [] [] [] [paper] 0"},
		{"groups must all hold", Scope{Groups: []Group{late}}, Scope{Groups: []Group{late}}, "0..30 [] [] [] [] 2"},
		{"another campaign", Scope{Campaign: "q3"}, Scope{}, "none"},
		{"other days", Scope{To: first + 3}, Scope{From: first + 4}, "none"},
		{"other places", Scope{Places: []string{"tt"}}, Scope{Places: []string{"vh"}}, "none"},
		{"other fields", Scope{Fields: []string{"HOTICH"}}, Scope{Fields: []string{""}}, "none"},
	} {
		for _, x := range []*Scope{&c.one, &c.two} {
			if x.Campaign == "" {
				x.Campaign = "q4"
			}
			if x.From == 0 {
				x.From = first
			}
			if x.To == 0 {
				x.To = first + 30
			}
		}
		got := "none"
		if b, ok := c.one.Intersect(c.two); ok {
			got = fmt.Sprintf("%d..%d %v %v %v %v %d", b.From-first, b.To-first, b.Places, b.Counters, b.Fields, b.Channels, len(b.Groups))
		}
		if got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

// drawnScope draws scopes over so little that two of them often meet.
func drawnScope(groups []Group) *rapid.Generator[Scope] {
	codes := func(all ...string) *rapid.Generator[[]string] {
		return rapid.SliceOfNDistinct(rapid.SampledFrom(all), 0, len(all), rapid.ID)
	}
	return rapid.Custom(func(t *rapid.T) Scope {
		from := rapid.Int32Range(0, 3).Draw(t, "from")
		return Scope{
			Campaign: rapid.SampledFrom([]string{"a", "a", "a", "b"}).Draw(t, "campaign"),
			From:     Date(from), To: Date(from + rapid.Int32Range(0, 2).Draw(t, "days")),
			Places: codes("p", "q", "r").Draw(t, "places"), Counters: codes("1", "2").Draw(t, "counters"),
			Fields:   codes("", "F").Draw(t, "fields"),
			Channels: rapid.SliceOfNDistinct(rapid.SampledFrom(Channels[:2]), 0, 2, rapid.ID).Draw(t, "channels"),
			Groups:   rapid.SliceOfN(rapid.SampledFrom(groups), 0, 1).Draw(t, "groups"),
		}
	})
}

func TestTheIntersectionHasWhatBothHave(t *testing.T) {
	s := sample()
	var groups []Group
	for _, option := range []string{"roi", "tre"} {
		g, err := s.Group("A4", option)
		if err != nil {
			t.Fatal(err)
		}
		groups = append(groups, g)
	}
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawnScope(groups).Draw(t, "a"), drawnScope(groups).Draw(t, "b")
		both, ok := a.Intersect(b)
		turned, same := b.Intersect(a)
		if ok != same {
			t.Fatal("whether two scopes meet depends on which is asked")
		}
		for range 40 {
			r := Response{
				Campaign: rapid.SampledFrom([]string{"a", "b"}).Draw(t, "campaign"), Date: Date(rapid.Int32Range(0, 6).Draw(t, "date")),
				Place: rapid.SampledFrom([]string{"p", "q", "r"}).Draw(t, "place"), Counter: rapid.SampledFrom([]string{"1", "2", ""}).Draw(t, "counter"),
				Field: rapid.SampledFrom([]string{"", "F"}).Draw(t, "field"), Channel: rapid.SampledFrom(Channels[:3]).Draw(t, "channel"),
				Answers: Answers{rapid.ByteRange(0, 2).Draw(t, "cell"), 0, 5, 0, 0, 5, 0, 0, 0},
			}
			want := a.Has(&r) && b.Has(&r)
			if got := ok && both.Has(&r); got != want || want != (same && turned.Has(&r)) {
				t.Fatalf("%+v is in the intersection: %v; in both: %v", r, got, want)
			}
		}
	})
}

func TestAnIntersectionSharesNoListWithItsScopes(t *testing.T) {
	a, b := Scope{Campaign: "a", Places: []string{"p", "q"}}, Scope{Campaign: "a"}
	both, _ := b.Intersect(a)
	both.Places[0] = "changed"
	if a.Places[0] != "p" {
		t.Error("who changes the intersection changes a scope")
	}
}
