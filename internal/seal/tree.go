package seal

import (
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// A tree is a Merkle tree in memory, by the library's numbers of its nodes.
type tree []tlog.Hash

// grow makes the tree of leaves in their order.
func grow(leaves []tlog.Hash) (tree, error) {
	t := make(tree, 0, 2*len(leaves))
	for i, leaf := range leaves {
		nodes, err := tlog.StoredHashesForRecordHash(int64(i), leaf, t)
		if err != nil {
			return nil, fmt.Errorf("grow tree: %w", err)
		}
		t = append(t, nodes...)
	}
	return t, nil
}

// ReadHashes is how the library reads nodes.
func (t tree) ReadHashes(numbers []int64) ([]tlog.Hash, error) {
	nodes := make([]tlog.Hash, len(numbers))
	for i, n := range numbers {
		if n < 0 || n >= int64(len(t)) {
			return nil, fmt.Errorf("read tree: it has no node %d", n)
		}
		nodes[i] = t[n]
	}
	return nodes, nil
}

// rootOf returns the root over leaves in their order.
func rootOf(leaves []tlog.Hash) (Digest, error) {
	t, err := grow(leaves)
	if err != nil {
		return Digest{}, err
	}
	root, err := tlog.TreeHash(int64(len(leaves)), t)
	return Digest(root), err
}

// path returns what leads from the i-th of size leaves to the root.
func (t tree) path(i, size int) ([]Digest, error) {
	proof, err := tlog.ProveRecord(int64(size), int64(i), t)
	if err != nil {
		return nil, fmt.Errorf("prove leaf: %w", err)
	}
	path := make([]Digest, len(proof))
	for i, h := range proof {
		path[i] = Digest(h)
	}
	return path, nil
}
