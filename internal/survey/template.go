package survey

import "strconv"

// A Ref names one version of a template: the answers of a response can be read
// only with that very version.
type Ref struct {
	Code    string `json:"code" yaml:"code"`
	Version int    `json:"version" yaml:"version"`
}

// String returns short@1.
func (r Ref) String() string { return r.Code + "@" + strconv.Itoa(r.Version) }

// A Template is an authored questionnaire. Once a response was given to it, it
// never changes; a changed wording is a new version.
type Template struct {
	Code    string `yaml:"code"`
	Version int    `yaml:"version"`
	// Langs are the languages that every Text of the template must hold.
	Langs []Lang `yaml:"langs"`
	Title Text   `yaml:"title"`
	Intro Text   `yaml:"intro"`
	// Levels are the words of the five levels, worst first.
	Levels []Text `yaml:"levels"`
	// NA is what a person ticks who did not meet the thing asked about.
	NA       Text      `yaml:"na"`
	Factors  []Factor  `yaml:"factors"`
	Sections []Section `yaml:"sections"`

	columns []Column
	byCode  map[string]*Question
}

// A Factor is a group of criteria that has an index of its own.
type Factor struct {
	Code string `yaml:"code"`
	Text Text   `yaml:"text"`
}

// A Section is a part of the questionnaire under one heading. It groups for the
// eye only and means nothing to the index.
type Section struct {
	Title Text `yaml:"title"`
	Note  Text `yaml:"note"`
	// Stem is the beginning that the questions of the section complete.
	Stem      Text       `yaml:"stem"`
	Questions []Question `yaml:"questions"`
}

// A Kind says what an answer to a question looks like.
type Kind string

// The kinds of question.
const (
	// KindLevel is answered by a level 1..5 or NA.
	KindLevel Kind = "level"
	// KindChoice is answered by one option.
	KindChoice Kind = "choice"
	// KindMulti is answered by up to Max options.
	KindMulti Kind = "multi"
	// KindField asks for the service field; its code is FieldCode.
	KindField Kind = "field"
	// KindComment is the open comment of up to Max characters; its code is CommentCode.
	KindComment Kind = "comment"
)

// The codes of the two questions whose answers are kept beside the cells.
const (
	FieldCode   = "field"
	CommentCode = "comment"
)

// A Question is the words and the kind of answer. A level question with a
// Factor is a criterion and enters the index; one without does not.
type Question struct {
	Code     string `yaml:"code"`
	Kind     Kind   `yaml:"kind"`
	Text     Text   `yaml:"text"`
	Help     Text   `yaml:"help"`
	Factor   string `yaml:"factor"`
	Overall  bool   `yaml:"overall"`
	Required bool   `yaml:"required"`
	// Totals asks for totals only: the answer stands in no list of single
	// responses, no scope is narrowed by it, and few answers are not shown.
	Totals bool `yaml:"totals"`
	// NA overrides the template's words for "not applicable".
	NA      Text     `yaml:"na"`
	Options []Option `yaml:"options"`
	// Max is the most options of a multi question, or characters of a comment.
	Max int `yaml:"max"`
	// Skip says when the question does not apply.
	Skip *Condition `yaml:"skip"`

	column int
}

// An Option is one of the answers offered by a choice or multi question.
type Option struct {
	Code string `yaml:"code"`
	Text Text   `yaml:"text"`
}

// A Condition holds when an earlier choice question was answered with one of
// the options. A skipped level question counts as "not applicable", whatever
// else was sent; any other skipped question is blank.
type Condition struct {
	Question string   `yaml:"question"`
	In       []string `yaml:"in"`
}

// Criterion reports whether the question enters the index.
func (q *Question) Criterion() bool { return q.Kind == KindLevel && q.Factor != "" }

// Groups reports whether responses may be narrowed to those with one answer to
// the question.
func (q *Question) Groups() bool { return q.Kind == KindChoice && !q.Totals }

// OffersNA reports whether the pages offer "not applicable" beside the levels.
func (q *Question) OffersNA() bool { return q.Kind == KindLevel && !q.Required }

// Option returns the number (from 1) of the option with the code, or 0.
func (q *Question) Option(code string) int {
	for i := range q.Options {
		if q.Options[i].Code == code {
			return i + 1
		}
	}
	return 0
}

// Ref names the template and its version.
func (t *Template) Ref() Ref { return Ref{t.Code, t.Version} }

// NAText returns the words of "not applicable" at the question.
func (t *Template) NAText(q *Question) Text {
	if len(q.NA) > 0 {
		return q.NA
	}
	return t.NA
}

// Questions calls visit for every question in the order of the pages.
func (t *Template) Questions(visit func(*Question)) {
	for s := range t.Sections {
		for q := range t.Sections[s].Questions {
			visit(&t.Sections[s].Questions[q])
		}
	}
}

// Question returns the question with the code, or nil.
func (t *Template) Question(code string) *Question { return t.byCode[code] }

// Overall returns the single overall question, or nil where none is asked.
func (t *Template) Overall() *Question {
	var overall *Question
	t.Questions(func(q *Question) {
		if q.Overall {
			overall = q
		}
	})
	return overall
}
