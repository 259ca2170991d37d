package contact

import (
	"cmp"
	"context"
	"fmt"
	"slices"
)

// A fact is what remains of a deleted request.
type fact struct {
	// ID is a hash of the request's, which nobody has any more.
	ID        string `json:"id"`
	Unit      string `json:"unit"`
	Month     string `json:"month"`
	Answered  bool   `json:"answered,omitempty"`
	OnTime    bool   `json:"onTime,omitempty"`
	Withdrawn bool   `json:"withdrawn,omitempty"`
	// By is who was asked to delete it.
	By string `json:"by,omitempty"`
}

func factID(id string) string { return digest("fact", id) }

func factOf(c *Case) fact {
	f := fact{ID: factID(c.ID), Unit: c.Unit, Month: c.Made.Time().Format("2006-01")}
	if c.Reply != nil {
		f.Answered, f.OnTime = true, c.Reply.Made <= c.Due
	}
	return f
}

// A Month is the requests that a unit got in a month, deleted or not.
type Month struct {
	Unit string
	// Month is 2026-11.
	Month    string
	Received int
	// Answered are those with a reply, OnTime those of them with one by the day
	// when it was due.
	Answered, OnTime int
	// Without a reply, Withdrawn were deleted because the person asked for it,
	// Expired because the time was over, and Open may still be answered.
	Withdrawn, Expired, Open int
}

// Months counts the requests of a unit, or of every unit for "", by unit and
// month. A month follows the calendar whatever the campaigns do.
func (d *Desk) Months(ctx context.Context, unit string) ([]Month, error) {
	// The live ones are read before the facts: one that is deleted in between
	// is then seen twice, which its fact tells, and not never.
	live, err := d.List(ctx, unit)
	if err != nil {
		return nil, err
	}
	buried := make(map[string]bool)
	months := make(map[[2]string]*Month)
	for f, err := range facts.All(ctx, d.registry) {
		if err != nil {
			return nil, fmt.Errorf("contact tally: %w", err)
		}
		if buried[f.ID] = true; unit == "" || f.Unit == unit {
			month(months, &f).add(&f, false)
		}
	}
	for i := range live {
		if f := factOf(&live[i]); !buried[f.ID] {
			month(months, &f).add(&f, true)
		}
	}
	var list []Month
	for _, m := range months {
		list = append(list, *m)
	}
	slices.SortFunc(list, func(a, b Month) int { return cmp.Or(cmp.Compare(a.Unit, b.Unit), cmp.Compare(a.Month, b.Month)) })
	return list, nil
}

func month(months map[[2]string]*Month, f *fact) *Month {
	key := [2]string{f.Unit, f.Month}
	if months[key] == nil {
		months[key] = &Month{Unit: f.Unit, Month: f.Month}
	}
	return months[key]
}

func (m *Month) add(f *fact, live bool) {
	m.Received++
	switch {
	case f.Answered && f.OnTime:
		m.OnTime++
		m.Answered++
	case f.Answered:
		m.Answered++
	case f.Withdrawn:
		m.Withdrawn++
	case live:
		m.Open++
	default:
		m.Expired++
	}
}
