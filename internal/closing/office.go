package closing

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"hailong/internal/period"
	"hailong/internal/report"
	"hailong/internal/store"
	"hailong/internal/survey"
)

// The refusals that callers tell apart.
var (
	// ErrOpen: the period is not over and its campaign takes answers.
	ErrOpen = errors.New("the period is not over")
	// ErrOutside: the campaign did not run on any day of the period.
	ErrOutside = errors.New("the campaign did not run in the period")
	// ErrLocked: an edition of the period is under way.
	ErrLocked = errors.New("an edition is under way")
	// ErrUnfinished: paper forms of the campaign are just being turned into
	// responses.
	ErrUnfinished = errors.New("paper forms are being closed")
	// ErrMoved: the edition is not where this step could be made from.
	ErrMoved = errors.New("the edition has moved on")
	// ErrSamePerson: the step needs somebody else.
	ErrSamePerson = errors.New("the step needs another person")
)

// A BadText error says what is wrong with what was typed: why, note, or the part
// of a report.
type BadText struct{ What string }

// Error names it.
func (e *BadText) Error() string { return "closing: wrong " + e.What }

// The lengths of texts, in characters.
const (
	MinWhy  = 10
	MaxNote = 500
)

// Options are what an Office is made of.
type Options struct {
	Store store.Registry
	// Source is what snapshots are taken of.
	Source report.Source
	// Unfinished tells whether paper forms of a campaign are just being closed.
	Unfinished func(ctx context.Context, campaign string) (bool, error)
	Now        func() time.Time
}

// An Office closes periods.
type Office struct{ Options }

// NewOffice returns an office.
func NewOffice(o Options) *Office { return &Office{o} }

func (o *Office) today() survey.Date { return period.Today(o.Now()) }

// A LockOrder says what to lock.
type LockOrder struct {
	Campaign string
	Period   period.Period
	By       string
	// Why says what is corrected; needed where an edition was published.
	Why string
}

// Lock takes the snapshot of a period and begins its next edition. Errors:
// survey.ErrNotFound, ErrOutside, ErrOpen, ErrLocked, ErrUnfinished, *BadText, and ErrTooClose for a
// correction that could not be published.
func (o *Office) Lock(ctx context.Context, order LockOrder) (*Edition, error) {
	k, err := store.Campaigns.Get(ctx, o.Store, order.Campaign)
	if err != nil {
		return nil, fmt.Errorf("lock %.60q: %w", order.Campaign, err)
	}
	l := Lock{Campaign: k.Code, Unit: k.Unit, Period: order.Period, Day: o.today(), By: order.By, Why: survey.Clean(order.Why)}
	l.From, l.To = order.Period.Dates(period.Scheme(k.Scheme))
	if err := o.mayLock(ctx, &k, &l); err != nil {
		return nil, fmt.Errorf("lock %s %s: %w", l.Campaign, l.Period, err)
	}
	taken, err := report.Take(ctx, o.Source, l.Campaign, l.Period, l.Day)
	if err != nil {
		return nil, fmt.Errorf("lock %s %s: %w", l.Campaign, l.Period, err)
	}
	if err := o.correctable(ctx, taken, &l); err != nil {
		return nil, fmt.Errorf("lock %s %s: %w", l.Campaign, l.Period, err)
	}
	if l.Snapshot, err = taken.Digest(); err != nil {
		return nil, err
	}
	// The snapshot first: a crash between the two leaves one that nobody names.
	if err := snapshots.Replace(ctx, o.Store, l.Snapshot, *taken); err != nil {
		return nil, fmt.Errorf("keep snapshot: %w", err)
	}
	err = locks.Create(ctx, o.Store, l.id(), l)
	if errors.Is(err, survey.ErrExists) {
		err = ErrLocked // somebody was faster
	}
	if err != nil {
		return nil, fmt.Errorf("lock %s %s: %w", l.Campaign, l.Period, err)
	}
	return &Edition{Lock: l, State: Locked}, nil
}

// correctable refuses a correction that could not be published: it would be for
// nothing. A first edition may be locked all the same, to be sent to who may read
// all of it.
func (o *Office) correctable(ctx context.Context, taken *report.Snapshot, l *Lock) error {
	if l.Why == "" || !l.again {
		return nil
	}
	src, err := taken.Source(o.Source.Templates)
	if err != nil {
		return err
	}
	_, err = o.tellable(ctx, src, l)
	return err
}

