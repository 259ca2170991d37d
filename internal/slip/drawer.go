package slip

import (
	"context"
	"fmt"
	"sync"
	"time"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// batchLife bounds how long the list of batches is believed: another instance's
// new batch is known after this time at the latest.
const batchLife = 2 * time.Second

// A Drawer finds the batch of a code. It keeps the codes of live batches in
// memory, some 24 bytes each, so that trying codes costs the store nothing.
type Drawer struct {
	registry store.Registry
	now      func() time.Time

	mu      sync.Mutex
	until   time.Time
	batches map[string]*drawn // by batch
	codes   map[string]*drawn // by code
}

type drawn struct {
	batch Batch
	codes []string
}

// NewDrawer returns a drawer over a registry.
func NewDrawer(r store.Registry, now func() time.Time) *Drawer {
	return &Drawer{registry: r, now: now, batches: map[string]*drawn{}, codes: map[string]*drawn{}}
}

// Find returns the live batch of a code, in the form ParseSlipCode gives it.
// What was never issued, and what a sealed batch had issued, is
// survey.ErrNotFound: nobody can tell the two apart any more.
func (d *Drawer) Find(ctx context.Context, code string) (Batch, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if now := d.now(); !now.Before(d.until) || now.Before(d.until.Add(-2*batchLife)) {
		if err := d.refresh(ctx); err != nil && len(d.batches) == 0 {
			return Batch{}, err // else what was known is the office's last word
		}
		d.until = now.Add(batchLife)
	}
	found, ok := d.codes[code]
	if !ok {
		return Batch{}, fmt.Errorf("slip: %w", survey.ErrNotFound)
	}
	return found.batch, nil
}

// Forget makes the list be read anew at the next code.
func (d *Drawer) Forget() {
	d.mu.Lock()
	d.until = time.Time{}
	d.mu.Unlock()
}

// refresh reads the list of batches, and computes the codes of those that are new.
func (d *Drawer) refresh(ctx context.Context) error {
	live := make(map[string]bool)
	for b, err := range Batches.All(ctx, d.registry) {
		if err != nil {
			return fmt.Errorf("slip batches: %w", err)
		}
		if b.Sealed() {
			continue
		}
		live[b.Code] = true
		if err := d.keep(b); err != nil {
			return err
		}
	}
	for name, was := range d.batches {
		if !live[name] {
			for _, code := range was.codes {
				delete(d.codes, code)
			}
			delete(d.batches, name)
		}
	}
	return nil
}

func (d *Drawer) keep(b Batch) error {
	if was, ok := d.batches[b.Code]; ok {
		was.batch = b
		return nil
	}
	codes, err := b.Codes()
	if err != nil {
		return err
	}
	one := &drawn{b, codes}
	d.batches[b.Code] = one
	for _, code := range codes {
		d.codes[code] = one
	}
	return nil
}
