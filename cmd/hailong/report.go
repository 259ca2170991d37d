package main

import (
	"bytes"
	"fmt"
	"time"

	"hailong/internal/closing"
	"hailong/internal/config"
	"hailong/internal/daybook"
	"hailong/internal/press"
	"hailong/internal/report"
)

type reportCommand struct {
	Campaign string `required:"" help:"Code of the campaign, such as demo-short."`
	Period   string `placeholder:"2026-Q4" help:"Quarter, half-year or year. Default: the present quarter."`
	Format   string `default:"docx" enum:"docx,pdf,xlsx,csv,json,bulletin,card,pack" help:"docx (to be completed and signed), pdf, xlsx, csv or json; of an edition that was approved also bulletin (read aloud), card (picture) or pack (a ZIP of everything to publish)."`
	Edition  int    `placeholder:"N" help:"Write this edition of locked figures, with what people wrote. Default: the figures as they are now."`
	Output   string `short:"o" required:"" placeholder:"FILE" help:"File to write; - is standard output."`
}

// Run writes the report of a campaign and a period, the same file as the
// download of the office.
func (k reportCommand) Run(c *config.Config, io streams) error {
	if err := needStore(io.ctx, locationOf(c)); err != nil {
		return err
	}
	s, err := openStore(io.ctx, c)
	if err != nil {
		return err
	}
	defer s.Close()
	q, err := exportCommand{Campaign: k.Campaign, Period: k.Period}.request(s, io)
	if err != nil {
		return err
	}
	if k.Edition > 0 || k.announces() {
		return k.edition(c, io, s, q)
	}
	k.published(io, s, q)
	file, ok := press.ReportFileOf(k.Format)
	if !ok {
		return fmt.Errorf("report: no format %q", k.Format)
	}
	source := report.Source{Store: s, Counter: s.newBook(daybook.Options{}), Templates: s.catalog, Fields: s.catalog.Fields(), Excluded: press.Exclusions(s), Books: press.Books(s, time.Now)}
	own := &press.Press{Registry: s, Catalog: s.catalog, Now: time.Now}
	return writeDocument(io, k.Output, 1, "report", func(w writer, step func(done, total int)) error {
		// In memory first: half a file must not reach a pipe.
		var b bytes.Buffer
		if err := own.Report(io.ctx, &b, source, q, file); err != nil {
			return fmt.Errorf("report: %w", err)
		}
		if step != nil {
			step(1, 1)
		}
		_, err := w.Write(b.Bytes())
		return err
	})
}

// published says on the error stream that figures of the period are published:
// those that are written here are as of now.
func (k reportCommand) published(io streams, s *opened, q report.Request) {
	office := closing.NewOffice(closing.Options{Store: s, Source: report.Source{Templates: s.catalog}, Now: time.Now})
	list, err := office.Editions(io.ctx, q.Campaign)
	if err != nil {
		return // the file itself does not hang on it
	}
	for _, e := range list {
		if e.Period == q.Period && e.State == closing.Published {
			fmt.Fprintf(io.err, "these are the figures as of now; edition %d of %s %s is published; --edition %d writes it\n", e.Number, q.Campaign, q.Period, e.Number)
			return
		}
	}
}