// ran reports whether a campaign ran on some day of a period up to the lock. Whether
// anybody answered is another matter: that nobody did is a result.
func ran(k *survey.Campaign, l *Lock) bool {
	last := min(l.To, l.Day)
	if k.Closes != nil {
		last = min(last, *k.Closes)
	}
	return !k.Draft && max(k.Opens, l.From) <= last
}

// mayLock numbers the edition, or tells why there can be none now.
func (o *Office) mayLock(ctx context.Context, k *survey.Campaign, l *Lock) error {
	if !ran(k, l) {
		return ErrOutside
	}
	if l.To >= l.Day && k.State(l.Day) != survey.StateClosed {
		return ErrOpen
	}
	list, err := o.Editions(ctx, l.Campaign)
	if err != nil {
		return err
	}
	again := false
	for _, e := range list {
		if e.Period != l.Period {
			continue
		}
		l.Number = max(l.Number, e.Number)
		switch e.State {
		case Locked, Checked, Approved:
			return ErrLocked
		case Published:
			again = true
		}
	}
	l.Number++
	l.again = again
	if n := utf8.RuneCountInString(l.Why); again && n < MinWhy || n > MaxNote {
		return &BadText{"why"}
	}
	if o.Unfinished == nil {
		return nil
	}
	busy, err := o.Unfinished(ctx, l.Campaign)
	if err == nil && busy {
		err = ErrUnfinished
	}
	return err
}

// Editions returns every edition of a campaign, or of all for "", the newest
// period and edition first.
func (o *Office) Editions(ctx context.Context, campaign string) ([]*Edition, error) {
	var list []*Edition
	for l, err := range locks.All(ctx, o.Store) {
		if err != nil {
			return nil, fmt.Errorf("editions: %w", err)
		}
		if campaign != "" && l.Campaign != campaign {
			continue
		}
		e := &Edition{Lock: l, State: Locked}
		if err := o.walk(ctx, e); err != nil {
			return nil, fmt.Errorf("edition %s: %w", l.id(), err)
		}
		list = append(list, e)
	}
	markSuperseded(list)
	slices.SortStableFunc(list, func(a, b *Edition) int {
		if a.To != b.To {
			return int(b.To - a.To)
		}
		return b.Number - a.Number
	})
	return list, nil
}

// walk reads the steps of an edition.
func (o *Office) walk(ctx context.Context, e *Edition) error {
	for {
		s, err := steps.Get(ctx, o.Store, stepID(&e.Lock, len(e.Steps)+1))
		if errors.Is(err, survey.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		e.Steps = append(e.Steps, s)
		e.State = next[s.Kind].to
	}
}

func markSuperseded(list []*Edition) {
	for _, e := range list {
		for _, other := range list {
			if other.Campaign == e.Campaign && other.Period == e.Period && other.Number > e.Number && other.State == Published {
				e.Superseded = true
			}
		}
	}
}

// Edition returns one edition, or survey.ErrNotFound.
func (o *Office) Edition(ctx context.Context, campaign string, p period.Period, number int) (*Edition, error) {
	list, err := o.Editions(ctx, campaign)
	if err != nil {
		return nil, err
	}
	for _, e := range list {
		if e.Period == p && e.Number == number {
			return e, nil
		}
	}
	return nil, fmt.Errorf("edition %d of %s %s: %w", number, campaign, p, survey.ErrNotFound)
}

// Covers reports whether a day of a campaign lies in a period of which an edition
// was locked and not withdrawn: nothing may be added to it any more.
func (o *Office) Covers(ctx context.Context, campaign string, day survey.Date) (bool, error) {
	list, err := o.Editions(ctx, campaign)
	if err != nil {
		return false, err
	}
	return slices.ContainsFunc(list, func(e *Edition) bool {
		return e.State != Withdrawn && e.From <= day && day <= e.To
	}), nil
}

// Figures returns where the reports of an edition are compiled from. A snapshot
// whose bytes are not those that were locked is an error.
func (o *Office) Figures(ctx context.Context, e *Edition) (report.Source, error) {
	s, err := snapshots.Get(ctx, o.Store, e.Snapshot)
	if err != nil {
		return report.Source{}, fmt.Errorf("figures of %s: %w", e.id(), err)
	}
	digest, err := s.Digest()
	if err == nil && digest != e.Snapshot {
		err = errors.New("they are not what was locked")
	}
	if err != nil {
		return report.Source{}, fmt.Errorf("figures of %s: %w", e.id(), err)
	}
	return s.Source(o.Source.Templates)
}
