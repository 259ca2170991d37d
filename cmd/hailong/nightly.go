package main

import (
	"context"
	"crypto/rand"
	"errors"
	"slices"
	"time"

	"hailong/internal/contact"
	"hailong/internal/period"
	"hailong/internal/register"
	"hailong/internal/seal"
	"hailong/internal/store"
	"hailong/internal/watch"
)

// roundTime is how often the program looks whether something is to be done.
const roundTime = 10 * time.Minute

// quietHour is when the offices of the unit's zone are closed and nobody
// answers. A machine that is switched off at night does the night's work once it
// runs again.
const quietHour = 3 * time.Hour

// A chore is work that recurs, done by one instance for all.
type chore struct {
	name string
	turn func(now time.Time) string // what it is done for, once
	do   func(*program, context.Context) error
}

// packing is the chore that rewrites what is known of days that are over.
const packing = "packing"

var chores = []chore{
	{packing, hour, (*program).pack},
	{"seal", night, (*program).seal}, // before the night, which clears the file of what was deleted
	{"night", night, (*program).tidy},
}

// hour names the hour.
func hour(now time.Time) string { return period.Local(now).Format("2006-01-02T15") }

// night names the last night whose quiet hour has come.
func night(now time.Time) string { return period.Local(now).Add(-quietHour).Format(time.DateOnly) }

// keep does the chores until the context ends, beginning at once.
func (p *program) keep(ctx context.Context) {
	ticker := time.NewTicker(roundTime)
	defer ticker.Stop()
	for {
		p.doChores(ctx)
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

func (p *program) doChores(ctx context.Context) {
	list := chores
	if p.config.BackupDir != "" {
		list = append(slices.Clone(chores), chore{"backup", night, (*program).backup})
		defer p.meterBackups()
	}
	for _, c := range list {
		start := time.Now()
		mine, err := p.roster.Do(ctx, c.name, c.turn(start), func(ctx context.Context) error { return c.do(p, ctx) })
		switch {
		case ctx.Err() != nil:
			return
		case err != nil:
			p.log.Error("chore", "name", c.name, "error", err.Error())
		case mine:
			p.log.Info("chore done", "name", c.name, "ms", time.Since(start).Milliseconds())
		}
	}
}

// writeTime is how often it is written down how much the codes are used. A kill
// loses what was counted since; nothing is computed from it.
const writeTime = time.Minute

// lastWrite bounds the same at the end: the counts are not worth a stop that
// takes longer.
const lastWrite = time.Second

// write writes the use of the codes down until the context ends.
func (p *program) write(ctx context.Context) {
	ticker := time.NewTicker(writeTime)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			p.flush(ctx)
		}
	}
}

func (p *program) flush(ctx context.Context) {
	if err := p.traffic.Flush(ctx); err != nil && !errors.Is(err, context.Canceled) {
		p.log.Warn("use of codes not written down yet", "error", err.Error())
	}
}

// pack packs the days that are over, so that counting them costs little, and says
// once what somebody should look at. It is said again only where the book was taken
// back meanwhile.
func (p *program) pack(ctx context.Context) error {
	before, err := p.alerts(ctx)
	if err != nil {
		return err
	}
	if _, err := p.book.Pack(ctx); err != nil {
		return err
	}
	after, err := p.alerts(ctx)
	for key, a := range after {
		if _, known := before[key]; !known {
			p.log.Warn("something odd", "campaign", a.Campaign, "day", a.Day.String(), "place", a.Place, "kind", string(a.Kind), "count", a.Count, "of", a.Of, "usual", a.Usual)
		}
	}
	return err
}

// seal seals what came in since the last night. How many they were is nobody's affair.
func (p *program) seal(ctx context.Context) error {
	done, err := seal.NewLedger(p.store, rand.Reader, time.Now).Seal(ctx)
	if err == nil && done.Waiting > 0 {
		p.log.Info("some receipts wait for the next night that has enough", "least", seal.Least)
	}
	return err
}

// alerts are those of every campaign, by their keys.
func (p *program) alerts(ctx context.Context) (map[string]watch.Alert, error) {
	all := make(map[string]watch.Alert)
	for c, err := range store.Campaigns.All(ctx, p.store) {
		if err != nil {
			return nil, err
		}
		list, err := p.book.Alerts(ctx, c.Code)
		if err != nil {
			return nil, err
		}
		for _, a := range list {
			all[a.Key()] = a
		}
	}
	return all, nil
}

// tidy forgets sessions that are over, destroys the secrets of slips that nobody
// can use any more, deletes requests for an answer that were kept long enough, and
// writes the embedded store's file anew
// in the order of its keys, so that not even its bytes tell which of yesterday's
// responses came first. Submissions wait meanwhile.
func (p *program) tidy(ctx context.Context) error {
	if err := p.office.Sessions.Sweep(ctx, time.Now()); err != nil {
		return err
	}
	if err := p.slips.SealOver(ctx); err != nil {
		return err
	}
	if err := register.Sweep(ctx, p.store, period.Today(time.Now())); err != nil {
		return err
	}
	if _, err := contact.NewDesk(p.store, time.Now).Sweep(ctx, period.Today(time.Now())); err != nil {
		return err
	}
	if p.store.repack == nil {
		return nil
	}
	return p.store.repack(ctx)
}
