package index

import (
	"testing"

	"hailong/internal/survey"
)

// The worked examples of the domain notes §1.7, figure by figure.

// case1 is 40 people on the short form; the overall question is 9 of 10 valid.
var case1 = []row{
	{0, 0, 1, 4, 5, 0, 30},
	{0, 1, 5, 20, 14},
	{1, 1, 6, 22, 10},
	{0, 0, 3, 17, 20},
	{0, 1, 4, 19, 16},
	{0, 2, 8, 20, 10},
}

// case2 is the same people; 4 have no result yet, 28 never complained.
var case2 = []row{
	case1[0], case1[1], case1[2], case1[3],
	{0, 1, 4, 16, 15, 4},
	{1, 2, 2, 5, 2, 28},
}

type line struct {
	code             string
	satisfied, valid int64
	percent, mean    string
}

func lines(t *testing.T, x Index, want []line) {
	t.Helper()
	check(t, "number of factors", len(x.Factors), len(want))
	for i, w := range want {
		f := x.Factors[i]
		check(t, "factor", line{f.Code, f.Satisfied, f.Valid, f.Percent().Comma(), f.Mean().Comma()}, w)
	}
}

func whole(t *testing.T, x Index, satisfied, valid int64, percent, mean, factorMean string) {
	t.Helper()
	check(t, "4+5", x.Overall.Satisfied, satisfied)
	check(t, "valid", x.Overall.Valid, valid)
	check(t, "O", x.Overall.Percent().Comma(), percent)
	check(t, "M", x.Overall.Mean().Comma(), mean)
	check(t, "O_f", x.FactorMean.Comma(), factorMean)
}

func TestCase1ShortFormWithoutNA(t *testing.T) {
	m := short()
	x := of(t, m, people(m, case1...))
	check(t, "responses", x.Responses, 40)
	lines(t, x, []line{
		{"TC", 34, 40, "85,00", "4,18"},
		{"TT", 32, 40, "80,00", "3,98"},
		{"CC", 37, 40, "92,50", "4,43"},
		{"KQ", 35, 40, "87,50", "4,25"},
		{"PA", 30, 40, "75,00", "3,95"},
	})
	whole(t, x, 168, 200, "84,00", "4,16", "84,00")
	check(t, "sum of the levels", x.Overall.Points, 831)
	check(t, "KHL", x.Overall.DissatisfiedPercent().Comma(), "3,00")
	check(t, "O_q", x.OverallQuestion.Percent().Comma(), "90,00")
	check(t, "blank at the overall question", x.OverallQuestion.Blank, 30)
	check(t, "interval", x.Interval.Low.String()+"–"+x.Interval.High.String(), "59.58–98.21")
	for _, conversion := range []string{"78,88", "83,10"} {
		if x.Overall.Percent().Comma() == conversion {
			t.Errorf("O is %s, a conversion of the mean", conversion)
		}
	}
}

func TestCase2NAIsNeitherSatisfiedNorDissatisfied(t *testing.T) {
	m := short()
	x := of(t, m, people(m, case2...))
	lines(t, x, []line{
		{"TC", 34, 40, "85,00", "4,18"},
		{"TT", 32, 40, "80,00", "3,98"},
		{"CC", 37, 40, "92,50", "4,43"},
		{"KQ", 31, 36, "86,11", "4,25"},
		{"PA", 7, 12, "58,33", "3,42"},
	})
	whole(t, x, 141, 168, "83,93", "4,15", "80,39")
	check(t, "NA at KQ", x.Criteria[3].NA, 4)
	check(t, "NA at PA", x.Criteria[4].NA, 28)
	const asDissatisfied, asSatisfied = "70,50", "86,50"
	check(t, "the wrong figure with NA as not satisfied", Percent(141, 168+32).Comma(), asDissatisfied)
	check(t, "the wrong figure with NA as satisfied", Percent(141+32, 168+32).Comma(), asSatisfied)
	for _, wrong := range []string{asDissatisfied, asSatisfied} {
		if x.Overall.Percent().Comma() == wrong {
			t.Errorf("O is %s: NA was put into the denominator", wrong)
		}
	}
	if w := x.At("PA"); len(w) != 1 || w[0] != (Warning{WarnFewValid, "PA", 12, 30}) {
		t.Errorf("PA carries %v, want few_valid with n = 12", w)
	}
	check(t, "number of warnings", len(x.Warnings), 2) // PA, and HL0 with its 10 of 40
}

func TestCase3AFactorIsARatioOfSums(t *testing.T) {
	m := template("PA/PA1", "PA/PA2", "PA/PA3")
	x := of(t, m, people(m, row{0, 1, 6, 21, 12}, row{0, 0, 1, 2, 0, 37}, row{1, 1, 0, 1, 0, 37}))
	for i, want := range []line{
		{"PA1", 33, 40, "82,50", "4,10"},
		{"PA2", 2, 3, "66,67", "3,67"},
		{"PA3", 1, 3, "33,33", "2,33"},
	} {
		c := x.Criteria[i]
		check(t, "criterion", line{c.Code, c.Satisfied, c.Valid, c.Percent().Comma(), c.Mean().Comma()}, want)
		check(t, "factor of the criterion", c.Factor, "PA")
	}
	lines(t, x, []line{{"PA", 36, 46, "78,26", "3,96"}})
	if got := x.Factors[0].Percent().Comma(); got == "60,83" {
		t.Errorf("F is %s, the mean of the criteria", got)
	}
	whole(t, x, 36, 46, "78,26", "3,96", "78,26")
}

