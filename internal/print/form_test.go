package print

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"hailong/internal/survey"
)

// boxesOf returns how many boxes a form has to tick.
func boxesOf(f *Form) int {
	n := 0
	f.Template.Questions(func(q *survey.Question) {
		switch q.Kind {
		case survey.KindLevel:
			n += survey.Levels
			if q.OffersNA() {
				n++
			}
		case survey.KindField:
			n += len(f.Fields)
		default:
			n += len(q.Options)
		}
	})
	return n
}

// boxesOn returns how many boxes the pages of a document have.
func boxesOn(d *document) int {
	n := 0
	for _, p := range d.pages {
		n += len(p.whole().ticks)
	}
	return n
}

// words returns the words of a document in the order in which they are drawn.
func wordsOn(d *document) string {
	var b strings.Builder
	for _, p := range d.pages {
		for _, x := range p.whole().texts {
			b.WriteString(strings.Join(x.lines, " ") + "\n")
		}
	}
	return b.String()
}

func TestAFormAsksEverythingOnTwoSides(t *testing.T) {
	for _, code := range []string{"full", "short"} {
		for _, l := range []survey.Lang{survey.Vietnamese, survey.English} {
			f := paperForm(t, code, 1)
			o := FormOptions{Lang: l, Printed: afternoon}
			d, err := forms(&f, &o)
			if err != nil {
				t.Fatal(err)
			}
			if len(d.pages) != 2 {
				t.Errorf("%s, %s: got %d sides, want 2", code, l, len(d.pages))
			}
			if got, want := boxesOn(d), boxesOf(&f); got != want {
				t.Errorf("%s, %s: got %d boxes, want %d", code, l, got, want)
			}
			for n, p := range d.pages {
				for _, x := range p.whole().texts {
					if x.cut {
						t.Errorf("%s, %s, side %d: %q is cut", code, l, n+1, x.lines)
					}
					// An office copier still shows letters of 6 points.
					if least := 6.0; x.size < least && x.style.ink != grey {
						t.Errorf("%s, %s, side %d: %q has %.1f points, want %g", code, l, n+1, x.lines, x.size, least)
					}
				}
			}
			drawn, found := wordsOn(d), text(t, made(t, d.write))
			for _, want := range questionTexts(&f, l) {
				if !strings.Contains(drawn, want) {
					t.Errorf("%s, %s: %q is not drawn", code, l, want)
				}
				// A reader of the file may find words of other columns between.
				for word := range strings.FieldsSeq(want) {
					if !strings.Contains(found, word) {
						t.Errorf("%s, %s: the document lacks %q of %q", code, l, word, want)
					}
				}
			}
		}
	}
}

// questionTexts returns every text of the template that a form must hold.
func questionTexts(f *Form, l survey.Lang) []string {
	t := f.Template
	all := []string{strings.ToUpper(t.Title.In(l)), t.Intro.In(l), t.NA.In(l), Serial(f.From), f.Batch, in(l).Form.Promise, in(l).Form.One, in(l).Form.Wrong}
	for _, level := range t.Levels {
		all = append(all, level.In(l))
	}
	for _, s := range t.Sections {
		all = append(all, s.Title.In(l), s.Note.In(l))
	}
	t.Questions(func(q *survey.Question) {
		all = append(all, q.Text.In(l), q.Help.In(l), q.NA.In(l))
		if q.Kind != survey.KindField && q.Kind != survey.KindComment {
			all = append(all, q.Code)
		}
		for _, o := range q.Options {
			all = append(all, o.Text.In(l))
		}
		if q.Kind == survey.KindMulti {
			all = append(all, fmt.Sprintf(in(l).Form.Most, q.Max))
		}
	})
	for _, field := range f.Fields {
		all = append(all, field.Text.In(l))
	}
	return all
}

