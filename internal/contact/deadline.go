package contact

import (
	"time"

	"hailong/internal/survey"
)

// The deadlines. The first is the commune's own promise; the other two are those
// of Nghị định 356/2025/NĐ-CP for what a person asks about the data held.
const (
	// ReplyDays is how many days after a request an answer is on time.
	ReplyDays = 15
	// RightsWorkDays is within how many working days the person is told what
	// will be done, RightsDays within how many days a withdrawal is done.
	RightsWorkDays = 2
	RightsDays     = 15
)

// RightsDue returns the last day on which a person who asked on a day about the
// data held (to see, correct or delete them) is to be told what will be done.
func RightsDue(asked survey.Date) survey.Date { return WorkDay(asked, RightsWorkDays) }

// WorkDay returns the nth working day, Monday to Friday, after a day. Holidays
// are decreed year by year and not known here, so the day may come too early but
// never too late.
func WorkDay(after survey.Date, n int) survey.Date {
	for n > 0 {
		after++
		if d := after.Time().Weekday(); d != time.Saturday && d != time.Sunday {
			n--
		}
	}
	return after
}