func TestCase4NobodyValidGivesNoFigure(t *testing.T) {
	m := short()
	rows := append([]row(nil), case1...)
	rows[5] = row{0, 0, 0, 0, 0, 38, 1, 1} // PA: 38 NA, one blank, one unreadable
	x := of(t, m, people(m, rows...))
	pa := x.Factors[4]
	check(t, "F of PA", pa.Percent().Comma(), "—")
	check(t, "M of PA", pa.Mean().Comma(), "—")
	check(t, "KHL of PA", pa.DissatisfiedPercent().Comma(), "—")
	check(t, "F of PA exists", pa.Percent().Exists(), false)
	// (85 + 80 + 92.5 + 87.5) / 4, without a 0 for PA.
	whole(t, x, 138, 160, "86,25", "4,21", "86,25")
	if w := x.At("PA"); len(w) != 1 || w[0] != (Warning{Code: WarnNoValid, At: "PA"}) {
		t.Errorf("PA carries %v, want one no_valid", w)
	}

	nobody := of(t, m, nil)
	whole(t, nobody, 0, 0, "—", "—", "—")
	check(t, "O_q of nobody", nobody.OverallQuestion.Percent().Comma(), "—")
	check(t, "interval of nobody", nobody.Interval, Interval{})
}

func TestCase5ChannelsArePooledNotAveraged(t *testing.T) {
	m := template("TC")
	qr := count(t, m, people(m, row{0, 2, 0, 20, 8}))
	paper := count(t, m, people(m, row{2, 5, 5, 40, 8}))
	check(t, "QR", Of(m, qr).Overall.Percent().Comma(), "93,33")
	check(t, "paper", Of(m, paper).Overall.Percent().Comma(), "80,00")
	if err := qr.Merge(paper); err != nil {
		t.Fatal(err)
	}
	x := Of(m, qr)
	check(t, "pooled", Figure{Satisfied: x.Overall.Satisfied, Valid: x.Overall.Valid}, Figure{Satisfied: 76, Valid: 90})
	check(t, "pooled", x.Overall.Percent().Comma(), "84,44")
	if got := x.Overall.Percent().Comma(); got == "86,67" {
		t.Errorf("pooled is %s, the mean of the channels", got)
	}
}

func TestCase5PostStratifiedByField(t *testing.T) {
	m := template("TC")
	certified := of(t, m, people(m, row{0, 1, 0, 10, 9}))
	land := of(t, m, people(m, row{4, 4, 4, 20, 8}))
	check(t, "chứng thực", certified.Overall.Percent().Comma(), "95,00")
	check(t, "đất đai", land.Overall.Percent().Comma(), "70,00")
	check(t, "unweighted", Percent(19+28, 20+40).Comma(), "78,33")
	w, err := Weighted([]Stratum{{"CHUNGTHUC", 700, certified.Overall}, {"DATDAI", 300, land.Overall}})
	if err != nil {
		t.Fatal(err)
	}
	check(t, "weighted", w.Percent.Comma(), "87,50")
	check(t, "covered", w.Covered, 1000)
}

func TestTheOverallAndTheOutsideQuestionsEnterNoSum(t *testing.T) {
	m := full()
	list := people(m, row{0, 0, 0, 10}, row{0, 0, 0, 10}, row{0, 0, 0, 10}, row{0, 0, 0, 10}, row{0, 0, 0, 10},
		row{10}, row{10, 0})
	x := of(t, m, list)
	whole(t, x, 50, 50, "100,00", "4,00", "100,00")
	check(t, "O_q", x.OverallQuestion.Percent().Comma(), "0,00")
	check(t, "questions outside", len(x.Outside), 1)
	check(t, "X1", x.Outside[0].Percent().Comma(), "0,00")
	check(t, "its code", x.Outside[0].Code, "X1")
	check(t, "method", x.Method, "hailong-1")
	check(t, "template", x.Template, m.Ref())
}

func TestAnOverallQuestionWithAFactorStillEntersNoSum(t *testing.T) {
	m := template("!HL0", "TC")
	m.Sections[0].Questions[0].Factor = "TC"
	x := of(t, m, people(m, row{3}, row{0, 0, 0, 0, 3}))
	whole(t, x, 3, 3, "100,00", "5,00", "100,00")
	check(t, "factor of HL0", x.OverallQuestion.Factor, "")
}

func TestATemplateWithoutAnOverallQuestionHasNone(t *testing.T) {
	m := template("TC")
	x := of(t, m, people(m, row{0, 0, 0, 40}))
	if x.OverallQuestion != nil || x.Interval != (Interval{}) {
		t.Errorf("O_q is %v with interval %v, want none", x.OverallQuestion, x.Interval)
	}
}

func TestTheThreeWaysOfNotAnsweringAreReportedApart(t *testing.T) {
	m := template("TC")
	q := of(t, m, people(m, row{1, 2, 3, 4, 5, 6, 7, 8})).Criteria[0]
	check(t, "levels", q.Levels, [survey.Levels]int64{1, 2, 3, 4, 5})
	check(t, "na, blank, invalid", [3]int64{q.NA, q.Blank, q.Invalid}, [3]int64{6, 7, 8})
	check(t, "figure", q.Figure, Figure{Satisfied: 9, Dissatisfied: 3, Valid: 15, Points: 55})
}
