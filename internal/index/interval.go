package index

import "math/big"

// An Interval is where the index of all who could have answered lies, in
// percent, with 95 % confidence if those who answered were drawn at random. Who
// scans a poster was not, so it is a lower bound of the uncertainty.
type Interval struct{ Low, High Decimal }

// quantile is the 97.5 % point of the standard normal distribution.
var quantile = big.NewRat(1959963984540054, 1e15)

// bits is the precision of the one irrational step. It is so far beyond two
// decimals that every processor prints the same interval.
const bits = 256

// Wilson returns Wilson's score interval for a number of satisfied among a
// number of persons, within 0 and 100:
//
//	(2s + z² ∓ z·√(z² + 4s(n−s)/n)) / (2(n + z²))
//
// Unlike p ± z·σ it stays inside 0..100 and says something at 0 % and 100 %.
// Nobody gives no interval.
func Wilson(satisfied, persons int64) Interval {
	if persons == 0 {
		return Interval{}
	}
	square := new(big.Rat).Mul(quantile, quantile)
	root := wilsonRoot(satisfied, persons, square)
	middle := new(big.Rat).Add(big.NewRat(satisfied, 1), big.NewRat(satisfied, 1))
	middle.Add(middle, square)
	width := new(big.Rat).Add(big.NewRat(persons, 1), square)
	width.Add(width, width)
	bound := func(r *big.Rat) Decimal {
		r.Quo(r, width)
		r.Mul(r, big.NewRat(100, 1))
		return clamp(round(r))
	}
	return Interval{
		Low:  bound(new(big.Rat).Sub(middle, root)),
		High: bound(new(big.Rat).Add(middle, root)),
	}
}

// wilsonRoot returns z·√(z² + 4s(n−s)/n) to the precision of bits.
func wilsonRoot(satisfied, persons int64, square *big.Rat) *big.Rat {
	spread := new(big.Rat).Mul(big.NewRat(satisfied, 1), big.NewRat(persons-satisfied, persons))
	spread.Mul(spread, big.NewRat(4, 1))
	spread.Add(spread, square)
	root := new(big.Float).SetPrec(bits).SetRat(spread)
	exact, _ := root.Sqrt(root).Rat(nil)
	return exact.Mul(exact, quantile)
}

// clamp keeps a bound within 0 and 100, which the last bit of the root could leave.
func clamp(d Decimal) Decimal {
	d.hundredths = min(max(d.hundredths, 0), 100*100)
	return d
}
