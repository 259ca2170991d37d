package period

import (
	"strings"
	"testing"

	"hailong/internal/survey"
)

func must(t *testing.T, s string) Period {
	t.Helper()
	p, err := Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func day(t *testing.T, s string) survey.Date {
	t.Helper()
	d, err := survey.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestEveryPeriodIsReadBackFromItsName(t *testing.T) {
	for year := firstYear; year <= lastYear; year++ {
		for _, k := range Kinds {
			for n := 1; n <= k.perYear(); n++ {
				p := Period{k, year, n}
				if got := must(t, p.String()); got != p {
					t.Fatalf("Parse(%s) = %v", p, got)
				}
				text, _ := p.MarshalText()
				var back Period
				if err := back.UnmarshalText(text); err != nil || back != p {
					t.Fatalf("UnmarshalText(%s) = %v, %v", text, back, err)
				}
			}
		}
	}
}

func TestAnythingElseIsRefusedInOneLineThatSaysTheForms(t *testing.T) {
	for _, s := range []string{
		"", " ", "2026 ", " 2026", "26", "02026", "1999", "2100", "1999-Q4", "2026-Q0", "2026-Q5", "2026-Q",
		"2026-Q44", "2026Q4", "2026-q4", "2026-H0", "2026-H3", "2026-H10", "2026-M1", "2026-10", "2026-12-31",
		"2026/Q4", "+026", "-026", "2_26", "２０２６", "2026-Q４", "2026-Q\n", "Q4-2026", "2026-Q4\n", "IV/2026",
		strings.Repeat("2026", 1000),
	} {
		p, err := Parse(s)
		if err == nil {
			t.Errorf("Parse(%q) = %v, want an error", s, p)
			continue
		}
		if p != (Period{}) {
			t.Errorf("Parse(%q) gave %v with its error", s, p)
		}
		text := err.Error()
		if strings.Contains(text, "\n") || len(text) > 200 {
			t.Errorf("Parse(%q): error is not one short line: %q", s, text)
		}
		for _, form := range []string{"2026-Q4", "2026-H2", "or a year 2026"} {
			if !strings.Contains(text, form) {
				t.Errorf("Parse(%q): error %q does not say %s", s, text, form)
			}
		}
	}
}

func TestNoPeriodHasNoNameAndNoNeighbours(t *testing.T) {
	var none Period
	if none.String() != "" || none.Name(survey.Vietnamese) != "" || none.Kind() != 0 {
		t.Errorf("no period is %q, %q", none.String(), none.Name(survey.Vietnamese))
	}
	if none.Next() != none || none.Previous() != none {
		t.Error("no period has a neighbour")
	}
}

func TestNeighboursHaveTheSameLength(t *testing.T) {
	for _, c := range []struct{ p, next string }{
		{"2026-Q3", "2026-Q4"},
		{"2026-Q4", "2027-Q1"},
		{"2026-H1", "2026-H2"},
		{"2026-H2", "2027-H1"},
		{"2026", "2027"},
		{"2000-Q4", "2001-Q1"},
	} {
		if got := must(t, c.p).Next().String(); got != c.next {
			t.Errorf("after %s comes %s, want %s", c.p, got, c.next)
		}
		if got := must(t, c.next).Previous().String(); got != c.p {
			t.Errorf("before %s comes %s, want %s", c.next, got, c.p)
		}
	}
}

func TestPeopleReadTheNameInTheirLanguage(t *testing.T) {
	for _, c := range []struct{ p, vi, en string }{
		{"2026-Q1", "quý I năm 2026", "quarter I 2026"},
		{"2026-Q2", "quý II năm 2026", "quarter II 2026"},
		{"2026-Q3", "quý III năm 2026", "quarter III 2026"},
		{"2026-Q4", "quý IV năm 2026", "quarter IV 2026"},
		{"2026-H1", "6 tháng đầu năm 2026", "first half of 2026"},
		{"2026-H2", "6 tháng cuối năm 2026", "second half of 2026"},
		{"2026", "năm 2026", "year 2026"},
	} {
		p := must(t, c.p)
		if got := p.Name(survey.Vietnamese); got != c.vi {
			t.Errorf("%s is called %q, want %q", c.p, got, c.vi)
		}
		if got := p.Name(survey.English); got != c.en {
			t.Errorf("%s is called %q, want %q", c.p, got, c.en)
		}
		if got := p.Name("fr"); got != c.vi {
			t.Errorf("%s in another language is %q, want %q", c.p, got, c.vi)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"2026-Q4", "2026-H2", "2026", "2026-Q5", "", "2026-Q4 "} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := Parse(s)
		if err != nil {
			if strings.ContainsAny(err.Error(), "\n\r") {
				t.Errorf("error of several lines: %q", err)
			}
			return
		}
		if p.String() != s {
			t.Errorf("Parse(%q) is written %q", s, p)
		}
		for _, scheme := range Schemes {
			from, to := p.Dates(scheme)
			if from > to || Of(p.Kind(), from, scheme) != p || Of(p.Kind(), to, scheme) != p {
				t.Errorf("%s in scheme %s is %s..%s", p, scheme, from, to)
			}
		}
	})
}
