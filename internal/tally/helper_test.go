package tally

import (
	"context"
	"iter"
	"testing"

	"pgregory.net/rapid"

	"hailong/internal/survey"
)

// sample is a template with every kind of question.
func sample(version int) *survey.Template {
	options := func(codes ...string) []survey.Option {
		var list []survey.Option
		for _, c := range codes {
			list = append(list, survey.Option{Code: c})
		}
		return list
	}
	t := &survey.Template{
		Code: "mau", Version: version,
		Factors: []survey.Factor{{Code: "TC"}, {Code: "PA"}},
		Sections: []survey.Section{
			{Questions: []survey.Question{
				{Code: survey.FieldCode, Kind: survey.KindField},
				{Code: "A3", Kind: survey.KindChoice, Options: options("truc-tiep", "truc-tuyen", "buu-dien")},
				{Code: "HL0", Kind: survey.KindLevel, Overall: true},
			}},
			{Questions: []survey.Question{
				{Code: "TC", Kind: survey.KindLevel, Factor: "TC"},
				{Code: "UT", Kind: survey.KindMulti, Max: 2, Options: options("nhanh", "it-giay", "thai-do")},
				{Code: "PA", Kind: survey.KindLevel, Factor: "PA"},
				{Code: "KENH", Kind: survey.KindMulti, Options: options("loa", "zalo")},
				{Code: survey.CommentCode, Kind: survey.KindComment, Max: 300},
			}},
		},
	}
	t.Build()
	return t
}

// drawn draws cells that fit the template.
func drawn(t *survey.Template) *rapid.Generator[survey.Answers] {
	return rapid.Custom(func(r *rapid.T) survey.Answers {
		a := make(survey.Answers, len(t.Columns()))
		for i, c := range t.Columns() {
			a[i] = rapid.ByteRange(0, byte(c.Size-1)).Draw(r, "cell")
		}
		return a
	})
}

// drawnPile draws several.
func drawnPile(t *survey.Template) *rapid.Generator[[]survey.Answers] {
	return rapid.SliceOfN(drawn(t), 0, 30)
}

type fataler interface {
	Helper()
	Fatal(...any)
}

// of counts a pile.
func of(f fataler, t *survey.Template, pile []survey.Answers) *Tally {
	f.Helper()
	c := New(t)
	for _, a := range pile {
		if err := c.Add(a); err != nil {
			f.Fatal(err)
		}
	}
	return c
}

// stream yields responses as a store does: in the same memory each time. Then
// it yields the error, if there is one.
func stream(list []survey.Response, err error) iter.Seq2[*survey.Response, error] {
	return func(yield func(*survey.Response, error) bool) {
		var r survey.Response
		for i := range list {
			cells := append(r.Answers[:0], list[i].Answers...)
			r = list[i]
			r.Answers = cells
			if !yield(&r, nil) {
				return
			}
		}
		if err != nil {
			yield(nil, err)
		}
	}
}

func count(t *testing.T, list []survey.Response, of *survey.Template, splits ...*Split) *Tally {
	t.Helper()
	c, err := Count(context.Background(), stream(list, nil), of, splits...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}
