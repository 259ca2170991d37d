package period

import (
	"fmt"
	"time"

	"hailong/internal/survey"
)

// A Scheme says on which day a period begins.
type Scheme string

// The schemes.
const (
	// Calendar cuts at the ends of months: Q4 2026 is 2026-10-01..2026-12-31.
	Calendar Scheme = "calendar"
	// Reporting cuts where Nghị định 09/2019/NĐ-CP cuts periodic reports, on
	// the 15th of the month before: Q4 2026 is 2026-09-15..2026-12-14, and the
	// year 2026 is 2025-12-15..2026-12-14.
	Reporting Scheme = "reporting"
)

// Schemes lists every scheme.
var Schemes = []Scheme{Calendar, Reporting}

// cutDay is the day of the month on which a reporting period begins.
const cutDay = 15

// ParseScheme reads calendar or reporting.
func ParseScheme(s string) (Scheme, error) {
	switch v := Scheme(s); v {
	case Calendar, Reporting:
		return v, nil
	}
	return "", fmt.Errorf("scheme %.20q: want calendar or reporting", s)
}

// Dates returns the first and the last day of the period, both included. A
// scheme that ParseScheme would refuse counts as Calendar.
func (p Period) Dates(s Scheme) (from, to survey.Date) {
	last := time.Month(p.number * p.kind.months())
	first := last - time.Month(p.kind.months()) + 1
	if s == Reporting {
		// The month before January is December of the year before: Day normalises.
		return survey.Day(p.year, first-1, cutDay), survey.Day(p.year, last, cutDay-1)
	}
	return survey.Day(p.year, first, 1), survey.Day(p.year, last+1, 0)
}

// Of returns the one period of the kind that the day lies in.
func Of(k Kind, d survey.Date, s Scheme) Period {
	year, month, day := d.Time().Date()
	if s == Reporting && day >= cutDay {
		month++
	}
	if month > time.December {
		year, month = year+1, time.January
	}
	return Period{k, year, (int(month)-1)/k.months() + 1}
}
