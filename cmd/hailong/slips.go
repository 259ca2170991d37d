package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"hailong/internal/config"
	"hailong/internal/press"
	"hailong/internal/slip"
	"hailong/internal/survey"
)

// byCommand is who makes and prints from the command line.
const byCommand = "dòng lệnh"

type slipsCommand struct {
	Campaign string `default:"demo-short" help:"Code of the campaign that the slips open."`
	Place    string `help:"Code of the place where they are handed out. Default: the only one of the campaign's unit."`
	Count    int    `default:"240" help:"How many slips, 10 to 10000; a sheet has 24."`
	Days     int    `default:"30" help:"For how many days they are accepted, 1 to 120."`
	Batch    string `help:"Print this batch once more instead of making a new one."`
	Lang     string `default:"vi" enum:"vi,en" help:"Language of the slips (vi, en)."`
	Output   string `short:"o" required:"" placeholder:"FILE" help:"PDF to write; - is standard output."`
}

// Run makes a batch of single-use codes, unless one is to be printed again, and
// writes its sheets.
func (k slipsCommand) Run(c *config.Config, io streams) error {
	return withPress(c, io, k.Campaign, func(s *opened, p *press.Press) error {
		b, err := k.batch(io.ctx, s)
		if err != nil {
			return err
		}
		if err := s.record(io.ctx, "slips.print", b.Code); err != nil {
			return err
		}
		told(io, k.Batch, b.Code)
		return writeDocument(io, k.Output, b.Issued, "slips", func(w writer, step func(done, total int)) error {
			return p.Slips(io.ctx, w, &b, press.Job{Lang: survey.Lang(k.Lang), Progress: step})
		})
	})
}

func (k slipsCommand) batch(ctx context.Context, s *opened) (slip.Batch, error) {
	if k.Batch != "" {
		b, err := slip.Batches.Get(ctx, s, k.Batch)
		if errors.Is(err, survey.ErrNotFound) {
			err = fmt.Errorf("there is no batch of slips %q; leave --batch out to make one", k.Batch)
		} else if err == nil && (b.Voided || b.Sealed()) {
			err = fmt.Errorf("batch %s is over; leave --batch out to make another", k.Batch)
		}
		return b, err
	}
	place, err := s.place(ctx, k.Campaign, k.Place)
	if err != nil {
		return slip.Batch{}, err
	}
	if err := s.record(ctx, "slips.issue", k.Campaign); err != nil {
		return slip.Batch{}, err
	}
	b, err := slip.NewIssuer(s, rand.Reader, time.Now).Issue(ctx, slip.Order{
		Campaign: k.Campaign, Place: place, Count: k.Count, Days: k.Days, By: byCommand,
	})
	if bad := new(slip.BadOrder); errors.As(err, &bad) {
		err = fmt.Errorf("wrong --%s: a batch has %d to %d slips, is accepted for 1 to %d days, and its place is of the campaign's unit", bad.What, slip.MinBatch, slip.MaxBatch, slip.MaxDays)
	}
	return b, err
}
