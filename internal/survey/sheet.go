package survey

import (
	"slices"
	"unicode/utf8"
)

// A Sheet is what somebody sent, before it is checked.
type Sheet struct {
	// Marks holds what was ticked, by the code of the question: a level as its
	// digit or "na", an option as its code. Nothing or "" is no tick.
	Marks   map[string][]string
	Field   string
	Comment string
}

// MarkNA is the mark for "not applicable" on a sheet.
const MarkNA = "na"

// A Filled sheet is one that was checked: what of it a response keeps.
type Filled struct {
	Answers Answers
	Field   string
	Comment string
}

// Fill checks a sheet against the template and the service fields on offer. The
// error is an *Invalid that names every fault.
func (t *Template) Fill(s Sheet, fields []Field) (Filled, error) {
	f := filling{template: t, sheet: s}
	f.check(fields)
	if len(f.faults) == 0 && f.blank() {
		f.fault("answers", FaultEmpty, 0)
	}
	return f.filled()
}

// A filling is one run of Fill or FillPaper over a sheet.
type filling struct {
	template *Template
	sheet    Sheet
	// paper tells that the sheet was keyed from a printed form.
	paper   bool
	answers Answers
	faults  []Fault
}

// check settles every cell and gathers the faults.
func (f *filling) check(fields []Field) {
	f.answers = make(Answers, len(f.template.columns))
	f.template.Questions(f.question)
	f.strangers()
	f.field(fields)
	f.comment()
}

// filled returns what of the sheet is kept, or every fault.
func (f *filling) filled() (Filled, error) {
	if len(f.faults) > 0 {
		return Filled{}, &Invalid{f.faults}
	}
	return Filled{Answers: f.answers, Field: f.sheet.Field, Comment: f.sheet.Comment}, nil
}

func (f *filling) fault(at string, code FaultCode, limit int) {
	f.faults = append(f.faults, Fault{at, code, limit})
}

func (f *filling) question(q *Question) {
	if f.skipped(q) {
		f.skip(q)
		return
	}
	var marks []string
	for _, m := range f.sheet.Marks[q.Code] {
		if m != "" {
			marks = append(marks, m)
		}
	}
	switch {
	case f.paper && f.unclear(q, marks):
	case q.Kind == KindLevel, q.Kind == KindChoice:
		f.one(q, marks)
	case q.Kind == KindMulti:
		f.several(q, marks)
	}
}

// missing reports whether something is wrong with leaving the question out. On
// paper it never is: nobody can be asked any more.
func (f *filling) missing(q *Question) bool { return q.Required && !f.paper }

func (f *filling) one(q *Question, marks []string) {
	switch {
	case len(marks) > 1:
		f.fault(q.Code, FaultRepeated, 0)
	case len(marks) == 0 && f.missing(q):
		f.fault(q.Code, FaultRequired, 0)
	case len(marks) == 0:
	case q.Kind == KindLevel:
		cell, ok := levelCell(marks[0])
		if !ok {
			f.fault(q.Code, FaultRange, 0)
		}
		f.answers[q.column] = cell
	default:
		n := q.Option(marks[0])
		if n == 0 {
			f.fault(q.Code, FaultOption, 0)
		}
		f.answers[q.column] = byte(n)
	}
}

func levelCell(mark string) (byte, bool) {
	if mark == MarkNA {
		return CellNA, true
	}
	if len(mark) == 1 && mark[0] >= '1' && mark[0] < '1'+Levels {
		return mark[0] - '0', true
	}
	return CellBlank, false
}

func (f *filling) several(q *Question, marks []string) {
	for _, m := range marks {
		n := q.Option(m)
		if n == 0 {
			f.fault(q.Code, FaultOption, 0)
			return
		}
		if f.answers[q.column+n-1] == 1 {
			f.fault(q.Code, FaultRepeated, 0)
			return
		}
		f.answers[q.column+n-1] = 1
	}
	switch {
	case q.Max > 0 && len(marks) > q.Max:
		f.fault(q.Code, FaultTooMany, q.Max)
	case len(marks) == 0 && f.missing(q):
		f.fault(q.Code, FaultRequired, 0)
	}
}

// skipped reports whether what was ticked before makes the question pointless.
// A condition names an earlier choice, so its cell is settled: a gate that is
// itself skipped is blank by now and skips nothing.
func (f *filling) skipped(q *Question) bool {
	if q.Skip == nil {
		return false
	}
	gate := f.template.Question(q.Skip.Question)
	cell := f.answers[gate.column]
	return cell > 0 && slices.Contains(q.Skip.In, gate.Options[cell-1].Code)
}

// skip settles a question that does not apply: "not applicable" for a level,
// blank for the others. Whatever was ticked there is not even looked at, since
// without scripts a page shows the question all the same.
func (f *filling) skip(q *Question) {
	if q.Kind == KindLevel {
		f.answers[q.column] = CellNA
	}
}

// strangers finds marks at questions that the template does not ask.
func (f *filling) strangers() {
	var codes []string
	for code := range f.sheet.Marks {
		q := f.template.Question(code)
		if q == nil || q.Kind == KindField || q.Kind == KindComment {
			codes = append(codes, code)
		}
	}
	slices.Sort(codes)
	for _, code := range codes {
		f.fault(code, FaultUnknown, 0)
	}
}

func (f *filling) field(fields []Field) {
	q := f.template.Question(FieldCode)
	code := f.sheet.Field
	switch {
	case code == "" && q != nil && f.missing(q):
		f.fault(FieldCode, FaultRequired, 0)
	case code == "":
	case q == nil:
		f.fault(FieldCode, FaultUnknown, 0)
	case !slices.ContainsFunc(fields, func(o Field) bool { return o.Code == code }):
		f.fault(FieldCode, FaultOption, 0)
	}
}

func (f *filling) comment() {
	if !utf8.ValidString(f.sheet.Comment) {
		f.fault(CommentCode, FaultText, 0)
		return
	}
	f.sheet.Comment = Clean(f.sheet.Comment)
	q := f.template.Question(CommentCode)
	length := utf8.RuneCountInString(f.sheet.Comment)
	switch {
	case q == nil && length > 0:
		f.fault(CommentCode, FaultUnknown, 0)
	case q == nil:
	case f.missing(q) && length == 0:
		f.fault(CommentCode, FaultRequired, 0)
	case length > q.Max:
		f.fault(CommentCode, FaultTooLong, q.Max)
	}
}

// blank reports whether nothing was said: an empty sheet is not a response.
func (f *filling) blank() bool {
	for _, cell := range f.answers {
		if cell != CellBlank {
			return false
		}
	}
	return f.sheet.Comment == ""
}
