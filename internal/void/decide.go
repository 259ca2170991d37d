package void

import (
	"context"
	"errors"
	"fmt"
	"unicode/utf8"

	"hailong/internal/period"
	"hailong/internal/survey"
)

// A Verdict is what the second person says.
type Verdict struct {
	Approve bool
	Note    string
	By      string
}

// Decide approves or refuses a proposal. The first decision stands; the same
// once more by the same person is no other one. Errors: *BadVoid, ErrSamePerson,
// ErrDecided, and at an approval *Overlap or ErrNotInForce; survey.ErrNotFound.
func (o *Office) Decide(ctx context.Context, id string, v Verdict) (Decision, error) {
	v.Note = survey.Clean(v.Note)
	switch {
	case v.By == "":
		return Decision{}, &BadVoid{"by"}
	case utf8.RuneCountInString(v.Note) > MaxNote:
		return Decision{}, &BadVoid{"note"}
	}
	of, err := voids.Get(ctx, o.registry, id)
	if err != nil {
		return Decision{}, err
	}
	today := period.Today(o.now())
	for {
		l, err := ledgerOf(ctx, o.registry, of.Campaign)
		if err != nil {
			return Decision{}, err
		}
		d, fresh, err := l.decide(&of, v, today)
		if err != nil || !fresh {
			return d, err
		}
		// Of two who decide on the campaign at once one finds the number taken,
		// and has to look at what the other has decided.
		err = decisions.Create(ctx, o.registry, key(d.Campaign, d.Number), d)
		if !errors.Is(err, survey.ErrExists) {
			return d, err
		}
	}
}

// decide returns the decision that a verdict makes after those so far, and false
// where it is made already.
func (l *ledger) decide(of *Void, v Verdict, today survey.Date) (d Decision, fresh bool, err error) {
	if before, ok := l.decided[of.ID]; ok {
		if before.By == v.By && before.Approve == v.Approve {
			return before, false, nil
		}
		return before, false, fmt.Errorf("void %s: %w", of.ID, ErrDecided)
	}
	switch {
	case of.By == v.By:
		err = fmt.Errorf("void %s: %w", of.ID, ErrSamePerson)
	case !v.Approve: // whatever it is, nothing comes of it
	case of.Lifts == "":
		err = l.free(&of.Box)
	case !l.inForce(of.Lifts):
		err = fmt.Errorf("lift %s: %w", of.Lifts, ErrNotInForce)
	}
	return Decision{
		Void: of.ID, Campaign: of.Campaign, Number: l.last + 1,
		Approve: v.Approve, Note: v.Note, By: v.By, Made: today,
	}, true, err
}
