package watch

import "math"

// A share is how many of how many.
type share struct{ count, of int }

func (s share) plus(t share) share { return share{s.count + t.count, s.of + t.of} }

// less reports whether the share is smaller than another, in integers.
func (s share) less(t share) bool { return s.count*t.of < t.count*s.of }

// A prior is what is believed of a place that nothing is known of: a share, as
// if it had been seen in so many responses.
type prior struct{ share, weight float64 }

// mostKnown is the most responses that the past counts for. More would promise
// that all days are alike, which they are not: people of a kind come together.
const mostKnown = 400

// belief is the beta distribution of a share: its two parameters.
type belief struct{ a, b float64 }

// after is what is believed after a past.
func (p prior) after(past share) belief {
	count, of := float64(past.count), float64(past.of)
	if of > mostKnown {
		count, of = count*mostKnown/of, mostKnown
	}
	return belief{p.share*p.weight + count, (1-p.share)*p.weight + of - count}
}

// expected is how many of n would be usual.
func (b belief) expected(n int) float64 { return float64(n) * b.a / (b.a + b.b) }

// atLeast is the chance to see so many or more among n: the upper tail of the
// beta-binomial distribution.
func (b belief) atLeast(seen, n int) float64 {
	if seen <= 0 {
		return 1
	}
	p := math.Exp(lchoose(n, seen) + lbeta(float64(seen)+b.a, float64(n-seen)+b.b) - lbeta(b.a, b.b))
	sum := 0.0
	for k := seen; k <= n; k++ {
		sum += p
		if p < sum*1e-12 && float64(k) > b.expected(n) {
			break // the rest is less than that together
		}
		left := float64(n - k)
		p *= left / float64(k+1) * (float64(k) + b.a) / (left - 1 + b.b) // the chance of one more
	}
	return math.Min(1, sum)
}

func lgamma(x float64) float64 {
	v, _ := math.Lgamma(x)
	return v
}

func lbeta(a, b float64) float64 { return lgamma(a) + lgamma(b) - lgamma(a+b) }

func lchoose(n, k int) float64 {
	return lgamma(float64(n)+1) - lgamma(float64(k)+1) - lgamma(float64(n-k)+1)
}
