package daybook

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// errChanged: the manifest was changed by somebody else while days were packed.
// What was packed may lack what made them change it.
var errChanged = errors.New("the book was taken back meanwhile; the next time it is packed again")

// Pack packs the closed days of every campaign that are not packed yet, and
// returns how many with responses there were. It streams each of these days
// once, a day at a time in memory. Killed at any moment it leaves a book that
// can be read; called again it begins where the manifest ends. What fails with
// one campaign does not keep the others from being packed.
func (b *Book) Pack(ctx context.Context) (days int, err error) {
	b.packing.Lock()
	defer b.packing.Unlock()
	for c, listing := range store.Campaigns.All(ctx, b.store) {
		if listing != nil {
			return days, fmt.Errorf("pack: %w", listing)
		}
		n, failed := b.pack(ctx, c.Code)
		switch days += n; {
		case failed == nil:
		case err == nil:
			err = fmt.Errorf("pack %s: %w", c.Code, failed)
		default:
			err = fmt.Errorf("%w; %s: %w", err, c.Code, failed)
		}
		if ctx.Err() != nil {
			break
		}
	}
	return days, err
}

// pack packs one campaign.
func (b *Book) pack(ctx context.Context, campaign string) (days int, err error) {
	last := b.closed()
	was, err := read(ctx, b.store, campaign)
	if err != nil && !errors.Is(err, errManifest) {
		return 0, err
	}
	b.limits.raise(campaign, max(last, was.Through))
	m := was.before(min(last+1, b.limits.doubtful(campaign)))
	if err != nil || m.Through < was.Through {
		if err := write(ctx, b.store, campaign, m); err != nil {
			return 0, err
		}
		was = m
	}
	if m.Through >= last {
		return 0, nil
	}
	m.Days = slices.Clone(m.Days)
	for p, err := range b.pages(ctx, campaign, m.Through+1, last) {
		if err != nil {
			return 0, err
		}
		d, err := p.encode(func(part int, segment []byte) error {
			return b.store.Replace(ctx, Segments, segmentID(campaign, p.date, part), segment)
		})
		if err != nil {
			return 0, err
		}
		m.Days = append(m.Days, d)
	}
	m.Through = last
	if err := b.finish(ctx, campaign, was, m); err != nil {
		return 0, err
	}
	return len(m.Days) - len(was.Days), nil
}

// finish writes the manifest, if it is still what it was, or what it is to be
// already. No engine can compare and write at once: whoever takes a book back
// while another process packs holds its claim, or takes it back again after.
func (b *Book) finish(ctx context.Context, campaign string, was, m manifest) error {
	now, err := read(ctx, b.store, campaign)
	if err != nil {
		return err
	}
	if !now.equal(&m) {
		if !now.equal(&was) {
			return errChanged
		}
		if err := write(ctx, b.store, campaign, m); err != nil {
			return err
		}
	}
	b.limits.trust(campaign)
	return nil
}

// Reopen takes the book of a campaign back to before a day, for whoever inserts
// into closed days. It is called before they do; while another process may be
// packing, also after. The next Pack packs the days again.
func Reopen(ctx context.Context, r store.Registry, campaign string, from survey.Date) error {
	m, err := read(ctx, r, campaign)
	if err != nil && !errors.Is(err, errManifest) {
		return fmt.Errorf("reopen %s: %w", campaign, err)
	}
	if err == nil && from > m.Through {
		return nil
	}
	if err := write(ctx, r, campaign, m.before(from)); err != nil {
		return fmt.Errorf("reopen %s: %w", campaign, err)
	}
	return nil
}
