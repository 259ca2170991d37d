package survey

import "slices"

// MarkUnclear is the mark, on a sheet keyed from paper, for ticks that cannot be
// read. It is neither a level nor the code of an option.
const MarkUnclear = "?"

// FillPaper checks a sheet that was keyed from a printed form. It differs from
// Fill in what a person with a pen could do and nobody can ask about any more:
// what was left out is blank, even all of it; two ticks in a row of levels make
// its cell CellInvalid. A tick is never inferred: a choice with two ticks and a
// multi with more than its Max are blank, since their cells know no other value.
//
// Everything else is a slip of whoever keyed it, and named in an *Invalid.
func (t *Template) FillPaper(s Sheet, fields []Field) (Filled, error) {
	f := filling{template: t, sheet: s, paper: true}
	f.check(fields)
	return f.filled()
}

// unclear settles a question whose ticks are not one answer, and reports whether
// it did. Marks that do not exist, or stand there twice, are left to the others,
// who name them.
func (f *filling) unclear(q *Question, marks []string) bool {
	if !slices.Equal(marks, []string{MarkUnclear}) && !f.crowded(q, marks) {
		return false
	}
	if q.Kind == KindLevel {
		f.answers[q.column] = CellInvalid
	}
	return q.Kind == KindLevel || q.Kind == KindChoice || q.Kind == KindMulti
}

// crowded reports whether more boxes were ticked than the question allows.
func (f *filling) crowded(q *Question, marks []string) bool {
	most := 1
	if q.Kind == KindMulti {
		most = q.Max
	}
	if most == 0 || len(marks) <= most {
		return false
	}
	for i, m := range marks {
		if !q.takes(m) || slices.Contains(marks[:i], m) {
			return false
		}
	}
	return true
}

// takes reports whether a mark stands for a box of the question.
func (q *Question) takes(mark string) bool {
	if q.Kind == KindLevel {
		_, ok := levelCell(mark)
		return ok
	}
	return q.Option(mark) > 0
}

// Answered counts the criteria of the template, and how many of them the cells
// answer. "Not applicable" is an answer, also where a gate settled it; a blank
// and ticks that cannot be read are none.
func (t *Template) Answered(a Answers) (answered, criteria int) {
	for i, c := range t.columns {
		if !c.Question.Criterion() {
			continue
		}
		criteria++
		if a[i] != CellBlank && a[i] != CellInvalid {
			answered++
		}
	}
	return answered, criteria
}
