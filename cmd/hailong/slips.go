package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/url"
	"time"

	"github.com/schollz/progressbar/v3"

	"hailong/internal/config"
	"hailong/internal/press"
	"hailong/internal/slip"
	"hailong/internal/store"
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
	b, err := slip.NewIssuer(s, rand.Reader, time.Now).Issue(ctx, slip.Order{
		Campaign: k.Campaign, Place: place, Count: k.Count, Days: k.Days, By: byCommand,
	})
	if bad := new(slip.BadOrder); errors.As(err, &bad) {
		err = fmt.Errorf("wrong --%s: a batch has %d to %d slips, is accepted for 1 to %d days, and its place is of the campaign's unit", bad.What, slip.MinBatch, slip.MaxBatch, slip.MaxDays)
	}
	return b, err
}

// told says which batch was made, on the error stream of a person: it is needed
// to print the batch again.
func told(io streams, asked, code string) {
	if asked == "" && terminal(io.err) {
		fmt.Fprintf(io.err, "batch %s\n", code)
	}
}

// place returns the place that was named, or the only one there is.
func (o *opened) place(ctx context.Context, campaign, named string) (string, error) {
	if named != "" {
		return named, nil
	}
	found, err := o.campaign(ctx, campaign)
	if err != nil {
		return "", err
	}
	var codes []string
	for p, err := range store.Places.All(ctx, o) {
		if err != nil {
			return "", err
		}
		if p.Unit == found.Unit {
			codes = append(codes, p.Code)
		}
	}
	if len(codes) != 1 {
		return "", fmt.Errorf("name one of the places %v with --place", codes)
	}
	return codes[0], nil
}

// withPress opens the store, which a first start makes, and what prints from it.
func withPress(c *config.Config, io streams, campaign string, do func(*opened, *press.Press) error) error {
	s, err := openStore(io.ctx, c)
	if err != nil {
		return err
	}
	defer s.Close()
	if _, err := s.campaign(io.ctx, campaign); err != nil {
		return err
	}
	public, err := publicAddress(c)
	if err != nil {
		return err
	}
	return do(s, &press.Press{Registry: s, Catalog: s.catalog, Public: public, Now: time.Now})
}

// writeDocument writes a PDF to a file, with a bar, or to standard output.
func writeDocument(io streams, output string, total int, what string, write func(w writer, step func(done, total int)) error) error {
	if output == "-" {
		return write(io.out, nil)
	}
	bar := newBar(io.err, total, what)
	defer bar.Finish()
	return writeFile(output, func(w writer) error { return write(w, steps(bar)) })
}

func steps(bar *progressbar.ProgressBar) func(done, total int) {
	return func(done, _ int) { _ = bar.Set(done) }
}

// publicAddress is where the service with this configuration is reached, and so
// what printed codes point at.
func publicAddress(c *config.Config) (*url.URL, error) {
	_, text, err := net.SplitHostPort(c.Addr)
	if err != nil {
		return nil, err
	}
	port, err := net.LookupPort("tcp", text)
	if err != nil {
		return nil, fmt.Errorf("HAILONG_ADDR %q: there is no port %q", c.Addr, text)
	}
	return c.Public(port, config.Addresses())
}
