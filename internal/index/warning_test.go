package index

import (
	"slices"
	"testing"

	"hailong/internal/tally"
)

func warned(t *testing.T, x Index, want ...Warning) {
	t.Helper()
	if !slices.Equal(x.Warnings, want) {
		t.Errorf("warnings are %v, want %v", x.Warnings, want)
	}
}

func TestFewResponsesAreSaidOnce(t *testing.T) {
	m := template("TC", "PA")
	for n, want := range map[int64][]Warning{
		1:  {{WarnFewResponses, "", 1, 30}},
		29: {{WarnFewResponses, "", 29, 30}},
		30: nil,
	} {
		warned(t, of(t, m, people(m, row{0, 0, 0, n}, row{0, 0, 0, n})), want...)
	}
}

func TestNobodyIsWarnedOfEverywhereAndOnceForEachCode(t *testing.T) {
	m := full()
	warned(t, of(t, m, nil),
		Warning{WarnFewResponses, "", 0, 30},
		Warning{Code: WarnNoValid},
		Warning{Code: WarnNoValid, At: "HL0"},
		Warning{Code: WarnNoValid, At: "TC"}, Warning{Code: WarnNoValid, At: "PA"},
		Warning{Code: WarnNoValid, At: "TC1"}, Warning{Code: WarnNoValid, At: "TC2"},
		Warning{Code: WarnNoValid, At: "PA1"}, Warning{Code: WarnNoValid, At: "PA2"}, Warning{Code: WarnNoValid, At: "PA3"},
	)
	one := template("TC") // the factor and its criterion have one code
	warned(t, of(t, one, nil),
		Warning{WarnFewResponses, "", 0, 30}, Warning{Code: WarnNoValid}, Warning{Code: WarnNoValid, At: "TC"})
}

func TestAFactorWithFewValidAnswersIsMarkedWhereOthersHaveMore(t *testing.T) {
	m := template("TC", "PA")
	for _, c := range []struct {
		tc, pa int64
		want   []Warning
	}{
		{40, 30, nil},
		{40, 29, []Warning{{WarnFewValid, "PA", 29, 30}}},
		{40, 1, []Warning{{WarnFewValid, "PA", 1, 30}}},
		{29, 3, []Warning{{WarnFewResponses, "", 29, 30}, {WarnFewValid, "PA", 3, 30}}},
		{40, 0, []Warning{{Code: WarnNoValid, At: "PA"}}},
	} {
		warned(t, of(t, m, people(m, row{0, 0, 0, c.tc}, row{0, 0, 0, c.pa, 0, c.tc - c.pa})), c.want...)
	}
}

// Eight people who answered everything give three criteria 24 answers and two
// criteria 16: neither factor is worse off than the other.
func TestAFactorIsNotMarkedForHavingFewerCriteria(t *testing.T) {
	m := template("TC/TC1", "TC/TC2", "PA/PA1", "PA/PA2", "PA/PA3")
	all := row{0, 0, 0, 8}
	warned(t, of(t, m, people(m, all, all, all, all, all)), Warning{WarnFewResponses, "", 8, 30})
}

func TestACriterionAndTheOverallQuestionAreMarkedToo(t *testing.T) {
	m := template("!HL0", "PA/PA1", "PA/PA2")
	warned(t, of(t, m, people(m, row{0, 0, 0, 20, 0, 0, 20}, row{0, 0, 0, 40}, row{0, 0, 0, 3, 0, 37})),
		Warning{WarnFewValid, "HL0", 20, 30}, Warning{WarnFewValid, "PA2", 3, 30})
}

func TestATallyOfAnotherTemplateGivesNoFigures(t *testing.T) {
	m, other := short(), short()
	other.Version = 2
	c := tally.New(other)
	if err := c.Add(people(other, case1...)[0]); err != nil {
		t.Fatal(err)
	}
	x := Of(m, c)
	warned(t, x, Warning{Code: WarnTemplate, At: "mau@1"})
	if x.Overall.Percent().Exists() || x.Responses != 0 {
		t.Errorf("figures of another template: %v", x)
	}
}
