package period

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hailong/internal/survey"
)

func TestSchemesAreReadByName(t *testing.T) {
	for _, s := range Schemes {
		if got, err := ParseScheme(string(s)); err != nil || got != s {
			t.Errorf("ParseScheme(%s) = %s, %v", s, got, err)
		}
	}
	for _, s := range []string{"", "Calendar", "lunar", "calendar "} {
		got, err := ParseScheme(s)
		if err == nil || got != "" || !strings.Contains(err.Error(), "want calendar or reporting") {
			t.Errorf("ParseScheme(%q) = %q, %v", s, got, err)
		}
	}
}

func TestPeriodsBeginAndEndOnTheseDays(t *testing.T) {
	for _, c := range []struct {
		p        string
		s        Scheme
		from, to string
	}{
		{"2026-Q1", Calendar, "2026-01-01", "2026-03-31"},
		{"2026-Q2", Calendar, "2026-04-01", "2026-06-30"},
		{"2026-Q3", Calendar, "2026-07-01", "2026-09-30"},
		{"2026-Q4", Calendar, "2026-10-01", "2026-12-31"},
		{"2026-H1", Calendar, "2026-01-01", "2026-06-30"},
		{"2026-H2", Calendar, "2026-07-01", "2026-12-31"},
		{"2026", Calendar, "2026-01-01", "2026-12-31"},
		{"2028", Calendar, "2028-01-01", "2028-12-31"},
		{"2026-Q1", Reporting, "2025-12-15", "2026-03-14"},
		{"2026-Q2", Reporting, "2026-03-15", "2026-06-14"},
		{"2026-Q3", Reporting, "2026-06-15", "2026-09-14"},
		{"2026-Q4", Reporting, "2026-09-15", "2026-12-14"},
		{"2026-H1", Reporting, "2025-12-15", "2026-06-14"},
		{"2026-H2", Reporting, "2026-06-15", "2026-12-14"},
		{"2026", Reporting, "2025-12-15", "2026-12-14"},
		{"2000", Reporting, "1999-12-15", "2000-12-14"},
		{"2028-Q1", Reporting, "2027-12-15", "2028-03-14"},
		{"2026-Q4", "lunar", "2026-10-01", "2026-12-31"},
	} {
		from, to := must(t, c.p).Dates(c.s)
		if from.String() != c.from || to.String() != c.to {
			t.Errorf("%s %s is %s..%s, want %s..%s", c.p, c.s, from, to, c.from, c.to)
		}
	}
}

func TestDaysLieInThesePeriods(t *testing.T) {
	for _, c := range []struct {
		day                 string
		s                   Scheme
		quarter, half, year string
	}{
		{"2026-12-31", Calendar, "2026-Q4", "2026-H2", "2026"},
		{"2027-01-01", Calendar, "2027-Q1", "2027-H1", "2027"},
		{"2026-12-14", Reporting, "2026-Q4", "2026-H2", "2026"},
		{"2026-12-15", Reporting, "2027-Q1", "2027-H1", "2027"},
		{"2026-09-14", Reporting, "2026-Q3", "2026-H2", "2026"},
		{"2026-09-15", Reporting, "2026-Q4", "2026-H2", "2026"},
		{"2026-06-14", Reporting, "2026-Q2", "2026-H1", "2026"},
		{"2026-06-15", Reporting, "2026-Q3", "2026-H2", "2026"},
		{"2026-11-15", Reporting, "2026-Q4", "2026-H2", "2026"},
		{"2028-02-29", Reporting, "2028-Q1", "2028-H1", "2028"},
		{"2099-12-15", Reporting, "2100-Q1", "2100-H1", "2100"},
	} {
		for i, want := range []string{c.quarter, c.half, c.year} {
			if got := Of(Kinds[i], day(t, c.day), c.s).String(); got != want {
				t.Errorf("%s %s lies in %s, want %s", c.day, c.s, got, want)
			}
		}
	}
}

// Days before 1970 are negative numbers; nobody answers then, but the law holds.
func TestEveryDayLiesInExactlyOnePeriodOfEachKind(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := survey.Date(rapid.Int32Range(-40_000, 60_000).Draw(t, "day"))
		s := rapid.SampledFrom(Schemes).Draw(t, "scheme")
		k := rapid.SampledFrom(Kinds).Draw(t, "kind")
		p := Of(k, d, s)
		if from, to := p.Dates(s); d < from || d > to {
			t.Fatalf("%s is put in %s = %s..%s", d, p, from, to)
		}
		for _, other := range []Period{p.Previous(), p.Next()} {
			if from, to := other.Dates(s); d >= from && d <= to {
				t.Fatalf("%s lies in %s and in %s", d, p, other)
			}
		}
	})
}

func TestQuartersTileHalvesAndHalvesTileYears(t *testing.T) {
	for _, s := range Schemes {
		for year := firstYear; year <= lastYear; year++ {
			whole := days(s, Period{Year, year, 1})
			halves := append(days(s, Period{Half, year, 1}), days(s, Period{Half, year, 2})...)
			if !slices.Equal(whole, halves) {
				t.Fatalf("the halves do not tile %d %s", year, s)
			}
			for h := 1; h <= 2; h++ {
				quarters := append(days(s, Period{Quarter, year, 2*h - 1}), days(s, Period{Quarter, year, 2 * h})...)
				if !slices.Equal(days(s, Period{Half, year, h}), quarters) {
					t.Fatalf("the quarters do not tile half %d of %d %s", h, year, s)
				}
			}
			if next := days(s, Period{Year, year + 1, 1}); next[0] != whole[len(whole)-1]+1 {
				t.Fatalf("between %d and the next year %s lies a gap", year, s)
			}
		}
	}
}

func days(s Scheme, p Period) []survey.Date {
	var list []survey.Date
	from, to := p.Dates(s)
	for d := from; d <= to; d++ {
		list = append(list, d)
	}
	return list
}