func TestQuestionsAreFoundAsTheyAreWritten(t *testing.T) {
	f := paperForm(t, "full", 1)
	got := text(t, made(t, func(w io.Writer) error { return Forms(w, f, FormOptions{Printed: afternoon}) }))
	f.Template.Questions(func(q *survey.Question) {
		// What takes two lines is read in pieces: boxes stand beside it.
		if q.Kind == survey.KindLevel && !q.Overall && !strings.Contains(got, q.Text.In(survey.Vietnamese)) {
			t.Errorf("the document lacks %q", q.Text.In(survey.Vietnamese))
		}
	})
}

func TestConditionsAreSaidInWords(t *testing.T) {
	f := paperForm(t, "full", 1)
	for l, want := range map[survey.Lang][]string{
		survey.Vietnamese: {"Bỏ qua phần này nếu ở câu A4 ông/bà chọn “Chưa”.", "Chỉ trả lời nếu ở câu PA0 ông/bà chọn “Có”."},
		survey.English:    {"Leave out this part if you ticked “Not yet” at A4.", "Answer only if you ticked “Yes” at PA0."},
	} {
		d, err := forms(&f, &FormOptions{Lang: l, Printed: afternoon})
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range want {
			if !strings.Contains(wordsOn(d), s) {
				t.Errorf("%s: %q is not said", l, s)
			}
		}
	}
}

func TestTheColumnsHaveTheirWordsOnEverySide(t *testing.T) {
	f := paperForm(t, "full", 1)
	d, err := forms(&f, &FormOptions{Printed: afternoon})
	if err != nil {
		t.Fatal(err)
	}
	for n, p := range d.pages {
		got := map[string]bool{}
		for _, x := range p.whole().texts {
			got[strings.Join(x.lines, " ")] = true
		}
		for _, level := range append(slices.Clone(f.Template.Levels), f.Template.NA) {
			if !got[level.In(survey.Vietnamese)] {
				t.Errorf("side %d lacks the column %q", n+1, level.In(survey.Vietnamese))
			}
		}
	}
}

func TestEveryFormHasItsNumber(t *testing.T) {
	f := paperForm(t, "short", 12)
	f.From, f.To = 9995, 10006
	var seen []string
	pdf := made(t, func(w io.Writer) error {
		return Forms(w, f, FormOptions{Printed: afternoon, Progress: func(done, total int) { seen = append(seen, fmt.Sprintf("%d/%d", done, total)) }})
	})
	if len(seen) != 12 || seen[0] != "1/12" || seen[11] != "12/12" {
		t.Errorf("got the progress %q", seen)
	}
	got := text(t, pdf)
	for n := f.From; n <= f.To; n++ {
		if want := "Phiếu số: " + Serial(n); strings.Count(got, want) != 2 {
			t.Errorf("%q stands on %d sides, want 2", want, strings.Count(got, want))
		}
	}
	outlines := runTool(t, "qpdf", "--json", "--json-key=outlines", saved(t, "forms.pdf", pdf))
	if n := bytes.Count(outlines, []byte(`"title": "Phiếu số: `)); n != 12 || !bytes.Contains(outlines, []byte(`"destpageposfrom1": 3`)) || bytes.Contains(outlines, []byte(`"destpageposfrom1": 2,`)) {
		t.Errorf("got %d bookmarks, want 12 on first sides:\n%s", n, outlines)
	}
	if n := bytes.Count(pdf, []byte("/Subtype /Form")); n != 2 {
		t.Errorf("got %d drawings for all forms, want one for each side", n)
	}
}

func TestAFormIsATrialWhereItMustBe(t *testing.T) {
	f := paperForm(t, "short", 1)
	for _, c := range []struct {
		address string
		asked   bool
		want    string
	}{
		{"https://xa.gov.vn/f", false, ""},
		{"https://xa.gov.vn/f", true, "Chỉ để thử"},
		{"http://xa.gov.vn/f", false, "Địa chỉ chưa phải https"},
	} {
		f.Address = func(_ string, side int) string {
			if side == 1 {
				return "https://xa.gov.vn/f" // one side is enough
			}
			return c.address
		}
		got := text(t, made(t, func(w io.Writer) error { return Forms(w, f, FormOptions{Trial: c.asked, Printed: afternoon}) }))
		if marked := strings.Contains(got, "BẢN THỬ"); marked != (c.want != "") || !strings.Contains(got, c.want) {
			t.Errorf("%s, asked %v: marked %v, want %q", c.address, c.asked, marked, c.want)
		}
	}
}

