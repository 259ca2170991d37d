package register

import (
	"context"

	"hailong/internal/period"
	"hailong/internal/store"
	"hailong/internal/survey"
)

// A Count is how often a code was scanned and answered. Round it (Rough) before
// it is shown.
type Count struct{ Scans, Answers int64 }

// A Usage is how much a code is used, as far as it was written down.
type Usage struct {
	This, Previous Count // this week and the one before
	// Last is the last day on which the code was scanned, zero where none is known.
	Last survey.Date
}

// few is the least number that is told.
const few = 10

// Rough rounds a count to tens, or to zero below ten, which means "under ten"
// and never "none": see the package comment.
func Rough(n int64) int64 {
	if n < few {
		return 0
	}
	return (n + few/2) / few * few
}

// Usage returns how much each code is used, summed over all instances.
func (g *Register) Usage(ctx context.Context) (map[string]Usage, error) {
	first := monday(period.Today(g.now()))
	this, previous := weekName(first), weekName(first-daysOfWeek)
	by := make(map[string]Usage)
	for u, err := range traffic.All(ctx, g.registry) {
		if err != nil {
			return nil, err
		}
		sum := by[u.Code]
		switch u.Week {
		case this:
			sum.This.add(u)
		case previous:
			sum.Previous.add(u)
		}
		sum.Last = max(sum.Last, u.Last)
		by[u.Code] = sum
	}
	return by, nil
}

func (c *Count) add(u use) {
	c.Scans += u.Scans
	c.Answers += u.Answers
}

// weeksKept is how long counts are kept, so that their number does not grow
// with every start of an instance.
const weeksKept = 26

// Sweep deletes the counts of weeks long over.
func Sweep(ctx context.Context, r store.Registry, today survey.Date) error {
	oldest := weekName(today - weeksKept*daysOfWeek)
	for rec, err := range r.List(ctx, string(traffic)) {
		if err == nil && rec.ID < oldest { // ids begin with the week
			err = r.Delete(ctx, string(traffic), rec.ID)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
