package period

// Parts returns the two halves of a year or the two quarters of a half-year, in
// their order; a quarter has none.
func (p Period) Parts() []Period {
	if p.kind != Half && p.kind != Year {
		return nil
	}
	first := Period{p.kind - 1, p.year, 2*p.number - 1}
	return []Period{first, first.Next()}
}
