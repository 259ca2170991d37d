package main

import (
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
	"hailong/internal/seal"
)

type verifyCommand struct {
	Repair    bool     `help:"Pack anew the days that differ."`
	AuditHead []string `placeholder:"N:HASH" help:"A head of the audit log that was written down: the log must still contain it."`
	SealHead  []string `placeholder:"N:HASH" help:"A seal that was written down, as /receipts shows it: the chain must still contain it."`
}

// errDiffers ends verify where the store does not say the same twice.
var errDiffers = errors.New("the store does not agree with itself; standard output says where. hailong verify --repair packs those days anew")

// Run reads the chains of the seals and of the audit log, holds every sealed day to
// its responses, recounts every packed day from them and, on the embedded store, has
// SQLite check its file. What one part finds keeps no other from being looked at.
func (k verifyCommand) Run(c *config.Config, io streams) error {
	if err := needStore(io.ctx, locationOf(c)); err != nil {
		return err
	}
	s, err := openStore(io.ctx, c)
	if err != nil {
		return err
	}
	defer s.Close()
	return k.verify(io, s)
}

// verify checks an open store.
func (k verifyCommand) verify(io streams, s *opened) error {
	if s.integrity != nil {
		if err := s.integrity(io.ctx); err != nil {
			return err
		}
		fmt.Fprintln(io.out, "the file is sound")
	}
	var sealed seal.Report
	var found []error
	for _, part := range []func() error{
		func() (err error) { sealed, err = k.seals(io, s); return err },
		func() error { return k.log(io, s, sealed.Audit) },
		func() error { return k.days(io, s) },
	} {
		err := part()
		if err != nil && !isFinding(err) {
			return err
		}
		if err != nil {
			found = append(found, err)
		}
	}
	return together(found)
}

// isFinding tells what a store shows from what keeps it from being read.
func isFinding(err error) bool {
	return errors.As(err, new(*audit.BrokenError)) || errors.As(err, new(*seal.BrokenError)) || errors.Is(err, errDiffers) || errors.Is(err, errUnsealed)
}

// together puts findings in one line.
func together(found []error) error {
	var all error
	for _, err := range found {
		if all == nil {
			all = err
		} else {
			all = fmt.Errorf("%w; %w", all, err)
		}
	}
	return all
}

// days recounts every packed day.
func (k verifyCommand) days(io streams, s *opened) error {
	book := s.newBook(daybook.Options{})
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

// log checks the chain of the audit log, which must also contain the heads that were
// sealed, and prints its head, which may be written down for the next time.
func (k verifyCommand) log(io streams, s *opened, known []audit.Head) error {
	for _, text := range k.AuditHead {
		seq, hash, err := parseHead("--audit-head", text)
		if err != nil {
			return err
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

// parseHead reads the number and the hash of a head.
func parseHead(flag, text string) (number int64, hash string, err error) {
	digits, hash, ok := strings.Cut(text, ":")
	number, err = strconv.ParseInt(digits, 10, 64)
	if !ok || err != nil || number < 1 {
		return 0, "", fmt.Errorf("%s %q: write the number and the hash with a colon between, as the page shows them", flag, text)
	}
	return number, hash, nil
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
