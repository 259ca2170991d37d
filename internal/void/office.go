package void

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"
	"unicode/utf8"

	"hailong/internal/period"
	"hailong/internal/store"
	"hailong/internal/survey"
	"hailong/internal/tally"
)

// The lengths of texts, in characters. A reason in less than ten says nothing.
const (
	MinText = 10
	MaxText = 500
	MaxNote = 500
)

// A Counter counts responses, package daybook for one.
type Counter interface {
	Count(ctx context.Context, scope survey.Scope, t *survey.Template, splits ...*tally.Split) (*tally.Tally, error)
}

// Templates finds the templates that responses were given to.
type Templates interface {
	Template(survey.Ref) (*survey.Template, error)
}

// A Source is what an Office counts with.
type Source struct {
	Counter   Counter
	Templates Templates
	Fields    []survey.Field
}

// An Office takes proposals and decisions.
type Office struct {
	Source
	registry store.Registry
	rand     io.Reader
	now      func() time.Time
}

// NewOffice returns an office over a registry.
func NewOffice(r store.Registry, s Source, rand io.Reader, now func() time.Time) *Office {
	return &Office{s, r, rand, now}
}

// A Proposal is what somebody wants not to be counted.
type Proposal struct {
	Box
	Reason Reason
	Text   string
	By     string
}

// Weigh checks a proposal and counts what it concerns, and keeps nothing, so that
// the proposer sees that before asking for it. Errors: those of Propose.
func (o *Office) Weigh(ctx context.Context, p Proposal) (Void, error) {
	v := Void{Box: p.Box.tidied(), Reason: p.Reason, Text: survey.Clean(p.Text), By: p.By, Made: period.Today(o.now())}
	campaign, err := o.campaign(ctx, v.Campaign)
	if err != nil {
		return v, err
	}
	v.Unit = campaign.Unit
	if err := o.check(ctx, &v.Box, v.Unit, v.Made); err != nil {
		return v, err
	}
	if err := checkWords(&v); err != nil {
		return v, err
	}
	l, err := ledgerOf(ctx, o.registry, v.Campaign)
	if err != nil {
		return v, err
	}
	if err := l.free(&v.Box); err != nil {
		return v, err
	}
	if v.Share, err = o.share(ctx, campaign, &v.Box); err != nil {
		return v, err
	}
	switch n := v.Share.Responses; {
	case n == 0:
		return v, &BadVoid{"nothing"}
	case n < Least && v.Reason != Trial:
		return v, &BadVoid{"few"}
	}
	return v, nil
}

// Propose keeps a proposal for a second person. Errors: *BadVoid, and *Overlap
// where nobody could approve it.
func (o *Office) Propose(ctx context.Context, p Proposal) (Void, error) {
	v, err := o.Weigh(ctx, p)
	if err != nil {
		return v, err
	}
	return o.keep(ctx, v)
}

// ProposeLift keeps a proposal to count a void's responses again. Errors:
// *BadVoid, ErrNotInForce, survey.ErrNotFound.
func (o *Office) ProposeLift(ctx context.Context, id, text, by string) (Void, error) {
	lifted, err := voids.Get(ctx, o.registry, id)
	if err != nil {
		return lifted, err
	}
	v := lifted
	v.Lifts, v.Text, v.By, v.Made = id, survey.Clean(text), by, period.Today(o.now())
	if err := checkWords(&v); err != nil {
		return v, err
	}
	l, err := ledgerOf(ctx, o.registry, v.Campaign)
	if err != nil {
		return v, err
	}
	if !l.inForce(id) {
		return v, fmt.Errorf("lift %s: %w", id, ErrNotInForce)
	}
	campaign, err := o.campaign(ctx, v.Campaign)
	if err != nil {
		return v, err
	}
	if v.Share, err = o.share(ctx, campaign, &v.Box); err != nil {
		return v, err
	}
	return o.keep(ctx, v)
}

func (o *Office) campaign(ctx context.Context, code string) (survey.Campaign, error) {
	c, err := store.Campaigns.Get(ctx, o.registry, code)
	if errors.Is(err, survey.ErrNotFound) {
		err = &BadVoid{"campaign"}
	}
	return c, err
}

func checkWords(v *Void) error {
	n := utf8.RuneCountInString(v.Text)
	switch {
	case !v.Reason.known():
		return &BadVoid{"reason"}
	case n < MinText || n > MaxText:
		return &BadVoid{"text"}
	case v.By == "":
		return &BadVoid{"by"}
	}
	return nil
}

// drawings is how many ids are drawn before somebody is told that all seem
// taken; there are 33 million.
const drawings = 20

// keep stores a proposal under an id of its own.
func (o *Office) keep(ctx context.Context, v Void) (Void, error) {
	var err error
	for range drawings {
		if v.ID, err = survey.NewCode(o.rand); err != nil {
			return v, err
		}
		if err = voids.Create(ctx, o.registry, v.ID, v); !errors.Is(err, survey.ErrExists) {
			return v, err
		}
	}
	return v, fmt.Errorf("propose void, %d times: %w", drawings, err)
}
