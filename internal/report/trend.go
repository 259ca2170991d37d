package report

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"hailong/internal/index"
	"hailong/internal/period"
	"hailong/internal/store"
	"hailong/internal/survey"
)

// A Point is what a trend knows of one period.
type Point struct {
	Period period.Period
	// Campaign is the one that was counted; without one nobody was asked.
	Campaign string
	Template survey.Ref
	Scheme   string
	// Index has no figure where nobody was asked and where Hidden is set.
	Index index.Index
	// Hidden: there are answers, but too few to show to who asks.
	Hidden bool
	// Broken: the point before was asked, counted or cut in another way, so that
	// no line may join the two.
	Broken bool
}

// Shown reports whether there is a figure.
func (p *Point) Shown() bool { return p.Index.Overall.Valid > 0 }

// Trend compiles the period of a request and those of the same length before it,
// the earliest first, up to n of them (at least 1) and none before the first that
// has answers.
// A period in which the campaign did not run is that of another campaign of the
// unit with the same questionnaire. A version of the questionnaire, a method of
// computing or a scheme of periods that differs from the point before breaks the
// trend there.
func Trend(ctx context.Context, src Source, q Request, n int) ([]Point, error) {
	own, err := store.Campaigns.Get(ctx, src.Store, q.Campaign)
	if err != nil {
		return nil, fmt.Errorf("trend of %.60q: %w", q.Campaign, err)
	}
	alike, err := alike(ctx, src, own)
	if err != nil {
		return nil, fmt.Errorf("trend of %s: %w", own.Code, err)
	}
	points := make([]Point, n)
	p := q.Period
	for i := range slices.Backward(points) {
		if points[i], err = point(ctx, src, q, alike, p); err != nil {
			return nil, fmt.Errorf("trend of %s: %w", own.Code, err)
		}
		p = p.Previous()
	}
	first := slices.IndexFunc(points, func(p Point) bool { return p.Campaign != "" })
	if first < 0 {
		first = n - 1
	}
	points = points[first:]
	MarkBreaks(points)
	return points, nil
}

// alike lists the campaigns that a trend may draw on: the one asked for, then
// those of its unit and questionnaire, the newest first.
func alike(ctx context.Context, src Source, own survey.Campaign) ([]survey.Campaign, error) {
	list := []survey.Campaign{own}
	for k, err := range store.Campaigns.All(ctx, src.Store) {
		if err != nil {
			return nil, err
		}
		if k.Code != own.Code && k.Unit == own.Unit && k.Template.Code == own.Template.Code && countable(src, k) {
			list = append(list, k)
		}
	}
	slices.SortStableFunc(list[1:], func(a, b survey.Campaign) int { return int(b.Opens - a.Opens) })
	return list, nil
}

// countable reports whether a campaign can be counted at all: one that cannot must
// not hide the trend of the others.
func countable(src Source, k survey.Campaign) bool {
	_, scheme := period.ParseScheme(k.Scheme)
	_, template := src.Templates.Template(k.Template)
	return scheme == nil && template == nil
}

// ranIn reports whether a campaign took answers in a period.
func ranIn(k survey.Campaign, p period.Period) bool {
	from, to := p.Dates(period.Scheme(k.Scheme))
	return to >= k.Opens && (k.Closes == nil || from <= *k.Closes)
}

// point counts the first campaign that has answers in the period.
func point(ctx context.Context, src Source, q Request, alike []survey.Campaign, p period.Period) (Point, error) {
	for _, k := range alike {
		if !ranIn(k, p) {
			continue
		}
		q.Campaign, q.Period = k.Code, p
		r, err := Compile(ctx, src, q)
		var bad *BadRequest
		switch {
		case errors.Is(err, ErrTooFew):
			return Point{Period: p, Campaign: k.Code, Template: k.Template, Scheme: k.Scheme, Hidden: true}, nil
		case errors.As(err, &bad): // it has no such question, or no such place
			continue
		case err != nil:
			return Point{}, err
		case r.Index.Responses > 0:
			return Point{Period: p, Campaign: k.Code, Template: k.Template, Scheme: k.Scheme, Index: r.Index}, nil
		}
	}
	return Point{Period: p}, nil
}

// MarkBreaks compares each point with the one before it that has a figure.
func MarkBreaks(points []Point) {
	var last *Point
	for i := range points {
		p := &points[i]
		if !p.Shown() {
			continue
		}
		if last != nil {
			p.Broken = p.Template != last.Template || p.Scheme != last.Scheme || p.Index.Method != last.Index.Method
		}
		last = p
	}
}

// Comparable returns the point before the last that its figure may be compared
// with: the one right before it, if the trend is not broken between them.
func Comparable(points []Point) (*Point, bool) {
	if len(points) < 2 || points[len(points)-1].Broken || !points[len(points)-1].Shown() {
		return nil, false
	}
	before := &points[len(points)-2]
	return before, before.Shown()
}
