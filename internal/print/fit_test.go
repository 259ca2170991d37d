package print

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// fitted draws a style, a box and a text and fits it.
func fitted(t *rapid.T) (b block, text string, w, h float64) {
	size := rapid.Float64Range(4, 60).Draw(t, "size")
	st := style{
		face:   allFaces[rapid.IntRange(0, len(allFaces)-1).Draw(t, "face")],
		size:   size,
		least:  rapid.SampledFrom([]float64{0, size * 0.9, size / 3}).Draw(t, "least"),
		lines:  rapid.IntRange(0, 3).Draw(t, "lines"),
		ragged: rapid.Bool().Draw(t, "ragged"),
	}
	text = st.face.clean(typed(t, "text"))
	w, h = rapid.Float64Range(0, 200).Draw(t, "w"), rapid.Float64Range(0, 60).Draw(t, "h")
	return st.fit(text, w, h), text, w, h
}

func TestFittedTextIsInsideItsBox(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b, _, w, h := fitted(t)
		if b.width() > w+hair || b.height() > h+hair {
			t.Fatalf("got %.2f x %.2f mm in a box of %.2f x %.2f: %q", b.width(), b.height(), w, h, b.lines)
		}
		least := b.style.least
		if b.size > b.style.size || b.size < least-1e-9 {
			t.Fatalf("got %g pt, want %g..%g", b.size, least, b.style.size)
		}
		if n := b.style.lines; n > 0 && len(b.lines) > n {
			t.Fatalf("got %d lines, want at most %d", len(b.lines), n)
		}
		if slices.Contains(b.lines, "") {
			t.Fatalf("an empty line: %q", b.lines)
		}
	})
}

func TestFittedTextIsWholeOrSaysThatItIsCut(t *testing.T) {
	bare := strings.NewReplacer(" ", "", ellipsis, "")
	rapid.Check(t, func(t *rapid.T) {
		b, text, _, _ := fitted(t)
		got, want := bare.Replace(strings.Join(b.lines, "")), bare.Replace(text)
		switch {
		case !b.cut && got != want:
			t.Fatalf("got %q, want %q", b.lines, text)
		case b.cut && len(b.lines) > 0 && !strings.HasSuffix(b.lines[len(b.lines)-1], ellipsis):
			t.Fatalf("cut without an ellipsis: %q of %q", b.lines, text)
		}
	})
}

func TestTextIsMadeSmallerBeforeItIsCut(t *testing.T) {
	st := style{face: sans, size: 20, least: 10}
	name := "Trung tâm Phục vụ hành chính công xã Ninh Giang"
	wide := sans.width(name, 20)
	for _, c := range []struct {
		name     string
		w, h     float64
		least    float64
		most     float64
		cut      bool
		lines    int
		lastLine string
	}{
		{"it fits", wide + 1, 12, 20, 20, false, 1, name},
		{"a little too long", wide * 0.9, 12, 17, 19, false, 1, name},
		{"two lines are larger than one", wide * 0.6, 22, 20, 20, false, 2, "chính công xã Ninh Giang"},
		{"too long for the least size", wide * 0.2, 7, 10, 10, true, 1, "Trung tâm Phục" + ellipsis},
		{"no room for a letter", 2, 2, 10, 10, true, 0, ""},
	} {
		b := st.fit(name, c.w, c.h)
		last := ""
		if len(b.lines) > 0 {
			last = b.lines[len(b.lines)-1]
		}
		if b.size < c.least || b.size > c.most || b.cut != c.cut || len(b.lines) != c.lines || last != c.lastLine {
			t.Errorf("%s: got %.1f pt %q cut=%v, want %.1f..%.1f pt, %d lines, last %q", c.name, b.size, b.lines, b.cut, c.least, c.most, c.lines, c.lastLine)
		}
	}
}

func TestLinesAreBrokenWhereAReaderExpectsIt(t *testing.T) {
	for _, c := range []struct {
		name, text string
		w          float64
		want       []string
	}{
		{"between words", "một hai ba bốn", sans.width("một hai ba", 10) + 0.1, []string{"một hai ba", "bốn"}},
		{"never before a dash", "một hai – ba", sans.width("một hai", 10) + 0.1, []string{"một", "hai –", "ba"}},
		{"at a break of ours", "ninhgiang.\u200bhaiphong", sans.width("ninhgiang.ha", 10), []string{"ninhgiang.", "haiphong"}},
		{"at the end of a line", "một\nhai", 100, []string{"một", "hai"}},
		{"inside a word that is too long", "aaaaaa", sans.width("aaaa", 10) + 0.1, []string{"aaaa", "aa"}},
		{"one letter is wider", "WW", 0.1, []string{"W", "W"}},
	} {
		if got := sans.wrap(c.text, 10, c.w); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
	w := sans.width("một hai ba bốn", 10) + 0.1
	if got, want := sans.even("một hai ba bốn năm", 10, w), []string{"một hai ba", "bốn năm"}; !slices.Equal(got, want) {
		t.Errorf("evenly: got %q, want %q", got, want)
	}
}

func TestTextsThatBelongTogetherHaveOneSize(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		st := style{face: sans, size: 30, least: 5}
		texts := make([]string, 3)
		boxes := make([]box, 3)
		for i := range texts {
			texts[i] = sans.clean(typed(t, "text"))
			boxes[i] = box{0, 0, rapid.Float64Range(10, 100).Draw(t, "w"), rapid.Float64Range(5, 40).Draw(t, "h")}
		}
		all := st.same(texts, boxes)
		for i, b := range all {
			if b.size != all[0].size {
				t.Fatalf("got %g and %g pt", all[0].size, b.size)
			}
			if b.width() > boxes[i].w+hair || b.height() > boxes[i].h+hair {
				t.Fatalf("%q is not inside %v", b.lines, boxes[i])
			}
		}
	})
}
