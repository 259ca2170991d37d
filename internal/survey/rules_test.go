package survey

import (
	"slices"
	"strings"
	"testing"
)

func TestAValidTemplateHasNoProblem(t *testing.T) {
	if got := sample().Check(); len(got) != 0 {
		t.Errorf("got %v, want none", got)
	}
}

// ask returns the question of the sample at its place.
func ask(t *Template, code string) *Question {
	var found *Question
	t.Questions(func(q *Question) {
		if q.Code == code {
			found = q
		}
	})
	return found
}

func TestCheckFindsEveryBrokenRule(t *testing.T) {
	const (
		field, a4, a5          = "sections[0].questions[0]", "sections[0].questions[1]", "sections[0].questions[2]"
		hl0, tc1, kq1          = "sections[1].questions[0]", "sections[1].questions[1]", "sections[1].questions[2]"
		kq2, ut, commentAt     = "sections[1].questions[3]", "sections[1].questions[4]", "sections[1].questions[5]"
		translation, forgotten = "the translation is missing", "the text is missing"
	)
	for _, c := range []struct {
		name   string
		spoil  func(*Template)
		path   string
		begins string
	}{
		{"no template code", func(t *Template) { t.Code = "" }, "code", `"" is not a template code`},
		{"capital template code", func(t *Template) { t.Code = "Full" }, "code", `"Full" is not a template code`},
		{"long template code", func(t *Template) { t.Code = strings.Repeat("a", 33) }, "code", ""},
		{"version 0", func(t *Template) { t.Version = 0 }, "version", "0 is not a version"},
		{"no languages", func(t *Template) { t.Langs = nil }, "langs", "Vietnamese is missing"},
		{"a language twice", func(t *Template) { t.Langs = append(t.Langs, English) }, "langs[2]", "en is declared twice"},
		{"no such language", func(t *Template) { t.Langs = append(t.Langs, "English") }, "langs[2]", `"English" is not a language`},
		{"no title", func(t *Template) { t.Title = nil }, "title", forgotten},
		{"half a title", func(t *Template) { t.Title = Text{Vietnamese: "Phiếu"} }, "title.en", translation},
		{"an empty translation", func(t *Template) { t.Intro = Text{Vietnamese: "Xin chào", English: ""} }, "intro.en", translation},
		{"no Vietnamese", func(t *Template) { t.Intro = Text{English: "Hello"} }, "intro.vi", translation},
		{"an undeclared language", func(t *Template) { t.NA["fr"] = "Sans objet" }, "na.fr", "fr is not declared"},
		{"text with blanks", func(t *Template) { t.NA[English] = "No answer " }, "na.en", "the text holds"},
		{"decomposed text", func(t *Template) { t.NA[Vietnamese] = "Kho\u0302ng" }, "na.vi", "the text holds"},
		{"no NA", func(t *Template) { t.NA = nil }, "na", forgotten},
		{"three levels", func(t *Template) { t.Levels = t.Levels[:3] }, "levels", "there are 3 levels; write exactly 5"},
		{"half a level", func(t *Template) { delete(t.Levels[4], English) }, "levels[4].en", translation},
		{"small factor code", func(t *Template) { t.Factors[0].Code = "tc" }, "factors[0].code", `"tc" is not a factor code`},
		{"factor twice", func(t *Template) { t.Factors = append(t.Factors, t.Factors[0]) }, "factors[2].code", `"TC" is the code of another factor`},
		{"factor without words", func(t *Template) { t.Factors[1].Text = nil }, "factors[1].text", forgotten},
		{"factor without criterion", func(t *Template) { ask(t, "TC1").Factor = "" }, "factors[0].code", "no question has factor: TC"},
		{"no sections", func(t *Template) { t.Sections, t.Factors = nil, nil }, "sections", "there is no section"},
		{"an empty section", func(t *Template) { t.Sections = append(t.Sections, Section{}) }, "sections[2].questions", "the section asks nothing"},
		{"half a stem", func(t *Template) { t.Sections[1].Stem = Text{Vietnamese: "Về"} }, "sections[1].stem.en", translation},
		{"half a note", func(t *Template) { t.Sections[1].Note = Text{Vietnamese: "Về"} }, "sections[1].note.en", translation},
		{"half a heading", func(t *Template) { t.Sections[0].Title = Text{English: "x"} }, "sections[0].title.vi", translation},
		{"small question code", func(t *Template) { ask(t, "TC1").Code = "tc1" }, tc1 + ".code", `"tc1" is not a question code`},
		{"long question code", func(t *Template) { ask(t, "TC1").Code = "ABCDEFGHIJKLMNOPQ" }, tc1 + ".code", ""},
		{"reserved question code", func(t *Template) { ask(t, "TC1").Code = "key" }, tc1 + ".code", `"key" is reserved`},
		{"comment code on a level", func(t *Template) { ask(t, "TC1").Code = "comment" }, tc1 + ".code", `"comment" is reserved`},
		{"question twice", func(t *Template) { ask(t, "TC1").Code = "A4" }, tc1 + ".code", `"A4" is the code of ` + a4},
		{"field by another code", func(t *Template) { ask(t, "field").Code = "A1" }, field + ".code", "the code of a field question is field"},
		{"second comment", func(t *Template) { *ask(t, "UT") = *ask(t, "comment") }, commentAt + ".code", `"comment" is the code of ` + ut},
		{"no such kind", func(t *Template) { ask(t, "TC1").Kind = "scale" }, tc1 + ".kind", `"scale" is not a kind`},
		{"question without words", func(t *Template) { ask(t, "TC1").Text = nil }, tc1 + ".text", forgotten},
		{"half a help", func(t *Template) { ask(t, "TC1").Help = Text{Vietnamese: "x"} }, tc1 + ".help.en", translation},
		{"half an own NA", func(t *Template) { ask(t, "KQ1").NA = Text{Vietnamese: "x"} }, kq1 + ".na.en", translation},
		{"no such factor", func(t *Template) { ask(t, "KQ1").Factor = "XX" }, kq1 + ".factor", `there is no factor "XX"`},
		{"overall criterion", func(t *Template) { ask(t, "HL0").Factor = "TC" }, hl0 + ".factor", "the overall question stays outside"},
		{"second overall", func(t *Template) { q := ask(t, "TC1"); q.Overall = true }, tc1 + ".overall", "HL0 is the overall question already"},
		{"overall choice", func(t *Template) { ask(t, "A4").Overall = true }, a4 + ".overall", "a choice question has no overall"},
		{"factor on a choice", func(t *Template) { ask(t, "A4").Factor = "TC" }, a4 + ".factor", "a choice question has no factor"},
		{"own NA on a choice", func(t *Template) { ask(t, "A4").NA = text("x") }, a4 + ".na", "a choice question has no na"},
		{"options on a level", func(t *Template) { ask(t, "TC1").Options = options("a", "b") }, tc1 + ".options", "a level question has no options"},
		{"max on a choice", func(t *Template) { ask(t, "A4").Max = 1 }, a4 + ".max", "a choice question has no max"},
		{"condition on the comment", func(t *Template) { ask(t, "comment").Skip = &Condition{"A4", []string{"roi"}} },
			commentAt + ".skip", "a comment question has no skip"},
		{"one option", func(t *Template) { ask(t, "A5").Options = options("co") }, a5 + ".options", "there are 1 options; offer 2 to 32"},
		{"33 options", func(t *Template) { q := ask(t, "UT"); q.Options = append(q.Options, make([]Option, 30)...) }, ut + ".options", "there are 33 options"},
		{"capital option code", func(t *Template) { ask(t, "A4").Options[1].Code = "Tre" }, a4 + ".options[1].code", `"Tre" is not an option code`},
		{"option twice", func(t *Template) { ask(t, "UT").Options[2].Code = "a" }, ut + ".options[2].code", `"a" is the code of another option`},
		{"option without words", func(t *Template) { ask(t, "UT").Options[2].Text = nil }, ut + ".options[2].text", forgotten},
		{"multi without max", func(t *Template) { ask(t, "UT").Max = 0 }, ut + ".max", "0 is not a number of options here; write 1 to 3"},
		{"multi with a high max", func(t *Template) { ask(t, "UT").Max = 4 }, ut + ".max", "4 is not a number of options"},
		{"comment without max", func(t *Template) { ask(t, "comment").Max = 0 }, commentAt + ".max", "0 is not a length"},
		{"novel", func(t *Template) { ask(t, "comment").Max = 2001 }, commentAt + ".max", "2001 is not a length; allow 1 to 2000"},
		{"condition without question", func(t *Template) { ask(t, "KQ1").Skip.Question = "" }, kq1 + ".skip.question", "the condition names no question"},
		{"condition on itself", func(t *Template) { ask(t, "A5").Skip.Question = "A5" }, a5 + ".skip.question", "the question cannot skip itself"},
		{"condition on nothing", func(t *Template) { ask(t, "KQ1").Skip.Question = "ZZ" }, kq1 + ".skip.question", `no earlier question is called "ZZ"`},
		{"condition on a later one", func(t *Template) { ask(t, "A4").Skip = &Condition{"A5", []string{"co"}} }, a4 + ".skip.question", `no earlier question is called "A5"`},
		{"condition on a level", func(t *Template) { ask(t, "KQ1").Skip.Question = "HL0" }, kq1 + ".skip.question", "HL0 is a level question"},
		{"condition without options", func(t *Template) { ask(t, "KQ1").Skip.In = nil }, kq1 + ".skip.in", "the condition lists no option of A4"},
		{"condition with a strange option", func(t *Template) { ask(t, "KQ1").Skip.In = []string{"chua", "xong"} }, kq1 + ".skip.in[1]", `A4 has no option "xong"`},
		{"condition with an option twice", func(t *Template) { ask(t, "KQ1").Skip.In = []string{"chua", "chua"} }, kq1 + ".skip.in[1]", `"chua" is listed twice`},
		{"nobody is asked", func(t *Template) { ask(t, "KQ1").Skip.In = []string{"chua", "roi", "tre"} }, kq1 + ".skip.in", "every option of A4 is listed"},
		{"gate that nobody is asked", func(t *Template) { ask(t, "A5").Skip.In = []string{"chua", "roi", "tre"} }, kq2 + ".skip.question", "A5 is itself always skipped"},
	} {
		spoiled := sample()
		c.spoil(spoiled)
		got := spoiled.Check()
		if !slices.ContainsFunc(got, func(p Problem) bool { return p.Path == c.path && strings.HasPrefix(p.Message, c.begins) }) {
			t.Errorf("%s: got %v, want %s: %s…", c.name, got, c.path, c.begins)
		}
	}
}

func TestCheckReportsAProblemOnce(t *testing.T) {
	spoiled := sample()
	spoiled.Factors = append(spoiled.Factors, Factor{"PA", text("Góp ý")}, Factor{"PA", text("Góp ý")})
	ask(spoiled, "UT").Max = 9
	seen := map[Problem]bool{}
	for _, p := range spoiled.Check() {
		if seen[p] {
			t.Errorf("%v was reported twice", p)
		}
		seen[p] = true
		if strings.ContainsAny(p.Message, "\n") || p.Path == "" {
			t.Errorf("%+v: want one line at a place", p)
		}
	}
	if len(seen) != 3 { // PA twice, PA unused, and max
		t.Errorf("got %d problems, want 3: %v", len(seen), seen)
	}
}

func TestCheckSurvivesAnEmptyTemplate(t *testing.T) {
	if got := new(Template).Check(); len(got) < 5 {
		t.Errorf("got %v, want a problem at every mandatory key", got)
	}
}
