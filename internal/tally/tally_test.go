package tally

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"hailong/internal/survey"
)

// The columns of the sample are A3, HL0, TC, UT×3, PA, KENH×2.
var sheets = []survey.Answers{
	{1, 5, 5, 1, 0, 0, 4, 0, 0},
	{2, 4, 6, 1, 1, 0, 0, 0, 1},
	{0, 1, 7, 0, 0, 0, 6, 0, 0},
	{1, 5, 3, 0, 0, 1, 1, 1, 1},
}

func TestEveryAnswerIsCountedUnderItsValue(t *testing.T) {
	m := sample(1)
	c := of(t, m, sheets)
	if c.Responses != 4 {
		t.Errorf("%d responses, want 4", c.Responses)
	}
	for _, want := range []struct {
		code     string
		counts   []int64
		answered int64
	}{
		{"A3", []int64{1, 2, 1, 0}, 3},
		{"HL0", []int64{0, 1, 0, 0, 1, 2, 0, 0}, 4},
		{"TC", []int64{0, 0, 0, 1, 0, 1, 1, 1}, 4},
		{"PA", []int64{1, 1, 0, 0, 1, 0, 1, 0}, 3},
		{"UT", []int64{2, 1, 1}, 3},
		{"KENH", []int64{1, 2}, 2},
	} {
		q := m.Question(want.code)
		if got := c.Counts(q); !slices.Equal(got, want.counts) {
			t.Errorf("%s is counted %v, want %v", want.code, got, want.counts)
		}
		if got := c.Answered(q); got != want.answered {
			t.Errorf("%s was answered by %d, want %d", want.code, got, want.answered)
		}
	}
}

func TestQuestionsWithoutCellsHaveNoCounts(t *testing.T) {
	m := sample(1)
	c := of(t, m, sheets)
	for _, q := range []*survey.Question{
		m.Question(survey.FieldCode),
		m.Question(survey.CommentCode),
		{Code: "TC9", Kind: survey.KindLevel},
		{Code: "TC", Kind: survey.KindMulti},
	} {
		if got := c.Counts(q); got != nil {
			t.Errorf("%s %s is counted %v, want nil", q.Kind, q.Code, got)
		}
		if got := c.Answered(q); got != 0 {
			t.Errorf("%s %s was answered by %d, want 0", q.Kind, q.Code, got)
		}
	}
}

func TestTheSameTemplateDecodedTwiceIsTheSame(t *testing.T) {
	c := of(t, sample(1), sheets)
	again := sample(1)
	if got := c.Counts(again.Question("HL0")); !slices.Equal(got, []int64{0, 1, 0, 0, 1, 2, 0, 0}) {
		t.Errorf("by the question of the other copy: %v", got)
	}
	if err := c.Merge(of(t, again, sheets)); err != nil || c.Responses != 8 {
		t.Errorf("merged %d responses, %v, want 8", c.Responses, err)
	}
}

func TestCountsBelongToWhoeverAsked(t *testing.T) {
	m := sample(1)
	c := of(t, m, sheets)
	for _, code := range []string{"HL0", "UT"} {
		before := slices.Clone(c.Counts(m.Question(code)))
		clear(c.Counts(m.Question(code)))
		if got := c.Counts(m.Question(code)); !slices.Equal(got, before) {
			t.Errorf("%s is counted %v after a caller cleared its slice, want %v", code, got, before)
		}
	}
}

func TestCellsThatDoNotFitAreRefusedWhole(t *testing.T) {
	m := sample(1)
	for name, bad := range map[string]survey.Answers{
		"no cells":              {},
		"nil":                   nil,
		"one too few":           {1, 5, 5, 1, 0, 0, 4, 0},
		"one too many":          {1, 5, 5, 1, 0, 0, 4, 0, 0, 0},
		"no such level":         {1, 8, 5, 1, 0, 0, 4, 0, 0},
		"no such option":        {4, 5, 5, 1, 0, 0, 4, 0, 0},
		"a tick of 2":           {1, 5, 5, 2, 0, 0, 4, 0, 0},
		"the last cell is 0xff": {1, 5, 5, 1, 0, 0, 4, 0, 0xff},
	} {
		c := of(t, m, sheets)
		err := c.Add(bad)
		if !errors.Is(err, ErrTemplate) || !strings.Contains(err.Error(), "mau@1") {
			t.Errorf("%s: error is %v, want ErrTemplate naming mau@1", name, err)
		}
		if !c.Equal(of(t, m, sheets)) {
			t.Errorf("%s: something of it was counted", name)
		}
	}
}

func TestTalliesOfOtherTemplatesDoNotMix(t *testing.T) {
	mine := sample(1)
	otherVersion := sample(2)
	otherColumns := sample(1)
	otherColumns.Sections[0].Questions[1].Options = otherColumns.Sections[0].Questions[1].Options[:2]
	otherColumns.Build()
	for name, other := range map[string]*survey.Template{"version": otherVersion, "columns": otherColumns} {
		c, d := of(t, mine, sheets), New(other)
		if err := c.Merge(d); !errors.Is(err, ErrTemplate) {
			t.Errorf("merging another %s: %v, want ErrTemplate", name, err)
		}
		if !c.Equal(of(t, mine, sheets)) {
			t.Errorf("merging another %s changed the tally", name)
		}
		if New(mine).Equal(d) || c.Of(other) {
			t.Errorf("another %s counts as the same template", name)
		}
	}
}

func TestATemplateWithoutColumnsCountsResponsesOnly(t *testing.T) {
	m := &survey.Template{Code: "rong", Version: 1}
	m.Build()
	c := of(t, m, []survey.Answers{nil, {}})
	if c.Responses != 2 {
		t.Errorf("%d responses, want 2", c.Responses)
	}
}

func TestAddingAllocatesNothing(t *testing.T) {
	c := New(sample(1))
	if n := testing.AllocsPerRun(100, func() {
		if err := c.Add(sheets[1]); err != nil {
			t.Fatal(err)
		}
	}); n != 0 {
		t.Errorf("Add allocates %v times, want 0", n)
	}
}

func BenchmarkAdd(b *testing.B) {
	c := New(sample(1))
	b.ReportAllocs()
	for b.Loop() {
		if err := c.Add(sheets[1]); err != nil {
			b.Fatal(err)
		}
	}
}
