package main

import (
	"context"
	"fmt"
	"net"
	"net/url"
	"time"

	"github.com/schollz/progressbar/v3"

	"hailong/internal/config"
	"hailong/internal/press"
	"hailong/internal/store"
)

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
