package paper

import (
	"bytes"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hailong/internal/survey"
)

func TestAKeyIsReadByTheKindOfItsQuestion(t *testing.T) {
	q := full(t)
	for _, c := range []struct {
		code, key string
		want      []string
	}{
		{"TC1", "4", []string{"4"}}, {"TC1", " 4 ", []string{"4"}}, {"TC1", "", nil}, {"TC1", "  ", nil},
		{"TC1", "n", []string{"na"}}, {"TC1", "N", []string{"na"}}, {"TC1", "0", []string{"na"}},
		{"TC1", "45", []string{"4", "5"}}, {"TC1", "5, 4", []string{"5", "4"}}, {"TC1", "3n", []string{"3", "na"}},
		{"TC1", "x", []string{"?"}}, {"TC1", "X", []string{"?"}}, {"TC1", "?", []string{"?"}},
		{"A2", "2", []string{"tochuc"}}, {"A2", "12", []string{"canhan", "tochuc"}}, {"A2", "x", []string{"?"}},
		{"A6", "12", []string{"t12"}}, {"A6", "1 2", []string{"t01", "t02"}}, // twelve options
		{"UT", "831", []string{"giayto", "nangluc", "thongtin"}}, {"UT", "1 3,8", []string{"thongtin", "nangluc", "giayto"}},
	} {
		sheet, faults := ParseKeyed(q.template, q.fields, map[string]string{c.code: c.key})
		if len(faults) > 0 || !slices.Equal(sheet.Marks[c.code], c.want) {
			t.Errorf("%s %q: got %v %v, want %v", c.code, c.key, sheet.Marks[c.code], faults, c.want)
		}
	}
}

func TestTheFieldIsKeyedByItsPlaceInTheList(t *testing.T) {
	q := full(t)
	for key, want := range map[string]string{"1": "HOTICH", "12": "KHAC", "": "", "x": "", "1 2": ""} {
		sheet, faults := ParseKeyed(q.template, q.fields, map[string]string{"field": key, "comment": " =A1 "})
		if len(faults) > 0 || sheet.Field != want || sheet.Comment != "=A1" {
			t.Errorf("%q: got %q %q %v, want %q", key, sheet.Field, sheet.Comment, faults, want)
		}
	}
}

func TestAKeyThatMeansNothingIsAFaultAtItsQuestion(t *testing.T) {
	q := full(t)
	for _, c := range []struct {
		code, key string
		want      survey.FaultCode
	}{
		{"TC1", "8", survey.FaultRange}, {"TC1", "6", survey.FaultRange}, {"TC1", "55", survey.FaultRange},
		{"TC1", "4x", survey.FaultRange}, {"TC1", "n0", survey.FaultRange}, {"TC1", "-1", survey.FaultRange},
		{"TC1", "５", survey.FaultRange}, {"TC1", ",", survey.FaultRange},
		{"A2", "3", survey.FaultOption}, {"A2", "0", survey.FaultOption}, {"A2", "11", survey.FaultOption},
		{"A2", "+1", survey.FaultOption}, {"A2", "canhan", survey.FaultOption},
		{"A6", "13", survey.FaultOption}, {"A6", "01", survey.FaultOption}, {"A6", "1 1", survey.FaultOption},
		{"UT", "9", survey.FaultOption}, {"UT", "11", survey.FaultOption}, {"UT", ",", survey.FaultOption},
		{"field", "13", survey.FaultOption}, {"field", "HOTICH", survey.FaultOption},
		{"comment", "\xff", survey.FaultText}, {"comment", strings.Repeat("ă", 501), survey.FaultTooLong},
		{"TC1", "4" + strings.Repeat(",", 200), survey.FaultTooLong}, {"TC9", "1", survey.FaultUnknown},
	} {
		_, err := q.read(map[string]string{c.code: c.key, "HL0": "5"})
		var invalid *survey.Invalid
		if !errors.As(err, &invalid) || len(invalid.Faults) != 1 || invalid.Faults[0].At != c.code || invalid.Faults[0].Code != c.want {
			t.Errorf("%s %.20q: got %v, want %s", c.code, c.key, err, c.want)
		}
	}
	short, err := printed.Template(survey.Ref{Code: "short", Version: 1})
	if err != nil {
		t.Fatal(err)
	}
	if _, faults := ParseKeyed(short, nil, map[string]string{"HL0": "n"}); len(faults) != 1 || faults[0].Code != survey.FaultRange {
		t.Errorf("not applicable where no such box is printed: got %v", faults)
	}
}

