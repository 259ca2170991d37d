package main

import (
	"fmt"
	"math/rand/v2"

	"hailong/internal/demo"
	"hailong/internal/survey"
)

// usualThresholds are those of the desk, as far as made-up responses need them.
var usualThresholds = demo.Thresholds{Network: 6, Burst: 8}

// stuff adds an attack to a plan: a fifth more responses at each place on the last
// day of the plan but one that had any. Doing it twice stores nothing twice.
func stuff(io streams, s *opened, p demo.Plan, a demo.Attack) error {
	byPlace := make(map[string][]survey.Response)
	for r := range p.All() {
		if r.Date < p.To {
			byPlace[r.Place] = append(byPlace[r.Place], r)
		}
	}
	for _, place := range p.Places {
		on := lastDay(byPlace[place.Code])
		if len(on) == 0 {
			continue
		}
		dice := rand.New(rand.NewPCG(uint64(p.Seed), uint64(len(on))))
		extra := a.Stuff(dice, p.Template, on, (len(on)+4)/5, fmt.Sprintf("%d-%s", p.Seed, place.Code))
		usualThresholds.Flag(dice, on, a, extra)
		if _, err := s.Insert(io.ctx, extra); err != nil {
			return err
		}
		fmt.Fprintf(io.out, "%s at %s on %s: %d more than %d\n", a, place.Code, on[0].Date, len(extra), len(on))
	}
	return nil
}

// lastDay returns those of the latest day.
func lastDay(list []survey.Response) []survey.Response {
	var last []survey.Response
	for _, r := range list {
		if len(last) > 0 && r.Date > last[0].Date {
			last = last[:0]
		}
		if len(last) == 0 || r.Date == last[0].Date {
			last = append(last, r)
		}
	}
	return last
}
