package seal

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"strings"

	"hailong/internal/audit"
	"hailong/internal/survey"
)

// An Entry is what the public is told of a night. Its hash is the SHA-256 of the text
// that Text returns, so that anybody can compute it with a pencil and sha256sum.
type Entry struct {
	// Number counts from 1.
	Number int64 `json:"number"`
	// Day is the local day on which it was made.
	Day survey.Date `json:"day"`
	// Size and Receipts are those of the tree of receipts: leaves and root.
	Size     int    `json:"size"`
	Receipts Digest `json:"receipts"`
	// Responses is the root over the days that the entry seals.
	Responses Digest `json:"responses"`
	// Reopened is how many days that had been sealed are sealed anew, because a
	// command changed them.
	Reopened int `json:"reopened"`
	// Counts is a commitment to the exact counts, which are not public.
	Counts Digest `json:"counts"`
	// Audit is the head of the audit log.
	Audit audit.Head `json:"audit"`
	// Previous is the hash of the entry before; zeros for the first.
	Previous Digest `json:"previous"`
	Hash     Digest `json:"hash"`
}

// A Head names an entry, and by its hash all until it.
type Head struct {
	Number int64  `json:"number"`
	Hash   Digest `json:"hash"`
}

// Head returns the entry's own.
func (e Entry) Head() Head { return Head{e.Number, e.Hash} }

// String writes a head as verify reads it.
func (h Head) String() string { return fmt.Sprintf("%d:%s", h.Number, h.Hash) }

// Text is what the hash is of: nine lines, each ended by a line feed.
func (e Entry) Text() string {
	var b strings.Builder
	fmt.Fprintln(&b, "hailong seal/1")
	fmt.Fprintln(&b, "number", e.Number)
	fmt.Fprintln(&b, "day", e.Day)
	fmt.Fprintln(&b, "receipts", e.Size, e.Receipts)
	fmt.Fprintln(&b, "responses", e.Responses)
	fmt.Fprintln(&b, "reopened", e.Reopened)
	fmt.Fprintln(&b, "counts", e.Counts)
	fmt.Fprintln(&b, "audit", e.Audit.Seq, cmp.Or(e.Audit.Hash, "-")) // no line ends with a blank
	fmt.Fprintln(&b, "previous", e.Previous)
	return b.String()
}

func (e Entry) sum() Digest { return sha256.Sum256([]byte(e.Text())) }
