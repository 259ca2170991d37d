package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/schollz/progressbar/v3"

	"hailong/internal/backup"
	"hailong/internal/config"
	"hailong/internal/daybook"
	"hailong/internal/duty"
	"hailong/internal/transfer"
)

type copyCommand struct {
	From location `required:"" placeholder:"DIR|URI|env" help:"Folder of an embedded store, address of a MongoDB database (mongodb://…), or env for what HAILONG_MONGODB_URI holds, so that no password stands in the list of processes."`
	To   location `required:"" placeholder:"DIR|URI|env" help:"The same of the store to fill, which must be empty."`
}

// Run copies a whole store and compares both. Neither location is repeated as it
// was given: it may hold a password.
func (k copyCommand) Run(c *config.Config, io streams) error {
	for _, l := range []*location{&k.From, &k.To} {
		var err error
		if *l, err = l.meant(c); err != nil {
			return err
		}
	}
	if k.From == k.To {
		return fmt.Errorf("--from and --to are the same store")
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
	for _, e := range []*engine{from, to} {
		if err := backup.Finished(io.ctx, e); err != nil {
			return err
		}
	}
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
	if io.ctx.Err() != nil {
		return fmt.Errorf("interrupted; run the same command again to go on")
	}
	if err != nil {
		return err
	}
	bar.Finish()
	return printSummary(io, sum)
}

// notMoved are the kinds of records that belong to running instances, and the
// packed days, which the next start packs anew.
var notMoved = []string{duty.Kind, daybook.Segments, string(daybook.Manifests)}

// meant resolves what stands for a store on the command line.
func (l location) meant(c *config.Config) (location, error) {
	switch {
	case l == "env" && c.MongoDBURI == "":
		return l, fmt.Errorf("env stands for HAILONG_MONGODB_URI, which is not set")
	case l == "env":
		return location(c.MongoDBURI), nil
	case l.database():
		return l, nil
	case l == "" || strings.Contains(string(l), "://"):
		return l, fmt.Errorf("a store is a folder, or an address that begins with mongodb:// or mongodb+srv://")
	}
	dir, err := filepath.Abs(string(l))
	return location(dir), err
}

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
