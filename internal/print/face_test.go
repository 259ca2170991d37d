package print

import (
	"testing"

	"hailong/internal/survey"
)

var allFaces = []*face{sans, sansBold, serif, serifBold, serifItalic}

const vietnameseLetters = "aáàảãạăắằẳẵặâấầẩẫậbcdđeéèẻẽẹêếềểễệghiíìỉĩịklmnoóòỏõọôốồổỗộơớờởỡợpqrstuúùủũụưứừửữựvxyýỳỷỹỵ" +
	"AÁÀẢÃẠĂẮẰẲẴẶÂẤẦẨẪẬBCDĐEÉÈẺẼẸÊẾỀỂỄỆGHIÍÌỈĨỊKLMNOÓÒỎÕỌÔỐỒỔỖỘƠỚỜỞỠỢPQRSTUÚÙỦŨỤƯỨỪỬỮỰVXYÝỲỶỸỴ"

func TestEveryFaceHasTheLettersWePrint(t *testing.T) {
	for _, f := range allFaces {
		for _, r := range vietnameseLetters + "fjwzFJWZ0123456789 .,:;!?…–-“”‘’()/%+&@₫" {
			if !f.has(r) {
				t.Errorf("%s lacks %q", f.name, r)
			}
		}
		if f.has('\U0001f600') || f.has('☐') || f.has('漢') {
			t.Errorf("%s is said to have what it has not", f.name)
		}
	}
}

func TestWidthsAreThoseOfTheLibrary(t *testing.T) {
	for _, f := range allFaces {
		d := newDocument("", survey.Vietnamese, afternoon)
		d.page(100, 100)
		d.use(f, 1000)
		if err := d.pdf.Error(); err != nil {
			t.Fatal(err)
		}
		for r := range f.measure.advances {
			if r == 0 {
				continue // there the library keeps a count
			}
			want := d.pdf.GetStringSymbolWidth(string(r))
			if got := f.measure.advances[r]; got != want {
				t.Errorf("%s %q: got %d, want %d", f.name, r, got, want)
			}
		}
		text := "Ủy ban nhân dân xã Ninh Giang"
		if got, want := f.width(text, 1000), d.pdf.GetStringWidth(text); got-want > 1e-6 || want-got > 1e-6 {
			t.Errorf("%s: got %g mm, want %g", f.name, got, want)
		}
	}
}

func TestNoLetterReachesFartherThanItsFace(t *testing.T) {
	for _, f := range allFaces {
		if err := f.load(); err != nil {
			t.Fatal(err)
		}
		if m := f.measure; m.capital <= 0.6 || m.ascent < m.capital+0.2 || m.descent <= 0.2 || m.ascent+m.descent > 1.6 {
			t.Errorf("%s: got %+.3f %+.3f %+.3f", f.name, m.ascent, m.descent, m.capital)
		}
	}
}

func TestABrokenFontIsAnErrorAndNoPanic(t *testing.T) {
	whole, err := sans.file()
	if err != nil {
		t.Fatal(err)
	}
	for n := 0; n < len(whole); n += 997 {
		if m, err := measureFont(whole[:n]); err == nil {
			t.Errorf("%d bytes of a font were read: %d letters", n, len(m.advances))
		}
	}
	if f := (&face{name: "NoSuchFont"}); f.load() == nil || f.has('a') || f.width("a", 10) != 0 {
		t.Error("a font that is not there was loaded")
	}
}
