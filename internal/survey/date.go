package survey

import (
	"fmt"
	"time"
)

// A Date is a calendar day without a clock or a zone, counted from 1970-01-01.
// It is the only time a response carries: a finer one could be set beside a
// queue ticket or a camera.
type Date int32

const secondsPerDay = 24 * 60 * 60

// DateOf returns the day that t shows in its own zone. Callers bring t to the
// unit's zone first (period.Local).
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Day(y, m, d)
}

// Day returns the date of a year, month and day, normalised as time.Date does.
func Day(year int, month time.Month, day int) Date {
	return Date(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / secondsPerDay)
}

// ParseDate reads 2026-10-05.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0, fmt.Errorf("date %q: want YYYY-MM-DD", s)
	}
	return DateOf(t), nil
}

// Time returns midnight of the day in UTC, for formatting only.
func (d Date) Time() time.Time { return time.Unix(int64(d)*secondsPerDay, 0).UTC() }

// String returns 2026-10-05.
func (d Date) String() string { return d.Time().Format(time.DateOnly) }

// MarshalText writes 2026-10-05.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (d *Date) UnmarshalText(b []byte) error {
	v, err := ParseDate(string(b))
	*d = v
	return err
}
