package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"hailong/internal/config"
	"hailong/internal/press"
	"hailong/internal/register"
	"hailong/internal/survey"
)

type posterCommand struct {
	Codes    []string `arg:"" optional:"" name:"code" help:"Codes to print, such as DEMO."`
	All      bool     `help:"Print every code that is open."`
	Size     string   `default:"a4" enum:"a3,a4,a5,tent" help:"Kind of poster (a3, a4, a5, tent)."`
	Stickers bool     `xor:"kind" help:"Sheets of stickers instead of posters; a single code fills a sheet."`
	PNG      bool     `name:"png" xor:"kind" help:"The QR code of one code alone, as a PNG picture."`
	SVG      bool     `name:"svg" xor:"kind" help:"The same as an SVG picture."`
	Lang     string   `default:"vi" enum:"vi,en" help:"Language of the print (vi, en)."`
	Output   string   `short:"o" required:"" placeholder:"FILE" help:"File to write; - is standard output."`
}

// Run prints codes, which point at the public address, and writes the print
// down.
func (k posterCommand) Run(c *config.Config, io streams) error {
	if k.All == (len(k.Codes) > 0) {
		return fmt.Errorf("name the codes to print, such as hailong poster DEMO -o FILE, or print all that are open with --all")
	}
	s, err := openStore(io.ctx, c)
	if err != nil {
		return err
	}
	defer s.Close()
	public, err := publicAddress(c)
	if err != nil {
		return err
	}
	reg := register.New(s, s.catalog.Fields(), rand.Reader, time.Now)
	entries, err := reg.Entries(io.ctx)
	if err == nil {
		entries, err = k.chosen(entries)
	}
	if err != nil {
		return err
	}
	own := &press.Press{Registry: s, Catalog: s.catalog, Public: public, Now: time.Now}
	return writeDocument(io, k.Output, k.steps(len(entries)), "poster", func(w writer, step func(done, total int)) error {
		return k.print(io.ctx, w, own, reg, entries, step)
	})
}

// print makes the file, writes it down as a print, and only then lets it go.
func (k posterCommand) print(ctx context.Context, w writer, own *press.Press, reg *register.Register, entries []register.Entry, step func(done, total int)) error {
	var file bytes.Buffer
	err := own.Codes(&file, entries, k.kind(), press.Job{Lang: survey.Lang(k.Lang), Progress: step})
	if errors.Is(err, press.ErrOneCode) {
		return fmt.Errorf("--%s shows one code, and %d were named; print several as posters or --stickers", k.kind(), len(entries))
	}
	if err != nil {
		return err
	}
	p := register.Print{Kind: k.kind(), Lang: survey.Lang(k.Lang), By: byCommand}
	for _, e := range entries {
		p.Codes = append(p.Codes, e.Poster.Code)
	}
	if err := reg.Printed(ctx, p); err != nil {
		return err
	}
	_, err = w.Write(file.Bytes())
	return err
}

func (k posterCommand) kind() string {
	switch {
	case k.Stickers:
		return register.Stickers
	case k.PNG:
		return register.PNG
	case k.SVG:
		return register.SVG
	}
	return k.Size
}

// stickersOnSheet is how far the bar is moved by a sheet of several codes.
const stickersOnSheet = 24

func (k posterCommand) steps(codes int) int {
	if k.Stickers {
		return (codes + stickersOnSheet - 1) / stickersOnSheet
	}
	return codes
}

// chosen returns the codes that were named, in that order, or all that are open.
func (k posterCommand) chosen(entries []register.Entry) ([]register.Entry, error) {
	if k.All {
		open := slices.DeleteFunc(entries, func(e register.Entry) bool { return e.State != register.Open })
		if len(open) == 0 {
			return nil, fmt.Errorf("no code is open; make one on the office page /office/posters, or name a code")
		}
		return open, nil
	}
	var list []register.Entry
	for _, typed := range k.Codes {
		i := slices.IndexFunc(entries, func(e register.Entry) bool { return same(e.Poster.Code, typed) })
		switch {
		case i < 0:
			return nil, fmt.Errorf("there is no code %q; there is %s", typed, names(entries))
		case entries[i].State == register.Voided:
			return nil, fmt.Errorf("code %s was withdrawn; restore it on the office page /office/posters/%s, then print it", entries[i].Poster.Code, entries[i].Poster.Code)
		case entries[i].State == register.Broken:
			return nil, fmt.Errorf("code %s points to a campaign or place that is gone; correct it on the office page /office/posters/%s, then print it", entries[i].Poster.Code, entries[i].Poster.Code)
		}
		list = append(list, entries[i])
	}
	return list, nil
}

// same reports whether a code was typed, in any way that the check character
// forgives.
func same(code, typed string) bool {
	if parsed, ok := survey.ParseCode(typed); ok && parsed == code {
		return true
	}
	return strings.EqualFold(code, strings.TrimSpace(typed))
}

func names(entries []register.Entry) string {
	if len(entries) == 0 {
		return "none yet"
	}
	codes := make([]string, len(entries))
	for i, e := range entries {
		codes[i] = e.Poster.Code
	}
	slices.Sort(codes)
	return strings.Join(codes, ", ")
}
