package campaign

import "hailong/internal/index"

// Reliable is the number of valid answers from which on a place or a field has a
// figure that may be set beside others: no ranking of points with n < 30 (the
// survey's notes on method, §8).
const Reliable = index.FewLimit

// Needed returns how many responses are enough of n services performed, by the
// formula of the national guidance: n / (1 + n × 0.05²), rounded up. That is
// 400n / (400 + n) = 400 − 160000 / (400 + n), in whole numbers. It is 0 for none.
func Needed(n int64) int64 {
	if n <= 0 {
		return 0
	}
	return 400 - int64(160_000/(400+uint64(n)))
}

// A Verdict says whether there are enough responses.
type Verdict string

// The verdicts. Unknown: nobody said how many services were performed.
const (
	Enough  Verdict = "enough"
	NotYet  Verdict = "not_yet"
	Unknown Verdict = "unknown"
)

// A Goal is how many responses there are, and how many there should be.
type Goal struct {
	Responses int64
	// Volume is the number of services performed, Needed what it asks for. Both
	// are 0 where it is not known.
	Volume, Needed int64
	// Share is what there is of what is needed, Coverage what there is of the
	// volume, in percent; no figures where it is not known. A person may answer
	// who was served in another period, so that either may be above 100.
	Share, Coverage index.Decimal
	Verdict         Verdict
}

// GoalOf holds responses against a volume, which is 0 where it is not known.
func GoalOf(responses, volume int64) Goal {
	g := Goal{
		Responses: responses, Volume: volume, Needed: Needed(volume),
		Coverage: index.Percent(responses, volume), Verdict: NotYet,
	}
	g.Share = index.Percent(responses, g.Needed)
	switch {
	case g.Needed == 0:
		g.Verdict = Unknown
	case responses >= g.Needed:
		g.Verdict = Enough
	}
	return g
}
