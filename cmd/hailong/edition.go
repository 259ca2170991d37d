package main

import (
	"bytes"
	"errors"
	"fmt"
	"time"

	"hailong/internal/closing"
	"hailong/internal/config"
	"hailong/internal/press"
	"hailong/internal/publish"
	"hailong/internal/report"
	"hailong/internal/survey"
)

// announcing are the formats of the publication pack that the command knows by
// names of its own; the pack itself has none.
var announcing = map[string]string{"bulletin": "ban-tin", "card": "anh-vuong", "pack": ""}

func (k reportCommand) announces() bool {
	_, ok := announcing[k.Format]
	return ok
}

// edition writes a file of an edition: of its locked figures.
func (k reportCommand) edition(c *config.Config, io streams, s *opened, q report.Request) error {
	office := closing.NewOffice(closing.Options{Store: s, Source: report.Source{Templates: s.catalog}, Now: time.Now})
	e, err := k.find(office, io, q)
	if err != nil {
		return err
	}
	k.newer(office, io, e)
	written, err := k.written(office, io, e)
	if err != nil {
		return err
	}
	own := &press.Press{Registry: s, Catalog: s.catalog, Now: time.Now}
	words := press.Words{Day: e.Day, Written: written}
	return writeDocument(io, k.Output, 1, "report", func(w writer, step func(done, total int)) error {
		var b bytes.Buffer
		if err := k.write(c, io, own, &b, found{office, e, q, words}); err != nil {
			return fmt.Errorf("report: %w", err)
		}
		if step != nil {
			step(1, 1)
		}
		_, err := w.Write(b.Bytes())
		return err
	})
}

// found is an edition with what is written of it.
type found struct {
	office  *closing.Office
	edition *closing.Edition
	request report.Request
	words   press.Words
}

func (k reportCommand) write(c *config.Config, io streams, own *press.Press, b *bytes.Buffer, f found) error {
	if file, ok := press.ReportFileOf(k.Format); ok {
		src, err := f.office.Figures(io.ctx, f.edition)
		if err != nil {
			return err
		}
		return own.Issue(io.ctx, b, src, f.request, file, f.words)
	}
	a := press.Announcement{Words: f.words, Edition: f.edition.Number}
	var err error
	if a.Report, err = f.office.Public(io.ctx, f.edition); err != nil {
		return err
	}
	if a.Previous, err = f.office.Before(io.ctx, f.edition); err != nil {
		return err
	}
	public, err := publicAddress(c)
	if err != nil {
		return err
	}
	own.Public = public
	var format *publish.Format
	if code := announcing[k.Format]; code != "" {
		f, ok := publish.FormatOf(code)
		if !ok {
			return fmt.Errorf("no format %q", code)
		}
		format = &f
	}
	return own.Announce(b, a, format)
}

// find returns the edition asked for or, without one, the newest that was
// approved.
func (k reportCommand) find(o *closing.Office, io streams, q report.Request) (*closing.Edition, error) {
	if k.Edition > 0 {
		e, err := o.Edition(io.ctx, q.Campaign, q.Period, k.Edition)
		if errors.Is(err, survey.ErrNotFound) {
			return nil, fmt.Errorf("there is no edition %d of %s %s; the page of the reports lists them", k.Edition, q.Campaign, q.Period)
		}
		if err == nil && k.announces() && e.State != closing.Approved && e.State != closing.Published {
			return nil, fmt.Errorf("edition %d was not approved yet; --format %s is for what may be published", k.Edition, k.Format)
		}
		return e, err
	}
	list, err := o.Editions(io.ctx, q.Campaign)
	if err != nil {
		return nil, err
	}
	for _, e := range list {
		if e.Period == q.Period && (e.State == closing.Approved || e.State == closing.Published) {
			return e, nil
		}
	}
	return nil, fmt.Errorf("nothing was approved for %s %s; lock its figures on the page of the reports and have them approved", q.Campaign, q.Period)
}

// newer says on the error stream that another edition corrects this one.
func (k reportCommand) newer(o *closing.Office, io streams, e *closing.Edition) {
	list, err := o.Editions(io.ctx, e.Campaign)
	if err != nil {
		return // the file itself does not hang on it
	}
	for _, other := range list {
		if other.Period == e.Period && other.Number > e.Number && other.State == closing.Published {
			fmt.Fprintf(io.err, "edition %d of %s %s was corrected: edition %d is published; --edition %d writes it\n", e.Number, e.Campaign, e.Period, other.Number, other.Number)
			return
		}
	}
}

// written is the text that was checked or, before that, as it stands.
func (k reportCommand) written(o *closing.Office, io streams, e *closing.Edition) (report.Written, error) {
	if written, ok := e.Written(); ok {
		return written, nil
	}
	text, err := o.Text(io.ctx, e)
	return text.Written, err
}
