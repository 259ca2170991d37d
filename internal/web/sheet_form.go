package web

import (
	"mime"
	"net/http"
	"strings"
	"unicode/utf8"

	"hailong/internal/intake"
	"hailong/internal/survey"
)

// switchName is the button that asks for the form in another language.
const switchName = "switch"

// readForm reads a sheet as a browser sends it. What cannot be part of any
// sheet becomes a fault, so that the page can say it beside the question; only
// a body that is no form at all is an error.
func readForm(r *http.Request) (intake.Entry, error) {
	var e intake.Entry
	media, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || media != "application/x-www-form-urlencoded" {
		return e, errMediaType
	}
	if err := r.ParseForm(); err != nil {
		return e, bodyError(err)
	}
	e.Sheet.Marks = make(map[string][]string)
	for name, values := range r.PostForm {
		name = strings.ToValidUTF8(name, "\ufffd")
		switch name {
		case "key":
			e.Key = single(&e, name, values)
		case "lang", switchName:
			single(&e, name, values)
		case survey.FieldCode:
			e.Sheet.Field = single(&e, name, values)
		case survey.CommentCode:
			e.Sheet.Comment = readable(&e, name, single(&e, name, values))
		default:
			e.Sheet.Marks[name] = append(e.Sheet.Marks[name], values...)
		}
	}
	return e, nil
}

// readable says that a text is not UTF-8 and returns what of it can be shown again.
func readable(e *intake.Entry, name, text string) string {
	if !utf8.ValidString(text) {
		e.Faults = append(e.Faults, survey.Fault{At: name, Code: survey.FaultText})
	}
	return strings.ToValidUTF8(text, "\ufffd")
}

func single(e *intake.Entry, name string, values []string) string {
	if len(values) > 1 {
		e.Faults = append(e.Faults, survey.Fault{At: name, Code: survey.FaultRepeated})
	}
	return values[0]
}
