package paper

import (
	"bytes"
	"errors"
	"maps"
	"slices"
	"strings"

	"hailong/internal/survey"
)

// A Reason says why a form does not count; "" is a form that does.
type Reason string

// The reasons. The first two are found by rule, the others seen by whoever has the
// form in hand.
const (
	ReasonBlank      Reason = "blank"      // nothing was filled in
	ReasonFew        Reason = "few"        // fewer than half of the criteria are answered
	ReasonUnreadable Reason = "unreadable" // nobody can read it
	ReasonTorn       Reason = "torn"       // a part of it is missing
	// ReasonDuplicate is for a number that came back on several sheets. Since
	// nobody can tell which of them was printed, none counts, and together they
	// are one returned number.
	ReasonDuplicate Reason = "duplicate"
	// ReasonMissing takes a number back that was keyed by mistake: there is no such
	// form in the box. It counts as neither returned nor rejected.
	ReasonMissing Reason = "missing"
)

// Reasons lists why a returned form is rejected, in the order of the tables.
var Reasons = []Reason{ReasonBlank, ReasonFew, ReasonUnreadable, ReasonTorn, ReasonDuplicate}

// seen are the reasons that a clerk may give.
var seen = []Reason{ReasonUnreadable, ReasonTorn, ReasonDuplicate, ReasonMissing}

// A Form is what was keyed of one form.
type Form struct {
	Reason Reason `json:"reason,omitempty"`
	// Keys are the keys of the questions, as ParseKeyed reads them, without the
	// field and the comment.
	Keys map[string]string `json:"keys,omitempty"`
	// Field is the code of the field: its number in the printed order is that of
	// one day only.
	Field   string         `json:"field,omitempty"`
	Comment string         `json:"comment,omitempty"`
	Answers survey.Answers `json:"answers,omitempty"`
}

// Valid reports whether the form becomes a response.
func (f *Form) Valid() bool { return f.Reason == "" }

// returned reports whether there is such a form in the box.
func (f *Form) returned() bool { return f.Reason != ReasonMissing }

// judged reports whether a person rejected the form, so that nothing was keyed.
func (f *Form) judged() bool { return slices.Contains(seen, f.Reason) }

func (f *Form) equal(o *Form) bool {
	return f.Reason == o.Reason && f.Field == o.Field && f.Comment == o.Comment &&
		maps.Equal(f.Keys, o.Keys) && bytes.Equal(f.Answers, o.Answers)
}

// bare is the form without anything that stands on it.
func (f *Form) bare() Form { return Form{Reason: f.Reason} }

// A questionnaire is what a batch was printed from.
type questionnaire struct {
	template *survey.Template
	fields   []survey.Field
}

// read checks what was keyed of a form. The error is a *survey.Invalid that names
// every slip of the keys.
func (q *questionnaire) read(keys map[string]string) (Form, error) {
	sheet, faults := ParseKeyed(q.template, q.fields, keys)
	filled, err := q.template.FillPaper(sheet, q.fields)
	invalid := survey.Invalid{Faults: faults}
	if more := (*survey.Invalid)(nil); errors.As(err, &more) {
		for _, f := range more.Faults {
			if invalid.Fault(f.At) == nil {
				invalid.Faults = append(invalid.Faults, f)
			}
		}
	}
	if len(invalid.Faults) > 0 {
		return Form{}, &invalid
	}
	f := Form{Keys: tidy(keys), Field: filled.Field, Comment: filled.Comment, Answers: filled.Answers}
	f.Reason = q.judge(&f)
	return f, nil
}

// judge rejects a form that says too little. Half of the criteria is enough; "not
// applicable" is an answer, two ticks in a row are none.
func (q *questionnaire) judge(f *Form) Reason {
	if len(f.Keys) == 0 && f.Comment == "" {
		return ReasonBlank // the field alone is no answer, as on the web
	}
	blank := !slices.ContainsFunc(f.Answers, func(c byte) bool { return c != survey.CellBlank })
	answered, criteria := q.template.Answered(f.Answers)
	if 2*answered < criteria || blank && f.Comment == "" {
		return ReasonFew
	}
	return ""
}

// tidy keeps the keys that say something of a question with cells.
func tidy(keys map[string]string) map[string]string {
	kept := make(map[string]string, len(keys))
	for code, key := range keys {
		key = strings.ToLower(strings.TrimSpace(key))
		if key != "" && code != survey.FieldCode && code != survey.CommentCode {
			kept[code] = key
		}
	}
	return kept
}

// differ returns the questions that two people keyed differently, and how many
// were compared. A multi is one of them, and so is the field. The comment is not:
// two people never write a sentence alike. What was ticked is compared and not
// what it comes to, so that a slip at a gate is one slip.
func (q *questionnaire) differ(a, b *Form) (at []string, compared int) {
	one, _ := ParseKeyed(q.template, q.fields, a.Keys)
	two, _ := ParseKeyed(q.template, q.fields, b.Keys)
	q.template.Questions(func(question *survey.Question) {
		same := false
		switch question.Kind {
		case survey.KindComment:
			return
		case survey.KindField:
			same = a.Field == b.Field
		default:
			same = slices.Equal(ticks(question, one), ticks(question, two))
		}
		if compared++; !same {
			at = append(at, question.Code)
		}
	})
	return at, compared
}

// ticks are the marks of a question in one order. Of a level and a choice it does
// not matter which ticks there are too many of.
func ticks(q *survey.Question, s survey.Sheet) []string {
	marks := slices.Sorted(slices.Values(s.Marks[q.Code]))
	if q.Kind != survey.KindMulti && len(marks) > 1 {
		return []string{survey.MarkUnclear}
	}
	return marks
}
