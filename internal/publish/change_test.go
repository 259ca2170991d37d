package publish

import (
	"testing"

	"hailong/internal/index"
	"hailong/internal/report"
	"hailong/internal/survey"
)

// level is a report of so many people of whom so many are satisfied with
// everything.
func level(t failing, people, satisfied int, quarter string) *report.Report {
	t.Helper()
	form := formOf(t, "short")
	row := [6]int{0, people - satisfied, 0, satisfied, 0, 0}
	return reportOf(t, form, rowsOf(form, people, [6][6]int{row, row, row, row, row, row}), quarter)
}

func TestAStepIsToldOnlyWhereItIsMoreThanChance(t *testing.T) {
	for _, c := range []struct {
		name                   string
		now, of, before, ofOld int
		want                   string
	}{
		{"far above", 190, 200, 120, 200, "So với quý III năm 2026 (60,00%): tăng 35,00 điểm phần trăm."},
		{"far below", 120, 200, 190, 200, "So với quý III năm 2026 (95,00%): giảm 35,00 điểm phần trăm."},
		{"a little", 180, 200, 176, 200, "So với quý III năm 2026 (88,00%): " + unclear + "."},
		{"the same", 180, 200, 90, 100, "So với quý III năm 2026 (90,00%): không thay đổi."},
		{"too few before", 190, 200, 5, 29, "Không có số liệu kỳ trước để so sánh."},
	} {
		i := usual(t)
		i.Report, i.Previous = level(t, c.of, c.now, "2026-Q4"), level(t, c.ofOld, c.before, "2026-Q3")
		if got := facted(t, i).compared(); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestWhatWasAskedOrComputedOtherwiseIsNotCompared(t *testing.T) {
	for name, spoil := range map[string]func(*report.Report){
		"another commune":  func(r *report.Report) { r.Unit.Code = "khac" },
		"another version":  func(r *report.Report) { r.Index.Template = survey.Ref{Code: "short", Version: 9} },
		"another method":   func(r *report.Report) { r.Index.Method = "hailong-2" },
		"other quarters":   func(r *report.Report) { r.Campaign.Scheme = "reporting" },
		"not right before": func(r *report.Report) { r.Period = r.Period.Previous() },
		"a part":           func(r *report.Report) { r.Scope.Fields = []string{"HOTICH"} },
	} {
		i := usual(t)
		spoil(i.Previous)
		if f := facted(t, i); f.change.told {
			t.Errorf("%s is compared: %s", name, f.compared())
		}
	}
	if f := facted(t, usual(t)); !f.change.told {
		t.Error("what can be compared is not")
	}
}

func TestTheEndsAreNamedOnlyWhereTheyAreEnds(t *testing.T) {
	of := func(hundredths ...int64) (list []factor) {
		for i, h := range hundredths {
			one := factor{label: string(rune('A' + i)), percent: index.Percent(h, 10_000)}
			if h < 0 {
				one = factor{label: "few", percent: index.Percent(1, 10_000), mark: scarce}
			}
			list = append(list, one)
		}
		return list
	}
	for _, c := range []struct {
		list        []factor
		best, worst string
	}{
		{of(9000, 8000, 7000), "a", "c"},
		{of(9000, 9000, 7000), "a và b", "c"},
		{of(9000, 9000, 9000, 7000), "", "d"},
		{of(8000, 8000), "", ""},
		{of(8000), "", ""},
		{of(), "", ""},
		{of(9000, -1, 7000), "a", "c"},
	} {
		best, worst := extremes(c.list)
		if joined(labels(best)) != c.best || joined(labels(worst)) != c.worst {
			t.Errorf("%v: best %q, worst %q, want %q and %q", c.list, labels(best), labels(worst), c.best, c.worst)
		}
	}
}
