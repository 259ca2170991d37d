package catalog

import (
	"fmt"
	"strings"
	"testing"
)

const oneField = `fields:
  - code: HOTICH
    text: { vi: Hộ tịch, en: Civil status }
    office: { vi: Văn phòng, en: Office }
`

func TestServiceFieldsAreReadInTheirOrder(t *testing.T) {
	f := newFile(fieldsFile, []byte(oneField+strings.Replace(oneField, "fields:\n  - code: HOTICH", "  - code: AB_1", 1)))
	got := readFields(f)
	if len(f.complaints) > 0 || len(got) != 2 || got[0].Code != "HOTICH" || got[1].Code != "AB_1" {
		t.Errorf("got %v %v, want HOTICH and AB_1", got, f.complaints)
	}
	if got[0].Text.In("en") != "Civil status" || got[0].Office.In("vi") != "Văn phòng" {
		t.Errorf("got %v, want its words and its office", got[0])
	}
}

func TestAServiceFieldMayBeInTheLanguagesOfForeignWorkers(t *testing.T) {
	f := newFile(fieldsFile, []byte(strings.Replace(oneField, "en: Civil status", "en: Civil status, ja: 戸籍", 1)))
	got := readFields(f)
	if len(f.complaints) > 0 || got[0].Text.In("ja") != "戸籍" || got[0].Text.In("ko") != "Civil status" {
		t.Errorf("got %v %v, want Japanese, and English for Korean", got, f.complaints)
	}
}

func TestServiceFieldsAreComplainedAbout(t *testing.T) {
	var many strings.Builder
	many.WriteString("fields:\n")
	for i := range maxFields + 1 {
		fmt.Fprintf(&many, "  - { code: F%d, text: { vi: a, en: b }, office: { vi: a, en: b } }\n", i)
	}
	for _, c := range []struct{ name, source, want string }{
		{"empty", "", "fields.yaml: the file is empty; write a template or remove it"},
		{"none", "fields: []\n", "fields.yaml:1: fields: there are 0 service fields; list 1 to 40"},
		{"too many", many.String(), "fields.yaml:1: fields: there are 41 service fields; list 1 to 40"},
		{"a small code", strings.Replace(oneField, "HOTICH", "hotich", 1),
			`fields.yaml:2: fields[0].code: "hotich" is not a field code; use a capital, then up to 15 of A-Z, 0-9 and _`},
		{"a code twice", oneField + strings.TrimPrefix(oneField, "fields:\n"),
			`fields.yaml:5: fields[1].code: "HOTICH" is the code of another field; give each its own`},
		{"no English", strings.Replace(oneField, ", en: Civil status", "", 1), "fields.yaml:3: fields[0].text.en: the translation is missing; write it"},
		{"an empty Vietnamese", strings.Replace(oneField, "vi: Văn phòng", "vi: ''", 1), "fields.yaml:4: fields[0].office.vi: the translation is missing; write it"},
		{"another language", strings.Replace(oneField, "en: Office", "en: Office, fr: Bureau", 1),
			"fields.yaml:4: fields[0].office.fr: it is written in [vi en] only; remove this"},
		{"a language that citizens do not have", strings.Replace(oneField, "en: Civil status", "en: Civil status, fr: État civil", 1),
			"fields.yaml:3: fields[0].text.fr: it is written in [vi en zh ko ja] only; remove this"},
		{"blanks", strings.Replace(oneField, "Hộ tịch", "'Hộ tịch '", 1),
			"fields.yaml:3: fields[0].text.vi: the text holds control or invisible characters, or blanks at an end; type it again"},
		{"an unknown key", strings.Replace(oneField, "office:", "unit:", 1),
			"fields.yaml:4: fields[0].unit: there is no such key here; use code, office, text"},
		{"a template", small("short", 1)[:12], "fields.yaml:1: code: there is no such key here; use fields"},
	} {
		f := newFile(fieldsFile, []byte(c.source))
		readFields(f)
		if got := f.complaints.Error(); got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}
