package main

import (
	"context"
	"time"

	"hailong/internal/period"
)

// quietHour is when the offices of the unit's zone are closed and nobody answers.
const quietHour = 3

// keep does the housekeeping of every night until the context ends.
func (p *program) keep(ctx context.Context) {
	for {
		timer := time.NewTimer(untilQuiet(time.Now()))
		select {
		case <-ctx.Done():
			timer.Stop()
			return
		case <-timer.C:
			p.tidy(ctx)
		}
	}
}

// untilQuiet is how long it is to the next quiet hour, never nothing.
func untilQuiet(now time.Time) time.Duration {
	local := period.Local(now)
	next := time.Date(local.Year(), local.Month(), local.Day(), quietHour, 0, 0, 0, local.Location())
	if !next.After(local) {
		next = next.AddDate(0, 0, 1)
	}
	return next.Sub(local)
}

// tidy forgets sessions that are over, and writes the store's file anew in the
// order of its keys, so that not even its bytes tell which of yesterday's
// responses came first. Submissions wait meanwhile.
func (p *program) tidy(ctx context.Context) {
	start := time.Now()
	if err := p.office.Sessions.Sweep(ctx, start); err != nil {
		p.log.Error("nightly sweep of sessions", "error", err.Error())
	}
	if err := p.store.engine.Repack(ctx); err != nil {
		p.log.Error("nightly repacking", "error", err.Error())
		return
	}
	p.log.Info("nightly housekeeping done", "ms", time.Since(start).Milliseconds())
}
