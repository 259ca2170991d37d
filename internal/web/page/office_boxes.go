package page

import "hailong/internal/survey"

// A Box is one box of a form of the office, with its label.
type Box struct {
	Name, Label, Value string
	// In tells boxes of one name apart where a page has several forms.
	In string
	// Hint says what belongs there; Error what is wrong with what was typed.
	Hint, Error string
	// Kind is that of the input, "" for a line of text.
	Kind string
	// Max is the most characters.
	Max int
	// Need tells that the box must not stay empty.
	Need bool
	// Bare leaves out that it may stay empty, where a whole list may.
	Bare bool
	// Digits brings up the keys for a number on a phone.
	Digits bool
	// Lang is the language of what is typed, "" for Vietnamese.
	Lang survey.Lang
}

// ID is the id of the input.
func (b Box) ID() string { return "b-" + b.In + b.Name }

// Type is the type of the input.
func (b Box) Type() string {
	if b.Kind == "" {
		return "text"
	}
	return b.Kind
}

// Described lists the ids of the texts that explain the box.
func (b Box) Described() string {
	switch {
	case b.Hint != "" && b.Error != "":
		return b.ID() + "-hint " + b.ID() + "-wrong"
	case b.Hint != "":
		return b.ID() + "-hint"
	case b.Error != "":
		return b.ID() + "-wrong"
	}
	return ""
}

// A Refused form says at its top why it was not taken.
type Refused struct {
	// Error is one sentence, "" for none.
	Error string
	// Stamp names what the form was made from.
	Stamp string
}

// OfficeAsk asks once more before something is done.
type OfficeAsk struct {
	Office
	Refused
	// Lines say what will happen.
	Lines []string
	// Action is where the answer is sent, Button what it is called, Back where
	// who does not want it goes.
	Action, Button, Back string
}

// OfficeAsk renders the question, which its Title asks.
func (s *Set) OfficeAsk(p OfficeAsk) (Rendered, error) {
	return s.office("office_ask", &p.Office, &p)
}

// inEnglish is what was written in English, "" where nothing was.
func inEnglish(t survey.Text) string { return t[survey.English] }
