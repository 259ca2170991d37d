package page

import (
	"fmt"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"hailong/internal/survey"
)

// Form is the questionnaire as a citizen fills it in.
type Form struct {
	Citizen
	Action   string
	Key      string
	Template *survey.Template
	Fields   []survey.Field
	// Sheet holds what is ticked already: what was sent, or the poster's field.
	Sheet survey.Sheet
	// Invalid marks the faults of a sheet that was sent; nil on a fresh form.
	Invalid *survey.Invalid
	// Preview is where a look at the form leads back to; such a form cannot be
	// sent. It is "" on a form that can.
	Preview string
	// Notice stands above the form, when nothing is wrong with the sheet but
	// it could not be recorded.
	Notice string
}

// roomyUpTo is the number of level questions up to which every level gets a
// line of its own; a longer questionnaire puts the five side by side.
const roomyUpTo = 8

// listUpTo is the number of options up to which a choice shows all of them; a
// longer one is a list to open.
const listUpTo = 8

// mouths are the faces of the levels, worst first, in a box of 32 by 32.
var mouths = map[int]string{
	1: "M9.500 24c2.500-6 10.500-6 13 0M7.500 8.500l4 2M24.500 8.500l-4 2",
	2: "M10.500 23c2.500-3.500 8.500-3.500 11 0",
	3: "M10.500 21.500h11",
	4: "M10.500 20c2.500 3.500 8.500 3.500 11 0",
	5: "M9 18.500c2 7.500 12 7.500 14 0z",
}

type formView struct {
	Form
	Heading string
	Intro   string
	// Asked is the language of the questionnaire where it is not that of the page,
	// and Own then that of the page's words within it.
	Asked, Own survey.Lang
	// Fresh tells that nothing is filled in; on a tablet also that the form is in the
	// language in which everybody begins there, so that nothing has to be cleared.
	Fresh    bool
	Max      int    // characters of the comment; 0 without one
	Long     string // what is said of a longer one
	Who      string
	Need     string
	Script   template.JS
	Roomy    bool
	Mouths   map[int]string
	Sections []sectionView
	Errors   []errorView
}

type sectionView struct {
	Title, Note, Stem string
	Questions         []questionView
}

type questionView struct {
	Code     string
	Number   int
	Text     string
	Help     string
	Error    string
	Required bool
	Most     int    // of how many options may be chosen, where it is not of all
	Skip     string // the ids of the choices that make the question pointless
	// Choices are buttons; Pick is a list to open; without either it is text.
	Choices []choiceView
	NA      *choiceView
	Pick    []choiceView
	Value   string
}

type choiceView struct {
	Name, Value, Text, ID string
	Face                  int
	Multi, Checked        bool
}

type errorView struct{ Target, Label, Text string }

// Described lists the ids of the texts that explain the question.
func (q questionView) Described() string {
	var ids []string
	if q.Help != "" {
		ids = append(ids, "h-"+q.Code)
	}
	if q.Error != "" {
		ids = append(ids, "e-"+q.Code)
	}
	return strings.Join(ids, " ")
}

// Faces reports whether the choices are the five levels.
func (q questionView) Faces() bool { return len(q.Choices) > 0 && q.Choices[0].Face > 0 }

// Form renders the questionnaire.
func (s *Set) Form(p Form) (Rendered, error) {
	v := formView{Form: p, Mouths: mouths}
	v.Heading = p.Template.Title.In(p.W.Lang)
	v.Intro = p.Template.Intro.In(p.W.Lang)
	v.Roomy = levelQuestions(p.Template) <= roomyUpTo
	v.Sections = p.sections()
	v.Errors = p.errors(v.Sections)
	v.Title = v.Heading
	if len(v.Errors) > 0 {
		v.Title = p.W.ErrorMark + " " + v.Title
	}
	if asked := p.Template.Title.Spoken(p.W.Lang); asked != p.W.Lang {
		v.Asked, v.Own = asked, p.W.Lang
	}
	v.Fresh = len(p.Sheet.Marks) == 0 && p.Sheet.Comment == "" && !(p.Kiosk && p.W.Lang != survey.Vietnamese)
	v.Who, v.Need = fmt.Sprintf(p.W.TrustWho, p.Authority), p.W.Fault(survey.Fault{Code: survey.FaultRequired})
	if q := p.Template.Question(survey.CommentCode); q != nil {
		v.Max, v.Long = q.Max, p.W.Fault(survey.Fault{Code: survey.FaultTooLong, Limit: q.Max})
	}
	v.Style = template.CSS(s.citizen + p.skipRules())
	if p.Preview == "" {
		v.Script = template.JS(s.form)
	}
	r, err := s.render("form", v, v.Style)
	r.Script = sourceOf(string(v.Script))
	return r, err
}

func levelQuestions(t *survey.Template) int {
	n := 0
	t.Questions(func(q *survey.Question) {
		if q.Kind == survey.KindLevel {
			n++
		}
	})
	return n
}

func (p *Form) sections() []sectionView {
	number := 0
	var views []sectionView
	for i := range p.Template.Sections {
		s := &p.Template.Sections[i]
		v := sectionView{Title: p.in(s.Title), Note: p.in(s.Note), Stem: p.in(s.Stem)}
		for j := range s.Questions {
			number++
			v.Questions = append(v.Questions, p.question(&s.Questions[j], number))
		}
		views = append(views, v)
	}
	return views
}

