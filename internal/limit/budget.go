package limit

import "time"

// A Budget is how much may come in some time. After a rest all of it may come at
// once; from then on it is refilled evenly.
type Budget struct {
	Most int
	Per  time.Duration
}

// The budgets of sheets. A person sends one. An address is a household, the Wi-Fi
// of a service centre or a carrier's exit, so 60 is twice the thirty people who
// may well answer within ten minutes; the networks around it grow slower than
// their number of addresses, or a /48 would be 65,536 senders.
var (
	sheetTiers = tiers{
		narrow: Budget{60, 10 * time.Minute},
		wider:  Budget{180, 10 * time.Minute},
		widest: Budget{600, 10 * time.Minute},
	}
	// A counter serves some ten people an hour; a code at the entrance, all of them.
	codeBudget = Budget{120, time.Hour}
	// More than a commune ever receives in an hour.
	unitBudget = Budget{600, time.Hour}
)

// The budgets of wrong slip codes. A code has 50 bits: at a thousand tries an hour
// nobody finds one of ten thousand live slips in a lifetime, and nobody mistypes
// ten in ten minutes.
var (
	guessTiers = tiers{
		narrow: Budget{10, 10 * time.Minute},
		wider:  Budget{30, 10 * time.Minute},
		widest: Budget{100, 10 * time.Minute},
	}
	guessBudget = Budget{1000, time.Hour}
)

// contactTiers are the budgets of requests for an answer; a commune gets a
// handful a day.
var contactTiers = guessTiers

// tiers are the budgets of a sender, by how much of the network it is taken for.
type tiers struct {
	narrow Budget // an IPv4 address, an IPv6 /64
	wider  Budget // an IPv6 /56
	widest Budget // an IPv6 /48
}

// step is the time that refills one. It is rounded up, so that a budget is never
// exceeded by a fraction.
func (b Budget) step() time.Duration {
	n := time.Duration(b.Most)
	return (b.Per + n - 1) / n
}

// A bucket is what is left of a budget, as the instant at which it is full again;
// in the past it is full.
type bucket struct{ full time.Duration }

// wait returns how long it takes until the bucket holds n, 0 where it does.
func (k *bucket) wait(at time.Duration, b Budget, n int) time.Duration {
	after := max(k.full, at) + time.Duration(n)*b.step()
	return max(0, after-at-time.Duration(b.Most)*b.step())
}

func (k *bucket) take(at time.Duration, b Budget, n int) {
	k.full = max(k.full, at) + time.Duration(n)*b.step()
}

// put gives back what was taken; a full bucket stays full.
func (k *bucket) put(b Budget, n int) { k.full -= time.Duration(n) * b.step() }
