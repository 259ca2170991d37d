package report

import (
	"context"

	"hailong/internal/survey"
)

// Grouped compiles a request for each answer to a choice question. Those who did
// not answer it are in no part. A question that is unknown, or whose totals alone
// are told, is a *BadRequest; who may read totals only gets ErrTooFew.
func Grouped(ctx context.Context, src Source, q Request, question string) ([]Part, error) {
	if q.Totals {
		return nil, ErrTooFew
	}
	r, err := Outline(ctx, src, q)
	if err != nil {
		return nil, err
	}
	asked := r.Template.Question(question)
	if asked == nil || !asked.Groups() {
		return nil, &BadRequest{"by", question}
	}
	var list []Part
	for _, o := range asked.Options {
		one := q
		one.Groups = append(q.Groups[:len(q.Groups):len(q.Groups)], question+":"+o.Code)
		found, err := Compile(ctx, src, one)
		if err != nil {
			return nil, err
		}
		if found.Index.Responses > 0 {
			list = append(list, Part{Code: o.Code, Name: o.Text, Index: found.Index})
		}
	}
	hide(list, q.least())
	return list, nil
}

// GroupQuestions are the questions that responses can be grouped by.
func GroupQuestions(t *survey.Template) []*survey.Question {
	var list []*survey.Question
	t.Questions(func(q *survey.Question) {
		if q.Groups() {
			list = append(list, q)
		}
	})
	return list
}
