package seal

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"hailong/internal/store"
	"hailong/internal/survey"
)

const (
	records store.Kind[record] = "seals"
	// heads holds one record, so that who cuts entries off at the end is found.
	heads store.Kind[Head] = "seal-head"
)

const headID = "head"

// id is where an entry lies: numbers in the order of their texts.
func id(number int64) string { return fmt.Sprintf("%09d", number) }

// A record is an entry and what it was made of.
type record struct {
	Entry
	// Seed is the secret of the night: all blinds and fillers come from it.
	Seed Digest `json:"seed"`
	// Given are the receipts in the order of their texts.
	Given []survey.Receipt `json:"given"`
	// Through is the last day whose responses are sealed; Days are those that this
	// entry seals, which had none before or other ones.
	Through survey.Date `json:"through"`
	Days    []Day       `json:"days"`
	Tally   Tally       `json:"tally"`
}

// A Day is the responses of a campaign on a day, those from paper left out.
type Day struct {
	Campaign  string      `json:"campaign"`
	Date      survey.Date `json:"date"`
	Responses int         `json:"responses"`
	Root      Digest      `json:"root"`
}

// A Tally is the exact counts of a night, which are kept for who verifies.
type Tally struct {
	// Receipts are in the entry, Total in all until it, Waiting left for a later one.
	Receipts int `json:"receipts"`
	Total    int `json:"total"`
	Waiting  int `json:"waiting"`
	// Responses are stored by campaign on the days that are sealed.
	Responses map[string]int `json:"responses"`
	// Bare is how many responses have no receipt, between two bounds, since
	// responses come in while they are counted. They come from before there were
	// receipts, from a demo, and in MongoDB from an instance that died between its
	// two writes. Who takes a receipt away makes them more.
	Bare Bounds `json:"bare"`
}

// Bounds are the least and the most that a number can be.
type Bounds struct {
	Low  int `json:"low"`
	High int `json:"high"`
}

// sealed returns the record with its roots, its commitment and its hash.
func (r record) sealed() (record, error) {
	var err error
	if r.Entry.Size, r.Entry.Receipts, err = r.receiptsRoot(); err != nil {
		return r, err
	}
	if r.Entry.Responses, err = r.daysRoot(); err != nil {
		return r, err
	}
	if r.Entry.Counts, err = r.commitment(); err != nil {
		return r, err
	}
	r.Hash = r.sum()
	return r, nil
}

func (r *record) receiptsRoot() (int, Digest, error) {
	leaves := leavesOf(r.Seed, r.Given)
	root, err := rootOf(leaves)
	return len(leaves), root, err
}

// daysRoot is the root over the days. The first leaf is secret, so that a night
// without responses cannot be told from another.
func (r *record) daysRoot() (Digest, error) {
	leaves := []tlog.Hash{tlog.RecordHash(fmt.Appendf(nil, "hailong days/1 %s %s", r.Through, r.Seed.derive("days")))}
	for _, d := range r.Days {
		b, err := json.Marshal(d)
		if err != nil {
			return Digest{}, fmt.Errorf("encode day: %w", err)
		}
		leaves = append(leaves, tlog.RecordHash(b))
	}
	return rootOf(leaves)
}

// commitment binds to the counts and, by a secret, tells nothing of them.
func (r *record) commitment() (Digest, error) {
	b, err := json.Marshal(r.Tally)
	if err != nil {
		return Digest{}, fmt.Errorf("encode counts: %w", err)
	}
	salt := r.Seed.derive("counts")
	return sha256.Sum256(append(salt[:], b...)), nil
}

// decode reads a record exactly as it was written. A decoder forgives what a changed
// byte did; so the bytes themselves count.
func decode(b []byte) (*record, error) {
	var r record
	if err := json.Unmarshal(b, &r); err != nil {
		return nil, fmt.Errorf("unreadable")
	}
	if again, err := json.Marshal(r); err != nil || !bytes.Equal(again, b) {
		return nil, fmt.Errorf("not as it was written")
	}
	return &r, nil
}
