package paper

import (
	"slices"
	"strconv"
	"strings"

	"hailong/internal/survey"
)

// MaxKey bounds what is keyed for one question, in bytes: every option of the
// longest list with its blank is less.
const MaxKey = 128

// ParseKeyed reads what was keyed of a form, by the code of the question:
//
//	level    1 to 5; n or 0 for "not applicable"; several, as 45, where several
//	         were ticked
//	choice   the number of the option; several with blanks between them, or
//	         without where no number has two digits
//	multi    the numbers of the options, as 135, or 1 3 12
//	field    the number of the field in the printed order
//	comment  the text
//
// An x stands for ticks that cannot be read. What means nothing, as an 8, is a slip
// of the keys and comes back as a fault at its question; the sheet lacks it.
func ParseKeyed(t *survey.Template, fields []survey.Field, keys map[string]string) (survey.Sheet, []survey.Fault) {
	p := parsing{fields: fields, sheet: survey.Sheet{Marks: make(map[string][]string)}}
	known := make(map[string]bool)
	t.Questions(func(q *survey.Question) {
		known[q.Code] = true
		p.question(q, strings.TrimSpace(keys[q.Code]))
	})
	var strange []string
	for code, key := range keys {
		if !known[code] && strings.TrimSpace(key) != "" {
			strange = append(strange, code)
		}
	}
	slices.Sort(strange)
	for _, code := range strange {
		p.fault(code, survey.FaultUnknown)
	}
	return p.sheet, p.faults
}

// parsing is one run of ParseKeyed.
type parsing struct {
	fields []survey.Field
	sheet  survey.Sheet
	faults []survey.Fault
}

func (p *parsing) fault(at string, code survey.FaultCode) {
	p.faults = append(p.faults, survey.Fault{At: at, Code: code})
}

func (p *parsing) question(q *survey.Question, key string) {
	switch {
	case q.Kind == survey.KindComment:
		p.sheet.Comment = key
	case key == "":
	case len(key) > MaxKey:
		p.faults = append(p.faults, survey.Fault{At: q.Code, Code: survey.FaultTooLong, Limit: MaxKey})
	case q.Kind == survey.KindField:
		p.field(q, key)
	default:
		marks, ok := marksOf(q, key)
		switch {
		case ok:
			p.sheet.Marks[q.Code] = marks
		case q.Kind == survey.KindLevel:
			p.fault(q.Code, survey.FaultRange)
		default:
			p.fault(q.Code, survey.FaultOption)
		}
	}
}

// field takes the one field that was ticked. Of several none is inferred.
func (p *parsing) field(q *survey.Question, key string) {
	list, ok := numbers(key, len(p.fields))
	switch {
	case isUnclear(key):
	case !ok:
		p.fault(q.Code, survey.FaultOption)
	case len(list) == 1:
		p.sheet.Field = p.fields[list[0]-1].Code
	}
}

// marksOf returns the marks of a sheet that a key stands for.
func marksOf(q *survey.Question, key string) ([]string, bool) {
	if isUnclear(key) {
		return []string{survey.MarkUnclear}, true
	}
	if q.Kind == survey.KindLevel {
		return levelMarks(q, key)
	}
	list, ok := numbers(key, len(q.Options))
	marks := make([]string, len(list))
	for i, n := range list {
		marks[i] = q.Options[n-1].Code
	}
	return marks, ok
}

func isUnclear(key string) bool { return key == "x" || key == "X" || key == survey.MarkUnclear }

// levelMarks reads the boxes of one row, each at most once. Where the form has no
// box for "not applicable", nobody can have ticked it.
func levelMarks(q *survey.Question, key string) ([]string, bool) {
	var marks []string
	for _, r := range key {
		mark := string(r)
		switch {
		case r == ' ', r == ',':
			continue
		case '1' <= r && r < '1'+survey.Levels:
		case (r == 'n' || r == 'N' || r == '0') && q.OffersNA():
			mark = survey.MarkNA
		default:
			return nil, false
		}
		if slices.Contains(marks, mark) {
			return nil, false
		}
		marks = append(marks, mark)
	}
	return marks, len(marks) > 0
}

// numbers reads different numbers from 1 to most, with blanks or commas between
// them, or with nothing where all have one digit.
func numbers(key string, most int) ([]int, bool) {
	parts := strings.FieldsFunc(key, func(r rune) bool { return r == ' ' || r == ',' })
	if len(parts) == 1 && most <= 9 {
		parts = strings.Split(parts[0], "")
	}
	list := make([]int, len(parts))
	for i, part := range parts {
		n, err := strconv.Atoi(part)
		if err != nil || strconv.Itoa(n) != part || n < 1 || n > most || slices.Contains(list[:i], n) {
			return nil, false
		}
		list[i] = n
	}
	return list, len(list) > 0
}
