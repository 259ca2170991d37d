package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hailong/internal/index"
	"hailong/internal/survey"
	"hailong/internal/tally"
)

func TestOpenDataTellsTheHeadlineTheFactorsAndTheParts(t *testing.T) {
	r := compiled(t, opened(t, responses(forty())), Request{Campaign: "quy-4", Period: quarter(t), Totals: true})
	o := OpenOf(Public(r, Everything))
	o.Edition, o.Locked = 1, survey.Day(2027, 1, 4)
	var table, object bytes.Buffer
	if err := WriteOpenCSV(&table, o); err != nil {
		t.Fatal(err)
	}
	if err := WriteOpenJSON(&object, o); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(table.String(), "\ufeff"))).ReadAll()
	if err != nil || len(rows) != len(o.Figures)+1 || strings.Join(rows[1][6:13], ",") != "overall,,Chỉ số hài lòng chung,false,,200,84.00" {
		t.Errorf("rows %q, %v", rows, err)
	}
	var back map[string]any
	if err := json.Unmarshal(object.Bytes(), &back); err != nil || back["responses"] != 40.0 || back["locked"] != "2027-01-04" {
		t.Errorf("object %v, %v", back, err)
	}
	for _, secret := range []string{"levels", "dissatisfied", "choices"} {
		if strings.Contains(object.String(), secret) {
			t.Errorf("open data hold %s", secret)
		}
	}
	kinds := func(o *Open) (list string) {
		for _, l := range o.Figures {
			if !strings.HasSuffix(list, l.Kind+" ") {
				list += l.Kind + " "
			}
		}
		return list
	}
	if got := kinds(o); got != "overall question factor criterion channel place field " {
		t.Errorf("kinds %s", got)
	}
	if got := kinds(OpenOf(Public(r, Show{Question: true, Factors: true, Criteria: true}))); got != "overall question factor criterion " {
		t.Errorf("without parts: %s", got)
	}
	if got := kinds(OpenOf(Public(r, Show{Criteria: true}))); got != "overall " {
		t.Errorf("with the criteria of no factor: %s", got)
	}
}

// A reader subtracts what is shown of a list from its sum: what remains is of
// nobody or of at least Few.
func remains(whole int64, lines []OpenLine) int64 {
	for _, l := range lines {
		if l.Valid != nil {
			whole -= *l.Valid
		}
	}
	return whole
}

func of(o *Open, kind, prefix string) (list []OpenLine) {
	for _, l := range o.Figures {
		if l.Kind == kind && strings.HasPrefix(l.Code, prefix) {
			list = append(list, l)
		}
	}
	return list
}

func TestNoFigureOfAFewIsShownOrSubtracted(t *testing.T) {
	m := sample()
	rapid.Check(t, func(t *rapid.T) {
		whole := tally.New(m)
		odds := rapid.SliceOfN(rapid.IntRange(0, 20), 6, 6).Draw(t, "odds")
		for i := range rapid.IntRange(10, 60).Draw(t, "responses") {
			a := make(survey.Answers, 11)
			for c := range 6 {
				a[c] = survey.CellNA
				if (i*7+c*3)%20 < odds[c] {
					a[c] = byte(1 + (i+c)%5)
				}
			}
			if err := whole.Add(a); err != nil {
				t.Fatal(err)
			}
		}
		r := &Report{Template: m, Index: index.Of(m, whole)}
		o := OpenOf(Public(r, Everything))
		for _, l := range append(of(o, "factor", ""), of(o, "criterion", "")...) {
			if !l.Hidden && 0 < *l.Valid && *l.Valid < Few {
				t.Fatalf("%s %s is shown with %d answers", l.Kind, l.Code, *l.Valid)
			}
		}
		if rest := remains(r.Index.Overall.Valid, of(o, "factor", "")); rest != 0 && rest < Few && r.Index.Overall.Valid >= Few {
			t.Fatalf("the hidden factors have %d answers together", rest)
		}
	})
}
