package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"hailong/internal/config"
	"hailong/internal/paper"
	"hailong/internal/press"
	"hailong/internal/survey"
)

type paperCommand struct {
	Campaign string `default:"demo-full" help:"Code of the campaign."`
	Place    string `help:"Code of the place where the forms are handed out. Default: the only one of the campaign's unit."`
	Count    int    `default:"50" help:"How many forms, 1 to 500; their numbers follow those printed before."`
	Batch    string `help:"Print this batch once more instead of making a new one."`
	Opening  bool   `help:"Write the minutes of opening the box instead of the forms."`
	Lang     string `default:"vi" enum:"vi,en" help:"Language of the forms (vi, en)."`
	Output   string `short:"o" required:"" placeholder:"FILE" help:"PDF to write; - is standard output."`
}

// Run makes a batch of numbered paper forms, unless one is to be printed again,
// and writes it.
func (k paperCommand) Run(c *config.Config, io streams) error {
	if k.Opening && k.Batch == "" {
		return fmt.Errorf("--opening needs the --batch whose box is opened")
	}
	return withPress(c, io, k.Campaign, func(s *opened, p *press.Press) error {
		b, err := k.batch(io.ctx, s)
		if err != nil {
			return err
		}
		told(io, k.Batch, b.Code)
		return writeDocument(io, k.Output, b.To-b.From+1, "paper", func(w writer, step func(done, total int)) error {
			if k.Opening {
				return p.Opening(io.ctx, w, &b)
			}
			return p.Forms(io.ctx, w, &b, press.Job{Lang: survey.Lang(k.Lang), Progress: step})
		})
	})
}

func (k paperCommand) batch(ctx context.Context, s *opened) (paper.Batch, error) {
	if k.Batch != "" {
		b, err := paper.Batches.Get(ctx, s, k.Batch)
		if errors.Is(err, survey.ErrNotFound) {
			err = fmt.Errorf("there is no batch of forms %q; leave --batch out to make one", k.Batch)
		}
		return b, err
	}
	place, err := s.place(ctx, k.Campaign, k.Place)
	if err != nil {
		return paper.Batch{}, err
	}
	if err := s.record(ctx, "paper.issue", k.Campaign); err != nil {
		return paper.Batch{}, err
	}
	b, err := paper.NewIssuer(s, time.Now).Issue(ctx, paper.Order{Campaign: k.Campaign, Place: place, Count: k.Count, By: byCommand})
	if bad := new(paper.BadOrder); errors.As(err, &bad) {
		err = fmt.Errorf("wrong --%s: a batch has 1 to %d forms, numbers end at %d, and its place is of the campaign's unit", bad.What, paper.MaxBatch, paper.MaxSerial)
	}
	return b, err
}
