package survey

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

var sampleFields = []Field{{Code: "HOTICH", Text: text("Hộ tịch")}, {Code: "KHAC", Text: text("Khác")}}

// marks reads "A4=roi UT=a UT=b" into the marks of a sheet.
func marks(s string) map[string][]string {
	m := map[string][]string{}
	for _, pair := range strings.Fields(s) {
		code, mark, _ := strings.Cut(pair, "=")
		m[code] = append(m[code], mark)
	}
	return m
}

func TestFillKeepsWhatWasTicked(t *testing.T) {
	for _, c := range []struct {
		name, marks string
		want        Answers // A4 A5 HL0 TC1 KQ1 KQ2 UT UT UT
	}{
		{"only what must be", "HL0=5 KQ2=1", Answers{0, 0, 5, 0, 0, 1, 0, 0, 0}},
		{"everything", "A4=roi A5=co HL0=1 TC1=2 KQ1=3 KQ2=4 UT=c UT=a", Answers{1, 1, 1, 2, 3, 4, 1, 0, 1}},
		{"not applicable", "HL0=3 TC1=na KQ2=na", Answers{0, 0, 3, 6, 0, 6, 0, 0, 0}},
		{"an empty mark is no tick", "A4= HL0= HL0=4 TC1= KQ2=4 UT=", Answers{0, 0, 4, 0, 0, 4, 0, 0, 0}},
	} {
		got, err := sample().Fill(Sheet{Marks: marks(c.marks)}, sampleFields)
		if err != nil || !bytes.Equal(got.Answers, c.want) {
			t.Errorf("%s: got %v %v, want %v", c.name, got.Answers, err, c.want)
		}
	}
}

func TestFillLetsAGateSettleWhatItMakesPointless(t *testing.T) {
	for _, c := range []struct {
		name, marks string
		want        Answers // A4 A5 HL0 TC1 KQ1 KQ2 UT UT UT
	}{
		{"a level becomes not applicable", "A4=chua HL0=5 KQ2=5", Answers{3, 0, 5, 0, 6, 5, 0, 0, 0}},
		{"whatever was ticked", "A4=chua HL0=5 KQ1=1 KQ2=5", Answers{3, 0, 5, 0, 6, 5, 0, 0, 0}},
		{"even what could not be ticked", "A4=chua HL0=5 KQ1=9 KQ1=x KQ2=5", Answers{3, 0, 5, 0, 6, 5, 0, 0, 0}},
		{"a choice becomes blank", "A4=chua A5=co HL0=5 KQ2=5", Answers{3, 0, 5, 0, 6, 5, 0, 0, 0}},
		{"a multi becomes blank", "A4=tre HL0=5 KQ2=5 UT=a UT=b", Answers{2, 0, 5, 0, 0, 5, 0, 0, 0}},
		{"a required question need not be answered", "A5=khong HL0=5", Answers{0, 2, 5, 0, 0, 6, 0, 0, 0}},
		{"another option skips nothing", "A4=roi HL0=5 KQ1=1 KQ2=5 UT=a", Answers{1, 0, 5, 0, 1, 5, 1, 0, 0}},
	} {
		got, err := sample().Fill(Sheet{Marks: marks(c.marks)}, sampleFields)
		if err != nil || !bytes.Equal(got.Answers, c.want) {
			t.Errorf("%s: got %v %v, want %v", c.name, got.Answers, err, c.want)
		}
	}
}

func TestASkippedGateSkipsNothing(t *testing.T) {
	// A5 is pointless after A4=chua, so its "khong" does not excuse KQ2.
	_, err := sample().Fill(Sheet{Marks: marks("A4=chua A5=khong HL0=5")}, sampleFields)
	wantFaults(t, "gate of a gate", err, Fault{"KQ2", FaultRequired, 0})
}

