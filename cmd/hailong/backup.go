package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	stdio "io"
	"os"
	"time"

	"filippo.io/age"

	"hailong/internal/backup"
	"hailong/internal/config"
	"hailong/internal/daybook"
	"hailong/internal/duty"
	"hailong/internal/store/sqlitestore"
	"hailong/internal/transfer"
)

type backupCommand struct {
	File         string   `arg:"" placeholder:"FILE" help:"File to write; - is standard output."`
	Force        bool     `help:"Replace a file that is there."`
	AgeRecipient []string `placeholder:"age1…" help:"Public key of age to encrypt for; may be repeated. Only who has a secret key can restore it."`
}

// Run writes everything the store holds into a file, while a service may be
// running on it.
func (k backupCommand) Run(c *config.Config, io streams) error {
	to, err := backup.Recipients(k.AgeRecipient)
	if err != nil {
		return fmt.Errorf("--age-recipient: %w", err)
	}
	where := locationOf(c)
	if err := needStore(io.ctx, where); err != nil {
		return err
	}
	bar := newBar(io.err, -1, "backup")
	defer bar.Finish()
	saving := saving{where: where, to: to, step: func(n int) { bar.Add(n) }}
	if k.File == "-" {
		_, err := saving.write(io.ctx, io.out)
		return err
	}
	m, err := saving.file(io.ctx, k.File, k.Force)
	if err != nil {
		return err
	}
	bar.Finish() // before the line that follows
	_, err = fmt.Fprintf(io.out, "backed up to %s: %s\n", k.File, m)
	return err
}

// notRestored are the kinds of records that no backup holds: claims of running
// instances; days packed from the responses, which are packed anew; the sessions
// of people, who log in again; and logins and forms that were half done: a
// challenge, its tries, a second factor about to be set up, and six digits and
// tickets that are worth nothing after an hour. Recovery codes that were spent
// are in it: they would be good again without.
var notRestored = []string{
	duty.Kind, daybook.Segments, string(daybook.Manifests),
	"sessions", "session-uses",
	"challenges", "challenge-tries", "totp-enrolments", "spent-codes", "spent-tickets",
}

// growing are the kinds with a record for each response.
var growing = []string{"receipts"}

// A saving is one backup of a store.
type saving struct {
	where location
	// running is the store where this process has it open; nil where it has not.
	running *engine
	to      []age.Recipient
	step    func(int)
}

// write writes it, encrypted for the recipients.
func (s saving) write(ctx context.Context, w stdio.Writer) (_ *backup.Manifest, err error) {
	from, still, end, err := s.source(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, end()) }()
	if err := whole(ctx, from); err != nil {
		return nil, err
	}
	sealed, err := backup.Encrypt(w, s.to)
	if err != nil {
		return nil, err
	}
	name := "embedded"
	if s.where.database() {
		name = "mongodb"
	}
	m, err := backup.Source{
		Contents: from, Still: still, Skip: notRestored, Growing: growing, Step: s.step,
		Header: backup.Header{ID: rand.Text(), Made: time.Now().UTC().Truncate(time.Second), Engine: name},
	}.Write(ctx, sealed)
	if err != nil {
		return nil, err
	}
	return m, sealed.Close()
}

// source opens what is read: a copy of the embedded store as it is at one moment,
// or the database itself.
func (s saving) source(ctx context.Context) (from *engine, still bool, end func() error, err error) {
	nothing := func() error { return nil }
	switch {
	case !s.where.database():
		if err := roomForCopy(string(s.where)); err != nil {
			return nil, false, nil, err
		}
		c, err := sqlitestore.TakeSnapshot(ctx, string(s.where))
		if err != nil {
			return nil, false, nil, err
		}
		return &engine{Store: c, where: s.where}, true, c.Close, nil
	case s.running != nil:
		return s.running, false, nothing, nil
	}
	e, err := connect(ctx, s.where)
	if err != nil {
		return nil, false, nil, err
	}
	return e, false, e.Close, nil
}

func roomForCopy(dir string) error {
	size, err := sqlitestore.Size(dir)
	if err != nil {
		return err
	}
	return backup.Room(dir, size)
}

// whole refuses a store that is only half there.
func whole(ctx context.Context, e *engine) error {
	if err := transfer.Finished(ctx, e); err != nil {
		return err
	}
	return backup.Finished(ctx, e)
}

// file writes a backup beside its place and moves it there when it is whole and
// on the disk.
func (s saving) file(ctx context.Context, name string, force bool) (*backup.Manifest, error) {
	if err := free(name, force); err != nil {
		return nil, err
	}
	part := name + ".part"
	f, err := os.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return nil, fmt.Errorf("cannot write %s; choose a folder that exists and may be written (%w)", name, bare(err))
	}
	defer os.Remove(part) // gone already where it was moved
	defer f.Close()
	if err := f.Chmod(0o600); err != nil { // one that was there had the mode it had
		return nil, fmt.Errorf("write %s: %w", name, bare(err))
	}
	m, err := s.write(ctx, f)
	if err == nil {
		err = f.Sync()
	}
	if err != nil {
		return nil, fmt.Errorf("%s was not written: %w", name, bare(err))
	}
	if err := place(part, name, force); err != nil {
		return nil, err
	}
	return m, nil
}

// free refuses a name that something has.
func free(name string, force bool) error {
	s, err := os.Lstat(name)
	switch {
	case err == nil && !s.Mode().IsRegular():
		return fmt.Errorf("cannot write %s: it is not a file; name one, or - for standard output", name)
	case err == nil && !force:
		return errTaken(name)
	}
	return nil
}

func errTaken(name string) error {
	return fmt.Errorf("%s is there already; choose another name, or replace it with --force", name)
}

// place gives a whole file its name, durably. A link takes no other's name, even
// one that was made in this very moment.
func place(part, name string, force bool) error {
	var err error
	if force {
		err = os.Rename(part, name)
	} else {
		err = os.Link(part, name)
	}
	if errors.Is(err, os.ErrExist) {
		return errTaken(name)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	dir, err := os.Open(dirOf(name))
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return errors.Join(dir.Sync(), dir.Close())
}
