// Package period names the stretches of time that figures are given for: a
// quarter 2026-Q4, a half-year 2026-H2 and a year 2026.
//
// The same name means other days under another Scheme, so a Period holds no
// dates; Dates cuts it, and Of finds the one that a day lies in. Whatever the
// scheme, the quarters tile the half-years and the half-years tile the years:
// every day lies in exactly one period of each kind.
//
// The package never asks for the time. It refuses to know months, weeks and
// free ranges, which no report of the commune is made for.
package period

import (
	"fmt"
	"strconv"
)

// A Kind is a length of period.
type Kind uint8

// The kinds of period.
const (
	Quarter Kind = iota + 1
	Half
	Year
)

// Kinds lists every kind, shortest first.
var Kinds = []Kind{Quarter, Half, Year}

// months returns the length of a period of the kind.
func (k Kind) months() int {
	switch k {
	case Quarter:
		return 3
	case Half:
		return 6
	default:
		return 12
	}
}

// perYear returns how many periods of the kind make a year.
func (k Kind) perYear() int { return 12 / k.months() }

// A Period is one quarter, half-year or year. Two periods are the same when
// they are ==. The zero Period is none; its String is "".
type Period struct {
	kind   Kind
	year   int
	number int // within the year, from 1
}

// The years that Parse takes. They keep a typing slip ("0226", "20266") from
// becoming an empty report.
const (
	firstYear = 2000
	lastYear  = 2099
)

// Parse reads 2026-Q4, 2026-H2 or 2026, of a year from 2000 to 2099, and takes
// nothing that String would write otherwise.
func Parse(s string) (Period, error) {
	p, ok := parse(s)
	if !ok {
		return Period{}, fmt.Errorf("period %.20q: want a quarter 2026-Q4, a half-year 2026-H2 or a year 2026", s)
	}
	return p, nil
}

func parse(s string) (Period, bool) {
	if len(s) != len("2026") && len(s) != len("2026-Q4") {
		return Period{}, false
	}
	year, err := strconv.ParseUint(s[:4], 10, 16)
	if err != nil || year < firstYear || year > lastYear {
		return Period{}, false
	}
	p := Period{Year, int(year), 1}
	if len(s) == 4 {
		return p, true
	}
	switch s[4:6] {
	case "-Q":
		p.kind = Quarter
	case "-H":
		p.kind = Half
	default:
		return Period{}, false
	}
	p.number = int(s[6]) - '0'
	return p, p.number >= 1 && p.number <= p.kind.perYear()
}

// String returns what Parse reads. A period that Of, Next or Previous found
// outside the years 2000 to 2099 has a name too, which Parse refuses.
func (p Period) String() string {
	switch p.kind {
	case Quarter:
		return fmt.Sprintf("%04d-Q%d", p.year, p.number)
	case Half:
		return fmt.Sprintf("%04d-H%d", p.year, p.number)
	case Year:
		return fmt.Sprintf("%04d", p.year)
	default:
		return ""
	}
}

// MarshalText writes what String returns.
func (p Period) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText reads what Parse reads.
func (p *Period) UnmarshalText(b []byte) error {
	v, err := Parse(string(b))
	*p = v
	return err
}

// Kind returns the length of the period, or 0 for no period.
func (p Period) Kind() Kind { return p.kind }

// Next returns the period of the same length that begins the day after p ends.
func (p Period) Next() Period { return p.step(1) }

// Previous returns the period of the same length that ends the day before p begins.
func (p Period) Previous() Period { return p.step(-1) }

func (p Period) step(by int) Period {
	if p.kind == 0 {
		return p
	}
	n := p.year*p.kind.perYear() + p.number - 1 + by
	return Period{p.kind, n / p.kind.perYear(), n%p.kind.perYear() + 1}
}
