package campaign

import (
	"time"

	"hailong/internal/survey"
)

// weeks cuts the days from..to at their Mondays. The first and the last week may
// be shorter than others.
func weeks(from, to survey.Date) []Week {
	var list []Week
	for d := from; d <= to; {
		w := Week{From: d, To: min(to, sunday(d))}
		w.Year, w.Number = d.Time().ISOWeek()
		list = append(list, w)
		d = w.To + 1
	}
	return list
}

// sunday returns the last day of the ISO week that a day lies in.
func sunday(d survey.Date) survey.Date {
	return d + survey.Date(time.Saturday+1-d.Time().Weekday())%7
}

// daysLeft counts the days from today to the end of the period on which the
// campaign takes responses, if nobody changes it.
func daysLeft(c *survey.Campaign, from, to, today survey.Date) int {
	if c.State(today) == survey.StateClosed {
		return 0
	}
	if c.Closes != nil {
		to = min(to, *c.Closes)
	}
	return max(0, int(to-max(today, from, c.Opens))+1)
}
