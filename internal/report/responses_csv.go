package report

import (
	"encoding/csv"
	"io"
	"iter"
	"strings"

	"hailong/internal/survey"
)

// byteOrderMark makes a spreadsheet read the file as UTF-8.
const byteOrderMark = "\ufeff"

// WriteResponsesCSV writes one line for each response, as RFC 4180 with a byte
// order mark: the columns date, unit, place, counter, channel, field, one for
// each question by its code, excluded (1 for a response that is left out of the
// figures, else 0), comment and flags (the names of what is odd about it, joined by
// "+"; nothing is left out for them). The report is an outline (Outline). A level is its digit, na, invalid or
// nothing; an option is its code; the options of a multi question are joined by
// a semicolon. Text that a spreadsheet could run is defused (see Defuse).
//
// Memory stays flat however many there are. The file holds no id and nothing
// that tells in which order responses came, beyond their days. On an error what
// was written so far is not a complete file, and nothing in it says so: the
// caller must make that known (an HTTP handler aborts the connection).
func WriteResponsesCSV(w io.Writer, outline *Report, responses iter.Seq2[*survey.Response, error]) error {
	if _, err := io.WriteString(w, byteOrderMark); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	t := outline.Template
	line := csvLine{outline: outline, template: t, questions: answerable(t)}
	if err := out.Write(line.header()); err != nil {
		return err
	}
	if err := write(t, responses, func(r *survey.Response) error { return out.Write(line.of(r)) }); err != nil {
		return err
	}
	out.Flush()
	return out.Error()
}

// A csvLine makes the cells of one line after the other in the same space.
type csvLine struct {
	outline   *Report
	template  *survey.Template
	questions []*survey.Question
	cells     []string
	ticked    []string
}

func (l *csvLine) header() []string {
	l.cells = append(l.cells[:0], "date", "unit", "place", "counter", "channel", "field")
	for _, q := range l.questions {
		l.cells = append(l.cells, q.Code)
	}
	l.cells = append(l.cells, "excluded", "comment", "flags")
	return l.defused()
}

func (l *csvLine) of(r *survey.Response) []string {
	l.cells = append(l.cells[:0], r.Date.String(), r.Unit, r.Place, r.Counter, string(r.Channel), r.Field)
	for _, q := range l.questions {
		l.cells = append(l.cells, l.answer(q, r.Answers))
	}
	l.cells = append(l.cells, string('0'+l.outline.mark(r)), r.Comment, r.Flags.String())
	return l.defused()
}

func (l *csvLine) answer(q *survey.Question, a survey.Answers) string {
	if q.Kind != survey.KindMulti {
		return word(q, a[l.template.Column(q)])
	}
	l.ticked = ticked(l.ticked, l.template, q, a)
	return strings.Join(l.ticked, ";")
}

// defused treats every cell alike, codes included: which texts come from a
// stranger may change, this must not.
func (l *csvLine) defused() []string {
	for i := range l.cells {
		l.cells[i] = Defuse(l.cells[i])
	}
	return l.cells
}
