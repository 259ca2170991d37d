package closing

import (
	"context"
	"errors"
	"fmt"
	"time"

	"hailong/internal/period"
	"hailong/internal/report"
)

// Public returns what everybody is told of an edition, or would be if it were
// published now. Errors: report.ErrTooFew where there is nothing to tell,
// ErrTooClose where it may not be published.
func (o *Office) Public(ctx context.Context, e *Edition) (*report.Report, error) {
	src, err := o.Figures(ctx, e)
	if err != nil {
		return nil, err
	}
	r, err := totals(ctx, src, &e.Lock)
	if err != nil {
		return nil, err
	}
	show := e.show()
	if e.State != Published {
		if show, err = o.tellable(ctx, src, &e.Lock); err != nil {
			return nil, fmt.Errorf("public figures of %s: %w", e.id(), err)
		}
	}
	public := report.Public(r, show)
	if e.Number > 1 || e.Period.Kind() != period.Quarter {
		// Beside the quarter's first edition, one that differs by some responses
		// would tell how many of those look odd.
		public.Flagged = nil
	}
	return public, nil
}

// Before returns what everybody knew of the period before an edition's when it
// was published, to compare with: nil where nothing was published of it. What is
// not published is not compared with; it may still change.
func (o *Office) Before(ctx context.Context, e *Edition) (*report.Report, error) {
	list, err := o.Editions(ctx, e.Campaign)
	if err != nil {
		return nil, err
	}
	until := e.publishedAt()
	for _, other := range list { // the newest edition of a period first
		at := other.publishedAt()
		if other.Period != e.Period.Previous() || at.IsZero() || !until.IsZero() && at.After(until) {
			continue
		}
		r, err := o.Public(ctx, other)
		if errors.Is(err, report.ErrTooFew) {
			return nil, nil
		}
		return r, err
	}
	return nil, nil
}

func totals(ctx context.Context, src report.Source, l *Lock) (*report.Report, error) {
	r, err := report.Compile(ctx, src, report.Request{Campaign: l.Campaign, Period: l.Period, Totals: true})
	if err != nil {
		return nil, fmt.Errorf("count %s: %w", l.id(), err)
	}
	if v := r.Index.Overall.Valid; v < report.Few { // the index itself would be that of a few
		return nil, fmt.Errorf("count %s: %w", l.id(), report.ErrTooFew)
	}
	return r, nil
}

// tellable refuses an edition from whose figures those of a few people could be
// had (ErrTooClose), or that has too few responses to tell anything
// (report.ErrTooFew).
func (o *Office) tellable(ctx context.Context, src report.Source, l *Lock) (report.Show, error) {
	mine, err := toldOf(ctx, src, l)
	if err != nil {
		return report.Show{}, err
	}
	before, err := o.told(ctx, l)
	if err != nil {
		return report.Show{}, err
	}
	return decide(mine, before)
}

// toldOf counts an edition as a whole and by quarters.
func toldOf(ctx context.Context, src report.Source, l *Lock) (told, error) {
	r, err := totals(ctx, src, l)
	if err != nil {
		return told{}, err
	}
	t := told{quarters: make(map[period.Period]report.Lines), hidden: report.LinesOf(r).Hidden}
	for _, q := range quartersOf(l.Period) {
		r, err := report.Compile(ctx, src, report.Request{Campaign: l.Campaign, Period: q})
		if errors.Is(err, report.ErrNotKept) {
			// A snapshot of before quarters were kept: nothing can be told beside it.
			return told{}, ErrTooClose
		}
		if err != nil {
			return told{}, fmt.Errorf("count %s of %s: %w", q, l.id(), err)
		}
		t.quarters[q] = report.LinesOf(r)
	}
	return t, nil
}

// told are the other editions of a campaign that everybody knows.
func (o *Office) told(ctx context.Context, l *Lock) ([]told, error) {
	list, err := o.Editions(ctx, l.Campaign)
	if err != nil {
		return nil, err
	}
	var all []told
	for _, e := range list {
		if e.State != Published || e.id() == l.id() {
			continue
		}
		src, err := o.Figures(ctx, e)
		if err != nil {
			return nil, err
		}
		t, err := toldOf(ctx, src, &e.Lock)
		if errors.Is(err, report.ErrTooFew) {
			continue
		}
		if err != nil {
			return nil, err
		}
		t.show = e.show()
		all = append(all, t)
	}
	return all, nil
}

// show is what the public was told with the publication. Editions of before it was
// kept told the parts once, for a quarter's first edition.
func (e *Edition) show() report.Show {
	for _, s := range e.Steps {
		if s.Kind == Publish && s.Show != nil {
			return *s.Show
		}
	}
	parts := e.Number == 1 && e.Period.Kind() == period.Quarter
	return report.Show{Question: true, Factors: true, Criteria: true, Channels: parts, Places: parts, Fields: parts}
}

// publishedAt is when an edition was published, zero before it.
func (e *Edition) publishedAt() time.Time {
	for _, s := range e.Steps {
		if s.Kind == Publish {
			return s.At
		}
	}
	return time.Time{}
}
