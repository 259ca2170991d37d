package main

import (
	"cmp"
	"errors"
	"fmt"
	stdio "io"
	"os"
	"time"

	"filippo.io/age"
	"github.com/schollz/progressbar/v3"

	"hailong/internal/backup"
	"hailong/internal/config"
	"hailong/internal/daybook"
	"hailong/internal/transfer"
)

type restoreCommand struct {
	File        string `arg:"" optional:"" placeholder:"FILE" help:"Backup to restore."`
	AgeIdentity string `type:"path" placeholder:"FILE" help:"File of the secret key, where the backup is encrypted."`
	Drill       bool   `help:"Prove a backup: restore it into a folder that is removed again, and recount it."`
	From        string `placeholder:"DIR|FILE" help:"With --drill: a backup, or a folder of which the newest is taken. Default: HAILONG_BACKUP_DIR."`
}

// Run restores a backup into an empty store, or drills it.
func (k restoreCommand) Run(c *config.Config, io streams) error {
	keys, err := k.keys()
	if err != nil {
		return err
	}
	switch {
	case k.Drill:
		return k.drill(c, io, keys)
	case k.From != "":
		return fmt.Errorf("--from is for --drill; name the backup to restore: hailong restore FILE")
	case k.File == "":
		return fmt.Errorf("name the backup to restore: hailong restore FILE")
	}
	r := restoring{file: k.File, keys: keys, where: locationOf(c)}
	m, err := r.run(c, io, io.out)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(io.out, "restored the backup of %s: %s\n", m.Made.Format(time.RFC3339), m)
	return err
}

// keys reads the secret keys.
func (k restoreCommand) keys() ([]age.Identity, error) {
	if k.AgeIdentity == "" {
		return nil, nil
	}
	f, err := os.Open(k.AgeIdentity)
	if err != nil {
		return nil, fmt.Errorf("cannot read --age-identity %s (%w)", k.AgeIdentity, bare(err))
	}
	defer f.Close()
	list, err := backup.Identities(f)
	if err != nil {
		return nil, fmt.Errorf("--age-identity %s: %w", k.AgeIdentity, err)
	}
	return list, nil
}

// drill restores the newest backup where nobody looks, and says whether it would
// do.
func (k restoreCommand) drill(c *config.Config, io streams, keys []age.Identity) (err error) {
	file, err := newestOf(cmp.Or(k.File, k.From, c.BackupDir))
	if err != nil {
		return err
	}
	scratch, err := os.MkdirTemp("", "hailong-drill-*")
	if err != nil {
		return fmt.Errorf("drill: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(scratch)) }()
	start := time.Now()
	r := restoring{file: file, keys: keys, where: location(scratch)}
	m, err := r.run(c, io, stdio.Discard)
	if err != nil {
		return fmt.Errorf("drill of %s: %w", file, err)
	}
	_, err = fmt.Fprintf(io.out, "drill of %s: restored, recounted and as its manifest says in %.1f s: %s\n", file, time.Since(start).Seconds(), m)
	return err
}

// newestOf returns a backup, or the newest of a folder of them.
func newestOf(name string) (string, error) {
	if name == "" {
		return "", fmt.Errorf("name a backup or a folder of them with --from, or set HAILONG_BACKUP_DIR")
	}
	info, err := os.Stat(name)
	if err != nil {
		return "", fmt.Errorf("there is nothing at %s; correct --from or HAILONG_BACKUP_DIR", name)
	}
	if !info.IsDir() {
		return name, nil
	}
	f, err := backup.Shelf{Dir: name}.Newest()
	return f.Path, err
}

// A restoring is one restore into one store.
type restoring struct {
	file  string
	keys  []age.Identity
	where location
}

// run restores, packs what is over and verifies, whose lines go to out.
func (r restoring) run(c *config.Config, io streams, out stdio.Writer) (_ *backup.Manifest, err error) {
	if info, err := os.Stat(r.file); err != nil || !info.Mode().IsRegular() {
		return nil, fmt.Errorf("there is no backup at %s; correct the name", r.file)
	}
	questionnaires, err := loadCatalog(c)
	if err != nil {
		return nil, err
	}
	e, err := connect(io.ctx, r.where)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, e.Close()) }()
	if err := transfer.Finished(io.ctx, e); err != nil {
		return nil, err
	}
	m, err := r.fill(io, e)
	if io.ctx.Err() != nil {
		return nil, fmt.Errorf("interrupted; run the same command again, it goes through to the end")
	}
	if err != nil {
		return nil, err
	}
	s := &opened{e, questionnaires}
	// From here on the store is whole: what fails below fails in a start as well.
	if err := s.furnish(io.ctx); err != nil {
		return nil, err
	}
	if err := s.record(io.ctx, "store.restore", m.ID); err != nil {
		return nil, err
	}
	if _, err := daybook.New(s, time.Now, daybook.Options{}).Pack(io.ctx); err != nil {
		return nil, err
	}
	return m, verifyCommand{}.verify(streams{io.ctx, out, io.err}, s)
}

func (r restoring) fill(io streams, e *engine) (*backup.Manifest, error) {
	var bar *progressbar.ProgressBar
	finish := func() {
		if bar != nil {
			bar.Finish()
		}
	}
	defer finish()
	return backup.Target{
		Store: e,
		Begin: func(stage string, responses int64) {
			finish()
			bar = newBar(io.err, int(responses), stage)
		},
		Step: func(n int) { bar.Add(n) },
	}.Restore(io.ctx, r.open)
}

// open opens the backup, in plain.
func (r restoring) open() (stdio.ReadCloser, error) {
	f, err := os.Open(r.file)
	if err != nil {
		return nil, fmt.Errorf("cannot read %s (%w)", r.file, bare(err))
	}
	plain, err := backup.Decrypt(f, r.keys)
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return struct {
		stdio.Reader
		stdio.Closer
	}{plain, f}, nil
}
