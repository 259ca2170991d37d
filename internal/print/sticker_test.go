package print

import (
	"fmt"
	"io"
	"testing"
)

func TestASingleCodeFillsASheetOfStickers(t *testing.T) {
	d, err := stickers([]Poster{commune()}, Options{Printed: afternoon})
	if err != nil {
		t.Fatal(err)
	}
	if len(d.pages) != 1 || len(d.pages[0].codes) != 24 {
		t.Fatalf("got %d pages, want 1 with 24 codes", len(d.pages))
	}
}

func TestSeveralCodesGetOneStickerEach(t *testing.T) {
	for _, c := range []struct{ list, sheets, last int }{{2, 1, 2}, {24, 1, 24}, {25, 2, 1}, {48, 2, 24}, {49, 3, 1}} {
		var seen []string
		o := Options{Printed: afternoon, Progress: func(done, total int) { seen = append(seen, fmt.Sprintf("%d/%d", done, total)) }}
		d, err := stickers(counters(c.list), o)
		if err != nil {
			t.Fatal(err)
		}
		if last := len(d.pages[len(d.pages)-1].codes); len(d.pages) != c.sheets || last != c.last {
			t.Errorf("%d codes: got %d sheets, %d on the last, want %d and %d", c.list, len(d.pages), last, c.sheets, c.last)
		}
		if want := fmt.Sprintf("%d/%d", c.sheets, c.sheets); len(seen) != c.sheets || seen[len(seen)-1] != want {
			t.Errorf("%d codes: got the progress %q", c.list, seen)
		}
	}
}

func TestStickersStandOnTheLabelsThatAreSold(t *testing.T) {
	for i := range perSheet {
		at := stickerAt(i)
		if at.w != 70 || at.h != 37 || !(box{0, 0.4, 210, 296.2}).holds(at) {
			t.Errorf("sticker %d: got %+v", i, at)
		}
		for j := range i {
			if at.meets(stickerAt(j)) {
				t.Errorf("stickers %d and %d overlap", i, j)
			}
		}
	}
}

func TestNoNameSpoilsASticker(t *testing.T) {
	for name, typed := range hostile {
		d, err := stickers([]Poster{named(typed)}, Options{Printed: afternoon})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, fault := range faults(d, 4) {
			t.Errorf("%s: %s", name, fault)
		}
		if err := d.write(io.Discard); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
