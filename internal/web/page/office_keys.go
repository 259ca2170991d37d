package page

import (
	"hailong/internal/paper"
	"hailong/internal/survey"
)

// OfficeKeys is the grid in which one paper form is keyed.
type OfficeKeys struct {
	Office
	// Code is that of the batch, Action where the form goes.
	Code, Action string
	Heading      string
	// Told is what was just done, Error what was not.
	Told, Error string
	Entered     int
	Returned    int
	// Serial is the number on the form; Fixed where it is not to be chosen.
	Serial string
	Fixed  bool
	// AskSerial has the cursor begin at the number: sheets do not come out of a box
	// in their order.
	AskSerial bool
	// Version is how many versions there were.
	Version  int
	Sections []OfficeKeySection
	Reasons  []Pick
	// AskWhy asks for the reason of a correction.
	AskWhy bool
	Why    string
	// SerialAt, ReasonAt and WhyAt mark what the error is about.
	SerialAt, ReasonAt, WhyAt bool
	// Levels are the keys of a row with what they stand for.
	Levels []Pick
	// Versions are who keyed it before.
	Versions []OfficeAct
	Button   string
	// Script is the address of the speed keys.
	Script string
}

// OfficeKeySection is a part of the questionnaire.
type OfficeKeySection struct {
	Title     string
	Questions []OfficeKey
}

// An OfficeKey is the input for one question.
type OfficeKey struct {
	Code, Text, Value string
	// Plain tells that the code stands nowhere on the form.
	Plain   bool
	Options []string
	Comment bool
	Most    int
	// One tells that one key is an answer.
	One   bool
	Focus bool
	Fault string
}

// OfficeKeySections lays a questionnaire out for keying, in the order of the printed
// form. What was keyed comes back with its faults beside it, and the cursor stands in
// the first of them.
func OfficeKeySections(t *survey.Template, fields []survey.Field, keys map[string]string, invalid *survey.Invalid) []OfficeKeySection {
	var list []OfficeKeySection
	var first, wrong *OfficeKey
	for i := range t.Sections {
		section := OfficeKeySection{Title: t.Sections[i].Title.In(survey.Vietnamese), Questions: make([]OfficeKey, len(t.Sections[i].Questions))}
		for j := range t.Sections[i].Questions {
			q := &t.Sections[i].Questions[j]
			k := keyOf(q, fields)
			k.Value = keys[q.Code]
			if f := invalid.Fault(q.Code); f != nil {
				k.Fault = KeyFault(t, fields, *f)
			}
			section.Questions[j] = k
			at := &section.Questions[j]
			if first == nil {
				first = at
			}
			if wrong == nil && at.Fault != "" {
				wrong = at
			}
		}
		list = append(list, section)
	}
	if wrong != nil {
		first = wrong
	}
	if first != nil {
		first.Focus = true
	}
	return list
}

func keyOf(q *survey.Question, fields []survey.Field) OfficeKey {
	k := OfficeKey{Code: q.Code, Text: q.Text.In(survey.Vietnamese), Most: paper.MaxKey}
	switch q.Kind {
	case survey.KindLevel:
		k.One = true
	case survey.KindComment:
		k.Comment, k.Plain, k.Most = true, true, q.Max
	case survey.KindField:
		k.Plain = true
		for _, f := range fields {
			k.Options = append(k.Options, f.Text.In(survey.Vietnamese))
		}
	default:
		for _, o := range q.Options {
			k.Options = append(k.Options, o.Text.In(survey.Vietnamese))
		}
	}
	if q.Kind == survey.KindChoice || q.Kind == survey.KindField {
		k.One = len(k.Options) <= 9 // of more, a 1 may be the beginning of a 12
	}
	return k
}

// OfficeKeys renders the grid.
func (s *Set) OfficeKeys(p OfficeKeys) (Rendered, error) {
	p.Title, p.Here, p.Script = p.Heading, "/office/paper", s.entryScript
	if p.AskSerial = !p.Fixed && p.Error == ""; p.AskSerial {
		for _, section := range p.Sections {
			for i := range section.Questions {
				section.Questions[i].Focus = false
			}
		}
	}
	return s.office("office_keys", &p.Office, &p)
}

// OfficeWaiting lists the numbers that wait for a second entry or a third look.
type OfficeWaiting struct {
	Office
	Code, Heading, Lead, Empty string
	Told, Error                string
	Numbers                    []OfficeWaitingNumber
}

// OfficeWaitingNumber is one of them; Path is "" where it takes somebody else.
type OfficeWaitingNumber struct{ Serial, Path, Note string }

// OfficeWaiting renders the list.
func (s *Set) OfficeWaiting(p OfficeWaiting) (Rendered, error) {
	p.Title, p.Here = p.Heading, "/office/paper"
	return s.office("office_waiting", &p.Office, &p)
}

// OfficeSettle lays the two entries of a form side by side where they differ.
type OfficeSettle struct {
	Office
	Code, Serial, Error string
	// One and Two are who keyed them.
	One, Two    string
	Version     int
	Differences []OfficeDifference
	Why         string
	WhyAt       bool
}

// An OfficeDifference is one cell that was keyed differently.
type OfficeDifference struct {
	Code, Text, One, Two string
	// Chosen is "one", "two" or nothing yet.
	Chosen string
	Wrong  bool
}

// OfficeSettle renders the comparison.
func (s *Set) OfficeSettle(p OfficeSettle) (Rendered, error) {
	p.Title, p.Here = "Đối chiếu phiếu "+p.Serial, "/office/paper"
	return s.office("office_settle", &p.Office, &p)
}
