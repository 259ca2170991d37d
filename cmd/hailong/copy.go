package main

import (
	"fmt"
	"strings"

	"github.com/schollz/progressbar/v3"

	"hailong/internal/config"
	"hailong/internal/daybook"
	"hailong/internal/duty"
	"hailong/internal/transfer"
)

type copyCommand struct {
	From location `required:"" placeholder:"DIR|URI" help:"Folder of an embedded store, or address of a MongoDB database (mongodb://…)."`
	To   location `required:"" placeholder:"DIR|URI" help:"The same of the store to fill, which must be empty."`
}

// Run copies a whole store and compares both. Neither location is repeated as it
// was given: it may hold a password.
func (k copyCommand) Run(_ *config.Config, io streams) error {
	for _, l := range []location{k.From, k.To} {
		if strings.Contains(string(l), "://") && !l.database() {
			return fmt.Errorf("a store is a folder, or an address that begins with mongodb:// or mongodb+srv://")
		}
	}
	if err := needSource(io, k.From); err != nil {
		return err
	}
	from, err := connect(io.ctx, k.From)
	if err != nil {
		return err
	}
	defer from.Close()
	to, err := connect(io.ctx, k.To)
	if err != nil {
		return err
	}
	defer to.Close()
	var bar *progressbar.ProgressBar
	job := transfer.Job{
		From: from, To: to, Source: k.From.String(), Skip: notMoved,
		Begin: func(stage string, responses int64) {
			if bar != nil {
				bar.Finish()
			}
			bar = newBar(io.err, int(responses), stage)
		},
		Step: func(n int) { bar.Add(n) },
	}
	sum, err := job.Run(io.ctx)
	if err != nil {
		return err
	}
	bar.Finish()
	return printSummary(io, sum)
}

// notMoved are the kinds of records that belong to running instances, and the
// packed days, which the next start packs anew.
var notMoved = []string{duty.Kind, daybook.Segments, string(daybook.Manifests)}

func needSource(io streams, where location) error {
	found, err := where.exists(io.ctx)
	if err == nil && !found {
		err = fmt.Errorf("there is no store in %s; correct --from", where)
	}
	return err
}

// printSummary lists what is now in both stores.
func printSummary(io streams, sum transfer.Summary) error {
	for _, name := range sum.Names() {
		p := sum[name]
		if _, err := fmt.Fprintf(io.out, "%s  %8d  %s\n", p.Hash, p.Count, name); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(io.out, "copied and compared: %d responses in all\n", sum.Responses())
	return err
}
