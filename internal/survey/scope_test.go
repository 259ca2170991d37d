package survey

import (
	"errors"
	"testing"
	"time"
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
