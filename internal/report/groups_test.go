package report

import (
	"errors"
	"fmt"
	"testing"
)

func TestResponsesAreGroupedByTheAnswersToAChoice(t *testing.T) {
	list := forty()
	for i, a := range list {
		a[6] = []byte{1, 1, 2, 0}[i%4]
	}
	src := opened(t, responses(list))
	q := Request{Campaign: "quy-4", Period: quarter(t)}
	parts, err := Grouped(t.Context(), src, q, "A3")
	if err != nil {
		t.Fatal(err)
	}
	if got := describe(parts); got != "truc-tiep=Tại Trung tâm:20 truc-tuyen=Trực tuyến:10" {
		t.Errorf("parts %s", got)
	}
	q.Groups = []string{"A3:truc-tuyen"}
	if parts, err = Grouped(t.Context(), src, q, "A3"); err != nil || describe(parts) != "truc-tuyen=Trực tuyến:10" {
		t.Errorf("within a group: %s, %v", describe(parts), err)
	}
}

func TestGroupsOfHardlyAnybodyAreHidden(t *testing.T) {
	list := forty()
	for i, a := range list {
		a[6] = 1
		if i < 3 {
			a[6] = 2
		}
	}
	parts, err := Grouped(t.Context(), opened(t, responses(list)), Request{Campaign: "quy-4", Period: quarter(t)}, "A3")
	if err != nil || len(parts) != 2 || !parts[0].Hidden || !parts[1].Hidden {
		t.Errorf("%v, %v; want both hidden, since one gives the other away", parts, err)
	}
}

func TestNotEveryQuestionAndNotEverybodyGroups(t *testing.T) {
	src := opened(t, responses(forty()))
	q := Request{Campaign: "quy-4", Period: quarter(t)}
	for _, question := range []string{"", "HL0", "UT", "comment", "nope"} {
		var bad *BadRequest
		if _, err := Grouped(t.Context(), src, q, question); !errors.As(err, &bad) || bad.Parameter != "by" {
			t.Errorf("by %q: %v", question, err)
		}
	}
	q.Totals = true
	if _, err := Grouped(t.Context(), src, q, "A3"); !errors.Is(err, ErrTooFew) {
		t.Errorf("for who reads totals only: %v", err)
	}
	if got := fmt.Sprint(len(GroupQuestions(sample()))); got != "1" {
		t.Errorf("%s questions to group by, want A3 only", got)
	}
}
