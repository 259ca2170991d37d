package index

import (
	"testing"

	"pgregory.net/rapid"

	"hailong/internal/survey"
	"hailong/internal/tally"
)

// template builds one section of level questions, written CODE for a factor's
// only criterion, FACTOR/CODE for one of several, "!CODE" for the overall
// question and "?CODE" for a question outside the index.
func template(codes ...string) *survey.Template {
	t := &survey.Template{Code: "mau", Version: 1}
	var questions []survey.Question
	for _, code := range codes {
		q := survey.Question{Code: code, Kind: survey.KindLevel, Factor: code}
		switch {
		case code[0] == '!':
			q = survey.Question{Code: code[1:], Kind: survey.KindLevel, Overall: true, Required: true}
		case code[0] == '?':
			q = survey.Question{Code: code[1:], Kind: survey.KindLevel}
		case len(code) > 3 && code[2] == '/':
			q.Factor, q.Code = code[:2], code[3:]
		}
		questions = append(questions, q)
		if q.Factor != "" && (len(t.Factors) == 0 || t.Factors[len(t.Factors)-1].Code != q.Factor) {
			t.Factors = append(t.Factors, survey.Factor{Code: q.Factor})
		}
	}
	t.Sections = []survey.Section{{Questions: questions}}
	t.Build()
	return t
}

// short is the 60-second form; full has factors of several criteria, and a
// question of each kind that enters no sum.
func short() *survey.Template { return template("!HL0", "TC", "TT", "CC", "KQ", "PA") }

func full() *survey.Template {
	t := template("TC/TC1", "TC/TC2", "PA/PA1", "PA/PA2", "PA/PA3", "!HL0", "?X1")
	t.Sections[0].Questions = append(t.Sections[0].Questions,
		survey.Question{Code: "A3", Kind: survey.KindChoice, Options: []survey.Option{{Code: "a"}, {Code: "b"}}},
		survey.Question{Code: "UT", Kind: survey.KindMulti, Options: []survey.Option{{Code: "a"}, {Code: "b"}}})
	t.Build()
	return t
}

// A row is what §1.7 of the domain notes prints for a question: how many people
// gave the levels 1..5, NA, no tick and an unreadable tick.
type row [8]int64

// cells lists the row as one cell for each person.
func (r row) cells() []byte {
	var cells []byte
	for i, v := range []byte{1, 2, 3, 4, 5, survey.CellNA, survey.CellBlank, survey.CellInvalid} {
		for range r[i] {
			cells = append(cells, v)
		}
	}
	return cells
}

// people turns a row for each column into the responses of as many persons;
// where a row is shorter than another, the rest left the question blank.
func people(t *survey.Template, rows ...row) []survey.Answers {
	var list []survey.Answers
	for column, r := range rows {
		for person, cell := range r.cells() {
			if person == len(list) {
				list = append(list, make(survey.Answers, len(t.Columns())))
			}
			list[person][column] = cell
		}
	}
	return list
}

type fataler interface {
	Helper()
	Fatal(...any)
}

func count(f fataler, t *survey.Template, list []survey.Answers) *tally.Tally {
	f.Helper()
	c := tally.New(t)
	for _, a := range list {
		if err := c.Add(a); err != nil {
			f.Fatal(err)
		}
	}
	return c
}

func of(f fataler, t *survey.Template, list []survey.Answers) Index {
	f.Helper()
	return Of(t, count(f, t, list))
}

// drawn draws the responses of some people.
func drawn(t *survey.Template) *rapid.Generator[[]survey.Answers] {
	return rapid.SliceOfN(rapid.Custom(func(r *rapid.T) survey.Answers {
		a := make(survey.Answers, len(t.Columns()))
		for i, c := range t.Columns() {
			a[i] = rapid.ByteRange(0, byte(c.Size-1)).Draw(r, "cell")
		}
		return a
	}), 0, 60)
}

func check[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}
