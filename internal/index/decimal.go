package index

import (
	"fmt"
	"math/big"
	"strings"
)

// A Decimal is a figure as it is printed, with two decimals, or no figure
// because there was nothing to compute it from. Decimals are equal when they
// are ==. It is an end: nothing is computed from a rounded figure, but the Change
// between two that stand side by side.
type Decimal struct {
	hundredths int64
	exists     bool
}

// None is how a figure that does not exist is printed.
const None = "—"

// Percent returns 100 × part / whole, or no figure where the whole is 0. Both
// are counts and not negative.
func Percent(part, whole int64) Decimal {
	if whole == 0 {
		return Decimal{}
	}
	return round(percent(part, whole))
}

// percent returns 100 × part / whole exactly.
func percent(part, whole int64) *big.Rat {
	return new(big.Rat).Mul(big.NewRat(100, 1), big.NewRat(part, whole))
}

// round rounds half up to two decimals. It is called once for each figure.
func round(r *big.Rat) Decimal {
	x := new(big.Rat).Mul(r, big.NewRat(100, 1))
	x.Add(x, big.NewRat(1, 2))
	return Decimal{new(big.Int).Div(x.Num(), x.Denom()).Int64(), true}
}

// Exists reports whether there is a figure at all.
func (d Decimal) Exists() bool { return d.exists }

// Hundredths returns the figure times 100, for a chart or a number cell: 84.00
// is 8400. It means nothing where the figure does not exist.
func (d Decimal) Hundredths() int64 { return d.hundredths }

// String returns 84.00, for machines and English, or —.
func (d Decimal) String() string {
	if !d.exists {
		return None
	}
	return fmt.Sprintf("%d.%02d", d.hundredths/100, d.hundredths%100)
}

// Comma returns 84,00, as Vietnamese writes it, or —.
func (d Decimal) Comma() string { return strings.Replace(d.String(), ".", ",", 1) }

// MarshalJSON writes the string "84.00", because a JSON number may be read as a
// binary fraction, or null.
func (d Decimal) MarshalJSON() ([]byte, error) {
	if !d.exists {
		return []byte("null"), nil
	}
	return []byte(`"` + d.String() + `"`), nil
}
