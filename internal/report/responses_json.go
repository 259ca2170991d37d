package report

import (
	"bufio"
	"encoding/json"
	"io"
	"iter"
	"strconv"

	"hailong/internal/survey"
)

// WriteResponsesJSON writes one array with an object for each response, a line
// each, with the same data as the CSV file and the text as it was given:
//
//	{"date":"2026-10-05","unit":"ninh-giang","place":"trung-tam","counter":"quay-1","channel":"qr","field":"HOTICH",
//	 "answers":{"HL0":5,"PA":"na","KQ":"invalid","TT":null,"A3":"online","UT":["nhanh","it-giay"]},"excluded":0,"comment":"","flags":"fast+hours"}
//
// A level is a number, no answer is null, a multi question is a list. Memory
// stays flat. On an error the array is left unterminated on purpose, so that no
// reader takes a part for the whole.
func WriteResponsesJSON(w io.Writer, outline *Report, responses iter.Seq2[*survey.Response, error]) error {
	out := bufio.NewWriter(w)
	t := outline.Template
	object := jsonObject{outline: outline, template: t, questions: answerable(t)}
	before := "[\n"
	err := write(t, responses, func(r *survey.Response) error {
		out.WriteString(before) //nolint:errcheck // bufio keeps the first error, the next Write returns it
		before = ",\n"
		_, err := out.Write(object.of(r))
		return err
	})
	switch {
	case err != nil:
		out.Flush() //nolint:errcheck // the first error is the one to report
		return err
	case before == "[\n":
		out.WriteString("[]\n") //nolint:errcheck // as above; Flush returns it
	default:
		out.WriteString("\n]\n") //nolint:errcheck // as above
	}
	return out.Flush()
}

// A jsonObject writes one object after the other in the same space. It is
// written by hand to keep the questions in the order of the template.
type jsonObject struct {
	outline   *Report
	template  *survey.Template
	questions []*survey.Question
	b         []byte
	ticked    []string
}

func (o *jsonObject) of(r *survey.Response) []byte {
	o.b = append(o.b[:0], '{')
	for _, m := range []struct{ name, value string }{
		{"date", r.Date.String()},
		{"unit", r.Unit},
		{"place", r.Place},
		{"counter", r.Counter},
		{"channel", string(r.Channel)},
		{"field", r.Field},
	} {
		o.text(m.name)
		o.b = append(o.b, ':')
		o.text(m.value)
		o.b = append(o.b, ',')
	}
	o.b = append(o.b, `"answers":{`...)
	for i, q := range o.questions {
		if i > 0 {
			o.b = append(o.b, ',')
		}
		o.text(q.Code)
		o.b = append(o.b, ':')
		o.answer(q, r.Answers)
	}
	o.b = append(append(o.b, `},"excluded":`...), '0'+o.outline.mark(r))
	o.b = append(o.b, `,"comment":`...)
	o.text(r.Comment)
	o.b = append(o.b, `,"flags":`...)
	o.text(r.Flags.String())
	o.b = append(o.b, '}')
	return o.b
}

func (o *jsonObject) answer(q *survey.Question, a survey.Answers) {
	if q.Kind == survey.KindMulti {
		o.ticked = ticked(o.ticked, o.template, q, a)
		o.list(o.ticked)
		return
	}
	cell := a[o.template.Column(q)]
	switch {
	case cell == survey.CellBlank:
		o.b = append(o.b, "null"...)
	case q.Kind == survey.KindLevel && cell <= survey.Levels:
		o.b = strconv.AppendUint(o.b, uint64(cell), 10)
	default:
		o.text(word(q, cell))
	}
}

func (o *jsonObject) list(texts []string) {
	o.b = append(o.b, '[')
	for i, s := range texts {
		if i > 0 {
			o.b = append(o.b, ',')
		}
		o.text(s)
	}
	o.b = append(o.b, ']')
}

// text appends a JSON string. Codes, which are nearly all of a file, need no
// escaping and no memory.
func (o *jsonObject) text(s string) {
	if harmless(s) {
		o.b = append(append(append(o.b, '"'), s...), '"')
		return
	}
	quoted, _ := json.Marshal(s) // a string always encodes
	o.b = append(o.b, quoted...)
}