func TestFillNamesEveryFault(t *testing.T) {
	const ok = "HL0=5 KQ2=5 "
	for _, c := range []struct {
		name  string
		sheet Sheet
		want  []Fault
	}{
		{"nothing", Sheet{}, []Fault{{"HL0", FaultRequired, 0}, {"KQ2", FaultRequired, 0}}},
		{"no such level", Sheet{Marks: marks("HL0=0 KQ2=6 TC1=55")},
			[]Fault{{"HL0", FaultRange, 0}, {"TC1", FaultRange, 0}, {"KQ2", FaultRange, 0}}},
		{"NA written otherwise", Sheet{Marks: marks("HL0=NA KQ2=n/a")}, []Fault{{"HL0", FaultRange, 0}, {"KQ2", FaultRange, 0}}},
		{"a digit that is not ASCII", Sheet{Marks: marks("HL0=５ KQ2=5")}, []Fault{{"HL0", FaultRange, 0}}},
		{"two levels", Sheet{Marks: marks("HL0=5 HL0=5 KQ2=5")}, []Fault{{"HL0", FaultRepeated, 0}}},
		{"two options of a choice", Sheet{Marks: marks(ok + "A4=roi A4=tre")}, []Fault{{"A4", FaultRepeated, 0}}},
		{"no such option", Sheet{Marks: marks(ok + "A4=xong")}, []Fault{{"A4", FaultOption, 0}}},
		{"no such option of a multi", Sheet{Marks: marks(ok + "UT=a UT=z")}, []Fault{{"UT", FaultOption, 0}}},
		{"an option ticked twice", Sheet{Marks: marks(ok + "UT=a UT=a")}, []Fault{{"UT", FaultRepeated, 0}}},
		{"too many options", Sheet{Marks: marks(ok + "UT=a UT=b UT=c")}, []Fault{{"UT", FaultTooMany, 2}}},
		{"questions nobody asks, in order", Sheet{Marks: marks(ok + "ZZ=1 B9=")},
			[]Fault{{"B9", FaultUnknown, 0}, {"ZZ", FaultUnknown, 0}}},
		{"the field and the comment are no marks", Sheet{Marks: marks(ok + "field=KHAC comment=x")},
			[]Fault{{"comment", FaultUnknown, 0}, {"field", FaultUnknown, 0}}},
		{"no such field", Sheet{Marks: marks(ok), Field: "hotich"}, []Fault{{"field", FaultOption, 0}}},
		{"a long comment", Sheet{Marks: marks(ok), Comment: "mười một kt"}, []Fault{{"comment", FaultTooLong, 10}}},
		{"a comment of broken bytes", Sheet{Marks: marks(ok), Comment: "a\xff"}, []Fault{{"comment", FaultText, 0}}},
		{"all at once", Sheet{Marks: marks("HL0=9 ZZ=1"), Field: "X", Comment: "\xff"},
			[]Fault{{"HL0", FaultRange, 0}, {"KQ2", FaultRequired, 0}, {"ZZ", FaultUnknown, 0}, {"field", FaultOption, 0}, {"comment", FaultText, 0}}},
	} {
		got, err := sample().Fill(c.sheet, sampleFields)
		wantFaults(t, c.name, err, c.want...)
		if got.Answers != nil || got.Comment != "" || got.Field != "" {
			t.Errorf("%s: got %+v beside the faults, want nothing", c.name, got)
		}
	}
}

func wantFaults(t *testing.T, name string, err error, want ...Fault) {
	t.Helper()
	var invalid *Invalid
	if !errors.As(err, &invalid) {
		t.Errorf("%s: got %v, want an *Invalid", name, err)
		return
	}
	if !slices.Equal(invalid.Faults, want) {
		t.Errorf("%s: got %v, want %v", name, invalid.Faults, want)
	}
}

func TestFillRefusesASheetThatSaysNothing(t *testing.T) {
	s := sample()
	s.Question("HL0").Required = false
	s.Question("KQ2").Required = false
	empty := []Sheet{{}, {Marks: marks("HL0= TC1= UT=")}, {Comment: " \n\t\u200b\u200d "}, {Field: "KHAC"}}
	for _, sheet := range empty {
		_, err := s.Fill(sheet, sampleFields)
		wantFaults(t, "empty", err, Fault{"answers", FaultEmpty, 0})
	}
	for _, sheet := range []Sheet{{Comment: "Tốt"}, {Marks: marks("TC1=na")}, {Marks: marks("UT=b")}} {
		if _, err := s.Fill(sheet, sampleFields); err != nil {
			t.Errorf("%+v: got %v, want it accepted", sheet, err)
		}
	}
}

