package print

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"hailong/internal/survey"
)

// skip says when a question, or a whole part, is not to be answered, or returns
// "". It names the answers that are fewer: those that lead to the question or
// those that lead past it.
func (p *paper) skip(q *survey.Question, part bool) string {
	if q.Skip == nil {
		return ""
	}
	gate := p.form.Template.Question(q.Skip.Question)
	if gate == nil {
		return ""
	}
	var past, to []string
	for _, o := range gate.Options {
		said := fmt.Sprintf(p.words.Form.Quote, p.in(o.Text))
		if slices.Contains(q.Skip.In, o.Code) {
			past = append(past, said)
		} else {
			to = append(to, said)
		}
	}
	w := &p.words.Form
	format, answers := w.Skip, past
	if len(to) <= len(past) {
		format, answers = w.Only, to
	}
	if part {
		format = map[string]string{w.Skip: w.SkipPart, w.Only: w.OnlyPart}[format]
	}
	return fmt.Sprintf(format, gate.Code, strings.Join(answers, w.Or))
}

// sharedSkip says when a whole section is not to be answered: where all its
// questions, of which there are several, have the same condition.
func (p *paper) sharedSkip(s *survey.Section) string {
	if len(s.Questions) < 2 || s.Questions[0].Skip == nil {
		return ""
	}
	for i := range s.Questions {
		if !reflect.DeepEqual(s.Questions[i].Skip, s.Questions[0].Skip) {
			return ""
		}
	}
	return p.skip(&s.Questions[0], true)
}
