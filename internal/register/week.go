package register

import (
	"fmt"
	"time"

	"hailong/internal/period"
	"hailong/internal/survey"
)

const daysOfWeek = 7

// monday returns the first day of a day's week.
func monday(d survey.Date) survey.Date {
	return d - survey.Date((int(d.Time().Weekday())+daysOfWeek-1)%daysOfWeek)
}

// weekName names a day's week as ISO 8601 does, 2026-W48. Names sort by time.
func weekName(d survey.Date) string {
	year, week := d.Time().ISOWeek()
	return fmt.Sprintf("%04d-W%02d", year, week)
}

// midnight returns the instant at which a day begins for the unit.
func midnight(d survey.Date) time.Time {
	y, m, day := d.Time().Date()
	return time.Date(y, m, day, 0, 0, 0, 0, period.Local(time.Time{}).Location())
}
