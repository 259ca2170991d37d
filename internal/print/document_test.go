package print

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"hailong/internal/survey"
)

func TestTheSameInputGivesTheSameBytes(t *testing.T) {
	for _, k := range kinds(t) {
		first := made(t, k.document(t).write)
		var together sync.WaitGroup
		for range 2 {
			together.Go(func() {
				d, err := k.drawn()
				if err != nil {
					t.Error(err)
					return
				}
				var b bytes.Buffer
				if err := d.write(&b); err != nil || !bytes.Equal(b.Bytes(), first) {
					t.Errorf("%s: made at the same time it differs: %v", k.name, err)
				}
			})
		}
		together.Wait()
	}
}

func TestADocumentNeedsADate(t *testing.T) {
	var b bytes.Buffer
	err := Posters(&b, []Poster{commune()}, Options{Size: A4})
	if err == nil || b.Len() > 0 {
		t.Errorf("got %d bytes and %v, want an error", b.Len(), err)
	}
}

func TestTheDateStandsInTheDocument(t *testing.T) {
	d := newDocument("", survey.Vietnamese, afternoon)
	d.page(10, 10)
	b := made(t, d.write)
	for _, want := range []string{"/CreationDate (D:20261123150405)", "/ModDate (D:20261123150405)", "/Lang (vi-VN)"} {
		if !bytes.Contains(b, []byte(want)) {
			t.Errorf("the document lacks %s", want)
		}
	}
}

func TestTextStandsWhereItsStyleSays(t *testing.T) {
	at := box{20, 30, 60, 20}
	for _, c := range []struct {
		name string
		st   style
		want func(used box) bool
	}{
		{"left", style{align: leftward}, func(u box) bool { return near(u.x, at.x) }},
		{"centre", style{align: centred}, func(u box) bool { return near(u.x+u.w/2, at.x+at.w/2) }},
		{"right", style{align: rightward}, func(u box) bool { return near(u.x+u.w, at.x+at.w) }},
		{"top", style{top: true}, func(u box) bool { return near(u.y, at.y) }},
		{"middle", style{}, func(u box) bool { return u.y > at.y+2 && u.y+u.h < at.y+at.h-2 }},
	} {
		d := newDocument("", survey.Vietnamese, afternoon)
		d.page(100, 100)
		c.st.face, c.st.size = serif, 14
		d.text("Kính gửi", at, c.st)
		used := d.pages[0].texts[0].at
		if !c.want(used) || !at.holds(used) {
			t.Errorf("%s: got %v in %v", c.name, used, at)
		}
	}
}

func near(a, b float64) bool { return a-b < hair && b-a < hair }

func TestACapitalLooksAsIfItStoodInTheMiddle(t *testing.T) {
	d := newDocument("", survey.Vietnamese, afternoon)
	d.page(100, 100)
	d.text("MÃ", box{10, 10, 80, 80}, style{face: sansBold, size: 100, ink: black})
	page := rendered(t, made(t, d.write), 100)[0]
	top, bottom := 0, 0
	for y := range page.Rect.Dy() {
		// The M alone, without the mark beside it.
		if inkIn(page, pixels(box{12, 0, 15, 100}, 100).Intersect(pixels(box{0, float64(y) * 0.254, 100, 0.254}, 100))) > 0 {
			if top == 0 {
				top = y
			}
			bottom = y
		}
	}
	above, below := float64(top), float64(page.Rect.Dy()-bottom)
	if above/below > 1.03 || below/above > 1.03 {
		t.Errorf("got %g pixels above and %g below, want the same", above, below)
	}
}

func TestCornerMarksStandInTheCorners(t *testing.T) {
	d := newDocument("", survey.Vietnamese, afternoon)
	d.page(100, 150)
	d.cornerMarks(box{10, 10, 80, 130}, 6)
	page := rendered(t, made(t, d.write), 100)[0]
	for i, at := range []box{{10, 10, 6, 6}, {84, 10, 6, 6}, {10, 134, 6, 6}, {84, 134, 6, 6}} {
		outer, middle := inkIn(page, pixels(at, 100)), inkIn(page, pixels(at.inset(2), 100))
		if want := i < 3; outer < 0.6 || (middle > 0.9) != want {
			t.Errorf("corner %d: got %.2f of it and %.2f of its middle black, want the middle full: %v", i, outer, middle, want)
		}
	}
	if rest := inkIn(page, pixels(box{18, 18, 64, 114}, 100)); rest > 0 {
		t.Errorf("something stands between the marks: %.3f", rest)
	}
}

type fullDisk struct{}

var errDisk = errors.New("no space left on device")

func (fullDisk) Write([]byte) (int, error) { return 0, errDisk }

func TestWhatCannotBeWrittenIsAnErrorOfOneLine(t *testing.T) {
	o := Options{Size: A4, Printed: afternoon}
	for name, write := range map[string]func(io.Writer) error{
		"posters":  func(w io.Writer) error { return Posters(w, []Poster{commune()}, o) },
		"stickers": func(w io.Writer) error { return Stickers(w, []Poster{commune()}, o) },
		"png":      func(w io.Writer) error { return PNG(w, commune().Address, 300) },
		"svg":      func(w io.Writer) error { return SVG(w, commune().Address) },
		"slips":    func(w io.Writer) error { return Slips(w, invitations(2), slipOptions()) },
		"forms":    func(w io.Writer) error { return Forms(w, paperForm(t, "short", 1), FormOptions{Printed: afternoon}) },
		"minutes":  func(w io.Writer) error { return Opening(w, boxMinutes()) },
	} {
		err := write(fullDisk{})
		if !errors.Is(err, errDisk) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: got %v, want %v", name, err, errDisk)
		}
	}
}

func TestWrongInputIsAnErrorAndNothingIsWritten(t *testing.T) {
	without := commune()
	without.Address = ""
	long := commune()
	long.Address += strings.Repeat("x", 5000)
	list := func(p ...Poster) []Poster { return p }
	for _, c := range []struct {
		name string
		list []Poster
		o    Options
		want string
	}{
		{"no poster", nil, Options{Size: A4, Printed: afternoon}, "no poster is given"},
		{"no address", list(commune(), without), Options{Size: A4, Printed: afternoon}, "poster AB3K7Q: encode code: no address"},
		{"a long address", list(long), Options{Size: A4, Printed: afternoon}, "poster AB3K7Q: encode code: content too long"},
		{"no date", list(commune()), Options{Size: A4, Printed: time.Time{}}, "no date of printing"},
		{"a size", list(commune()), Options{Size: "a2", Printed: afternoon}, `size "a2": want a3, a4, a5 or tent`},
	} {
		for what, write := range map[string]func(io.Writer, []Poster, Options) error{"posters": Posters, "stickers": Stickers} {
			if what == "stickers" && c.name == "a size" {
				continue
			}
			var b bytes.Buffer
			err := write(&b, c.list, c.o)
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "print "+what+": ") || b.Len() > 0 {
				t.Errorf("%s, %s: got %d bytes and %v, want %q", what, c.name, b.Len(), err, c.want)
			}
		}
	}
}
