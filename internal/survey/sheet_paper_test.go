package survey

import (
	"bytes"
	"testing"

	"pgregory.net/rapid"
)

func TestPaperIsTakenAsItWasFilledIn(t *testing.T) {
	for _, c := range []struct {
		name, marks string
		want        Answers // A4 A5 HL0 TC1 KQ1 KQ2 UT UT UT
	}{
		{"nothing at all", "", Answers{0, 0, 0, 0, 0, 0, 0, 0, 0}},
		{"what must be answered was left out", "TC1=4", Answers{0, 0, 0, 4, 0, 0, 0, 0, 0}},
		{"two ticks in a row of levels", "HL0=4 HL0=5 TC1=3", Answers{0, 0, 7, 3, 0, 0, 0, 0, 0}},
		{"a level and not applicable", "TC1=1 TC1=na", Answers{0, 0, 0, 7, 0, 0, 0, 0, 0}},
		{"ticks that cannot be read", "A4=? HL0=? UT=?", Answers{0, 0, 7, 0, 0, 0, 0, 0, 0}},
		{"two options of a choice", "A4=roi A4=tre HL0=5", Answers{0, 0, 5, 0, 0, 0, 0, 0, 0}},
		{"two options of a gate skip nothing", "A4=roi A4=chua KQ1=2", Answers{0, 0, 0, 0, 2, 0, 0, 0, 0}},
		{"more options than allowed", "HL0=5 UT=a UT=b UT=c", Answers{0, 0, 5, 0, 0, 0, 0, 0, 0}},
		{"as many options as allowed", "UT=a UT=c", Answers{0, 0, 0, 0, 0, 0, 1, 0, 1}},
		{"a gate settles what was ticked all the same", "A4=chua KQ1=1 KQ1=2", Answers{3, 0, 0, 0, 6, 0, 0, 0, 0}},
	} {
		got, err := sample().FillPaper(Sheet{Marks: marks(c.marks)}, sampleFields)
		if err != nil || !bytes.Equal(got.Answers, c.want) {
			t.Errorf("%s: got %v %v, want %v", c.name, got.Answers, err, c.want)
		}
	}
}

func TestASlipOfTheKeysIsNoTickOnPaper(t *testing.T) {
	for _, c := range []struct {
		name  string
		sheet Sheet
		want  []Fault
	}{
		{"no such level", Sheet{Marks: marks("HL0=6")}, []Fault{{"HL0", FaultRange, 0}}},
		{"no such level beside one", Sheet{Marks: marks("HL0=5 HL0=6")}, []Fault{{"HL0", FaultRepeated, 0}}},
		{"the same level twice", Sheet{Marks: marks("HL0=5 HL0=5")}, []Fault{{"HL0", FaultRepeated, 0}}},
		{"unclear beside a level", Sheet{Marks: marks("HL0=5 HL0=?")}, []Fault{{"HL0", FaultRepeated, 0}}},
		{"no such option", Sheet{Marks: marks("A4=xong UT=z")}, []Fault{{"A4", FaultOption, 0}, {"UT", FaultOption, 0}}},
		{"an option twice", Sheet{Marks: marks("UT=a UT=b UT=b")}, []Fault{{"UT", FaultRepeated, 0}}},
		{"a question nobody asks", Sheet{Marks: marks("ZZ=1")}, []Fault{{"ZZ", FaultUnknown, 0}}},
		{"no such field, a long comment", Sheet{Field: "X", Comment: "mười một kt"},
			[]Fault{{"field", FaultOption, 0}, {"comment", FaultTooLong, 10}}},
	} {
		_, err := sample().FillPaper(c.sheet, sampleFields)
		wantFaults(t, c.name, err, c.want...)
	}
}

func TestTheWebKnowsNoUnclearTick(t *testing.T) {
	_, err := sample().Fill(Sheet{Marks: marks("A4=? HL0=? KQ2=5 UT=?")}, sampleFields)
	wantFaults(t, "unclear", err, Fault{"A4", FaultOption, 0}, Fault{"HL0", FaultRange, 0}, Fault{"UT", FaultOption, 0})
}

func TestRequiredFieldAndCommentMayBeMissingOnPaper(t *testing.T) {
	s := sample()
	s.Question("field").Required = true
	s.Question("comment").Required = true
	if _, err := s.FillPaper(Sheet{}, sampleFields); err != nil {
		t.Error(err)
	}
}

func TestNotApplicableAnswersACriterionAndATickThatCannotBeReadDoesNot(t *testing.T) {
	for _, c := range []struct {
		name, marks string
		answered    int
	}{
		{"none", "HL0=5 UT=a", 0},
		{"a level, not applicable and a blank", "TC1=1 KQ1=na", 2},
		{"two ticks", "TC1=1 TC1=2 KQ2=5", 1},
		{"a gate", "A4=chua", 1},
	} {
		s := sample()
		f, err := s.FillPaper(Sheet{Marks: marks(c.marks)}, sampleFields)
		if err != nil {
			t.Fatal(err)
		}
		if answered, criteria := s.Answered(f.Answers); answered != c.answered || criteria != 3 {
			t.Errorf("%s: got %d of %d, want %d of 3", c.name, answered, criteria, c.answered)
		}
	}
}

// What the web takes, paper takes, with the same cells.
func TestASheetThatFillTakesIsTheSameOnPaper(t *testing.T) {
	s := sample()
	rapid.Check(t, func(r *rapid.T) {
		sheet := Sheet{Marks: map[string][]string{}}
		for code, some := range map[string][]string{
			"A4": {"", "roi", "tre", "chua"}, "A5": {"", "co", "khong"}, "HL0": {"1", "3", "5"},
			"TC1": {"", "2", "na"}, "KQ1": {"", "4", "na"}, "KQ2": {"1", "na"}, "UT": {"", "a", "c"},
		} {
			sheet.Marks[code] = []string{rapid.SampledFrom(some).Draw(r, code)}
		}
		web, err := s.Fill(sheet, sampleFields)
		if err != nil {
			t.Fatal(err)
		}
		paper, err := s.FillPaper(sheet, sampleFields)
		if err != nil || !bytes.Equal(web.Answers, paper.Answers) {
			t.Fatalf("got %v %v on paper, want %v", paper.Answers, err, web.Answers)
		}
	})
}
