package web

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"hailong/internal/intake"
	"hailong/internal/survey"
)

// readJSON reads a sheet as a program sends it. Everything wrong with it is
// gathered: unknown and repeated members, values of the wrong type, bytes that
// are not UTF-8. The standard decoder alone would forgive the last two.
func readJSON(r *http.Request, t *survey.Template) (intake.Entry, error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return intake.Entry{}, bodyError(err)
	}
	m := message{template: t, seen: make(map[string]bool, 32)}
	m.entry.Sheet.Marks = make(map[string][]string)
	if !utf8.Valid(body) {
		m.unread("body", survey.FaultText)
		return m.entry, nil
	}
	m.in = jsontext.NewDecoder(bytes.NewBuffer(body), jsontext.AllowDuplicateNames(true)) // they are faults, by name
	if err := m.object("", m.member); err != nil {
		m.unread("body", survey.FaultUnreadable)
	} else if _, err := m.in.ReadToken(); err != io.EOF {
		m.unread("body", survey.FaultUnreadable)
	}
	return m.entry, nil
}

// errNoObject marks a message that is JSON but not an object.
var errNoObject = errors.New("not an object")

type message struct {
	in       *jsontext.Decoder
	template *survey.Template
	entry    intake.Entry
	seen     map[string]bool
}

func (m *message) fault(at string, code survey.FaultCode) {
	m.entry.Faults = append(m.entry.Faults, survey.Fault{At: at, Code: code})
}

// unread is a fault after which nothing can be said of single questions.
func (m *message) unread(at string, code survey.FaultCode) {
	m.fault(at, code)
	m.entry.Unread = true
}

// object reads the members of an object, each of them once.
func (m *message) object(within string, member func(name string) error) error {
	open, err := m.in.ReadToken()
	if err != nil {
		return err
	}
	if open.Kind() != '{' {
		return errNoObject
	}
	for m.in.PeekKind() != '}' {
		token, err := m.in.ReadToken()
		if err != nil {
			return err
		}
		name := token.String() // the decoder allows nothing else here
		if m.seen[within+name] {
			m.fault(name, survey.FaultRepeated)
			if err := m.pass(); err != nil {
				return err
			}
			continue
		}
		m.seen[within+name] = true
		if err := member(name); err != nil {
			return err
		}
	}
	_, err = m.in.ReadToken()
	return err
}

func (m *message) member(name string) error {
	switch name {
	case "key":
		return m.text(name, &m.entry.Key)
	case survey.FieldCode:
		return m.text(name, &m.entry.Sheet.Field)
	case survey.CommentCode:
		return m.text(name, &m.entry.Sheet.Comment)
	case "answers":
		if m.in.PeekKind() != '{' {
			m.unread(name, survey.FaultType)
			return m.pass()
		}
		return m.object("answers/", m.answer)
	}
	m.fault(name, survey.FaultMember)
	return m.pass()
}

// pass skips a value of any kind.
func (m *message) pass() error { return m.in.SkipValue() }

func (m *message) text(name string, into *string) error {
	raw, err := m.in.ReadValue()
	if err != nil {
		return err
	}
	if string(raw) == "null" {
		return nil
	}
	var ok bool
	if *into, ok = textOf(raw); !ok {
		m.fault(name, survey.FaultType)
	}
	return nil
}

// answer reads one answer in the type that its question takes: a level is a
// number or "na", an option a string, several options a list of strings.
func (m *message) answer(code string) error {
	raw, err := m.in.ReadValue()
	if err != nil || string(raw) == "null" {
		return err
	}
	q := m.template.Question(code)
	if q == nil {
		m.entry.Sheet.Marks[code] = nil // Fill names it
		return nil
	}
	var marks []string
	ok := false
	switch q.Kind {
	case survey.KindLevel:
		marks, ok = levelMark(raw)
	case survey.KindChoice:
		marks, ok = optionMark(raw)
	case survey.KindMulti:
		ok = json.Unmarshal(raw, &marks) == nil
	default:
		m.fault(code, survey.FaultUnknown)
		return nil
	}
	if !ok {
		m.fault(code, survey.FaultType)
		return nil
	}
	m.entry.Sheet.Marks[code] = marks
	return nil
}

func levelMark(raw jsontext.Value) ([]string, bool) {
	if c := raw[0]; c == '-' || '0' <= c && c <= '9' {
		return []string{string(raw)}, true // a level that does not exist is found by Fill
	}
	if s, ok := textOf(raw); ok && s == survey.MarkNA {
		return []string{s}, true
	}
	return nil, false
}

func optionMark(raw jsontext.Value) ([]string, bool) {
	s, ok := textOf(raw)
	return []string{s}, ok
}

// textOf returns the string that a value is. The decoder has found it valid, so
// that one without an escape stands there as it is; most are such.
func textOf(raw jsontext.Value) (s string, ok bool) {
	if raw[0] == '"' && bytes.IndexByte(raw, '\\') < 0 {
		return string(raw[1 : len(raw)-1]), true
	}
	return s, json.Unmarshal(raw, &s) == nil
}
