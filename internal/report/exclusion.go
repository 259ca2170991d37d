package report

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"hailong/internal/survey"
	"hailong/internal/tally"
)

// An Exclusion is a set of responses that two people decided not to count. The
// responses stay what they are; figures are made without them, and with them
// where somebody asks (Request.Everything).
type Exclusion struct {
	// Scope is the set as it was decided. No two exclusions of a campaign share
	// a response.
	Scope survey.Scope
	// Reason is why, in the words of a list; never what somebody typed.
	Reason survey.Text
	// Responses is how many responses of the report are in the set; Compile
	// counts them.
	Responses int64
	// Hidden is set where the number is not to be shown (see Number).
	Hidden bool
}

// An ExcludedPart is what was left out of a channel.
type ExcludedPart struct {
	Code      string
	Name      survey.Text
	Responses int64
	// Hidden is set where the number is not to be shown (see Number).
	Hidden bool
	// Reasons are those of the exclusions, each once.
	Reasons []survey.Text
}

// errShared tells of exclusions that would count a response out twice.
var errShared = errors.New("two exclusions share responses")

// exclusions reads what is left out of a scope.
func (src *Source) exclusions(ctx context.Context, scope survey.Scope) ([]Exclusion, error) {
	if src.Excluded == nil {
		return nil, nil
	}
	all, err := src.Excluded(ctx, scope.Campaign)
	if err != nil {
		return nil, fmt.Errorf("exclusions: %w", err)
	}
	var list []Exclusion
	for i, e := range all {
		for _, other := range all[:i] {
			if _, meet := other.Scope.Intersect(e.Scope); meet {
				return nil, fmt.Errorf("exclusions of %s: %w", scope.Campaign, errShared)
			}
		}
		if _, meet := scope.Intersect(e.Scope); meet {
			list = append(list, Exclusion{Scope: e.Scope, Reason: e.Reason})
		}
	}
	return list, nil
}

// mark is 1 for a response that is left out, as the exports show it, else 0.
func (r *Report) mark(one *survey.Response) byte {
	for i := range r.Exclusions {
		if r.Exclusions[i].Scope.Has(one) {
			return 1
		}
	}
	return 0
}

// leftOut counts the exclusions of a report, each within its scope, and all of
// them into the quarters.
func (src *Source) leftOut(ctx context.Context, r *Report, quarters *tally.Split) (*figures, error) {
	sum := newFigures(r)
	reasons := make(map[string][]survey.Text)
	var list []Exclusion
	for _, e := range r.Exclusions {
		within, ok := r.Scope.Intersect(e.Scope)
		if !ok {
			continue
		}
		one := newFigures(r)
		if err := one.count(ctx, src.Counter, within, quarters); err != nil {
			return nil, err
		}
		if err := sum.add(one); err != nil {
			return nil, err
		}
		if e.Responses = one.whole.Responses; e.Responses > 0 {
			list = append(list, e)
		}
		for channel := range one.channels.Parts() {
			reasons[channel] = withReason(reasons[channel], e.Reason)
		}
	}
	r.Exclusions = list
	for _, p := range parts(r.Template, sum.channels, channelNames) {
		r.ExcludedChannels = append(r.ExcludedChannels, ExcludedPart{
			Code: p.Code, Name: p.Name, Responses: p.Index.Responses, Reasons: reasons[p.Code],
		})
	}
	return sum, nil
}

func withReason(list []survey.Text, reason survey.Text) []survey.Text {
	same := func(t survey.Text) bool { return t.In(survey.Vietnamese) == reason.In(survey.Vietnamese) }
	if slices.ContainsFunc(list, same) {
		return list
	}
	return append(list, reason)
}

// hideExclusions hides what a channel that is hidden has lost, and small numbers
// from who reads totals only, by the rule for the parts of a table.
func (r *Report) hideExclusions(totals bool) {
	for i := range r.ExcludedChannels {
		p := &r.ExcludedChannels[i]
		p.Hidden = slices.ContainsFunc(r.Channels, func(of Part) bool { return of.Hidden && of.Code == p.Code })
	}
	if !totals {
		return
	}
	for i, hidden := range smallest(r.Exclusions, func(e Exclusion) int64 { return e.Responses }, SmallPart) {
		r.Exclusions[i].Hidden = hidden
	}
	for i, hidden := range smallest(r.ExcludedChannels, func(p ExcludedPart) int64 { return p.Responses }, SmallPart) {
		r.ExcludedChannels[i].Hidden = r.ExcludedChannels[i].Hidden || hidden
	}
	r.ExcludedHidden = 0 < r.Excluded && r.Excluded < SmallPart
}

// fewer stands in the place of a number below SmallPart.
var fewer = fmt.Sprintf("<%d", SmallPart)

// Number writes how many responses were left out, for people: "<5" or words
// where the number is hidden.
func (e *Exclusion) Number() string { return leftOutCell(e.Responses, e.Hidden).Text }

// Number writes how many responses were left out, as that of an Exclusion.
func (p *ExcludedPart) Number() string { return leftOutCell(p.Responses, p.Hidden).Text }

// ExcludedNumber writes how many responses were left out of the report, as that
// of an Exclusion.
func (r *Report) ExcludedNumber() string { return leftOutCell(r.Excluded, r.ExcludedHidden).Text }

func leftOutCell(n int64, hidden bool) Cell {
	switch {
	case hidden && n < SmallPart:
		return words(fewer)
	case hidden: // only so that a smaller one cannot be computed
		return words(unseen)
	}
	return number(n)
}
