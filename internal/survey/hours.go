package survey

import (
	"fmt"
	"time"
)

// Hours are a stretch of a weekday in which a place receives people, as the
// morning of a Monday. To is the first minute after it.
type Hours struct {
	// Weekday is 0 for Sunday to 6 for Saturday, as in package time.
	Weekday time.Weekday `json:"weekday"`
	From    Clock        `json:"from"`
	To      Clock        `json:"to"`
}

// A Clock is a time of day in minutes from midnight.
type Clock int16

// minutesPerDay is one more than the last Clock.
const minutesPerDay = 24 * 60

// ParseClock reads 07:30, from 00:00 to 23:59.
func ParseClock(s string) (Clock, error) {
	t, err := time.Parse("15:04", s)
	if err != nil || len(s) != len("15:04") {
		return 0, fmt.Errorf("clock %.20q: want HH:MM", s)
	}
	return Clock(t.Hour()*60 + t.Minute()), nil
}

// Valid reports whether the clock is a time of a day.
func (c Clock) Valid() bool { return c >= 0 && c < minutesPerDay }

// String returns 07:30.
func (c Clock) String() string { return fmt.Sprintf("%02d:%02d", c/60, c%60) }

// MarshalText writes 07:30.
func (c Clock) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads what ParseClock reads.
func (c *Clock) UnmarshalText(b []byte) error {
	v, err := ParseClock(string(b))
	*c = v
	return err
}
