package survey

// Answers are the cells of one response, one byte for each column of its
// template, in the order of Template.Columns. They can be read only with that
// version of the template, which is why a used version is frozen.
type Answers []byte

// What a cell of a level question holds besides the levels 1..5. The same
// values mean the same for ever: they lie in every store.
const (
	CellBlank   byte = 0 // no tick
	CellNA      byte = 6 // "not applicable"
	CellInvalid byte = 7 // a tick that cannot be read, on paper only
)

// Levels is the number of levels on the satisfaction scale.
const Levels = 5

// A Column says what one cell means. A level or choice question has one column;
// a multi question has one for each option, holding 1 where it was ticked.
type Column struct {
	Question *Question
	// Option is the index of the option of a multi question, otherwise -1.
	Option int
	// Size is the number of different values a cell may hold.
	Size int
}

// Build prepares a decoded template for use: it numbers the columns and indexes
// the questions. It must be called once, before any other method, by whoever
// decoded the template.
func (t *Template) Build() {
	t.columns = nil
	t.byCode = make(map[string]*Question)
	t.Questions(func(q *Question) {
		t.byCode[q.Code] = q
		q.column = len(t.columns)
		switch q.Kind {
		case KindLevel:
			t.columns = append(t.columns, Column{q, -1, int(CellInvalid) + 1})
		case KindChoice:
			t.columns = append(t.columns, Column{q, -1, len(q.Options) + 1})
		case KindMulti:
			for i := range q.Options {
				t.columns = append(t.columns, Column{q, i, 2})
			}
		}
	})
}

// Columns returns what the cells of an answer mean, in order.
func (t *Template) Columns() []Column { return t.columns }

// Column returns the number of the question's first column. It means nothing
// for the field and the comment, which have none.
func (t *Template) Column(q *Question) int { return q.column }

// Fits reports whether the cells could have been made by this template.
func (t *Template) Fits(a Answers) bool {
	if len(a) != len(t.columns) {
		return false
	}
	for i, c := range a {
		if int(c) >= t.columns[i].Size {
			return false
		}
	}
	return true
}