func TestFillAsksForTheFieldAndTheCommentWhereTheyAreRequired(t *testing.T) {
	s := sample()
	s.Question("field").Required = true
	s.Question("comment").Required = true
	_, err := s.Fill(Sheet{Marks: marks("HL0=5 KQ2=5"), Comment: " \n "}, sampleFields)
	wantFaults(t, "required", err, Fault{"field", FaultRequired, 0}, Fault{"comment", FaultRequired, 0})
}

func TestFillRefusesAFieldAndACommentThatNobodyAsksFor(t *testing.T) {
	s := sample()
	s.Sections = s.Sections[1:]
	s.Sections[0].Questions = s.Sections[0].Questions[:2] // HL0 and TC1
	s.Build()
	_, err := s.Fill(Sheet{Marks: marks("HL0=5"), Field: "KHAC", Comment: "Tốt"}, sampleFields)
	wantFaults(t, "not asked", err, Fault{"field", FaultUnknown, 0}, Fault{"comment", FaultUnknown, 0})
	if _, err := s.Fill(Sheet{Marks: marks("HL0=5"), Comment: "  "}, sampleFields); err != nil {
		t.Errorf("a blank comment: got %v, want it ignored", err)
	}
}

func TestFillCountsACommentAfterCleaningIt(t *testing.T) {
	for _, c := range []struct{ name, comment, want string }{
		{"composed", "Tô\u0301t qua\u0301", "Tốt quá"},
		{"ten characters with marks", "  đợi lâu qá\r\n", "đợi lâu qá"},
		{"invisible ones do not count", "\u200b123456789\u202e0\ufeff", "1234567890"},
	} {
		got, err := sample().Fill(Sheet{Marks: marks("HL0=5 KQ2=5"), Field: "HOTICH", Comment: c.comment}, sampleFields)
		if err != nil || got.Comment != c.want || got.Field != "HOTICH" {
			t.Errorf("%s: got %q %q %v, want %q", c.name, got.Comment, got.Field, err, c.want)
		}
	}
}

func TestAnInvalidErrorNeverRepeatsWhatWasTyped(t *testing.T) {
	_, err := sample().Fill(Sheet{Marks: marks("HL0=0912345678 KQ2=1"), Comment: "tôi là Nguyễn Văn A"}, sampleFields)
	if got, want := err.Error(), "invalid sheet: HL0: out_of_range, comment: too_long"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	var invalid *Invalid
	errors.As(err, &invalid)
	if f := invalid.Fault("comment"); f == nil || f.Limit != 10 {
		t.Errorf("fault at the comment: got %v, want limit 10", f)
	}
	if f := invalid.Fault("TC1"); f != nil {
		t.Errorf("fault at TC1: got %v, want none", f)
	}
	if f := (*Invalid)(nil).Fault("TC1"); f != nil {
		t.Errorf("fault of no error: got %v, want none", f)
	}
}

func FuzzFill(f *testing.F) {
	f.Add("A4=roi HL0=5 KQ2=na UT=a", "KHAC", "Tốt")
	f.Add("A4=chua A5=khong HL0=5", "", "")
	f.Add("HL0=5 HL0=5 ZZ=\xff", "x", "a\xff\u200b\u0301")
	f.Fuzz(func(t *testing.T, ticked, field, comment string) {
		s := sample()
		got, err := s.Fill(Sheet{Marks: marks(ticked), Field: field, Comment: comment}, sampleFields)
		if err != nil {
			var invalid *Invalid
			if !errors.As(err, &invalid) || len(invalid.Faults) == 0 {
				t.Fatalf("got %v, want an *Invalid with faults", err)
			}
			return
		}
		if !s.Fits(got.Answers) {
			t.Errorf("the answers %v do not fit the template that made them", got.Answers)
		}
		if slices.Contains(got.Answers, CellInvalid) {
			t.Errorf("the answers %v hold an unreadable tick; only paper can", got.Answers)
		}
		if n := utf8.RuneCountInString(got.Comment); n > 10 || !norm.NFC.IsNormalString(got.Comment) {
			t.Errorf("the comment %q was kept with %d characters", got.Comment, n)
		}
	})
}
