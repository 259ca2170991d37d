package catalog

import (
	"errors"
	"fmt"
	"testing"
)

func TestAComplaintSaysWhereAndWhat(t *testing.T) {
	for _, c := range []struct {
		complaint Complaint
		want      string
	}{
		{Complaint{"full.yaml", 37, "sections[0].questions[2].code", "choose another"}, "full.yaml:37: sections[0].questions[2].code: choose another"},
		{Complaint{"full.yaml", 37, "", "not YAML"}, "full.yaml:37: not YAML"},
		{Complaint{"full.yaml", 0, "", "too big"}, "full.yaml: too big"},
		{Complaint{".", 0, "", "empty"}, ".: empty"},
	} {
		if got := c.complaint.String(); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestComplaintsAreReadFromTheTopOfEachFile(t *testing.T) {
	err := Complaints{
		{"b.yaml", 2, "x", "3"}, {"a.yaml", 9, "y", "2"}, {"b.yaml", 10, "z", "5"},
		{"a.yaml", 0, "", "1"}, {"b.yaml", 2, "a", "4"},
	}.orNil()
	want := "a.yaml: 1\na.yaml:9: y: 2\nb.yaml:2: x: 3\nb.yaml:2: a: 4\nb.yaml:10: z: 5"
	if err.Error() != want {
		t.Errorf("got\n%s\nwant\n%s", err, want)
	}
}

func TestNoComplaintIsNoError(t *testing.T) {
	if err := (Complaints{}).orNil(); err != nil {
		t.Errorf("got %v, want nil", err)
	}
}

func TestComplaintsAreFoundInsideAWrappedError(t *testing.T) {
	err := fmt.Errorf("check: %w", Complaints{{"a.yaml", 1, "", "x"}}.orNil())
	var cs Complaints
	if !errors.As(err, &cs) || len(cs) != 1 {
		t.Errorf("got %v, want the complaint", cs)
	}
}
