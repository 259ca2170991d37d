package catalog

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	templates "hailong/survey-templates"

	"hailong/internal/survey"
)

// ours loads the templates that come with the program.
func ours(t *testing.T) *Catalog {
	t.Helper()
	c, err := Load(templates.FS)
	if err != nil {
		t.Fatalf("our own templates:\n%v", err)
	}
	return c
}

func template(t *testing.T, c *Catalog, code string, version int) *survey.Template {
	t.Helper()
	got, err := c.Template(survey.Ref{Code: code, Version: version})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func codes(t *survey.Template, want func(*survey.Question) bool) []string {
	var list []string
	t.Questions(func(q *survey.Question) {
		if want(q) {
			list = append(list, q.Code)
		}
	})
	return list
}

func anything(*survey.Question) bool { return true }

func TestTheFullTemplateAsksWhatTheMethodWants(t *testing.T) {
	full := template(t, ours(t), "full", 1)
	want := strings.Fields(`field A2 A3 A4 A5 A6 TC1 TC2 TC3 TC4 TT1 TT2 TT3 TT4 CC1 CC2 CC3 CC4 CC5 KQ1 KQ2 KQ3
		PA0 PA1 PA2 PA3 HL0 X1 X2 UT LC1 LC2 comment GIOITINH TUOI HOCVAN NGHENGHIEP KHUVUC`)
	if got := codes(full, anything); !slices.Equal(got, want) {
		t.Errorf("questions: got %v, want %v", got, want)
	}
	criteria := map[string]int{}
	full.Questions(func(q *survey.Question) {
		if q.Criterion() {
			criteria[q.Factor]++
			if !strings.HasPrefix(q.Code, q.Factor) {
				t.Errorf("%s belongs to %s", q.Code, q.Factor)
			}
		}
	})
	if want := map[string]int{"TC": 4, "TT": 4, "CC": 5, "KQ": 3, "PA": 3}; !maps.Equal(criteria, want) {
		t.Errorf("criteria of each factor: got %v, want %v", criteria, want)
	}
	if got := full.Overall(); got == nil || got.Code != "HL0" {
		t.Errorf("overall: got %v, want HL0", got)
	}
	if got := full.Question("comment").Max; got != 500 {
		t.Errorf("comment: got %d characters, want 500", got)
	}
	if ut := full.Question("UT"); ut.Max != 3 || len(ut.Options) != 8 {
		t.Errorf("priorities: got %d of %d, want 3 of 8", ut.Max, len(ut.Options))
	}
	if got := codes(full, func(q *survey.Question) bool { return q.Required }); got != nil {
		t.Errorf("required: got %v, want everything skippable", got)
	}
}

func TestTheShortTemplateBeginsWithTheOverallQuestion(t *testing.T) {
	short := template(t, ours(t), "short", 1)
	if got, want := codes(short, anything), strings.Fields("HL0 TC TT CC KQ PA field comment"); !slices.Equal(got, want) {
		t.Errorf("questions: got %v, want %v", got, want)
	}
	for _, f := range short.Factors {
		if q := short.Question(f.Code); q == nil || q.Factor != f.Code {
			t.Errorf("factor %s: got %v, want a criterion of the same code", f.Code, q)
		}
	}
	if got := codes(short, func(q *survey.Question) bool { return q.Required }); !slices.Equal(got, []string{"HL0"}) {
		t.Errorf("required: got %v, want HL0", got)
	}
	if got := short.NAText(short.Question("KQ")).In(survey.Vietnamese); got != "Chưa nhận kết quả" {
		t.Errorf("NA at KQ: got %s", got)
	}
	if got := short.Question("comment").Max; got != 300 {
		t.Errorf("comment: got %d characters, want 300", got)
	}
}

func TestEveryTextIsInBothLanguagesAndNamesNoPerson(t *testing.T) {
	c := ours(t)
	check := func(at string, x survey.Text) {
		if x == nil {
			return
		}
		vi, en := x[survey.Vietnamese], x[survey.English]
		if vi == "" || en == "" {
			t.Errorf("%s: got %q and %q, want both languages", at, vi, en)
		}
	}
	for _, tm := range c.Templates() {
		check(tm.Code+" title", tm.Title)
		check(tm.Code+" intro", tm.Intro)
		if strings.Contains(tm.Title.In(survey.Vietnamese), "Ninh Giang") {
			t.Errorf("%s: the title names the commune; the pages print the unit", tm.Ref())
		}
		for i := range tm.Sections {
			check(tm.Code, tm.Sections[i].Title)
			check(tm.Code, tm.Sections[i].Note)
			check(tm.Code, tm.Sections[i].Stem)
		}
		tm.Questions(func(q *survey.Question) {
			check(q.Code, q.Text)
			check(q.Code, q.Help)
			for _, o := range q.Options {
				check(q.Code+" "+o.Code, o.Text)
			}
			for _, forbidden := range []string{"họ tên", "dân tộc", "email", "e-mail", "căn cước"} {
				if strings.Contains(strings.ToLower(q.Text.In(survey.Vietnamese)), forbidden) {
					t.Errorf("%s asks for %s", q.Code, forbidden)
				}
			}
		})
	}
}

func TestTheServiceFieldsAreTwelveWithTheirOffices(t *testing.T) {
	var got []string
	for _, f := range ours(t).Fields() {
		got = append(got, f.Code)
		if f.Office.In(survey.Vietnamese) == "" {
			t.Errorf("%s has no office", f.Code)
		}
	}
	want := strings.Fields("HOTICH CHUNGTHUC DATDAI XAYDUNG HOKD NONGNGHIEP BAOTRO NGUOICOCONG YTE_GD VANHOA LIENTHONG KHAC")
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestWhatIsFilledInFitsItsTemplate(t *testing.T) {
	c := ours(t)
	full := template(t, c, "full", 1)
	sheet := survey.Sheet{Marks: map[string][]string{}, Field: "DATDAI", Comment: "Chờ lâu"}
	full.Questions(func(q *survey.Question) {
		switch q.Kind {
		case survey.KindLevel:
			sheet.Marks[q.Code] = []string{"4"}
		case survey.KindChoice, survey.KindMulti:
			sheet.Marks[q.Code] = []string{q.Options[len(q.Options)-1].Code}
		}
	})
	got, err := full.Fill(sheet, c.Fields())
	if err != nil || !full.Fits(got.Answers) {
		t.Fatalf("got %v %v, want answers that fit", got.Answers, err)
	}
	// The last options say: no result yet (A4), no feedback given (PA0).
	for code, want := range map[string]byte{
		"KQ1": survey.CellNA, "KQ2": survey.CellNA, "KQ3": survey.CellNA, "PA1": 4, "PA2": survey.CellNA, "PA3": survey.CellNA, "TC1": 4,
	} {
		if got := got.Answers[full.Column(full.Question(code))]; got != want {
			t.Errorf("%s: got %d, want %d", code, got, want)
		}
	}
	short := template(t, c, "short", 1)
	small, err := short.Fill(survey.Sheet{Marks: map[string][]string{"HL0": {"5"}, "TC": {"na"}}}, c.Fields())
	if err != nil || !short.Fits(small.Answers) {
		t.Errorf("short: got %v %v, want answers that fit", small.Answers, err)
	}
}

func TestACatalogFindsVersions(t *testing.T) {
	c, err := Load(folder("b", "short", 2, "a", "short", 10, "c", "full", 1, "d", "short", 1))
	if err != nil {
		t.Fatal(err)
	}
	var refs []string
	for _, x := range c.Templates() {
		refs = append(refs, x.Ref().String())
	}
	if want := []string{"full@1", "short@1", "short@2", "short@10"}; !slices.Equal(refs, want) {
		t.Errorf("got %v, want %v", refs, want)
	}
	if got, err := c.Latest("short"); err != nil || got.Version != 10 {
		t.Errorf("latest: got %v %v, want version 10", got, err)
	}
	if _, err := c.Latest("long"); !errors.Is(err, survey.ErrNotFound) {
		t.Errorf("latest of nothing: got %v, want ErrNotFound", err)
	}
	_, err = c.Template(survey.Ref{Code: "short", Version: 3})
	if !errors.Is(err, survey.ErrNotFound) || !strings.Contains(err.Error(), "short@3") {
		t.Errorf("got %v, want ErrNotFound that names short@3", err)
	}
}

func TestTheFieldsOfACatalogCannotBeChangedFromOutside(t *testing.T) {
	c := ours(t)
	c.Fields()[0].Code = "X"
	if got := c.Fields()[0].Code; got != "HOTICH" {
		t.Errorf("got %s, want HOTICH", got)
	}
}

// folder makes a folder of small templates from triples of name, code and version.
func folder(triples ...any) fstest.MapFS {
	fsys := fstest.MapFS{}
	for t := range slices.Chunk(triples, 3) {
		fsys[t[0].(string)+".yaml"] = &fstest.MapFile{Data: []byte(small(t[1].(string), t[2].(int)))}
	}
	return fsys
}
