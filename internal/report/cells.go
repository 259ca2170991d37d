package report

import (
	"fmt"
	"iter"

	"hailong/internal/survey"
	"hailong/internal/tally"
)

// How the exports write a cell that is not a level or an option.
const (
	wordNA      = survey.MarkNA
	wordInvalid = "invalid"
)

// word returns how the exports write the cell of a level or choice question; ""
// is no answer.
func word(q *survey.Question, cell byte) string {
	switch {
	case cell == survey.CellBlank:
		return ""
	case q.Kind == survey.KindChoice:
		return q.Options[cell-1].Code
	case cell == survey.CellNA:
		return wordNA
	case cell == survey.CellInvalid:
		return wordInvalid
	default:
		return "12345"[cell-1 : cell]
	}
}

// ticked returns the codes of the options that were ticked, in the order of the
// template, into the space of list.
func ticked(list []string, t *survey.Template, q *survey.Question, a survey.Answers) []string {
	list = list[:0]
	at := t.Column(q)
	for i, o := range q.Options {
		if a[at+i] == 1 {
			list = append(list, o.Code)
		}
	}
	return list
}

// answerable returns the questions that have cells, in order, without those that
// are asked for totals only.
func answerable(t *survey.Template) []*survey.Question {
	var list []*survey.Question
	t.Questions(func(q *survey.Question) {
		if q.Totals {
			return
		}
		switch q.Kind {
		case survey.KindLevel, survey.KindChoice, survey.KindMulti:
			list = append(list, q)
		}
	})
	return list
}

// write hands each response to one, up to the first error. Answers that cannot
// be read with the template are an error: an export says everything or fails.
func write(t *survey.Template, responses iter.Seq2[*survey.Response, error], one func(*survey.Response) error) error {
	for r, err := range responses {
		if err == nil && (r.Template != t.Ref() || !t.Fits(r.Answers)) {
			err = fmt.Errorf("a response of campaign %s was given to %s, not %s: %w",
				r.Campaign, r.Template, t.Ref(), tally.ErrTemplate)
		}
		if err == nil {
			err = one(r)
		}
		if err != nil {
			return fmt.Errorf("export responses: %w", err)
		}
	}
	return nil
}
