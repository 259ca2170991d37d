package index

import "fmt"

// A Change is the step from one printed figure to another, in percentage
// points, or no change because one of them does not exist.
type Change struct {
	hundredths int64
	exists     bool
}

// Since returns the change from an earlier figure of the same method. It is the
// one thing made of rounded figures: both stand beside it in the same document,
// where a reader who subtracts them must come to the same.
func (d Decimal) Since(before Decimal) Change {
	if !d.exists || !before.exists {
		return Change{}
	}
	return Change{d.hundredths - before.hundredths, true}
}

// Exists reports whether there is a change to tell, if only of 0.
func (c Change) Exists() bool { return c.exists }

// Sign returns -1, 0 or 1: whether the figure fell, stayed or rose.
func (c Change) Sign() int {
	switch {
	case c.hundredths < 0:
		return -1
	case c.hundredths > 0:
		return 1
	}
	return 0
}

// Size returns the change without its sign, for "fell by 1.25 points".
func (c Change) Size() Decimal {
	return Decimal{max(c.hundredths, -c.hundredths), c.exists}
}

// String returns -1.25, 0.00 or 1.25, for machines, or —.
func (c Change) String() string {
	if c.hundredths < 0 {
		return "-" + c.Size().String()
	}
	return c.Size().String()
}

// Comma returns -1,25, 0,00 or +1,25, as a Vietnamese table shows it, or —.
func (c Change) Comma() string {
	return fmt.Sprintf("%s%s", [...]string{"-", "", "+"}[c.Sign()+1], c.Size().Comma())
}
