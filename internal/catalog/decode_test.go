package catalog

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"hailong/internal/survey"
)

// decodeInto reads YAML into a value and returns the complaints.
func decodeInto(t *testing.T, source string, into any) *file {
	t.Helper()
	f := newFile("a.yaml", []byte(source))
	root := parse(f)
	if root == nil {
		t.Fatalf("%q: %v", source, f.complaints)
	}
	decode(f, root, into)
	return f
}

func TestDecodeReadsTextAsItWasWritten(t *testing.T) {
	for source, want := range map[string]string{
		"code: plain":             "plain",
		"code: two words":         "two words",
		"code: 'it''s'":           "it's",
		`code: "a\tb\u1ebf"`:      "a\tbế",
		"code: 'true'":            "true",
		`code: "5"`:               "5",
		"code: yes":               "yes",
		"code: 2026-10-05":        "2026-10-05",
		"code: ''":                "",
		"code: |\n  một\n  hai\n": "một\nhai",
		"code: >\n  một\n  hai\n": "một hai",
		"code: |-\n  một\n":       "một",
		"code: a # comment":       "a",
		"code: ông/bà":            "ông/bà",
		"code: một\n  hai":        "một hai",
		"code: Rồi, đúng hẹn (hoặc sớm)!": "Rồi, đúng hẹn (hoặc sớm)!",
	} {
		var got survey.Template
		if f := decodeInto(t, source, &got); len(f.complaints) > 0 || got.Code != want {
			t.Errorf("%q: got %q %v, want %q", source, got.Code, f.complaints, want)
		}
	}
}

func TestDecodeConvertsNothing(t *testing.T) {
	for _, c := range []struct{ name, source, key, message string }{
		{"a number for text", "code: 5", "code", "want text, not the number 5; put it in quotes if it is meant"},
		{"a fraction for text", "code: 1.5", "code", "want text, not the number 1.5; put it in quotes if it is meant"},
		{"a truth for text", "code: true", "code", "want text, not true; put it in quotes if it is meant"},
		{"nothing for text", "code: null", "code", "want text, not nothing; write it or remove the key"},
		{"a list for text", "code: [a]", "code", "want text, not a list; put it in quotes if it is meant"},
		{"a mapping for text", "code: {a: b}", "code", "want text, not a mapping; put it in quotes if it is meant"},
		{"text for a number", "version: one", "version", "want a whole number, not text"},
		{"a quoted number", "version: '1'", "version", "want a whole number, not text"},
		{"a fraction", "version: 1.0", "version", "want a whole number, not the number 1.0"},
		{"not a number", "version: .nan", "version", "want a whole number, not the number .nan"},
		{"too large a number", "version: 18446744073709551615", "version", "want a whole number, not the number 18446744073709551615"},
		{"a list for a number", "version: []", "version", "want a whole number, not a list"},
		{"text for a truth", "sections: [{questions: [{required: yes}]}]", "sections[0].questions[0].required", "want true or false, not text"},
		{"a number for a truth", "sections: [{questions: [{overall: 1}]}]", "sections[0].questions[0].overall", "want true or false, not the number 1"},
		{"text for a list", "langs: vi", "langs", "want a list, not text"},
		{"a mapping for a list", "sections: {questions: []}", "sections", "want a list, not a mapping"},
		{"nothing for a list", "sections:", "sections", "want a list, not nothing"},
		{"a number in a list", "langs: [vi, 5]", "langs[1]", "want text, not the number 5; put it in quotes if it is meant"},
		{"text for texts", "title: Phiếu", "title", "want a text in each language, as {vi: …, en: …}, not text"},
		{"a mapping for one text", "title: {vi: {en: x}}", "title.vi", "want text, not a mapping; put it in quotes if it is meant"},
		{"text for a condition", "sections: [{questions: [{skip: A4}]}]", "sections[0].questions[0].skip", "want a mapping of keys, not text"},
		{"an unknown key", "sections: [{questions: [{skip: {on: A4}}]}]", "sections[0].questions[0].skip.on", "there is no such key here; use in, question"},
		{"a key in capitals", "Code: a", "Code", "there is no such key here; use code, factors, intro, langs, levels, na, sections, title, version"},
		{"an inner field of the struct", "byCode: {}", "byCode", "there is no such key here; use code, factors, intro, langs, levels, na, sections, title, version"},
		{"a key twice", "code: a\ncode: a", "code", "the key stands already in line 1; remove one"},
		{"a key twice in other quotes", "code: a\n\"code\": a", "code", "the key stands already in line 1; remove one"},
		{"a number as a key", "title: {1: a}", "title", "a key must be a plain word, not the number 1"},
		{"an anchor", "code: &a b", "code", "anchors (&) are not allowed; write the value out"},
		{"an alias", "code: *a", "code", "aliases (*) are not allowed; write the value out"},
		{"a tag", "code: !!str 5", "code", "tags (!) are not allowed; write the value out"},
		{"a merge key", "<<: {code: a}", "<<", "merge keys (<<) are not allowed; write the keys out"},
	} {
		f := decodeInto(t, c.source, new(survey.Template))
		if len(f.complaints) != 1 || f.complaints[0].Key != c.key || f.complaints[0].Message != c.message {
			t.Errorf("%s: got %v, want %s: %s", c.name, f.complaints, c.key, c.message)
		}
	}
}

