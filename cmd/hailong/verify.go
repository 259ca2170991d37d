package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"hailong/internal/config"
	"hailong/internal/daybook"
	"hailong/internal/duty"
)

type verifyCommand struct {
	Repair bool `help:"Pack anew the days that differ."`
}

// errDiffers ends verify where the store does not say the same twice.
var errDiffers = errors.New("the store does not agree with itself; standard output says where. hailong verify --repair packs those days anew")

// Run recounts every packed day from the responses and, on the embedded store,
// has SQLite check its file.
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

// repair packs anew what the book has found to differ, while nobody else packs.
func repair(io streams, s *opened, book *daybook.Book) error {
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
