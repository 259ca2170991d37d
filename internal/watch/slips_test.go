package watch

import (
	"slices"
	"testing"
)

func TestSlipsThatDoNotGoWithCasesOrWithOtherPlacesAreNamed(t *testing.T) {
	for name, c := range map[string]struct {
		list  []Slipped
		cases int64
		want  []string
	}{
		"nothing":             {nil, 0, nil},
		"as everywhere":       {[]Slipped{{"dot", "a", 200, 60}, {"dot", "b", 300, 80}}, 900, nil},
		"cases unknown":       {[]Slipped{{"dot", "a", 200, 60}, {"dot", "b", 300, 80}}, 0, nil},
		"more than cases":     {[]Slipped{{"dot", "a", 200, 60}, {"dot", "b", 300, 80}}, 400, []string{"slips 500/400 1"}},
		"hardly any returned": {[]Slipped{{"dot", "a", 200, 3}, {"dot", "b", 300, 90}, {"dot", "c", 300, 80}}, 0, []string{"slips 3/200 1"}},
		"all returned":        {[]Slipped{{"dot", "a", 100, 99}, {"dot", "b", 300, 80}, {"dot", "c", 300, 90}}, 0, []string{"slips 99/100 1"}},
		"too few to tell":     {[]Slipped{{"dot", "a", 20, 20}, {"dot", "b", 300, 80}}, 0, nil},
		"one place alone":     {[]Slipped{{"dot", "a", 200, 0}}, 0, nil},
		"a miscount":          {[]Slipped{{"dot", "a", 40, 50}, {"dot", "b", 300, 80}}, 0, nil},
	} {
		t.Run(name, func(t *testing.T) {
			got := raised(LookSlips(first, "dot", c.list, c.cases))
			if !slices.Equal(got, c.want) {
				t.Errorf("raised %q, want %q", got, c.want)
			}
		})
	}
}

func TestAlertsAreOrderedAndNamed(t *testing.T) {
	a := Alert{Campaign: "dot", Day: first, Place: "diem", Kind: Burst, Severity: Odd}
	b := a
	b.Severity = Severe
	later := a
	later.Day++
	list := []Alert{a, b, later}
	slices.SortFunc(list, Compare)
	if list[0] != later || list[1] != b || list[2] != a {
		t.Errorf("ordered %+v", list)
	}
	if a.Key() != "dot/2026-01-05/diem//burst/0" || a.Key() == later.Key() {
		t.Errorf("keys %q and %q", a.Key(), later.Key())
	}
}
