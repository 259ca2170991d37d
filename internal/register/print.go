package register

import (
	"context"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"time"

	"hailong/internal/store"
	"hailong/internal/survey"
)

// What is printed.
const (
	A3       = "a3"
	A4       = "a4"
	A5       = "a5"
	Tent     = "tent"
	Stickers = "stickers"
	PNG      = "png"
	SVG      = "svg"
)

// Kinds lists what is printed, in the order of the pages.
var Kinds = []string{A4, A3, A5, Tent, Stickers, PNG, SVG}

// A Print is one file that was made to be put on paper.
type Print struct {
	// Codes are those it shows, in its order: one print of a whole campaign is
	// one record, so that it is written down whole or not at all.
	Codes []string    `json:"codes"`
	Kind  string      `json:"kind"`
	Lang  survey.Lang `json:"lang"`
	// At is in UTC.
	At time.Time `json:"at"`
	// By is the account, the token or the command that asked for it.
	By string `json:"by"`
}

const prints store.Kind[Print] = "prints"

// Printed writes a print down, with the time of now. It is called before the
// file leaves the house.
func (g *Register) Printed(ctx context.Context, p Print) error {
	if !slices.Contains(Kinds, p.Kind) || len(p.Codes) == 0 {
		return fmt.Errorf("print of kind %q with %d codes is none", p.Kind, len(p.Codes))
	}
	p.At = g.now().UTC().Round(0) // without the reading of the monotonic clock
	var own [5]byte
	if _, err := io.ReadFull(g.rand, own[:]); err != nil {
		return fmt.Errorf("name print: %w", err)
	}
	id := p.At.Format("20060102T150405.000000000Z") + "-" + hex.EncodeToString(own[:])
	return prints.Create(ctx, g.registry, id, p)
}

// Prints returns the prints that show a code, the newest first.
func (g *Register) Prints(ctx context.Context, code string) ([]Print, error) {
	all, err := g.prints(ctx)
	return all[code], err
}

// prints returns the prints by code, the newest first.
func (g *Register) prints(ctx context.Context) (map[string][]Print, error) {
	by := make(map[string][]Print)
	for p, err := range prints.All(ctx, g.registry) {
		if err != nil {
			return nil, err
		}
		for _, code := range p.Codes {
			by[code] = append(by[code], p)
		}
	}
	for _, list := range by {
		slices.Reverse(list) // ids begin with the time
	}
	return by, nil
}
