package seal

import (
	"bytes"
	"fmt"
	"slices"

	"golang.org/x/mod/sumdb/tlog"

	"hailong/internal/survey"
)

// How many receipts are sealed in one entry. Fewer than Least wait for others, so that
// no entry is about a few people; what is beyond most goes into the next, so that the
// tree for a proof is made in some hundredths of a second.
const (
	Least    = 10
	most     = 1 << 14
	smallest = 16 // leaves of a tree
)

// leafOf is the text of a receipt's leaf. The blind is different for every receipt: a
// proof shows the hashes of neighbours, and without it who tries all receipts would
// learn theirs.
func leafOf(r survey.Receipt, blind Digest) []byte {
	return fmt.Appendf(nil, "hailong receipt/1 %s %s", r, blind)
}

// fillOf is the text of a leaf that stands for nobody. Its beginning is another, so
// that no receipt can be proved by it.
func fillOf(i int, blind Digest) []byte { return fmt.Appendf(nil, "hailong filler/1 %d %s", i, blind) }

func blindOf(seed Digest, r survey.Receipt) Digest { return seed.derive("receipt " + string(r)) }

// leavesOf returns the leaves of a night in the order of their hashes, in which
// receipts and fillers are mixed.
func leavesOf(seed Digest, receipts []survey.Receipt) []tlog.Hash {
	size := padded(len(receipts))
	leaves := make([]tlog.Hash, 0, size)
	for _, r := range receipts {
		leaves = append(leaves, tlog.RecordHash(leafOf(r, blindOf(seed, r))))
	}
	for i := range size - len(receipts) {
		leaves = append(leaves, tlog.RecordHash(fillOf(i, seed.derive(fmt.Sprint("filler ", i)))))
	}
	slices.SortFunc(leaves, compareHashes)
	return leaves
}

func compareHashes(a, b tlog.Hash) int { return bytes.Compare(a[:], b[:]) }

// padded is how many leaves a tree for n receipts has.
func padded(n int) int {
	size := smallest
	for size < n {
		size *= 2
	}
	return size
}
