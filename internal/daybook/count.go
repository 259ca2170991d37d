package daybook

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"hailong/internal/survey"
	"hailong/internal/tally"
)

// Count counts the responses in the scope, and into each of the splits, as
// tally.Count does of a stream of them; its errors are the same.
func (b *Book) Count(ctx context.Context, scope survey.Scope, t *survey.Template, splits ...*tally.Split) (*tally.Tally, error) {
	m, err := b.manifest(ctx, scope.Campaign)
	if errors.Is(err, errManifest) {
		b.damaged(scope.Campaign, 0, err)
	} else if err != nil {
		return nil, fmt.Errorf("count %s: %w", scope.Campaign, err)
	}
	b.limits.raise(scope.Campaign, m.Through)
	through := min(m.Through, b.closed())
	c := counting{
		book: b, scope: scope, template: t, splits: splits, whole: tally.New(t),
		days: m.between(scope.From, min(scope.To, through)),
	}
	if err := c.run(ctx); err != nil {
		return nil, fmt.Errorf("count %s: %w", scope.Campaign, err)
	}
	for _, l := range c.lost {
		b.damaged(scope.Campaign, l.day, l.err)
		b.limits.distrust(scope.Campaign, l.day)
		if err := c.stream(ctx, l.day, l.day); err != nil {
			return nil, err
		}
	}
	if err := c.rest(ctx, max(scope.From, through+1)); err != nil {
		return nil, err
	}
	return c.whole, nil
}

// A counting is one run of Count.
type counting struct {
	book     *Book
	scope    survey.Scope
	template *survey.Template
	splits   []*tally.Split
	days     []day // to count from segments

	next atomic.Int64 // of the days
	stop atomic.Bool

	mu    sync.Mutex
	whole *tally.Tally
	lost  []lostDay
	err   error
}

// A lostDay is one whose segments could not be had.
type lostDay struct {
	day survey.Date
	err error
}

// rest counts the days from one on, of which none is packed: those that are over
// with the marks of their content, the others without.
func (c *counting) rest(ctx context.Context, from survey.Date) error {
	if closed := c.book.closed(); c.marks() && from <= closed {
		if err := c.stream(ctx, from, min(closed, c.scope.To)); err != nil {
			return err
		}
		from = closed + 1
	}
	return c.stream(ctx, from, c.scope.To)
}

// marks reports whether it matters how responses are marked.
func (c *counting) marks() bool { return slices.ContainsFunc(c.splits, (*tally.Split).Marks) }

// stream counts the rows of some days.
func (c *counting) stream(ctx context.Context, from, to survey.Date) error {
	if from > to {
		return nil
	}
	scope := c.scope
	scope.From, scope.To = from, to
	rows := c.book.store.Responses(ctx, scope)
	if c.marks() && to <= c.book.closed() {
		rows = c.book.marked(ctx, scope)
	}
	rest, err := tally.Count(ctx, rows, c.template, c.splits...)
	if err != nil {
		return err
	}
	return c.whole.Merge(rest)
}

// daysEach is about how many days are worth another goroutine.
const daysEach = 8

// run counts the packed days with as many goroutines as there are processors.
func (c *counting) run(ctx context.Context) error {
	workers := min(runtime.GOMAXPROCS(0), (len(c.days)+daysEach-1)/daysEach)
	var group sync.WaitGroup
	for range workers {
		group.Go(func() { c.work(ctx) })
	}
	group.Wait()
	slices.SortFunc(c.lost, func(a, b lostDay) int { return cmp.Compare(a.day, b.day) })
	return c.err
}

// work counts one day after the other until none is left.
func (c *counting) work(ctx context.Context) {
	piles := tally.NewPiles(c.template, c.splits...)
	for !c.stop.Load() {
		n := int(c.next.Add(1)) - 1
		if n >= len(c.days) {
			break
		}
		if err := c.day(ctx, piles, &c.days[n]); err != nil {
			c.fail(err)
			return
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := piles.Into(c.whole); err != nil && c.err == nil {
		c.err = err
	}
}

func (c *counting) fail(err error) {
	c.stop.Store(true)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.err == nil {
		c.err = err
	}
}

// day counts a day from all of its segments, or notes that they cannot be had.
func (c *counting) day(ctx context.Context, piles *tally.Piles, d *day) error {
	segments, err := c.book.segments(ctx, c.scope.Campaign, d)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.lost = append(c.lost, lostDay{d.Date, err})
		return nil
	}
	for _, s := range segments {
		if err := piles.Add(s, &c.scope); err != nil {
			return err
		}
	}
	return nil
}

// segments returns those of a day, just as they are listed.
func (b *Book) segments(ctx context.Context, campaign string, d *day) ([]*tally.Segment, error) {
	list := make([]*tally.Segment, 0, len(d.Parts))
	rows := 0
	for i, sum := range d.Parts {
		s, err := b.segment(ctx, segmentID(campaign, d.Date, i), sum)
		if err != nil {
			return nil, err
		}
		list = append(list, s)
		rows += s.Rows()
	}
	if rows != d.Rows {
		return nil, fmt.Errorf("segments of %s: %d rows, %d are listed", d.Date, rows, d.Rows)
	}
	return list, nil
}

func (b *Book) segment(ctx context.Context, id, sum string) (*tally.Segment, error) {
	if s := b.shelf.get(sum); s != nil {
		return s, nil
	}
	raw, err := b.store.Read(ctx, Segments, id)
	if err != nil {
		return nil, err
	}
	s, err := tally.DecodeSegment(raw)
	if err != nil {
		return nil, err
	}
	if s.Sum() != sum {
		return nil, fmt.Errorf("segment %s: it is another one than is listed", id)
	}
	b.shelf.put(s)
	return s, nil
}
