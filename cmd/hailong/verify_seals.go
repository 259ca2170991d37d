package main

import (
	"errors"
	"fmt"

	"hailong/internal/seal"
)

// errUnsealed ends verify where the store is not what was sealed.
var errUnsealed = errors.New("the store is not what was sealed; standard output says where. Keep it and its backups as they are, and tell who audits it")

// seals checks the chain of the nights and what they sealed, and prints its head.
func (k verifyCommand) seals(io streams, s *opened) (seal.Report, error) {
	known, err := k.sealHeads()
	if err != nil {
		return seal.Report{}, err
	}
	report, err := seal.Verify(io.ctx, s, known...)
	if broken := new(seal.BrokenError); errors.As(err, &broken) {
		return report, fmt.Errorf("%w; keep this store and its backups as they are, and tell who audits it", err)
	}
	if err != nil {
		return report, err
	}
	for _, line := range append(report.Notes, report.Faults...) {
		fmt.Fprintln(io.out, line)
	}
	switch {
	case len(report.Faults) > 0:
		return report, errUnsealed
	case report.Head.Number == 0:
		_, err = fmt.Fprintln(io.out, "nothing is sealed yet: hailong serve does it every night")
	default:
		_, err = fmt.Fprintf(io.out, "what was sealed is unchanged: head %s, %d receipts sealed, %d waiting\n", report.Head, report.Receipts, report.Waiting)
	}
	return report, err
}

func (k verifyCommand) sealHeads() (known []seal.Head, err error) {
	for _, text := range k.SealHead {
		number, hash, err := parseHead("--seal-head", text)
		if err != nil {
			return nil, err
		}
		h := seal.Head{Number: number}
		if h.Hash, err = seal.ParseDigest(hash); err != nil {
			return nil, fmt.Errorf("--seal-head: %w", err)
		}
		known = append(known, h)
	}
	return known, nil
}
