package report

import (
	"hailong/internal/index"
	"hailong/internal/survey"
	"hailong/internal/tally"
)

// choices tabulates the choice and multi questions.
func choices(t *survey.Template, c *tally.Tally, narrowed bool) []Choice {
	if c.Responses < SmallPart {
		return nil
	}
	var list []Choice
	t.Questions(func(q *survey.Question) {
		if q.Totals && (narrowed || c.Responses < Few) {
			return
		}
		switch q.Kind {
		case survey.KindChoice:
			list = append(list, choice(q, c, c.Counts(q)[1:])) // without the blanks
		case survey.KindMulti:
			list = append(list, choice(q, c, c.Counts(q)))
		}
	})
	return list
}

func choice(q *survey.Question, c *tally.Tally, counts []int64) Choice {
	answered := c.Answered(q)
	t := Choice{
		Code:     q.Code,
		Text:     q.Text,
		Multi:    q.Kind == survey.KindMulti,
		Answered: answered,
		Blank:    c.Responses - answered,
	}
	for i, o := range q.Options {
		t.Options = append(t.Options, Option{o.Code, o.Text, counts[i], index.Percent(counts[i], answered)})
	}
	return t
}
