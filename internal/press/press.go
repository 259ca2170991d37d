// Package press puts what the registry knows of a batch together with what
// package print draws: names, addresses, the mark of a trial. Pages and commands
// print through it, so that the same batch is the same document from either.
package press

import (
	"context"
	"fmt"
	"io"
	"net/url"
	"strconv"
	"time"

	"hailong/internal/paper"
	"hailong/internal/period"
	"hailong/internal/print"
	"hailong/internal/slip"
	"hailong/internal/store"
	"hailong/internal/survey"
)

// A Catalog is where the questionnaires come from.
type Catalog interface {
	Template(survey.Ref) (*survey.Template, error)
	Fields() []survey.Field
}

// A Press prints for one installation.
type Press struct {
	Registry store.Registry
	Catalog  Catalog
	// Public is the address that printed codes point at.
	Public *url.URL
	// Now is the day that stands on prints.
	Now func() time.Time
}

// A Job says how something is printed.
type Job struct {
	Lang survey.Lang
	// Progress, if set, is told how many are done.
	Progress func(done, total int)
}

// day is the day of the unit, without a clock: what is printed twice on a day is
// the same, byte by byte.
func (p *Press) day() time.Time {
	year, month, day := period.Local(p.Now()).Date()
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// place returns a place with its unit.
func (p *Press) place(ctx context.Context, code string) (survey.Unit, survey.Place, error) {
	place, err := store.Places.Get(ctx, p.Registry, code)
	if err != nil {
		return survey.Unit{}, place, fmt.Errorf("place %q: %w", code, err)
	}
	unit, err := store.Units.Get(ctx, p.Registry, place.Unit)
	if err != nil {
		return unit, place, fmt.Errorf("unit %q: %w", place.Unit, err)
	}
	return unit, place, nil
}

// Slips writes the sheets of a batch of single-use codes.
func (p *Press) Slips(ctx context.Context, w io.Writer, b *slip.Batch, j Job) error {
	unit, place, err := p.place(ctx, b.Place)
	if err != nil {
		return err
	}
	codes, err := b.Codes()
	if err != nil {
		return err
	}
	list := make([]print.Slip, len(codes))
	for i, code := range codes {
		list[i] = print.Slip{Code: code, Address: p.Public.JoinPath("p", code).String()}
	}
	return print.Slips(w, list, print.SlipOptions{
		Unit: unit, Place: place, Batch: b.Code, Until: &b.Until,
		Lang: j.Lang, Trial: print.Trial(p.Public), Printed: p.day(), Progress: j.Progress,
	})
}

// Forms writes the paper questionnaires of a batch.
func (p *Press) Forms(ctx context.Context, w io.Writer, b *paper.Batch, j Job) error {
	unit, place, err := p.place(ctx, b.Place)
	if err != nil {
		return err
	}
	t, err := p.Catalog.Template(b.Template)
	if err != nil {
		return fmt.Errorf("template %s: %w", b.Template, err)
	}
	f := print.Form{
		Unit: unit, Place: place, Template: t, Fields: b.Printed(p.Catalog.Fields()), Batch: b.Code, From: b.From, To: b.To,
		Address: func(serial string, side int) string {
			return p.Public.JoinPath("f", b.Code, serial, strconv.Itoa(side)).String()
		},
	}
	return print.Forms(w, f, print.FormOptions{Lang: j.Lang, Trial: print.Trial(p.Public), Printed: p.day(), Progress: j.Progress})
}

// Opening writes the minutes of opening the box with the forms of a batch.
func (p *Press) Opening(ctx context.Context, w io.Writer, b *paper.Batch) error {
	unit, place, err := p.place(ctx, b.Place)
	if err != nil {
		return err
	}
	return print.Opening(w, print.Minutes{
		Unit: unit, Place: place, Batch: b.Code, From: b.From, To: b.To, Printed: p.day(),
	})
}
