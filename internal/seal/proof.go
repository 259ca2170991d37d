package seal

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"golang.org/x/mod/sumdb/tlog"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// A Proof shows that a receipt is in an entry. Text is hashed to the leaf; the leaf
// and each hash of the path are hashed together, in the order that the bits of the
// index say, up to the entry's root of receipts.
type Proof struct {
	Receipt survey.Receipt `json:"receipt"`
	Text    string         `json:"text"`
	Leaf    Digest         `json:"leaf"`
	Index   int            `json:"index"`
	Path    []Digest       `json:"path"`
	Entry   Entry          `json:"entry"`
}

// Given returns nil for a receipt that somebody was given, sealed or not, and
// otherwise survey.ErrNotFound. For one just given it costs one look.
func (l *Ledger) Given(ctx context.Context, r survey.Receipt) error {
	_, err := l.store.Read(ctx, string(store.Receipts), string(r))
	if errors.Is(err, survey.ErrNotFound) {
		_, err = l.find(ctx, r)
	}
	return err
}

// Find returns the proof of a receipt, nil while it waits for its night, and
// survey.ErrNotFound for one that nobody was given.
func (l *Ledger) Find(ctx context.Context, r survey.Receipt) (*Proof, error) {
	number, err := l.find(ctx, r)
	if err != nil || number == 0 {
		return nil, err
	}
	return l.prove(ctx, number, r)
}

// find returns the entry of a receipt, 0 for one that waits. It looks at the entries
// again after the waiting ones: a seal may have moved it from there meanwhile.
func (l *Ledger) find(ctx context.Context, r survey.Receipt) (int64, error) {
	k := l.known.Load()
	if number, ok := k.find(r); ok {
		return number, nil
	}
	_, err := l.store.Read(ctx, string(store.Receipts), string(r))
	if err != nil && !errors.Is(err, survey.ErrNotFound) {
		return 0, fmt.Errorf("find receipt: %w", err)
	}
	k, fault := l.learn(ctx)
	if fault != nil {
		return 0, fmt.Errorf("find receipt: %w", fault)
	}
	if number, ok := k.find(r); ok {
		return number, nil
	}
	if err != nil {
		return 0, fmt.Errorf("find receipt: %w", survey.ErrNotFound)
	}
	return 0, nil
}

// A grownTree is the tree of an entry's receipts. The last one is kept: who looks up
// one receipt of a night looks up others.
type grownTree struct {
	entry  Entry
	seed   Digest
	leaves []tlog.Hash
	tree   tree
}

func (l *Ledger) prove(ctx context.Context, number int64, r survey.Receipt) (*Proof, error) {
	g, err := l.tree(ctx, number)
	if err != nil {
		return nil, fmt.Errorf("prove receipt: %w", err)
	}
	text := leafOf(r, blindOf(g.seed, r))
	leaf := tlog.RecordHash(text)
	i, ok := slices.BinarySearchFunc(g.leaves, leaf, compareHashes)
	if !ok {
		return nil, fmt.Errorf("prove receipt: seal %d has no such leaf; run hailong verify", number)
	}
	path, err := g.tree.path(i, len(g.leaves))
	return &Proof{r, string(text), Digest(leaf), i, path, g.entry}, err
}

// tree returns the tree of an entry. One at a time is made: a large one is work.
func (l *Ledger) tree(ctx context.Context, number int64) (*grownTree, error) {
	if g := l.grown.Load(); g != nil && g.entry.Number == number {
		return g, nil
	}
	l.proving.Lock()
	defer l.proving.Unlock()
	if g := l.grown.Load(); g != nil && g.entry.Number == number {
		return g, nil
	}
	r, err := l.record(ctx, number)
	if errors.Is(err, survey.ErrNotFound) { // which must not be taken for an unknown receipt
		return nil, fmt.Errorf("seal %d is missing; run hailong verify", number)
	}
	if err != nil {
		return nil, err
	}
	g := &grownTree{entry: r.Entry, seed: r.Seed, leaves: leavesOf(r.Seed, r.Given)}
	if g.tree, err = grow(g.leaves); err != nil {
		return nil, err
	}
	// What was changed in the store must not be handed out as a proof that fails.
	if root, err := tlog.TreeHash(int64(len(g.leaves)), g.tree); err != nil || Digest(root) != r.Entry.Receipts {
		return nil, fmt.Errorf("seal %d does not agree with its receipts; run hailong verify", number)
	}
	l.grown.Store(g)
	return g, nil
}
