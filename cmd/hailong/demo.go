package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"time"

	"hailong/internal/config"
	"hailong/internal/daybook"
	"hailong/internal/demo"
	"hailong/internal/duty"
	"hailong/internal/period"
	"hailong/internal/seal"
	"hailong/internal/store"
	"hailong/internal/survey"
)

type demoCommand struct {
	Responses int    `default:"5000" help:"How many responses to make."`
	Seed      int64  `default:"1" help:"The same seed makes the same responses, which are stored once."`
	Campaign  string `help:"Code of the campaign to fill. Default: four fifths to demo-short, the rest to demo-full."`
	Attack    string `placeholder:"KIND" enum:",staff-burst,same-text,all-best,night,one-cookie,one-network" default:"" help:"Also stuff a fifth more responses on the last full working day of each place, to see what is noticed: staff-burst, same-text, all-best, night, one-cookie or one-network."`
	Period    string `placeholder:"2026-Q3" help:"Period to spread them over. Default: the present quarter until today."`
}

// share is a part of the responses for one campaign.
type share struct {
	campaign  string
	responses int
}

func (k demoCommand) shares() []share {
	if k.Campaign != "" {
		return []share{{k.Campaign, k.Responses}}
	}
	full := k.Responses / 5
	return []share{{demos[0].campaign, k.Responses - full}, {demos[1].campaign, full}}
}

// Run fills the store.
func (k demoCommand) Run(c *config.Config, io streams) error {
	if k.Responses < 1 {
		return fmt.Errorf("--responses %d: want at least 1", k.Responses)
	}
	s, err := openStore(io.ctx, c)
	if err != nil {
		return err
	}
	defer s.Close()
	var plans []demo.Plan
	for _, part := range k.shares() {
		plan, err := k.plan(io, s, part)
		if err != nil {
			return err
		}
		plans = append(plans, plan)
	}
	// Days that are over change here, so nobody may be packing them meanwhile.
	roster := duty.NewRoster(s, rand.Text(), time.Now)
	return roster.Hold(io.ctx, packing, func(ctx context.Context) error {
		io.ctx = ctx
		return k.fill(io, s, plans)
	})
}

func (k demoCommand) fill(io streams, s *opened, plans []demo.Plan) error {
	bar := newBar(io.err, k.Responses, "demo")
	stored := 0
	for _, plan := range plans {
		if err := daybook.Reopen(io.ctx, s, plan.Campaign.Code, plan.From); err != nil {
			return err
		}
		// The seals too; a night may come while it is filled, so once more at the end.
		if err := seal.Reopen(io.ctx, s, plan.Campaign.Code, plan.From); err != nil {
			return err
		}
		n, err := fill(io, s, plan, func(n int) { bar.Add(n) })
		if err == nil {
			err = seal.Reopen(io.ctx, s, plan.Campaign.Code, plan.From)
		}
		if err != nil {
			return err
		}
		stored += n
		if k.Attack == "" {
			continue
		}
		if err := stuff(io, s, plan, demo.Attack(k.Attack)); err != nil {
			return err
		}
	}
	bar.Finish()
	if _, err := s.newBook(daybook.Options{}).Pack(io.ctx); err != nil {
		return err
	}
	fmt.Fprintf(io.out, "%d responses stored, %d had been there before\n", stored, k.Responses-stored)
	return nil
}

func (k demoCommand) plan(io streams, s *opened, part share) (demo.Plan, error) {
	campaign, err := s.campaign(io.ctx, part.campaign)
	if err != nil {
		return demo.Plan{}, err
	}
	t, err := s.catalog.Template(campaign.Template)
	if err != nil {
		return demo.Plan{}, err
	}
	p := demo.Plan{Campaign: campaign, Template: t, Fields: s.catalog.Fields(), Responses: part.responses, Seed: k.Seed}
	if p.From, p.To, err = k.dates(period.Scheme(campaign.Scheme)); err != nil {
		return p, err
	}
	if c := campaign; p.To < c.Opens || c.Closes != nil && p.From > *c.Closes {
		return p, fmt.Errorf("campaign %s, which opens on %s, is closed from %s to %s; choose another --period, or with --campaign one that was open then (the office makes it on the page of the campaigns)", c.Code, c.Opens, p.From, p.To)
	}
	for place, err := range store.Places.All(io.ctx, s) {
		if err != nil {
			return p, err
		}
		if place.Unit == campaign.Unit {
			p.Places = append(p.Places, place)
		}
	}
	return p, nil
}

func (k demoCommand) dates(scheme period.Scheme) (from, to survey.Date, err error) {
	today := period.Today(time.Now())
	if k.Period != "" {
		p, err := period.Parse(k.Period)
		if err != nil {
			return 0, 0, err
		}
		if from, to = p.Dates(scheme); from > today {
			return 0, 0, fmt.Errorf("--period %s begins after today; nobody has answered yet", p)
		}
		return from, min(to, today), nil
	}
	from, _ = period.Of(period.Quarter, today, scheme).Dates(scheme)
	return from, today, nil
}

// fill stores a plan in batches and returns how many responses were new.
func fill(io streams, s *opened, p demo.Plan, done func(int)) (int, error) {
	stored := 0
	batch := make([]survey.Response, 0, store.MaxBatch)
	flush := func() error {
		fresh, err := s.Insert(io.ctx, batch)
		for _, f := range fresh {
			if f {
				stored++
			}
		}
		done(len(batch))
		batch = batch[:0]
		return err
	}
	for r := range p.All() {
		if batch = append(batch, r); len(batch) == store.MaxBatch {
			if err := flush(); err != nil {
				return stored, err
			}
		}
	}
	if len(batch) == 0 {
		return stored, nil
	}
	return stored, flush()
}
