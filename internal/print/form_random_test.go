package print

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hailong/internal/survey"
)

// sentence draws text as an author may write it, from nothing to far too much.
func sentence(t *rapid.T, name string) survey.Text {
	word := rapid.SampledFrom([]string{"hồ", "sơ", "thủ", "tục", "ông/bà", "Trung", "tâm", "giải", "quyết", "kịp", "thời,", "nghiêng", "😀", "Nghiêng-ngả-nghiêng-ngả-nghiêng", "ẴẶ"})
	short := rapid.IntRange(1, 8)
	n := rapid.OneOf(short, short, short, short, short, rapid.IntRange(1, 25), rapid.IntRange(1, 25), rapid.IntRange(60, 300)).Draw(t, name)
	return both(strings.Join(rapid.SliceOfN(word, n, n).Draw(t, name), " "), "")
}

// randomQuestion draws a question of any kind.
func randomQuestion(t *rapid.T, code string, gate *survey.Question) survey.Question {
	q := survey.Question{Code: code, Text: sentence(t, "question")}
	q.Kind = rapid.SampledFrom([]survey.Kind{survey.KindLevel, survey.KindLevel, survey.KindChoice, survey.KindMulti, survey.KindComment, survey.KindField}).Draw(t, "kind")
	if rapid.Bool().Draw(t, "help") {
		q.Help = sentence(t, "help")
	}
	switch q.Kind {
	case survey.KindLevel:
		q.Required = rapid.Bool().Draw(t, "required")
		if rapid.Bool().Draw(t, "own NA") {
			q.NA = sentence(t, "NA")
		}
	case survey.KindComment:
		q.Max = rapid.IntRange(1, 2000).Draw(t, "max")
	case survey.KindChoice, survey.KindMulti:
		q.Max = 2
		for i := range rapid.OneOf(rapid.IntRange(2, 12), rapid.IntRange(2, survey.MaxOptions)).Draw(t, "options") {
			q.Options = append(q.Options, survey.Option{Code: fmt.Sprint("o", i), Text: sentence(t, "option")})
		}
	}
	if gate != nil && q.Kind != survey.KindComment && q.Kind != survey.KindField && rapid.Bool().Draw(t, "skip") {
		q.Skip = &survey.Condition{Question: gate.Code, In: []string{"o0"}}
	}
	return q
}

// randomForm draws a questionnaire.
func randomForm(t *rapid.T) Form {
	s := &survey.Template{Code: "random", Version: 1, Title: sentence(t, "title"), Intro: sentence(t, "intro"), NA: sentence(t, "na")}
	for range survey.Levels {
		s.Levels = append(s.Levels, sentence(t, "level"))
	}
	var gate *survey.Question
	n := 0
	for range rapid.IntRange(1, 5).Draw(t, "sections") {
		section := survey.Section{}
		if rapid.Bool().Draw(t, "titled") {
			section.Title, section.Stem = sentence(t, "section"), sentence(t, "stem")
		}
		if rapid.Bool().Draw(t, "noted") {
			section.Note = sentence(t, "note")
		}
		for range rapid.IntRange(1, 6).Draw(t, "questions") {
			n++
			section.Questions = append(section.Questions, randomQuestion(t, fmt.Sprintf("Q%d%s", n, strings.Repeat("X", n%14)), gate))
			if q := section.Questions[len(section.Questions)-1]; q.Kind == survey.KindChoice {
				gate = &q
			}
		}
		s.Sections = append(s.Sections, section)
	}
	s.Build()
	f := Form{Template: s, Batch: "2026-W48-01", From: 1, To: 1, Address: paperAddress}
	f.Unit.Authority, f.Place.Name = sentence(t, "authority"), sentence(t, "place")
	for range rapid.SampledFrom([]int{0, 3, 12, manyFields, 70}).Draw(t, "fields") {
		f.Fields = append(f.Fields, survey.Field{Text: sentence(t, "field")})
	}
	return f
}

func TestEveryTemplateFitsItsSheets(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		f := randomForm(t)
		d, err := forms(&f, &FormOptions{Printed: afternoon})
		if err != nil {
			t.Fatal(err)
		}
		if len(d.pages)%2 != 0 {
			t.Fatalf("got %d sides, want whole sheets", len(d.pages))
		}
		if faults := faults(d, formFree); len(faults) > 0 {
			t.Fatalf("%s", strings.Join(faults, "\n"))
		}
		fields := f.Fields
		if len(fields) > manyFields {
			f.Fields = nil
		}
		if got, want := boxesOn(d), boxesOf(&f); got != want {
			t.Fatalf("got %d boxes, want %d", got, want)
		}
	})
}