func TestEveryFaultIsNamedAtOnce(t *testing.T) {
	q := full(t)
	_, err := q.read(map[string]string{"TC1": "8", "A2": "7", "field": "99", "comment": strings.Repeat("a", 501), "ZZ": "1", "YY": " "})
	var invalid *survey.Invalid
	if !errors.As(err, &invalid) {
		t.Fatal(err)
	}
	want := []string{"field", "A2", "TC1", "ZZ", "comment"}
	var got []string
	for _, f := range invalid.Faults {
		got = append(got, f.At)
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// keysOf writes a sheet as somebody keys it.
func keysOf(q *questionnaire, s survey.Sheet) map[string]string {
	keys := map[string]string{"comment": s.Comment}
	if n := slices.IndexFunc(q.fields, func(f survey.Field) bool { return f.Code == s.Field }); n >= 0 {
		keys["field"] = strconv.Itoa(n + 1)
	}
	for code, marks := range s.Marks {
		question := q.template.Question(code)
		var parts []string
		for _, m := range marks {
			switch {
			case m == survey.MarkUnclear:
				parts = append(parts, "x")
			case m == survey.MarkNA:
				parts = append(parts, "n")
			case question.Kind == survey.KindLevel:
				parts = append(parts, m)
			default:
				parts = append(parts, strconv.Itoa(question.Option(m)))
			}
		}
		keys[code] = strings.Join(parts, " ")
	}
	return keys
}

// drawSheet draws the ticks of a form.
func drawSheet(q *questionnaire) *rapid.Generator[survey.Sheet] {
	return rapid.Custom(func(r *rapid.T) survey.Sheet {
		s := survey.Sheet{Marks: map[string][]string{}, Comment: rapid.SampledFrom([]string{"", "Tốt", "=1"}).Draw(r, "comment")}
		if n := rapid.IntRange(0, len(q.fields)).Draw(r, "field"); n > 0 {
			s.Field = q.fields[n-1].Code
		}
		for _, c := range q.template.Columns() {
			boxes := []string{"1", "2", "3", "4", "5"}
			if c.Question.OffersNA() {
				boxes = append(boxes, survey.MarkNA)
			}
			if c.Question.Kind != survey.KindLevel {
				boxes = nil
				for _, o := range c.Question.Options {
					boxes = append(boxes, o.Code)
				}
			}
			marks := rapid.SliceOfNDistinct(rapid.SampledFrom(boxes), 0, min(4, len(boxes)), rapid.ID).Draw(r, c.Question.Code)
			if rapid.IntRange(0, 9).Draw(r, "unclear") == 0 {
				marks = []string{survey.MarkUnclear}
			}
			s.Marks[c.Question.Code] = marks
		}
		return s
	})
}

func TestASheetThatIsKeyedHasTheSameCells(t *testing.T) {
	q := full(t)
	rapid.Check(t, func(r *rapid.T) {
		sheet := drawSheet(q).Draw(r, "sheet")
		want, err := q.template.FillPaper(sheet, q.fields)
		if err != nil {
			t.Fatal(err)
		}
		got, err := q.read(keysOf(q, sheet))
		if err != nil || !bytes.Equal(got.Answers, want.Answers) || got.Field != want.Field || got.Comment != want.Comment {
			t.Fatalf("got %+v %v, want %+v", got, err, want)
		}
		// What is kept gives the same form once more.
		twice, err := q.read(again(&Version{Form: got}))
		if err != nil || !twice.equal(&got) {
			t.Fatalf("kept %+v %v, want %+v", twice, err, got)
		}
	})
}

func FuzzParseKeyed(f *testing.F) {
	for _, seed := range []string{"4", "45", "n", "x", "1 3 12", "135", "", "８", "4,,5", "999999999999999999999", "\xff", "=1"} {
		f.Add("TC1", seed)
		f.Add("A6", seed)
		f.Add("UT", seed)
		f.Add("field", seed)
		f.Add("comment", seed)
	}
	q := full(f)
	f.Fuzz(func(t *testing.T, code, key string) {
		form, err := q.read(map[string]string{code: key})
		if err != nil {
			var invalid *survey.Invalid
			if !errors.As(err, &invalid) || len(invalid.Faults) != 1 || invalid.Faults[0].At != code {
				t.Fatalf("%q %q: got %v", code, key, err)
			}
			return
		}
		if !q.template.Fits(form.Answers) {
			t.Fatalf("%q %q: the cells %v do not fit", code, key, form.Answers)
		}
		if known := maps.Clone(form.Keys); len(known) > 1 || len(known[code]) > MaxKey {
			t.Fatalf("%q %q is kept as %v", code, key, known)
		}
	})
}
