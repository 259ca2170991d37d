package survey

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
)

// A Problem is one rule that an authored template breaks. The message is one
// line for the person who edits the file and says what to do.
type Problem struct {
	// Path leads to the place, as sections[1].questions[3].code.
	Path    string
	Message string
}

// The limits of a template.
const (
	MinOptions = 2
	MaxOptions = 32
	MaxComment = 2000
)

var (
	codePattern     = regexp.MustCompile(`^[a-z0-9_-]{1,32}$`)
	questionPattern = regexp.MustCompile(`^[A-Z][A-Z0-9_]{0,15}$`)
	langPattern     = regexp.MustCompile(`^[a-z]{2}$`)
)

// reserved are the parts of a form's message that are no answers.
var reserved = []string{"key", "lang", "answers", FieldCode, CommentCode}

// Check returns every rule of an authored template that its decoded form
// breaks. Only a template without a problem may be filled in. Check does not
// need Build.
func (t *Template) Check() []Problem {
	c := checking{template: t, asked: map[string]asked{}, factors: map[string]bool{}}
	c.head()
	c.scale()
	c.factorCodes()
	if len(t.Sections) == 0 {
		c.report("sections", "there is no section; write at least one with a question")
	}
	for i := range t.Sections {
		c.section(fmt.Sprintf("sections[%d]", i), &t.Sections[i])
	}
	c.factorUse()
	return c.problems
}

// checking is one run of Check over a template.
type checking struct {
	template *Template
	langs    []Lang
	// asked holds the questions met so far, so that a condition can only name
	// an earlier one.
	asked    map[string]asked
	overall  string
	factors  map[string]bool // whether a criterion refers to it
	problems []Problem
}

// asked is a question already met, with its place.
type asked struct {
	question *Question
	path     string
	// never tells that its own condition skips it in every case.
	never bool
}

func (c *checking) report(path, format string, args ...any) {
	c.problems = append(c.problems, Problem{path, fmt.Sprintf(format, args...)})
}

func (c *checking) head() {
	t := c.template
	if !codePattern.MatchString(t.Code) {
		c.report("code", "%q is not a template code; use 1 to 32 of a-z, 0-9, _ and -", t.Code)
	}
	if t.Version < 1 {
		c.report("version", "%d is not a version; count from 1", t.Version)
	}
	c.languages()
	c.text("title", t.Title)
	c.optional("intro", t.Intro)
}

func (c *checking) languages() {
	for i, l := range c.template.Langs {
		path := fmt.Sprintf("langs[%d]", i)
		switch {
		case !langPattern.MatchString(string(l)):
			c.report(path, "%q is not a language; use two small letters, as vi or en", l)
		case slices.Contains(c.langs, l):
			c.report(path, "%s is declared twice; remove one", l)
		default:
			c.langs = append(c.langs, l)
		}
	}
	if !slices.Contains(c.langs, Vietnamese) {
		c.report("langs", "Vietnamese is missing; declare vi, as in langs: [vi, en]")
		c.langs = append(c.langs, Vietnamese)
	}
}

func (c *checking) scale() {
	t := c.template
	if len(t.Levels) != Levels {
		c.report("levels", "there are %d levels; write exactly %d, worst first", len(t.Levels), Levels)
	}
	for i, l := range t.Levels {
		c.text(fmt.Sprintf("levels[%d]", i), l)
	}
	c.text("na", t.NA)
}

func (c *checking) factorCodes() {
	for i, f := range c.template.Factors {
		path := fmt.Sprintf("factors[%d]", i)
		switch _, twice := c.factors[f.Code]; {
		case !questionPattern.MatchString(f.Code):
			c.report(path+".code", "%q is not a factor code; use a capital, then up to 15 of A-Z, 0-9 and _", f.Code)
		case twice:
			c.report(path+".code", "%q is the code of another factor; give each its own", f.Code)
		default:
			c.factors[f.Code] = false
		}
		c.text(path+".text", f.Text)
	}
}

// factorUse finds factors without a criterion: their index would never exist.
func (c *checking) factorUse() {
	for i, f := range c.template.Factors {
		if used, known := c.factors[f.Code]; known && !used {
			c.report(fmt.Sprintf("factors[%d].code", i), "no question has factor: %s; give it a criterion or remove it", f.Code)
			c.factors[f.Code] = true // a second factor of this code is reported as such
		}
	}
}

func (c *checking) section(path string, s *Section) {
	c.optional(path+".title", s.Title)
	c.optional(path+".note", s.Note)
	c.optional(path+".stem", s.Stem)
	if len(s.Questions) == 0 {
		c.report(path+".questions", "the section asks nothing; write a question or remove it")
	}
	for i := range s.Questions {
		c.question(fmt.Sprintf("%s.questions[%d]", path, i), &s.Questions[i])
	}
}

// text checks a text that must be there.
func (c *checking) text(path string, t Text) {
	if len(t) == 0 {
		c.report(path, "the text is missing; write it in each of %v", c.langs)
		return
	}
	c.optional(path, t)
}

// optional checks a text that may be absent, but not half there.
func (c *checking) optional(path string, t Text) {
	if len(t) == 0 {
		return
	}
	for _, l := range c.langs {
		if t[l] == "" {
			c.report(path+"."+string(l), "the translation is missing; write it, or take %s out of langs", l)
		}
	}
	for _, l := range slices.Sorted(maps.Keys(t)) {
		at := path + "." + string(l)
		// Without any langs that alone is wrong, not every text as well.
		if len(c.template.Langs) > 0 && !slices.Contains(c.langs, l) {
			c.report(at, "%s is not declared; add it to langs or remove the text", l)
		}
		if Clean(t[l]) != t[l] {
			c.report(at, "the text holds control, invisible or decomposed characters, or blanks at an end; type it again")
		}
	}
}
