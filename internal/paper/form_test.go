package paper

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hailong/internal/survey"
)

// keys reads "TC1=4 A2=1".
func keys(s string) map[string]string {
	m := map[string]string{}
	for _, pair := range strings.Fields(s) {
		code, key, _ := strings.Cut(pair, "=")
		m[code] = key
	}
	return m
}

const (
	nine = "TC1=1 TC2=2 TC3=3 TC4=4 TT1=5 TT2=1 TT3=2 TT4=3 CC1=4 "
	ten  = nine + "CC2=5 "
)

func TestARuleDecidesWhetherAFormCounts(t *testing.T) {
	q := full(t) // 19 criteria: ten are half
	for _, c := range []struct {
		name, keys string
		want       Reason
	}{
		{"nothing", "", ReasonBlank},
		{"only the field", "field=1", ReasonBlank},
		{"only a comment", "comment=Tốt", ReasonFew},
		{"half of the criteria", ten, ""},
		{"one less", nine, ReasonFew},
		{"what is no criterion does not count", nine + "HL0=5 X1=5 X2=5 A2=1", ReasonFew},
		{"two ticks in a row are no answer", nine + "CC2=45", ReasonFew},
		{"not applicable is one", nine + "CC2=n", ""},
		{"a gate answers for what it skips", "TC1=1 TC2=2 TC3=3 TC4=4 TT1=5 TT2=1 TT3=2 A4=4", ""},
		{"the overall question may be missing", ten, ""},
		{"all not applicable", strings.NewReplacer("=1", "=n", "=2", "=n", "=3", "=n", "=4", "=n", "=5", "=n").Replace(ten), ""},
	} {
		f, err := q.read(keys(c.keys))
		if err != nil || f.Reason != c.want {
			t.Errorf("%s: got %q %v, want %q", c.name, f.Reason, err, c.want)
		}
	}
}

func TestTwoEntriesDifferWhereSomethingElseWasTicked(t *testing.T) {
	q := full(t)
	for _, c := range []struct {
		name, one, two string
		want           []string
	}{
		{"alike", ten + "UT=135 A6=12", ten + "UT=531 A6=12", nil},
		{"a level", ten, strings.Replace(ten, "TC2=2", "TC2=3", 1), []string{"TC2"}},
		{"a level and a blank", ten, nine, []string{"CC2"}},
		{"which two ticks does not matter", ten + "CC3=45", ten + "CC3=x", nil},
		{"several options are one question", ten + "UT=12", ten + "UT=34", []string{"UT"}},
		{"too many options are not what others are", ten + "UT=1234", ten + "UT=2345", []string{"UT"}},
		{"the field", ten + "field=1", ten + "field=2", []string{"field"}},
		{"the comment is not compared", ten + "comment=Tốt", ten + "comment=tot", nil},
		{"a gate is one difference", ten + "A4=4", ten + "A4=3", []string{"A4"}},
	} {
		one, err := q.read(keys(c.one))
		if err != nil {
			t.Fatal(err)
		}
		two, err := q.read(keys(c.two))
		if err != nil {
			t.Fatal(err)
		}
		got, compared := q.differ(&one, &two)
		if !slices.Equal(got, c.want) || compared != questions(q) {
			t.Errorf("%s: got %v of %d, want %v of %d", c.name, got, compared, c.want, questions(q))
		}
	}
}

// questions counts what is compared: a column each, a multi once, and the field.
func questions(q *questionnaire) int {
	n := 1
	for _, c := range q.template.Columns() {
		if c.Option <= 0 {
			n++
		}
	}
	return n
}

func TestAFormDiffersFromNoCopyOfItself(t *testing.T) {
	q := full(t)
	rapid.Check(t, func(r *rapid.T) {
		some := drawKeys(q.template, len(q.fields)).Draw(r, "keys")
		one, err := q.read(some)
		if err != nil {
			t.Fatal(err)
		}
		two, err := q.read(some)
		if err != nil || !one.equal(&two) {
			t.Fatalf("%+v is not %+v (%v)", one, two, err)
		}
		if at, _ := q.differ(&one, &two); len(at) > 0 {
			t.Fatalf("differs at %v", at)
		}
	})
}

func TestExactlyHalfOfTheCriteriaIsEnough(t *testing.T) {
	level := func(code, factor string) survey.Question {
		return survey.Question{Code: code, Kind: survey.KindLevel, Factor: factor}
	}
	for _, c := range []struct {
		name      string
		questions []survey.Question
		keys      string
		want      Reason
	}{
		{"one of two", []survey.Question{level("A", "F"), level("B", "F")}, "A=1", ""},
		{"none of two", []survey.Question{level("A", "F"), level("B", "F"), level("C", "")}, "C=1", ReasonFew},
		{"where there is no criterion", []survey.Question{level("C", "")}, "C=1", ""},
		{"only what cannot be read", []survey.Question{{Code: "D", Kind: survey.KindMulti, Options: []survey.Option{{Code: "a"}}}}, "D=x", ReasonFew},
	} {
		q := &survey.Template{Sections: []survey.Section{{Questions: c.questions}}}
		q.Build()
		f, err := (&questionnaire{template: q}).read(keys(c.keys))
		if err != nil || f.Reason != c.want {
			t.Errorf("%s: got %q %v, want %q", c.name, f.Reason, err, c.want)
		}
	}
}
