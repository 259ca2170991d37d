package main

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"hailong/internal/audit"
	"hailong/internal/config"
	"hailong/internal/daybook"
	"hailong/internal/duty"
)

type verifyCommand struct {
	Repair    bool     `help:"Pack anew the days that differ."`
	AuditHead []string `placeholder:"N:HASH" help:"A head of the audit log that was written down: the log must still contain it."`
}

// errDiffers ends verify where the store does not say the same twice.
var errDiffers = errors.New("the store does not agree with itself; standard output says where. hailong verify --repair packs those days anew")

// Run reads the audit log's chain, recounts every packed day from the responses
// and, on the embedded store, has SQLite check its file.
func (k verifyCommand) Run(c *config.Config, io streams) error {
	if err := needStore(io.ctx, locationOf(c)); err != nil {
		return err
	}
	s, err := openStore(io.ctx, c)
	if err != nil {
		return err
	}
	defer s.Close()
	if s.integrity != nil {
		if err := s.integrity(io.ctx); err != nil {
			return err
		}
		fmt.Fprintln(io.out, "the file is sound")
	}
	// A broken log does not keep the days from being looked at.
	broken := k.log(io, s)
	if !errors.As(broken, new(*audit.BrokenError)) && broken != nil {
		return broken
	}
	err = k.days(io, s)
	if broken != nil && err != nil {
		return fmt.Errorf("%w; %w", broken, err)
	}
	return cmp.Or(broken, err)
}

// days recounts every packed day.
func (k verifyCommand) days(io streams, s *opened) error {
	book := daybook.New(s, time.Now, daybook.Options{})
	differences, err := book.Verify(io.ctx)
	if err != nil {
		return err
	}
	for _, d := range differences {
		fmt.Fprintln(io.out, d)
	}
	if len(differences) > 0 && !k.Repair {
		return errDiffers
	}
	if len(differences) > 0 {
		return repair(io, s, book)
	}
	_, err = fmt.Fprintln(io.out, "every packed day is what its responses give")
	return err
}

// log checks the chain of the audit log and prints its head, which may be written
// down for the next time.
func (k verifyCommand) log(io streams, s *opened) error {
	var known []audit.Head
	for _, text := range k.AuditHead {
		number, hash, ok := strings.Cut(text, ":")
		seq, err := strconv.ParseInt(number, 10, 64)
		if !ok || err != nil || seq < 1 {
			return fmt.Errorf("--audit-head %q: write the number and the hash with a colon between, as the page of the log shows them", text)
		}
		known = append(known, audit.Head{Seq: seq, Hash: hash})
	}
	head, err := audit.Verify(io.ctx, s, known...)
	if broken := new(audit.BrokenError); errors.As(err, &broken) {
		return fmt.Errorf("%w; keep this store and its backups as they are, and tell who audits it", err)
	}
	if err != nil {
		return err
	}
	if head.Seq == 0 {
		_, err = fmt.Fprintln(io.out, "the audit log is empty: no staff and no command has done anything yet, or it was removed")
		return err
	}
	_, err = fmt.Fprintf(io.out, "the audit log is sound: head %d:%s\n", head.Seq, head.Hash)
	return err
}

// repair packs anew what the book has found to differ, while nobody else packs.
func repair(io streams, s *opened, book *daybook.Book) error {
	if err := s.record(io.ctx, "store.repair", ""); err != nil {
		return err
	}
	roster := duty.NewRoster(s, rand.Text(), time.Now)
	err := roster.Hold(io.ctx, packing, func(ctx context.Context) error {
		_, err := book.Pack(ctx)
		return err
	})
	if err == nil {
		_, err = fmt.Fprintln(io.out, "packed anew")
	}
	return err
}
