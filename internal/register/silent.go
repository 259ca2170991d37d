package register

import "hailong/internal/survey"

// quietDays is how long a code may go without a scan: every week has the same
// working days.
const quietDays = 7

// markSilent marks the open codes that nobody has scanned for a week, as long as
// people scan others: when the office is closed for Tết nothing is wrong with a
// poster. A code is first given a week in which it could be scanned.
func markSilent(list []Entry, today survey.Date) {
	begins := today - quietDays // the last day that is too long ago
	scanned := false
	for _, e := range list {
		scanned = scanned || e.State == Open && e.Usage.Last > begins
	}
	for i := range list {
		e := &list[i]
		e.Silent = scanned && e.State == Open && e.Usage.Last <= begins && max(e.Poster.Since, e.Campaign.Opens) <= begins
	}
}
