package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
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

func TestOpenDataNameTheQuestionOfTheInterval(t *testing.T) {
	r := compiled(t, opened(t, responses(forty())), Request{Campaign: "quy-4", Period: quarter(t), Totals: true})
	o := OpenOf(Public(r, Everything))
	var table, object bytes.Buffer
	if err := errors.Join(WriteOpenCSV(&table, o), WriteOpenJSON(&object, o)); err != nil {
		t.Fatal(err)
	}
	head, _, _ := strings.Cut(table.String(), "\n")
	if !strings.Contains(head, ",phan_tram,hl0_tu,hl0_den,") || !strings.Contains(object.String(), `"hl0_low"`) || strings.Contains(object.String(), `"low"`) {
		t.Errorf("an interval without its question: %s\n%s", head, object.String())
	}
}

func TestOpenDataAreProvisionalWhileThePeriodIsNotOver(t *testing.T) {
	r := compiled(t, opened(t, responses(forty())), Request{Campaign: "quy-4", Period: quarter(t), Totals: true})
	ended := r.Scope.To - 20
	for _, c := range []struct {
		name          string
		closes        *survey.Date
		locked, until survey.Date
		provisional   bool
	}{
		{"locked after the period", nil, r.Scope.To + 1, r.Scope.To, false},
		{"locked on its last day", nil, r.Scope.To, r.Scope.To, true},
		{"locked within it", nil, r.Scope.To - 10, r.Scope.To - 10, true},
		{"ended and locked within it", &ended, r.Scope.To - 10, ended, true},
		{"ended within it and locked after it", &ended, r.Scope.To + 5, ended, false},
	} {
		r.Campaign.Closes = c.closes
		o := OpenOf(Public(r, Everything))
		o.Issue(2, c.locked, c.locked+1)
		if o.Edition != 2 || o.Locked != c.locked || o.Published != c.locked+1 || o.Until != c.until || o.Provisional != c.provisional {
			t.Errorf("%s: %+v", c.name, o)
		}
	}
}

// partsOf makes parts of so many responses, of which so many answered the overall
// question, hidden as reports for totals hide them.
func partsOf(sizes, answered []int64) []Part {
	parts := make([]Part, len(sizes))
	for i := range parts {
		q := index.Question{Code: "HL0", Figure: index.Figure{Satisfied: answered[i] / 2, Valid: answered[i]}}
		parts[i].Index = index.Index{Responses: sizes[i], OverallQuestion: &q, Interval: index.Wilson(q.Satisfied, q.Valid)}
	}
	hide(parts, Few)
	return parts
}

func TestNoIntervalTellsTheAnswersOfAFew(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sizes := rapid.SliceOfN(rapid.Int64Range(1, 60), 1, 7).Draw(t, "sizes")
		answered, whole := make([]int64, len(sizes)), int64(0)
		for i, n := range sizes {
			answered[i] = rapid.Int64Range(0, n).Draw(t, "answered")
			whole += answered[i]
		}
		parts := partsOf(sizes, answered)
		r := &Report{Template: sample(), Channels: parts}
		r.Index.OverallQuestion = &index.Question{Figure: index.Figure{Valid: whole}}
		rest := whole
		for i, p := range Public(r, Everything).Channels {
			if !p.Index.Interval.Low.Exists() {
				if p.Index.OverallQuestion != nil {
					t.Fatalf("part %d of %v keeps what its interval was made of", i, answered)
				}
				continue
			}
			if p.Hidden || answered[i] < Few {
				t.Fatalf("part %d of %v, %v has an interval", i, sizes, answered)
			}
			rest -= answered[i]
		}
		if 0 < rest && rest < Few && rest != whole {
			t.Fatalf("of %v with %v answers those of %d remain", sizes, answered, rest)
		}
		for _, p := range Public(r, Show{Factors: true, Criteria: true, Channels: true}).Channels {
			if p.Index.Interval.Low.Exists() {
				t.Fatal("an interval is told beside a question that is not")
			}
		}
	})
}
