package print

import (
	"errors"
	"fmt"

	"github.com/skip2/go-qrcode"
)

// quiet is the width of the white border that a QR code needs, in modules
// (ISO/IEC 18004).
const quiet = 4

// A level is how much of a code may be lost before it cannot be read. The
// library's names are one off from the standard's: its Highest is H (30 %).
type level qrcode.RecoveryLevel

// The levels we print.
const (
	// small is M (15 %), for codes whose modules would become too fine.
	small = level(qrcode.Medium)
	// sturdy is H (30 %), for what hangs where it is scratched and pasted over.
	sturdy = level(qrcode.Highest)
)

// A matrix is a QR code: rows of modules without the border, true where dark.
type matrix [][]bool

// encode makes the code of an address. Where a higher level costs no further
// modules it is taken.
func encode(address string, at level) (matrix, error) {
	if address == "" {
		return nil, errors.New("encode code: no address")
	}
	var best *qrcode.QRCode
	for l := at; l <= sturdy; l++ {
		code, err := qrcode.New(address, qrcode.RecoveryLevel(l))
		if err != nil {
			if best != nil {
				break // too long for this level only
			}
			return nil, fmt.Errorf("encode code: %w", err)
		}
		if best == nil || code.VersionNumber == best.VersionNumber {
			best = code
		}
	}
	best.DisableBorder = true
	return best.Bitmap(), nil
}

// A run is a row of neighbouring dark modules.
type run struct{ x, y, n int }

// runs returns the dark modules of a code, from left to right and top to bottom.
func (m matrix) runs() []run {
	var all []run
	for y, row := range m {
		for x := 0; x < len(row); x++ {
			from := x
			for x < len(row) && row[x] {
				x++
			}
			if x > from {
				all = append(all, run{from, y, x - from})
			}
		}
	}
	return all
}

// border returns the white border that a code of that side needs, in the unit
// of the side.
func (m matrix) border(side float64) float64 { return quiet * side / float64(len(m)) }
