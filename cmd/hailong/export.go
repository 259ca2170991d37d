package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"

	"hailong/internal/config"
	"hailong/internal/daybook"
	"hailong/internal/period"
	"hailong/internal/press"
	"hailong/internal/report"
	"hailong/internal/survey"
)

type exportCommand struct {
	Campaign string `required:"" help:"Code of the campaign, such as demo-short."`
	Period   string `placeholder:"2026-Q4" help:"Quarter, half or year. Default: the present quarter."`
	Format   string `default:"csv" enum:"csv,xlsx,json" help:"csv, xlsx (for a spreadsheet) or json."`
	Output   string `short:"o" required:"" placeholder:"FILE" help:"File to write; - is standard output."`
}

// Run writes the responses of a campaign, with the same rows as the download of
// the office.
func (k exportCommand) Run(c *config.Config, io streams) error {
	if err := needStore(io.ctx, locationOf(c)); err != nil {
		return err
	}
	s, err := openStore(io.ctx, c)
	if err != nil {
		return err
	}
	defer s.Close()
	q, err := k.request(s, io)
	if err != nil {
		return err
	}
	book := s.newBook(daybook.Options{})
	source := report.Source{Store: s, Counter: book, Templates: s.catalog, Fields: s.catalog.Fields(), Excluded: press.Exclusions(s)}
	if err := s.record(io.ctx, "responses.export", q.Campaign+" "+q.Period.String()); err != nil {
		return err
	}
	r, err := report.Outline(io.ctx, source, q)
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	return k.write(io, r, book.Responses(io.ctx, r.Scope))
}

func (k exportCommand) request(s *opened, io streams) (report.Request, error) {
	q := report.Request{Campaign: k.Campaign}
	found, err := s.campaign(io.ctx, k.Campaign)
	if err != nil {
		return q, err
	}
	if k.Period != "" {
		q.Period, err = period.Parse(k.Period)
		return q, err
	}
	q.Period = period.Of(period.Quarter, period.Today(time.Now()), period.Scheme(found.Scheme))
	return q, nil
}

func (k exportCommand) write(io streams, outline *report.Report, responses iter.Seq2[*survey.Response, error]) error {
	format := report.WriteResponsesCSV
	switch k.Format {
	case "json":
		format = report.WriteResponsesJSON
	case "xlsx":
		format = report.WriteResponsesXLSX
	}
	if k.Output == "-" {
		return format(io.out, outline, responses)
	}
	return writeFile(k.Output, func(w writer) error {
		bar := newBar(io.err, -1, "export")
		defer bar.Finish()
		return format(w, outline, counted(bar, responses))
	})
}

type writer = io.Writer

// writeFile writes a file beside its place and moves it there when it is whole,
// so that a failure leaves the old one.
func writeFile(name string, write func(writer) error) error {
	// Moving a file over /dev/null or a pipe would replace it for everybody.
	if s, err := os.Stat(name); err == nil && !s.Mode().IsRegular() {
		return fmt.Errorf("cannot write %s: it is not a file; name one, or - for standard output", name)
	}
	f, err := os.CreateTemp(dirOf(name), ".hailong-*")
	if err != nil {
		return fmt.Errorf("cannot write %s; choose a folder that exists and may be written (%w)", name, bare(err))
	}
	defer os.Remove(f.Name()) // gone already where it was moved
	defer f.Close()
	if err := write(f); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	if err := os.Chmod(f.Name(), 0o600); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	if err := os.Rename(f.Name(), name); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

// bare drops the name of the temporary file, which nobody chose.
func bare(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

// counted moves the bar by one for each response.
func counted(bar *progressbar.ProgressBar, responses iter.Seq2[*survey.Response, error]) iter.Seq2[*survey.Response, error] {
	return func(yield func(*survey.Response, error) bool) {
		for r, err := range responses {
			bar.Add(1)
			if !yield(r, err) {
				return
			}
		}
	}
}