func TestDecodeGoesOnAfterAFault(t *testing.T) {
	var got survey.Template
	f := decodeInto(t, "code: 5\nversion: 2\nlangs: [vi, 7, en]\nwrong: 1\nna: {vi: Không áp dụng}\n", &got)
	if len(f.complaints) != 3 {
		t.Errorf("got %v, want three complaints", f.complaints)
	}
	if got.Version != 2 || !slices.Equal(got.Langs, []survey.Lang{"vi", "", "en"}) || got.NA.In("vi") != "Không áp dụng" {
		t.Errorf("got %+v, want what could be read", got)
	}
}

func TestDecodeNotesTheLineOfEveryKey(t *testing.T) {
	source := `# questionnaire

code: short
title:

  vi: Phiếu
  en: Form
langs:
  - vi

  - en
levels: [{ vi: một },
  { vi: hai }]
sections:
  # the first
  - title: { vi: Phần }
    questions:
      -
        code: A4
        text: { vi: Rồi?,
                en: Done? }
`
	f := decodeInto(t, source, new(survey.Template))
	want := map[string]int{
		"": 3, "code": 3, "title": 4, "title.vi": 6, "title.en": 7, "langs": 8, "langs[0]": 9, "langs[1]": 11,
		"levels": 12, "levels[0]": 12, "levels[0].vi": 12, "levels[1]": 13, "levels[1].vi": 13,
		"sections": 14, "sections[0]": 16, "sections[0].title": 16, "sections[0].title.vi": 16,
		"sections[0].questions": 17, "sections[0].questions[0]": 18, "sections[0].questions[0].code": 19,
		"sections[0].questions[0].text": 20, "sections[0].questions[0].text.vi": 20, "sections[0].questions[0].text.en": 21,
	}
	for _, key := range slices.Sorted(maps.Keys(want)) {
		if got := f.lines[key]; got != want[key] {
			t.Errorf("%q: got line %d, want %d", key, got, want[key])
		}
	}
	if len(f.lines) != len(want) {
		t.Errorf("got %d lines, want %d: %v", len(f.lines), len(want), f.lines)
	}
}

// TestEveryFieldOfATemplateCanBeWritten guards against a field that is added to
// package survey with a type that decode or compare does not know.
func TestEveryFieldOfATemplateCanBeWritten(t *testing.T) {
	var visit func(path string, x reflect.Type)
	visit = func(path string, x reflect.Type) {
		switch x.Kind() {
		case reflect.String, reflect.Int, reflect.Bool:
		case reflect.Slice, reflect.Pointer:
			visit(path, x.Elem())
		case reflect.Map:
			if x.Key().Kind() != reflect.String || x.Elem().Kind() != reflect.String {
				t.Errorf("%s is a %s; only texts are maps", path, x)
			}
		case reflect.Struct:
			for i := range x.NumField() {
				field := x.Field(i)
				tag := field.Tag.Get("yaml")
				if field.IsExported() == (tag == "") || strings.Contains(tag, ",") {
					t.Errorf("%s.%s has the yaml tag %q", path, field.Name, tag)
				}
				if tag != "" {
					visit(join(path, tag), field.Type)
				}
			}
		default:
			t.Errorf("%s is a %s, which no file can hold", path, x)
		}
	}
	visit("", reflect.TypeFor[survey.Template]())
	visit("fields", reflect.TypeFor[survey.Field]())
}