func (p *Form) in(t survey.Text) string { return t.In(p.W.Lang) }

func (p *Form) question(q *survey.Question, number int) questionView {
	v := questionView{Code: q.Code, Number: number, Text: p.in(q.Text), Required: q.Required}
	v.Help = p.help(q)
	if f := p.Invalid.Fault(q.Code); f != nil {
		v.Error = p.W.ErrorMark + " " + p.W.Fault(*f)
	}
	if q.Skip != nil {
		v.Skip = strings.Join(skipIDs(q.Skip), " ")
	}
	switch q.Kind {
	case survey.KindLevel:
		v.Choices = p.levels(q)
		if q.OffersNA() {
			v.NA = &choiceView{Name: q.Code, Value: survey.MarkNA, Text: p.in(p.Template.NAText(q)), Checked: p.marked(q.Code, survey.MarkNA)}
		}
	case survey.KindChoice, survey.KindMulti:
		v.Choices = p.options(q)
		if q.Kind == survey.KindMulti && q.Max < len(q.Options) {
			v.Most = q.Max
		}
		if q.Kind == survey.KindChoice && len(q.Options) > listUpTo && !p.isGate(q.Code) {
			v.Choices, v.Pick = nil, v.Choices
		}
	case survey.KindField:
		v.Pick = p.fields()
	case survey.KindComment:
		v.Value = p.Sheet.Comment
	}
	return v
}

func (p *Form) help(q *survey.Question) string {
	var parts []string
	if h := p.in(q.Help); h != "" {
		parts = append(parts, h)
	}
	switch q.Kind {
	case survey.KindMulti:
		if q.Max < len(q.Options) {
			parts = append(parts, fmt.Sprintf(p.W.AtMost, q.Max))
		}
	case survey.KindComment:
		parts = append(parts, fmt.Sprintf(p.W.CharsAtMost, q.Max))
	}
	if q.Skip != nil {
		parts = append(parts, fmt.Sprintf(p.W.SkipIf, p.skipWords(q.Skip)))
	}
	return strings.Join(parts, " ")
}

func (p *Form) skipWords(c *survey.Condition) string {
	gate := p.Template.Question(c.Question)
	var words []string
	for _, code := range c.In {
		words = append(words, p.in(gate.Options[gate.Option(code)-1].Text))
	}
	return strings.Join(words, "”, “")
}

func (p *Form) levels(q *survey.Question) []choiceView {
	var views []choiceView
	for i, words := range p.Template.Levels {
		value := strconv.Itoa(i + 1)
		views = append(views, choiceView{Name: q.Code, Value: value, Text: p.in(words), Face: i + 1, Checked: p.marked(q.Code, value)})
	}
	return views
}

func (p *Form) options(q *survey.Question) []choiceView {
	gate := p.isGate(q.Code)
	var views []choiceView
	for _, o := range q.Options {
		v := choiceView{Name: q.Code, Value: o.Code, Text: p.in(o.Text), Multi: q.Kind == survey.KindMulti, Checked: p.marked(q.Code, o.Code)}
		if gate {
			v.ID = q.Code + "-" + o.Code
		}
		views = append(views, v)
	}
	return views
}

func (p *Form) fields() []choiceView {
	var views []choiceView
	for _, f := range p.Fields {
		views = append(views, choiceView{Value: f.Code, Text: p.in(f.Text), Checked: p.Sheet.Field == f.Code})
	}
	return views
}

func (p *Form) marked(code, value string) bool {
	return slices.Contains(p.Sheet.Marks[code], value)
}

func (p *Form) isGate(code string) bool {
	found := false
	p.Template.Questions(func(q *survey.Question) {
		found = found || q.Skip != nil && q.Skip.Question == code
	})
	return found
}

// errors lists every fault, with a link to the question it is beside.
func (p *Form) errors(sections []sectionView) []errorView {
	if p.Invalid == nil {
		return nil
	}
	label := make(map[string]errorView)
	for _, s := range sections {
		for _, q := range s.Questions {
			label[q.Code] = errorView{Target: "q-" + q.Code, Label: strconv.Itoa(q.Number) + ". " + q.Text}
		}
	}
	var views []errorView
	for _, f := range p.Invalid.Faults {
		v := label[f.At]
		v.Text = p.W.Fault(f)
		views = append(views, v)
	}
	return views
}

// skipIDs are the ids of the inputs that, once checked, make a question pointless.
func skipIDs(c *survey.Condition) []string {
	var ids []string
	for _, option := range c.In {
		ids = append(ids, c.Question+"-"+option)
	}
	return ids
}

// skipRules hide questions that do not apply, in browsers that can do it
// without scripts; the others show them with a note, and the rules of
// survey.Template.Fill give the same answers either way.
func (p *Form) skipRules() string {
	seen := make(map[string]bool)
	var rules strings.Builder
	p.Template.Questions(func(q *survey.Question) {
		if q.Skip == nil {
			return
		}
		for _, id := range skipIDs(q.Skip) {
			if !seen[id] {
				seen[id] = true
				fmt.Fprintf(&rules, "\n#ask:has(#%s:checked) [data-skip~=%s]{display:none}", id, id)
			}
		}
	})
	return rules.String()
}