func TestManyFieldsAreWrittenOnALine(t *testing.T) {
	for n, want := range map[int]int{0: 0, 12: 12, manyFields: manyFields, manyFields + 1: 0} {
		f := paperForm(t, "short", 1)
		f.Fields = make([]survey.Field, n)
		for i := range f.Fields {
			f.Fields[i].Text = both(fmt.Sprintf("Lĩnh vực %d", i), "")
		}
		d, err := forms(&f, &FormOptions{Printed: afternoon})
		if err != nil {
			t.Fatal(err)
		}
		levels := 6*6 - 1 // HL0 must be answered
		if got := boxesOn(d) - levels; got != want {
			t.Errorf("%d fields: got %d boxes, want %d", n, got, want)
		}
	}
}

func TestNoNameSpoilsAForm(t *testing.T) {
	for name, typed := range hostile {
		f := paperForm(t, "short", 1)
		f.Unit.Name, f.Unit.Authority, f.Place.Name = both(typed, typed), both(typed, typed), both(typed, typed)
		f.Batch = typed
		d, err := forms(&f, &FormOptions{Printed: afternoon})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, fault := range faults(d, formFree) {
			t.Errorf("%s: %s", name, fault)
		}
		runTool(t, "qpdf", "--check", saved(t, "form.pdf", made(t, d.write)))
	}
}

func TestWrongFormsAreAnErrorAndNothingIsWritten(t *testing.T) {
	whole := paperForm(t, "short", 1)
	change := func(f func(*Form)) Form {
		changed := whole
		f(&changed)
		return changed
	}
	three, empty := *whole.Template, *whole.Template
	three.Levels = three.Levels[:3]
	empty.Sections = append(slices.Clone(empty.Sections), survey.Section{})
	for _, c := range []struct {
		name string
		f    Form
		o    FormOptions
		want string
	}{
		{"no template", change(func(f *Form) { f.Template = nil }), FormOptions{Printed: afternoon}, "no template is given"},
		{"three levels", change(func(f *Form) { f.Template = &three }), FormOptions{Printed: afternoon}, "template short@1 has 3 levels, want 5"},
		{"an empty section", change(func(f *Form) { f.Template = &empty }), FormOptions{Printed: afternoon}, "template short@1 has a section without a question"},
		{"no number", change(func(f *Form) { f.From = 0 }), FormOptions{Printed: afternoon}, "numbers 0 to 7: want a range from 1"},
		{"no range", change(func(f *Form) { f.To = 6 }), FormOptions{Printed: afternoon}, "numbers 7 to 6: want a range from 1"},
		{"no addresses", change(func(f *Form) { f.Address = nil }), FormOptions{Printed: afternoon}, "no address is given"},
		{"no address", change(func(f *Form) { f.Address = func(string, int) string { return "" } }), FormOptions{Printed: afternoon}, "form 0007: encode code: no address"},
		{"no date", whole, FormOptions{}, "no date of printing"},
	} {
		var b bytes.Buffer
		err := Forms(&b, c.f, c.o)
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "print forms: ") || b.Len() > 0 {
			t.Errorf("%s: got %d bytes and %v, want %q", c.name, b.Len(), err, c.want)
		}
	}
}

func TestRomanNumerals(t *testing.T) {
	for n, want := range map[int]string{1: "I", 4: "IV", 9: "IX", 13: "XIII", 20: "XX", 39: "XXXIX", 40: "40"} {
		if got := roman(n); got != want {
			t.Errorf("%d: got %s, want %s", n, got, want)
		}
	}
}
