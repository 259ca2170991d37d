package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"hailong/internal/survey"
)

func indexOf(t *testing.T, r *Report) string {
	t.Helper()
	var b bytes.Buffer
	if err := WriteIndexJSON(&b, r); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func indented(t *testing.T, s string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := json.Indent(&b, []byte(s), "", "  "); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestTheIndexAsJSON(t *testing.T) {
	src := opened(t, responses(forty()))
	golden(t, "index.json", indented(t, indexOf(t, compiled(t, src, Request{Campaign: "quy-4", Period: quarter(t)}))))
	golden(t, "index_narrowed.json", indented(t, indexOf(t, compiled(t, src, Request{
		Campaign: "quy-4", Period: quarter(t),
		Places: []string{"vinh-hoa"}, Counters: []string{"quay-2"}, Fields: []string{"HOTICH"},
		Channels: []string{"paper"}, Groups: []string{"A3:truc-tiep"},
	}))))
}

// Tests outside this repository read exactly these members.
func TestTheIndexKeepsItsContract(t *testing.T) {
	s := indexOf(t, compiled(t, opened(t, responses(forty())), Request{Campaign: "quy-4", Period: quarter(t), Places: []string{"trung-tam", "vinh-hoa"}}))
	var got struct {
		Period, Method string
		Scope          struct {
			Campaign, From, To string
			Places             []string
		}
		Responses int
		Overall   struct {
			Satisfied, Valid int
			Percent, Mean    string
		}
		OverallQuestion struct {
			Code                                 string
			Counts                               []int
			NA, Blank, Invalid, Satisfied, Valid int
			Percent, Mean                        string
			Interval                             []string
		} `json:"overall_question"`
		FactorMean struct{ Percent string } `json:"factor_mean"`
		Factors    []struct {
			Code             string
			Satisfied, Valid int
			Percent, Mean    string
		}
		Criteria []struct {
			Code                                 string
			Counts                               []int
			NA, Blank, Invalid, Satisfied, Valid int
			Percent, Mean                        string
		}
		Warnings []struct{ Code string }
	}
	if err := json.Unmarshal([]byte(s), &got); err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(got)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "index_contract.json", indented(t, string(b)))
	for _, raw := range []string{
		`"period":"2026-Q4"`, `"scope":{"campaign":"quy-4","from":"2026-10-01","to":"2026-12-31","places":["trung-tam","vinh-hoa"]`,
		`"method":"hailong-1"`, `"responses":40`, `"percent":"84.00"`, `"mean":"4.16"`, `"factor_mean":{"percent":"84.00"}`,
		`"interval":["59.58","98.21"]`, `"counts":[0,1,5,20,14],"na":0,"blank":0,"invalid":0,"satisfied":34`,
	} {
		if !strings.Contains(s, raw) {
			t.Errorf("%s is missing in %s", raw, s)
		}
	}
}

func TestAFigureThatDoesNotExistIsNullAndListsAreNever(t *testing.T) {
	src := opened(t, nil)
	s := indexOf(t, compiled(t, src, Request{Campaign: "quy-4", Period: quarter(t)}))
	for _, raw := range []string{
		`"responses":0`, `"overall":{"satisfied":0,"dissatisfied":0,"valid":0,"percent":null,"dissatisfied_percent":null,"mean":null}`,
		`"factor_mean":{"percent":null}`, `"interval":null`, `"places":[],"counters":[],"fields":[],"channels":[],"groups":[]`,
		`{"code":"few_responses","at":"","n":0,"limit":30}`, `{"code":"no_valid","at":"TC","n":0,"limit":0}`,
	} {
		if !strings.Contains(s, raw) {
			t.Errorf("%s is missing in %s", raw, s)
		}
	}
	empty := &survey.Template{Code: "mau", Version: 1}
	empty.Build()
	src.Templates = catalogue{empty}
	s = indexOf(t, compiled(t, src, Request{Campaign: "quy-4", Period: quarter(t)}))
	for _, raw := range []string{`"overall_question":null`, `"factors":[],"criteria":[]`} {
		if !strings.Contains(s, raw) {
			t.Errorf("%s is missing in %s", raw, s)
		}
	}
}

func TestEnoughAnswersGiveNoWarnings(t *testing.T) {
	list := responses(forty())
	for i := range list {
		list[i].Answers[0] = 5
	}
	s := indexOf(t, compiled(t, opened(t, list), Request{Campaign: "quy-4", Period: quarter(t)}))
	if !strings.Contains(s, `"warnings":[]`) {
		t.Errorf("warnings are not an empty list in %s", s)
	}
}

func TestAWriterThatFailsIsReported(t *testing.T) {
	r := compiled(t, opened(t, nil), Request{Campaign: "quy-4", Period: quarter(t)})
	if err := WriteIndexJSON(&full{}, r); !errors.Is(err, errFull) {
		t.Errorf("error %v, want the writer's", err)
	}
}
