package void

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"hailong/internal/store"
)

// A ledger is the proposals of a campaign and the decisions on them.
type ledger struct {
	voids   map[string]Void
	decided map[string]Decision
	lifted  map[string]string // by which proposal
	last    int
}

// key is where a decision lies: those of a campaign follow one another.
func key(campaign string, number int) string { return fmt.Sprintf("%s/%06d", campaign, number) }

// ledgers reads those of all campaigns. The decisions are read first: what is
// decided was proposed before.
func ledgers(ctx context.Context, r store.Registry) (map[string]*ledger, error) {
	all := make(map[string]*ledger)
	of := func(campaign string) *ledger {
		if all[campaign] == nil {
			all[campaign] = &ledger{voids: map[string]Void{}, decided: map[string]Decision{}, lifted: map[string]string{}}
		}
		return all[campaign]
	}
	for d, err := range decisions.All(ctx, r) {
		if err != nil {
			return nil, fmt.Errorf("void decisions: %w", err)
		}
		l := of(d.Campaign)
		if l.last++; d.Number != l.last {
			return nil, fmt.Errorf("void decisions on %s: number %d is missing", d.Campaign, l.last)
		}
		l.decided[d.Void] = d
	}
	for v, err := range voids.All(ctx, r) {
		if err != nil {
			return nil, fmt.Errorf("voids: %w", err)
		}
		l := of(v.Campaign)
		l.voids[v.ID] = v
		if v.Lifts != "" && l.decided[v.ID].Approve {
			l.lifted[v.Lifts] = v.ID
		}
	}
	for campaign, l := range all {
		for id := range l.decided {
			if _, ok := l.voids[id]; !ok {
				return nil, fmt.Errorf("void decisions on %s: proposal %s is missing", campaign, id)
			}
		}
	}
	return all, nil
}

// ledgerOf reads that of one campaign.
func ledgerOf(ctx context.Context, r store.Registry, campaign string) (*ledger, error) {
	all, err := ledgers(ctx, r)
	if err != nil {
		return nil, err
	}
	if l := all[campaign]; l != nil {
		return l, nil
	}
	return &ledger{}, nil
}

// inForce reports whether there is such a void, approved and not lifted.
func (l *ledger) inForce(id string) bool {
	v, ok := l.voids[id]
	return ok && v.Lifts == "" && l.state(id) == Approved
}

func (l *ledger) state(id string) State {
	d, ok := l.decided[id]
	switch {
	case !ok:
		return Proposed
	case !d.Approve:
		return Refused
	case l.lifted[id] != "":
		return Lifted
	}
	return Approved
}

// free returns an *Overlap if a void in force holds some of a box.
func (l *ledger) free(b *Box) error {
	for _, v := range l.force() {
		if v.Meets(b) {
			return &Overlap{v.ID}
		}
	}
	return nil
}

// force lists the voids in force by their first days.
func (l *ledger) force() []Void {
	var list []Void
	for id, v := range l.voids {
		if l.inForce(id) {
			list = append(list, v)
		}
	}
	slices.SortFunc(list, func(a, b Void) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.ID, b.ID)) })
	return list
}

// InForce returns the voids of a campaign by which responses are not counted.
// No two of them share a response.
func InForce(ctx context.Context, r store.Registry, campaign string) ([]Void, error) {
	l, err := ledgerOf(ctx, r, campaign)
	if err != nil {
		return nil, err
	}
	return l.force(), nil
}

// All returns every proposal of a campaign, or of all campaigns for "", with
// what has become of it: the latest first.
func All(ctx context.Context, r store.Registry, campaign string) ([]Case, error) {
	all, err := ledgers(ctx, r)
	if err != nil {
		return nil, err
	}
	var list []Case
	for code, l := range all {
		for id := range l.voids {
			if campaign == "" || campaign == code {
				list = append(list, l.cased(id))
			}
		}
	}
	slices.SortFunc(list, func(a, b Case) int { return cmp.Or(cmp.Compare(b.Made, a.Made), cmp.Compare(a.ID, b.ID)) })
	return list, nil
}

// Find returns a proposal with what has become of it, or survey.ErrNotFound.
func Find(ctx context.Context, r store.Registry, id string) (Case, error) {
	v, err := voids.Get(ctx, r, id)
	if err != nil {
		return Case{}, err
	}
	l, err := ledgerOf(ctx, r, v.Campaign)
	if err != nil {
		return Case{}, err
	}
	return l.cased(id), nil
}

func (l *ledger) cased(id string) Case {
	c := Case{Void: l.voids[id], State: l.state(id), LiftedBy: l.lifted[id]}
	if d, ok := l.decided[id]; ok {
		c.Decision = &d
	}
	return c
}
